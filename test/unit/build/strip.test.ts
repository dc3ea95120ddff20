import { fileURLToPath } from 'node:url';
import { build, createBuilder, type Plugin, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { stripDocs, stripLogs } from '../../../src/build/strip.ts';
import { CONFIG, readConfig } from '../../../src/core/config/config.ts';
import { isList, type Field, type Shape } from '../../../src/core/config/field.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const SLOW = 60_000; // ms: it bundles

const codeOf = (output: unknown): string =>
  [output as Rolldown.RolldownOutput]
    .flat()
    .flatMap(({ output: files }) => files)
    .map((file) => ('code' in file ? file.code : ''))
    .join('\n');

/** Bundles one module with a plugin, in memory, and imports what came of it. */
async function bundle(
  entry: string,
  plugin: Plugin,
): Promise<{ code: string; module: Record<string, unknown> }> {
  const lib = { entry, formats: ['es' as const] };
  const code = codeOf(
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: [plugin],
      build: { lib, write: false, minify: false },
    }),
  );
  const module = (await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  )) as Record<string, unknown>;
  return { code, module };
}

/** Every field of the configuration, however deep. */
function fieldsOf(fields: Readonly<Record<string, Field>>): Field[] {
  const inside = (shape: Shape): Field[] => {
    if (typeof shape === 'string') return [];
    if (isList(shape)) return inside(shape[0]);
    if ('fields' in shape) return fieldsOf(shape.fields);
    return inside('short' in shape ? shape.long : shape.values);
  };
  return Object.values(fields).flatMap((field) => [field, ...inside(field.is)]);
}
const documented = fieldsOf(CONFIG);
const docs = documented.flatMap(({ doc = '', source = '' }) => [doc, source]).filter(Boolean);

it('has something to take out', () => {
  expect(documented.length).toBeGreaterThan(40);
  expect(docs.length).toBeGreaterThan(documented.length);
  for (const { doc } of documented) expect(doc).toMatch(/\.$/);
});

describe('the configuration table, stripped', () => {
  const stripped = bundle('src/core/config/config.ts', stripDocs());

  it('has no documentation in it', { timeout: SLOW }, async () => {
    const { code } = await stripped;
    expect(
      docs.filter((doc) => code.includes(doc) || code.includes(doc.replaceAll("'", String.raw`\'`))),
    ).toEqual([]);
  });

  it('means the same otherwise', { timeout: SLOW }, async () => {
    const { module } = await stripped;
    const without = JSON.parse(
      JSON.stringify(CONFIG, (key, value: unknown) => (/^(doc|source|unit)$/.test(key) ? undefined : value)),
    );
    expect(JSON.parse(JSON.stringify(module['CONFIG']))).toEqual(without);
  });

  it('reads configurations the same, right and wrong ones', { timeout: SLOW }, async () => {
    const { module } = await stripped;
    const read = module['readConfig'] as typeof readConfig;
    const right = {
      consent: { days: 30 },
      services: { acme: { hosts: ['a.example'], cookies: [{ name: 'a' }] } },
    };
    const wrong = { consent: { days: 'x' }, services: { acme: { hosts: [7] } }, doc: 1, source: 2, unit: 3 };
    for (const value of [{}, right, wrong, null]) expect(read(value)).toEqual(readConfig(value));
  });
});

it.each(['gate', 'preferences', 'withdrawal'])(
  'no visitor downloads documentation: %s',
  async (name) => {
    const builder = await createBuilder({
      root,
      logLevel: 'error',
      environments: { [name]: { build: { write: false } } },
    });
    const environment = builder.environments[name];
    if (!environment) throw new Error(`there is no ${name}`);
    const code = codeOf(await builder.build(environment));
    expect(code.length).toBeGreaterThan(1000);
    // Minified, quotes and dashes may be written otherwise: a sentence has a part without either.
    const parts = docs.map((doc) => doc.split(/["'`\\…–]/).toSorted((a, b) => b.length - a.length)[0] ?? doc);
    expect(parts.filter((part) => part.length > 12 && code.includes(part))).toEqual([]);
    if (name === 'gate') expect(code).toMatch(/typeof __IZIN_CONFIG__/); // What `izin build` puts around it.
  },
  SLOW,
);

it('i18next without its log messages still translates, silently', { timeout: SLOW }, async () => {
  const { module, code } = await bundle('node_modules/i18next/dist/esm/i18next.js', stripLogs());
  expect(code).not.toContain('init: no languageDetector is used');
  const i18next = module['default'] as (typeof import('i18next'))['default'];
  const said: unknown[] = [];
  const log = (...words: unknown[]): unknown => said.push(words);
  const instance = i18next.createInstance().use({ type: 'logger', log, warn: log, error: log });
  const en = {
    translation: { 'a.b': 'Hello {{name}}', days_one: '{{count}} day', days_other: '{{count}} days' },
  };
  await instance.init({ lng: 'en', debug: true, keySeparator: false, resources: { en } });
  expect(instance.t('a.b', { name: 'you' })).toBe('Hello you');
  expect([1, 2].map((count) => instance.t('days', { count }))).toEqual(['1 day', '2 days']);
  expect(instance.t('missing')).toBe('missing');
  expect(said.filter((words) => !String(words).includes('initialized'))).toEqual([]);
});

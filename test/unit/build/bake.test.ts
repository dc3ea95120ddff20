import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bake } from '../../../src/build/bake.ts';
import { configSchema } from '../../../src/build/schema.ts';
import { readConfig } from '../../../src/core/config/config.ts';
import { noticesOf } from '../../../src/receiver/notices.ts';

const value = {
  site: { name: 'Toko Contoh', controller: 'PT Contoh', policy: { id: '/privasi' } },
  languages: ['id', 'en'],
  services: { youtube: true, 'meta-pixel': { category: 'marketing' }, hotjar: false },
  consent: { revision: '2026-11' },
  receipts: { endpoint: '/izin/receipts' },
  texts: { id: { 'notice.title': 'Halo' }, en: { 'notice.title': 'Hello' } },
};
// Stands in for the gate: it shows what it was given.
const SCRIPT = '(function(){seen = typeof __IZIN_CONFIG__ === "object" ? __IZIN_CONFIG__ : undefined})();';
const MAP = {
  version: 3,
  file: 'izin.js',
  sources: ['a.ts'],
  sourcesContent: ['"mappings":"x"'],
  mappings: 'AAAA,CAAC',
};

const LOCALES = ['id', 'en', 'inspector.id', 'inspector.en'].map((name) => `locales/${name}.json`);

interface Shop {
  readonly dist: string;
  readonly out: string;
  /** What was written, by path below `out`. */
  files(): string[];
  read(name: string): string;
}

/** A folder of scripts as the package has it, and one to build into. */
function openShop({ script = `${SCRIPT}\n//# sourceMappingURL=izin.js.map`, hasMap = true } = {}): Shop {
  const folder = mkdtempSync(join(tmpdir(), 'izin-bake-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [dist, out] = [join(folder, 'dist'), join(folder, 'site/scripts')];
  for (const name of ['services', 'locales']) mkdirSync(join(dist, name), { recursive: true });
  writeFileSync(join(dist, 'izin.js'), script);
  if (hasMap) writeFileSync(join(dist, 'izin.js.map'), JSON.stringify(MAP));
  for (const name of [
    'izin-preferences.js',
    'izin-preferences.js.map',
    'izin-withdrawal.js',
    'declaration.css',
    'cli.js',
    'receiver.js',
  ])
    writeFileSync(join(dist, name), `// ${name}`);
  for (const id of ['youtube', 'meta-pixel', 'hotjar', 'clarity'])
    writeFileSync(
      join(dist, `services/${id}.json`),
      JSON.stringify({ id, name: `The ${id}`, category: 'marketing', cookies: [] }),
    );
  for (const name of LOCALES) writeFileSync(join(dist, name), `"${name}"`);
  const list = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort();
  return { dist, out, files: () => list(out), read: (name) => readFileSync(join(out, name), 'utf8') };
}

interface Seen {
  readonly config: unknown;
  readonly notices: Readonly<Record<string, string>>;
}
/** Runs a baked script in a world of its own. */
function run(script: string): Seen {
  const world: { seen?: unknown; shown?: string } = {};
  runInNewContext(`${script}\nshown = JSON.stringify(seen)`, world);
  return JSON.parse(world.shown ?? 'null') as Seen;
}

/** The canonical text of JSON, by other means than the source's. */
const canonicalOf = (any: unknown): string => {
  const keys = new Set<string>();
  JSON.stringify(any, (key, member: unknown) => (keys.add(key), member));
  return JSON.stringify(any, [...keys].sort());
};
const sha256 = (text: string, encoding: 'base64' | 'base64url'): string =>
  createHash('sha256').update(text).digest(encoding);
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
/** The notice of a language, put together by hand. */
function noticeIn(language: 'id' | 'en'): string {
  const { receipts: _, allow: __, ...shown } = readConfig(value).config;
  const texts = value.texts[language];
  return canonicalOf({ ...shown, schema: 'urn:izin:notice:1', izin: version, language, texts });
}

it('bakes the configuration in, as it was written', async () => {
  const { dist, out, read } = openShop();
  const { config, problems } = await bake({ value, dist, out });
  expect(problems).toEqual([]);
  expect(config).toEqual(readConfig(value).config);
  expect(run(read('izin.js')).config).toEqual(value);
});

it('bakes the hash of the notice of each language in, and writes the notices down', async () => {
  const { dist, out, read } = openShop();
  await bake({ value, dist, out });
  const { notices } = run(read('izin.js'));
  expect(notices).toEqual({
    id: `sha256-${sha256(noticeIn('id'), 'base64')}`,
    en: `sha256-${sha256(noticeIn('en'), 'base64')}`,
  });
  for (const language of ['id', 'en'] as const) {
    const text = read(`notices/${sha256(noticeIn(language), 'base64url')}.json`);
    expect(text).toBe(noticeIn(language));
    expect(`sha256-${sha256(text, 'base64')}`).toBe(notices[language]);
  }
});

it('writes all that a site needs, tells what, and nothing else', async () => {
  const { dist, out, files, read } = openShop();
  const { files: told } = await bake({ value, dist, out });
  const notices = (['id', 'en'] as const).map(
    (language) => `notices/${sha256(noticeIn(language), 'base64url')}.json`,
  );
  const scripts = [
    'izin.js',
    'izin.js.map',
    'izin-preferences.js',
    'izin-preferences.js.map',
    'izin-withdrawal.js',
  ];
  const facts = ['services/meta-pixel.json', 'services/youtube.json'];
  const declarations = ['en', 'id'].flatMap((tag) => [`declaration.${tag}.html`, `declaration.${tag}.md`]);
  expect(files()).toEqual(
    [
      ...scripts,
      ...facts,
      ...LOCALES,
      ...notices,
      ...declarations,
      'declaration.css',
      'izin.schema.json',
    ].sort(),
  );
  expect([...told].sort()).toEqual(files());
  expect(JSON.parse(read('izin.schema.json'))).toEqual(configSchema());
  expect(read('izin-preferences.js')).toBe('// izin-preferences.js');
});

it('writes the cookie declaration of each language, from the configuration and the catalogue', async () => {
  const { dist, out, read } = openShop();
  await bake({ value, dist, out });
  for (const file of ['declaration.id.html', 'declaration.en.md']) {
    const text = read(file);
    for (const told of ['PT Contoh', 'The youtube', 'The meta-pixel', version]) expect(text).toContain(told);
    expect(text).not.toContain('hotjar');
  }
});

describe('a third language', () => {
  const jv = { 'action.save': 'Simpen pilihan', 'preferences.close': 'Tutup', 'action.rejectAll': 3 };
  const texts = { ...value.texts, jv: { 'notice.title': 'Cookie' } };
  const third = { ...value, languages: ['id', 'en', 'jv', 'su', 'fr'], texts };
  // Whatever a file holds, it is read from JSON.
  const locales = { jv: jv as unknown as Record<string, string> };

  it('is baked in as far as the first layer shows it, and written down in full', async () => {
    const { dist, out, read, files } = openShop();
    await bake({ value: { ...third, texts: { ...texts, su: { 'action.save': 'S' } } }, locales, dist, out });
    const { config } = run(read('izin.js')) as { config: { texts: Record<string, Record<string, string>> } };
    expect(config.texts).toMatchObject(value.texts);
    expect(config.texts['jv']).toMatchObject({
      language: 'Jawa',
      'notice.title': 'Cookie',
      'action.save': 'Simpen pilihan',
      'action.acceptAll': 'Terima semua',
      'action.rejectAll': 'Tolak semua',
    });
    expect(config.texts['jv']).not.toHaveProperty('preferences.close');
    expect(config.texts['su']).toMatchObject({ 'action.save': 'S', 'action.acceptAll': 'Terima semua' });
    expect(config.texts).not.toHaveProperty('fr');
    expect(JSON.parse(read('locales/jv.json'))).toEqual(jv);
    expect(JSON.parse(read('locales/su.json'))).toEqual({});
    expect(files()).not.toContain('locales/fr.json');
  });

  it('is part of the notice', async () => {
    const { dist, out, read } = openShop();
    await bake({ value: third, locales, dist, out });
    const { notices } = run(read('izin.js'));
    const { hash, text } =
      noticesOf(readConfig(third).config, version, locales).find(({ language }) => language === 'jv') ?? {};
    expect(notices['jv']).toBe(hash);
    expect(JSON.parse(text ?? '')).toMatchObject({ texts: { 'action.save': 'Simpen pilihan' } });
    expect(noticesOf(readConfig(third).config, version).map((one) => one.hash)).not.toContain(hash);
  });
});

it('keeps the notices of earlier builds: receipts still name them', async () => {
  const { dist, out, files } = openShop();
  await bake({ value, dist, out });
  const before = files().filter((name) => name.startsWith('notices/'));
  await bake({ value: { ...value, consent: { revision: '2026-12' } }, dist, out });
  const after = files().filter((name) => name.startsWith('notices/'));
  expect(after).toHaveLength(4);
  expect(after).toEqual(expect.arrayContaining(before));
});

it('writes the same twice', async () => {
  const { dist, out, files, read } = openShop();
  await bake({ value, dist, out });
  const first = files().map(read);
  await bake({ value, dist, out });
  expect(files().map(read)).toEqual(first);
});

it.each([
  '</script><script>alert(1)</script>',
  '<!--<script>',
  ']]>',
  '\u2028\u2029',
  '${alert(1)}',
  '`',
  "'",
  '\\',
  '$&',
  '\n//# sourceMappingURL=x',
])('lets no text break out of the script, inline in a page too: %j', async (text) => {
  const { dist, out, read } = openShop();
  const hostile = { site: { name: text }, texts: { id: { 'notice.title': text } } };
  await bake({ value: hostile, dist, out });
  const script = read('izin.js');
  expect(script).not.toMatch(/<\/script|<!--|<script|[\u2028\u2029]/i);
  expect(run(script).config).toEqual(hostile);
  expect(script.split('\n')).toHaveLength(4);
});

it('gives the page the configuration that was checked, also where it has hostile keys', async () => {
  const { dist, out, read } = openShop();
  const hostile: unknown = JSON.parse(
    '{"__proto__":{"consent":{"days":1}},"consent":{"__proto__":{"days":2},"revision":"3"}}',
  );
  const { config, problems } = await bake({ value: hostile, dist, out });
  expect(problems.map(({ path }) => path)).toEqual(['__proto__', 'consent.__proto__']);
  expect(readConfig(run(read('izin.js')).config).config).toEqual(config);
});

it('bakes a configuration with mistakes, and tells them', async () => {
  const { dist, out, read } = openShop();
  const { problems } = await bake({ value: { consent: { days: 'x' } }, dist, out });
  expect(problems).toMatchObject([{ path: 'consent.days' }]);
  expect(run(read('izin.js')).config).toEqual({ consent: { days: 'x' } });
});

describe('the source map', () => {
  it('is shifted by the one line that stands before the code', async () => {
    const { dist, out, read } = openShop();
    await bake({ value, dist, out });
    const lines = read('izin.js').split('\n');
    expect(lines.indexOf(SCRIPT)).toBe(1);
    expect(JSON.parse(read('izin.js.map'))).toEqual({ ...MAP, mappings: `;${MAP.mappings}` });
    expect(lines.at(-1)).toBe('//# sourceMappingURL=izin.js.map');
  });

  it('is not named where there is none', async () => {
    const { dist, out, files, read } = openShop({ script: SCRIPT, hasMap: false });
    await bake({ value, dist, out });
    expect(files()).not.toContain('izin.js.map');
    expect(read('izin.js')).not.toContain('sourceMappingURL');
    expect(run(read('izin.js')).config).toEqual(value);
  });
});

describe('does not build', () => {
  it.each(['', '/', '/../dist'])('into the folder it builds from: dist%s', async (more) => {
    const { dist } = openShop();
    const before = readFileSync(join(dist, 'izin.js'), 'utf8');
    await expect(bake({ value, dist, out: `${dist}${more}` })).rejects.toThrow('expected another folder');
    expect(readFileSync(join(dist, 'izin.js'), 'utf8')).toBe(before);
  });

  it('without the script', async () => {
    const { dist, out } = openShop();
    await rm(join(dist, 'izin.js'));
    await expect(bake({ value, dist, out })).rejects.toThrow(/ENOENT.*izin\.js/);
  });
});

describe('a seal', () => {
  const INLINE = 'try{document.write("x")}catch{}';
  it('is told as markup, and written beside the rest', async () => {
    const { dist, out, read } = openShop();
    writeFileSync(join(dist, 'seal.js'), INLINE);
    const { seal, server } = await bake({ value, dist, out, seal: 'plain' });
    expect(seal?.html).toContain(`>${INLINE}</script>\n<meta http-equiv="Content-Security-Policy"`);
    expect(read('seal.html')).toBe(`${seal?.html}\n`);
    expect(server).toBeUndefined();
  });

  it.each(['nginx', 'caddy'] as const)('is told as configuration of %s', async (server) => {
    const { dist, out, files } = openShop();
    const baked = await bake({ value, dist, out, server });
    expect(baked.server?.text).toContain(`izin build --server ${server}`);
    expect(baked.server?.text).toContain('youtube.com');
    expect(files()).not.toContain('seal.html');
  });

  it.each([{ seal: 'plain' }, { server: 'nginx' }] as const)(
    'is refused, and nothing written, where it would hold nothing: %o',
    async (kind) => {
      const { dist, out } = openShop();
      await expect(bake({ value: { mode: 'report' }, dist, out, ...kind })).rejects.toThrow('found report');
      expect(() => readdirSync(out)).toThrow('ENOENT');
    },
  );
});

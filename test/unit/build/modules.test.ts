import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readCatalogue } from '../../../src/build/catalogue.ts';
import { izinModules } from '../../../src/build/modules.ts';
import { packServices, sortForPacking } from '../../../src/core/catalogue/table.ts';
import { reminders, vendors } from '../../../src/integrations/calls.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const catalogue = readCatalogue(join(root, 'src/core/catalogue/services'));

type Load = (id: string) => string | undefined;
/** What a module of the build exports. */
async function exportsOf(name: string, from = root): Promise<Record<string, unknown>> {
  const { resolveId, load } = izinModules(from) as unknown as { resolveId: Load; load: Load };
  const code = load(resolveId(`virtual:izin/${name}`) ?? '') ?? '';
  return (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as Record<
    string,
    unknown
  >;
}

it('packs the catalogue for the gate', async () => {
  const { packed, ids } = { ...(await exportsOf('packed')), ...(await exportsOf('ids')) };
  expect(packed).toBe(packServices(sortForPacking(catalogue)));
  expect(String(ids).split(' ')).toEqual(catalogue.map(({ id }) => id));
});

it('tells what a withdrawal deletes from what only its third party can touch', async () => {
  const { names } = (await exportsOf('names')) as {
    names: Record<string, Partial<Record<'cookies' | 'storage' | 'foreign' | 'reminders', string[]>>>;
  };
  expect(names['google-analytics']?.cookies).toEqual(expect.arrayContaining(['_ga', '_ga_*']));
  for (const { id, cookies, storage = [] } of catalogue) {
    const known = names[id];
    expect(known?.cookies ?? []).toEqual(cookies.filter(({ domain }) => !domain).map(({ name }) => name));
    expect(known?.storage ?? []).toEqual(storage);
    expect(known?.foreign ?? []).toEqual(
      cookies.flatMap(({ name, domain }) => (domain ? `${domain} ${name}` : [])),
    );
    expect(known?.reminders ?? []).toEqual(reminders[id] ?? []);
  }
  expect(Object.keys(names).filter((id) => !catalogue.some((service) => service.id === id))).toEqual([]);
  expect(Object.values(names).flatMap(Object.values)).not.toContainEqual([]);
  expect(names['meta-pixel']?.foreign).toEqual(['facebook.com fr']);
  expect(names['mixpanel']).toMatchObject({ reminders: ['__mp_opt_in_out_*'] });
});

it('tells the inspector what each service is called, is for and stores on a site', async () => {
  const { known } = (await exportsOf('known')) as { known: Record<string, object> };
  expect(Object.keys(known)).toEqual(catalogue.map(({ id }) => id));
  expect(known['google-analytics']).toMatchObject({
    name: 'Google Analytics',
    category: 'performance',
    cookies: expect.arrayContaining(['_ga']),
  });
});

it('knows by which globals vendors are seen that can be told', async () => {
  const signs = await exportsOf('signs');
  expect(signs['vendors']).toHaveLength(vendors.size);
  expect(signs['vendors']).toEqual(expect.arrayContaining(['fbq', '_paq', 'mixpanel']));
  expect(signs['platforms']).toEqual(['Shopify', 'wp_set_consent']);
});

it('gives the first layer with all its texts, in every language there is a file for', async () => {
  const { notice, texts, css } = (await exportsOf('notice')) as Record<
    string,
    Record<string, Record<string, string>>
  >;
  expect(JSON.stringify(notice)).toContain('"data-izin-action":"reject-all"');
  expect(Object.keys(texts ?? {})).toEqual(expect.arrayContaining(['id', 'en']));
  expect(texts?.['id']).toMatchObject({ 'action.rejectAll': 'Tolak semua', language: expect.any(String) });
  expect(css).toMatch(/^@layer izin\{/);
});

it('gives the message after a withdrawal and the button with the first layer, and their texts', async () => {
  const { withdrawn, reopen, texts } = (await exportsOf('notice')) as Record<
    string,
    Record<string, Record<string, string>>
  >;
  expect(JSON.stringify(withdrawn)).toContain('"data-izin-action":"reload"');
  expect(JSON.stringify(reopen)).toContain('"data-izin-action":"preferences"');
  for (const language of Object.keys(texts ?? {}))
    expect(texts?.[language]).toMatchObject({
      'withdrawn.text': expect.any(String),
      'reopen.text': expect.any(String),
    });
});

it('tells one build from another: by its sources', async () => {
  const { build, version } = await exportsOf('build');
  expect(build).toMatch(/^[\w-]{8}$/);
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect((await exportsOf('build'))['build']).toBe(build);
});

it('leaves the modules of others alone', () => {
  const { resolveId, load } = izinModules(root) as unknown as { resolveId: Load; load: Load };
  expect(resolveId('preact')).toBeUndefined();
  expect(load('/src/gate/entry.ts')).toBeUndefined();
});

it('does not build with a language that lacks a text of the first layer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'izin-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'locales/ms.json'), '{"language":"Bahasa Melayu"}');
  await expect(exportsOf('notice', folder)).rejects.toThrow(
    'locales/ms.json: the first layer needs the text "notice.title"',
  );
});

/** What is written beside the scripts when one of them is bundled. */
function filesOf(name: string): Map<string, Record<string, unknown>> {
  const files = new Map<string, Record<string, unknown>>();
  const { generateBundle } = izinModules(root) as unknown as { generateBundle: () => void };
  generateBundle.call({
    environment: { name },
    emitFile: ({ fileName, source }: { fileName: string; source: string }) =>
      files.set(fileName, fileName.endsWith('.css') ? {} : JSON.parse(source)),
  });
  return files;
}

it('writes the texts of each language down, and those of the inspector apart', async () => {
  const files = filesOf('preferences');
  const { names } = (await exportsOf('languages')) as { names: Record<string, string> };
  expect(names).toEqual({ id: 'Bahasa Indonesia', en: 'English' });
  for (const tag of Object.keys(names)) {
    const all: object = JSON.parse(readFileSync(join(root, `locales/${tag}.json`), 'utf8'));
    const [shown, told] = [files.get(`locales/${tag}.json`), files.get(`locales/inspector.${tag}.json`)];
    // Placeholders have theirs in them.
    const own = Object.keys(all).filter((key) => key.startsWith('placeholder.'));
    expect(own.length).toBeGreaterThan(0);
    expect([...Object.keys({ ...shown, ...told }), ...own].toSorted()).toEqual(Object.keys(all).toSorted());
    expect(all).toMatchObject({ ...shown, ...told });
    expect(Object.keys(shown ?? {}).filter((key) => key.startsWith('inspector.'))).toEqual([]);
    expect(Object.keys(told ?? {})).toEqual(
      expect.arrayContaining(['language', 'notice.failed', 'category.any.name', 'inspector.title']),
    );
    expect(told).not.toHaveProperty('notice.text');
  }
});

it('writes what visitors are told of each service, and no more, for the preferences to fetch', () => {
  expect(filesOf('gate').size).toBe(0);
  const files = filesOf('preferences');
  expect([...files.keys()].filter((name) => !name.startsWith('locales/'))).toEqual([
    ...catalogue.map(({ id }) => `services/${id}.json`),
    'declaration.css',
  ]);
  for (const { id, name, provider, category, cookies } of catalogue) {
    const told = files.get(`services/${id}.json`);
    expect(told).toMatchObject({ id, name, provider, category });
    for (const machinery of ['hosts', 'names', 'source', 'checked', 'consentMode'])
      expect(told).not.toHaveProperty(machinery);
    expect(told?.['cookies']).toEqual(cookies.map(({ distinctive: _, ...shown }) => shown));
  }
});

it('makes no empty module of a name that it does not know', () => {
  const { resolveId } = izinModules(root) as unknown as { resolveId: Load };
  for (const name of ['catalog', 'withdrawn', 'constructor', ''])
    expect(resolveId(`virtual:izin/${name}`)).toBeUndefined();
});

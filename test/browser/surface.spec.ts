import { readFileSync } from 'node:fs';
import { expect, test } from './page.ts';

interface Surface {
  readonly izin: readonly string[];
  readonly state: readonly string[];
  readonly events: readonly string[];
  readonly globals: readonly string[];
  readonly types: readonly string[];
  readonly exports: readonly string[];
  /** What the modules for Node have. */
  readonly mark: readonly string[];
  readonly vite: readonly string[];
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
/** What the site may lean on. Whoever changes this file breaks or widens a promise. */
const surface = read('./surface.json') as Surface;

test('window.izin has what is promised, and nothing else', async ({ visit }) => {
  await visit.open();
  expect(await visit.page.evaluate(() => Object.keys(window.izin).toSorted())).toEqual(surface.izin);
  expect(await visit.page.evaluate(() => Object.keys(window.izin.state).toSorted())).toEqual(surface.state);
  expect(await visit.page.evaluate(() => window.izin.version)).toMatch(/^\d+\.\d+\.\d+/);
});

test('the script adds one name to the page, and the data layer', async ({ visit }) => {
  await visit.open('', {
    before: '<script>self.before = new Set(Object.getOwnPropertyNames(window))</script>',
    head: '<script>self.added = Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && name !== "before")</script>',
  });
  const added = await visit.page.evaluate(() => (self as unknown as { added: string[] }).added);
  expect(added.toSorted()).toEqual(surface.globals);
});

test('the gate cannot be replaced by the page', async ({ visit }) => {
  await visit.open();
  const same = await visit.page.evaluate(() => {
    const { izin } = window;
    try {
      Object.assign(window, { izin: { acceptAll: 'stolen' } });
    } catch {
      // A strict assignment says no by throwing.
    }
    return window.izin === izin;
  });
  expect(same).toBe(true);
});

test('tells its events on the document, with their detail', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>`,
    {
      before: `<script>
        self.told = [];
        for (const name of ${JSON.stringify(['izin:ready', 'izin:change', 'izin:hold', 'izin:release', 'izin:show', 'izin:hide'])})
          document.addEventListener(name, ({ detail }) => told.push([name, Object.keys(detail).toSorted()]));
      </script>`,
    },
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  await visit.quiet();
  const told = await visit.page.evaluate(() => (self as unknown as { told: [string, string[]][] }).told);
  expect([...new Set(told.map(([name]) => name))].toSorted()).toEqual(surface.events);
  expect(Object.fromEntries(told)).toMatchObject({
    'izin:ready': surface.state,
    'izin:change': surface.state,
    'izin:show': ['layer'],
  });
});

test('the package exports what is promised', () => {
  const { exports, files } = read('../../package.json') as { exports: object; files: string[] };
  expect(Object.keys(exports).toSorted()).toEqual(surface.exports);
  // Texts are there to be copied and translated.
  expect(files).toEqual(expect.arrayContaining(['dist', 'locales', 'src/rules/*.json']));
});

test('the modules that mark pages have what is promised', async () => {
  expect(Object.keys(await import('izin/mark')).toSorted()).toEqual(surface.mark);
  expect(Object.keys(await import('izin/vite')).toSorted()).toEqual(surface.vite);
});

test('the API has the types that are promised', () => {
  const api = readFileSync(new URL('../../src/gate/api.ts', import.meta.url), 'utf8');
  const declared = [...api.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  const passedOn = [...api.matchAll(/^export type \{([^}]+)\}/gm)].flatMap(
    ([, names = '']) => names.match(/\w+/g) ?? [],
  );
  expect([...declared, ...passedOn].toSorted()).toEqual(surface.types);
});

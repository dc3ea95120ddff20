import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readLocales } from '../../../src/build/locales.ts';

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'izin-locales-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

it("reads the files of the site's languages, and leaves others alone", async () => {
  const jv = { 'notice.title': 'Cookie' };
  const folder = folderOf({
    'jv.json': JSON.stringify(jv),
    'su.json': '{"welcome":"of the site itself"}',
    'fr.json': 'not asked for',
  });
  expect(await readLocales(folder, ['id', 'jv', 'su'])).toEqual({ jv });
});

it('reads nothing where there is no folder', async () => {
  expect(await readLocales(join(folderOf({}), 'none'), ['jv'])).toEqual({});
});

it.each([
  ['{', /jv\.json is not JSON/],
  ['[]', /jv\.json: found a list, expected an object with a text for each key/],
  ['null', /jv\.json: found null/],
])('tells which file holds no texts: %s', async (text, message) => {
  await expect(readLocales(folderOf({ 'jv.json': text }), ['jv'])).rejects.toThrow(message);
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { texts as ours } from 'virtual:izin/texts';
import { show } from '../core/errors.ts';
import type { LocaleFiles } from '../core/receipt/notice.ts';

/**
 * Reads the locale files of a site: `<language>.json` for each of its languages, as far as there are any.
 *
 * A folder may hold files of other languages, and of the site's own, which have none of our keys: those are
 * left alone.
 *
 * @throws {Error} When a file cannot be read, or holds something else than texts by key.
 */
export async function readLocales(folder: string, languages: readonly string[]): Promise<LocaleFiles> {
  const found = await Promise.all(
    languages.map(
      async (language) => [language, await readLocale(join(folder, `${language}.json`))] as const,
    ),
  );
  return Object.fromEntries(
    found.flatMap(([language, texts]) => (texts && isLocale(texts) ? [[language, texts]] : [])),
  );
}

const isLocale = (texts: object): boolean =>
  Object.keys(texts).some((key) => Object.hasOwn(ours['en'] ?? {}, key));

async function readLocale(path: string): Promise<LocaleFiles[string] | undefined> {
  const text = await readFile(path, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT' || fault.code === 'ENOTDIR') return undefined;
    throw fault;
  });
  if (text === undefined) return undefined;
  let texts: unknown;
  try {
    texts = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  if (!texts || typeof texts !== 'object' || Array.isArray(texts))
    throw new Error(`${path}: found ${show(texts)}, expected an object with a text for each key`);
  return texts as LocaleFiles[string]; // What its members are is checked by checkTexts.
}

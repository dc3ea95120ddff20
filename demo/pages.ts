import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readServed, type ServedFile } from './files.ts';
import { gateTags } from './gate-tags.ts';

const INCLUDE = /^[ \t]*<!--#include virtual="([^"]+)" -->\r?\n/gm;

/**
 * Reads what the shop serves at an address: a file, or a page, whose addresses have no `.html`.
 *
 * Pages get their parts (the include of nginx and Apache) and, where they say `<!-- izin -->`, the gate.
 *
 * @param root - The folder of the repository.
 */
export async function readPage(root: string, path: string, port: number): Promise<ServedFile | undefined> {
  const site = join(root, 'demo/site');
  const read = (address: string): Promise<ServedFile | undefined> => readServed(site, address, port);
  const found =
    (await read(path)) ?? (await read(`${path}.html`)) ?? (await read(`${path.replace(/\/$/, '')}/index.html`));
  if (!found?.type.startsWith('text/html')) return found;

  const names = [...found.text.matchAll(INCLUDE)].map(([, name = '']) => name);
  const parts = await Promise.all(names.map(read));
  let next = 0;
  const text = found.text.replace(INCLUDE, () => parts[next++]?.text ?? '');
  const config = await readConfigFile(root);
  return { ...found, text: text.replace('<!-- izin -->', () => gateTags(config)) };
}

/** Reads izin.config.json each time, so that a change shows on the next page. */
export const readConfigFile = async (root: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, 'demo/izin.config.json'), 'utf8'));

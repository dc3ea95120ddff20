import { join } from 'node:path';
import { readServed, type ServedFile } from './files.ts';

const INCLUDE = /^[ \t]*<!--#include virtual="([^"]+)" -->\r?\n/gm;

/**
 * Reads what the shop serves at an address: a file, or a page, whose addresses have no `.html`.
 *
 * Pages get their parts: the include of nginx and Apache.
 *
 * @param root - The folder of the repository.
 * @param gate - The folder that `izin build` wrote: the cookie declaration is a part from there.
 */
export async function readPage(
  root: string,
  gate: string,
  path: string,
  port: number,
): Promise<ServedFile | undefined> {
  const site = join(root, 'demo/site');
  const read = (address: string): Promise<ServedFile | undefined> =>
    address.startsWith('/izin/')
      ? readServed(gate, address.slice('/izin'.length), port)
      : readServed(site, address, port);
  const found =
    (await read(path)) ??
    (await read(`${path}.html`)) ??
    (await read(`${path.replace(/\/$/, '')}/index.html`));
  if (!found?.type.startsWith('text/html')) return found;

  const names = [...found.text.matchAll(INCLUDE)].map(([, name = '']) => name);
  const parts = await Promise.all(names.map(read));
  let next = 0;
  return { ...found, text: found.text.replace(INCLUDE, () => parts[next++]?.text ?? '') };
}

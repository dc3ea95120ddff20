import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** The port the files of the demo are written for; they are served with the one in use. */
export const WRITTEN_PORT = 4300;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** A file as it is served: all of them are text. */
export interface ServedFile {
  readonly type: string;
  readonly text: string;
}

/**
 * Reads a file of a folder by its address.
 *
 * @param path - The path of a URL, percent-encoded.
 * @param port - Stands in the text wherever it says `localhost:4300`.
 * @returns `undefined` when there is none, or it is outside the folder, or of a type not served.
 */
export async function readServed(
  folder: string,
  path: string,
  port: number,
): Promise<ServedFile | undefined> {
  const type = TYPES[extname(path)];
  const file = resolve(folder, `.${decodePath(path)}`);
  if (!type || !file.startsWith(folder + sep)) return undefined;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined
    ? undefined
    : { type, text: text.replaceAll(`localhost:${WRITTEN_PORT}`, `localhost:${port}`) };
}

/** Answers with a file, never from a cache: what is changed shows, and every request counts. */
export const answerWith = ({ type, text }: ServedFile): Response =>
  new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}

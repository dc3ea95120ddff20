import { build } from 'virtual:izin/build';
import { fromDocument } from './page.ts';

const chunks = new Map<string, Promise<unknown>>();
let failures = 0;
let base = '';

/** Says where our files stand: beside this address, else beside the page. Tells the host. */
export function loadFrom(address?: string): string {
  const url = new URL(address || '.', fromDocument('baseURI'));
  base = url.href;
  return url.hostname;
}

/** The address of one of our files; another after a failure, for a failed import is remembered by it. */
export const addressOf = (name: string): string => new URL(`izin-${name}.js?${build}.${failures}`, base).href;

const fetchChunk = <T extends { readonly build: string }>(name: string): Promise<T> =>
  (import(/* @vite-ignore */ addressOf(name)) as Promise<T>).then((chunk) => {
    if (chunk.build === build) return chunk;
    throw new Error(`izin-${name}.js is of another build`);
  });

/**
 * Loads one of the files that stand beside our own script, once; where that fails, again at once and
 * with each later call.
 *
 * A file of another build (a cache between two releases) is refused.
 */
export function load<T extends { readonly build: string }>(name: string): Promise<T> {
  const known = chunks.get(name) as Promise<T> | undefined;
  if (known) return known;
  const loaded = fetchChunk<T>(name).catch(() => {
    failures++;
    return fetchChunk<T>(name);
  });
  chunks.set(name, loaded);
  loaded.catch(() => chunks.delete(name));
  return loaded;
}

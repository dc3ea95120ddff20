import { build } from 'virtual:izin/build';

const chunks = new Map<string, Promise<unknown>>();
let tries = 0;
let base = '';

/** Says where our files stand: beside this address, else beside the page. Tells the host. */
export function loadFrom(address?: string): string {
  const url = new URL(address || '.', document.baseURI);
  base = url.href;
  return url.hostname;
}

const fetchChunk = <T extends { readonly build: string }>(name: string): Promise<T> =>
  (import(/* @vite-ignore */ new URL(`izin-${name}.js?${build}.${tries++}`, base).href) as Promise<T>).then(
    (chunk) => {
      if (chunk.build === build) return chunk;
      throw new Error(`izin-${name}.js is of another build`);
    },
  );

/**
 * Loads one of the files that stand beside our own script, once; where that fails, again at once and
 * with each later call.
 *
 * A failed import is remembered by the browser under its address, so each try has another. A file of
 * another build (a cache between two releases) is refused.
 */
export function load<T extends { readonly build: string }>(name: string): Promise<T> {
  const known = chunks.get(name) as Promise<T> | undefined;
  if (known) return known;
  const loaded = fetchChunk<T>(name).catch(() => fetchChunk<T>(name));
  chunks.set(name, loaded);
  loaded.catch(() => chunks.delete(name));
  return loaded;
}

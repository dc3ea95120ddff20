import { build } from 'virtual:izin/build';

let tries = 0;
const chunks = new Map<string, Promise<unknown>>();

/**
 * Loads one of the files that stand beside our own script, once.
 *
 * A failed import is remembered by the browser under its address, so each new try has another. A file
 * of another build (a cache between two releases) is refused, and fetched again once.
 *
 * @param base - The address of our own script, or of the folder in `data-base`.
 */
export function loadChunk<T extends { readonly build: string }>(name: string, base: string): Promise<T> {
  const fetchChunk = async (isLast: boolean): Promise<T> => {
    const chunk = (await import(
      /* @vite-ignore */ new URL(`izin-${name}.js?${build}.${tries}`, base).href
    )) as T;
    if (chunk.build === build) return chunk;
    tries++;
    if (isLast) throw new Error(`izin-${name}.js is of another build`);
    return fetchChunk(true);
  };
  const loaded = (chunks.get(name) as Promise<T> | undefined) ?? fetchChunk(false);
  chunks.set(name, loaded);
  loaded.catch(() => {
    tries++;
    chunks.delete(name);
  });
  return loaded;
}

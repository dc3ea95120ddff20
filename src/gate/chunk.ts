import { build } from 'virtual:izin/build';
import type { PreferencesModule } from './api.ts';

/**
 * Makes the loader of `izin-preferences.js`, which stands beside our own script.
 *
 * A failed import is remembered by the browser under its address, so each new try has another. A file
 * of another build (a cache between two releases) is refused, and fetched again once.
 *
 * @param base - The address of our own script, or of the folder in `data-base`.
 */
export function createChunkLoader(base: string): () => Promise<PreferencesModule> {
  let tries = 0;
  let loaded: Promise<PreferencesModule> | undefined;
  const fetchChunk = async (): Promise<PreferencesModule> => {
    const address = new URL(`izin-preferences.js?${build}${tries ? `.${tries}` : ''}`, base);
    tries++;
    return (await import(/* @vite-ignore */ address.href)) as PreferencesModule;
  };
  return () => {
    loaded ??= fetchChunk()
      .then((chunk) => (chunk.build === build ? chunk : fetchChunk()))
      .then((chunk) => {
        if (chunk.build !== build) throw new Error(`izin-preferences.js is of another build: ${chunk.build}`);
        return chunk;
      });
    loaded.catch(() => {
      loaded = undefined;
    });
    return loaded;
  };
}

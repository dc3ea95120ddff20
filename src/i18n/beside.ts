import { build } from 'virtual:izin/build';

const PATIENCE = 5_000; // ms

// Under a name of its own, or Vite would take the addresses below for assets of its own.
const home = import.meta.url;

const fetched = new Map<string, Promise<unknown>>();

/**
 * Fetches a JSON file that stands beside this script, once; after a failure, again with the next call.
 *
 * The build is in its address: a new version never meets an old file in a cache.
 *
 * @throws {Error} When it cannot be had in time, or is no JSON.
 */
export function fetchBeside(path: string): Promise<unknown> {
  const known = fetched.get(path);
  if (known) return known;
  const file = fetch(new URL(`${path}?${build}`, home), { signal: AbortSignal.timeout(PATIENCE) }).then(
    (response) => {
      if (response.ok) return response.json() as Promise<unknown>;
      throw new Error(`${path}: ${response.status}`);
    },
  );
  fetched.set(path, file);
  file.catch(() => fetched.delete(path));
  return file;
}

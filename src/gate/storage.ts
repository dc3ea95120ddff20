/** Text kept in the browser by key. Where storage is denied or full, it is kept for the page. */
export interface Shelf {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
  remove(key: string): void;
  /** The keys that begin so. */
  keys(prefix: string): string[];
}

/** Opens `localStorage` as far as the browser lets us. */
export function openShelf(): Shelf {
  const memory = new Map<string, string>();
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(localStorage);
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key)) ?? undefined,
    set(key, text) {
      const isKept = attempt((storage) => {
        storage.setItem(key, text);
        return true;
      });
      if (isKept) memory.delete(key);
      else memory.set(key, text);
    },
    remove(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key));
    },
    keys: (prefix) =>
      [...memory.keys(), ...(attempt((storage) => Object.keys(storage)) ?? [])].filter((key) => key.startsWith(prefix)),
  };
}

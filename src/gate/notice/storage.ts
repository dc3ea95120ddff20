// Text kept in the browser by key; where storage is denied or full, it is kept for the page.
const memory = new Map<string, string>();

const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
};

export const readShelf = (key: string): string | null =>
  memory.get(key) ?? attempt((storage) => storage.getItem(key)) ?? null;

/** Writes a text; `null` removes it. */
export function writeShelf(key: string, text: string | null): void {
  memory.delete(key);
  attempt((storage) => (text === null ? storage.removeItem(key) : storage.setItem(key, text)));
  if (text !== null && readShelf(key) !== text) memory.set(key, text);
}

/** The keys that begin so. */
export const shelfKeys = (prefix: string): string[] =>
  [...memory.keys(), ...(attempt(Object.keys) ?? [])].filter((key) => key.startsWith(prefix));

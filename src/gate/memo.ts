/** Remembers what a function has made of each text. It has no prototype that a page could have spoilt. */
export function memo<T>(make: (key: string) => T): (key: string) => T {
  const known = { __proto__: null } as unknown as Record<string, T>;
  return (key) => (known[key] ??= make(key));
}

import { matchesName } from '../core/catalogue/match.ts';
import type { Governed } from '../core/config/services.ts';
import type { Jar } from './jar.ts';

/**
 * Deletes the cookies and storage keys of services that may not run, under every domain and path.
 *
 * Declared names count; of services that nobody declared only those that are unmistakable.
 *
 * @returns The names of cookies that no script can delete: HttpOnly, or another site's.
 */
export function purge(jar: Jar, services: Iterable<Governed>, allows: (id: string) => boolean): string[] {
  const left: string[] = [];
  const names = jar.names();
  for (const { id, declared, cookies, storage = [] } of services) {
    if (allows(id)) continue;
    for (const name of names) {
      const isTheirs = cookies.some((c) => (declared || c.distinctive) && matchesName(c.name, name));
      if (isTheirs && !jar.remove(name)) left.push(name);
    }
    if (!declared) continue;
    for (const area of ['localStorage', 'sessionStorage'] as const) {
      try {
        for (const key of Object.keys(window[area])) {
          if (storage.some((rule) => matchesName(rule, key))) window[area].removeItem(key);
        }
      } catch {
        // Denied: then there is nothing in it.
      }
    }
  }
  return left;
}

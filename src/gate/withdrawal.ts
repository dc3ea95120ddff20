import { build } from 'virtual:izin/build';
import { names } from 'virtual:izin/names';
import { matchesName } from '../core/catalogue/match.ts';
import type { Governed } from '../core/config/services.ts';
import { readCookies } from './page.ts';

export { build };

/**
 * Deletes what refused services have left in the browser.
 *
 * Declared names count; of services that nobody declared only those that are unmistakable.
 *
 * @returns The names of cookies that no script can delete.
 */
export function cleanUp(refused: readonly Governed[]): readonly string[] {
  const left: string[] = [];
  for (const { id, declared, cookies, storage = [] } of refused) {
    const known = declared ? names[id] : undefined;
    const rules = [...cookies, ...(known?.cookies ?? [])];
    for (const name of cookieNames()) {
      if (rules.some((rule) => matchesName(rule, name)) && !removeCookie(name)) left.push(name);
    }
    const keys = [...storage, ...(known?.storage ?? [])];
    if (declared) for (const area of ['localStorage', 'sessionStorage'] as const) clear(area, keys);
  }
  if (left.length) console.error(`izin: no script can delete: ${left.join(', ')}`);
  return left;
}

const cookieNames = (): string[] =>
  readCookies()
    .split(/; ?/)
    .map((pair) => pair.split('=', 1).join(''))
    .filter(Boolean);

/** Deletes a cookie under every domain and path that could hold it. Tells whether it is gone. */
function removeCookie(name: string): boolean {
  const labels = location.hostname.split('.');
  const steps = location.pathname.split('/');
  for (let from = 0; from <= labels.length; from++) {
    // The empty one is the cookie of this host alone.
    const domain = labels.slice(from).join('.');
    for (let to = 1; to <= steps.length; to++) {
      const path = steps.slice(0, to).join('/');
      for (const at of [path || '/', `${path}/`]) {
        // A partitioned cookie is another cookie, and prefixed names want `Secure` to be deleted, too.
        for (const more of ['', ';secure', ';secure;samesite=none;partitioned']) {
          // By hand: js-cookie would encode a name that some vendor chose oddly.
          document.cookie = `${name}=;path=${at};expires=Thu, 01 Jan 1970 00:00:00 GMT${domain && `;domain=${domain}`}${more}`;
        }
      }
    }
  }
  return !cookieNames().includes(name);
}

function clear(area: 'localStorage' | 'sessionStorage', rules: readonly string[]): void {
  try {
    for (const key of Object.keys(window[area])) {
      if (rules.some((rule) => matchesName(rule, key))) window[area].removeItem(key);
    }
  } catch {
    // Denied: then there is nothing in it.
  }
}

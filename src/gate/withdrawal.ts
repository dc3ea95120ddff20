import { build } from 'virtual:izin/build';
import { names } from 'virtual:izin/names';
import { matchesName } from '../core/catalogue/match.ts';
import type { Config } from '../core/config/config.ts';
import type { Governed } from '../core/config/services.ts';
import { readCookies } from './page.ts';

export { build };

/** Services that lost their grant on this page: they may still run, and read what they keep of that. */
const running = new Set<string>();

/**
 * Deletes what refused services have left in the browser.
 *
 * Declared names count; of services that nobody declared only those that are unmistakable.
 *
 * @param refused - Services that may not run.
 * @param lost - Of these, by id, whoever could until now.
 * @param declared - Services as the configuration has them.
 * @returns The cookies that no script can delete: those that proved so, by name, and those on domains
 *   that are not the site's, which no script can see.
 */
export function cleanUp(
  refused: readonly Governed[],
  lost: readonly string[],
  declared: Config['services'],
): readonly string[] {
  for (const id of lost) running.add(id);
  const left: string[] = [];
  const elsewhere = new Map<string, Set<string>>();
  for (const { id, declared: isDeclared, cookies, storage = [] } of refused) {
    const known = isDeclared ? names[id] : undefined;
    const kept = running.has(id) ? known?.reminders : undefined;
    const stays = (name: string): boolean => !!kept?.some((rule) => matchesName(rule, name));
    const rules = [...cookies, ...(known?.cookies ?? [])];
    for (const name of cookieNames()) {
      if (stays(name)) continue;
      if (rules.some((rule) => matchesName(rule, name)) && !removeCookie(name)) left.push(name);
    }
    if (!isDeclared) continue;
    const keys = [...storage, ...(known?.storage ?? [])];
    for (const area of ['localStorage', 'sessionStorage'] as const) clear(area, keys, stays);
    if (!lost.includes(id)) continue;
    const entry = declared[id];
    const own = typeof entry === 'object' ? entry.cookies : [];
    for (const cookie of [...own.map(({ name, domain }) => `${domain} ${name}`), ...(known?.foreign ?? [])]) {
      const [domain = '', name = ''] = cookie.split(' ');
      if (domain) elsewhere.set(domain, (elsewhere.get(domain) ?? new Set()).add(name));
    }
  }
  if (left.length) console.error(`izin: no script can delete: ${left.join(', ')}`);
  const foreign = [...elsewhere].map(([domain, cookies]) => `${domain} (${[...cookies].join(', ')})`);
  if (foreign.length) console.info(`izin: no script of this site can see or delete: ${foreign.join(', ')}`);
  return [...left, ...foreign];
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

function clear(
  area: 'localStorage' | 'sessionStorage',
  rules: readonly string[],
  stays: (key: string) => boolean,
): void {
  try {
    for (const key of Object.keys(window[area])) {
      if (!stays(key) && rules.some((rule) => matchesName(rule, key))) window[area].removeItem(key);
    }
  } catch {
    // Denied: then there is nothing in it.
  }
}

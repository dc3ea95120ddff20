import Cookies from 'js-cookie';
import { COOKIE, formatRecord, newestRecord } from '../core/consent/record.ts';
import type { ConsentRecord } from '../core/consent/types.ts';

/** Where the record is kept: the only file that touches `document.cookie`. */
export interface Jar {
  read(): ConsentRecord | undefined;
  write(record: ConsentRecord): void;
  /** The names of all cookies that a script can see. */
  names(): readonly string[];
  /** Deletes a cookie under every domain and path that could hold it. Tells whether it is gone. */
  remove(name: string): boolean;
}

/**
 * Opens the jar.
 *
 * Where cookies are denied, a choice holds in memory for the page, and nothing throws.
 *
 * @param days - How long a record lives.
 * @param domain - Shares it with every host under this domain; empty for this host alone.
 */
export function openJar(days: () => number, domain: () => string): Jar {
  let kept: ConsentRecord | undefined;
  const cookies = (): string => {
    try {
      return document.cookie;
    } catch {
      return ''; // A sandboxed frame has no cookies, and says so by throwing.
    }
  };
  const names = (): string[] => cookies().split(/; ?/).map((pair) => pair.split('=', 1).join('')).filter(Boolean);

  return {
    names,
    read() {
      const found = newestRecord(cookies());
      return kept && !(found && found.decidedAt >= kept.decidedAt) ? kept : found;
    },
    write(record) {
      const home = domain();
      // A domain that is not ours is refused by the browser; then the cookie stays with this host.
      const shared = home && `.${location.hostname}`.endsWith(`.${home}`) ? { domain: home } : {};
      try {
        Cookies.set(COOKIE, formatRecord(record), {
          ...shared,
          path: '/',
          sameSite: 'Lax',
          secure: location.protocol === 'https:',
          expires: days(),
        });
        if (shared.domain) Cookies.remove(COOKIE, { path: '/' });
      } catch {
        // As in `cookies`.
      }
      kept = formatRecord(newestRecord(cookies()) ?? { ...record, id: '' }) === formatRecord(record) ? undefined : record;
    },
    remove(name) {
      const labels = location.hostname.split('.');
      const steps = location.pathname.split('/');
      for (let from = 0; from <= labels.length; from++) {
        const home = labels.slice(from).join('.');
        for (let to = 0; to <= steps.length; to++) {
          const path = steps.slice(0, to).join('/') || '/';
          for (const at of to > 1 ? [path, `${path}/`] : [path]) {
            // Written by hand: js-cookie would encode a name that some vendor chose oddly.
            document.cookie = `${name}=; path=${at}; expires=Thu, 01 Jan 1970 00:00:00 GMT${home ? `; domain=${home}` : ''}`;
          }
        }
      }
      return !names().includes(name);
    },
  };
}

import Cookies from 'js-cookie';
import { COOKIE, formatRecord } from '../../core/consent/record.ts';
import type { ConsentRecord } from '../../core/consent/types.ts';
import { readCookies } from '../page.ts';

/**
 * Writes the record into the cookie.
 *
 * @param days - How long it lives.
 * @param domain - Shares it with every host under this domain; empty for this host alone.
 * @returns Whether the cookie holds it now.
 */
export function writeJar(record: ConsentRecord, days: number, domain: string): boolean {
  const text = formatRecord(record);
  // A domain that is not ours is refused by the browser; then the cookie stays with this host.
  const isShared = domain && `.${location.hostname}`.endsWith(`.${domain}`);
  const isSecure = location.protocol === 'https:';
  try {
    Cookies.set(COOKIE, text, {
      ...(isShared && { domain }),
      sameSite: 'Lax',
      secure: isSecure,
      expires: days,
    });
  } catch {
    // Cookies are denied, or a page has put things of its own on every object, which js-cookie takes for attributes.
  }
  try {
    // js-cookie assigns to the document itself, where an element of that name may stand in the way.
    if (!isWritten(text))
      Reflect.set(
        Document.prototype,
        'cookie',
        `${COOKIE}=${text};path=/;max-age=${days * 86_400};samesite=lax${isSecure ? ';secure' : ''}${isShared ? `;domain=${domain}` : ''}`,
        document,
      );
    if (isShared) Cookies.remove(COOKIE);
  } catch {
    // Cookies are denied.
  }
  return isWritten(text);
}

const isWritten = (text: string): boolean => readCookies().includes(`${COOKIE}=${text}`);

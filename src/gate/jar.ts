import Cookies from 'js-cookie';
import { COOKIE, formatRecord, newestRecord } from '../core/consent/record.ts';
import type { ConsentRecord } from '../core/consent/types.ts';
import { readCookies } from './page.ts';

// Where the record is kept: the only file that touches `document.cookie`. Where cookies are denied, a
// choice holds in memory for the page.
let kept: ConsentRecord | undefined;

/** Finds the newest record. */
export function readJar(): ConsentRecord | undefined {
  const found = newestRecord(readCookies());
  return kept && !(found && found.decidedAt >= kept.decidedAt) ? kept : found;
}

/**
 * Writes the record.
 *
 * @param days - How long it lives.
 * @param domain - Shares it with every host under this domain; empty for this host alone.
 */
export function writeJar(record: ConsentRecord, days: number, domain: string): void {
  const text = formatRecord(record);
  // A domain that is not ours is refused by the browser; then the cookie stays with this host.
  const isShared = domain && `.${location.hostname}`.endsWith(`.${domain}`);
  try {
    const written = Cookies.set(COOKIE, text, {
      ...(isShared && { domain }),
      sameSite: 'Lax',
      secure: location.protocol === 'https:',
      expires: days,
    });
    // js-cookie assigns to the document itself, where an element of that name stands in the way.
    if (!isWritten(text)) Reflect.set(Document.prototype, 'cookie', written, document);
    if (isShared) Cookies.remove(COOKIE);
  } catch {
    // As above.
  }
  kept = isWritten(text) ? undefined : record;
}

const isWritten = (text: string): boolean => readCookies().includes(`${COOKIE}=${text}`);

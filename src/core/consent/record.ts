import { OPTIONAL, type ConsentRecord, type Decision, type OptionalCategory } from './types.ts';

/** The name of the cookie that holds the record. */
export const COOKIE = 'izin';

// One fixed order and one fixed alphabet: anything odd is no decision. Linear, so safe on hostile input.
const RECORD =
  /^v=1&t=(\d{1,12})&id=([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})&a=((?:[\w-]{4})*)&functional=([01])&performance=([01])&marketing=([01])((?:&s\.[a-z\d-]+=[01])*)$/;

const decisionOf = (bit: string | undefined): Decision => (bit === '1' ? 'granted' : 'denied');
const bitOf = (decision: Decision): string => (decision === 'granted' ? '1' : '0');

/**
 * Reads the text of the consent cookie.
 *
 * @returns `undefined` when it is anything but exactly what {@link formatRecord} writes.
 */
export function parseRecord(text: string): ConsentRecord | undefined {
  // RFC 6265bis caps name and value at 4096 bytes; what is longer is not ours.
  const match = text.length < 4096 ? RECORD.exec(text) : null;
  if (!match) return undefined;
  const [, decidedAt = '', id = '', asked = '', functional, performance, marketing, rest = ''] = match;
  const services: Record<string, Decision> = Object.create(null);
  for (const pair of rest.split('&s.').slice(1)) {
    const [service = '', bit] = pair.split('=');
    if (service in services) return undefined;
    services[service] = decisionOf(bit);
  }
  return {
    id,
    decidedAt: Number(decidedAt),
    asked: asked.match(/.{4}/g) ?? [],
    categories: {
      functional: decisionOf(functional),
      performance: decisionOf(performance),
      marketing: decisionOf(marketing),
    },
    services,
  };
}

/** Writes a record as the value of the consent cookie: `parse_str` and `URLSearchParams` read it too. */
export function formatRecord(record: ConsentRecord): string {
  const bits = OPTIONAL.map((c: OptionalCategory) => `&${c}=${bitOf(record.categories[c])}`).join('');
  const services = Object.entries(record.services)
    .map(([id, decision]) => `&s.${id}=${bitOf(decision)}`)
    .join('');
  return `v=1&t=${record.decidedAt}&id=${record.id}&a=${record.asked.join('')}${bits}${services}`;
}

/**
 * Picks the newest record out of everything a page's `document.cookie` holds under our name: after a
 * change of `consent.domain` there may be two.
 *
 * @param cookies - The text of `document.cookie`.
 */
export function newestRecord(cookies: string): ConsentRecord | undefined {
  let newest: ConsentRecord | undefined;
  for (const pair of cookies.split(/; ?/)) {
    if (!pair.startsWith(`${COOKIE}=`)) continue;
    const record = parseRecord(pair.slice(COOKIE.length + 1));
    if (record && !(newest && newest.decidedAt >= record.decidedAt)) newest = record;
  }
  return newest;
}

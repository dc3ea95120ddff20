import { OPTIONAL, type ConsentRecord, type Decision, type OptionalCategory } from './types.ts';

/** The name of the cookie that holds the record. */
export const COOKIE = 'izin';

// One fixed order and one fixed alphabet: anything odd is no decision. Linear, so safe on hostile input.
const RECORD =
  /^v=1&t=(\d{1,12})&id=([\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12})&a=((?:[\w-]{4})*)&functional=([01])&performance=([01])&marketing=([01])((?:&s\.[a-z\d-]+=[01])*)$/;

const WORDS: Readonly<Record<string, Decision>> = { 0: 'denied', 1: 'granted' };
const bitOf = (decision: Decision): number => Number(decision === 'granted');

/**
 * Reads the text of the consent cookie.
 *
 * @returns `undefined` when it is anything but exactly what {@link formatRecord} writes.
 */
export function parseRecord(text: string): ConsentRecord | undefined {
  // RFC 6265bis caps name and value at 4096 bytes; what is longer is not ours.
  const match = text.length < 4096 ? RECORD.exec(text) : null;
  if (!match) return undefined;
  const [, decidedAt, id = '', asked = '', ...bits] = match;
  const services: Record<string, Decision> = Object.create(null);
  for (const pair of (bits.pop() ?? '').split('&s.').slice(1)) {
    const [service = '', bit = ''] = pair.split('=');
    if (service in services) return undefined;
    services[service] = WORDS[bit] ?? 'denied';
  }
  return {
    id,
    decidedAt: Number(decidedAt),
    asked: asked.match(/.{4}/g) ?? [],
    categories: Object.fromEntries(OPTIONAL.map((category, i) => [category, WORDS[bits[i] ?? '']])) as Record<
      OptionalCategory,
      Decision
    >,
    services,
  };
}

/** Writes a record as the value of the consent cookie: `parse_str` and `URLSearchParams` read it too. */
export const formatRecord = ({ decidedAt, id, asked, categories, services }: ConsentRecord): string =>
  [
    `v=1&t=${decidedAt}&id=${id}&a=${asked.join('')}`,
    ...OPTIONAL.map((category) => `${category}=${bitOf(categories[category])}`),
    ...Object.entries(services).map(([service, decision]) => `s.${service}=${bitOf(decision)}`),
  ].join('&');

/**
 * Picks the newest record out of everything a page's `document.cookie` holds under our name: after a
 * change of `consent.domain` there may be two.
 *
 * @param cookies - The text of `document.cookie`.
 */
export function newestRecord(cookies: string): ConsentRecord | undefined {
  let newest: ConsentRecord | undefined;
  for (const pair of cookies.split(/; ?/)) {
    const record = pair.startsWith(`${COOKIE}=`) ? parseRecord(pair.slice(COOKIE.length + 1)) : undefined;
    if (record && !(newest && newest.decidedAt >= record.decidedAt)) newest = record;
  }
  return newest;
}

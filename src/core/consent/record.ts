import { OPTIONAL, type Choices, type ConsentRecord, type Decision } from './types.ts';

/** The name of the cookie that holds the record. */
export const COOKIE = 'izin';

/**
 * One fixed order and one fixed alphabet: anything odd, a service that is there twice too, is no decision.
 * Times have ten digits until the year 2286, so that texts are sorted by time, which the seal relies on.
 * Each character is looked at once for each service at most, so it is safe on hostile input.
 */
export const RECORD =
  /^v=1&t=\d{10}&id=[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}&a=([\w-]{4})*&functional=[01]&performance=[01]&marketing=[01](&(s\.[a-z\d-]+=)[01](?!.*&\3))*$/;

const WORDS: Readonly<Record<string, Decision>> = { 0: 'denied', 1: 'granted' };
const bitOf = (decision: Decision): number => Number(decision === 'granted');

/**
 * Reads the text of the consent cookie.
 *
 * @returns `undefined` when it is anything but exactly what {@link formatRecord} writes.
 */
export function parseRecord(text: string): ConsentRecord | undefined {
  // RFC 6265bis caps name and value at 4096 bytes; what is longer is not ours.
  if (text.length > 4095 || !RECORD.test(text)) return undefined;
  const pairs = text.split('&').map((pair) => pair.split('=') as [string, string]);
  const fields = Object.fromEntries(pairs);
  const { t, id = '', a = '' } = fields;
  return {
    id,
    decidedAt: Number(t),
    asked: a.match(/.{4}/g) ?? [],
    categories: Object.fromEntries(
      OPTIONAL.map((category) => [category, WORDS[fields[category] ?? '']]),
    ) as ConsentRecord['categories'],
    services: Object.fromEntries(pairs.slice(7).map(([name, bit]) => [name.slice(2), WORDS[bit]])) as Choices,
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
 * @param newest - One that is known already, and counts before one of the same age.
 */
export function newestRecord(cookies: string, newest?: ConsentRecord): ConsentRecord | undefined {
  // The newest comes first; of two of the same age, the same one in the seal (gate/seal.ts).
  for (const pair of cookies.split(/; ?/).sort().reverse()) {
    const record = pair.startsWith(`${COOKIE}=`) ? parseRecord(pair.slice(COOKIE.length + 1)) : undefined;
    if (record && !(newest && newest.decidedAt >= record.decidedAt)) newest = record;
  }
  return newest;
}

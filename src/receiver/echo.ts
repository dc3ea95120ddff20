import { isUnder } from '../core/catalogue/rule.ts';
import { COOKIE, newestRecord, parseRecord } from '../core/consent/record.ts';
import type { Caller } from './caller.ts';

/** What the site says about its cookie. */
export interface CookieTerms {
  /** How long a choice stands, in days. */
  readonly days: number;
  /** `consent.domain`; empty for a cookie of the host alone. */
  readonly domain: string;
}

const DAY = 86_400; // s

/** How far a visitor's clock may run ahead of ours, in seconds: time zones set by hand are common. */
const SKEW = DAY;

/**
 * Sends the visitor's own consent cookie back to them, for Safari to keep: what a script wrote it
 * deletes after seven days, what the site's host set it keeps.
 *
 * The text is that of the request, never one made from a receipt: an old grant that is delivered
 * late must not undo a withdrawal. Parsing has proved that it holds no character of the header.
 *
 * @param cookies - The `Cookie` header of a first-party request.
 * @param now - The current time, in milliseconds since the Unix epoch.
 * @returns The `Set-Cookie` header, or `undefined` when no cookie of ours may still be relied on.
 * @see WebKit, Tracking Prevention: "7-Day Cap on All Script-Writeable Storage"
 */
export function echoCookie(
  cookies: string,
  caller: Caller,
  { days, domain }: CookieTerms,
  now: number,
): string | undefined {
  const newest = newestRecord(cookies);
  if (!newest) return undefined;
  const age = Math.floor(now / 1000) - newest.decidedAt;
  const left = Math.min(days * DAY, days * DAY - age);
  if (age < -SKEW || left <= 0) return undefined;
  const isShared = domain && isUnder(caller.hostname, domain);
  return [
    `${COOKIE}=${textOf(cookies, newest.decidedAt)}`,
    `Max-Age=${left}`,
    'Path=/',
    'SameSite=Lax',
    ...(caller.isSecure ? ['Secure'] : []),
    ...(isShared ? [`Domain=${domain}`] : []),
  ].join('; ');
}

/** The very text that the newest record was read from. */
function textOf(cookies: string, decidedAt: number): string | undefined {
  return cookies
    .split(/; ?/)
    .filter((pair) => pair.startsWith(`${COOKIE}=`))
    .map((pair) => pair.slice(COOKIE.length + 1))
    .find((text) => parseRecord(text)?.decidedAt === decidedAt);
}

import { isOrigin, type Caller } from './caller.ts';
import { Refusal } from './refusal.ts';

/** Reads a list of origins, so that a typing mistake shows at the start and not as a lost receipt. */
export function readOrigins(origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    if (isOrigin(origin)) continue;
    throw new TypeError(`allow-origin: found ${origin}, expected an origin such as https://contoh.co.id`);
  }
  return new Set(origins);
}

/**
 * Decides what the answer to a page of another origin must carry for it to be read there.
 *
 * No cookies are allowed along: the gate sends none to another origin, and nothing here needs one.
 *
 * @throws {Refusal} 403, when there is a list and the page is not in it.
 * @see Fetch, section 3.3 (CORS protocol)
 */
export function corsHeaders(caller: Caller, allowed: ReadonlySet<string>): Record<string, string> {
  const { origin, isFirstParty } = caller;
  const vary = { vary: 'Origin' };
  if (isFirstParty || origin === undefined) return vary;
  if (allowed.has(origin)) {
    return { ...vary, 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After' };
  }
  if (allowed.size)
    throw new Refusal(403, 'this origin is not allowed to send receipts here', { headers: vary });
  return vary;
}

const DAY = 86_400; // s

/** Answers a preflight, or anybody else's OPTIONS. */
export function preflightResponse(cors: Readonly<Record<string, string>>): Response {
  const preflight = 'access-control-allow-origin' in cors && {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': String(DAY),
  };
  return new Response(null, { status: 204, headers: { allow: 'POST, OPTIONS', ...cors, ...preflight } });
}

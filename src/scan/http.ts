import { CONDITIONS } from '../seal/header.ts';

/** Statuses whose answers have no body, or a part of one. */
const NO_PAGE = new Set([204, 205, 206, 304]);

/**
 * Whether an answer is a page that can be marked: whole, HTML, and not compressed. One without a body, to
 * `HEAD`, speaks of such a page.
 *
 * @param header - Reads a header of the answer.
 */
export function isPage(status: number, header: (name: string) => unknown): boolean {
  const [type = '', ...parameters] = String(header('content-type') ?? '')
    .toLowerCase()
    .split(';');
  return (
    status >= 200 &&
    !NO_PAGE.has(status) &&
    type.trim() === 'text/html' &&
    !/charset\s*=\s*"?utf-?(16|32)/.test(parameters.join(';')) &&
    /^(|identity)$/.test(String(header('content-encoding') ?? ''))
  );
}

/** What an answer says of its bytes, and no longer holds. */
export const OF_BYTES = [
  'content-length',
  'etag',
  'content-md5',
  'digest',
  'content-digest',
  'repr-digest',
  'accept-ranges',
];

/** What asks for a part of an answer: no part of a page can be marked. */
const RANGES = ['range', 'if-range'];

/** What no page is called like. */
const FILE =
  /\.(m?js|css|json|map|wasm|txt|xml|pdf|zip|gz|br|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|mov|m3u8|ts|vtt|webmanifest)$/i;

/** What browsers ask for that shows no HTML. */
const NO_DOCUMENT =
  /^(audio|audioworklet|font|image|json|manifest|paintworklet|report|script|serviceworker|sharedworker|style|track|video|worker|xslt)$/;

/**
 * The headers of a request that must not reach what answers, for it may answer with a page.
 *
 * What is a file by its name, or is asked for as a script, style or picture, keeps its conditions and ranges.
 * A download that is opened like a page keeps its ranges.
 *
 * @param path - Without the query.
 * @param header - Reads a header of the request.
 */
export function headersInTheWay(
  path: string,
  header: (name: string) => string | null | undefined,
): readonly string[] {
  const accept = header('accept') ?? '*/*';
  const isFile = FILE.test(path);
  if (accept.includes('text/html')) return isFile ? CONDITIONS : [...CONDITIONS, ...RANGES];
  if (isFile || NO_DOCUMENT.test(header('sec-fetch-dest') ?? '') || !/(\*|text)\/\*/.test(accept)) return [];
  return [...CONDITIONS, ...RANGES];
}

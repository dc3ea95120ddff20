/** Statuses whose answers have no body, or a part of one. */
const NO_PAGE = new Set([204, 205, 206, 304]);

/**
 * Whether an answer is a page that can be marked: whole, HTML, and not compressed.
 *
 * @param header - Reads a header of the answer.
 */
export function isPage(method: string, status: number, header: (name: string) => unknown): boolean {
  const [type = '', ...parameters] = String(header('content-type') ?? '')
    .toLowerCase()
    .split(';');
  return (
    method !== 'HEAD' &&
    status >= 200 &&
    !NO_PAGE.has(status) &&
    type.trim() === 'text/html' &&
    !/charset\s*=\s*"?utf-?(16|32)/.test(parameters.join(';')) &&
    /^(|identity)$/.test(String(header('content-encoding') ?? ''))
  );
}

/** What an answer says of its bytes, and no longer holds. */
export const OF_BYTES = ['content-length', 'etag', 'content-md5', 'digest', 'content-digest', 'repr-digest'];

/**
 * What a request for a page asks of earlier answers. A browser may hold a copy from before pages were
 * marked, or by another configuration, and must not be told that it is still good.
 */
export const CONDITIONS = ['if-none-match', 'if-modified-since'];

/** Whether a request may be for a page. */
export const asksForPage = (accept: string | null | undefined): boolean => !!accept?.includes('text/html');

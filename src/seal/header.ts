/** The header that carries a policy. Several of them all hold. */
export const POLICY = 'Content-Security-Policy';

/** What a page depends on, for caches. */
export const DEPENDS_ON = 'Cookie, Sec-GPC';
/** The same for a worker, whose file may also be asked for as something else. */
export const WORKER_DEPENDS_ON = `${DEPENDS_ON}, Sec-Fetch-Dest`;

/**
 * What a sealed page goes without: by these a browser may be told "304 Not Modified", and then takes the page
 * out of its cache with the policy it came with. No such answer takes a header away.
 */
export const VALIDATORS = ['ETag', 'Last-Modified'] as const;

/**
 * What asks for such an answer. A browser or a cache may hold a copy from before pages were sealed or marked, or
 * by another configuration, and must not be told that it is still good.
 */
export const CONDITIONS = ['if-none-match', 'if-modified-since'] as const;

/** Whether a request is for a page, as far as its headers `Sec-Fetch-Dest` and `Accept` tell. */
export const asksForPage = (purpose: unknown, accept: unknown): boolean =>
  purpose === undefined || purpose === null
    ? String(accept ?? '').includes('text/html')
    : /^(document|i?frame|embed|object)$/.test(String(purpose));

/** The same request without some headers. Some runtimes let nobody change one, and some know none but their own. */
export function without(request: Request, names: readonly string[]): Request {
  try {
    for (const name of names) request.headers.delete(name);
    return request;
  } catch {
    const headers = new Headers(request.headers);
    for (const name of names) headers.delete(name);
    return new Request(request, { headers });
  }
}

/**
 * Which requests are for a worker, by their header `Sec-Fetch-Dest`. What a worker asks for goes by the policy
 * that its own file came with, and by no other (web-platform-tests, content-security-policy/inside-worker). A
 * service worker is not one of these: it keeps the policy that it was installed with, and would refuse what is
 * granted later.
 */
export const WORKERS = '(?:shared)?worker';
const WORKER = new RegExp(`^${WORKERS}$`);
const PAGE = /^(text\/html|application\/xhtml\+xml)\s*(;|$)/;
const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;|$)/;
/** By these, and by what is no type at all, a browser looks for itself (MIME Sniffing, section 7). */
const UNKNOWN = /^(unknown|application)\/unknown\b/;

/** Whether a browser may take an answer for a page. */
function isPage(type: string, status: number): boolean {
  if (PAGE.test(type)) return true;
  const hasBody = status >= 200 && ![204, 205].includes(status) && (status < 300 || status >= 400);
  return hasBody && (!TYPE.test(type) || UNKNOWN.test(type));
}

/**
 * What the policy of an answer depends on, for caches, where it needs one: the answer is a page, or a worker.
 *
 * @param type - The header `Content-Type` of the answer.
 * @param purpose - The header `Sec-Fetch-Dest` of the request.
 */
export function sealedBy(type: unknown, status: number, purpose: unknown): string | undefined {
  const text = String(type ?? '').trim();
  if (isPage(text.toLowerCase(), status)) return DEPENDS_ON;
  return WORKER.test(String(purpose ?? '')) ? WORKER_DEPENDS_ON : undefined;
}

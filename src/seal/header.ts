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
 * Which requests are for a worker, by their header `Sec-Fetch-Dest`. What a worker asks for goes by the policy
 * that its own file came with, and by no other (web-platform-tests, content-security-policy/inside-worker). A
 * service worker is not one of these: it keeps the policy that it was installed with, and would refuse what is
 * granted later.
 */
export const WORKERS = '(?:shared)?worker';
const WORKER = new RegExp(`^${WORKERS}$`);
const PAGE = /^(text\/html|application\/xhtml\+xml)\s*(;|$)/i;

/**
 * What the policy of an answer depends on, for caches, where it needs one: the answer is a page, or a worker.
 *
 * @param type - The header `Content-Type` of the answer.
 * @param purpose - The header `Sec-Fetch-Dest` of the request.
 */
export function sealedBy(type: unknown, purpose: unknown): string | undefined {
  if (PAGE.test(String(type ?? ''))) return DEPENDS_ON;
  return WORKER.test(String(purpose ?? '')) ? WORKER_DEPENDS_ON : undefined;
}

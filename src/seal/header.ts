/** The header that carries a policy. Several of them all hold. */
export const POLICY = 'Content-Security-Policy';

/** What a page depends on, for caches. */
export const DEPENDS_ON = 'Cookie, Sec-GPC';

/**
 * What a sealed page goes without: by these a browser may be told "304 Not Modified", and then takes the page
 * out of its cache with the policy it came with. No such answer takes a header away.
 */
export const VALIDATORS = ['ETag', 'Last-Modified'] as const;

/** Whether an answer is a page, by its header `Content-Type`. */
export const isPage = (type: unknown): boolean =>
  /^(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(String(type ?? ''));

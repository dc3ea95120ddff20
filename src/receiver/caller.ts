/** Where a request comes from, as far as it can be told without an address. */
export interface Caller {
  /** The origin of the page, where the browser says one. */
  readonly origin: string | undefined;
  /** The page and the receiver share an origin, as the visitor sees them. */
  readonly isFirstParty: boolean;
  /** The host that the visitor's browser asked, without a port. */
  readonly hostname: string;
  readonly isSecure: boolean;
}

/**
 * Reads who sends a request.
 *
 * `Sec-Fetch-Site`, which no page can forge, counts before the host: a proxy in front often sends
 * its own name on as `Host`. It also tells an opaque origin apart from an unsaid one: under
 * `Referrer-Policy: no-referrer` a `sendBeacon` to the page's own origin comes as `Origin: null`.
 *
 * @see Fetch, section 3.2 ("append a request Origin header"); W3C Fetch Metadata
 */
export function readCaller(request: Request, options: { readonly trustProxy: boolean }): Caller {
  const { headers } = request;
  const url = new URL(request.url);
  const forwarded = (name: string): string | undefined =>
    options.trustProxy ? headers.get(name)?.split(',')[0]?.trim() || undefined : undefined;
  const scheme = forwarded('x-forwarded-proto')?.toLowerCase() ?? url.protocol.slice(0, -1);
  const host = forwarded('x-forwarded-host')?.toLowerCase() ?? url.host;

  const isSameOrigin = headers.get('sec-fetch-site') === 'same-origin';
  const said = headers.get('origin') ?? undefined;
  const origin = said === 'null' && isSameOrigin ? undefined : said;
  const page = origin !== undefined && URL.canParse(origin) ? new URL(origin) : undefined;
  if (page && (isSameOrigin || hostOf(page.protocol, host) === page.host)) {
    // The page's own scheme: a proxy may have taken TLS off on the way.
    return { origin, isFirstParty: true, hostname: page.hostname, isSecure: page.protocol === 'https:' };
  }
  return {
    origin,
    isFirstParty: origin === undefined,
    hostname: host.replace(/:\d+$/, ''),
    isSecure: scheme === 'https',
  };
}

/** Leaves out the port that the scheme implies, as origins do. */
function hostOf(protocol: string, host: string): string | undefined {
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host : undefined;
}

/** Tells whether a text is the origin of a page, exactly as browsers write it. */
export const isOrigin = (text: string): boolean =>
  /^https?:\/\/[\w.:[\]-]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

import { Hono } from 'hono';
import type { Config } from '../core/config/config.ts';
import { readCaller } from './caller.ts';
import { corsHeaders, preflightResponse, readOrigins } from './cors.ts';
import { deliver } from './deliver.ts';
import { echoCookie } from './echo.ts';
import type { LocaleFiles } from '../core/receipt/notice.ts';
import { createNotices, hashOfSegment } from './notices.ts';
import { Refusal, refusalResponse } from './refusal.ts';
import type { ReceiptStore } from './store.ts';

/** What a receiver is made from. */
export interface ReceiverOptions {
  readonly store: ReceiptStore;
  /** Izin's own version, as notices name it. */
  readonly version: string;
  /** The site's configuration: for its notices, and for the terms of its cookie. */
  readonly config?: Config | undefined;
  /** The locale files of other languages than ours, by language: they are part of what is shown. */
  readonly locales?: LocaleFiles | undefined;
  /**
   * The other origins whose pages may send receipts. With none named, any page may, but none of
   * another origin can read the answer.
   */
  readonly allowOrigins?: readonly string[] | undefined;
  /** How long a choice stands, in days; without it, as the configuration says. */
  readonly days?: number | undefined;
  /** Believe `X-Forwarded-Host` and `X-Forwarded-Proto`. Only behind a proxy that sets them. */
  readonly trustProxy?: boolean | undefined;
  /** The current time, in milliseconds since the Unix epoch. */
  readonly now?: (() => number) | undefined;
  /** Told what the sender is not told: why something failed on this side. */
  readonly onFault?: ((fault: unknown) => void) | undefined;
}

const DAYS = 180; // The default of `consent.days`.

// Nothing here is a page; should a browser ever take it for one, it can do nothing.
const SECURITY: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** The path as it stands, and below any prefix that a proxy or a host app has left on. */
const anywhere = (path: string): string[] => [path, `/:prefix{.+}${path}`];

/**
 * Makes the endpoint that takes receipts: `POST /receipts`, `GET /notices/<hash>`, `GET /healthz`.
 *
 * It speaks the web's own `Request` and `Response`, so that any server can mount it, below any path.
 * It reads no address and no user agent, and keeps nothing of a request but the receipt.
 *
 * @throws {TypeError} When something in `allowOrigins` is no origin.
 */
export function createReceiver(options: ReceiverOptions): Hono {
  const { store, config, now = Date.now, onFault } = options;
  const allowed = readOrigins(options.allowOrigins ?? []);
  const notices = createNotices(config, options.version, options.locales);
  const terms = { days: options.days ?? config?.consent.days ?? DAYS, domain: config?.consent.domain ?? '' };

  async function answerReceipt(request: Request): Promise<Response> {
    const caller = readCaller(request, { trustProxy: options.trustProxy ?? false });
    const cors = corsHeaders(caller, allowed);
    if (request.method === 'OPTIONS') return preflightResponse(cors);
    try {
      if (request.method !== 'POST') throw notAllowed('POST, OPTIONS');
      await deliver(request, caller, { store, notices, now });
    } catch (fault) {
      return answerFault(fault, cors);
    }
    const cookie =
      caller.isFirstParty && echoCookie(request.headers.get('cookie') ?? '', caller, terms, now());
    return new Response(null, { status: 204, headers: { ...cors, ...(cookie && { 'set-cookie': cookie }) } });
  }

  async function answerNotice(hash: string): Promise<Response> {
    const document = notices.documents.get(hash) ?? (await store.notice(hash));
    if (document === undefined) throw new Refusal(404, 'no such notice');
    // Exactly the bytes that were hashed, so that anybody can check them.
    const headers = {
      'content-type': 'application/json',
      'cache-control': 'public, max-age=31536000, immutable',
    };
    return new Response(document, { headers });
  }

  async function answerHealth(): Promise<Response> {
    try {
      await store.healthy();
      return Response.json({ ok: true });
    } catch (fault) {
      onFault?.(fault);
      return Response.json({ ok: false }, { status: 503 });
    }
  }

  function answerFault(fault: unknown, headers: Readonly<Record<string, string>> = {}): Response {
    const refusal =
      fault instanceof Refusal ? fault : new Refusal(500, 'something failed here', { cause: fault });
    if (refusal.status >= 500) onFault?.(refusal.cause);
    const response = refusalResponse(refusal);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  }

  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    for (const [name, value] of Object.entries(SECURITY)) headers.set(name, value);
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  });
  app.on('ALL', anywhere('/receipts'), ({ req }) => answerReceipt(req.raw));
  app.on('GET', anywhere('/notices/:hash'), ({ req }) =>
    answerNotice(hashOfSegment(req.param('hash') ?? '')),
  );
  app.on('GET', anywhere('/healthz'), answerHealth);
  app.on('ALL', [...anywhere('/healthz'), ...anywhere('/notices/:hash')], () => {
    throw notAllowed('GET, HEAD');
  });
  app.notFound(() => answerFault(new Refusal(404, 'nothing here')));
  app.onError((fault) => answerFault(fault));
  return app;
}

const notAllowed = (allow: string): Refusal =>
  new Refusal(405, `expected one of the methods ${allow}`, { headers: { allow } });

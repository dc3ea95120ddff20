import type { MiddlewareHandler } from 'hono';
import type { PageSeal } from './create.ts';
import { asksForPage, CONDITIONS, POLICY, sealedBy, VALIDATORS, without } from './header.ts';

/**
 * Seals the pages and workers that a Hono application sends. Put it before all other middleware: one that
 * stands before it has the last word on headers.
 *
 * A policy that is set behind it stays; both hold.
 *
 * @param now - Tells the time, in milliseconds since the Unix epoch.
 */
export const sealHono =
  (seal: Pick<PageSeal, 'policyFor'>, now: () => number = Date.now): MiddlewareHandler =>
  async (context, next) => {
    const { headers } = context.req.raw;
    const purpose = headers.get('Sec-Fetch-Dest');
    if (asksForPage(purpose, headers.get('Accept'))) context.req.raw = without(context.req.raw, CONDITIONS);
    await next();
    const dependsOn = sealedBy(context.res.headers.get('Content-Type'), context.res.status, purpose);
    if (!dependsOn) return;
    const policy = seal.policyFor({
      cookies: context.req.header('Cookie') ?? '',
      hasSignal: context.req.header('Sec-GPC') === '1',
      now: now(),
    });
    if (policy) context.header(POLICY, policy, { append: true });
    context.header('Vary', dependsOn, { append: true });
    for (const name of VALIDATORS) context.header(name);
  };

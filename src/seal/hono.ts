import type { MiddlewareHandler } from 'hono';
import type { PageSeal } from './create.ts';
import { POLICY, sealedBy, VALIDATORS } from './header.ts';

/**
 * Seals the pages and workers that a Hono application sends. Put it before what sends them.
 *
 * A policy of the site's own stays; both hold.
 *
 * @param now - Tells the time, in milliseconds since the Unix epoch.
 */
export const sealHono =
  (seal: Pick<PageSeal, 'policyFor'>, now: () => number = Date.now): MiddlewareHandler =>
  async (context, next) => {
    await next();
    const dependsOn = sealedBy(context.res.headers.get('Content-Type'), context.req.header('Sec-Fetch-Dest'));
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

import type { PageSeal } from './create.ts';
import { asksForPage, CONDITIONS, POLICY, sealedBy, VALIDATORS } from './header.ts';
import { setGiven, type NodeMiddleware } from './node.ts';

/**
 * Seals the pages and workers that an Express application sends. Put it before what sends them.
 *
 * A policy of the site's own stays; both hold.
 *
 * @param now - Tells the time, in milliseconds since the Unix epoch.
 */
export const sealExpress =
  (seal: Pick<PageSeal, 'policyFor'>, now: () => number = Date.now): NodeMiddleware =>
  (request, response, next) => {
    const { writeHead } = response;
    const purpose = request.headers['sec-fetch-dest'];
    if (asksForPage(purpose, request.headers.accept))
      for (const name of CONDITIONS) delete request.headers[name];
    // Every answer comes by here, whatever sends it, and by then knows what it is.
    response.writeHead = (status: number, ...rest: unknown[]) => {
      response.writeHead = writeHead;
      const message = rest.find((part) => typeof part === 'string');
      setGiven(response, rest);
      const dependsOn = sealedBy(response.getHeader('Content-Type'), status, purpose);
      if (dependsOn) {
        const policy = seal.policyFor({
          cookies: request.headers.cookie ?? '',
          hasSignal: request.headers['sec-gpc'] === '1',
          now: now(),
        });
        if (policy) response.appendHeader(POLICY, policy);
        response.appendHeader('Vary', dependsOn);
        for (const name of VALIDATORS) response.removeHeader(name);
      }
      return message === undefined ? response.writeHead(status) : response.writeHead(status, message);
    };
    next();
  };

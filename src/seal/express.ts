import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import type { PageSeal } from './create.ts';
import { DEPENDS_ON, isPage, POLICY, VALIDATORS } from './header.ts';

/** What Express, Connect and Node itself call. */
export type NodeMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Seals the pages that an Express application sends. Put it before what sends them.
 *
 * A policy of the site's own stays; both hold.
 *
 * @param now - Tells the time, in milliseconds since the Unix epoch.
 */
export const sealExpress =
  (seal: Pick<PageSeal, 'policyFor'>, now: () => number = Date.now): NodeMiddleware =>
  (request, response, next) => {
    const { writeHead } = response;
    // Every answer comes by here, whatever sends it, and by then knows what it is.
    response.writeHead = (status: number, ...rest: unknown[]) => {
      response.writeHead = writeHead;
      const message = rest.find((part) => typeof part === 'string');
      take(
        response,
        rest.find((part) => typeof part === 'object' && part !== null),
      );
      if (isPage(response.getHeader('Content-Type'))) {
        const policy = seal.policyFor({
          cookies: request.headers.cookie ?? '',
          hasSignal: request.headers['sec-gpc'] === '1',
          now: now(),
        });
        if (policy) response.appendHeader(POLICY, policy);
        response.appendHeader('Vary', DEPENDS_ON);
        for (const name of VALIDATORS) response.removeHeader(name);
      }
      return message === undefined ? response.writeHead(status) : response.writeHead(status, message);
    };
    next();
  };

/** Sets the headers that `writeHead` was given: an object, a list of pairs, or a flat list. */
function take(response: ServerResponse, given: object | undefined): void {
  const flat: readonly unknown[] = Array.isArray(given) ? given.flat() : Object.entries(given ?? {}).flat(1);
  const isSet = new Set<string>();
  for (let at = 0; at < flat.length; at += 2) {
    const name = String(flat[at]);
    const value = flat[at + 1] as OutgoingHttpHeader | undefined;
    if (value === undefined) continue;
    const texts = Array.isArray(value) ? value : String(value);
    if (isSet.has(name.toLowerCase())) response.appendHeader(name, texts);
    else response.setHeader(name, texts);
    isSet.add(name.toLowerCase());
  }
}

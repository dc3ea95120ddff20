import type { MiddlewareHandler } from 'hono';
import { asksForPage, CONDITIONS, isPage, OF_BYTES } from './http.ts';
import type { Marker } from './marker.ts';

/**
 * Makes a middleware for Hono that marks pages while they pass.
 *
 * Put it before what answers with pages, and behind what compresses them.
 */
export const markHono =
  (marker: Marker): MiddlewareHandler =>
  async (c, next) => {
    const { headers } = c.req.raw;
    if (asksForPage(headers.get('accept')) && CONDITIONS.some((name) => headers.has(name))) {
      const rest = new Headers(headers);
      for (const name of CONDITIONS) rest.delete(name);
      c.req.raw = new Request(c.req.raw, { headers: rest });
    }
    await next();
    const { res } = c;
    if (!res.body || !isPage(c.req.method, res.status, (name) => res.headers.get(name))) return;
    c.res = new Response(res.body.pipeThrough(marker.markStream(new URL(c.req.url).origin)), res);
    for (const name of OF_BYTES) c.res.headers.delete(name);
  };

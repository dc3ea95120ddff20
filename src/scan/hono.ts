import type { MiddlewareHandler } from 'hono';
import { without } from '../seal/header.ts';
import { headersInTheWay, isPage, OF_BYTES } from './http.ts';
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
    const inTheWay = headersInTheWay(c.req.path, (name) => headers.get(name)).filter((name) =>
      headers.has(name),
    );
    if (inTheWay.length) c.req.raw = without(c.req.raw, inTheWay);
    await next();
    const { res } = c;
    if (!isPage(res.status, (name) => res.headers.get(name))) return;
    const isHead = c.req.method === 'HEAD';
    const body = isHead ? null : res.body?.pipeThrough(marker.markStream(new URL(c.req.url).origin));
    c.res = new Response(body, res);
    for (const name of OF_BYTES) c.res.headers.delete(name);
  };

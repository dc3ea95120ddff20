import type { IncomingMessage, ServerResponse } from 'node:http';
import { setGiven, type NodeMiddleware } from '../seal/node.ts';
import { headersInTheWay, isPage, OF_BYTES } from './http.ts';
import type { Marker, MarkSession } from './marker.ts';

/**
 * Makes a middleware for Express that marks pages while they pass.
 *
 * Put it before what answers with pages, and behind what compresses them.
 */
export const markExpress =
  (marker: Marker): NodeMiddleware =>
  (request, response, next) => {
    const { headers, url = '' } = request;
    for (const name of headersInTheWay(url.replace(/\?.*/s, ''), (name) => headers[name]?.toString()))
      delete headers[name];
    markResponse(request, response, (origin) => marker.begin(origin));
    next();
  };

function markResponse(
  request: IncomingMessage,
  response: ServerResponse,
  begin: (origin: string | undefined) => MarkSession,
): void {
  const natives = {
    writeHead: response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse,
    write: response.write.bind(response) as (...args: unknown[]) => boolean,
    end: response.end.bind(response) as (...args: unknown[]) => ServerResponse,
  };
  let session: MarkSession | undefined;
  let isDecided = false;

  function decide(): void {
    if (isDecided) return;
    isDecided = true;
    if (!isPage(response.statusCode, (name) => response.getHeader(name))) return;
    if (!response.headersSent) for (const name of OF_BYTES) response.removeHeader(name);
    if (request.method !== 'HEAD') session = begin(originOf(request));
  }

  response.writeHead = ((status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    if (typeof rest[0] === 'string') response.statusMessage = rest[0];
    setGiven(response, rest);
    decide();
    return natives.writeHead(status);
  }) as typeof response.writeHead;

  const bytesOf = (chunk: unknown, encoding: unknown): Uint8Array =>
    typeof chunk === 'string'
      ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
      : (chunk as Uint8Array);

  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    decide();
    if (!session) return natives.write(chunk, ...rest);
    const [encoding] = rest;
    const done = rest.find((it) => typeof it === 'function') as (() => void) | undefined;
    const marked = session.write(bytesOf(chunk, encoding));
    // Nothing may be ready, and an empty piece would end a chunked answer.
    if (marked.length) return natives.write(marked, done);
    if (!response.headersSent) response.flushHeaders();
    if (done) process.nextTick(done);
    return true;
  }) as typeof response.write;

  response.end = ((...args: unknown[]) => {
    const [chunk, encoding] = typeof args[0] === 'function' ? [] : args;
    const done = args.find((it) => typeof it === 'function');
    decide();
    if (!session) return natives.end(...args);
    const open = session;
    session = undefined;
    const last =
      chunk === undefined || chunk === null ? new Uint8Array() : open.write(bytesOf(chunk, encoding));
    const marked = Buffer.concat([last, open.end()]);
    if (!response.headersSent) response.setHeader('Content-Length', marked.length);
    return natives.end(marked, done);
  }) as typeof response.end;
}

/** Where the page stands, as far as the request tells. */
function originOf({ headers: { host } }: IncomingMessage): string | undefined {
  return host !== undefined && /^[\w.-]+(:\d+)?$/.test(host) ? `http://${host}` : undefined;
}

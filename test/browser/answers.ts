import type { ServerResponse } from 'node:http';
import type { Seen } from './world.ts';

/** Answers one request. */
export type Answer = (seen: Seen, response: ServerResponse) => unknown;

/** Answers with a text of a type. */
export const text =
  (type: string, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_seen, response) =>
    response.writeHead(200, { 'content-type': `${type};charset=utf-8`, ...headers }).end(body);

export const html = (body: string, headers?: Readonly<Record<string, string>>): Answer =>
  text('text/html', body, headers);
export const js = (body: string, headers?: Readonly<Record<string, string>>): Answer =>
  text('text/javascript', body, headers);
export const json = (value: unknown, headers?: Readonly<Record<string, string>>): Answer =>
  text('application/json', JSON.stringify(value), headers);

/** Answers with nothing but a status. */
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_seen, response) =>
    response.writeHead(code, { 'access-control-allow-origin': '*', ...headers }).end();

/** Takes the request and never answers. */
export const hang: Answer = () => undefined;

/** Drops the connection. */
export const drop: Answer = (_seen, response) => response.destroy();

/** Answers once a promise settles, or after some milliseconds. */
export const after =
  (when: number | Promise<unknown>, answer: Answer): Answer =>
  async (seen, response) => {
    await (typeof when === 'number' ? new Promise((resolve) => setTimeout(resolve, when)) : when);
    return answer(seen, response);
  };

/** Sends a page in pieces, each once the one before it is on its way and the promise beside it settled. */
export const chunked =
  (...pieces: readonly (string | Promise<unknown>)[]): Answer =>
  async (_seen, response) => {
    response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
    for (const piece of pieces) {
      if (typeof piece === 'string') response.write(piece);
      else await piece;
    }
    response.end();
  };

const GIF = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

/** What third parties answer, by the extension of the path. */
const BODIES: Readonly<Record<string, readonly [type: string, body: (seen: Seen) => string | Buffer]>> = {
  js: ['text/javascript', ({ name }) => `(self.ran ??= []).push(${JSON.stringify(name)});`],
  mjs: ['text/javascript', ({ name }) => `(self.ran ??= []).push(${JSON.stringify(name)}); export {};`],
  gif: ['image/gif', () => GIF],
  html: ['text/html', ({ name }) => `<!doctype html><title>${name}</title><p>a frame`],
  css: ['text/css', () => 'p{outline:0}'],
  json: ['application/json', () => '{}'],
  // Not empty: Firefox asks again for ever where nothing comes.
  mp4: ['video/mp4', () => 'no film'],
  mp3: ['audio/mpeg', () => 'no sound'],
};

/** Answers as a third party would: with what was asked for, a cookie of its own, and to anybody. */
export const thirdParty: Answer = ({ method, headers, path, ...seen }, response) => {
  const [, extension = ''] =
    headers['sec-fetch-dest'] === 'script' ? [, 'js'] : (/\.(\w+)(?:$|\?)/.exec(path) ?? []);
  const [type, body] = BODIES[extension] ?? ['text/plain', () => 'ok'];
  response.writeHead(method === 'OPTIONS' ? 204 : 200, {
    'content-type': type,
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type',
    'set-cookie': 'third=1; Path=/; Secure; SameSite=None',
  });
  response.end(method === 'OPTIONS' ? undefined : body({ method, headers, path, ...seen }));
};

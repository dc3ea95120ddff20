import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { Duplex, Readable } from 'node:stream';
import express from 'express';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMarker, markExpress, markHono } from '../../../src/scan/index.ts';
import { CONFIG } from './html.ts';

const TAG = '<img src="https://stats.test/a.gif">';
const MARKED = '<img data-category="performance" data-service="stats" data-src="https://stats.test/a.gif">';
const marker = createMarker(CONFIG);

/** Serves on loopback while a test runs. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** Asks as a browser does that holds a copy; `fetch` would ask for a fresh one by itself. */
async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly [status?: number, etag?: string, body?: string]> {
  const response = await new Promise<IncomingMessage>((resolve) => get(url, { headers }, resolve));
  return [response.statusCode ?? 0, response.headers.etag ?? '', await text(response)];
}

describe('Express', () => {
  /** An application with one page. */
  function app(page: express.RequestHandler): RequestListener {
    const made = express();
    made.use(markExpress(marker));
    made.get('/', page);
    return made as unknown as RequestListener;
  }

  it('marks what is sent at once, and tells its length', async () => {
    const url = await serve(app((_request, response) => void response.send(`<p>é</p>${TAG}`)));
    const response = await fetch(url);
    expect(await response.text()).toBe(`<p>é</p>${MARKED}`);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(`<p>é</p>${MARKED}`)));
    expect(response.headers.get('etag')).toBeNull();
  });

  it('marks what comes in pieces, while it comes', async () => {
    let goOn = (): void => {};
    const url = await serve(
      app((_request, response) => {
        response.writeHead(200, 'Fine', {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Length': '9999',
        });
        response.write('<p>one</p><im');
        goOn = () => {
          response.write(TAG.slice(3), 'utf8');
          response.end('<p>two');
        };
      }),
    );
    const response = await fetch(url);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('<p>one</p>');
    goOn();
    let rest = '';
    for (let piece; (piece = (await reader?.read())?.value) !== undefined;) rest += piece;
    expect(rest).toBe(`${MARKED}<p>two`);
  });

  it('sends every header that is given with the status, also one that is there twice', async () => {
    const url = await serve(
      app((_request, response) => {
        response.writeHead(200, [
          ['Content-Type', 'text/html'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ] as never);
        response.end(TAG);
      }),
    );
    const response = await fetch(url);
    expect(await response.text()).toBe(MARKED);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each<[who: string, headers: Readonly<Record<string, string>>]>([
    ['a visitor whose copy may be from before', { accept: 'text/html,*/*', 'if-none-match': '"1"' }],
    [
      'a visitor whose copy is as old as the page',
      { accept: 'text/html,*/*', 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' },
    ],
    ['a cache that asks for anything', { accept: '*/*', 'if-none-match': '"1"' }],
    ['a cache that says nothing', { 'if-none-match': '"1"' }],
    ['whoever asks for a part', { accept: '*/*', range: 'bytes=0-9' }],
    ['whoever goes on where it broke off', { range: 'bytes=5-', 'if-range': '"1"' }],
  ])('answers as a whole %s', async (_who, headers) => {
    const url = await serve(
      app((request, response) => {
        response.set({ ETag: '"1"', 'Last-Modified': 'Thu, 01 Jan 2026 00:00:00 GMT' });
        if (request.headers.range || request.headers['if-range']) response.status(206);
        response.send(TAG);
      }),
    );
    expect(await ask(url, headers)).toEqual([200, '', MARKED]);
  });

  it.each<[what: string, page: express.RequestHandler, init?: RequestInit]>([
    ['data', (_request, response) => void response.json({ html: TAG })],
    ['text', (_request, response) => void response.type('text/plain').send(TAG)],
    ['what is compressed', (_request, response) => void response.set('Content-Encoding', 'x-own').send(TAG)],
    ['a part', (_request, response) => void response.status(206).send(TAG)],
    [
      'a page in UTF-16',
      (_request, response) => void response.set('Content-Type', 'text/html; charset=utf-16').end(TAG),
    ],
  ])('passes on %s', async (_what, page) => {
    const response = await fetch(await serve(app(page)));
    expect(await response.text()).toContain(TAG.slice(1, 4));
    expect(response.headers.get('content-length') ?? '0').toMatch(/^\d+$/);
  });

  it('says nothing to HEAD of the bytes that a page had before it was marked', async () => {
    const url = await serve(
      app((_request, response) => void response.set('Accept-Ranges', 'bytes').send(TAG)),
    );
    const { headers } = await fetch(url, { method: 'HEAD' });
    expect(['content-length', 'etag', 'accept-ranges'].map((name) => headers.get(name))).toEqual([
      null,
      null,
      null,
    ]);
    expect(headers.get('content-type')).toContain('text/html');
  });

  it('leaves files their copies and parts', async () => {
    const made = express();
    made.use(markExpress(marker));
    made.get('/{*path}', (request, response) => {
      if (request.headers.range) response.status(206);
      response.set('ETag', '"1"').type('image/png').send(TAG);
    });
    const url = await serve(made as unknown as RequestListener);
    const copy = { 'if-none-match': '"1"' };
    const part = { range: 'bytes=0-9' };
    expect(await ask(`${url}/a.png?v=1`, { accept: '*/*', ...copy })).toEqual([304, '"1"', '']);
    expect(await ask(`${url}/picture`, { 'sec-fetch-dest': 'image', ...copy })).toEqual([304, '"1"', '']);
    expect(await ask(`${url}/data`, { accept: 'application/json', ...copy })).toEqual([304, '"1"', '']);
    expect((await ask(`${url}/a.mp4`, { accept: '*/*', ...part }))[0]).toBe(206);
    expect((await ask(`${url}/a.zip`, { accept: 'text/html,*/*', ...part }))[0]).toBe(206);
    expect((await ask(`${url}/a.zip`, { accept: 'text/html,*/*', ...copy }))[0]).toBe(200);
    const head = await fetch(`${url}/a.png`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(TAG.length));
  });

  it('knows by its host what is the site’s own', async () => {
    const strict = createMarker({ ...CONFIG, unlisted: 'hold-all' });
    const made = express();
    made.use(markExpress(strict));
    made.get('/', (request, response) => {
      response.send(`<img src="http://${request.headers.host}/own.png"><img src="https://other.test/o.png">`);
    });
    const url = await serve(made as unknown as RequestListener);
    expect(await (await fetch(url)).text()).toBe(
      `<img src="${url}/own.png"><img data-category="unclassified" data-src="https://other.test/o.png">`,
    );
  });

  it('takes pages of files, of streams and of nothing', async () => {
    const url = await serve(
      app((_request, response) => {
        response.type('html');
        Readable.from([TAG, '<p>', Buffer.from('two')]).pipe(response);
      }),
    );
    expect(await (await fetch(url)).text()).toBe(`${MARKED}<p>two`);
    const empty = await serve(app((_request, response) => void response.type('html').end()));
    expect(await (await fetch(empty)).text()).toBe('');
  });
});

describe('Hono', () => {
  const app = new Hono();
  app.use(markHono(marker));
  app.get('/', (c) => c.html(`<p>é</p>${TAG}`, 200, { etag: '"1"' }));
  app.get('/data', (c) => c.json({ html: TAG }));
  app.get('/squeezed', (c) => c.html(TAG, 200, { 'content-encoding': 'x-own', etag: '"1"' }));
  for (const path of ['/asked', '/asked.png'])
    app.get(path, (c) => c.html(c.req.header('if-none-match') ?? c.req.header('range') ?? 'anew'));
  app.get('/gone', (c) => c.html(TAG, 404));

  it('marks pages', async () => {
    const response = await app.request('http://toko.test/');
    expect(await response.text()).toBe(`<p>é</p>${MARKED}`);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('etag')).toBeNull();
    expect(await (await app.request('/gone')).text()).toBe(MARKED);
  });

  it('passes on everything else', async () => {
    expect(await (await app.request('/data')).json()).toEqual({ html: TAG });
    const squeezed = await app.request('/squeezed');
    expect([await squeezed.text(), squeezed.headers.get('etag')]).toEqual([TAG, '"1"']);
    expect((await app.request('/squeezed', { method: 'HEAD' })).headers.get('etag')).toBe('"1"');
  });

  it('says nothing to HEAD of the bytes that a page had before it was marked', async () => {
    const { headers, body } = await app.request('/', { method: 'HEAD' });
    expect([headers.get('etag'), body]).toEqual([null, null]);
    expect(headers.get('content-type')).toContain('text/html');
  });

  it('asks anew, and for the whole, for pages of which a copy may be from before', async () => {
    const asked = async (path: string, headers: Readonly<Record<string, string>>): Promise<string> =>
      (await app.request(path, { headers })).text();
    const copy = { 'if-none-match': '"1"' };
    expect(await asked('/asked', { accept: 'text/html', ...copy })).toBe('anew');
    expect(await asked('/asked', { accept: '*/*', ...copy })).toBe('anew');
    expect(await asked('/asked', { range: 'bytes=0-9' })).toBe('anew');
    expect(await asked('/asked.png?a', { accept: '*/*', ...copy })).toBe('"1"');
  });
});

it('is a stream of Node’s, too', async () => {
  const pieces = [Buffer.from('<p>one</p><img src="https://stats.te'), Buffer.from('st/a.gif">')];
  const marked: Buffer[] = [];
  for await (const piece of Readable.from(pieces).pipe(Duplex.fromWeb(marker.markStream() as never)))
    marked.push(piece as Buffer);
  expect(Buffer.concat(marked).toString()).toBe(`<p>one</p>${MARKED}`);
});

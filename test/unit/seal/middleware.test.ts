import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatRecord } from '../../../src/core/consent/record.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { createSeal, sealExpress, sealHono } from '../../../src/seal/index.ts';
import { planSeal } from '../../../src/seal/seal.ts';
import { readConfig } from '../../../src/core/config/config.ts';
import { all, DAY, ID, NOW } from '../core/consent/sample.ts';
import { get, serve, type Got } from './running.ts';

const value = {
  services: {
    chat: { category: 'functional', hosts: ['chat.test'] },
    pixel: { category: 'marketing', hosts: ['pixel.test'] },
  },
};
const seal = createSeal(value);
const { offer } = planSeal(readConfig(value).config);
const cookie = (said: 'granted' | 'denied', now = NOW): string =>
  `izin=${formatRecord(choose(undefined, offer, { ...all('denied'), functional: 'granted', marketing: said }, now, ID))}`;
const everything = `izin=${formatRecord(choose(undefined, offer, all('granted'), NOW, ID))}`;
/** By what a browser asks whether its copy is still good. */
const KEPT = { ETag: '"1"', 'Last-Modified': 'Mon, 01 Jan 2024 00:00:00 GMT' };
const PAGE = '<!doctype html><title>page</title>';
const now = (): number => NOW;

/** The same small site on each. */
const SITES: readonly (readonly [name: string, createSite: () => RequestListener])[] = [
  [
    'Hono',
    () => {
      const app = new Hono();
      app.use(sealHono(seal, now));
      app.use('/etag', etag());
      app.get('/', (context) => context.html(PAGE));
      app.get('/etag', (context) => context.html(PAGE));
      app.get('/own', (context) =>
        context.html(PAGE, 200, { 'Content-Security-Policy': "img-src 'self'", Vary: 'Accept' }),
      );
      app.get('/a.js', (context) => context.body('1', 200, { 'Content-Type': 'text/javascript' }));
      app.get('/fetched', () => fetch('data:text/html,page'));
      app.get('/xhtml', (context) => context.body(PAGE, 200, { 'Content-Type': 'application/xhtml+xml' }));
      app.get('/untyped', () => new Response(new TextEncoder().encode(PAGE)));
      app.get('/odd', (context) => context.body(PAGE, 200, { 'Content-Type': 'text/plain, text/html' }));
      app.get('/kept', (context) =>
        context.req.raw.headers.get('if-none-match') === KEPT.ETag
          ? context.body(null, 304, KEPT)
          : context.html(PAGE, 200, KEPT),
      );
      app.get('/fault', () => {
        throw new Error('a fault of the site');
      });
      app.onError((_, context) => context.html(PAGE, 500));
      return getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
    },
  ],
  [
    'Express',
    () => {
      const app = express();
      app.use(sealExpress(seal, now));
      app.get(['/', '/etag'], (_, response) => void response.send(PAGE));
      app.get('/own', (_, response) => {
        response.set('Content-Security-Policy', "img-src 'self'").vary('Accept').send(PAGE);
      });
      app.get('/a.js', (_, response) => void response.type('js').send('1'));
      app.get('/fetched', (_, response) => void response.type('html').write('page', () => response.end()));
      app.get('/xhtml', (_, response) => void response.type('application/xhtml+xml').end(PAGE));
      app.get('/untyped', (_, response) => void response.end(PAGE));
      app.get('/odd', (_, response) => {
        response.setHeader('Content-Type', 'text/plain, text/html');
        response.end(PAGE);
      });
      app.get('/kept', (request, response) => {
        response.set(KEPT);
        if (request.headers['if-none-match'] === KEPT.ETag) response.status(304).end();
        else response.type('html').end(PAGE);
      });
      app.get('/fault', (_, response) => void response.status(500).send(PAGE));
      return app;
    },
  ],
];
const policiesIn = ({ headers }: Got): readonly string[] =>
  (headers['content-security-policy'] ?? []).flatMap((text) => text.split(/, /));

describe.each(SITES)('%s, sealed by its middleware', (_, createSite) => {
  async function ask(path: string, headers: Record<string, string> = {}): Promise<Got> {
    const { port, stop } = await serve(createSite());
    onTestFinished(stop);
    return get(port, path, headers);
  }

  it.each(['/', '/etag', '/own', '/fetched', '/fault', '/xhtml'])(
    'sends pages with the policy: %s',
    async (path) => {
      const got = await ask(path);
      expect(policiesIn(got)).toContain(seal.policyFor({ cookies: '', hasSignal: false, now: NOW }));
      expect(got.headers['vary']?.join(', ')).toContain('Cookie, Sec-GPC');
      expect(got.body).toContain('page');
    },
  );

  it('opens what is granted, by the cookie and the signal of the browser', async () => {
    for (const hasSignal of [false, true]) {
      const cookies = `a=b; ${cookie('granted')}`;
      const got = await ask('/', { cookie: cookies, 'sec-gpc': hasSignal ? '1' : '0' });
      expect(policiesIn(got)).toEqual([
        seal.policyFor({ cookies, hasSignal, now: NOW }) ?? expect.anything(),
      ]);
    }
  });

  it('sends none where everything is granted, and says all the same what that depends on', async () => {
    const got = await ask('/', { cookie: everything });
    expect(policiesIn(got)).toEqual([]);
    expect(got.headers['vary']?.join(', ')).toContain('Cookie, Sec-GPC');
  });

  it('opens nothing by a choice that has expired', async () => {
    const got = await ask('/', { cookie: cookie('granted', NOW - 181 * DAY) });
    expect(policiesIn(got).join()).not.toContain('pixel.test');
  });

  it("believes in a visitor's clock that is ahead, by up to a day", async () => {
    const near = await ask('/', { cookie: cookie('granted', NOW + 600_000) });
    expect(policiesIn(near).join()).toContain('pixel.test');
    const far = await ask('/', { cookie: cookie('granted', NOW + DAY + 1000) });
    expect(policiesIn(far).join()).not.toContain('pixel.test');
  });

  it.each(['/untyped', '/odd'])('seals what a browser may take for a page: %s', async (path) => {
    expect(policiesIn(await ask(path))).toHaveLength(1);
  });

  it('does not confirm a copy from before pages were sealed', async () => {
    const answered = async (headers: Record<string, string>): Promise<number> =>
      (await ask('/kept', { 'if-none-match': '"1"', ...headers })).status;
    expect(await answered({ accept: 'text/html,*/*' })).toBe(200);
    expect(await answered({ accept: '*/*', 'sec-fetch-dest': 'iframe' })).toBe(200);
    expect(await answered({ accept: '*/*', 'sec-fetch-dest': 'style' })).toBe(304);
  });

  it("leaves a site's own policy, and what else it depends on", async () => {
    const got = await ask('/own');
    expect(policiesIn(got)).toEqual(["img-src 'self'", expect.stringMatching(/^default-src /)]);
    expect(got.headers['vary']?.join(', ')).toMatch(/^Accept, Cookie, Sec-GPC$/);
  });

  it('sends pages without what a 304 could be asked by', async () => {
    for (const path of ['/', '/etag', '/kept']) {
      const { headers } = await ask(path);
      expect([headers['etag'], headers['last-modified']]).toEqual([undefined, undefined]);
    }
  });

  it('sends workers with the policy, for nothing of the page holds for them', async () => {
    for (const purpose of ['worker', 'sharedworker']) {
      const got = await ask('/a.js', { 'sec-fetch-dest': purpose });
      expect(policiesIn(got)).toEqual([seal.policyFor({ cookies: '', hasSignal: false, now: NOW })]);
      expect(got.headers['vary']?.join(', ')).toBe('Cookie, Sec-GPC, Sec-Fetch-Dest');
    }
    const lifted = await ask('/a.js', { 'sec-fetch-dest': 'worker', cookie: everything });
    expect(policiesIn(lifted)).toEqual([]);
    // It would keep the policy for as long as it is installed, whatever is granted by then.
    expect(policiesIn(await ask('/a.js', { 'sec-fetch-dest': 'serviceworker' }))).toEqual([]);
  });

  it('leaves what is no page as it was', async () => {
    const got = await ask('/a.js');
    expect(policiesIn(got)).toEqual([]);
    expect(got.headers['vary']).toBeUndefined();
  });
});

it('reads no conditions either where a runtime lets nobody change a request', async () => {
  const app = new Hono();
  app.use(sealHono(seal, now));
  app.get('/', (context) => context.text(context.req.header('If-None-Match') ?? 'none'));
  const asked = new Request('https://toko.test/', {
    headers: { 'If-None-Match': '"1"', Accept: 'text/html', 'X-More': '1' },
  });
  asked.headers.delete = () => {
    throw new TypeError('immutable');
  };
  expect(await (await app.fetch(asked)).text()).toBe('none');
});

describe('an answer that Node itself sends', () => {
  const answered = async (listener: RequestListener): Promise<Got> => {
    const middleware = sealExpress(seal, now);
    const { port, stop } = await serve((request, response) =>
      middleware(request, response, () => listener(request, response)),
    );
    onTestFinished(stop);
    return get(port, '/');
  };
  it.each<[what: string, headers: unknown[]]>([
    ['an object', [{ 'content-type': 'text/html', 'Set-Cookie': ['a=1', 'b=2'], 'Content-Length': 4 }]],
    ['a list', [['Content-Type', 'text/html', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']]],
    [
      'a message and a list of pairs',
      [
        'Fine',
        [
          ['Content-Type', 'text/html'],
          ['Set-Cookie', ['a=1', 'b=2']],
        ],
      ],
    ],
  ])('is sealed where its headers are %s', async (_, args) => {
    const got = await answered((_, response) => {
      response.setHeader('Content-Type', 'text/plain');
      Reflect.apply(response.writeHead, response, [203, ...args]);
      response.end('page');
    });
    expect(got).toMatchObject({ status: 203, body: 'page' });
    expect(got.headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'] });
    expect(policiesIn(got)).toHaveLength(1);
  });

  it('is sealed where another has come before, too', async () => {
    const got = await answered((_, response) => {
      const { writeHead } = response;
      // As compression does.
      response.writeHead = (...args: unknown[]) => {
        response.setHeader('Content-Encoding', 'gzip');
        return Reflect.apply(writeHead, response, args) as never;
      };
      response.setHeader('Content-Type', 'text/html');
      response.end(gzipSync('page'));
    });
    expect(got.headers['content-encoding']).toEqual(['gzip']);
    expect(policiesIn(got)).toHaveLength(1);
  });
});

it('has what else a site needs to know: notes and problems', () => {
  const { notes, problems } = createSeal({ ...value, serivces: {} });
  expect(notes).toEqual([]);
  expect(problems.map(({ path }) => path)).toEqual(['serivces']);
  const allow = Array.from({ length: 100 }, (_, i) => `host-number-${i}.test`);
  expect(createSeal({ ...value, allow }).notes).toEqual([
    expect.stringMatching(/^the policy can get \d+ bytes/),
  ]);
  expect(() => createSeal({ mode: 'report' })).toThrow('mode: found report');
});

it('has the markup, for pages that the server does not send itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'izin-seal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'seal.js'), 'plain()');
  writeFileSync(join(folder, 'seal-trusted.js'), 'trusted()');
  const { markup } = createSeal(value, pathToFileURL(`${folder}/`));
  expect(markup().html).toContain('>plain()</script>');
  expect(markup('trusted').html).toContain('>trusted()</script>');
  expect(markup().hash).not.toBe(markup('trusted').hash);
});

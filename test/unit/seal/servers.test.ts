import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../src/core/config/config.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord } from '../../../src/core/consent/record.ts';
import type { Choices } from '../../../src/core/consent/types.ts';
import { caddySeal } from '../../../src/seal/caddy.ts';
import { nginxSeal } from '../../../src/seal/nginx.ts';
import { policyFor } from '../../../src/seal/policy.ts';
import { planSeal } from '../../../src/seal/seal.ts';
import { all, DAY, ID, NOW } from '../core/consent/sample.ts';
import { get, isInstalled, serve, start, type Got, type Running, type ServerName } from './running.ts';
import { sourcesIn } from './sample.ts';

// A busy machine takes its time to start a server.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const seal = planSeal(
  readConfig({
    services: {
      chat: { category: 'functional', hosts: ['chat.test'] },
      stats: { category: 'performance', hosts: ['stats.test/s'] },
      pixel: { category: 'marketing', hosts: ['pixel.test', ...many('pixel')] },
      container: { category: 'any', hosts: ['container.test/{x}"$y'] },
    },
    allow: many('own'),
    receipts: { endpoint: 'https://receipts.test/r' },
  }).config,
);

/** More hosts than nginx reads in one word. */
function many(name: string): string[] {
  return Array.from({ length: 60 }, (_, i) => `a-long-name-of-a-host-${i}.of-${name}.test`);
}

const cookie = (choices: Choices, gpc = false, now = NOW): string =>
  `izin=${formatRecord(choose(undefined, { ...seal.offer, gpc }, choices, now, ID))}`;
const granted = cookie(all('granted'));

/** Cookies of every kind. Without `isNarrower` the server opens exactly what a script would. */
const JARS: [what: string, cookies: string, isNarrower?: boolean][] = [
  ['none', ''],
  ['others only', 'a=b; notizin=1; c="d"'],
  ['everything granted', granted],
  ['everything granted, with the signal in view', cookie(all('granted'), true)],
  ['everything granted, among others', `a=b; ${granted}; c=d`],
  ['everything granted, without blanks between', `a=b;${granted};c=d`],
  ['everything refused', cookie(all('denied'))],
  ...(['functional', 'performance', 'marketing'] as const).map((category): [string, string] => [
    `${category} only`,
    cookie({ ...all('denied'), [category]: 'granted' }),
  ]),
  ['a service by itself', cookie({ ...all('denied'), chat: 'granted', pixel: 'granted' })],
  ['all but a service', cookie({ ...all('granted'), stats: 'denied', container: 'denied' })],
  ['asked about one thing only', cookie({ stats: 'granted' })],
  ['a service that is gone', `${granted}&s.gone=1`],
  ['a service twice', `${granted}&s.chat=1&s.chat=1`],
  ['a gone service twice', `${granted}&s.gone=1&s.gone=1`],
  ['an odd version', granted.replace('v=1', 'v=2')],
  ['an odd answer', granted.replace('marketing=1', 'marketing=2')],
  ['what is like a record', `other=${granted}`],
  ['too much', granted + '&s.abcdefghijklmnopqrstuvwxyz=1'.repeat(140)],
  ['quoted', granted.replace(/=(.*)/, '="$1"')],
  ['a name in capitals', granted.replace('izin', 'IZIN')],
  ['two cookies', `${granted}; ${granted}`, true],
  ['an older one beside', `${cookie(all('denied'), false, NOW - DAY)}; ${granted}`, true],
  ['a newer one beside', `${cookie(all('granted'), false, NOW - DAY)}; ${cookie(all('denied'))}`],
  ['one that was made to keep patterns busy', granted.replace(/a=([\w-]{4})+/, `a=${'FVYx'.repeat(900)}`)],
];

const SNIPPETS = { nginx: nginxSeal(seal), caddy: caddySeal(seal) };
/** How an owner adds a policy of their own. */
const OWN = {
  nginx: `add_header Content-Security-Policy "img-src 'self'" always;`,
  caddy: `header +Content-Security-Policy "img-src 'self'"`,
};
const policiesIn = ({ headers }: Got): readonly string[] => headers['content-security-policy'] ?? [];
const ours = (got: Got): string | undefined =>
  policiesIn(got).find((policy) => policy.startsWith('default-src'));

describe.each<ServerName>(['nginx', 'caddy'])('%s, sealed by its configuration', (name) => {
  if (!isInstalled(name)) {
    console.warn(`SKIPPED: ${name} is not on this machine, so its recipe for the seal was not tried`);
    it.skip(`was not found on this machine`);
    return;
  }
  let server: Running;
  let behind: Running;
  beforeAll(async () => {
    behind = await serve((request, response) => {
      const isPage = !request.url?.endsWith('.js');
      response
        .writeHead(request.url?.includes('missing') ? 404 : 200, {
          ...(!request.url?.includes('untyped') && {
            'Content-Type': isPage ? 'text/html;charset=utf-8' : 'text/javascript',
          }),
          'Content-Security-Policy': "object-src 'none'",
          Vary: 'Accept',
          ETag: '"1"',
        })
        .end('behind');
    });
    server = await start(name, {
      snippet: SNIPPETS[name],
      files: { 'index.html': '<!doctype html>page', 'a.css': 'p{}', 'a.js': '1' },
      behind: behind.port,
      own: OWN[name],
    });
  });
  afterAll(async () => {
    await server?.stop();
    await behind?.stop();
  });

  it.each<[what: string, cookies: string, isNarrower?: boolean]>(JARS)(
    'opens for a cookie what a script would: %s',
    async (_, cookies, isNarrower) => {
      for (const hasSignal of [false, true]) {
        const got = await get(server.port, '/', {
          ...(cookies && { cookie: cookies }),
          ...(hasSignal && { 'sec-gpc': '1' }),
        });
        expect(got).toMatchObject({ status: 200, body: '<!doctype html>page' });
        const expected = policyFor(seal, { cookies, hasSignal, now: NOW });
        if (isNarrower)
          expect(sourcesIn(ours(got))).toEqual(
            sourcesIn(policyFor(seal, { cookies: '', hasSignal, now: NOW })),
          );
        else expect(sourcesIn(ours(got))).toEqual(sourcesIn(expected));
        expect(policiesIn(got)).toHaveLength(expected || isNarrower ? 2 : 1);
      }
    },
  );

  it('cannot reckon with dates, and leaves that to the browser', async () => {
    const cookies = cookie(all('granted'), false, NOW - 400 * DAY);
    expect(policyFor(seal, { cookies, hasSignal: false, now: NOW })).toContain('default-src');
    expect(ours(await get(server.port, '/', { cookie: cookies }))).toBeUndefined();
  });

  it("leaves a site's own policy beside it, from here or from behind", async () => {
    expect(policiesIn(await get(server.port, '/'))).toContain("img-src 'self'");
    expect(policiesIn(await get(server.port, '/behind/page'))).toEqual(
      expect.arrayContaining(["object-src 'none'", expect.stringMatching(/^default-src /)]),
    );
  });

  it('is on what a browser may take for a page', async () => {
    expect(ours(await get(server.port, '/behind/untyped'))).toContain('default-src');
  });

  it('is on pages that were not found, too', async () => {
    expect(ours(await get(server.port, '/behind/missing'))).toContain('default-src');
  });

  it('tells caches what it depends on, and sends pages without what a 304 could be asked by', async () => {
    for (const path of ['/', '/behind/page']) {
      const { headers } = await get(server.port, path, { cookie: granted });
      expect(headers['vary']?.join(', ')).toContain('Cookie, Sec-GPC');
      expect(headers['etag']).toBeUndefined();
      expect(headers['last-modified']).toBeUndefined();
    }
    expect((await get(server.port, '/behind/page')).headers['vary']?.join(', ')).toContain('Accept');
  });

  it.each(['/a.js', '/behind/a.js'])('seals what a page makes a worker of: %s', async (path) => {
    for (const cookies of ['a=b', granted]) {
      for (const purpose of ['worker', 'sharedworker']) {
        const got = await get(server.port, path, { cookie: cookies, 'sec-fetch-dest': purpose });
        const expected = policyFor(seal, { cookies, hasSignal: false, now: NOW });
        expect(sourcesIn(ours(got))).toEqual(sourcesIn(expected));
        expect(got.headers['vary']?.join(', ')).toContain('Cookie, Sec-GPC, Sec-Fetch-Dest');
        expect(got.headers['etag']).toBeUndefined();
      }
    }
    for (const purpose of ['serviceworker', 'script', 'audioworklet', 'worker-of-tomorrow'])
      expect(ours(await get(server.port, path, { 'sec-fetch-dest': purpose }))).toBeUndefined();
  });

  it('leaves what is no page as it was', async () => {
    for (const path of ['/a.css', '/a.js', '/behind/a.js']) {
      for (const cookies of ['a=b', granted]) {
        const got = await get(server.port, path, { cookie: cookies });
        expect(ours(got)).toBeUndefined();
        expect(got.headers['vary']?.join() ?? '').not.toContain('Cookie');
        expect(got.headers['etag']).toHaveLength(1);
      }
    }
  });
});

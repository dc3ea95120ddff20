import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createReceiver } from '../../../src/receiver/receiver.ts';
import { openSqlite } from '../../../src/receiver/sqlite.ts';
import { ENDPOINT, NOW, SITE, VERSION, folder, openDesk, receiptOf } from './desk.ts';

const HASH = `sha256-${createHash('sha256').update('a notice').digest('base64')}`;
const OTHER_HASH = `sha256-${createHash('sha256').update('another').digest('base64')}`;
const withHash = (receipt: ReturnType<typeof receiptOf>, hash: string) => ({
  ...receipt,
  notice: { ...receipt.notice, hash },
});

describe('a receipt', () => {
  it.each([
    'text/plain;charset=UTF-8',
    'text/plain',
    'application/json',
    'Application/JSON; charset="utf-8"',
  ])('is stored when it comes as %s', async (type) => {
    const { post, store } = await openDesk();
    const receipt = receiptOf();
    const response = await post(receipt, { 'content-type': type });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(await store.get(receipt.receiptId)).toEqual({
      receipt,
      receivedAt: new Date(NOW).toISOString(),
      hashFilled: false,
    });
  });

  it('is stored once, however often it is sent', async () => {
    const { post, store } = await openDesk();
    const receipt = receiptOf();
    for (let i = 0; i < 3; i++) expect((await post(receipt)).status).toBe(204);
    expect(await store.count()).toBe(1);
  });

  it('is stored once when it is sent twenty times at once', async () => {
    const { post, store } = await openDesk();
    const receipt = receiptOf();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(receipt)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 204));
    expect(await store.count()).toBe(1);
  });

  it('is stored beside the forty-nine that come with it, over a restart too', async () => {
    const path = join(folder(), 'receipts.db');
    const { post, store } = await openDesk({ store: await openSqlite(path) });
    const receipts = Array.from({ length: 50 }, () => receiptOf());
    const answers = await Promise.all(receipts.map((receipt) => post(receipt)));
    expect(answers.every(({ status }) => status === 204)).toBe(true);
    await store.close();

    const again = await openDesk({ store: await openSqlite(path) });
    expect(await again.store.count()).toBe(50);
    for (const receipt of receipts)
      expect((await again.store.get(receipt.receiptId))?.receipt).toEqual(receipt);
    expect((await again.post(receipts[0])).status).toBe(204);
    expect(await again.store.count()).toBe(50);
  });

  it('counts as delivered when its notice is named at the second attempt, or no longer', async () => {
    const { post, store } = await openDesk();
    const receipt = receiptOf();
    expect((await post(receipt)).status).toBe(204);
    expect((await post(withHash(receipt, HASH))).status).toBe(204);
    expect((await store.get(receipt.receiptId))?.receipt.notice.hash).toBe('');
    const named = withHash(receiptOf(), HASH);
    expect((await post(named)).status).toBe(204);
    expect((await post(withHash(named, ''))).status).toBe(204);
    expect((await store.get(named.receiptId))?.receipt.notice.hash).toBe(HASH);
  });

  it('never takes the place of another one under the same id', async () => {
    const { post, store } = await openDesk();
    const receipt = withHash(receiptOf(), HASH);
    await post(receipt);
    const forged = { ...receipt, choices: { ...receipt.choices, marketing: true } };
    for (const other of [forged, withHash(receipt, OTHER_HASH)]) {
      const response = await post(other);
      expect(response.status).toBe(409);
      expect(await response.json()).toEqual({
        error: 'another receipt has been stored under this receiptId',
      });
    }
    expect((await store.get(receipt.receiptId))?.receipt).toEqual(receipt);
  });

  it('keeps nothing of the request that brought it', async () => {
    const { post, store } = await openDesk();
    await post(receiptOf(), {
      'user-agent': 'Mozilla/5.0 (Tester)',
      'x-forwarded-for': '203.0.113.7',
      'client-ip': '203.0.113.7',
      referer: `${SITE}/hiv-test`,
      cookie: 'session=secret',
    });
    const kept = JSON.stringify(await store.list({ limit: 10 }));
    expect(kept).not.toMatch(/Mozilla|203\.0\.113|hiv|secret/);
  });
});

describe('a request at fault', () => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD'])(
    'is told the methods when it is a %s',
    async (method) => {
      const { app } = await openDesk();
      const response = await app.request(ENDPOINT, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    },
  );

  it.each([
    '',
    'text/html',
    'application/x-www-form-urlencoded',
    'text/plain;charset=utf-16',
    'multipart/form-data',
  ])('is told the content types when it has %j', async (type) => {
    const { post } = await openDesk();
    const response = await post(receiptOf(), { 'content-type': type });
    expect(response.status).toBe(415);
    const error = 'expected the content type application/json or text/plain;charset=UTF-8';
    expect(await response.json()).toEqual({ error });
  });

  it.each([
    ['a text', 'hello'],
    ['nothing', ''],
    ['half a receipt', JSON.stringify(receiptOf()).slice(0, 100)],
    ['HTML', '<script>alert(1)</script>'],
  ])('is told that %s is no JSON', async (_, body) => {
    const { post } = await openDesk();
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'the body is not JSON in UTF-8' });
  });

  it('is told that its bytes are no UTF-8', async () => {
    const { app } = await openDesk();
    const body = Buffer.from(JSON.stringify(receiptOf()).replace('Contoh', 'Conto\u00ff'), 'latin1');
    const response = await app.request(ENDPOINT, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.status).toBe(400);
  });

  it('is told the limit when it is too long', async () => {
    const { post, store } = await openDesk();
    const full = JSON.stringify(receiptOf()).padEnd(8 * 1024, ' ');
    expect((await post(full)).status).toBe(204);
    const response = await post(`${full} `);
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ error: 'a receipt has at most 8192 bytes' });
    expect(await store.count()).toBe(1);
  });

  it.each([
    ['says no length', {}],
    ['lies about it', { 'content-length': '100' }],
  ])('is cut off where the limit is when it %s', async (_, headers) => {
    const { app } = await openDesk();
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1024)),
      cancel: () => void (cancelled = true),
    });
    const init = {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'text/plain', ...headers },
    };
    expect((await app.request(new Request(ENDPOINT, init as RequestInit))).status).toBe(413);
    expect(cancelled).toBe(true);
  });

  it('is not read at all when it says itself that it is too long', async () => {
    const { app } = await openDesk();
    const body = new ReadableStream({ pull: () => expect.unreachable() }, { highWaterMark: 0 });
    const headers = { 'content-type': 'text/plain', 'content-length': '8193' };
    const init = { method: 'POST', body, duplex: 'half', headers };
    expect((await app.request(new Request(ENDPOINT, init as RequestInit))).status).toBe(413);
  });

  it('is read in pieces when it comes in pieces', async () => {
    const { app, store } = await openDesk();
    const bytes = new TextEncoder().encode(
      JSON.stringify(receiptOf({ controller: { name: 'Pǝ', contact: '' } })),
    );
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const init = { method: 'POST', body: pieces, duplex: 'half', headers: { 'content-type': 'text/plain' } };
    expect((await app.request(new Request(ENDPOINT, init as RequestInit))).status).toBe(204);
    expect((await store.list({ limit: 1 }))[0]?.receipt.controller.name).toBe('Pǝ');
  });

  it('is told that it ended early', async () => {
    const { app, faults } = await openDesk();
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('ECONNRESET')) });
    const init = { method: 'POST', body: broken, duplex: 'half', headers: { 'content-type': 'text/plain' } };
    const response = await app.request(new Request(ENDPOINT, init as RequestInit));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'the body ended early' });
    expect(faults).toEqual([]);
  });

  it('is told where its receipt is wrong', async () => {
    const { post, store } = await openDesk();
    const response = await post({ ...receiptOf(), jurisdiction: 'id', extra: 1 });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      error: 'not a receipt',
      problems: [
        { path: 'jurisdiction', found: '"id"', expected: 'two capital letters such as ID, or EU' },
        {
          path: 'extra',
          found: 'an unknown key',
          expected: expect.stringMatching(/^one of schema, receiptId, /),
        },
      ],
    });
    expect(await store.count()).toBe(0);
  });

  it('is told that its page is not the site of the receipt', async () => {
    const { post, store } = await openDesk();
    const response = await post({ ...receiptOf(), site: 'https://other.example' });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      error: 'not a receipt of this site',
      problems: [
        { path: 'site', found: '"https://other.example"', expected: 'the origin of the page that sends it' },
      ],
    });
    expect(await store.count()).toBe(0);
  });

  it('gets nothing at other addresses', async () => {
    const { app } = await openDesk();
    for (const path of ['/', '/receipts/', '/receipts/x', '/notreceipts', '/notices', '/index.html']) {
      const response = await app.request(SITE + path);
      expect([path, response.status, await response.json()]).toEqual([path, 404, { error: 'nothing here' }]);
    }
  });
});

describe('hostile input', () => {
  it.each([
    ['HTML', { recordId: '<img src=x onerror=alert(1)>' }],
    ['control characters', { controller: { name: '\u0000\u001b[31m', contact: '\r\nSet-Cookie: a=b' } }],
    ['a huge list', { shown: Array.from({ length: 900 }, () => 'evil') }],
    ['many services', { services: Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`s${i}`, 1])) }],
    ['a long text', { language: 'x'.repeat(7_000) }],
    ['objects for texts', { receiptId: { toString: 'x' }, at: { $gt: '' } }],
  ])('is refused, and hardly comes back: %s', async (_, changes) => {
    const { post, store, faults } = await openDesk();
    const response = await post({ ...receiptOf(), ...changes });
    expect(response.status).toBe(422);
    const text = await response.text();
    expect(text.length).toBeLessThan(4_000);
    expect(text).not.toContain('x'.repeat(100));
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect([await store.count(), faults]).toEqual([0, []]);
  });

  it.each([
    ['lists in lists', '['.repeat(4_000) + ']'.repeat(4_000)],
    ['objects in objects', '{"a":'.repeat(1_300) + '1' + '}'.repeat(1_300)],
    ['a list that never ends', '['.repeat(8_000)],
    ['__proto__', JSON.stringify(receiptOf()).replace('{', '{"__proto__":{"receiptId":"x"},')],
    ['a receipt that is all prototype', `{"__proto__":${JSON.stringify(receiptOf())}}`],
    ['a number beyond all numbers', '1e999'],
  ])('does no harm: %s', async (_, body) => {
    const { post, store, faults } = await openDesk();
    expect([400, 422]).toContain((await post(body)).status);
    expect([await store.count(), faults]).toEqual([0, []]);
    expect((await post(receiptOf())).status).toBe(204);
  });
});

describe('a store that fails', () => {
  it('makes senders come back later, and tells them nothing else', async () => {
    const path = join(folder(), 'secret-place.db');
    const { post, app, faults } = await openDesk({ store: await openSqlite(path) });
    const receipt = receiptOf();
    expect((await app.request(`${SITE}/healthz`)).status).toBe(200);
    rmSync(path);

    const response = await post(receipt);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(await response.json()).toEqual({ error: 'receipts cannot be stored right now' });
    const health = await app.request(`${SITE}/healthz`);
    expect([health.status, await health.json()]).toEqual([503, { ok: false }]);
    expect(faults.map(String)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('was deleted')),
    );
  });

  it('is a fault of ours at a notice', async () => {
    const { app, store, faults } = await openDesk();
    await store.close();
    const response = await app.request(`${SITE}/notices/${'A'.repeat(43)}`);
    expect([response.status, await response.json()]).toEqual([500, { error: 'something failed here' }]);
    expect(faults.map(String)).toEqual(['Error: the database is closed']);
  });
});

it('answers that it is well only by GET', async () => {
  const { app } = await openDesk();
  const response = await app.request(`${SITE}/healthz`);
  expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  const post = await app.request(`${SITE}/healthz`, { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

it.each(['/izin', '/a/b', '/izin/v1'])('works below %s, left on by a proxy', async (prefix) => {
  const { app, post } = await openDesk();
  expect((await post(receiptOf(), {}, `${SITE}${prefix}/receipts`)).status).toBe(204);
  expect((await app.request(`${SITE}${prefix}/healthz`)).status).toBe(200);
  expect((await app.request(`${SITE}${prefix}/receipts`)).status).toBe(405);
  expect((await app.request(`${SITE}${prefix}/notices/${'A'.repeat(43)}`)).status).toBe(404);
});

it('works mounted in the app of somebody else', async () => {
  const store = await openSqlite(':memory:');
  const host = new Hono().route('/izin', createReceiver({ store, version: VERSION, now: () => NOW }));
  const send = (body: string) =>
    host.request(`${SITE}/izin/receipts`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain' },
    });
  expect((await send(JSON.stringify(receiptOf()))).status).toBe(204);
  const refused = await send('{}');
  expect([refused.status, refused.headers.get('x-content-type-options')]).toEqual([422, 'nosniff']);
});

it('lets nothing be sniffed, framed or kept by a cache', async () => {
  const { app, post } = await openDesk();
  const answers = [
    await post(receiptOf()),
    await post('x'),
    await app.request(SITE),
    await app.request(ENDPOINT),
  ];
  for (const { headers } of answers) {
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  }
});

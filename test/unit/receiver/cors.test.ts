import { describe, expect, it } from 'vitest';
import { createReceiver } from '../../../src/receiver/receiver.ts';
import { openSqlite } from '../../../src/receiver/sqlite.ts';
import { ENDPOINT, SITE, VERSION, openDesk, receiptOf } from './desk.ts';

const SHOP = 'https://shop.example';
const EVIL = 'https://shop.example.evil.test';
const DESK = 'https://consent.example/receipts';

const corsOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

const READABLE = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers': 'Retry-After',
});

describe.each<[list: string, allowOrigins: string[]]>([
  ['no list', []],
  ['a list', [SHOP]],
])('with %s of origins', (list, allowOrigins) => {
  it.each<[who: string, headers: Record<string, string>, site: string, url: string]>([
    ['its own origin', { origin: SITE }, SITE, ENDPOINT],
    ['its own origin, port spelt out', { origin: SITE }, SITE, ENDPOINT.replace('.id/', '.id:443/')],
    ['nobody in particular', {}, SITE, DESK],
    [
      'its own origin behind a proxy',
      { origin: SHOP, 'sec-fetch-site': 'same-origin' },
      SHOP,
      'http://127.0.0.1:8787/receipts',
    ],
    [
      'its own origin that is not said',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      SHOP,
      'http://127.0.0.1:8787/receipts',
    ],
  ])('takes receipts of %s', async (_, { origin, ...headers }, site, url) => {
    const { app } = await openDesk({ allowOrigins });
    const response = await app.request(url, {
      method: 'POST',
      body: JSON.stringify(receiptOf({ site })),
      headers: { 'content-type': 'text/plain', ...(origin && { origin }), ...headers },
    });
    expect(response.status).toBe(204);
    expect(corsOf(response)).toEqual({});
    expect(response.headers.get('vary')).toBe('Origin');
  });

  it('lets the pages that are listed read the answer, refusals too', async () => {
    const { post } = await openDesk({ allowOrigins });
    const stored = await post(receiptOf({ site: SHOP }), { origin: SHOP }, DESK);
    const refused = await post('{}', { origin: SHOP }, DESK);
    expect([stored.status, refused.status]).toEqual([204, 422]);
    const expected = list === 'a list' ? READABLE(SHOP) : {};
    expect([corsOf(stored), corsOf(refused)]).toEqual([expected, expected]);
    expect(refused.headers.get('vary')).toBe('Origin');
  });

  it.each([
    EVIL,
    'http://shop.example',
    'https://shop.example:8443',
    'https://SHOP.example',
    'null',
    'https://example',
  ])('gives nothing to read to %s', async (origin) => {
    const { post, store } = await openDesk({ allowOrigins });
    const response = await post(receiptOf({ site: origin }), { origin }, DESK);
    expect(corsOf(response)).toEqual({});
    expect(response.headers.get('vary')).toBe('Origin');
    if (list === 'no list') return;
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: 'this origin is not allowed to send receipts here' });
    expect(await store.count()).toBe(0);
  });
});

it('answers the preflight of a listed origin', async () => {
  const { app } = await openDesk({ allowOrigins: [SHOP] });
  const ask = (origin: string) =>
    app.request(DESK, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
  const yes = await ask(SHOP);
  expect(yes.status).toBe(204);
  expect(corsOf(yes)).toEqual({
    ...READABLE(SHOP),
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
  });
  const no = await ask(EVIL);
  expect([no.status, corsOf(no), no.headers.get('vary')]).toEqual([403, {}, 'Origin']);
});

it('answers OPTIONS without a list, and allows nothing by it', async () => {
  const { app } = await openDesk();
  const response = await app.request(DESK, { method: 'OPTIONS', headers: { origin: SHOP } });
  expect([response.status, response.headers.get('allow'), corsOf(response)]).toEqual([
    204,
    'POST, OPTIONS',
    {},
  ]);
});

it('never allows cookies of another origin', async () => {
  const { post } = await openDesk({ allowOrigins: [SHOP] });
  const response = await post(receiptOf({ site: SHOP }), { origin: SHOP }, DESK);
  expect(response.headers.has('access-control-allow-credentials')).toBe(false);
});

it.each(['https://shop.example/', 'shop.example', '*', 'https://*.example', 'javascript:alert(1)', 'null'])(
  'does not start with %s in the list',
  async (origin) => {
    const store = await openSqlite(':memory:');
    expect(() => createReceiver({ store, version: VERSION, allowOrigins: [origin] })).toThrow(
      `allow-origin: found ${origin}, expected an origin such as https://contoh.co.id`,
    );
  },
);

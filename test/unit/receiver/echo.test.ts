import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/core/config/config.ts';
import { DAY, ENDPOINT, SITE, cookieOf, openDesk, receiptOf } from './desk.ts';

const configWith = (consent: object) => readConfig({ consent }).config;

/** The `Set-Cookie` that a receipt is answered with. */
async function echoed(
  cookie: string,
  options: Parameters<typeof openDesk>[0] = {},
  headers: Record<string, string> = {},
  url = ENDPOINT,
): Promise<string | null> {
  const { post } = await openDesk(options);
  const site = headers['origin'] && headers['origin'] !== 'null' ? headers['origin'] : SITE;
  const response = await post(receiptOf({ site }), { ...(cookie && { cookie }), ...headers }, url);
  expect(response.status).toBe(204);
  return response.headers.get('set-cookie');
}

it("sends the request's own cookie back, for the rest of its life", async () => {
  const text = cookieOf(10 * DAY);
  expect(await echoed(`a=b; izin=${text}; c=d`)).toBe(
    `izin=${text}; Max-Age=${170 * DAY}; Path=/; SameSite=Lax; Secure`,
  );
});

it('sends the very text back, also where our own writing would differ', async () => {
  const order = `${cookieOf(0)}&s.b=1&s.2=0&s.1=1`;
  expect(await echoed(`izin=${order}`)).toContain(`izin=${order}; `);
});

it('sends the newest of two back', async () => {
  const [old, young] = [cookieOf(9 * DAY), cookieOf(2 * DAY, { 'acme-chat': 'denied' })];
  expect(await echoed(`izin=${old}; izin=${young}`)).toContain(`izin=${young}; Max-Age=${178 * DAY};`);
  expect(await echoed(`izin=${young}; izin=${old}`)).toContain(`izin=${young};`);
});

it('sends the valid one of two back', async () => {
  const text = cookieOf(DAY);
  expect(await echoed(`izin=v=2&t=99999999999; izin=${text}`)).toContain(`izin=${text};`);
});

it.each([
  ['there is none', ''],
  ['there are only those of others', 'xizin=1; Izin=2; izin2=3'],
  ['it is odd', `izin=${cookieOf(0)}&extra=1`],
  ['it is quoted', `izin="${cookieOf(0)}"`],
  ['it smuggles an attribute', `izin=${cookieOf(0)}, Domain=evil.test`],
  ['it is empty', 'izin='],
  ['it has expired', `izin=${cookieOf(180 * DAY)}`],
  ['it is dated in the future', `izin=${cookieOf(-2 * DAY)}`],
  ['the newest is dated in the future', `izin=${cookieOf(DAY)}; izin=${cookieOf(-9 * DAY)}`],
  ['it is as old as the epoch', `izin=${cookieOf(0).replace(/t=\d+/, 't=0')}`],
])('sends nothing when %s', async (_, cookie) => {
  expect(await echoed(cookie)).toBeNull();
});

it("bears with a visitor's clock that runs a little ahead, and gives no more than the whole life", async () => {
  expect(await echoed(`izin=${cookieOf(-3_600)}`)).toContain(`; Max-Age=${180 * DAY};`);
});

it('never makes a cookie of a receipt', async () => {
  const { post } = await openDesk();
  const refused = cookieOf(0).replace('functional=1', 'functional=0');
  const response = await post(receiptOf(), { cookie: `izin=${refused}` }); // the receipt grants functional
  expect(response.headers.get('set-cookie')).toContain(`izin=${refused};`);
  expect((await post(receiptOf())).headers.has('set-cookie')).toBe(false);
});

it('sends nothing with a refusal', async () => {
  const { post } = await openDesk();
  expect((await post('{}', { cookie: `izin=${cookieOf(0)}` })).headers.has('set-cookie')).toBe(false);
});

it.each([
  ['the days of the option first', { days: 30, config: configWith({ days: 90 }) }, 30],
  ['else those of the configuration', { config: configWith({ days: 90 }) }, 90],
  ['else 180', {}, 180],
])('counts %s', async (_, options, days) => {
  expect(await echoed(`izin=${cookieOf(DAY)}`, options)).toContain(`; Max-Age=${(days - 1) * DAY};`);
  expect(await echoed(`izin=${cookieOf(days * DAY)}`, options)).toBeNull();
});

describe('Domain', () => {
  it.each([
    ['the host under it', 'contoh.co.id', '; Domain=contoh.co.id'],
    ['the host itself', 'toko.contoh.co.id', '; Domain=toko.contoh.co.id'],
    ['another host', 'other.example', ''],
    ['a host that only ends alike', 'o.contoh.co.id', ''],
    ['no domain', '', ''],
  ])('is set for %s', async (_, domain, expected) => {
    const options = { config: configWith(domain ? { domain } : {}) };
    const cookie = await echoed(`izin=${cookieOf(0)}`, options);
    expect(cookie?.replace(/^.*; Secure/, '')).toBe(expected);
  });
});

describe('Secure', () => {
  const cookie = `izin=${cookieOf(0)}`;
  const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'toko.contoh.co.id' };

  it('is set as the page came, whatever a proxy made of it', async () => {
    expect(await echoed(cookie, {}, { origin: SITE }, 'http://toko.contoh.co.id/receipts')).toMatch(
      /; Secure$/,
    );
    const plain = 'http://localhost:8080';
    expect(await echoed(cookie, {}, { origin: plain }, `${plain}/receipts`)).toMatch(/; SameSite=Lax$/);
  });

  it('believes the proxy only when told to', async () => {
    const inner = 'http://127.0.0.1:8787/receipts';
    expect(await echoed(cookie, { trustProxy: true }, proxied, inner)).toMatch(/; Secure$/);
    expect(await echoed(cookie, {}, proxied, inner)).toBeNull();
  });

  it('follows the address where the page says no origin', async () => {
    const { app } = await openDesk({ trustProxy: true });
    const send = async (url: string, headers: Record<string, string>) => {
      const body = JSON.stringify(receiptOf());
      const init = { method: 'POST', body, headers: { 'content-type': 'text/plain', cookie, ...headers } };
      return (await app.request(url, init)).headers.get('set-cookie');
    };
    expect(await send(ENDPOINT, {})).toMatch(/; Secure$/);
    expect(await send('http://127.0.0.1:8787/receipts', {})).toMatch(/; SameSite=Lax$/);
    expect(await send('http://127.0.0.1:8787/receipts', { 'x-forwarded-proto': 'https' })).toMatch(
      /; Secure$/,
    );
  });
});

it('sends nothing to a page of another origin, also a listed one', async () => {
  const other = 'https://www.contoh.co.id';
  for (const allowOrigins of [[], [other]]) {
    expect(await echoed(`izin=${cookieOf(0)}`, { allowOrigins }, { origin: other })).toBeNull();
  }
});

it('knows the page as its own behind a proxy that changes the host, where the browser says so', async () => {
  const headers = { origin: SITE, 'sec-fetch-site': 'same-origin' };
  const cookie = await echoed(`izin=${cookieOf(0)}`, {}, headers, 'http://127.0.0.1:8787/receipts');
  expect(cookie).toMatch(/; Secure$/);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqlite } from '../../src/receiver/sqlite.ts';
import { after, drop, hang, status, type Answer } from './answers.ts';
import { expect, SHOP, test as base, type Visit } from './page.ts';
import { startReceiver, type Receiving } from './receiving.ts';
import { DIST } from './world.ts';

const ENDPOINT = 'toko.test/izin/receipts';
const config = { ...SHOP, receipts: { endpoint: '/izin/receipts' } };

const test = base.extend<{ receiver: Receiving }>({
  receiver: async ({ visit }, use) => {
    const receiver = await startReceiver(config);
    visit.world.answer(ENDPOINT, receiver.answer);
    await use(receiver);
    await visit.context.close();
    await receiver.close();
  },
});

const open = (visit: Visit): Promise<void> => visit.open('', { config });
const sent = (visit: Visit) => visit.world.seen.filter(({ path }) => path === '/izin/receipts');
const events = async (receiver: Receiving): Promise<string[]> =>
  (await receiver.receipts()).map(({ event }) => event);

/** Once every decision has arrived, nothing more may. */
async function arrive(visit: Visit, receiver: Receiving, expected: readonly string[]): Promise<void> {
  await expect.poll(() => events(receiver), { timeout: 20_000 }).toEqual(expected);
  await visit.quiet();
  expect(await events(receiver)).toEqual(expected);
}

test('every decision is in the database, once, as a chain, with what was chosen', async ({
  visit,
  receiver,
}) => {
  await open(visit);
  await visit.choose({ performance: true });
  await arrive(visit, receiver, ['partial']);
  await visit.page.evaluate(() => window.izin.acceptAll());
  await visit.page.evaluate(() => window.izin.withdraw());
  await arrive(visit, receiver, ['partial', 'changed', 'withdrawn']);

  const [first, second, third] = await receiver.receipts();
  expect(first).toMatchObject({
    schema: 'urn:izin:consent-receipt:1',
    prev: null,
    event: 'partial',
    choices: { necessary: true, functional: false, performance: true, marketing: false },
    services: { maps: false, stats: true, ads: false },
    shown: ['necessary', 'functional', 'performance', 'marketing'],
    defaults: { necessary: true, functional: false, performance: false, marketing: false },
    language: 'en',
    controller: { name: 'PT Contoh Indonesia', contact: 'privasi@contoh.co.id' },
    jurisdiction: 'ID',
    ui: { surface: 'notice', action: 'save', trusted: true },
    signals: { gpc: false },
    site: visit.origin,
    withdraw: `${visit.origin}/#izin`,
    notice: { policyUrl: `${visit.origin}/en/privacy` },
  });
  expect(second).toMatchObject({
    prev: first?.receiptId,
    recordId: first?.recordId,
    choices: { marketing: true },
    ui: { surface: 'api', trusted: false },
  });
  expect(third).toMatchObject({
    prev: second?.receiptId,
    recordId: first?.recordId,
    choices: { marketing: false, performance: false },
  });
  expect((await visit.record())?.get('id')).toBe(first?.recordId);
  expect(await visit.page.evaluate(() => window.izin.receipt()?.receiptId)).toBe(third?.receiptId);
  const lived = Date.parse(first?.validUntil ?? '') - Date.parse(first?.at ?? '');
  expect(Math.round(lived / 86_400_000)).toBe(180);
});

test('a receipt and the notice under its hash say what was consented to, in the language shown', async ({
  visit,
  receiver,
}) => {
  await open(visit);
  await visit.press('Reject all');
  await arrive(visit, receiver, ['refused']);
  await visit.context.clearCookies();
  await visit.open('', { config, lang: 'id' });
  await visit.press('Terima semua');
  await expect.poll(() => events(receiver)).toHaveLength(2);
  for (const [at, language] of ['en', 'id'].entries()) {
    const receipt = (await receiver.receipts())[at];
    expect(receipt?.language).toBe(language);
    expect(receipt?.notice.hash).toMatch(/^sha256-/);
    expect(await receiver.notice(receipt?.notice.hash ?? '')).toMatchObject({
      schema: 'urn:izin:notice:1',
      language,
      site: { name: 'Toko Contoh', controller: 'PT Contoh Indonesia' },
      services: {
        stats: {
          category: 'performance',
          hosts: ['stats.test'],
          cookies: [{ name: '_st*', lifespan: 'P1Y' }],
        },
      },
    });
  }
});

test('a receipt tells nothing of who the visitor is or what they read', async ({ visit, receiver }) => {
  await visit.open('', { config, path: '/obat/rahasia' });
  await visit.press('Accept all');
  await arrive(visit, receiver, ['given']);
  const [seen] = sent(visit);
  expect(seen?.body).not.toMatch(/rahasia|Mozilla|Chrome|127\.0\.0\.1/);
  // No preflight, which could die with the page.
  expect(sent(visit).map(({ method, headers }) => [method, headers['content-type']])).toEqual([
    ['POST', 'text/plain;charset=UTF-8'],
  ]);
  expect(Object.keys(JSON.parse(seen?.body ?? '{}')).toSorted()).toEqual([
    'agent',
    'at',
    'choices',
    'controller',
    'defaults',
    'event',
    'jurisdiction',
    'language',
    'notice',
    'prev',
    'receiptId',
    'recordId',
    'schema',
    'services',
    'shown',
    'signals',
    'site',
    'ui',
    'validUntil',
    'withdraw',
  ]);
});

test('tells a click by a tool from one by a person, and honours both', async ({ visit, receiver }) => {
  await open(visit);
  await expect(visit.notice).toBeVisible();
  await visit.page.evaluate(() =>
    document.querySelector<HTMLElement>('#izin [data-izin-action="reject-all"]')?.click(),
  );
  await arrive(visit, receiver, ['refused']);
  expect((await receiver.receipts())[0]?.ui).toEqual({
    surface: 'notice',
    action: 'reject-all',
    trusted: false,
  });
  expect((await visit.record())?.get('marketing')).toBe('0');
});

test('arrives once, after an endpoint that fails three times and then hangs', async ({ visit, receiver }) => {
  await visit.page.clock.install();
  visit.world.answer(ENDPOINT, status(503), status(503), status(503), hang, receiver.answer);
  await open(visit);
  await visit.press('Accept all');
  // The decision does not wait for its receipt.
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.record())?.get('marketing')).toBe('1');
  for (let tries = 1; tries <= 5; tries++) {
    // The installed clock goes on by itself, so the next try may be under way already.
    await expect.poll(() => sent(visit).length).toBeGreaterThanOrEqual(tries);
    await visit.page.clock.fastForward(30_000);
  }
  await arrive(visit, receiver, ['given']);
  expect(sent(visit)).toHaveLength(5);
});

test('arrives once, though the page is left after each attempt', async ({ visit, receiver }) => {
  visit.world.answer(ENDPOINT, drop, status(503), status(500), status(408), status(429), receiver.answer);
  await open(visit);
  await visit.press('Accept all');
  await expect.poll(() => sent(visit).length).toBeGreaterThan(0);
  for (let pages = 0; pages < 8 && !(await receiver.receipts()).length; pages++) {
    await visit.reload();
    await visit.quiet();
  }
  await arrive(visit, receiver, ['given']);
  await visit.reload();
  await arrive(visit, receiver, ['given']);
});

test('waits as long as the endpoint asks', async ({ visit, receiver }) => {
  await visit.page.clock.install();
  visit.world.answer(ENDPOINT, status(429, { 'retry-after': '120' }), receiver.answer);
  await open(visit);
  await visit.press('Accept all');
  await expect.poll(() => sent(visit).length).toBe(1);
  await visit.quiet();
  await visit.page.clock.fastForward(80_000);
  await visit.quiet();
  expect(sent(visit)).toHaveLength(1);
  await visit.page.clock.fastForward(100_000);
  await arrive(visit, receiver, ['given']);
});

test('is there for whoever asks right after a decision, or leaves with it', async ({ visit, receiver }) => {
  visit.write('', { path: '/lain', config });
  await open(visit);
  await expect(visit.notice).toBeVisible();
  const [first, second] = await visit.page.evaluate(() => {
    window.izin.acceptAll();
    const given = window.izin.receipt();
    window.izin.withdraw();
    location.href = '/lain';
    return [given?.event, window.izin.receipt()?.event];
  });
  expect([first, second]).toEqual(['given', 'withdrawn']);
  await visit.page.waitForURL('**/lain');
  await arrive(visit, receiver, ['given', 'withdrawn']);
});

test('arrives once, though the tab is closed right after the click', async ({ visit, receiver }) => {
  const other = await visit.tab();
  await open(other);
  await open(visit);
  await visit.press('Accept all');
  await visit.page.close();
  await arrive(other, receiver, ['given']);
  await other.reload();
  await arrive(other, receiver, ['given']);
});

test('arrives once, though the visitor goes elsewhere right after the click and the endpoint was down', async ({
  visit,
  receiver,
}) => {
  visit.world.answer(ENDPOINT, drop, drop);
  await open(visit);
  await expect(visit.notice).toBeVisible();
  await visit.page.evaluate(() => {
    document.querySelector<HTMLElement>('#izin [data-izin-action="accept-all"]')?.click();
    location.href = 'https://elsewhere.test/next.html';
  });
  await visit.page.waitForURL('https://elsewhere.test/**');
  visit.world.answer(ENDPOINT, receiver.answer);
  await open(visit);
  await arrive(visit, receiver, ['given']);
});

test('arrives once from two tabs that decide while the endpoint is down', async ({ visit, receiver }) => {
  visit.world.answer(ENDPOINT, status(503));
  await open(visit);
  const other = await visit.tab();
  await open(other);
  await visit.press('Accept all');
  await other.page.evaluate(() => window.izin.choose({ marketing: 'denied' }));
  await expect.poll(async () => (await visit.state()).decisions.marketing).toBe('denied');
  await visit.page.evaluate(() => window.izin.choose({ functional: 'denied' }));
  visit.world.answer(ENDPOINT, receiver.answer);
  await Promise.all([visit.reload(), other.reload()]);
  await expect.poll(async () => (await receiver.receipts()).length, { timeout: 20_000 }).toBe(3);
  await visit.quiet();
  const receipts = await receiver.receipts();
  expect(receipts.map(({ event }) => event).toSorted()).toEqual(['changed', 'changed', 'given']);
  expect(new Set(receipts.map(({ recordId }) => recordId)).size).toBe(1);
  expect((await visit.record())?.toString()).toMatch(/functional=0&performance=1&marketing=0/);
});

test('arrives when the visitor is online again', async ({ visit, receiver }) => {
  await open(visit);
  await expect(visit.notice).toBeVisible();
  await visit.context.setOffline(true);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.record())?.get('marketing')).toBe('1');
  await visit.context.setOffline(false);
  await arrive(visit, receiver, ['given']);
});

test('granted and withdrawn offline, the cookie and the next page say denied', async ({
  visit,
  receiver,
}) => {
  // Without a network nothing more of the script can be loaded either.
  visit.forgive(/^izin: .*Failed to fetch/);
  await open(visit);
  await expect(visit.notice).toBeVisible();
  await visit.context.setOffline(true);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.withdraw());
  await visit.context.setOffline(false);
  await arrive(visit, receiver, ['given', 'withdrawn']);
  expect((await visit.record())?.get('marketing')).toBe('0');
  await visit.reload();
  await visit.quiet();
  expect((await visit.state()).decisions.marketing).toBe('denied');
});

test('an answer to an old grant does not bring its cookie back', async ({ visit, receiver }) => {
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  visit.world.answer(ENDPOINT, after(answered, receiver.answer), receiver.answer);
  await open(visit);
  await visit.press('Accept all');
  await expect.poll(() => sent(visit).length).toBe(1);
  // The clock of the record has whole seconds: the newer of the two must be told apart by it.
  await visit.page.waitForFunction((then) => Date.now() > then + 1_100, Date.now());
  await visit.page.evaluate(() => window.izin.withdraw());
  answer();
  await arrive(visit, receiver, ['given', 'withdrawn']);
  expect((await visit.record())?.get('marketing')).toBe('0');
  await visit.reload();
  expect((await visit.state()).decisions.marketing).toBe('denied');
});

test('the endpoint sends the cookie back over HTTP, for browsers that trust scripts less', async ({
  visit,
  receiver,
  scheme,
}) => {
  const answers: (string | undefined)[] = [];
  const listening: Answer = async (seen, response) => {
    const { writeHead } = response;
    response.writeHead = ((code: number, headers: Record<string, string>) => {
      answers.push(headers['set-cookie']);
      return writeHead.call(response, code, headers);
    }) as typeof writeHead;
    await receiver.answer(seen, response);
  };
  visit.world.answer(ENDPOINT, listening);
  await open(visit);
  await visit.press('Accept all');
  await arrive(visit, receiver, ['given']);
  const cookie = (await visit.context.cookies()).find(({ name }) => name === 'izin');
  expect(answers).toHaveLength(1);
  expect(answers[0]).toContain(`izin=${cookie?.value}; Max-Age=`);
  expect(answers[0]?.includes('Secure')).toBe(scheme === 'https');
});

test('a receipt that is refused for good is kept aside, reported once, and blocks no other', async ({
  visit,
  receiver,
}) => {
  visit.forgive(/^izin: .*refused.*422/);
  visit.world.answer(ENDPOINT, status(422), receiver.answer);
  await open(visit);
  await visit.press('Accept all');
  await expect.poll(() => visit.complaints()).toHaveLength(1);
  const refused: { receiptId: string } = JSON.parse(sent(visit)[0]?.body ?? '{}');
  await visit.page.evaluate(() => window.izin.withdraw());
  await arrive(visit, receiver, ['withdrawn']);
  await visit.reload();
  await visit.quiet();
  expect(sent(visit)).toHaveLength(2);
  expect(visit.complaints()).toHaveLength(1);
  expect(await visit.page.evaluate(() => JSON.stringify(localStorage))).toContain(refused.receiptId);
});

test('goes to an endpoint of another host, past every guard', async ({ visit }) => {
  await visit.open('', {
    config: { ...SHOP, unlisted: 'hold-all', receipts: { endpoint: 'https://consent.test/receipts' } },
  });
  await visit.press('Reject all');
  await expect.poll(() => visit.outside()).toEqual(['POST consent.test/receipts']);
});

test('without an endpoint it stays with the visitor', async ({ visit }) => {
  await visit.open();
  await visit.press('Reject all');
  await visit.quiet();
  expect(visit.world.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(await visit.page.evaluate(() => window.izin.receipt())).toMatchObject({
    event: 'refused',
    language: 'en',
  });
  await visit.reload();
  expect(await visit.page.evaluate(() => window.izin.receipt()?.event)).toBe('refused');
});

test('arrives though the browser denies storage', async ({ visit, receiver }) => {
  await visit.context.addInitScript(() => {
    for (const area of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, area, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await open(visit);
  await visit.press('Accept all');
  await arrive(visit, receiver, ['given']);
});

test('from the click into the file that izin receive keeps', async ({ visit }) => {
  const folder = await mkdtemp(join(tmpdir(), 'izin-'));
  const file = join(folder, 'izin.config.json');
  await writeFile(file, JSON.stringify(config));
  const args = [
    join(DIST, 'cli.js'),
    'receive',
    '--port',
    '0',
    '--db',
    join(folder, 'receipts.db'),
    '--config',
    file,
    '--trust-proxy',
  ];
  const receive = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface(receive.stdout), 'line')) as [string];
    const [address = ''] = /http\S+\/receipts/.exec(line) ?? [];
    // What a proxy on the site's own host does.
    visit.world.answer(ENDPOINT, async ({ method, scheme, host, headers, body }, response) => {
      const { 'content-type': type = '', cookie = '', origin = '', 'sec-fetch-site': site } = headers;
      const answer = await fetch(address, {
        method,
        body,
        headers: {
          'content-type': type,
          cookie,
          origin,
          'x-forwarded-host': host,
          'x-forwarded-proto': scheme,
          ...(typeof site === 'string' && { 'sec-fetch-site': site }),
        },
      });
      response.writeHead(answer.status, { 'set-cookie': answer.headers.getSetCookie() }).end();
    });
    await open(visit);
    await visit.choose({ performance: true });
    const id = (await visit.record())?.get('id');
    const store = await openSqlite(join(folder, 'receipts.db'));
    await expect.poll(() => store.count(), { timeout: 15_000 }).toBe(1);
    const [stored] = await store.list({ limit: 1 });
    await store.close();
    expect(stored?.receipt).toMatchObject({
      recordId: id,
      event: 'partial',
      language: 'en',
      site: visit.origin,
    });
    expect(stored?.receipt.notice.hash).toMatch(/^sha256-/);
  } finally {
    receive.kill();
    await once(receive, 'exit');
    await rm(folder, { recursive: true });
  }
});

import type { Receipt } from './izin.ts';
import { expect, SHOP, test, type Visit } from './page.ts';

const DAY = 86_400; // s
const now = (): number => Math.floor(Date.now() / 1000);

const body = `
  <script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>
  <script type="text/plain" data-category="marketing" data-src="https://ads.test/b.js"></script>`;

const cookie = async (visit: Visit, name = 'izin') =>
  (await visit.context.cookies()).filter((found) => found.name === name);

/** Puts another text into the visitor's cookie. */
async function replant(visit: Visit, edit: (text: string) => string): Promise<void> {
  const [found] = await cookie(visit);
  if (!found) throw new Error('there is no cookie to change');
  await visit.context.addCookies([{ ...found, value: edit(found.value) }]);
}

const dated =
  (time: number) =>
  (text: string): string =>
    text.replace(/&t=\d+/, `&t=${time}`);

test('keeps a decision in one cookie, readable by anybody', async ({ visit, scheme }) => {
  await visit.open(body);
  await visit.choose({ performance: true });
  await expect(visit.notice).toHaveCount(0);
  const [found, ...more] = await cookie(visit);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    path: '/',
    sameSite: 'Lax',
    secure: scheme === 'https',
    httpOnly: false,
    domain: 'toko.test',
  });
  expect((found?.expires ?? 0) - now()).toBeGreaterThan(179 * DAY);
  expect((found?.expires ?? 0) - now()).toBeLessThanOrEqual(180 * DAY);
  const record = new URLSearchParams(found?.value);
  expect(Object.fromEntries(record)).toMatchObject({
    v: '1',
    functional: '0',
    performance: '1',
    marketing: '0',
  });
  expect(Math.abs(Number(record.get('t')) - now())).toBeLessThan(60);
  expect(found?.value).toContain('marketing=0');
});

test('a decision, and a refusal just as long, survives reloads and other pages', async ({ visit }) => {
  await visit.open(body);
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  for (const path of ['/', '/produk/kopi']) {
    await visit.open(body, { path });
    await visit.quiet();
    await expect(visit.notice).toHaveCount(0);
    expect((await visit.state()).decided).toBe(true);
  }
  expect(visit.outside()).toEqual([]);
});

test('a decision follows into another open tab', async ({ visit }) => {
  await visit.open(body);
  const other = await visit.tab();
  await other.open(body);
  await expect(other.notice).toBeVisible();
  await visit.choose({ performance: true });
  await expect(other.notice).toHaveCount(0);
  await expect.poll(() => other.ran()).toEqual(['stats.test/a.js']);
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
});

test('a choice in one tab leaves what another has just refused', async ({ visit }) => {
  // Tabs may hear of each other late, or not at all; the cookie is what they share.
  await visit.context.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
  await visit.open(body);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  const other = await visit.tab();
  await other.open(body);
  await other.page.evaluate(() => window.izin.choose({ marketing: 'denied' }));
  await expect.poll(async () => (await other.record())?.get('marketing')).toBe('0');
  await visit.page.evaluate(() => window.izin.choose({ functional: 'denied' }));
  expect((await visit.record())?.toString()).toMatch(/functional=0&performance=1&marketing=0/);
  expect((await visit.state()).decisions.marketing).toBe('denied');
});

test('what was decided in another tab and is not touched in this one is not undone by saving here', async ({
  visit,
}) => {
  await visit.context.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
  const receiptOf = (tab: Visit): Promise<Receipt | undefined> =>
    tab.page.evaluate(() => window.izin.receipt());
  const other = await visit.tab();
  const both = async (places: readonly Visit[]): Promise<void> => {
    await visit.context.clearCookies();
    for (const tab of places) await tab.open(body);
    for (const tab of places) await expect(tab.notice).toBeVisible();
  };

  await both([visit, other]);
  await visit.switchOf('functional').setChecked(true);
  await other.choose({ performance: true, marketing: true });
  const first = await receiptOf(other);
  await visit.press('Save choice');
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.record())?.toString()).toMatch(/functional=1&performance=1&marketing=1/);
  const second = await receiptOf(visit);
  expect(second).toMatchObject({ event: 'changed', prev: first?.receiptId, recordId: first?.recordId });

  // The same in the preferences.
  await both([visit, other]);
  await visit.press('Cookie settings');
  await visit.preferences.locator('input[data-category="functional"]').setChecked(true);
  await other.choose({ performance: true });
  await visit.preferences.getByRole('button', { name: 'Save choice' }).click();
  await expect(visit.preferences).toHaveCount(0);
  expect((await visit.record())?.toString()).toMatch(/functional=1&performance=1&marketing=0/);

  // An answer to everything is one, and grants nothing on its way.
  await both([visit, other]);
  await other.press('Accept all');
  await expect(other.notice).toHaveCount(0);
  const granted = await visit.page.evaluate(() => {
    const seen: string[] = [];
    window.izin.subscribe(({ decisions }) => seen.push(decisions.marketing));
    document.querySelector<HTMLElement>('#izin [data-izin-action=reject-all]')?.click();
    return seen.includes('granted');
  });
  expect(granted).toBe(false);
  expect((await visit.record())?.toString()).toMatch(/functional=0&performance=0&marketing=0/);
  expect((await receiptOf(visit))?.event).toBe('changed');
});

test('a decision made elsewhere is noticed when the visitor comes back to the tab', async ({ visit }) => {
  await visit.open(body);
  await visit.choose({ performance: true });
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  await replant(visit, (text) => dated(now() + 0)(text).replace('performance=1', 'performance=0'));
  await visit.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect.poll(async () => (await visit.state()).decisions.performance).toBe('denied');
});

test.describe('counts as no decision', () => {
  const undecided = async (visit: Visit): Promise<void> => {
    await visit.reload();
    await expect(visit.notice).toBeVisible();
    expect(await visit.state()).toMatchObject({
      decided: false,
      decisions: { performance: 'denied', marketing: 'denied' },
    });
    await visit.quiet();
  };
  async function decide(visit: Visit, config: object = SHOP): Promise<void> {
    await visit.open('', { config });
    await visit.press('Accept all');
    await expect(visit.notice).toHaveCount(0);
    visit.write(body, { config });
  }

  test('one that is older than the days it stands', async ({ visit }) => {
    await decide(visit, { ...SHOP, consent: { days: 30 } });
    await replant(visit, dated(now() - 30 * DAY + 60));
    await visit.reload();
    await expect.poll(() => visit.ran()).toHaveLength(2);
    visit.world.reset();
    visit.write(body, { config: { ...SHOP, consent: { days: 30 } } });
    await replant(visit, dated(now() - 30 * DAY - 60));
    await undecided(visit);
    expect(visit.outside()).toEqual([]);
  });

  test('one that is dated in the future', async ({ visit }) => {
    await decide(visit);
    await replant(visit, dated(now() + DAY));
    await undecided(visit);
    expect(visit.outside()).toEqual([]);
  });

  test('one that says anything odd', async ({ visit }) => {
    await decide(visit);
    const [good] = await cookie(visit);
    const odd: ((text: string) => string)[] = [
      () => '1',
      () => 'true',
      () => '%',
      () => '{"marketing":true}',
      (text) => text.replace('v=1', 'v=2'),
      (text) => text.replace('marketing=1', 'marketing=yes'),
      (text) => text.replace('&marketing=1', ''),
      (text) => text.replace(/&id=[^&]*/, '&id=x'),
      (text) => text.replace(/&t=\d+/, '&t=1e9'),
      (text) => text.replace(/&a=[^&]*/, '&a=abc'),
      (text) => `${text}&performance=1`,
      (text) => `${text}&s.__proto__=1`,
      (text) => `${text}&s.stats=1&s.stats=0`,
      (text) => `${text}&x=1`,
      (text) => encodeURIComponent(text),
      (text) => `"${text}"`,
      (text) => text + '&s.a=1'.repeat(600),
    ];
    const decided: string[] = [];
    for (const edit of odd) {
      await visit.page.evaluate(
        (text) => (document.cookie = `izin=${text}; path=/; max-age=9999`),
        edit(good?.value ?? ''),
      );
      await visit.reload();
      if ((await visit.state()).decided) decided.push(String(edit));
    }
    expect(decided).toEqual([]);
    expect(visit.outside()).toEqual([]);
  });

  test('one that answers no question of today', async ({ visit }) => {
    await decide(visit);
    await replant(visit, (text) => text.replace(/&a=[^&]*/, '&a='));
    await undecided(visit);
    expect(visit.outside()).toEqual([]);
  });
});

test.describe('asks again', () => {
  const { stats, ads, maps } = SHOP.services;
  const withServices = (services: object, more: object = {}): object => ({ ...SHOP, ...more, services });
  const heat = { category: 'performance', name: 'Heat', hosts: ['heat.test'] };
  const page = `${body}<script type="text/plain" data-category="performance" data-service="heat" data-src="https://heat.test/c.js"></script>`;

  async function accepted(visit: Visit, config: object = SHOP): Promise<void> {
    await visit.open('', { config });
    await visit.press('Accept all');
    await expect(visit.notice).toHaveCount(0);
  }

  test('for a new service only, and earlier choices stand meanwhile', async ({ visit }) => {
    await visit.open();
    await visit.choose({ performance: true });
    await expect(visit.notice).toHaveCount(0);
    await visit.open(page, { config: withServices({ stats, ads, maps, heat }) });
    await expect(visit.notice).toBeVisible();
    // Part of it is new and held, which no switch can say.
    await expect(visit.notice.getByRole('checkbox', { name: 'Performance' })).toBeChecked({
      indeterminate: true,
    });
    await expect(visit.notice.getByRole('switch', { name: 'Functional' })).not.toBeChecked();
    await expect(visit.notice.getByRole('switch', { name: 'Marketing' })).not.toBeChecked();
    await visit.quiet();
    expect(visit.outside()).toEqual(['stats.test/a.js']);
    expect(await visit.state()).toMatchObject({
      decided: false,
      services: { stats: 'granted', heat: 'denied' },
    });
    await visit.press('Cookie settings');
    await expect(visit.preferences.getByText('some services: 1 of 2')).toBeVisible();
    await visit.page.keyboard.press('Escape');

    // Who saves without a touch has not asked for what is new.
    await visit.press('Save choice');
    await expect(visit.notice).toHaveCount(0);
    expect(await visit.state()).toMatchObject({
      decided: true,
      services: { stats: 'granted', heat: 'denied' },
    });
    await visit.reload();
    await visit.quiet();
    await expect(visit.notice).toHaveCount(0);
    expect(visit.outside()).toEqual(['stats.test/a.js', 'stats.test/a.js']);
  });

  test('and whoever switches a part of it off and on again has switched all of it on', async ({ visit }) => {
    await visit.open();
    await visit.choose({ performance: true });
    await visit.open('', { config: withServices({ stats, ads, maps, heat }) });
    const own = visit.switchOf('performance');
    await own.click();
    await expect(own).not.toBeChecked();
    await own.click();
    await expect(own).toBeChecked({ indeterminate: false });
    await expect(own).toBeChecked();
    // So it is in the preferences, and after a configuration that is another, or comes again.
    const next = { ...SHOP, services: { stats, ads, maps, heat } };
    for (const days of [180, 90]) {
      await visit.page.evaluate((config) => window.izin.run(config), { ...next, consent: { days } });
      await visit.press('Cookie settings');
      await expect(visit.preferences.locator('input[data-category="performance"]')).toBeChecked();
      await expect(visit.preferences.getByText('some services')).toHaveCount(0);
      await visit.page.keyboard.press('Escape');
    }
    await visit.press('Save choice');
    await expect(visit.notice).toHaveCount(0);
    expect((await visit.state()).services).toMatchObject({
      stats: 'granted',
      heat: 'granted',
      ads: 'denied',
    });
  });

  test('and saving decides on what is to be seen on the first layer only', async ({ visit }) => {
    const pin = { category: 'functional', name: 'Pin', hosts: ['pin.test'] };
    const tags = { category: 'any', name: 'Tags', hosts: ['tags.test'] };
    const before = { stats, ads, maps, pin, tags };
    const after = { config: withServices({ ...before, heat }) };
    const decide = (choices: object): Promise<void> =>
      visit.page.evaluate((all) => window.izin.choose(all as never), choices);
    const services = async (): Promise<object> => (await visit.state()).services;

    await visit.open('', { config: withServices(before) });
    await visit.press('Accept all');
    await decide({ maps: 'denied', tags: 'denied', marketing: 'denied', ads: 'granted' });
    await visit.open('', after);
    await expect(visit.switchOf('functional')).toBeChecked();
    await visit.press('Save choice');
    await expect(visit.notice).toHaveCount(0);
    const kept = { stats: 'granted', ads: 'granted', maps: 'denied', pin: 'granted', tags: 'denied' };
    expect(await services()).toEqual({ ...kept, heat: 'denied' });

    // A switch that was moved speaks for its whole category, and for no other.
    await visit.context.clearCookies();
    await visit.open('', { config: withServices(before) });
    await visit.press('Accept all');
    await decide({ maps: 'denied', marketing: 'denied', ads: 'granted' });
    await visit.open('', after);
    await visit.choose({ marketing: true, performance: false });
    await expect(visit.notice).toHaveCount(0);
    expect(await services()).toEqual({ ...kept, stats: 'denied', tags: 'granted', heat: 'denied' });
  });

  test('and a decision made meanwhile stands, its switch with it', async ({ visit }) => {
    await visit.open('');
    await visit.switchOf('marketing').setChecked(true);
    await visit.page.evaluate(() => window.izin.choose({ maps: 'granted', performance: 'granted' }));
    await expect(visit.switchOf('performance')).toBeChecked();
    await expect(visit.switchOf('functional')).not.toBeChecked();
    await expect(visit.switchOf('marketing')).toBeChecked();
    await visit.press('Save choice');
    await expect(visit.notice).toHaveCount(0);
    expect(await visit.state()).toMatchObject({
      decisions: { functional: 'denied', performance: 'granted', marketing: 'granted' },
      services: { maps: 'granted', stats: 'granted', ads: 'granted' },
    });
  });

  test('nobody where nothing is on offer', async ({ visit }) => {
    const categories = { functional: false, performance: false, marketing: false };
    await visit.open('', { config: { ...SHOP, categories } });
    await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();
    await expect(visit.notice).toHaveCount(0);
    // Whoever waits for a decision need not wait: nothing is left to ask, and nothing is granted.
    expect(await visit.state()).toMatchObject({ decided: true, decisions: { performance: 'denied' } });
    expect(await visit.record()).toBeUndefined();
    // Once there is something, it is asked.
    await visit.page.evaluate((config) => window.izin.run(config), SHOP);
    await expect(visit.notice).toBeVisible();
    expect((await visit.state()).decided).toBe(false);
  });

  test('a refusal of what is new leaves the rest as it was', async ({ visit }) => {
    await accepted(visit);
    await visit.open(page, { config: withServices({ stats, ads, maps, heat }) });
    await visit.page.evaluate(() => window.izin.choose({ heat: 'denied' }));
    await expect(visit.notice).toHaveCount(0);
    await visit.quiet();
    expect(visit.outside().toSorted()).toEqual(['ads.test/b.js', 'stats.test/a.js']);
  });

  test('for a service that has moved to another category', async ({ visit }) => {
    await accepted(visit);
    await visit.open(
      `<script type="text/plain" data-category="performance" data-service="ads" data-src="https://ads.test/b.js"></script>`,
      { config: withServices({ stats, maps, ads: { ...ads, category: 'performance' } }) },
    );
    await expect(visit.notice).toBeVisible();
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    expect((await visit.state()).services).toMatchObject({ ads: 'denied', stats: 'granted' });
  });

  test('for a category that was switched on', async ({ visit }) => {
    await accepted(visit, { ...SHOP, categories: { marketing: false } });
    await visit.open(body);
    await expect(visit.notice).toBeVisible();
    await expect(visit.switchOf('marketing')).not.toBeChecked();
    await expect(visit.switchOf('performance')).toBeChecked();
    await visit.quiet();
    expect(visit.outside()).toEqual(['stats.test/a.js']);
  });

  test('when the owner marks a revision', async ({ visit }) => {
    await accepted(visit);
    await visit.open(body, { config: { ...SHOP, consent: { revision: '2026-11' } } });
    await expect(visit.notice).toBeVisible();
    expect((await visit.state()).decisions).toMatchObject({ performance: 'granted', marketing: 'granted' });
    await visit.press('Save choice');
    await visit.reload();
    await visit.quiet();
    await expect(visit.notice).toHaveCount(0);
  });

  test('not for fewer services, other words or another order', async ({ visit }) => {
    await accepted(visit);
    await visit.open(body, {
      config: {
        texts: { en: { 'notice.title': 'Other words' } },
        categories: { marketing: true, performance: true, functional: true },
        services: {
          maps: { ...maps, name: 'Other', hosts: ['maps.test', 'more.test'] },
          stats: { ...stats, cookies: [] },
        },
        site: { ...SHOP.site, name: 'Toko Lain' },
      },
    });
    await visit.quiet();
    await expect(visit.notice).toHaveCount(0);
    expect((await visit.state()).decided).toBe(true);
  });
});

test.describe('on several hosts', () => {
  const config = { ...SHOP, consent: { domain: 'contoh.co.id' } };

  test('a shared decision follows to every host of the domain, in one cookie', async ({ visit }) => {
    await visit.open('', { host: 'shop.contoh.co.id', config: SHOP });
    await visit.press('Reject all');
    await expect(visit.notice).toHaveCount(0);
    // From now on it is shared: the old cookie of this host alone must not live on beside it.
    await visit.open('', { host: 'shop.contoh.co.id', config });
    await visit.page.evaluate(() => window.izin.choose({ performance: 'granted' }));
    await expect
      .poll(async () => (await cookie(visit)).map(({ domain }) => domain))
      .toEqual(['.contoh.co.id']);
    await visit.open(body, { host: 'www.contoh.co.id', config });
    await visit.quiet();
    await expect(visit.notice).toHaveCount(0);
    expect(visit.outside().filter((name) => !name.includes('contoh.co.id'))).toEqual(['stats.test/a.js']);
  });

  test('of two cookies the newest counts, wherever it stands', async ({ visit }) => {
    await visit.open('', { host: 'shop.contoh.co.id', config });
    await visit.press('Reject all');
    await expect(visit.notice).toHaveCount(0);
    const [shared] = await cookie(visit);
    if (!shared) throw new Error('no cookie');
    const granted = shared.value.replace('performance=0', 'performance=1');
    for (const [time, decision] of [
      [now() - 100, 'denied'],
      [now(), 'granted'],
    ] as const) {
      const alone = { name: 'izin', url: visit.origin, value: dated(time)(granted) };
      await visit.context.addCookies([{ ...shared, value: dated(now() - 50)(shared.value) }, alone]);
      await visit.reload();
      expect((await visit.state()).decisions.performance).toBe(decision);
    }
  });

  test('a domain that is not ours keeps the decision with this host', async ({ visit }) => {
    await visit.open('', { config });
    await visit.press('Reject all');
    await expect.poll(async () => (await cookie(visit)).map(({ domain }) => domain)).toEqual(['toko.test']);
    await visit.reload();
    await visit.quiet();
    await expect(visit.notice).toHaveCount(0);
  });
});

import { expect, SHOP, test, type Visit } from './page.ts';

const site = { site: SHOP.site };

/** Everything in the data layer, each as a list; what is no `arguments` object is named as such. */
const layer = (visit: Visit, name = 'dataLayer'): Promise<unknown[]> =>
  visit.page.evaluate(
    (home) =>
      ((window as unknown as Record<string, unknown[]>)[home] ?? []).map((entry) =>
        Object.prototype.toString.call(entry) === '[object Arguments]' ? [...(entry as unknown[])] : entry,
      ),
    name,
  );

const DENIED = {
  ad_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
  analytics_storage: 'denied',
  functionality_storage: 'denied',
  personalization_storage: 'denied',
  security_storage: 'granted',
};
const performance = { ...DENIED, analytics_storage: 'granted' };
const all = Object.fromEntries(Object.keys(DENIED).map((type) => [type, 'granted']));

test('tells Google the defaults before anything else can: all denied but security', async ({ visit }) => {
  await visit.open(`<p id="first"></p>`, {
    config: site,
    head: `<script>self.first = [...(window.dataLayer ?? [])].map((entry) => [...entry])</script>`,
  });
  expect(await visit.page.evaluate(() => (self as unknown as { first: unknown }).first)).toEqual([
    ['consent', 'default', DENIED],
  ]);
  expect(await layer(visit)).toEqual([['consent', 'default', DENIED]]);
});

test('tells it of each decision', async ({ visit }) => {
  await visit.open('', { config: site });
  await visit.choose({ performance: true });
  await expect
    .poll(() => layer(visit))
    .toEqual([
      ['consent', 'default', DENIED],
      ['consent', 'update', performance],
    ]);
  await visit.page.evaluate(() => window.izin.acceptAll());
  expect((await layer(visit)).at(-1)).toEqual(['consent', 'update', all]);
  await visit.page.evaluate(() => window.izin.withdraw());
  expect((await layer(visit)).at(-1)).toEqual(['consent', 'update', DENIED]);
});

test('has the stored choice in the defaults of the next page', async ({ visit }) => {
  await visit.open('', { config: site });
  await visit.choose({ performance: true });
  await expect(visit.notice).toHaveCount(0);
  await visit.open('', {
    config: site,
    head: `<script>self.first = [...(window.dataLayer ?? [])].map((entry) => [...entry])</script>`,
  });
  expect(await visit.page.evaluate(() => (self as unknown as { first: unknown }).first)).toEqual([
    ['consent', 'default', performance],
  ]);
});

test('the update comes before the tags that were waiting for it', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance">(self.ran ??= []).push(JSON.stringify([...dataLayer.at(-1)].slice(0, 2)))</script>`,
    { config: site },
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['["consent","update"]']);
});

test("the page's own entries stay, and the layer may have another name", async ({ visit }) => {
  await visit.open('', {
    config: { ...site, signals: { dataLayer: 'gtmLayer' } },
    before: `<script>self.gtmLayer = [{ event: 'early' }]</script>`,
  });
  expect(await layer(visit, 'gtmLayer')).toEqual([{ event: 'early' }, ['consent', 'default', DENIED]]);
  expect(await layer(visit)).toEqual([]);
});

test('says nothing where it is switched off', async ({ visit }) => {
  await visit.open('', { config: { ...site, signals: { google: 'off' } } });
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  expect(await visit.page.evaluate(() => 'dataLayer' in window)).toBe(false);
});

for (const [mode, asked] of [
  ['basic', []],
  ['advanced', ['www.googletagmanager.com/gtag/js?id=G-1']],
] as const) {
  test(`holds Google's tags before consent as ${mode} says`, async ({ visit }) => {
    await visit.open(
      `<script>
        for (const url of ['https://www.googletagmanager.com/gtag/js?id=G-1', 'https://static.hotjar.com/c/hotjar-1.js']) {
          const tag = document.createElement('script'); tag.src = url; document.head.append(tag);
        }
      </script>`,
      { config: { ...site, signals: { google: mode } } },
    );
    await visit.quiet();
    expect(visit.outside()).toEqual(asked);
  });
}

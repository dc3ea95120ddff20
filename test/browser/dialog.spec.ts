import { expect, SHOP, test, type Visit } from './page.ts';

// The layout `dialog`: a first layer in the middle, modal.

const config = { ...SHOP, appearance: { layout: 'dialog' } };
const body = `
  <script type="text/plain" data-category="marketing" data-src="https://ads.test/a.js"></script>
  <button type="button" onclick="this.textContent = 'Bought'">Buy</button> <input aria-label="Search">
  <div style="height: 3000px"></div>`;

const layer = (visit: Visit) => visit.page.locator('#izin dialog.izin-notice');

/** Whether the page behind can be used, as a visitor would find out. */
async function isPageUsable(visit: Visit): Promise<boolean> {
  const buy = visit.page.getByRole('button', { name: /Buy|Bought/ });
  const { x, y, width, height } = (await buy.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await visit.page.mouse.click(x + width / 2, y + height / 2);
  return (await buy.textContent()) === 'Bought';
}

test('it is modal: the page waits, the focus begins at its title and stays', async ({ visit }) => {
  await visit.open(body, { config });
  await expect(layer(visit)).toBeVisible();
  expect(await layer(visit).evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  await expect(visit.page.getByRole('dialog', { name: 'Cookie consent' })).toBeVisible();
  await expect(layer(visit).getByRole('heading')).toBeFocused();
  for (let presses = 0; presses < 14; presses++) {
    await visit.page.keyboard.press('Tab');
    const where = await visit.page.evaluate(() => {
      const { activeElement: element } = document;
      return element === document.body || !!element?.closest('#izin dialog');
    });
    expect(where).toBe(true);
  }
  // Nothing of the site was locked for that.
  expect(
    await visit.page.evaluate(() => [
      getComputedStyle(document.body).overflow,
      getComputedStyle(document.documentElement).overflow,
    ]),
  ).toEqual(['visible', 'visible']);
});

for (const [how, close] of [
  ['Escape', (visit: Visit) => visit.page.keyboard.press('Escape')],
  ['its cross', (visit: Visit) => visit.press('Close without choosing')],
  ['a click beside it', (visit: Visit) => visit.page.mouse.click(5, 5)],
  ['the API', (visit: Visit) => visit.page.evaluate(() => window.izin.hide())],
] as const)
  test(`closed by ${how}, it grants nothing, and asks again on the next page`, async ({ visit }) => {
    await visit.open(body, { config });
    await layer(visit).locator('input[data-category=marketing]').check();
    await close(visit);
    await expect(layer(visit)).toHaveCount(0);
    expect(await isPageUsable(visit)).toBe(true);
    // The control that stays leads back.
    await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();
    await visit.quiet();
    expect(await visit.record()).toBeUndefined();
    expect((await visit.state()).decided).toBe(false);
    expect(visit.outside()).toEqual([]);
    await visit.reload();
    await expect(layer(visit)).toBeVisible();
  });

for (const [name, decision] of [
  ['Accept all', '1'],
  ['Reject all', '0'],
  ['Save choice', '0'],
] as const)
  test(`${name} decides, and the page goes on`, async ({ visit }) => {
    await visit.open(body, { config });
    await visit.press(name);
    await expect(layer(visit)).toHaveCount(0);
    expect((await visit.record())?.get('marketing')).toBe(decision);
    expect(await visit.page.evaluate(() => window.izin.receipt()?.ui.surface)).toBe('notice');
    expect(await isPageUsable(visit)).toBe(true);
  });

test('preferences open over it; closed again, it is there; decided, both are gone', async ({ visit }) => {
  await visit.open(body, { config });
  await visit.press('Cookie settings');
  const preferences = visit.page.locator('.izin-preferences');
  await expect(preferences).toBeVisible();
  await visit.page.keyboard.press('Escape');
  await expect(preferences).toHaveCount(0);
  await expect(layer(visit)).toBeVisible();
  await visit.press('Cookie settings');
  await preferences.getByRole('button', { name: 'Reject all' }).click();
  await expect(preferences).toHaveCount(0);
  await expect(layer(visit)).toHaveCount(0);
  // One decision, one receipt.
  expect(await visit.page.evaluate(() => window.izin.receipt())).toMatchObject({
    prev: null,
    ui: { surface: 'preferences', action: 'reject-all', trusted: true },
  });
  expect(await isPageUsable(visit)).toBe(true);
});

test('closed, it stays closed on this page, whatever else is done there', async ({ visit }) => {
  await visit.open(body, { config });
  const other = await visit.tab();
  await other.open(body, { config });
  await visit.page.keyboard.press('Escape');
  await expect(layer(visit)).toHaveCount(0);
  // The language is changed in the preferences, and they stay what can be used.
  await visit.press('Cookie settings');
  await visit.preferences.getByRole('button', { name: 'Bahasa Indonesia' }).click();
  await expect(visit.preferences.getByRole('button', { name: 'English' })).toBeFocused();
  await expect(layer(visit)).toHaveCount(0);
  await visit.page.keyboard.press('Escape');
  await expect(visit.preferences).toHaveCount(0);
  // The page gives its configuration again, and one thing is allowed here and in another tab.
  await visit.page.evaluate((given) => window.izin.run(given), config);
  await visit.page.evaluate(() => window.izin.choose({ stats: 'granted' }));
  await other.page.evaluate(() => window.izin.choose({ maps: 'granted' }));
  await expect.poll(() => visit.state()).toMatchObject({ services: { maps: 'granted' }, decided: false });
  await visit.quiet();
  await expect(layer(visit)).toHaveCount(0);
  await expect(visit.root.getByRole('button', { name: 'Pengaturan cookie' })).toBeVisible();
  // Another configuration asks again, and so does whoever wants to be asked.
  await visit.page.evaluate((given) => window.izin.run(given), {
    ...config,
    categories: { marketing: false },
  });
  await expect(layer(visit)).toBeVisible();
  await visit.page.keyboard.press('Escape');
  await expect(layer(visit)).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.show());
  await expect(layer(visit)).toBeVisible();
});

test('it moves along with another body, modal as before', async ({ visit }) => {
  await visit.open(body, { config });
  await expect(layer(visit)).toBeVisible();
  await visit.page.evaluate(() => {
    const next = document.createElement('body');
    next.innerHTML = '<h1>Next</h1>';
    document.body.replaceWith(next);
  });
  await expect.poll(() => layer(visit).evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  await visit.press('Reject all');
  expect((await visit.record())?.get('marketing')).toBe('0');
});

// A rule of the page that wins over ours, as one of a visitor's own filter list does: of important ones the
// first layer wins.
const ORDER = '<style>@layer first</style>';
const hidden = (rule: string): string =>
  `<style>@layer first { #izin, #izin * { ${rule} !important } }</style>`;

test('hidden by a filter list before it opens, it leaves the page alive, and grants nothing', async ({
  visit,
}) => {
  await visit.open(body, { config, head: ORDER + hidden('display: none') });
  await expect(layer(visit)).toHaveCount(0);
  await visit.quiet();
  expect(await isPageUsable(visit)).toBe(true);
  expect(await visit.record()).toBeUndefined();
  expect(visit.outside()).toEqual([]);
});

test('hidden by a filter list later, it leaves the page alive, and grants nothing', async ({ visit }) => {
  await visit.open(body, { config, head: ORDER });
  await expect(layer(visit)).toBeVisible();
  await visit.page.evaluate(
    (style) => document.head.insertAdjacentHTML('beforeend', style),
    hidden('display: none'),
  );
  await expect(layer(visit)).toHaveCount(0);
  expect(await isPageUsable(visit)).toBe(true);
  expect(await visit.record()).toBeUndefined();
});

test('invisible for a moment, as tools make it that answer it, it stays; pressed meanwhile, the page is free', async ({
  visit,
}) => {
  await visit.open(body, { config, head: ORDER + hidden('opacity: 0') });
  await expect(layer(visit)).toHaveCount(1);
  await visit.quiet();
  await expect(layer(visit)).toHaveCount(1);
  await visit.page.mouse.click(300, 500);
  await expect(layer(visit)).toHaveCount(0);
  expect(await isPageUsable(visit)).toBe(true);
  expect(await visit.record()).toBeUndefined();
});

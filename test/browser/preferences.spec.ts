import { readFile } from 'node:fs/promises';
import { after, status } from './answers.ts';
import { expect, SHOP, test, type Visit } from './page.ts';
import { distFile } from './world.ts';

const config = {
  ...SHOP,
  services: {
    ...SHOP.services,
    heat: { category: 'performance', name: 'Heat', hosts: ['heat.test'] },
    odd: { category: 'unclassified', name: 'Odd', hosts: ['odd.test'] },
  },
  receipts: { endpoint: '/izin/receipts' },
};
const body = `
  <script type="text/plain" data-category="performance" data-service="stats" data-src="https://stats.test/a.js"></script>
  <script type="text/plain" data-category="performance" data-service="heat" data-src="https://heat.test/b.js"></script>
  <a href="/cookies" data-izin="preferences">Change my choice</a>`;

async function open(visit: Visit): Promise<void> {
  await visit.open(body, { config });
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
}

/** Shows the services of every category. */
async function unfold(visit: Visit): Promise<void> {
  const folded = visit.preferences.locator('details:not([open]) > summary');
  while (await folded.count()) await folded.first().click();
}

const save = (visit: Visit): Promise<void> =>
  visit.preferences.getByRole('button', { name: 'Save choice' }).click();

test.beforeEach(({ visit }) => visit.world.answer('toko.test/izin/receipts', status(204)));

test('says of each category what it is for, which services it has, and what they store', async ({
  visit,
}) => {
  await open(visit);
  for (const name of ['Strictly necessary', 'Functional', 'Performance', 'Marketing', 'Unclassified']) {
    await expect(visit.preferences.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  await expect(
    visit.preferences
      .getByRole('checkbox', { name: /^Strictly necessary/ })
      .or(visit.preferences.getByRole('switch', { name: /^Strictly necessary/ })),
  ).toBeDisabled();
  await expect(visit.preferences).toContainText('PT Contoh Indonesia');
  await unfold(visit);
  const row = visit.preferences.getByRole('row').filter({ hasText: '_st*' });
  await expect(row).toContainText('PT Statistik');
  await expect(row).toContainText('1 year');
  await expect(row).toContainText('Counts visits.');
  // Izin's own cookie is among the necessary ones.
  await expect(visit.preferences.getByRole('row').filter({ hasText: /^izin/ })).toContainText('180 days');
  await expect(visit.preferences.getByRole('switch', { name: 'Odd' })).toHaveCount(0);
});

test('a single service is refused while its category is granted', async ({ visit }) => {
  await open(visit);
  await visit.preferences.locator('input[data-category="performance"]').setChecked(true);
  await unfold(visit);
  await visit.preferences.getByRole('switch', { name: 'Heat' }).setChecked(false);
  await save(visit);
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);
  await visit.quiet();
  expect(visit.outside()).toEqual(['stats.test/a.js']);
  const record = await visit.record();
  expect([record?.get('performance'), record?.get('s.heat'), record?.get('s.stats')]).toEqual([
    '1',
    '0',
    null,
  ]);

  await visit.press('Cookie settings');
  await unfold(visit);
  await expect(visit.preferences.getByRole('switch', { name: 'Heat' })).not.toBeChecked();
  await expect(visit.preferences.getByRole('switch', { name: 'Stats' })).toBeChecked();
});

test('a single service is granted while its category is refused', async ({ visit }) => {
  await open(visit);
  await unfold(visit);
  await visit.preferences.getByRole('switch', { name: 'Stats' }).setChecked(true);
  await save(visit);
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);
  await visit.quiet();
  expect(visit.outside()).toEqual(['stats.test/a.js']);
  expect((await visit.record())?.get('s.stats')).toBe('1');
});

test('nothing counts before it is saved, and closing forgets it', async ({ visit }) => {
  await open(visit);
  await visit.preferences.locator('input[data-category="performance"]').setChecked(true);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.preferences.getByRole('button', { name: 'Close' }).click();
  await expect(visit.preferences).toHaveCount(0);
  await expect(visit.notice).toBeVisible();
  expect(await visit.record()).toBeUndefined();
  await visit.press('Cookie settings');
  await expect(visit.preferences.locator('input[data-category="performance"]')).not.toBeChecked();
});

test('begins with what stands on the first layer', async ({ visit }) => {
  await visit.open(body, { config });
  await visit.switchOf('functional').setChecked(true);
  await visit.press('Cookie settings');
  await expect(visit.preferences.locator('input[data-category="functional"]')).toBeChecked();
  await expect(visit.preferences.locator('input[data-category="performance"]')).not.toBeChecked();
});

for (const [name, decision] of [
  ['Accept all', '1'],
  ['Reject all', '0'],
] as const) {
  test(`${name} means all, whatever the switches say`, async ({ visit }) => {
    await open(visit);
    await visit.preferences.locator('input[data-category="functional"]').setChecked(decision === '0');
    await visit.preferences.getByRole('button', { name }).click();
    await expect(visit.preferences).toHaveCount(0);
    const record = await visit.record();
    expect(['functional', 'performance', 'marketing'].map((category) => record?.get(category))).toEqual([
      decision,
      decision,
      decision,
    ]);
  });
}

test('changes the language, in the dialog and behind it', async ({ visit }) => {
  await open(visit);
  await visit.preferences.getByRole('button', { name: 'Bahasa Indonesia' }).click();
  await expect(visit.preferences.getByRole('button', { name: 'Simpan pilihan' })).toBeVisible();
  await expect(visit.preferences.getByRole('heading', { name: 'Pemasaran' })).toBeVisible();
  // The one pressed names the other language now, and has the focus still.
  await expect(visit.preferences.getByRole('button', { name: 'English' })).toBeFocused();
  await visit.page.keyboard.press('Escape');
  await expect(visit.preferences).toHaveCount(0);
  await expect(visit.root.getByRole('button', { name: 'Terima semua' })).toBeVisible();
});

test('shows the choice with its receipt, to keep', async ({ visit }) => {
  await visit.open(body, { config });
  await visit.press('Accept all');
  await visit.press('Cookie settings');
  const receipt = await visit.page.evaluate(() => window.izin.receipt());
  await expect(visit.preferences).toContainText(receipt?.recordId ?? 'no receipt');
  await expect(visit.preferences).toContainText(receipt?.receiptId ?? 'no receipt');
  const coming = visit.page.waitForEvent('download');
  await visit.preferences.getByRole('button', { name: 'Download receipt' }).click();
  const download = await coming;
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(receipt);
});

test('withdraws everything in one click', async ({ visit }) => {
  await visit.open(body, { config });
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toHaveLength(2);
  await visit.press('Cookie settings');
  await visit.preferences.getByRole('button', { name: 'Withdraw all consent' }).click();
  await expect(visit.preferences).toHaveCount(0);
  await expect(visit.root.getByRole('status').filter({ hasText: 'Consent withdrawn' })).toBeVisible();
  expect((await visit.record())?.get('performance')).toBe('0');
});

test("opens from the site's own link too, where the owner wants no button", async ({ visit }) => {
  await visit.open(body, { config: { ...config, appearance: { reopen: 'none' } } });
  await visit.press('Reject all');
  await expect(visit.root).toHaveCount(0);
  await visit.page.getByRole('link', { name: 'Change my choice' }).click();
  await expect(visit.preferences).toBeVisible();
  expect(visit.page.url()).toBe(`${visit.origin}/`);
  await visit.preferences.getByRole('button', { name: 'Close' }).click();
  await expect(visit.root).toHaveCount(0);
});

test('a decision in another tab shows in the open dialog, and what was switched here stays', async ({
  visit,
}) => {
  await open(visit);
  const switchOf = (category: string) => visit.preferences.locator(`input[data-category="${category}"]`);
  await switchOf('functional').setChecked(true);
  await switchOf('functional').setChecked(false);
  await switchOf('marketing').setChecked(true);
  await unfold(visit);
  await visit.preferences.getByRole('switch', { name: 'Ads' }).setChecked(false);
  const other = await visit.tab();
  await other.open(body, { config });
  await other.press('Accept all');
  await expect(visit.preferences.locator('dl').filter({ hasText: 'Chosen on' })).toContainText('accepted');
  await expect(switchOf('performance')).toBeChecked();
  await expect(switchOf('functional')).toBeChecked();
  await expect(visit.preferences.getByRole('switch', { name: 'Heat' })).toBeChecked();
  await save(visit);
  await expect(visit.preferences).toHaveCount(0);
  expect(await visit.state()).toMatchObject({
    decisions: { functional: 'granted', performance: 'granted', marketing: 'granted' },
    services: { ads: 'denied', heat: 'granted' },
  });
});

test('the same configuration again leaves it as it is; after another, what was switched stays if it is still asked', async ({
  visit,
}) => {
  await open(visit);
  await unfold(visit);
  const switchOf = (name: string) => visit.preferences.getByRole('switch', { name });
  const wholeOf = (category: string) => visit.preferences.locator(`input[data-category="${category}"]`);
  const run = (next: object): Promise<void> =>
    visit.page.evaluate((given) => window.izin.run(given), { ...config, ...next });
  await wholeOf('functional').setChecked(true);
  await wholeOf('marketing').setChecked(true);
  await switchOf('Heat').setChecked(true);
  await switchOf('Heat').focus();
  await run({});
  await expect(switchOf('Heat')).toBeFocused();
  await expect(switchOf('Heat')).toBeChecked();
  await expect(wholeOf('marketing')).toBeChecked();

  // Answers are for what is shown.
  const isOpen = await visit.page.evaluate(
    (given) => {
      window.izin.run(given);
      return document.querySelector('.izin-preferences') !== null;
    },
    { ...config, categories: { marketing: false } },
  );
  expect(isOpen).toBe(false);
  await expect(visit.preferences.getByRole('heading', { name: 'Performance' })).toBeVisible();
  await expect(visit.preferences.getByRole('heading', { name: 'Marketing', exact: true })).toHaveCount(0);
  await expect(wholeOf('functional')).toBeChecked();
  await expect(visit.preferences.getByText('some services: 1 of 2')).toBeVisible();
  // Another two in one go: the second comes while they are on their way.
  await visit.page.evaluate(
    (all) => all.forEach((given) => window.izin.run(given)),
    [config, { ...config, categories: { marketing: false } }],
  );
  await expect(wholeOf('functional')).toBeChecked();
  await expect(visit.preferences.getByText('some services: 1 of 2')).toBeVisible();
  await save(visit);
  await expect(visit.preferences).toHaveCount(0);
  expect(await visit.state()).toMatchObject({
    decisions: { functional: 'granted', performance: 'denied', marketing: 'denied' },
    services: { heat: 'granted', stats: 'denied' },
  });
});

test('whoever presses the button twice answers nothing by that', async ({ visit }) => {
  await visit.page.setViewportSize({ width: 360, height: 640 });
  const counted = async (name: string): Promise<void> => {
    const box = await visit.root.getByRole('button', { name, exact: true }).boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await visit.page.mouse.click(x, y);
    await expect(visit.preferences).toBeVisible();
    // An answer stands where the button was.
    const under = await visit.page.evaluate(
      ([left = 0, top = 0]) => document.elementFromPoint(left, top)?.closest('button')?.dataset['izinAction'],
      [x, y],
    );
    await visit.page.mouse.click(x, y);
    await visit.quiet();
    expect({ name, under, isOpen: await visit.preferences.count() }).toEqual({
      name,
      under: expect.stringMatching(/accept-all|reject-all|save/),
      isOpen: 1,
    });
  };
  await visit.open('<h1>Toko</h1>', { config: SHOP });
  await counted('Cookie settings');
  expect(await visit.record()).toBeUndefined();
  // A switch that stands there is as it was.
  await visit.page.keyboard.press('Escape');
  const button = visit.root.getByRole('button', { name: 'Cookie settings' });
  const { x = 0, y = 0 } = (await button.boundingBox()) ?? {};
  const all = visit.preferences.locator('input[data-category="marketing"]');
  await visit.page.mouse.click(x + 9, y + 9);
  await all.evaluate(
    (input, [left = 0, top = 0]) => {
      input.style.cssText = `position:fixed!important;inset:${top}px auto auto ${left}px!important;z-index:9!important`;
    },
    [x, y] as const,
  );
  await visit.page.mouse.click(x + 9, y + 9);
  expect(await all.isChecked()).toBe(false);
  // Elsewhere, or later, it counts.
  await visit.preferences.getByRole('button', { name: 'Reject all' }).click();
  await expect(visit.preferences).toHaveCount(0);
  expect((await visit.record())?.get('marketing')).toBe('0');
});

test('a decision that comes while the preferences are on their way leaves them closed', async ({ visit }) => {
  for (const file of ['izin-preferences.js', 'locales/en.json']) {
    let go = (): void => {};
    const waits = new Promise<void>((resolve) => (go = resolve));
    const address = `toko.test/izin/${file}`;
    visit.world.answer(address, after(waits, distFile));
    await visit.context.clearCookies();
    await visit.open('<input id="search">', { config: SHOP });
    await visit.press('Cookie settings');
    await expect.poll(() => visit.world.seen.some(({ name }) => name.startsWith(address))).toBe(true);
    await visit.press('Reject all');
    await visit.page.locator('#search').focus();
    await visit.page.evaluate(() => {
      const moved: string[] = [];
      addEventListener('focusin', ({ target }) => moved.push((target as Element).id));
      Object.assign(self, { moved });
    });
    go();
    await visit.quiet();
    await expect(visit.preferences).toHaveCount(0);
    expect(await visit.page.evaluate(() => Reflect.get(self, 'moved'))).toEqual([]);
  }
});

test('preferences that are asked for come, whatever else changes while they are on their way', async ({
  visit,
}) => {
  const address = 'toko.test/izin/locales/id.json';
  // Nothing else of ours stands in the page once the first layer is closed.
  const config = { ...SHOP, appearance: { reopen: 'none' } };
  const other = { ...SHOP, appearance: { accent: '#fff6b0', reopen: 'none' } };
  for (const order of ['hide', 'run, hide', 'hide, run', 'preferences, run, hide']) {
    let go = (): void => {};
    const waits = new Promise<void>((resolve) => (go = resolve));
    visit.world.reset();
    visit.world.answer(address, after(waits, distFile));
    await visit.open('<h1>Toko</h1>', { config });
    await visit.press('Cookie settings');
    await expect(visit.preferences).toBeVisible();
    await visit.page.keyboard.press('Escape');
    await visit.page.evaluate(
      ([names, given]) => {
        const { izin } = window;
        const act = {
          hide: () => izin.hide(),
          run: () => izin.run(given),
          preferences: () => izin.show('preferences'),
        };
        izin.setLanguage('id');
        for (const name of names.split(', ')) act[name as keyof typeof act]();
        izin.show('preferences');
      },
      [order, other] as const,
    );
    await expect.poll(() => visit.world.seen.some(({ name }) => name.startsWith(address))).toBe(true);
    // What was closed is over by then, and what stands for it has had its frames.
    await visit.quiet();
    go();
    await expect(visit.preferences, order).toBeVisible();
    await expect(visit.preferences.getByRole('heading', { level: 2 }), order).toBeFocused();
  }
});

test('the line that follows a withdrawal goes when consent is given again', async ({ visit }) => {
  await visit.open('<h1>Toko</h1>', { config: SHOP });
  await visit.press('Accept all');
  const other = await visit.tab();
  await other.open('<h1>Toko</h1>', { config: SHOP });
  // Here, or in another tab.
  for (const { page } of [visit, other]) {
    await visit.page.evaluate(() => window.izin.withdraw());
    await expect(visit.root.getByText('Consent withdrawn')).toBeVisible();
    await page.evaluate(() => window.izin.acceptAll());
    await expect(visit.root.getByText('Consent withdrawn')).toHaveCount(0);
    await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();
  }
});

test('what the switches show is saved, also where the choice before it has just expired', async ({
  visit,
}) => {
  await visit.open('<h1>Toko</h1>', { config: SHOP });
  await visit.choose({ performance: true });
  await visit.press('Cookie settings');
  await visit.preferences.locator('input[data-category="functional"]').setChecked(true);
  await visit.page.evaluate(() => {
    const later = Date.now() + 181 * 86_400_000;
    Date.now = () => later;
  });
  await save(visit);
  await expect(visit.preferences).toHaveCount(0);
  expect((await visit.record())?.toString()).toMatch(/functional=1&performance=1&marketing=0/);
  await visit.quiet();
  await expect(visit.root.getByText('Consent withdrawn')).toHaveCount(0);
});

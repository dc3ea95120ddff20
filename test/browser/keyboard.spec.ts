import { expect, SHOP, test, type Visit } from './page.ts';

const body = `
  <script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>
  <a href="#content">Content</a> <p id="content">text</p>`;

/** Presses Tab until the element with this name has the focus, as a visitor without a mouse would. */
async function tabTo(
  visit: Visit,
  role: 'button' | 'switch' | 'checkbox' | 'link',
  name: string | RegExp,
): Promise<void> {
  const wanted = visit.root.getByRole(role, { name }).first();
  for (let presses = 0; presses < 40; presses++) {
    await visit.page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reaches the ${role} ${name}`);
}

/** Presses a key on something of the banner. */
async function by(
  visit: Visit,
  key: string,
  role: Parameters<typeof tabTo>[1],
  name: string | RegExp,
): Promise<void> {
  await tabTo(visit, role, name);
  await visit.page.keyboard.press(key);
}

test('a visitor accepts, refuses or saves by keyboard alone', async ({ visit }) => {
  await visit.open(body);
  await by(visit, 'Space', 'switch', /^Performance/);
  await expect(visit.switchOf('performance')).toBeChecked();
  await by(visit, 'Enter', 'button', 'Save choice');
  await expect(visit.notice).toHaveCount(0);
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);

  for (const [name, decision] of [
    ['Accept all', '1'],
    ['Reject all', '0'],
  ] as const) {
    await visit.context.clearCookies();
    await visit.reload();
    await by(visit, 'Space', 'button', name);
    await expect(visit.notice).toHaveCount(0);
    expect((await visit.record())?.get('marketing')).toBe(decision);
  }
});

test('every control of the first layer is reached, and the focus is seen and not covered', async ({
  visit,
}) => {
  await visit.open(body);
  await expect(visit.notice).toBeVisible();
  const controls = await visit.notice.locator('a[href], button, input:enabled').count();
  const reached = new Set<string>();
  for (let presses = 0; presses < controls + 2; presses++) {
    await visit.page.keyboard.press('Tab');
    const found = await visit.page.evaluate(() => {
      const { activeElement: element } = document;
      if (!element?.closest('#izin')) return undefined;
      // A switch may be drawn by what stands around it.
      const seen = [element, element.nextElementSibling, element.closest('label')].some((drawn) => {
        const { outlineStyle, boxShadow } = drawn
          ? getComputedStyle(drawn)
          : { outlineStyle: 'none', boxShadow: 'none' };
        return outlineStyle !== 'none' || boxShadow !== 'none';
      });
      const { left, top, width, height } = element.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, top + height / 2);
      const isFree =
        !!over &&
        !!over.closest('#izin') &&
        (over === element ||
          element.contains(over) ||
          over.contains(element) ||
          over.closest('label') === element.closest('label'));
      return { name: element.outerHTML.slice(0, 90), seen, isFree };
    });
    if (!found) continue;
    expect.soft(found, found.name).toMatchObject({ seen: true, isFree: true });
    reached.add(found.name);
  }
  expect(reached.size).toBe(controls);
});

test('preferences open, change, save and close by keyboard alone', async ({ visit }) => {
  await visit.open(body);
  await by(visit, 'Enter', 'button', 'Cookie settings');
  await expect(visit.preferences).toBeVisible();
  expect(await visit.page.evaluate(() => !!document.activeElement?.closest('dialog'))).toBe(true);
  const own = visit.preferences.locator('input[data-category="performance"]');
  for (
    let presses = 0;
    presses < 30 && !(await own.evaluate((input) => input === document.activeElement));
    presses++
  ) {
    await visit.page.keyboard.press('Tab');
    // A modal dialog keeps the focus, or gives it to the browser's own controls.
    expect(
      await visit.page.evaluate(
        () => document.activeElement === document.body || !!document.activeElement?.closest('dialog'),
      ),
    ).toBe(true);
  }
  await visit.page.keyboard.press('Space');
  await expect(own).toBeChecked();
  const save = visit.preferences.getByRole('button', { name: 'Save choice' });
  for (
    let presses = 0;
    presses < 40 && !(await save.evaluate((button) => button === document.activeElement));
    presses++
  )
    await visit.page.keyboard.press('Tab');
  await visit.page.keyboard.press('Enter');
  await expect(visit.preferences).toHaveCount(0);
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);
  expect((await visit.record())?.get('performance')).toBe('1');
});

test('Escape closes preferences, grants nothing, and gives the focus back', async ({ visit }) => {
  await visit.open(body);
  await by(visit, 'Enter', 'button', 'Cookie settings');
  const own = visit.preferences.locator('input[data-category="performance"]');
  await own.focus();
  await visit.page.keyboard.press('Space');
  await expect(own).toBeChecked();
  await visit.page.keyboard.press('Escape');
  await expect(visit.preferences).toHaveCount(0);
  await expect(visit.notice).toBeVisible();
  await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeFocused();
  await visit.quiet();
  expect(await visit.record()).toBeUndefined();
  expect(visit.outside()).toEqual([]);
});

test('after a decision the focus goes on from the control that stays', async ({ visit }) => {
  await visit.open(body);
  await by(visit, 'Enter', 'button', 'Reject all');
  await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeFocused();
  await visit.page.keyboard.press('Enter');
  await expect(visit.preferences).toBeVisible();
});

test('consent is withdrawn by keyboard alone', async ({ visit }) => {
  await visit.open(body, { config: SHOP });
  await by(visit, 'Enter', 'button', 'Accept all');
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);
  await by(visit, 'Enter', 'button', 'Cookie settings');
  await expect(visit.preferences).toBeVisible();
  const withdraw = visit.preferences.getByRole('button', { name: 'Withdraw all consent' });
  for (
    let presses = 0;
    presses < 40 && !(await withdraw.evaluate((button) => button === document.activeElement));
    presses++
  )
    await visit.page.keyboard.press('Tab');
  await visit.page.keyboard.press('Enter');
  await expect.poll(async () => (await visit.record())?.get('performance')).toBe('0');
  await tabTo(visit, 'button', 'Reload page');
  const reloaded = visit.page.waitForEvent('load');
  await visit.page.keyboard.press('Enter');
  await reloaded;
  await visit.quiet();
  expect(await visit.ran()).toEqual([]);
});

test('the language is changed by keyboard alone', async ({ visit }) => {
  await visit.open(body);
  await by(visit, 'Enter', 'button', 'Bahasa Indonesia');
  await expect(visit.root.getByRole('button', { name: 'Terima semua' })).toBeVisible();
  expect(await visit.record()).toBeUndefined();
});

test('the control that stays keeps the focus while the language changes', async ({ visit }) => {
  await visit.open();
  await visit.press('Reject all');
  const control = visit.root.locator('.izin-reopen button');
  await control.focus();
  await visit.page.evaluate(() => window.izin.setLanguage('id'));
  await expect(control).toHaveText('Pengaturan cookie');
  await expect(control).toBeFocused();
});

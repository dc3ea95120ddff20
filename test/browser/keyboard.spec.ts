import type { Locator } from '@playwright/test';
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

const LINES = '<p>Line</p>'.repeat(40);
const SMALL = 'style="margin: 0"';
/** Pages whose last line lies in the corner of the control: short or long, with room in the other corner or not. */
const CORNERS = {
  'a short page': `<main style="min-height: calc(100vh - 45px)"></main><a href="#a">Terms</a>`,
  'a long page': `${LINES}<p ${SMALL}><a href="#a">Terms</a></p>`,
  'a long page, both corners': `${LINES}<p ${SMALL}><button style="width: 100%; min-height: 44px">Order</button></p>`,
};
const controlOf = (visit: Visit): Locator => visit.root.locator('.izin-reopen');

for (const [name, body] of Object.entries(CORNERS)) {
  test(`the control that stays lies over nothing that has the focus: ${name}`, async ({ visit }) => {
    await visit.page.setViewportSize({ width: 320, height: 256 });
    const before = Array.from({ length: 9 }, (_, i) => `<a href="#${i}">Link ${i}</a>${LINES.slice(0, 99)}`);
    await visit.open(name === 'a short page' ? body : before.join('') + body);
    await visit.press('Reject all');
    const control = controlOf(visit).getByRole('button');
    await control.focus();
    await expect(control).toBeInViewport();
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let isOurs = false, i = 0; !isOurs && i < 20; i++) {
        await visit.page.keyboard.press(key);
        const { hidden, ours } = await visit.page.evaluate(async () => {
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const { activeElement: at, body } = document;
          if (!at || at === body) return { hidden: '', ours: true };
          const { left, top, width, height } = at.getBoundingClientRect();
          const points = [0.1, 0.5, 0.9].flatMap((x) =>
            [0.1, 0.5, 0.9].map((y) => [left + x * width, top + y * height] as const),
          );
          const seen = points.filter(([x, y]) => at.contains(document.elementFromPoint(x, y))).length;
          return { hidden: seen > 5 ? '' : `${at.textContent}: ${seen} of 9`, ours: !!at.closest('#izin') };
        });
        expect(hidden).toBe('');
        isOurs = ours;
      }
    }
    // Backwards it is reached from what is first in the page, and seen.
    await expect(control).toBeFocused();
    await expect(controlOf(visit)).toHaveCSS('opacity', '1');
    await expect(control).toBeInViewport({ ratio: 1 });
  });

  test(`at the end of the page nothing is out of reach under the control that stays: ${name}`, async ({
    visit,
  }) => {
    await visit.page.setViewportSize({ width: 360, height: 640 });
    await visit.open(`<style>body { margin: 0 }</style>${body}`);
    await visit.press('Reject all');
    const control = controlOf(visit).getByRole('button');
    await expect(control).toBeVisible();
    const left = (): Promise<number> => controlOf(visit).evaluate((it) => it.getBoundingClientRect().left);
    await visit.page.evaluate(() => scrollTo(0, 1e5));
    // Hit where it is seen, or not at all.
    await visit.page.locator('main ~ a, p > :is(a, button)').click();
    await visit.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    if (name === 'a short page') {
      // Nothing could bring it back: it is in the other corner.
      await expect(controlOf(visit)).toHaveCSS('opacity', '1');
      return expect(await left()).toBeGreaterThan(100);
    }
    await visit.page.evaluate(() => scrollTo(0, 0));
    await expect(controlOf(visit)).toHaveCSS('opacity', '1');
    await expect.poll(left).toBe(12);
    await control.click();
    await expect(visit.preferences).toBeVisible();
  });
}

import { expect, SHOP, test, type Visit } from './page.ts';

// The page stays where it is: nothing of it moves, its scrolling is its own, and what has the focus is seen.

const text = '<p>Text of the page, <a href="#a">a link</a> and <button>a button</button>.</p>';
const long = `<header style="position: sticky; top: 0"><a href="#top">Home</a></header><main>${text.repeat(25)}</main><footer><a href="#end">Imprint</a></footer>`;
const STAGES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
] as const;
const LOOKS = [
  { layout: 'bar', position: 'bottom' },
  { layout: 'bar', position: 'top' },
  { layout: 'box', position: 'bottom' },
] as const;
const cases = STAGES.flatMap((size) => LOOKS.map((appearance) => ({ size, appearance })));

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Keeps what has shifted. Of our own faces the score counts; of the page, also what follows a click. */
const watchShifts = (visit: Visit): Promise<unknown> =>
  visit.context.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(self, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, sources, hadRecentInput } of list.getEntries() as Shift[]) {
        const moved = sources.flatMap(({ node }) => (node instanceof Element ? node : []));
        if (!hadRecentInput || moved.some((one) => !one.closest('#izin')))
          shifts.push(`${value} ${moved.map((one) => one.outerHTML.slice(0, 80)).join(' + ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** Where everything of the page is, and how it scrolls. */
const place = (visit: Visit): Promise<unknown> =>
  visit.page.evaluate(() => [
    [...document.querySelectorAll('body > :not(#izin), main *')].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x, y, width, height].join();
    }),
    [document.documentElement, document.body].map((one) => {
      const { overflow, overscrollBehavior, position, paddingRight, height } = getComputedStyle(one);
      return [
        overflow,
        overscrollBehavior,
        position,
        paddingRight,
        height,
        one.getAttribute('style'),
        one.className,
      ].join();
    }),
    document.documentElement.scrollHeight,
    document.documentElement.clientWidth,
  ]);

const style =
  '<style>body { display: grid; gap: 30px; margin: 0 } html { scroll-padding: 33px 0 44px }</style>';
const padding = (visit: Visit): Promise<string> =>
  visit.page.evaluate(() => getComputedStyle(document.documentElement).scrollPadding);

for (const { size, appearance } of cases) {
  test(`no pixel of the page moves: ${appearance.layout}, ${appearance.position}, ${size.width} px`, async ({
    visit,
  }) => {
    await visit.page.setViewportSize(size);
    await watchShifts(visit);
    const opening = { config: { ...SHOP, appearance: { ...appearance, reopen: 'button' } }, head: style };
    await visit.open(long, { ...opening, gate: '', config: null });
    const plain = await place(visit);
    const padded = await padding(visit);
    await visit.open(long, opening);
    const expectStill = async (what: string): Promise<void> => {
      // The frame in which a shift would be told of.
      await visit.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      expect.soft(await place(visit), what).toEqual(plain);
      expect.soft(await visit.page.evaluate(() => Reflect.get(self, 'shifts')), what).toEqual([]);
    };
    await expect(visit.notice).toBeVisible();
    await expectStill('first layer');
    await visit.press('Bahasa Indonesia');
    await expect(visit.root.getByRole('button', { name: 'Terima semua' })).toBeVisible();
    await visit.press('English');
    await expect(visit.root.getByRole('button', { name: 'Accept all' })).toBeVisible();
    await expectStill('another language');
    await visit.press('Cookie settings');
    await expect(visit.preferences).toBeVisible();
    await expectStill('preferences');
    // By a key: on a phone it stands where the button was, and a second press at once would not count.
    await visit.preferences.getByRole('button', { name: 'Accept all' }).press('Enter');
    await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();
    await expectStill('decided');
    expect(await padding(visit), 'the page’s own').toBe(padded);
    await visit.page.evaluate(() => window.izin.withdraw());
    await expect(visit.root.getByRole('status').filter({ hasText: 'Consent withdrawn' })).toBeVisible();
    await expectStill('withdrawn');
  });

  test(`what has the focus is seen: ${appearance.layout}, ${appearance.position}, ${size.width} px`, async ({
    visit,
  }) => {
    await visit.page.setViewportSize(size);
    const fixed = `<nav style="position: fixed; inset: auto 0 0; text-align: end"><a href="#fixed">Fixed</a></nav>`;
    for (const body of [long + fixed, `<main>${text.repeat(6)}</main>`]) {
      await visit.open(body, { config: { ...SHOP, appearance } });
      await expect(visit.notice).toBeVisible();
      const stops = await visit.page.locator('body > :not(#izin)').locator('a, button').count();
      const seen = new Set<string>();
      for (let presses = 0; presses < stops + 12; presses++) {
        await visit.page.keyboard.press('Tab');
        const found = await visit.page.evaluate(async () => {
          // Scrolling comes with the next frame, and stepping aside with that after it.
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const { activeElement: element } = document;
          if (!element || element === document.body || element.closest('#izin')) return undefined;
          const { left, top, right, bottom } = element.getBoundingClientRect();
          const points = [0.05, 0.5, 0.95].flatMap((x) =>
            [0.05, 0.5, 0.95].map((y) => [left + x * (right - left), top + y * (bottom - top)] as const),
          );
          const index = [...document.querySelectorAll('a, button')].indexOf(element);
          return {
            name: `${index} ${element.outerHTML} at ${top} of ${scrollY}; ${['top', 'bottom'].map((edge) => document.querySelector('.izin-notice')?.getBoundingClientRect()[edge as 'top']).join()}`,
            isSeen: points.some(([x, y]) => element.contains(document.elementFromPoint(x, y))),
          };
        });
        if (!found) continue;
        expect.soft(found, found.name).toMatchObject({ isSeen: true });
        seen.add(found.name.split(' ')[0] ?? '');
      }
      expect(seen.size).toBe(stops);
    }
  });
}

for (const size of STAGES)
  test(`what follows a withdrawal moves nothing, itself included: ${size.width} px`, async ({ visit }) => {
    await visit.page.setViewportSize(size);
    await watchShifts(visit);
    await visit.open(long, { config: SHOP });
    await expect(visit.notice).toBeVisible();
    for (const appearance of [...LOOKS, { layout: 'box', position: 'top' }, { layout: 'dialog' }]) {
      const what = JSON.stringify(appearance);
      await visit.page.evaluate(
        (given) => {
          window.izin.run(given);
          window.izin.acceptAll();
        },
        { ...SHOP, appearance },
      );
      await expect(visit.notice).toHaveCount(0);
      await expect(visit.root.getByRole('status')).toHaveCount(0);
      // Nobody has pressed anything, so nothing of it is left out for that.
      const shifts = await visit.page.evaluate(async () => {
        const drawn = (): Promise<unknown> =>
          new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        await drawn();
        const shifts = Reflect.get(self, 'shifts') as string[];
        shifts.length = 0;
        window.izin.withdraw();
        while (!document.querySelector('#izin [role=status]')?.textContent) await drawn();
        await drawn();
        return shifts;
      });
      expect.soft(shifts, what).toEqual([]);
      await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
    }
  });

test('the page scrolls as ever, by wheel and key, also after preferences', async ({ visit }) => {
  await visit.page.setViewportSize({ width: 1000, height: 700 });
  await visit.open(`<main>${text.repeat(200)}</main>`, { config: SHOP });
  await expect(visit.notice).toBeVisible();
  const at = (): Promise<number> => visit.page.evaluate(() => Math.round(scrollY));
  /** Where it has come to rest. */
  const rest = async (): Promise<number> => {
    let last = -1;
    for (let now = await at(); now !== last; now = await at()) {
      last = now;
      await visit.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    }
    return last;
  };
  const expectScrolls = async (): Promise<void> => {
    const before = await rest();
    await visit.page.mouse.move(500, 100);
    await visit.page.mouse.wheel(0, 200);
    await expect.poll(at).toBe(before + 200);
    await visit.page.mouse.click(900, 20);
    await visit.page.keyboard.press('PageDown');
    await expect.poll(at).toBeGreaterThan(before + 300);
  };
  await expectScrolls();
  const before = await rest();
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  expect(await visit.page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe(
    'visible',
  );
  await visit.page.keyboard.press('Escape');
  await expect(visit.preferences).toHaveCount(0);
  expect(await at()).toBe(before);
  await expectScrolls();
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  await expectScrolls();
});

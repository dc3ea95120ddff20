import type { CDPSession } from '@playwright/test';
import { FULL_SHOP, LAYOUTS, look, preferencesOf } from './faces.ts';
import { expect, test, type Visit } from './page.ts';

// A finger on a phone: it scrolls what it lies on, and presses only where it is put down and lifted again.

test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Puts a finger down, moves it upwards by so many px, and lifts it. */
async function drag(client: CDPSession, { x, y }: Point, far: number): Promise<void> {
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let moved = 10; moved <= far; moved += 10)
    await client.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x, y: y - moved }],
    });
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const middleOf = async (visit: Visit, selector: string): Promise<Point> => {
  const { x, y, width, height } = (await visit.page.locator(selector).boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  return { x: x + width / 2, y: y + height / 2 };
};

const scrolled = (visit: Visit, selector: string): Promise<number> =>
  visit.page.locator(selector).evaluate((element) => element.scrollTop);

test('a swipe scrolls the layer it lies on or else the page, and presses nothing; a tap does', async ({
  visit,
}) => {
  await visit.open(`<h1>Toko</h1>${'<p>Batik dari Laweyan.</p>'.repeat(200)}`, {
    config: FULL_SHOP,
    head: '<meta name="viewport" content="width=device-width">',
  });
  const client = await visit.context.newCDPSession(visit.page);
  const layer = '#izin .izin-notice';
  const page = (): Promise<number> => visit.page.evaluate(() => Math.round(scrollY));
  /** Where something has come to rest: what was pushed rolls on. */
  const rest = (selector = ':root'): Promise<number> =>
    visit.page.locator(selector).evaluate(async (it) => {
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let last = -1, still = 0; still < 5; last = it.scrollTop) {
        await frame();
        still = it.scrollTop === last ? still + 1 : 0;
      }
      return Math.round(it.scrollTop);
    });
  for (const place of LAYOUTS) {
    await look(visit, place);
    await visit.page.evaluate(() => window.izin.show('notice'));
    await expect(visit.page.locator(layer)).toBeVisible();
    await visit.page.evaluate(() => scrollTo(0, 0));
    const isModal = place.layout === 'dialog';

    // The page around a layer that lets it be used.
    if (!isModal) {
      await drag(client, { x: 180, y: 90 }, 80);
      await expect.poll(page, place.layout).toBeGreaterThan(20);
    }
    const before = await rest();

    // What has more to show than room scrolls in itself, and leaves the page where it is.
    await visit.page.setViewportSize({ width: 360, height: 300 });
    await expect
      .poll(() => visit.page.locator(layer).evaluate((it) => it.scrollHeight - it.clientHeight))
      .toBeGreaterThan(50);
    await drag(client, await middleOf(visit, `${layer} .izin-text p`), 80);
    await expect.poll(() => scrolled(visit, layer), place.layout).toBeGreaterThan(20);
    await visit.page.locator(layer).evaluate((it) => it.scrollTo(0, it.scrollHeight));
    await drag(client, await middleOf(visit, `${layer} [data-izin-action=preferences]`), 80);
    expect(await rest(), `${place.layout}: the page behind it`).toBe(before);
    await visit.page.setViewportSize({ width: 360, height: 640 });

    // A finger that moves on from an answer has not given it.
    const accept = `${layer} [data-izin-action=accept-all]`;
    await drag(client, await middleOf(visit, accept), 120);
    await drag(client, await middleOf(visit, `${layer} [data-category=marketing]`), 0);
    // The tap that came after it has been told by now.
    await expect(visit.page.locator(`${layer} [data-category=marketing]`)).toBeChecked();
    expect(await visit.state()).toMatchObject({ decided: false });
    await drag(client, await middleOf(visit, `${layer} [data-category=marketing]`), 0);
    await expect(visit.page.locator(`${layer} [data-category=marketing]`)).not.toBeChecked();
  }

  await drag(client, await middleOf(visit, `${layer} [data-izin-action=preferences]`), 0);
  await expect(preferencesOf(visit)).toBeVisible();
  const before = await rest();
  const scroller = await preferencesOf(visit).evaluate((dialog) => {
    const found = [dialog, ...dialog.querySelectorAll('*')].find(
      (it) => it.scrollHeight > it.clientHeight + 50 && /auto|scroll/.test(getComputedStyle(it).overflowY),
    );
    found?.setAttribute('data-scrolls', '');
    return !!found;
  });
  expect(scroller).toBe(true);
  await drag(client, { x: 180, y: 400 }, 200);
  await expect.poll(() => scrolled(visit, '[data-scrolls]')).toBeGreaterThan(100);
  await rest('[data-scrolls]');
  expect(await rest()).toBe(before);
  await drag(client, await middleOf(visit, '#izin .izin-preferences [data-izin-action=reject-all]'), 0);
  await expect(preferencesOf(visit)).toHaveCount(0);
  expect(await visit.state()).toMatchObject({ decided: true, decisions: { marketing: 'denied' } });
});

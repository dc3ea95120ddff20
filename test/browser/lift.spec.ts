import { expect, test } from './page.ts';

// Guards are lifted while nothing is left to hold.

const before = `<script>self.natives = {
  append: Node.prototype.appendChild, fetch, src: Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src').set,
  cookie: Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set,
}</script>`;

const areNative = (): boolean[] => {
  const { natives } = self as unknown as { natives: Record<string, unknown> };
  return [
    Node.prototype.appendChild === natives['append'],
    fetch === natives['fetch'],
    Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')?.set === natives['src'],
    Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')?.set === natives['cookie'],
  ];
};

test('once everything is granted the page has its natives back, and after a withdrawal the guards', async ({
  visit,
}) => {
  visit.forgive(/not the first/);
  await visit.open('', { before });
  await expect(visit.notice).toBeVisible();
  expect(await visit.page.evaluate(areNative)).toEqual([false, false, false, false]);
  await visit.press('Accept all');
  await expect.poll(() => visit.page.evaluate(areNative)).toEqual([true, true, true, true]);

  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(() => visit.page.evaluate(areNative)).toEqual([false, false, false, false]);
  await visit.page.evaluate(() => {
    new Image().src = 'https://www.facebook.com/tr?id=1';
  });
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('what other code has put before a guard stays', async ({ visit }) => {
  visit.forgive(/not the first/);
  await visit.open(
    `<script>const guarded = self.fetch; self.calls = 0; self.fetch = (...args) => { calls++; return guarded(...args) }</script>`,
    { before },
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.page.evaluate(areNative)).toEqual([true, false, true, true]);
  const calls = await visit.page.evaluate(async () => {
    await fetch('/here').catch(() => 0);
    return (self as unknown as { calls: number }).calls;
  });
  expect(calls).toBeGreaterThan(0);
});

test('a service that stays refused keeps the guards where they are', async ({ visit }) => {
  visit.forgive(/not the first/);
  await visit.open('', { before });
  await visit.choose({ performance: true, functional: true });
  await expect(visit.notice).toHaveCount(0);
  expect(await visit.page.evaluate(areNative)).toEqual([false, false, false, false]);
});

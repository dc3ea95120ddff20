import { after, drop, js, status } from './answers.ts';
import { everyKind } from './marked.ts';
import { expect, GATE, test } from './page.ts';
import { distFile } from './world.ts';

const CHUNK = 'toko.test/izin/izin-preferences.js';
const asked = (seen: readonly { path: string }[]): number =>
  seen.filter(({ path }) => path.startsWith('/izin/izin-preferences.js')).length;

test('nobody pays for preferences who does not point at them', async ({ visit }) => {
  await visit.open();
  await visit.press('Reject all');
  await visit.page.mouse.move(0, 0);
  await visit.quiet();
  expect(asked(visit.world.seen), 'after a decision').toBe(0);
  await visit.reload();
  await visit.quiet();
  expect(asked(visit.world.seen), 'on the next page').toBe(0);
});

test('a file has one address, on every page and for every worker', async ({ visit }) => {
  const addresses = (): string[] => [
    ...new Set(visit.world.seen.flatMap(({ path }) => /^\/izin\/izin-.*/.exec(path)?.[0] ?? [])),
  ];
  const workers = `<script>for (let i = 0; i < 3; i++) new Worker(URL.createObjectURL(new Blob(['fetch("' + origin + '/ran")'])))</script>`;
  await visit.open(workers);
  const ran = (): number => visit.world.seen.filter(({ path }) => path === '/ran').length;
  await expect.poll(ran).toBe(3);
  await visit.press('Accept all');
  await visit.reload();
  await expect.poll(ran).toBe(6);
  await visit.quiet();
  const names = addresses().map((address) => address.replace(/\?.*/, ''));
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  expect(names).toContain('/izin/izin-worker.js');
  expect(names).toContain('/izin/izin-notice.js');
});

test('the first layer decides while preferences take ten seconds', async ({ visit }) => {
  let arrive = (): void => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  visit.world.answer(CHUNK, after(arrival, distFile));
  await visit.page.clock.install();
  await visit.open(everyKind);
  await visit.press('Cookie settings');
  await expect(visit.root.getByRole('button', { name: /^Loading/ })).toBeVisible();
  await visit.page.clock.fastForward(10_000);
  await expect(visit.preferences).toHaveCount(0);

  await visit.choose({ performance: true });
  await expect(visit.notice).toHaveCount(0);
  await expect.poll(() => visit.ran()).toContain('stats.test/external.js');
  expect((await visit.record())?.get('performance')).toBe('1');
  arrive();
  // Asked for before the decision: nothing opens over the page of who has gone on.
  await visit.quiet();
  await expect(visit.preferences).toHaveCount(0);
  await visit.press('Cookie settings');
  await expect(visit.preferences.locator('input[data-category="performance"]')).toBeChecked();
});

for (const [name, failure] of [
  ['no connection', drop],
  ['a missing file', status(404)],
  ['a file that is no module', js('}{')],
] as const) {
  test(`says that preferences failed for ${name}, and opens them on the next try`, async ({ visit }) => {
    visit.forgive(/^izin:/, /Unexpected token/);
    // For good: a browser repeats by itself what a warm connection dropped.
    visit.world.answer(CHUNK, failure);
    await visit.open();
    await visit.press('Cookie settings');
    const retry = visit.root.getByRole('button', { name: /Try again/ });
    await expect(retry).toBeVisible();
    await expect(visit.preferences).toHaveCount(0);
    await expect(visit.switchOf('performance')).toBeEnabled();
    await expect(visit.root.getByRole('button', { name: 'Accept all' })).toBeEnabled();
    // Pointing at the button may have been a try of its own.
    visit.world.answer(CHUNK, distFile);
    await retry.click();
    await expect(visit.preferences).toBeVisible();
  });
}

test('all of the first layer works while preferences cannot be had', async ({ visit }) => {
  visit.forgive(/^izin:/);
  visit.world.answer(CHUNK, status(500));
  await visit.open(everyKind);
  await visit.press('Cookie settings');
  await expect(visit.root.getByRole('button', { name: /Try again/ })).toBeVisible();
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.record())?.get('marketing')).toBe('0');
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('a file of another build is refused, and fetched again once', async ({ visit }) => {
  visit.forgive(/^izin:/);
  const stale = js(
    `export const build = 'another'; export const openPreferences = () => { (self.ran ??= []).push('stale'); return () => {} }`,
  );
  visit.world.answer(CHUNK, stale, distFile);
  await visit.open();
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  expect(await visit.ran()).toEqual([]);
  expect(asked(visit.world.seen)).toBe(2);
});

test('a file that stays of another build is not used', async ({ visit }) => {
  visit.forgive(/^izin:/);
  visit.world.answer(
    CHUNK,
    js(
      `export const build = 'another'; export const openPreferences = () => { (self.ran ??= []).push('stale'); return () => {} }`,
    ),
  );
  await visit.open();
  await visit.press('Cookie settings');
  await expect(visit.root.getByRole('button', { name: /Try again/ })).toBeVisible();
  expect(await visit.ran()).toEqual([]);
});

test('comes from where the script came from, or from where the tag says', async ({ visit }) => {
  await visit.open('', { gate: '<script src="https://cdn.test/izin/izin.js"></script>', config: undefined });
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  expect(visit.outside().find((name) => name.includes('preferences'))).toMatch(
    /^cdn\.test\/izin\/izin-preferences\.js/,
  );

  visit.world.reset();
  await visit.open('', { gate: GATE.replace('<script', '<script data-base="https://assets.test/izin/"') });
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  expect(visit.outside().find((name) => name.includes('preferences'))).toMatch(
    /^assets\.test\/izin\/izin-preferences\.js/,
  );
});

test('the address #izin opens preferences', async ({ visit }) => {
  await visit.open();
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  await visit.page.goto(`${visit.origin}/#izin`);
  await expect(visit.preferences).toBeVisible();
});

test('while the first layer cannot be had nothing is granted; it comes once it can', async ({ visit }) => {
  visit.forgive(/^izin:/);
  visit.world.answer('toko.test/izin/izin-notice.js', status(503));
  await visit.open(everyKind);
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  expect(visit.outside()).toEqual([]);
  expect((await visit.state()).decided).toBe(false);
  visit.world.answer('toko.test/izin/izin-notice.js', distFile);
  await expect(visit.notice).toBeVisible({ timeout: 20_000 });
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toContain('stats.test/external.js');
});

test('a call that decides waits for the first layer, and is lost by no delay', async ({ visit }) => {
  let arrive = (): void => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  visit.world.answer('toko.test/izin/izin-notice.js', after(arrival, distFile));
  await visit.open(everyKind);
  await visit.page.evaluate(() => window.izin.choose({ performance: 'granted' }));
  expect(await visit.record()).toBeUndefined();
  arrive();
  await expect.poll(async () => (await visit.record())?.get('performance')).toBe('1');
  await expect.poll(() => visit.ran()).toContain('stats.test/external.js');
});

test('tags stay held while what releases them cannot be had, and run once it can', async ({ visit }) => {
  visit.world.answer('toko.test/izin/izin-release.js', status(503));
  await visit.open(everyKind);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  visit.world.answer('toko.test/izin/izin-release.js', distFile);
  await expect.poll(() => visit.ran(), { timeout: 30_000 }).toContain('stats.test/external.js');
  expect((await visit.record())?.get('marketing')).toBe('1');
});

import { expect, SHOP, test } from './page.ts';
import { startReceiver } from './receiving.ts';

// The main promises run on plain http as a project of their own; here is what is different there.
test.use({ scheme: 'http' });

const host = 'toko.contoh.co.id';
const config = { ...SHOP, receipts: { endpoint: '/izin/receipts' } };
const body = `
  <script type="text/plain" data-category="performance" data-src="http://stats.test/marked.js"></script>
  <script>
    const tag = document.createElement('script'); tag.src = 'http://stats.test/inserted.js'; document.head.append(tag);
    new Image().src = '//ads.test/pixel.gif?x';
    fetch('http://stats.test/fetch').catch(() => {});
    fetch('/own.json');
  </script>`;

test('a page without a secure context holds, asks, remembers and proves like any other', async ({
  visit,
}) => {
  const receiver = await startReceiver(config);
  visit.world.answer(`${host}/izin/receipts`, receiver.answer);
  await visit.open(body, { host, config });
  expect(
    await visit.page.evaluate(() => [
      isSecureContext,
      'subtle' in crypto && !!crypto.subtle,
      'locks' in navigator,
    ]),
  ).toEqual([false, false, false]);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);

  await visit.choose({ performance: true });
  await expect
    .poll(async () => (await visit.ran()).toSorted())
    .toEqual(['stats.test/inserted.js', 'stats.test/marked.js']);
  const [cookie] = await visit.context.cookies();
  expect(cookie).toMatchObject({ name: 'izin', secure: false, sameSite: 'Lax' });

  // The browser could not compute the hash of the notice, so the receiver fills it in.
  await expect.poll(async () => (await receiver.receipts()).map(({ event }) => event)).toEqual(['partial']);
  const [receipt] = await receiver.receipts();
  expect(
    JSON.parse(visit.world.seen.find(({ path }) => path === '/izin/receipts')?.body ?? '{}').notice.hash,
  ).toBe('');
  expect(await receiver.notice(receipt?.notice.hash ?? '')).toMatchObject({ language: 'en' });

  await visit.reload();
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect
    .poll(async () => (await receiver.receipts()).map(({ event }) => event))
    .toEqual(['partial', 'withdrawn']);
  await visit.press('Reload page');
  await expect.poll(() => visit.ran().catch(() => 'on its way')).toEqual([]);
  await receiver.close();
});

test('preferences open, and their choice counts', async ({ visit }) => {
  await visit.open(body, { host, config: SHOP });
  await visit.press('Cookie settings');
  await visit.preferences.locator('input[data-category="performance"]').setChecked(true);
  await visit.preferences.getByRole('button', { name: 'Save choice' }).click();
  await expect(visit.preferences).toHaveCount(0);
  await expect.poll(() => visit.ran()).toHaveLength(2);
});

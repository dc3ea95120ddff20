import { readFileSync } from 'node:fs';
import { status } from './answers.ts';
import type { Receipt } from './izin.ts';
import { expect, SHOP, test, type Visit } from './page.ts';

const config = { ...SHOP, receipts: { endpoint: '/izin/receipts' } };
const body = `<script type="text/plain" data-category="marketing" data-src="https://ads.test/a.js"></script>`;
const indonesian = JSON.parse(
  readFileSync(new URL('../../locales/id.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string | undefined>>;
const line = /opt-out preference signal honou?red/i;

/** Lets the browser of this visitor send Global Privacy Control. */
const sayGpc = (visit: Visit, value: unknown = true): Promise<unknown> =>
  visit.context.addInitScript(
    (said) =>
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {
        get: () => said,
        configurable: true,
      }),
    value,
  );

const receipts = (visit: Visit): Receipt[] =>
  visit.world.seen
    .filter(({ path }) => path === '/izin/receipts')
    .map((seen): Receipt => JSON.parse(seen.body));

test.beforeEach(({ visit }) => visit.world.answer('toko.test/izin/receipts', status(204)));

test('the banner says that the signal is honoured, and marketing is refused', async ({ visit }) => {
  await sayGpc(visit);
  await visit.open(body, { config });
  await expect(visit.notice).toContainText(line);
  await expect(visit.switchOf('marketing')).not.toBeChecked();
  expect(await visit.state()).toMatchObject({
    decided: false,
    decisions: { marketing: 'denied' },
    signals: { gpc: true },
  });
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('the line is there in Indonesian, too, and again in the preferences', async ({ visit }) => {
  await sayGpc(visit);
  await visit.open(body, { config, lang: 'id' });
  await expect(visit.notice).toContainText(indonesian['notice.gpc'] ?? 'a text');
  await visit.notice.locator('[data-izin-action=preferences]').click();
  await expect(visit.preferences).toContainText(indonesian['preferences.gpc'] ?? 'a text');
});

test('the preferences say what the signal does now: nothing of marketing, or what was accepted', async ({
  visit,
}) => {
  await sayGpc(visit);
  const settings = async (given: object): Promise<void> => {
    await visit.open(body, { config: given });
    await visit.press('Cookie settings');
  };
  await settings({ ...config, categories: { marketing: false } });
  await expect(visit.preferences).toContainText('marketing is switched off on this site');
  await expect(visit.preferences).not.toContainText('unless you turn it on here');
  await settings(config);
  await expect(visit.preferences).toContainText('unless you turn it on here');
  await visit.preferences.getByRole('button', { name: 'Accept all' }).click();
  await visit.press('Cookie settings');
  await expect(visit.preferences).toContainText('The marketing that you have accepted stands all the same.');
  await expect(visit.preferences).not.toContainText(line);
});

test('a refusal by a tool of the visitor counts with it, and leaves the same signal', async ({ visit }) => {
  await sayGpc(visit);
  await visit.open(body, { config });
  await expect(visit.notice).toBeVisible();
  await visit.page.evaluate(() =>
    document.querySelector<HTMLElement>('#izin [data-izin-action=reject-all]')?.click(),
  );
  await expect
    .poll(() => receipts(visit).map(({ event, signals, ui }) => [event, signals.gpc, ui.trusted]))
    .toEqual([['refused', true, false]]);
  expect(visit.outside()).toEqual([]);
});

test('by itself it stores nothing and sends nothing', async ({ visit }) => {
  await sayGpc(visit);
  await visit.open(body, { config });
  await visit.quiet();
  expect(await visit.context.cookies()).toEqual([]);
  expect(receipts(visit)).toEqual([]);
  expect(await visit.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('a choice made with the line in view wins, and its receipt tells of the signal', async ({ visit }) => {
  await sayGpc(visit);
  await visit.open(body, { config });
  await visit.choose({ marketing: true });
  await expect.poll(() => visit.outside()).toEqual(['ads.test/a.js']);
  await expect
    .poll(() => receipts(visit).map(({ signals, choices }) => [signals.gpc, choices.marketing]))
    .toEqual([[true, true]]);
  await visit.reload();
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  expect(visit.outside()).toEqual(['ads.test/a.js', 'ads.test/a.js']);
});

test('it stands above a grant from before it was sent: marketing is asked again', async ({ visit }) => {
  await visit.open(body, { config });
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toEqual(['ads.test/a.js']);
  visit.world.reset();
  await sayGpc(visit);
  await visit.open(body, { config });
  await expect(visit.notice).toContainText(line);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect((await visit.state()).decisions).toMatchObject({ performance: 'granted', marketing: 'denied' });
});

test('where the browser does not send it, there is no such line, and the receipt says so', async ({
  visit,
}) => {
  await visit.open(body, { config });
  await expect(visit.notice).not.toContainText(line);
  await visit.press('Reject all');
  await expect.poll(() => receipts(visit).map(({ signals }) => signals.gpc)).toEqual([false]);
});

test('the line is there only while there is marketing that it refuses, and nobody is asked for its sake', async ({
  visit,
}) => {
  const without = { ...config, categories: { marketing: false } };
  await visit.open(body, { config: without });
  await visit.press('Accept all');
  await sayGpc(visit);
  await visit.open(body, { config: without });
  expect((await visit.state()).decided).toBe(true);
  await visit.page.evaluate(() => window.izin.show('notice'));
  await expect(visit.notice).toBeVisible();
  await expect(visit.notice).not.toContainText(line);

  await visit.open(body, { config });
  await expect(visit.notice.getByText(line)).toBeVisible();
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.show('notice'));
  await expect(visit.notice).toBeVisible();
  await expect(visit.notice.getByText(line)).toBeHidden();
  await visit.page.evaluate(() => window.izin.choose({ marketing: 'denied' }));
  // Its line would come in between.
  await expect(visit.root.getByText('Consent withdrawn')).toBeVisible();
  await visit.page.evaluate(() => window.izin.show('notice'));
  await expect(visit.notice.getByText(line)).toBeVisible();
});

test('an owner may leave it out, where no law asks for it', async ({ visit }) => {
  await sayGpc(visit);
  await visit.open(body, { config: { ...config, signals: { gpc: false } } });
  await expect(visit.notice).toBeVisible();
  await expect(visit.notice).not.toContainText(line);
  expect((await visit.state()).signals.gpc).toBe(false);
});

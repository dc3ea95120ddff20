import type { Locator } from '@playwright/test';
import { after, status } from './answers.ts';
import { expect, SHOP, test, type Visit } from './page.ts';
import { distFile } from './world.ts';

const FILE = (name: string): string => `toko.test/izin/locales/${name}.json`;

/** The locale files that were asked for, in order. */
const fetched = (visit: Visit): string[] =>
  visit.world.seen.flatMap(({ path }) => /^\/izin\/locales\/(.+)\.json/.exec(path)?.[1] ?? []);

/** Every text that an element has shown, in order. */
async function watchText(locator: Locator): Promise<() => Promise<string[]>> {
  const seen = await locator.evaluateHandle((element) => {
    const texts = new Set([element.textContent]);
    const look = (): void => {
      texts.add(element.textContent);
      requestAnimationFrame(look);
    };
    look();
    return texts;
  });
  return () => seen.evaluate((texts) => [...texts]);
}

test('no visitor pays for texts that are not shown', async ({ visit }) => {
  await visit.open('', { lang: 'id' });
  await visit.quiet();
  expect(fetched(visit)).toEqual([]);
  await visit.press('Pengaturan cookie');
  await expect(visit.preferences).toBeVisible();
  await visit.page.keyboard.press('Escape');
  await visit.press('Pengaturan cookie');
  await expect(visit.preferences).toBeVisible();
  expect(fetched(visit)).toEqual(['id']);
});

test('preferences change their language in one go once its texts are here, and keep the focus', async ({
  visit,
}) => {
  let arrive = (): void => {};
  visit.world.answer(FILE('en'), after(new Promise<void>((resolve) => (arrive = resolve)), distFile));
  await visit.open('', { lang: 'id' });
  await visit.press('Pengaturan cookie');
  const texts = await watchText(visit.preferences);
  await visit.preferences.getByRole('button', { name: 'English' }).press('Enter');
  await expect.poll(() => fetched(visit)).toEqual(['id', 'en']);
  await visit.quiet();
  await expect(visit.preferences).toHaveAttribute('lang', 'id');
  await expect(visit.root).toHaveAttribute('lang', 'id');
  await expect(visit.preferences).toContainText('180 hari');
  arrive();
  await expect(visit.preferences.getByRole('button', { name: 'Bahasa Indonesia' })).toBeFocused();
  await expect(visit.preferences).toHaveAttribute('lang', 'en');
  await expect(visit.root).toHaveAttribute('lang', 'en');
  await expect(visit.preferences).toContainText('180 days');
  // The one language, then the other, and nothing in between.
  expect(await texts()).toHaveLength(2);

  await visit.page.evaluate(() => window.izin.setLanguage('id'));
  await expect(visit.preferences).toContainText('180 hari');
  expect(fetched(visit)).toEqual(['id', 'en']);
});

test('a language pressed while the preferences are on their way is spoken at once, and by them', async ({
  visit,
}) => {
  let arrive = (): void => {};
  const file = 'toko.test/izin/izin-preferences.js';
  visit.world.answer(file, after(new Promise<void>((resolve) => (arrive = resolve)), distFile));
  await visit.open('', { lang: 'id' });
  await visit.press('Pengaturan cookie');
  await expect(visit.root.getByRole('button', { name: 'Memuat…' })).toBeVisible();
  await visit.notice.getByRole('button', { name: 'English' }).click();
  await expect(visit.notice.getByRole('heading')).toHaveText('Cookie consent');
  await expect(visit.root.getByRole('button', { name: 'Loading…' })).toBeVisible();
  arrive();
  await expect(visit.preferences.getByRole('heading', { name: 'Cookie settings' })).toBeVisible();
});

test('preferences open in the language that is spoken by then, which is what the receipt names', async ({
  visit,
}) => {
  let first = (): void => {};
  let second = (): void => {};
  visit.world.answer(FILE('id'), after(new Promise<void>((resolve) => (first = resolve)), distFile));
  visit.world.answer(FILE('en'), after(new Promise<void>((resolve) => (second = resolve)), distFile));
  await visit.open('', { lang: 'id' });
  await visit.press('Pengaturan cookie');
  await expect.poll(() => fetched(visit)).toEqual(['id']);
  await visit.notice.getByRole('button', { name: 'English' }).click();
  first();
  await expect.poll(() => fetched(visit)).toEqual(['id', 'en']);
  await expect(visit.root.getByRole('button', { name: 'Loading…' })).toBeVisible();
  await expect(visit.preferences).toHaveCount(0);
  second();
  await expect(visit.preferences.getByRole('heading', { name: 'Cookie settings' })).toBeVisible();
});

test('a first layer that was asked for stays while its language changes, with what is switched', async ({
  visit,
}) => {
  await visit.open('');
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.show('notice'));
  await visit.switchOf('marketing').setChecked(true);
  await visit.notice.getByRole('button', { name: 'Bahasa Indonesia' }).click();
  await expect(visit.notice.getByRole('button', { name: 'English' })).toBeVisible();
  await expect(visit.switchOf('marketing')).toBeChecked();
  await visit.press('Simpan pilihan');
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.record())?.get('marketing')).toBe('1');
});

test('a language whose texts cannot be had is said, and can be tried again', async ({ visit }) => {
  visit.forgive(/503/);
  visit.world.answer(FILE('en'), status(503));
  await visit.open('', { lang: 'id' });
  await visit.press('Pengaturan cookie');
  const english = visit.preferences.getByRole('button', { name: 'English' });
  await english.press('Enter');
  await expect(visit.preferences.getByRole('status').first()).toHaveText('Gagal dimuat. Coba lagi');
  await expect(english).toBeFocused();
  await expect(visit.preferences.getByRole('button', { name: 'Simpan pilihan' })).toBeVisible();
  expect((await visit.state()).language).toBe('id');

  visit.world.answer(FILE('en'), distFile);
  await visit.page.keyboard.press('Enter');
  await expect(visit.preferences.getByRole('button', { name: 'Save choice' })).toBeVisible();
  await expect(visit.preferences).not.toContainText('Coba lagi');
});

test('without any texts preferences stay closed, say so, and open once there are some', async ({ visit }) => {
  visit.forgive(/^izin: preferences/, /503/);
  visit.world.answer(FILE('en'), status(503));
  await visit.open();
  await visit.press('Cookie settings');
  const retry = visit.root.getByRole('button', { name: /Try again/ });
  await expect(retry).toBeVisible();
  await expect(visit.preferences).toHaveCount(0);
  visit.world.answer(FILE('en'), distFile);
  await retry.click();
  await expect(visit.preferences).toContainText('PT Contoh Indonesia');
});

test('the control that stays, a placeholder and a declaration speak one language, also after a change in the preferences', async ({
  visit,
}) => {
  await visit.open(
    '<iframe title="Peta" data-category="functional" data-service="maps" data-src="https://maps.test/" width="500" height="300"></iframe><div data-izin="declaration"></div>',
  );
  await visit.press('Reject all');
  const said = (): Promise<unknown> =>
    visit.page.evaluate(() =>
      [
        document.querySelector('#izin .izin-reopen')?.closest<HTMLElement>('[lang]'),
        document.querySelector('.izin-placeholder')?.shadowRoot?.querySelector<HTMLElement>('[lang]'),
        document.querySelector<HTMLElement>('.izin-declaration, [data-izin=declaration] [lang]'),
      ].map((it) =>
        [it?.lang, /Pengaturan cookie|Setelan|Penyedia/.test(it?.textContent ?? '') ? 'id' : 'en'].join(),
      ),
    );
  await expect.poll(said).toEqual(['en,en', 'en,en', 'en,en']);
  await visit.press('Cookie settings');
  for (const [button, tag] of [
    ['Bahasa Indonesia', 'id'],
    ['English', 'en'],
  ] as const) {
    await visit.preferences.getByRole('button', { name: button }).click();
    await expect.poll(said).toEqual(Array(3).fill(`${tag},${tag}`));
  }
});

test('the inspector changes its language in one go, keeps the focus, and says where it cannot', async ({
  visit,
}) => {
  visit.forgive(/503/);
  visit.world.answer(FILE('inspector.id'), status(503), distFile);
  visit.write('');
  await visit.page.goto(`${visit.origin}/?izin=inspect`);
  const panel = visit.page.locator('#izin-inspector');
  await expect(panel).toHaveAttribute('lang', 'en');
  expect(fetched(visit)).toEqual(['inspector.en']);
  await panel.getByRole('button', { name: 'Bahasa Indonesia' }).press('Enter');
  await expect(panel.getByRole('status').last()).toHaveText('Could not load. Try again');
  await visit.page.keyboard.press('Enter');
  await expect(panel.getByRole('tab', { name: 'Hasil' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'English' })).toBeFocused();
  await expect(panel).toHaveAttribute('lang', 'id');
  await expect(visit.notice).toContainText('Cookie consent');
});

test('speaks what the page is written in, else what the visitor wants, else the first of the site', async ({
  visit,
}) => {
  const languageOf = async (lang: string | undefined, languages: readonly string[]): Promise<string> => {
    await visit.open('', { config: { ...SHOP, languages }, ...(lang !== undefined && { lang }) });
    await expect(visit.root).toHaveAttribute('lang', /./);
    return (await visit.root.getAttribute('lang')) ?? '';
  };
  const both = ['id', 'en'];
  expect(await languageOf('en-GB', both)).toBe('en');
  expect(await languageOf('in', both)).toBe('id');
  expect(await languageOf('id_ID', both)).toBe('id');
  // The browser of the tests is English.
  for (const lang of ['', undefined, 'ms', 'xyz', '!']) expect(await languageOf(lang, both)).toBe('en');
  expect(await languageOf('en', ['id'])).toBe('id');
});

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, json, status } from './answers.ts';
import { expect, SHOP, test as base, type Visit } from './page.ts';
import { DIST } from './world.ts';

const LOCALES = fileURLToPath(new URL('../locales', import.meta.url));
const read = async (tag: string): Promise<object> =>
  JSON.parse(await readFile(join(LOCALES, `${tag}.json`), 'utf8')) as object;
const FILE = 'toko.test/izin/locales/jv.json';

const config = { ...SHOP, languages: ['id', 'en', 'jv', 'ar'], receipts: { endpoint: '/izin/receipts' } };

/** The folder that `izin build` writes for the shop, with our example files beside the configuration. */
const test = base.extend<object, { built: string }>({
  built: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'izin-'));
      await writeFile(join(folder, 'izin.config.json'), JSON.stringify(config));
      await cp(LOCALES, join(folder, 'locales'), { recursive: true });
      await promisify(execFile)(process.execPath, [join(DIST, 'cli.js'), 'build'], { cwd: folder });
      await use(join(folder, 'izin'));
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

/** The locale files that were asked for, in order. */
const fetched = (visit: Visit): string[] =>
  visit.world.seen.flatMap(({ path }) => /^\/izin\/locales\/(.+)\.json/.exec(path)?.[1] ?? []);

/** Refuses, and gives back the receipt that the endpoint was sent. */
async function receipt(visit: Visit): Promise<{ language: string; notice: { hash: string } }> {
  await visit.root.locator('[data-izin-action="reject-all"]').first().click();
  const sent = (): string | undefined => visit.world.seen.find(({ path }) => path === '/izin/receipts')?.body;
  await expect.poll(sent).toBeTruthy();
  return JSON.parse(sent() ?? '') as { language: string; notice: { hash: string } };
}

/** What `izin build` has written down under a hash. */
async function noticeOf(built: string, hash: string): Promise<unknown> {
  const segment = Buffer.from(hash.replace('sha256-', ''), 'base64').toString('base64url');
  return JSON.parse(await readFile(join(built, `notices/${segment}.json`), 'utf8'));
}

test.beforeEach(({ visit }) => visit.world.answer('toko.test/izin/receipts', status(204)));

test('with a build it is there at once, in full, and in the receipt', async ({ visit, built }) => {
  for (const name of await readdir(built, { recursive: true }))
    if (/\.js(on)?$/.test(name)) {
      const body = await readFile(join(built, name));
      visit.world.answer(`toko.test/izin/${name}`, (_seen, response) =>
        response
          .writeHead(200, { 'content-type': name.endsWith('.js') ? 'text/javascript' : 'application/json' })
          .end(body),
      );
    }
  await visit.open('', { config: null, lang: 'jv' });
  await expect(visit.notice.getByRole('heading')).toHaveText('Palilah cookie');
  await expect(visit.notice).toContainText('Ing Toko Contoh, kita (PT Contoh Indonesia) ngginakaken cookie');
  await expect(visit.root).toHaveAttribute('lang', 'jv');
  await visit.quiet();
  expect(fetched(visit)).toEqual([]);

  await visit.press('Setelan cookie');
  await expect(visit.preferences.getByRole('heading', { name: 'Pemasaran' })).toBeVisible();
  await expect(visit.preferences.getByRole('button', { name: 'Tutup' })).toBeVisible();
  // What the file lacks is said in Indonesian.
  await expect(visit.preferences).toContainText('PT Contoh Indonesia adalah pengendali data pribadi');
  // Nor does every browser know how Javanese counts days.
  await expect(visit.preferences).toContainText(/180 (hari|dina)/);
  expect(fetched(visit).toSorted()).toEqual(['id', 'jv']);
  await visit.page.keyboard.press('Escape');

  const { language, notice } = await receipt(visit);
  expect(language).toBe('jv');
  expect(await noticeOf(built, notice.hash)).toMatchObject({ language: 'jv', texts: await read('jv') });
});

test('without a build its file is fetched when it is wanted, and is in the receipt', async ({
  visit,
  built,
}) => {
  let arrive = (): void => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  visit.world.answer(FILE, after(arrival, json(await read('jv'))));
  await visit.open('', { config, lang: 'jv' });
  // Somebody is asked at once, in a language that is there.
  await expect(visit.notice.getByRole('heading')).toHaveText('Cookie consent');
  await expect(visit.root).toHaveAttribute('lang', 'en');
  await visit.notice.getByRole('button', { name: 'Accept all' }).focus();
  arrive();
  await expect(visit.notice.getByRole('heading')).toHaveText('Palilah cookie');
  await expect(visit.root).toHaveAttribute('lang', 'jv');
  await expect(visit.notice.getByRole('button', { name: 'Tampi sedaya' })).toBeFocused();
  await visit.press('Setelan cookie');
  await expect(visit.preferences.getByRole('button', { name: 'Tutup' })).toBeVisible();
  await visit.page.keyboard.press('Escape');
  const { language, notice } = await receipt(visit);
  expect(language).toBe('jv');
  // The same as that of the build, which has the same texts.
  expect(await noticeOf(built, notice.hash)).toMatchObject({ texts: await read('jv') });
});

test('a language that cannot be had leaves the one before, with a receipt in that', async ({ visit }) => {
  visit.forgive(/^izin:.*jv/, /404/);
  visit.world.answer(FILE, status(404));
  await visit.open('', { config, lang: 'jv' });
  await expect(visit.root).toHaveAttribute('lang', 'en');
  const button = visit.notice.locator('[data-language="jv"]');
  await button.press('Enter');
  await expect(button).toHaveText('Could not load. Try again');
  await expect(button).toBeFocused();
  expect(fetched(visit)).toEqual(['jv', 'jv']);
  await visit.press('Bahasa Indonesia');
  await expect(visit.notice.getByRole('heading')).toHaveText('Persetujuan cookie');
  expect((await receipt(visit)).language).toBe('id');
});

test('the language pressed last is the one that is shown', async ({ visit }) => {
  let arrive = (): void => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  visit.world.answer(FILE, after(arrival, json(await read('jv'))));
  await visit.open('', { config });
  await visit.notice.locator('[data-language="jv"]').click();
  await visit.press('Bahasa Indonesia');
  await expect(visit.root).toHaveAttribute('lang', 'id');
  arrive();
  await visit.quiet();
  await expect(visit.root).toHaveAttribute('lang', 'id');
});

test('texts in the configuration win over the file, and are enough without one', async ({ visit }) => {
  visit.world.answer(FILE, json(await read('jv')));
  const texts = { jv: { 'notice.title': 'Punapa kepareng?' }, ar: await read('ar') };
  await visit.open('', { config: { ...config, texts }, lang: 'jv' });
  await expect(visit.notice.getByRole('heading')).toHaveText('Punapa kepareng?');
  await expect(visit.notice.getByRole('button', { name: 'Tampi sedaya' })).toBeVisible();
  expect(fetched(visit)).toEqual(['jv']);

  // The whole first layer is in the configuration, so nothing is asked for.
  await visit.press('العربية');
  await expect(visit.root).toHaveAttribute('dir', 'rtl');
  await expect(visit.notice.getByRole('button', { name: 'رفض الكل' })).toBeVisible();
  expect(fetched(visit)).toEqual(['jv']);
  visit.forgive(/404/);
  visit.world.answer('toko.test/izin/locales/ar.json', status(404));
  await visit.root.locator('[data-izin-action="preferences"]').click();
  await expect(visit.preferences.getByRole('button', { name: 'إغلاق' })).toBeVisible();
  // One service in each category, as the language counts it.
  await expect(visit.preferences.getByText('خدمة واحدة').first()).toBeVisible();
});

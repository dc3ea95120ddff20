import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { js, status } from './answers.ts';
import { everyKind } from './marked.ts';
import { expect, SHOP, test as base } from './page.ts';
import { DIST } from './world.ts';

const config = { ...SHOP, unlisted: 'hold-all', receipts: { endpoint: '/izin/receipts' } };

/** The folder that `izin build` writes for the shop. */
const test = base.extend<object, { built: string }>({
  built: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'izin-'));
      const [file, out] = [join(folder, 'izin.config.json'), join(folder, 'out')];
      await writeFile(file, JSON.stringify(config));
      await promisify(execFile)(process.execPath, [
        join(DIST, 'cli.js'),
        'build',
        '--config',
        file,
        '--out',
        out,
      ]);
      await use(out);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

test.beforeEach(async ({ visit, built }) => {
  for (const name of await readdir(built)) {
    if (name.endsWith('.js'))
      visit.world.answer(`toko.test/izin/${name}`, js(await readFile(join(built, name), 'utf8')));
  }
  visit.world.answer('toko.test/izin/receipts', status(204));
});

test("the site's own script holds and asks at once, by its own configuration", async ({ visit }) => {
  await visit.open(
    `${everyKind}<script>fetch('https://unknown.test/x').catch(() => (self.refused = true))</script>`,
    { config: null },
  );
  await expect(visit.notice).toContainText('Toko Contoh');
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect(await visit.page.evaluate(() => (self as unknown as { refused: boolean }).refused)).toBe(true);
  await visit.choose({ performance: true });
  await expect.poll(() => visit.outside()).toContain('stats.test/external.js');
});

test('its preferences open', async ({ visit }) => {
  await visit.open('', { config: null });
  await visit.press('Cookie settings');
  await expect(visit.preferences).toContainText('PT Contoh Indonesia');
});

test('its receipts name the notice that was built, on plain http too', async ({ visit, built }) => {
  await visit.open('', { config: null });
  await visit.press('Reject all');
  await expect.poll(() => visit.world.seen.filter(({ path }) => path === '/izin/receipts')).toHaveLength(1);
  const receipt: { notice: { hash: string } } = JSON.parse(
    visit.world.seen.find(({ path }) => path === '/izin/receipts')?.body ?? '{}',
  );
  const segment = receipt.notice.hash
    .replace('sha256-', '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '');
  const notices = (await readdir(built, { recursive: true })).filter((name) => name.includes(segment));
  expect(notices).toHaveLength(1);
  expect(JSON.parse(await readFile(join(built, notices[0] ?? ''), 'utf8'))).toMatchObject({
    language: 'en',
    site: { name: 'Toko Contoh' },
  });
});

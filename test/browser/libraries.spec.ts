import { js } from './answers.ts';
import { bundle } from './bundle.ts';
import { eventsIn, LIBRARIES, vendor, type Library } from './libraries.ts';
import { expect, SHOP, test, type Visit } from './page.ts';

// A browser as visitors have it: libraries of statistics do not count robots.
test.use({
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
});
test.beforeEach(({ visit }) =>
  visit.context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false, configurable: true }),
  ),
);

/** The page of a site that uses a library, and the vendor behind it. */
async function set(visit: Visit, library: Library, way: 'pasted' | 'bundled'): Promise<() => Promise<void>> {
  for (const [address, body] of Object.entries(library.files))
    visit.world.answer(address, vendor('text/javascript', await body()));
  for (const [address, body] of Object.entries(library.answers ?? {}))
    visit.world.answer(address, vendor('application/json', JSON.stringify(body)));
  const own = way === 'bundled' ? await bundle(library.bundled) : '';
  visit.world.answer('toko.test/site.js', js(own));
  const config = { site: SHOP.site, services: library.services };
  return () =>
    visit.open(own ? '<script src="/site.js"></script>' : '', {
      config,
      head: way === 'pasted' ? library.pasted : '',
    });
}

/** What the vendor was asked, but for the library itself: the browser may fetch that ahead of every script. */
const asked = (visit: Visit, { hosts, files }: Library): string[] =>
  visit.world.seen
    .filter(({ host, method }) => method !== 'OPTIONS' && hosts.some((it) => `.${host}`.endsWith(`.${it}`)))
    .map(({ name }) => name)
    .filter((name) => !Object.keys(files).includes(name));

const events = (visit: Visit, { delivers }: Library): string[] => [
  ...new Set(
    visit.world.seen
      .filter(({ host, path, method }) => method !== 'OPTIONS' && delivers.test(host + path))
      .flatMap(eventsIn),
  ),
];

/** What the library has left in the browser. */
async function left(visit: Visit, { leaves }: Library): Promise<string[]> {
  const cookies = await visit.context.cookies(visit.origin);
  const keys = await visit.page.evaluate(() => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
  ]);
  const names = [...cookies.map(({ name }) => name), ...keys];
  return names.filter((name) => leaves.some((beginning) => name.startsWith(beginning)));
}

const track = (visit: Visit, name: string): Promise<void> =>
  visit.page.evaluate((event) => (self as unknown as { track(event: string): void }).track(event), name);

/** Gives a library every chance; one that is there has an event to send besides, once it is at rest. */
async function stayQuiet(visit: Visit, way: 'pasted' | 'bundled', event: string): Promise<void> {
  await visit.quiet();
  if (way === 'pasted') return;
  await track(visit, event);
  await visit.quiet();
}

test.describe.configure({ timeout: 120_000 });

for (const library of LIBRARIES) {
  for (const way of ['pasted', 'bundled'] as const) {
    test(`${library.name}, ${way}: silent, then delivers, then silent again`, async ({ visit }) => {
      if (library.complains) visit.forgive(library.complains);
      const open = await set(visit, library, way);

      await open();
      await stayQuiet(visit, way, 'Sebelum setuju');
      expect(asked(visit, library)).toEqual([]);
      expect(await left(visit, library)).toEqual([]);

      await visit.press('Accept all');
      await expect(visit.notice).toHaveCount(0);
      if (way === 'pasted') {
        await expect.poll(() => events(visit, library)).toContain('Halaman dibuka');
      }
      const refused = (await visit.held()).length;
      await track(visit, 'Setelah setuju');
      if (way === 'bundled' && library.givesUp) await visit.quiet();
      else await expect.poll(() => events(visit, library)).toContain('Setelah setuju');
      expect((await visit.held()).slice(refused)).toEqual([]);

      // As it would be for whoever accepted long ago.
      visit.world.reset();
      await (
        await set(visit, library, way)
      )();
      await expect.poll(() => events(visit, library)).toContain('Halaman dibuka');
      if (library.leaves.length) await expect.poll(() => left(visit, library)).not.toEqual([]);

      await visit.page.evaluate(() => window.izin.withdraw());
      await expect.poll(() => left(visit, library)).toEqual([]);
      // What was under way may still arrive; nothing new sets out, though all of the library still runs.
      await visit.quiet();
      visit.world.reset();
      await track(visit, 'Sudah ditarik');
      await visit.quiet();
      expect(asked(visit, library)).toEqual([]);
      expect(await left(visit, library)).toEqual([]);

      visit.world.reset();
      await (
        await set(visit, library, way)
      )();
      await stayQuiet(visit, way, 'Setelah ditarik');
      expect(asked(visit, library)).toEqual([]);
      expect(await left(visit, library)).toEqual([]);
    });
  }
}

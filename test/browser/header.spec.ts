import { isInstalled, type Running } from '../unit/seal/running.ts';
import { expect, SHOP, test as base } from './page.ts';
import { passOn, ranBy, SEALERS, startSealed, type Sealer } from './sealers.ts';

/** A shop with tags as pasted, and a preload that no markup could stop. */
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Toko Contoh</title>
<script type="application/json" id="izin-config">${JSON.stringify(SHOP)}</script>
<script src="/izin/izin.js" data-sealed></script>
<script src="https://stats.test/a.js"></script></head>
<body><main><img src="https://ads.test/p.gif" alt=""><img src="https://maps.test/m.gif" alt=""></main>
<script>new Worker('/worker.js'); new SharedWorker('/worker.js');</script></body></html>`;
/** The site's own, beyond the reach of any script in the page. */
const worker = `for (const kind of ['Dedicated', 'Shared'])
  if (self.constructor.name.startsWith(kind)) fetch('https://ads.test/' + kind, { mode: 'no-cors' }).catch(() => {});`;
const headers = {
  Link: '<https://stats.test/preloaded.js>; rel=preload; as=script',
  // Whatever the browser keeps must not outlive the choice that it was made for.
  'Cache-Control': 'max-age=600',
};
const ALL = [
  'ads.test/Dedicated',
  'ads.test/Shared',
  'ads.test/p.gif',
  'maps.test/m.gif',
  'stats.test/a.js',
  'stats.test/preloaded.js',
];

const test = base.extend<{ sealer: Sealer; own: Readonly<Record<string, string>>; server: Running }>({
  sealer: ['hono', { option: true }],
  own: [{}, { option: true }],
  server: [
    async ({ visit, sealer, own }, use) => {
      const server = await startSealed(sealer, { page, worker, headers: { ...headers, ...own } });
      for (const path of ['', 'worker.js']) visit.world.answer(`toko.test/${path}`, passOn(server.port));
      // What the browser itself says of all that it refuses.
      visit.forgive(/Content Security Policy/);
      await use(server);
      await server.stop();
    },
    { auto: true },
  ],
});

for (const sealer of SEALERS) {
  test.describe(`a page that ${sealer} seals`, () => {
    test.use({ sealer });
    test.skip(
      (sealer === 'nginx' || sealer === 'caddy') && !isInstalled(sealer),
      `SKIPPED: ${sealer} is not on this machine`,
    );

    test.beforeEach(({ visit }) => visit.page.goto(`${visit.origin}/`));

    test('asks nobody before consent, not even in workers and by its Link header', async ({ visit }) => {
      await expect(visit.notice).toBeVisible();
      await visit.quiet();
      expect(visit.outside()).toEqual([]);
      expect([...visit.world.greeted].filter((host) => ALL.some((name) => name.startsWith(host)))).toEqual(
        [],
      );
      expect(visit.complaints()).toEqual([]);
    });

    test('loads again by itself once everything is granted, and then all of it works', async ({ visit }) => {
      await visit.press('Accept all');
      await expect.poll(() => visit.outside().toSorted()).toEqual(ALL);
      await expect.poll(() => ranBy(visit)).toEqual(['stats.test/a.js']);
      await visit.page.evaluate(() => fetch('https://ads.test/late').then(() => undefined));
      expect(visit.complaints()).toEqual([]);
    });

    test('lets pass what was chosen, and nothing else', async ({ visit }) => {
      await visit.choose({ performance: true });
      await expect.poll(() => ranBy(visit)).toEqual(['stats.test/a.js']);
      await visit.quiet();
      expect(visit.outside().toSorted()).toEqual(['stats.test/a.js', 'stats.test/preloaded.js']);
      await visit.reload();
      await visit.quiet();
      expect(new Set(visit.outside())).toEqual(new Set(['stats.test/a.js', 'stats.test/preloaded.js']));
    });

    test('asks nobody again once consent is withdrawn and the page loaded anew', async ({ visit }) => {
      await visit.press('Accept all');
      await expect.poll(() => ranBy(visit)).toEqual(['stats.test/a.js']);
      await visit.page.evaluate(() => window.izin.withdraw());
      await expect.poll(() => visit.record().then((record) => record?.get('marketing'))).toBe('0');
      await visit.quiet();
      const before = visit.outside().length;
      await visit.page.goto(`${visit.origin}/`);
      await visit.quiet();
      expect(visit.outside().slice(before)).toEqual([]);
      expect(await visit.ran()).toEqual([]);
    });

    test.describe('beside a policy of its own', () => {
      test.use({ own: { 'Content-Security-Policy': "img-src 'self' maps.test" } });

      test('is held to both', async ({ visit }) => {
        await visit.quiet();
        expect(visit.outside()).toEqual([]);
        await visit.press('Accept all');
        await expect.poll(() => ranBy(visit)).toEqual(['stats.test/a.js']);
        await visit.quiet();
        expect(visit.outside().toSorted()).toEqual(ALL.filter((name) => name !== 'ads.test/p.gif'));
      });
    });
  });
}

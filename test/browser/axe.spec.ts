import { AxeBuilder } from '@axe-core/playwright';
import { expect, SHOP, test, type Visit } from './page.ts';

const config = {
  ...SHOP,
  services: {
    ...SHOP.services,
    youtube: true,
    'google-analytics': true,
    'google-tag-manager': true,
    odd: { category: 'unclassified', hosts: ['odd.test'] },
  },
};

/** What axe finds wrong with what is ours, in words. */
async function findings(visit: Visit, root = '#izin'): Promise<string[]> {
  // Colours that are still on their way would be judged half-way.
  await visit.page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
  const { violations, incomplete } = await new AxeBuilder({ page: visit.page })
    .include(root)
    .options({ resultTypes: ['violations', 'incomplete'] })
    .analyze();
  const undecided = incomplete.filter(({ id }) => id !== 'color-contrast');
  return [...violations, ...undecided].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

for (const [lang, settings, language] of [
  ['en', 'Cookie settings', 'English'],
  ['id', 'Pengaturan cookie', 'Bahasa Indonesia'],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`axe finds nothing in ${language}, ${colorScheme}`, () => {
      test.use({ colorScheme });

      test('on the first layer', async ({ visit }) => {
        await visit.open('<h1>Toko</h1>', { config, lang });
        await expect(visit.notice).toBeVisible();
        expect(await findings(visit)).toEqual([]);
      });

      test('in preferences, before and after a decision', async ({ visit }) => {
        await visit.open('<h1>Toko</h1>', { config, lang });
        await visit.press(settings);
        await expect(visit.preferences).toBeVisible();
        for (const summary of await visit.preferences.locator('summary').all()) await summary.click();
        expect(await findings(visit)).toEqual([]);

        await visit.preferences.locator('[data-izin-action="accept-all"]').click();
        await expect(visit.preferences).toHaveCount(0);
        expect(await findings(visit)).toEqual([]);
        await visit.press(settings);
        await expect(visit.preferences).toBeVisible();
        expect(await findings(visit)).toEqual([]);
      });

      test('on placeholders: large, small, of what nobody can agree to, and of a post', async ({ visit }) => {
        const frame = (src: string, size: string): string =>
          `<iframe title="Film" data-category="functional" data-src="https://${src}" ${size}></iframe>`;
        await visit.page.setViewportSize({ width: 800, height: 1400 });
        await visit.open(
          `${frame('www.youtube.com/embed/a', 'width="560" height="315"')}
          ${frame('open.spotify.com/embed/track/1', 'width="300" height="80"')}
          ${frame('maps.test/', 'width="200" height="200"')}
          <iframe title="Odd" data-category="unclassified" data-src="https://odd.test/x" width="400" height="200"></iframe>
          <blockquote class="twitter-tweet" style="min-block-size:12em"><p>Batik</p></blockquote>
          <script type="text/plain" data-category="functional" src="https://platform.twitter.com/widgets.js"></script>`,
          { config, lang },
        );
        await visit.page.evaluate(() => window.izin.rejectAll());
        await expect(visit.page.locator('.izin-placeholder')).toHaveCount(5);
        expect(await findings(visit, '.izin-placeholder')).toEqual([]);
      });

      test('in the inspector, in each of its parts', async ({ visit }) => {
        await visit.open('<h1>Toko</h1><script src="https://cdn.test/x.js"></script>', {
          config,
          lang,
          head: '<script>document.cookie = "promo=1"; fetch("https://ads.test/x").catch(() => 0)</script>',
        });
        await visit.page.evaluate(() => void window.izin.inspect());
        const panel = visit.page.locator('#izin-inspector');
        await expect(panel.locator('[data-code=stranger]')).toBeVisible();
        for (const tab of await panel.getByRole('tab').all()) {
          await tab.click();
          expect(await findings(visit, '#izin-inspector')).toEqual([]);
        }
        await panel.getByRole('button', { expanded: true }).click();
        expect(await findings(visit, '#izin-inspector')).toEqual([]);
      });

      test('on the cookie declaration, before and after a decision', async ({ visit }) => {
        await visit.open('<main><h1>Toko</h1><div data-izin="declaration"></div></main>', { config, lang });
        const declaration = visit.page.locator('[data-izin=declaration]');
        await expect(declaration.getByRole('table').first()).toBeVisible();
        expect(await findings(visit, '[data-izin=declaration]')).toEqual([]);
        await visit.page.evaluate(() => window.izin.acceptAll());
        await expect(declaration.getByRole('button')).toHaveCount(2);
        expect(await findings(visit, '[data-izin=declaration]')).toEqual([]);
      });

      test('on the line that follows a withdrawal', async ({ visit }) => {
        await visit.open('<h1>Toko</h1>', { config, lang });
        await visit.page.evaluate(() => window.izin.acceptAll());
        await visit.page.evaluate(() => window.izin.withdraw());
        await expect(visit.root.getByRole('status')).toBeVisible();
        expect(await findings(visit)).toEqual([]);
      });
    });
  }
}

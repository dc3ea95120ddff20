import { AxeBuilder } from '@axe-core/playwright';
import { FACES, FULL_SHOP, LANGUAGES, LAYOUTS, look, THEMES } from './faces.ts';
import { expect, test, type Visit } from './page.ts';

const config = {
  ...FULL_SHOP,
  services: { ...FULL_SHOP.services, youtube: true, 'google-analytics': true, 'google-tag-manager': true },
};

/** What axe finds wrong with what is ours, in words. */
async function findings(visit: Visit, root = '#izin', ...without: readonly string[]): Promise<string[]> {
  // Colours that are still on their way would be judged half-way.
  await visit.page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
  const { violations, incomplete } = await new AxeBuilder({ page: visit.page })
    .include(root)
    .options({
      resultTypes: ['violations', 'incomplete'],
      rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    })
    .analyze();
  const undecided = incomplete.filter(({ id }) => id !== 'color-contrast');
  return [...violations, ...undecided].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** What axe finds in this face, in both themes. */
async function inBothThemes(visit: Visit, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of THEMES) {
    await visit.page.emulateMedia({ colorScheme });
    found.push(...(await findings(visit)).map((finding) => `${where}, ${colorScheme}: ${finding}`));
  }
  return found;
}

for (const lang of LANGUAGES) {
  // Spread over several tests, for they take their time: one in three faces each.
  for (const part of [0, 1, 2])
    test(`axe finds nothing on any face, light or dark: ${lang}, part ${part + 1} of 3`, async ({
      visit,
    }) => {
      test.slow();
      await visit.open('<h1>Toko</h1>', { config, lang });
      await expect(visit.notice).toBeVisible();
      const found: string[] = [];
      for (const face of FACES.filter((_, index) => index % 3 === part)) {
        await face.show(visit, config);
        found.push(...(await inBothThemes(visit, face.name)));
      }
      expect(found).toEqual([]);
    });

  test(`axe finds nothing on the cookie declaration, before and after a decision: ${lang}`, async ({
    visit,
  }) => {
    await visit.open('<main><h1>Toko</h1><div data-izin="declaration"></div></main>', { config, lang });
    const declaration = visit.page.locator('[data-izin=declaration]');
    await expect(declaration.getByRole('table').first()).toBeVisible();
    for (const colorScheme of THEMES) {
      await visit.page.emulateMedia({ colorScheme });
      expect(await findings(visit, '[data-izin=declaration]')).toEqual([]);
    }
    await visit.page.evaluate(() => window.izin.acceptAll());
    await expect(declaration.getByRole('button')).toHaveCount(2);
    for (const colorScheme of THEMES) {
      await visit.page.emulateMedia({ colorScheme });
      expect(await findings(visit, '[data-izin=declaration]')).toEqual([]);
    }
  });

  test(`axe finds nothing on placeholders: large, small, of what nobody can agree to, and of a post: ${lang}`, async ({
    visit,
  }) => {
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
    for (const colorScheme of THEMES) {
      await visit.page.emulateMedia({ colorScheme });
      expect(await findings(visit, '.izin-placeholder')).toEqual([]);
    }
  });

  test(`axe finds nothing in the inspector, in each of its parts: ${lang}`, async ({ visit }) => {
    test.slow();
    await visit.open('<h1>Toko</h1><script src="https://cdn.test/x.js"></script>', {
      config,
      lang,
      head: '<script>document.cookie = "promo=1"; fetch("https://ads.test/x").catch(() => 0)</script>',
    });
    await visit.page.evaluate(() => void window.izin.inspect());
    const panel = visit.page.locator('#izin-inspector');
    await expect(panel.locator('[data-code=stranger]')).toBeVisible();
    for (const colorScheme of THEMES) {
      await visit.page.emulateMedia({ colorScheme });
      for (const tab of await panel.getByRole('tab').all()) {
        await tab.click();
        expect(await findings(visit, '#izin-inspector')).toEqual([]);
      }
    }
    await panel.getByRole('button', { expanded: true }).click();
    expect(await findings(visit, '#izin-inspector')).toEqual([]);
  });
}

test('axe finds nothing on the smallest phone, nor in forced colours', async ({ visit }) => {
  test.slow();
  await visit.page.setViewportSize({ width: 320, height: 568 });
  await visit.open('<h1>Toko</h1>', { config, lang: 'id' });
  await expect(visit.notice).toBeVisible();
  const wanted = /^(bar bottom|box bottom|dialog bottom|preferences|saved|reopen|withdrawn, bar)$/;
  for (const face of FACES.filter(({ name }) => wanted.test(name))) {
    await visit.page.emulateMedia({ forcedColors: 'none' });
    await face.show(visit, config);
    expect.soft(await findings(visit), face.name).toEqual([]);
    // There the browser picks the colours, and axe reads those that it does not use.
    await visit.page.emulateMedia({ forcedColors: 'active' });
    expect.soft(await findings(visit, '#izin', 'color-contrast'), `${face.name}, forced`).toEqual([]);
  }
});

test('axe finds nothing with a logo, and the line about a signal', async ({ visit }) => {
  await visit.context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  );
  await visit.open('<h1>Toko</h1>', { config });
  await expect(visit.notice).toBeVisible();
  for (const place of LAYOUTS) {
    await look(visit, { ...place, logo: '/logo.gif' }, config);
    await expect(visit.root.locator('img')).toBeAttached();
    expect(await findings(visit)).toEqual([]);
  }
});

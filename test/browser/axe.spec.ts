import axe from 'axe-core';
import { FACES, FULL_SHOP, LANGUAGES, LAYOUTS, look, THEMES, type Face } from './faces.ts';
import { expect, test, type Visit } from './page.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const config = {
  ...FULL_SHOP,
  services: { ...FULL_SHOP.services, youtube: true, 'google-analytics': true, 'google-tag-manager': true },
};

/** What axe finds wrong with what is ours, in words; it is brought once to each page. */
async function findings(
  visit: Visit,
  root = '#izin',
  { without = [] }: { readonly without?: readonly string[] } = {},
): Promise<string[]> {
  if (!(await visit.page.evaluate(() => 'axe' in self))) await visit.page.evaluate(axe.source);
  return visit.page.evaluate(
    async ({ root, without }) => {
      // Colours that are still on their way would be judged half-way.
      await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
      const { violations, incomplete } = await self.axe.run(
        { include: [root] },
        {
          resultTypes: ['violations', 'incomplete'],
          rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
        },
      );
      const undecided = incomplete.filter(({ id }) => id !== 'color-contrast');
      return [...violations, ...undecided].flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    },
    { root, without },
  );
}

/** What holds a face: all of ours there is beside it is gone through with it. */
const rootOf = ({ element }: Face): string => element.split(' ')[0] ?? element;

/** What axe finds in this face, in both themes. */
async function inBothThemes(visit: Visit, face: Face): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of THEMES) {
    await visit.page.emulateMedia({ colorScheme });
    const all = await findings(visit, rootOf(face));
    found.push(...all.map((finding) => `${face.name}, ${colorScheme}: ${finding}`));
  }
  return found;
}

/** All faces, spread over several tests, for they take their time. */
const PARTS = [0, 1] as const;
const facesOf = (part: number): readonly Face[] => FACES.filter((_, index) => index % PARTS.length === part);
const partName = (part: number): string => `part ${part + 1} of ${PARTS.length}`;

for (const lang of LANGUAGES) {
  for (const part of PARTS)
    test(`axe finds nothing on any face, light or dark: ${lang}, ${partName(part)}`, async ({ visit }) => {
      test.slow();
      await visit.open('<h1>Toko</h1>', { config, lang });
      await expect(visit.notice).toBeVisible();
      const found: string[] = [];
      for (const face of facesOf(part)) {
        await face.show(visit, config);
        found.push(...(await inBothThemes(visit, face)));
      }
      expect(found).toEqual([]);
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

for (const part of PARTS)
  test(`axe finds nothing on the smallest phone, nor in forced colours: ${partName(part)}`, async ({
    visit,
  }) => {
    test.slow();
    await visit.page.setViewportSize({ width: 320, height: 568 });
    await visit.open('<h1>Toko</h1>', { config, lang: 'id' });
    await expect(visit.notice).toBeVisible();
    for (const face of facesOf(part)) {
      await visit.page.emulateMedia({ forcedColors: 'none' });
      await face.show(visit, config);
      expect.soft(await findings(visit, rootOf(face)), face.name).toEqual([]);
      // There the browser picks the colours, and axe reads those that it does not use.
      await visit.page.emulateMedia({ forcedColors: 'active' });
      const forced = await findings(visit, rootOf(face), { without: ['color-contrast'] });
      expect.soft(forced, `${face.name}, forced`).toEqual([]);
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
  await visit.page.evaluate(() => window.izin.show('preferences'));
  await expect(visit.root.locator('.izin-remark')).toBeVisible();
  expect(await findings(visit)).toEqual([]);
});

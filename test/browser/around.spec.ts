import { expect, SHOP, test, type Visit } from './page.ts';

// Sites that are built in other ways: in shadow roots, with a base, with things on top.

const tag =
  '<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>';

test('a site in a shadow root: its controls work, and what it has there is held', async ({ visit }) => {
  await visit.open('<app-shell></app-shell>', {
    config: SHOP,
    head: `<script>customElements.define('app-shell', class extends HTMLElement {
      connectedCallback() {
        const shadow = this.attachShadow({ mode: 'open' });
        shadow.innerHTML = '<style>:host { position: fixed; inset: 0; overflow: auto; background: #eee }</style><app-footer></app-footer><img src="https://ads.test/pixel.gif" alt="">';
        const footer = shadow.querySelector('app-footer').attachShadow({ mode: 'open' });
        footer.innerHTML = '<a href="/cookies" data-izin="preferences"><span>Cookies</span></a><button data-izin="reject-all">Refuse</button><button data-izin="withdraw">Withdraw</button>';
      }
    })</script>`,
  });
  await expect(visit.notice).toBeVisible();
  await visit.page.getByText('Cookies', { exact: true }).click();
  await expect(visit.preferences).toBeVisible();
  expect(new URL(visit.page.url()).pathname).toBe('/');
  await visit.page.keyboard.press('Escape');
  await expect(visit.preferences).toHaveCount(0);
  await visit.page.getByRole('button', { name: 'Refuse' }).click();
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.record())?.get('performance')).toBe('0');
  expect(await visit.page.evaluate(() => window.izin.receipt()?.ui.surface)).toBe('page');
  expect(visit.outside()).toEqual([]);
});

test('a control of the site may have a shadow root in it, or be that', async ({ visit }) => {
  await visit.open('<p data-izin="preferences"><fancy-icon></fancy-icon></p>', {
    config: SHOP,
    head: `<script>customElements.define('fancy-icon', class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<b>Icon</b>'; }
    })</script>`,
  });
  await visit.page.getByText('Icon').click();
  await expect(visit.preferences).toBeVisible();
});

test('a page with a base: our files come from where the script is, and links lead where the page means', async ({
  visit,
}) => {
  visit.world.answer('toko.test/en/privacy', (_, response) => void response.end('policy'));
  await visit.open(tag, {
    config: SHOP,
    before: '<base href="/other/" target="_blank">',
  });
  await expect(visit.notice).toBeVisible();
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  await visit.page.keyboard.press('Escape');
  await expect(visit.preferences).toHaveCount(0);
  const coming = visit.context.waitForEvent('page');
  await visit.root.getByRole('link').click();
  const policy = await coming;
  await policy.waitForLoadState();
  expect(policy.url()).toBe('https://toko.test/en/privacy');
  await policy.close();
  await visit.choose({ performance: true });
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  expect(
    visit.world.seen.filter(({ path }) => /izin.*js/.test(path)).map(({ path }) => path.split('/')[1]),
  ).toEqual(expect.arrayContaining(['izin']));
  expect(visit.world.seen.filter(({ path }) => path.startsWith('/other/izin'))).toEqual([]);
});

/** What tools and sites do to a root that they do not want seen. */
const HIDDEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'is not displayed': { display: 'none' },
  'is invisible': { visibility: 'hidden' },
  'is transparent': { display: 'block', opacity: '0' },
  'is moved away': { display: 'block', position: 'absolute', left: '-9999px', contain: 'paint' },
};

/** Whether the page can be used: its button pressed, and scrolled by keys. */
async function expectUsable(visit: Visit): Promise<void> {
  await visit.page.getByRole('button', { name: /Buy|Bought/ }).click();
  await expect(visit.page.getByRole('button', { name: 'Bought' })).toBeVisible();
  // A dialog that closes itself, since nobody can see it, may be open for a moment.
  await expect
    .poll(async () => {
      await visit.page.keyboard.press('PageDown');
      return visit.page.evaluate(() => scrollY);
    })
    .toBeGreaterThan(0);
  await visit.page.evaluate(() => scrollTo(0, 0));
}

for (const [name, style] of Object.entries(HIDDEN)) {
  test(`where the root ${name}, the page is usable, also after preferences were asked for, and nothing is granted`, async ({
    visit,
  }) => {
    for (const layout of ['bar', 'dialog']) {
      await visit.open(
        `<button onclick="this.textContent = 'Bought'">Buy</button> <a href="#" data-izin="preferences">Cookies</a>${tag}<div style="height: 4000px"></div>`,
        {
          config: { ...SHOP, appearance: { layout } },
          // Before it is there, as a visitor's own sheet would be: such a rule wins over a page's.
          head: `<script>new MutationObserver(() => {
            const root = document.querySelector('#izin');
            for (const [name, value] of Object.entries(${JSON.stringify(style)})) root?.style.setProperty(name, value, 'important');
          }).observe(document, { childList: true, subtree: true })</script>`,
        },
      );
      await expect(visit.root).toHaveCount(1);
      // Who presses anything shows that there is somebody; Escape closes what only cannot be seen.
      if (layout === 'dialog') await visit.page.keyboard.press('Escape');
      await expectUsable(visit);
      await visit.page.getByRole('link', { name: 'Cookies' }).click();
      if (name !== 'is not displayed') {
        await expect(visit.page.locator('dialog:modal')).toHaveCount(1);
        await visit.page.keyboard.press('Escape');
      }
      await expect(visit.page.locator('dialog:modal')).toHaveCount(0);
      await expectUsable(visit);
      expect(visit.outside()).toEqual([]);
      expect(await visit.record()).toBeUndefined();
    }
  });
}

import { status } from './answers.ts';
import { everyKind } from './marked.ts';
import { expect, GATE, LAYOUTS, SHOP, test } from './page.ts';

/** As a visitor's own sheet does it: that goes above every important rule of a page, as an earlier layer does. */
const hidden = '<style>@layer filter { #izin { display: none !important } }</style>';
const tall = '<div style="height: 3000px"></div>';
const buy = `<button onclick="this.textContent = 'Bought'">Buy</button>`;

test.describe('without its root', () => {
  test('that a script removes, the page works, nothing is granted, and it stays away for this page', async ({
    visit,
  }) => {
    await visit.open(everyKind + buy);
    await expect(visit.notice).toBeVisible();
    await visit.page.evaluate(() => document.querySelector('#izin')?.remove());
    await visit.page.getByRole('button', { name: 'Buy' }).click();
    await expect(visit.page.getByRole('button', { name: 'Bought' })).toBeVisible();
    await visit.page.evaluate(() => document.body.append(document.createElement('p')));
    await visit.quiet();
    await expect(visit.root).toHaveCount(0);
    expect(visit.outside()).toEqual([]);
    expect(await visit.record()).toBeUndefined();
    await visit.reload();
    await expect(visit.notice).toBeVisible();
  });

  test('that a filter list hides, the page can be scrolled and used in every layout, and nothing is granted', async ({
    visit,
  }) => {
    for (const layout of LAYOUTS) {
      await test.step(layout, async () => {
        await visit.open(`${everyKind}${buy}${tall}`, {
          config: { ...SHOP, appearance: { layout } },
          head: hidden,
        });
        await expect(visit.root).toBeAttached();
        await expect(visit.root.locator('fieldset')).toBeHidden();
        await visit.page.getByRole('button', { name: 'Buy' }).click();
        await expect(visit.page.getByRole('button', { name: 'Bought' })).toBeFocused();
        await visit.page.mouse.wheel(0, 500);
        await expect.poll(() => visit.page.evaluate(() => scrollY)).toBeGreaterThan(0);
        await visit.quiet();
        expect(visit.outside()).toEqual([]);
        expect(await visit.record()).toBeUndefined();
      });
    }
    await visit.page.evaluate(() => window.izin.rejectAll());
    expect((await visit.record())?.get('marketing')).toBe('0');
  });

  test('preferences that a filter list hides do not keep the page from being used', async ({ visit }) => {
    const link = '<a href="/cookies" data-izin="preferences">Cookies</a>';
    const use = async (): Promise<void> => {
      await expect(visit.page.locator('#izin dialog')).toHaveCount(0);
      await visit.page.getByRole('button', { name: 'Buy' }).click();
      await expect(visit.page.getByRole('button', { name: 'Bought' })).toBeFocused();
    };
    await visit.page.addInitScript(() =>
      document.addEventListener('izin:show', ({ detail }) =>
        ((self as { shown?: unknown[] }).shown ??= []).push(detail),
      ),
    );
    await visit.open(link + buy, { head: hidden });
    await visit.page.getByRole('link', { name: 'Cookies' }).click();
    await expect
      .poll(() => visit.page.evaluate(() => (self as { shown?: unknown[] }).shown))
      .toContainEqual({ layer: 'preferences' });
    await use();

    await visit.open(link + buy);
    await visit.page.getByRole('link', { name: 'Cookies' }).click();
    await expect(visit.preferences).toBeVisible();
    await visit.page.evaluate((markup) => document.head.insertAdjacentHTML('afterbegin', markup), hidden);
    await use();
    expect(await visit.record()).toBeUndefined();
  });
});

test('when the body is replaced, the banner moves along', async ({ visit }) => {
  await visit.open(everyKind);
  await expect(visit.notice).toBeVisible();
  await visit.page.evaluate(() => {
    const body = document.createElement('body');
    body.innerHTML = '<p>another page</p>';
    document.body.replaceWith(body);
  });
  await expect(visit.notice).toBeVisible();
  expect(await visit.page.evaluate(() => document.body.firstElementChild?.id)).toBe('izin');
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
});

test.describe('where the browser denies storage', () => {
  test.beforeEach(async ({ visit }) => {
    await visit.context.addInitScript(() => {
      const denied = {
        get(): never {
          throw new DOMException('denied', 'SecurityError');
        },
        configurable: true,
      };
      for (const area of ['localStorage', 'sessionStorage', 'caches', 'indexedDB'])
        Object.defineProperty(window, area, denied);
      Object.defineProperty(Document.prototype, 'cookie', { ...denied, set: denied.get });
    });
  });

  test('the choice holds for the page, the banner goes, and nothing throws', async ({ visit }) => {
    visit.world.answer('toko.test/izin/receipts', status(204));
    await visit.open(
      '<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>',
      {
        config: { ...SHOP, receipts: { endpoint: '/izin/receipts' } },
      },
    );
    await visit.choose({ performance: true });
    await expect(visit.notice).toHaveCount(0);
    await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
    expect(await visit.state()).toMatchObject({
      decided: true,
      decisions: { performance: 'granted', marketing: 'denied' },
    });
    await visit.page.evaluate(() => window.izin.withdraw());
    expect((await visit.state()).decisions.performance).toBe('denied');
    await visit.reload();
    await expect(visit.notice).toBeVisible();
  });
});

test('where cookies are switched off quietly, the choice holds for the page', async ({ visit }) => {
  await visit.context.addInitScript(() =>
    Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {}, configurable: true }),
  );
  await visit.open(everyKind);
  await visit.choose({ performance: true });
  await expect(visit.notice).toHaveCount(0);
  await expect.poll(() => visit.ran()).toContain('inline');
  await visit.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  expect((await visit.state()).decisions.performance).toBe('granted');
});

test('a sandboxed frame without storage throws nothing and holds', async ({ visit }) => {
  visit.write(
    '<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script><p>inside</p>',
    { path: '/inside' },
  );
  await visit.open('<iframe sandbox="allow-scripts" src="/inside" title="inside"></iframe>', {
    gate: '',
    config: null,
  });
  await expect(visit.page.frameLocator('iframe').getByText('inside')).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('elements that take the names of ours change nothing', async ({ visit }) => {
  await visit.open(
    `<form id="izin-form" name="izin"><input name="acceptAll"><input name="state"></form>
     <img name="currentScript" alt=""><form name="cookie"></form><form name="body"></form><img name="scripts" alt=""><a id="fetch" name="navigator"></a>
     <form><input name="attributes"><input name="getAttribute"><input name="setAttribute"><input name="dataset"><input name="parentNode"></form>
     ${everyKind}`,
    {
      before:
        '<a id="izin-config"></a><a id="izin"></a><img name="currentScript" alt=""><form name="documentElement"></form><form id="dataLayer"></form>',
    },
  );
  visit.forgive(/^izin:/);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect(await visit.page.evaluate(() => typeof window.izin.acceptAll)).toBe('function');
  await visit.page.evaluate(() => window.izin.choose({ performance: 'granted' }));
  await expect.poll(() => visit.ran()).toContain('stats.test/external.js');
  expect((await visit.record())?.get('performance')).toBe('1');
});

test('a page that spoils the prototypes is not let through', async ({ visit }) => {
  await visit.open(everyKind, {
    before: `<script>
      Object.prototype.declared = true; Object.prototype.action = 'pass'; Object.prototype.marketing = 'granted';
      Object.prototype.performance = 'granted'; Object.prototype.s = 1;
    </script>`,
  });
  await expect(visit.notice).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect((await visit.state()).decided).toBe(false);
});

test('a page that changes natives afterwards does not get round the gate', async ({ visit }) => {
  await visit.open(
    `<script>
      Element.prototype.hasAttribute = () => false;
      Element.prototype.getAttribute = () => null;
      Array.prototype.some = () => false;
      Object.hasOwn = () => false;
      Reflect.apply = () => undefined;
      const tag = document.createElement('script'); tag.src = 'https://stats.test/a.js'; document.head.append(tag);
      new Image().src = 'https://ads.test/b.gif';
    </script>`,
  );
  visit.forgive(/./);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('listeners that throw stop nobody', async ({ visit }) => {
  visit.forgive(/boom/);
  await visit.open(
    '<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>',
    {
      head: `<script>
      izin.subscribe(() => { throw new Error('boom') });
      for (const name of ['izin:ready', 'izin:change', 'izin:hold', 'izin:release', 'izin:hide'])
        document.addEventListener(name, () => { throw new Error('boom') });
    </script>`,
    },
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  await expect(visit.notice).toHaveCount(0);
});

test('api calls that make no sense throw nothing and grant nothing', async ({ visit }) => {
  visit.forgive(/^izin:/, /is not a function/);
  await visit.open(everyKind);
  const thrown = await visit.page.evaluate(() => {
    const { izin } = window;
    const odd = izin as unknown as Record<string, (...args: unknown[]) => unknown>;
    const results: string[] = [];
    for (const [name, ...args] of [
      ['choose'],
      ['choose', null],
      ['choose', 'marketing'],
      ['choose', { marketing: true }],
      ['choose', { marketing: 'yes' }],
      ['choose', { __proto__: { marketing: 'granted' } }],
      ['choose', JSON.parse('{"__proto__":"granted","constructor":"granted"}')],
      ['allows'],
      ['allows', '__proto__'],
      ['allows', 'constructor'],
      ['subscribe'],
      ['show', 'nothing'],
      ['setLanguage'],
      ['setLanguage', '__proto__'],
      ['loadOnce'],
      ['loadOnce', document.body],
    ] as const) {
      try {
        if (odd[name]?.(...args) === true) results.push(`${name}(${String(args[0])}) said yes`);
      } catch (error) {
        results.push(`${name}(${String(args[0])}): ${String(error)}`);
      }
    }
    return results;
  });
  expect.soft(thrown).toEqual([]);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect((await visit.state()).decisions).toEqual({
    necessary: 'granted',
    functional: 'denied',
    performance: 'denied',
    marketing: 'denied',
  });
});

test('Enter, Escape and a form of the site decide nothing', async ({ visit }) => {
  await visit.open('<form action="/search"><input name="q" aria-label="Search"></form>');
  expect(await visit.page.evaluate(() => document.forms.length)).toBe(1);
  await visit.page.keyboard.press('Escape');
  await visit.page.keyboard.press('Enter');
  await visit.switchOf('marketing').focus();
  await visit.page.keyboard.press('Enter');
  await visit.page.keyboard.press('Escape');
  await visit.quiet();
  expect(await visit.record()).toBeUndefined();
  await expect(visit.notice).toBeVisible();
});

test('a single held element is loaded once, on this page only, and nothing is stored', async ({ visit }) => {
  await visit.open(
    '<iframe data-category="functional" data-src="https://maps.test/a.html" title="Map"></iframe><iframe data-category="functional" data-src="https://maps.test/b.html" title="Map"></iframe>',
  );
  expect(
    await visit.page.evaluate(() => {
      const frame = document.querySelector('iframe');
      return frame && [window.izin.loadOnce(frame), window.izin.loadOnce(frame)];
    }),
  ).toEqual([true, false]);
  await expect.poll(() => visit.outside()).toEqual(['maps.test/a.html']);
  await visit.quiet();
  expect(visit.outside()).toEqual(['maps.test/a.html']);
  expect(await visit.record()).toBeUndefined();
  await visit.reload();
  await visit.quiet();
  expect(visit.outside()).toEqual(['maps.test/a.html']);
});

test('no inline style and no eval: works where the page forbids both', async ({ visit }) => {
  await visit.open('', {
    gate: GATE.replace('<script', '<script nonce="abc"'),
    headers: {
      'content-security-policy': `default-src 'self'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self'; require-trusted-types-for 'script'`,
    },
  });
  await expect(visit.notice).toBeVisible();
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  await expect(visit.root.locator('[style]')).toHaveCount(0);
  await visit.preferences.getByRole('button', { name: 'Reject all' }).click();
  await expect(visit.preferences).toHaveCount(0);
});

test('links of the site that only look like controls stay links', async ({ visit }) => {
  await visit.open('<a href="#there" data-izin="teleport">There</a>');
  await visit.page.getByRole('link', { name: 'There' }).click();
  await expect(visit.page).toHaveURL(/#there$/);
});

import { after, hang, json, status, text } from './answers.ts';
import { expect, GATE, SHOP, test, type Visit } from './page.ts';

/** Marked tags, a tag of the catalogue, and calls of the page's own and of nobody in particular. */
const body = `
  <script type="text/plain" data-category="performance" data-src="https://stats.test/marked.js"></script>
  <iframe data-category="functional" data-src="https://maps.test/marked.html" title="Map"></iframe>
  <script>
    self.told = [];
    const tell = (name) => [() => told.push(name + ' answered'), () => told.push(name + ' failed')];
    const tag = document.createElement('script');
    tag.src = 'https://static.hotjar.com/c/hotjar-1.js';
    document.head.append(tag);
    fetch('https://www.google-analytics.com/g/collect?v=2').then(...tell('catalogued'));
    fetch('/own.json').then(...tell('own'));
    fetch('https://api.unknown.test/stock.json').then(...tell('unlisted'));
    const request = new XMLHttpRequest();
    [request.onload, request.onerror] = tell('unlisted xhr');
    request.open('GET', 'https://api.unknown.test/xhr.json');
    request.send();
    const picture = new Image();
    [picture.onload, picture.onerror] = tell('unlisted image');
    picture.src = 'https://img.unknown.test/a.gif';
  </script>
  <button>Buy</button>`;

const ANSWERED = ['own answered', 'unlisted answered', 'unlisted image answered', 'unlisted xhr answered'];
const UNLISTED = ['api.unknown.test/stock.json', 'api.unknown.test/xhr.json', 'img.unknown.test/a.gif'];
const PATIENCE = 3_000; // ms

const told = (visit: Visit): Promise<string[]> =>
  visit.page.evaluate(() => (self as unknown as { told: string[] }).told.toSorted());

/** Marked tags and those of the catalogue are held, everything else of the page works, the banner can refuse. */
async function holdsAndWorks(visit: Visit): Promise<void> {
  await expect.poll(() => told(visit)).toEqual(['catalogued failed', ...ANSWERED]);
  await expect(visit.notice).toBeVisible();
  await expect(visit.notice).toContainText('toko.test');
  await visit.quiet();
  expect(visit.outside().toSorted()).toEqual(UNLISTED);
  await visit.page.getByRole('button', { name: 'Buy' }).click();
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  await visit.quiet();
  expect(visit.outside().toSorted()).toEqual(UNLISTED);
}

test.describe('a configuration of which nothing can be used', () => {
  for (const [name, config] of [
    ['is no JSON', '{ "site": { "name": '],
    ['is empty', ''],
    ['is a page of an error', '<!doctype html><h1>404'],
    ['is null', 'null'],
    ['is a list', '[1, 2]'],
    ['is a text', '"marketing"'],
    ['is a number', '42'],
  ] as const) {
    test(`holds what is known, and says so once, where it ${name}`, async ({ visit }) => {
      visit.forgive(/^izin:/);
      await visit.open(body, { config });
      await holdsAndWorks(visit);
      expect(visit.complaints()).toHaveLength(1);
      expect(visit.complaints()[0]).toMatch(/config/);
    });
  }

  test('holds what is known, and says so once, where there is none', async ({ visit }) => {
    visit.forgive(/^izin:/);
    await visit.page.clock.install();
    await visit.open(body, { config: null });
    await expect.poll(() => told(visit)).toContain('own answered');
    await visit.page.clock.fastForward(PATIENCE);
    await holdsAndWorks(visit);
    expect(visit.complaints()).toHaveLength(1);
    expect(visit.complaints()[0]).toMatch(/no configuration/);
  });
});

test.describe('a configuration that is fetched', () => {
  const gate = GATE.replace('<script', '<script data-config="/izin.config.json"');
  const address = 'toko.test/izin.config.json';
  const opening = { config: null, gate };

  test('is in force once it is there', async ({ visit }) => {
    visit.world.answer(address, json({ ...SHOP, unlisted: 'hold-all' }));
    await visit.open(body, opening);
    await expect(visit.notice).toContainText('Toko Contoh');
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    await visit.choose({ performance: true });
    await expect.poll(() => visit.outside()).toContain('stats.test/marked.js');
  });

  test('lets others wait while it is on its way, and rejects nothing', async ({ visit }) => {
    let arrive = (): void => {};
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    visit.world.answer(address, after(arrival, json(SHOP)));
    await visit.page.clock.install();
    await visit.open(body, opening);
    await visit.quiet();
    expect(await told(visit)).toEqual(['own answered']);
    expect(visit.outside()).toEqual([]);
    arrive();
    await expect.poll(() => told(visit)).toEqual(['catalogued failed', ...ANSWERED]);
    await expect(visit.notice).toBeVisible();
    await visit.quiet();
    expect(visit.outside().toSorted()).toEqual(UNLISTED);
    expect(visit.complaints()).toEqual([]);
  });

  test('that takes five seconds is waited for three, and counts when it comes', async ({ visit }) => {
    visit.forgive(/^izin: .*late/);
    let arrive = (): void => {};
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    visit.world.answer(address, after(arrival, json(SHOP)));
    await visit.page.clock.install();
    await visit.open(body, opening);
    await visit.quiet();
    expect(visit.outside()).toEqual([]);

    await visit.page.clock.fastForward(PATIENCE);
    await expect.poll(() => told(visit)).toEqual(['catalogued failed', ...ANSWERED]);
    await visit.quiet();
    expect(visit.outside().toSorted()).toEqual(UNLISTED);

    await visit.page.clock.fastForward(2_000);
    arrive();
    await expect(visit.notice).toContainText('Toko Contoh');
    await visit.choose({ performance: true });
    await expect
      .poll(() => visit.outside().toSorted())
      .toEqual([...UNLISTED, 'static.hotjar.com/c/hotjar-1.js', 'stats.test/marked.js']);
  });

  test('has an earlier decision in force as soon as it is there, not before', async ({ visit }) => {
    await visit.open();
    await visit.press('Accept all');
    await expect(visit.notice).toHaveCount(0);
    let arrive = (): void => {};
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    visit.world.answer(address, after(arrival, json(SHOP)));
    await visit.open(body, opening);
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    arrive();
    await expect.poll(() => visit.outside()).toContain('stats.test/marked.js');
    await visit.quiet();
    await expect(visit.notice).toHaveCount(0);
  });

  for (const [name, answer] of [
    ['is missing', status(404)],
    ['is no JSON', text('text/html', '<!doctype html>')],
  ] as const) {
    test(`holds what is known, and says so once, where it ${name}`, async ({ visit }) => {
      visit.forgive(/^izin:/);
      visit.world.answer(address, answer);
      await visit.open(body, opening);
      await holdsAndWorks(visit);
      expect(visit.complaints()).toHaveLength(1);
      expect(visit.complaints()[0]).toContain('/izin.config.json');
    });
  }

  test('that never comes leaves a page that works and a banner in its default texts', async ({ visit }) => {
    visit.forgive(/^izin:/);
    visit.world.answer(address, hang);
    await visit.page.clock.install();
    await visit.open(body, opening);
    await expect.poll(() => told(visit)).toContain('own answered');
    await visit.page.clock.fastForward(PATIENCE);
    await expect.poll(() => told(visit)).toEqual(['catalogued failed', ...ANSWERED]);
    await visit.page.clock.fastForward(60_000);
    await holdsAndWorks(visit);
  });
});

test.describe('a hostile configuration', () => {
  const hostile = `{
    "__proto__": { "polluted": 1 },
    "constructor": { "prototype": { "polluted": 1 } },
    "site": { "name": "<img src=x onerror=alert(1)>", "controller": 7, "policy": "javascript:alert(1)", "__proto__": { "polluted": 1 } },
    "languages": "en",
    "categories": { "marketing": "yes", "performance": true, "tracking": true },
    "services": {
      "__proto__": { "category": "necessary", "hosts": ["ads.test"] },
      "stats": { "category": "performance", "hosts": ["stats.test", "https://evil.test/*", 7], "cookies": "none" },
      "Bad Id": true,
      "odd": { "category": "whatever", "hosts": ["odd.test"] }
    },
    "unlisted": "let-it-all-in",
    "allow": ["ads.test", "*", "javascript:alert(1)"],
    "consent": { "days": 1e9, "domain": ".evil.test", "revision": [] },
    "receipts": { "endpoint": "javascript:alert(1)" },
    "signals": { "gpc": "no", "google": "maybe", "dataLayer": "a.b.c" },
    "appearance": { "layout": "fullscreen", "accent": "red;background:url(https://ads.test/css.gif)", "theme": "<b>" },
    "texts": { "en": { "notice.title": "<b>Title</b><script>self.ran=['xss']<\\/script>", "notice.policy": 7 }, "__proto__": { "polluted": "1" } }
  }`;

  test('is taken field by field: each mistake told with path, found and expected; what is good counts', async ({
    visit,
  }) => {
    visit.forgive(/^izin:/);
    await visit.open(body, { config: hostile });
    await expect(visit.notice).toBeVisible();
    await expect.poll(() => visit.complaints()).toHaveLength(1);
    const [complaint = ''] = visit.complaints();
    for (const path of [
      '__proto__',
      'constructor',
      'site.controller',
      'site.policy',
      'site.__proto__',
      'languages',
      'categories.marketing',
      'categories.tracking',
      'services.__proto__',
      'services.stats.hosts[1]',
      'services.stats.hosts[2]',
      'services.stats.cookies',
      'services.Bad Id',
      'services.odd.category',
      'unlisted',
      'allow[1]',
      'allow[2]',
      'consent.days',
      'consent.domain',
      'consent.revision',
      'receipts.endpoint',
      'signals.gpc',
      'signals.google',
      'signals.dataLayer',
      'appearance.layout',
      'appearance.accent',
      'appearance.theme',
      'texts.en.notice.policy',
      'texts.__proto__',
    ]) {
      expect
        .soft(complaint)
        .toMatch(new RegExp(`(^|\\s)${path.replace(/[.[\]]/g, '\\$&')}: found .+, expected .+`, 'm'));
    }
    // What is good: the service, its host, and its category.
    await visit.choose({ performance: true });
    await expect.poll(() => visit.outside()).toContain('stats.test/marked.js');
  });

  test('falls back to the strictest value where a field is wrong', async ({ visit }) => {
    visit.forgive(/^izin:/);
    await visit.open(
      `<script type="text/plain" data-category="marketing" data-src="https://ads.test/a.js"></script>
       <script>fetch('https://odd.test/x').catch(() => {}); navigator.sendBeacon('https://beacon.test/x', '')</script>`,
      { config: hostile },
    );
    await expect(visit.notice).toBeVisible();
    await expect(visit.switchOf('marketing')).toHaveCount(0);
    await visit.press('Accept all');
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
  });

  test('is text and never markup, reaches no prototype, and leads nowhere', async ({ visit }) => {
    visit.forgive(/^izin:/);
    await visit.open(body, { config: hostile });
    await expect(visit.notice.getByRole('heading')).toHaveText(
      "<b>Title</b><script>self.ran=['xss']</script>",
    );
    await expect(visit.notice).toContainText('<img src=x onerror=alert(1)>');
    await expect(visit.root.locator('img, b > b, script')).toHaveCount(0);
    await expect(visit.root.locator('a[href^="javascript:" i]')).toHaveCount(0);
    expect(await visit.ran()).toEqual([]);
    expect(
      await visit.page.evaluate(() => [
        ({} as { polluted?: unknown }).polluted,
        ([] as { polluted?: unknown }).polluted,
      ]),
    ).toEqual([undefined, undefined]);
    await visit.press('Reject all');
    await visit.quiet();
    expect(visit.outside().filter((name) => /evil|ads/.test(name))).toEqual([]);
  });
});

test.describe('izin.run', () => {
  test('takes a configuration that the page makes', async ({ visit }) => {
    await visit.open(body, { config: null, head: `<script>izin.run(${JSON.stringify(SHOP)})</script>` });
    await expect(visit.notice).toContainText('Toko Contoh');
    await visit.choose({ performance: true });
    await expect.poll(() => visit.outside()).toContain('stats.test/marked.js');
    expect(visit.complaints()).toEqual([]);
  });

  test('called again, puts the new configuration in force', async ({ visit }) => {
    await visit.open(body, { config: SHOP });
    await visit.press('Reject all');
    await expect(visit.notice).toHaveCount(0);
    await visit.page.evaluate((config) => window.izin.run(config), {
      ...SHOP,
      services: { ...SHOP.services, heat: { category: 'performance', hosts: ['heat.test'] } },
    });
    await expect(visit.notice).toBeVisible();
    expect((await visit.state()).services).toMatchObject({ heat: 'denied' });
  });

  test('given nonsense, throws nothing and holds', async ({ visit }) => {
    visit.forgive(/^izin:/);
    await visit.open(body, { config: null });
    expect(
      await visit.page.evaluate(() => {
        const odd: unknown[] = [
          undefined,
          null,
          0,
          '',
          [],
          () => 1,
          new Proxy(
            {},
            {
              get: () => {
                throw new Error('trap');
              },
              ownKeys: () => {
                throw new Error('trap');
              },
            },
          ),
        ];
        return odd.map((config) => {
          try {
            return window.izin.run(config) === undefined;
          } catch (error) {
            return String(error);
          }
        });
      }),
    ).toEqual(Array.from({ length: 7 }, () => true));
    await visit.press('Accept all');
    await visit.quiet();
    expect((await visit.state()).decided).toBe(true);
  });
});

test('names a service that the catalogue does not have, and goes on', async ({ visit }) => {
  visit.forgive(/^izin:/);
  await visit.open(body, { config: { ...SHOP, services: { ...SHOP.services, 'no-such-thing': true } } });
  await expect
    .poll(() => visit.complaints().join())
    .toMatch(/services\.no-such-thing: found .*catalogue.*, expected/);
  await expect(visit.notice).toContainText('Toko Contoh');
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('stats.test/marked.js');
});

test('a service that the owner switches off is held and offered to nobody', async ({ visit }) => {
  await visit.open(
    `<script>const tag = document.createElement('script'); tag.src = 'https://static.hotjar.com/c/hotjar-1.js'; document.head.append(tag)</script>`,
    { config: { ...SHOP, services: { hotjar: false } } },
  );
  await visit.press('Accept all');
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('of several sources the one in the page counts before the one that is fetched', async ({ visit }) => {
  visit.world.answer('toko.test/izin.config.json', json({ ...SHOP, site: { name: 'Fetched' } }));
  await visit.open(body, { gate: GATE.replace('<script', '<script data-config="/izin.config.json"') });
  await expect(visit.notice).toContainText('Toko Contoh');
});

test('speaks the language of the page, and another on request, with the texts of the owner', async ({
  visit,
}) => {
  const config = {
    ...SHOP,
    texts: { id: { 'notice.title': 'Boleh kami pakai cookie?' }, de: { 'notice.title': 'Dürfen wir?' } },
    languages: ['id', 'en', 'de'],
  };
  await visit.open('', { config, lang: 'id-ID' });
  await expect(visit.root.getByRole('heading', { name: 'Boleh kami pakai cookie?' })).toBeVisible();
  await expect(visit.root.getByRole('button', { name: 'Terima semua' })).toBeVisible();
  await visit.press('English');
  await expect(visit.root.getByRole('button', { name: 'Accept all' })).toBeVisible();
  await expect(visit.root).toHaveAttribute('lang', 'en');
  await visit.page.evaluate(() => window.izin.setLanguage('de'));
  await expect(visit.root.getByRole('heading', { name: 'Dürfen wir?' })).toBeVisible();
  await visit.page.evaluate(() => window.izin.setLanguage('xx'));
  expect((await visit.state()).language).toBe('de');
});

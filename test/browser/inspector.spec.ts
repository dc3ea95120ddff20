import type { Locator } from '@playwright/test';
import { merged } from './merged.ts';
import { expect, GATE, HOST, SHOP, test, type Opening, type Visit } from './page.ts';
import { sealOf } from './sealing.ts';
import { page as pageOf } from './world.ts';

const INSPECT = '/?izin=inspect';

const panel = (visit: Visit): Locator => visit.page.locator('#izin-inspector').getByRole('region');

/** Opens a page of the site with the inspector. */
async function inspect(visit: Visit, body: string, opening: Opening = {}): Promise<void> {
  visit.write(body, opening);
  await visit.page.goto(`${visit.origin}${INSPECT}`);
  await expect(panel(visit)).toBeVisible();
}

/** The codes of what is found, worst first; notes aside. */
const codes = (visit: Visit): Promise<string[]> =>
  panel(visit)
    .locator('.izin-finding:not([data-severity=note])')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['code'] ?? ''));

const finding = (visit: Visit, code: string): Locator => panel(visit).locator(`[data-code="${code}"]`);

/** Presses a button that copies, and takes the text from the clipboard. */
async function copied(visit: Visit, button: Locator): Promise<string> {
  await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await button.click();
  await expect(panel(visit).getByRole('status').last()).toHaveText('Copied.');
  return visit.page.evaluate(() => navigator.clipboard.readText());
}

const MARKED = `<script type="text/plain" data-category="performance" data-service="stats" data-src="https://stats.test/a.js"></script>`;

test('says that all is in order where it is', async ({ visit }) => {
  await inspect(visit, MARKED);
  await visit.quiet();
  await expect(panel(visit).getByText('All in order')).toBeVisible();
  expect(await codes(visit)).toEqual([]);
});

test('names five mistakes, and what it copies settles them', async ({ visit }) => {
  const config = {
    ...SHOP,
    services: { ...SHOP.services, 'google-analytics': { category: 'necessary' } },
  };
  const pixel = '<img src="https://ads.test/p.gif?id=1" width="1" height="1" alt="">';
  const seal = sealOf(config);
  const own = '<script>document.cookie = "promo=1"</script>';
  /** A page of the shop, put together of its parts. */
  const write = (parts: { head: string; config: unknown; pixel: string }): void => {
    const settings = `<script type="application/json" id="izin-config">${JSON.stringify(parts.config)}</script>`;
    visit.world.answer(`${HOST}/`, pageOf(settings + parts.head, `<h1>Toko</h1>${MARKED}${parts.pixel}`));
  };
  visit.forgive(/the script is not the first|the seal is broken/);

  // The policy is gone from the seal, the gate comes after a script of the site, and so on.
  const broken = seal.replace(/<meta http-equiv[^>]*>/, '');
  const late = GATE.replace('<script', '<script defer');
  write({ head: broken + own + late, config, pixel });
  await visit.page.goto(`${visit.origin}${INSPECT}`);
  await expect(panel(visit)).toBeVisible();
  await visit.quiet();
  await expect
    .poll(() => codes(visit))
    .toEqual(['late', 'not-first', 'seal-no-policy', 'necessary', 'requested', 'cookie']);
  expect(visit.outside()).toEqual(['ads.test/p.gif?id=1']);

  const line = await copied(
    visit,
    finding(visit, 'late').getByRole('button', { name: /^Copy the first line of head/ }),
  );
  const command = await copied(
    visit,
    finding(visit, 'seal-no-policy').getByRole('button', { name: /^Copy the command/ }),
  );
  expect(command).toBe('npx izin build --config izin.config.json --seal');
  const markup = await copied(
    visit,
    finding(visit, 'requested').getByRole('button', { name: /^Copy marked markup/ }),
  );
  const patch: unknown = JSON.parse(
    await copied(visit, panel(visit).getByRole('button', { name: 'Copy all config lines' })),
  );
  expect(patch).toMatchObject({ services: { 'google-analytics': { category: 'performance' } } });

  // What was copied, put where it belongs: the configuration first, for the seal is printed from it.
  const mended = merged(config, patch);
  write({ head: sealOf(mended) + line + own, config: mended, pixel: markup });
  await visit.context.clearCookies();
  visit.world.reset();
  write({ head: sealOf(mended) + line + own, config: mended, pixel: markup });
  await visit.page.goto(`${visit.origin}${INSPECT}`);
  await expect(panel(visit)).toBeVisible();
  await visit.quiet();
  await expect(panel(visit).getByText('All in order')).toBeVisible();
  expect(await codes(visit)).toEqual([]);
  expect(visit.outside()).toEqual([]);
});

/** One mistake by itself: the page that makes it, and what is said of it. */
interface Mistake {
  readonly code: string;
  readonly body?: string;
  readonly opening?: Opening;
  /** What the first button copies. */
  readonly fix?: string | RegExp;
}

const services = SHOP.services;
const inserted = (url: string): string =>
  `<script>document.head.append(Object.assign(document.createElement('script'), { src: '${url}' }))</script>`;

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'an async script': {
    code: 'late',
    opening: { gate: GATE.replace('<script', '<script async') },
    fix: '<script src="/izin/izin.js"></script>',
  },
  'a third party before the gate': {
    code: 'not-first',
    opening: { before: '<script src="https://cdn.test/lib.js"></script>' },
    fix: '<script src="/izin/izin.js"></script>',
  },
  'a gate in the body': {
    code: 'not-in-head',
    body: GATE,
    opening: { gate: '' },
    fix: '<script src="/izin/izin.js"></script>',
  },
  'two gates': { code: 'gate-twice', body: GATE },
  'a script in the HTML': {
    code: 'requested',
    body: '<script async src="https://stats.test/b.js?a=1&b=2"></script>',
    fix: '<script type="text/plain" data-category="performance" data-service="stats" async data-src="https://stats.test/b.js?a=1&amp;b=2"></script>',
  },
  'a style sheet in the HTML': {
    code: 'requested',
    body: '<link rel="stylesheet" href="https://maps.test/map.css">',
    fix: '<link data-category="functional" data-service="maps" rel="stylesheet" data-href="https://maps.test/map.css">',
  },
  'a service that nobody has declared': {
    code: 'undeclared',
    body: inserted('https://connect.facebook.net/en_US/fbevents.js'),
    fix: /"meta-pixel": true/,
  },
  'a cookie that a service of the catalogue is known by': {
    code: 'undeclared',
    body: '<script>document.cookie = "theme=1"; localStorage.setItem("theme", 1)</script>',
    opening: {
      config: {
        ...SHOP,
        unlisted: 'pass',
        services: { ...services, site: { cookies: [{ name: 'theme' }], storage: ['theme'] } },
      },
      head: '<script>document.cookie = "_fbp=1"</script>',
    },
    fix: /"meta-pixel": true/,
  },
  'a stranger': {
    code: 'stranger',
    body: '<script src="https://cdn.example.test/x.js"></script>',
    fix: /"cdn-example-test": \{\s*"category": "unclassified",\s*"hosts": \[\s*"cdn.example.test"/,
  },
  'a key in a storage': {
    code: 'storage',
    body: '<script>localStorage.setItem("draft", 1)</script>',
    fix: /"site": \{\s*"storage": \[\s*"draft"/,
  },
  'a tracker under another name that counts as necessary': {
    code: 'necessary',
    opening: {
      config: {
        ...SHOP,
        services: { ...services, counter: { category: 'necessary', hosts: ['google-analytics.com'] } },
      },
    },
    fix: /"counter": \{\s*"category": "performance"/,
  },
  "a tracker's cookie that counts as the site's own": {
    code: 'necessary-cookie',
    opening: { config: { ...SHOP, services: { ...services, site: { cookies: [{ name: '_fbp' }] } } } },
    fix: /"meta-pixel": true/,
  },
  "a tracker among the site's own hosts": {
    code: 'allowed',
    opening: { config: { ...SHOP, allow: ['google-analytics.com', 'cdn.test'] } },
    fix: /"allow": \[\s*"cdn.test"\s*\]/,
  },
  'report mode': {
    code: 'report-mode',
    opening: { config: { ...SHOP, mode: 'report' } },
    fix: /"mode": "hold"/,
  },
  'something wrong in the configuration': {
    code: 'problem',
    opening: { config: { ...SHOP, unlisted: 'hold-nothing' } },
  },
  'no configuration': { code: 'no-config', opening: { config: null } },
  'a script that is there twice': { code: 'twice', body: MARKED + MARKED },
};

for (const [name, { code, body = '', opening, fix }] of Object.entries(MISTAKES))
  test(`names ${name}`, async ({ visit }) => {
    visit.forgive(/^izin: |izin\.js/);
    await inspect(visit, body, opening);
    await visit.quiet();
    await expect.poll(() => codes(visit)).toContain(code);
    const found = finding(visit, code).first();
    await expect(found.getByRole('heading')).not.toHaveText(/inspector\.|\{\{/);
    await expect(found.locator('p').last()).not.toHaveText(/inspector\.|\{\{/);
    if (fix === undefined) return;
    const text = await copied(visit, found.getByRole('button', { name: /^Copy/ }).first());
    if (typeof fix === 'string') expect(text).toBe(fix);
    else expect(text).toMatch(fix);
  });

const LINES = ['script', 'policy', 'end'] as const;

for (const [code, change, isGranted] of [
  ['seal-no-policy', (seal) => seal.replace(/<meta http-equiv[^>]*>/, ''), false],
  ['seal-no-script', (seal) => seal.replace(/^<script.*?<\/script>/s, ''), false],
  ['seal-no-end', (seal) => seal.replace(/<script id="izin-seal".*/, ''), false],
  ['seal-outside-head', (seal) => `<p>${seal}</p>`, false],
  ['seal-not-opened', (seal) => seal.replace('data-ttl="', 'data-ttl="0'.replace('0', '-')), true],
  ['seal-stale', (seal) => seal.replaceAll('&amp;s.ads ', '&amp;s.old '), false],
] satisfies readonly (readonly [string, (seal: string) => string, boolean])[])
  test(`names what is wrong with a seal: ${code}`, async ({ visit }) => {
    visit.forgive(/the seal is broken|refused|violates|Content.Security/i);
    const seal = sealOf(SHOP);
    expect(seal.split('\n')).toHaveLength(LINES.length);
    if (isGranted) {
      await visit.open(MARKED);
      await visit.press('Accept all');
      await expect.poll(() => visit.record()).toBeDefined();
    }
    await inspect(visit, '', { before: change(seal) });
    await expect.poll(() => codes(visit)).toContain(code);
    await expect(finding(visit, code).getByRole('button', { name: /^Copy the command/ })).toBeVisible();
  });

test('says how an intact seal stands, and names strangers that it refuses', async ({ visit }) => {
  visit.forgive(/violates|refused/i);
  const before = sealOf(SHOP);
  await inspect(visit, '<script src="https://cdn.example.test/x.js"></script>', { before });
  await expect(panel(visit).getByText('The seal is intact and shut: nothing is granted.')).toBeVisible();
  await expect.poll(() => codes(visit)).toEqual(['stranger-refused']);
  const allow = finding(visit, 'stranger-refused').getByRole('button', { name: /^Copy the allow line/ });
  expect(JSON.parse(await copied(visit, allow))).toEqual({ allow: ['cdn.example.test'] });
});

test('finds nothing wrong with tags as they were pasted behind a seal, before and after consent', async ({
  visit,
}) => {
  visit.forgive(/violates|refused/i);
  const config = {
    ...SHOP,
    allow: ['cdn.test'],
    services: { ...SHOP.services, 'google-analytics': true, 'google-tag-manager': true, youtube: true },
  };
  const body = `<img src="https://ads.test/p.gif?id=1" width="1" height="1" alt=""><script async src="https://stats.test/b.js"></script>
    <script src="https://cdn.test/c.js"></script>`;
  const before = sealOf(config);
  await inspect(visit, body, { before, config });
  await visit.quiet();
  expect(visit.outside()).toEqual(['cdn.test/c.js']);
  await expect(panel(visit).getByText('All in order')).toBeVisible();
  expect(await codes(visit)).toEqual([]);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside().length).toBeGreaterThan(3);
  await visit.quiet();
  await expect(
    panel(visit).getByText('The seal is intact, and lifted: everything is granted.'),
  ).toBeVisible();
  expect(await codes(visit)).toEqual([]);
});

for (const [name, url, config, fix] of [
  [
    'an own host of which the catalogue knows paths',
    'https://connect.facebook.net/en_US/fbevents.js',
    { allow: ['connect.facebook.net'] },
    { allow: [], services: { 'meta-pixel': true } },
  ],
  [
    'an own host with one path of a tracker',
    'https://www.facebook.com/tr?id=1',
    { allow: ['facebook.com', 'cdn.test'] },
    { allow: ['cdn.test'], services: { 'meta-pixel': true } },
  ],
  [
    'a host that a tracker is declared with, too',
    'https://connect.facebook.net/en_US/fbevents.js',
    { allow: ['connect.facebook.net'], services: { ...services, 'meta-pixel': true } },
    { allow: [], services: { 'meta-pixel': true } },
  ],
  [
    'a necessary service with the host of a tracker',
    'https://connect.facebook.net/en_US/fbevents.js',
    { services: { ...services, 'fb-own': { category: 'necessary', hosts: ['connect.facebook.net'] } } },
    { services: { 'fb-own': { category: 'marketing' } } },
  ],
  [
    'a necessary service with the host above that of a stricter tracker',
    'https://analytics.tiktok.com/i18n/pixel/events.js',
    { services: { ...services, tt: { category: 'necessary', hosts: ['tiktok.com'] } } },
    { services: { tt: { category: 'marketing' } } },
  ],
] as const)
  test(`names a tracker that ran without consent: ${name}`, async ({ visit }) => {
    await inspect(visit, inserted(url), { config: { ...SHOP, ...config } });
    await visit.quiet();
    expect(visit.outside()).toEqual([url.replace('https://', '')]);
    const code = 'tt' in fix.services || 'fb-own' in fix.services ? 'necessary' : 'allowed';
    await expect.poll(() => codes(visit)).toEqual([code]);
    await expect(finding(visit, code)).toContainText(url);
    await expect(finding(visit, code)).toContainText('Marketing');
    const copy = finding(visit, code).getByRole('button', { name: /^Copy/ });
    expect(JSON.parse(await copied(visit, copy))).toEqual(fix);
    await expect(panel(visit)).not.toContainText(
      /No third party was asked|Every third party seen|No tracker/,
    );
    await panel(visit)
      .getByRole('tab', { name: /Requests 1/ })
      .click();
    await expect(panel(visit).getByText('before consent')).toBeVisible();
  });

test('only hints at what a wide rule would let run, where what ran needs no consent', async ({ visit }) => {
  await inspect(visit, inserted('https://www.google.com/recaptcha/api.js'), {
    config: {
      ...SHOP,
      allow: ['google.com', 'facebook.com'],
      services: { ...services, 'google-recaptcha': true },
    },
  });
  await visit.quiet();
  expect(visit.outside()).toEqual(['www.google.com/recaptcha/api.js']);
  await expect(panel(visit).getByText('All in order')).toBeVisible();
  const [google, facebook] = [finding(visit, 'allowed-wide').first(), finding(visit, 'allowed-wide').last()];
  await expect(google).toContainText(/google.com lets \d+ services run without consent/);
  await expect(google).toContainText('Google Ads');
  await expect(google).not.toContainText('reCAPTCHA');
  await expect(facebook).toContainText('Meta Pixel');
});

test('all config lines together settle what each of them does', async ({ visit }) => {
  const cookies = ['_ga', 'sess'].map((name) => ({
    name,
    lifespan: 'session',
    purpose: { id: 'x', en: 'x' },
  }));
  const config = {
    ...SHOP,
    allow: ['googletagmanager.com', 'static.hotjar.com', 'cdn.own.test'],
    services: { ...services, 'google-analytics': true, site: { cookies } },
  };
  const head = '<script>document.cookie = "foo=1"</script>';
  await inspect(visit, '', { config, head });
  await expect.poll(() => codes(visit)).toEqual(['allowed', 'allowed', 'necessary-cookie', 'cookie']);
  const patch: unknown = JSON.parse(
    await copied(visit, panel(visit).getByRole('button', { name: 'Copy all config lines' })),
  );
  expect(patch).toMatchObject({
    allow: ['cdn.own.test'],
    services: {
      site: { cookies: [{ name: 'sess' }, { name: 'foo' }] },
      hotjar: true,
      'google-tag-manager': true,
    },
  });
  await inspect(visit, '', { config: merged(config, patch), head });
  await visit.quiet();
  await expect(panel(visit).getByText('All in order')).toBeVisible();
  expect(await codes(visit)).toEqual([]);
});

test('says of nobody that it was asked whom a policy of the site has refused', async ({ visit }) => {
  visit.forgive(/violates|refused|Content.Security/i);
  visit.world.answer('allowed.test/r.gif', (_, response) => {
    response.writeHead(302, { location: 'https://ads.test/r.gif' }).end();
  });
  const config = {
    ...SHOP,
    services: { ...services, redirects: { category: 'marketing', hosts: ['allowed.test'] } },
  };
  await inspect(
    visit,
    `<script async src="https://stats.test/b.js"></script><img src="https://ads.test/p.gif?id=1" alt="">
    <img src="https://cdn.example.test/x.gif" alt=""><img src="https://allowed.test/r.gif" alt="">`,
    {
      config,
      headers: {
        'content-security-policy': "img-src 'self' allowed.test; script-src 'self' 'unsafe-inline'",
      },
    },
  );
  await visit.quiet();
  // What was sent on from there was asked for all the same.
  expect(new Set(visit.outside())).toEqual(new Set(['allowed.test/r.gif']));
  await expect.poll(() => codes(visit)).toEqual(['requested', 'pasted', 'pasted', 'stranger']);
  await expect(finding(visit, 'requested')).toContainText('allowed.test was asked before consent');
  await expect(panel(visit)).not.toContainText(/(stats|ads|example)\.test was asked|by the seal/);
  await panel(visit)
    .getByRole('tab', { name: /Requests/ })
    .click();
  await expect(panel(visit).getByRole('listitem').filter({ hasText: 'stats.test' })).toContainText(
    'not sent',
  );
});

test('reads from left to right on a page that does not', async ({ visit }) => {
  await inspect(visit, '<script src="https://cdn.example.test/x.js"></script>', {
    head: '<style>html, body * { direction: rtl }</style>',
  });
  await expect(finding(visit, 'stranger')).toBeVisible();
  const directions = await panel(visit).evaluate((section) => [
    ...new Set(
      [section, ...section.querySelectorAll('*')].map((element) => getComputedStyle(element).direction),
    ),
  ]);
  expect(directions).toEqual(['ltr']);
  const codeIn = visit.page.locator('#izin-inspector').locator('code, pre');
  for (const code of await codeIn.all()) await expect(code).toHaveAttribute('dir', 'ltr');
  const { x = 0, width = 0 } = (await panel(visit).boundingBox()) ?? {};
  expect(Math.round(x + width)).toBe(await visit.page.evaluate(() => innerWidth));
});

test('comes back where the page has thrown it away', async ({ visit }) => {
  await inspect(visit, MARKED);
  await visit.page.evaluate(() => (document.body.innerHTML = '<p>another</p>'));
  await expect(panel(visit)).toHaveCount(0);
  await visit.page.evaluate(() => void window.izin.inspect());
  await expect(panel(visit)).toHaveCount(1);
});

test('what was asked for once it was granted is in order', async ({ visit }) => {
  await visit.open(MARKED);
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  await visit.page.evaluate(() => window.izin.inspect());
  await expect(panel(visit).getByText('All in order')).toBeVisible();
  await panel(visit)
    .getByRole('tab', { name: /Requests/ })
    .click();
  await expect(panel(visit).getByText('https://stats.test/a.js')).toBeVisible();
});

test('opens by a call, which writes the table and returns what is held', async ({ visit }) => {
  await visit.open(MARKED);
  const tables: string[] = [];
  visit.page.on('console', (message) => tables.push(message.type()));
  const held = await visit.page.evaluate(() => window.izin.inspect().map(({ url, status }) => [url, status]));
  expect(held).toEqual([['https://stats.test/a.js', 'held']]);
  await expect(panel(visit)).toBeVisible();
  expect(tables).toEqual(['table']);
  // Once more, it is the same one.
  await visit.page.evaluate(() => void window.izin.inspect());
  await expect(panel(visit)).toHaveCount(1);
});

test('opening it grants, stores and sends nothing', async ({ visit }) => {
  await inspect(visit, MARKED);
  await visit.quiet();
  for (const tab of await panel(visit).getByRole('tab').all()) await tab.click();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect(await visit.context.cookies()).toEqual([]);
  expect(await visit.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect((await visit.state()).decided).toBe(false);
  const own = visit.world.seen
    .filter(({ host }) => host === visit.host)
    .map(({ path }) => path.replace(/\?.*/, ''));
  expect(
    own.filter(
      (path) => path !== '/' && !/^\/izin\/(izin(-[a-z]+)?\.js|locales\/inspector\.en\.json)$/.test(path),
    ),
  ).toEqual([]);
  expect(await visit.page.evaluate(() => window.izin.held().length)).toBe(1);
});

test('nobody pays for it who has not asked for it', async ({ visit }) => {
  await visit.open(MARKED);
  await visit.quiet();
  expect(visit.world.seen.filter(({ path }) => /inspector|evidence/.test(path))).toEqual([]);
});

test('lists every tag with where it came from, by status and words, and shows it in the page', async ({
  visit,
}) => {
  const frame =
    '<iframe data-category="functional" data-service="maps" data-src="https://maps.test/m.html" title="Map" width="200" height="100"></iframe>';
  await inspect(
    visit,
    `${MARKED}\n<p>text</p>\n${frame}<script>fetch('https://ads.test/x').catch(() => 0)</script>`,
  );
  await visit.quiet();
  await panel(visit)
    .getByRole('tab', { name: /Tags 3/ })
    .click();
  const items = panel(visit).getByRole('listitem');
  await expect(items).toHaveCount(3);
  await expect(items.filter({ hasText: 'ads.test/x' })).toContainText("A script's call of fetch");
  await panel(visit).getByRole('button', { name: 'Find the lines in the HTML' }).click();
  await expect(items.filter({ hasText: 'maps.test' })).toContainText('In the HTML, line 3');
  await panel(visit).getByLabel('Status').selectOption('refused');
  await expect(items).toHaveCount(1);
  await panel(visit).getByLabel('Status').selectOption('');
  await panel(visit).getByLabel('Search').fill('maps');
  await expect(items).toHaveCount(1);
  await items.getByRole('button', { name: /^Show in page/ }).click();
  const outline = visit.page.locator('#izin-inspector .izin-outline');
  await expect(outline).toBeVisible();
  const [drawn, meant] = [await outline.boundingBox(), await visit.page.locator('iframe').boundingBox()];
  expect(Math.abs((drawn?.x ?? 0) - (meant?.x ?? 9))).toBeLessThan(2);
  expect(Math.abs((drawn?.y ?? 0) - (meant?.y ?? 9))).toBeLessThan(2);
});

test('shows each part from its top, and does not say of a tag in the HTML that a script has inserted it', async ({
  visit,
}) => {
  visit.forgive(/not the first/);
  await inspect(visit, `<img src="https://ads.test/p.gif?id=1" alt="">${'<p>text</p>'.repeat(50)}`, {
    gate: GATE.replace('<script', '<script defer'),
    head: inserted('https://cdn.example.test/x.js'),
  });
  await visit.quiet();
  const body = panel(visit).getByRole('tabpanel');
  await body.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expect(await body.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  await panel(visit).getByRole('tab', { name: /Tags/ }).click();
  expect(await body.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  const item = body.getByRole('listitem').filter({ hasText: 'ads.test' });
  await expect(item).not.toContainText('inserted');
  await panel(visit).getByRole('button', { name: 'Find the lines in the HTML' }).click();
  await expect(item).toContainText('In the HTML, line');
});

test('is worked by keyboard alone, and gives the focus back', async ({ visit }) => {
  await visit.open(`${MARKED}<button id="mine">mine</button>`);
  await visit.page.locator('#mine').focus();
  await visit.page.evaluate(() => void window.izin.inspect());
  await expect(panel(visit).getByRole('heading', { name: 'Izin inspector' })).toBeFocused();
  const { keyboard } = visit.page;
  const reach = async (wanted: Locator): Promise<void> => {
    for (let presses = 0; presses < 30; presses++) {
      await keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab never reaches ${String(wanted)}`);
  };
  await reach(panel(visit).getByRole('tab', { name: /Verdict/ }));
  await keyboard.press('ArrowRight');
  await expect(panel(visit).getByRole('tab', { name: /Tags/ })).toBeFocused();
  await expect(panel(visit).getByLabel('Search')).toBeVisible();
  await keyboard.press('End');
  await expect(panel(visit).getByRole('tab', { name: 'State' })).toHaveAttribute('aria-selected', 'true');

  const sash = panel(visit).getByRole('separator');
  await sash.focus();
  const before = Number(await sash.getAttribute('aria-valuenow'));
  await keyboard.press('ArrowLeft');
  await expect(sash).toHaveAttribute('aria-valuenow', String(before + 5));

  await reach(panel(visit).getByRole('button', { name: 'Fold the inspector' }));
  await keyboard.press('Enter');
  await expect(panel(visit).getByRole('tablist')).toHaveCount(0);
  await expect(panel(visit).getByRole('button', { name: 'Unfold the inspector' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(panel(visit).getByRole('tablist')).toBeVisible();
  await keyboard.press('Escape');
  await expect(panel(visit)).toHaveCount(0);
  await expect(visit.page.locator('#mine')).toBeFocused();
});

test('works under a strict policy with Trusted Types, and refuses nothing there', async ({ visit }) => {
  await inspect(visit, '', {
    gate: GATE.replace('<script', '<script nonce="abc"'),
    head: `<script nonce="abc">self.refused = []; document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => refused.push(violatedDirective))</script>`,
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src 'self'; style-src 'none'; img-src 'none'; require-trusted-types-for 'script'; trusted-types izin",
    },
  });
  const { width } = (await panel(visit).boundingBox()) ?? { width: 0 };
  expect(width).toBeGreaterThan(300);
  await panel(visit).getByRole('separator').press('ArrowLeft');
  for (const tab of await panel(visit).getByRole('tab').all()) await tab.click();
  expect(await visit.page.evaluate(() => (self as unknown as { refused: string[] }).refused)).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('it is a sheet at the foot, folds away from the notice, and nothing is cut off', async ({ visit }) => {
    await inspect(visit, '<script src="https://cdn.example.test/x.js"></script>');
    await expect.poll(() => codes(visit)).toEqual(['stranger']);
    const box = await panel(visit).boundingBox();
    expect(box).toMatchObject({ x: 0, width: 360 });
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(740);
    const cut = await panel(visit).evaluate((section) =>
      [...section.querySelectorAll('.izin-body, .izin-head')].some(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
      ),
    );
    expect(cut).toBe(false);
    await panel(visit).getByRole('button', { name: 'Fold the inspector' }).click();
    await visit.press('Reject all');
    await expect(visit.notice).toHaveCount(0);
  });
});

test('speaks Indonesian where the page does, and English when asked, without changing the page', async ({
  visit,
}) => {
  await inspect(visit, '<script src="https://cdn.example.test/x.js"></script>', { lang: 'id' });
  await expect(panel(visit)).toContainText('cdn.example.test tidak dikenal');
  await panel(visit).getByRole('button', { name: 'English' }).click();
  await expect(panel(visit)).toContainText('cdn.example.test is known to nobody');
  await expect(visit.page.locator('#izin-inspector')).toHaveAttribute('lang', 'en');
  await expect(visit.notice).toContainText('Persetujuan cookie');
});

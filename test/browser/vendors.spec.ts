import { readFile } from 'node:fs/promises';
import { after, drop, js, type Answer } from './answers.ts';
import { expect, SHOP, test, type Visit } from './page.ts';
import { distFile } from './world.ts';

const FILE = 'toko.test/izin/izin-vendors.js';

/** A vendor as these tests have it: a script that says over the network what it was called with. */
interface Stub {
  readonly id: string;
  readonly category: 'functional' | 'performance' | 'marketing';
  /** Host and path of its script. */
  readonly script: string;
  /** Where it reports to. */
  readonly to: string;
  /** Its globals: `report(name)` makes a function that reports its calls. */
  readonly globals: string;
  readonly before?: string;
  readonly granted: readonly unknown[];
  readonly withdrawn: readonly unknown[];
}

const STUBS: readonly Stub[] = [
  {
    id: 'meta-pixel',
    category: 'marketing',
    script: 'connect.facebook.net/en_US/fbevents.js',
    to: 'www.facebook.com/tr',
    globals: `fbq = report('fbq')`,
    granted: [['fbq', 'consent', 'grant']],
    withdrawn: [['fbq', 'consent', 'revoke']],
  },
  {
    id: 'tiktok-pixel',
    category: 'marketing',
    script: 'analytics.tiktok.com/i18n/pixel/events.js',
    to: 'analytics.tiktok.com/api',
    globals: `ttq = { grantConsent: report('grantConsent'), revokeConsent: report('revokeConsent'), disableCookie: report('disableCookie') }`,
    granted: [['grantConsent']],
    withdrawn: [['revokeConsent'], ['disableCookie']],
  },
  {
    id: 'bing-uet',
    category: 'marketing',
    script: 'bat.bing.com/bat.js',
    to: 'bat.bing.com/action',
    globals: `uetq = { push: report('uetq') }`,
    granted: [['uetq', 'consent', 'update', { ad_storage: 'granted' }]],
    withdrawn: [['uetq', 'consent', 'update', { ad_storage: 'denied' }]],
  },
  {
    id: 'clarity',
    category: 'performance',
    script: 'www.clarity.ms/tag/abc',
    to: 'n.clarity.ms/collect',
    globals: `clarity = report('clarity')`,
    granted: [['clarity', 'consentv2', { ad_Storage: 'granted', analytics_Storage: 'granted' }]],
    withdrawn: [
      ['clarity', 'consentv2', { ad_Storage: 'denied', analytics_Storage: 'denied' }],
      ['clarity', 'stop'],
    ],
  },
  {
    id: 'matomo-cloud',
    category: 'performance',
    script: 'contoh.matomo.cloud/matomo.js',
    to: 'contoh.matomo.cloud/matomo.php',
    globals: `_paq = { push: report('_paq') }`,
    granted: [
      ['_paq', ['setConsentGiven']],
      ['_paq', ['setCookieConsentGiven']],
    ],
    withdrawn: [
      ['_paq', ['forgetConsentGiven']],
      ['_paq', ['forgetCookieConsentGiven']],
    ],
  },
  {
    id: 'mixpanel',
    category: 'performance',
    script: 'cdn.mxpnl.com/libs/mixpanel.js',
    to: 'api-js.mixpanel.com/track',
    globals: `mixpanel = { opt_in_tracking: report('opt_in'), opt_out_tracking: report('opt_out') }`,
    granted: [['opt_in']],
    withdrawn: [['opt_out']],
  },
  {
    id: 'posthog',
    category: 'performance',
    script: 'eu-assets.i.posthog.com/static/array.js',
    to: 'eu.i.posthog.com/e',
    globals: `posthog = { get_explicit_consent_status: () => 'denied', reset: report('reset'), opt_in_capturing: report('opt_in'), opt_out_capturing: report('opt_out') }`,
    granted: [['reset'], ['opt_in']],
    withdrawn: [['opt_out']],
  },
  {
    id: 'hubspot',
    category: 'marketing',
    script: 'js.hs-scripts.com/1.js',
    to: 'track.hubspot.com/ptq',
    globals: `_hsq = { push: report('_hsq') }; _hsp = { push: report('_hsp') }`,
    granted: [['_hsp', ['setHubSpotConsent', { analytics: true, advertisement: true, functionality: true }]]],
    withdrawn: [
      ['_hsp', ['revokeCookieConsent']],
      ['_hsq', ['revokeCookieConsent']],
    ],
  },
  {
    id: 'intercom',
    category: 'functional',
    script: 'widget.intercom.io/widget/abc',
    to: 'api-iam.intercom.io/messenger',
    globals: `Intercom = report('Intercom')`,
    before: `intercomSettings = { app_id: 'abc', disabled: true }`,
    granted: [['Intercom', 'boot', { app_id: 'abc', disabled: false }]],
    withdrawn: [['Intercom', 'shutdown']],
  },
  {
    id: 'google-analytics',
    category: 'performance',
    script: 'www.googletagmanager.com/gtag/js?id=G-TOKO1',
    to: 'www.google-analytics.com/g/collect',
    // Its own switch, read before each hit.
    globals: `google_tag_manager = {}; let off; Object.defineProperty(self, 'ga-disable-G-TOKO1', {
      configurable: true, get: () => off, set(value) { off = value; report('ga-disable')(value) } })`,
    granted: [],
    withdrawn: [['ga-disable', true]],
  },
];

const stubOf = (id: string): Stub => {
  const found = STUBS.find((stub) => stub.id === id);
  if (!found) throw new RangeError(id);
  return found;
};

/** The script of a vendor: each call is said at once to its own host, and once more a moment later. */
const scriptOf = ({ to, globals }: Stub): Answer =>
  js(`(() => {
    let count = 0;
    const report = (name) => (...args) => {
      const said = encodeURIComponent(JSON.stringify([name, ...args]));
      const send = (when) => fetch('https://${to}?' + when + '&n=' + count++ + '&said=' + said).catch(() => {});
      send('at-once');
      setTimeout(() => send('later'));
    };
    ${globals};
  })();`);

const tagOf = ({ id, category, script, before = '' }: Stub): string =>
  `<script>${before}</script>
  <script type="text/plain" data-category="${category}" data-service="${id}" data-src="https://${script}"></script>`;

/** A configuration that declares services of the catalogue. */
const declare = (...ids: readonly string[]) => ({
  ...SHOP,
  services: { ...SHOP.services, ...Object.fromEntries(ids.map((id) => [id, true])) },
});

/** Opens a page with the tags of these vendors. */
async function openWith(visit: Visit, ids: readonly string[], body = ''): Promise<void> {
  const stubs = ids.map(stubOf);
  for (const stub of stubs) visit.world.answer(stub.script.replace(/\?.*/, ''), scriptOf(stub));
  await visit.open(body + stubs.map(tagOf).join(''), { config: declare(...ids) });
}

/** What a vendor's own host was told, in the order in which it was said. */
function told(visit: Visit, id: string, when = 'at-once'): unknown[] {
  return visit.world.seen
    .filter(({ name }) => name.startsWith(`${stubOf(id).to}?${when}`))
    .map(({ path }) => new URL(path, 'https://any.test').searchParams)
    .sort((a, b) => Number(a.get('n')) - Number(b.get('n')))
    .map((query) => JSON.parse(query.get('said') ?? '') as unknown);
}

/** How often the file that tells vendors was asked for. */
const files = (visit: Visit): number =>
  visit.world.seen.filter(({ path }) => path.startsWith('/izin/izin-vendors.js')).length;

const withdraw = (visit: Visit): Promise<void> => visit.page.evaluate(() => window.izin.withdraw());

/** Accepts everything, and sees vendors told. */
async function accept(visit: Visit): Promise<void> {
  await visit.press('Accept all');
  await expect.poll(() => files(visit)).toBe(1);
  await visit.quiet();
}

test('vendors are told of grants and withdrawals in the documented order, and say no more after', async ({
  visit,
}) => {
  await openWith(
    visit,
    STUBS.map(({ id }) => id),
  );
  await accept(visit);
  for (const { id, granted } of STUBS) expect.soft(told(visit, id), id).toEqual(granted);
  visit.world.reset();
  await withdraw(visit);
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  await visit.quiet();
  for (const { id, withdrawn } of STUBS) {
    expect.soft(told(visit, id), id).toEqual(withdrawn);
    expect.soft(told(visit, id, 'later'), `${id}, a moment later`).toEqual([]);
  }
});

test('nothing is loaded for a site without such vendors', async ({ visit }) => {
  await visit.open(
    '<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>',
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);
  await visit.quiet();
  await visit.reload();
  await visit.quiet();
  await withdraw(visit);
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  await visit.quiet();
  expect(files(visit)).toBe(0);
});

test('nor for a visitor who refuses', async ({ visit }) => {
  await openWith(visit, ['meta-pixel'], '<script>fbq = () => {}</script>');
  await visit.press('Reject all');
  await visit.quiet();
  await visit.reload();
  await visit.quiet();
  expect(files(visit)).toBe(0);
});

test('a grant joins the calls that wait in a queue of the page', async ({ visit }) => {
  await visit.open(
    `<script>
      fbq = (...args) => fbq.queue.push(args);
      fbq.queue = [];
      fbq('consent', 'revoke');
      fbq('init', '1');
    </script>
    <script>
      const tag = document.createElement('script');
      tag.src = 'https://connect.facebook.net/en_US/fbevents.js';
      document.head.append(tag);
    </script>`,
    { config: declare('meta-pixel') },
  );
  await visit.press('Accept all');
  const queue = () => visit.page.evaluate(() => (self as unknown as { fbq: { queue: unknown } }).fbq.queue);
  await expect.poll(queue).toEqual([
    ['consent', 'revoke'],
    ['init', '1'],
    ['consent', 'grant'],
  ]);
  await expect.poll(() => visit.ran()).toEqual(['connect.facebook.net/en_US/fbevents.js']);
});

test('a grant that stands is told on each page to those who want that, and only to them', async ({
  visit,
}) => {
  await openWith(visit, ['matomo-cloud', 'mixpanel', 'posthog']);
  await accept(visit);
  visit.world.reset();
  await openWith(visit, ['matomo-cloud', 'mixpanel', 'posthog']);
  await expect.poll(() => told(visit, 'matomo-cloud')).toEqual(stubOf('matomo-cloud').granted);
  await visit.quiet();
  expect(told(visit, 'mixpanel')).toEqual([]);
  expect(told(visit, 'posthog')).toEqual([]);
  // There when it is taken back.
  visit.world.reset();
  await withdraw(visit);
  await expect.poll(() => told(visit, 'mixpanel')).toEqual([['opt_out']]);
});

test('one service that is refused is told, and no other; its category later', async ({ visit }) => {
  await openWith(visit, ['meta-pixel', 'bing-uet', 'clarity']);
  await accept(visit);
  visit.world.reset();
  await visit.page.evaluate(() => window.izin.choose({ 'meta-pixel': 'denied' }));
  await visit.quiet();
  expect(told(visit, 'meta-pixel')).toEqual([['fbq', 'consent', 'revoke']]);
  expect(told(visit, 'bing-uet')).toEqual([]);
  expect(told(visit, 'clarity')).toEqual([]);
  visit.world.reset();
  await visit.page.evaluate(() => window.izin.choose({ marketing: 'denied' }));
  await visit.quiet();
  expect(told(visit, 'meta-pixel'), 'it knows').toEqual([]);
  expect(told(visit, 'bing-uet')).toEqual(stubOf('bing-uet').withdrawn);
  // Granted itself, it asks about marketing, too.
  expect(told(visit, 'clarity')).toEqual([
    ['clarity', 'consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' }],
  ]);
  visit.world.reset();
  await visit.page.evaluate(() => window.izin.acceptAll());
  await visit.quiet();
  expect(told(visit, 'meta-pixel')).toEqual(stubOf('meta-pixel').granted);
});

test('what a withdrawal has switched off is on again before held tags run', async ({ visit }) => {
  await openWith(visit, ['google-analytics']);
  await accept(visit);
  await withdraw(visit);
  await expect.poll(() => told(visit, 'google-analytics')).toEqual([['ga-disable', true]]);
  await visit.page.evaluate(() => {
    const flag = 'ga-disable-G-TOKO1';
    // As it is in a page: a plain property.
    Object.defineProperty(self, flag, { configurable: true, writable: true, value: true });
    const tag = document.createElement('script');
    tag.dataset['category'] = 'performance';
    tag.type = 'text/plain';
    tag.text = `ranWith = '${flag}' in self`;
    document.body.append(tag);
  });
  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect
    .poll(() => visit.page.evaluate(() => (self as unknown as { ranWith?: boolean }).ranWith))
    .toBe(false);
});

test('a vendor that throws, and one that is an element of the page, stop nothing', async ({ visit }) => {
  visit.forgive(/Error: pintrk$/);
  await visit.open(
    `<form id="mixpanel"><input name="opt_out_tracking"></form><img name="_paq" alt="">
    <script type="text/plain" data-category="marketing" data-service="pinterest-tag" data-src="https://s.pinimg.com/ct/core.js"></script>
    ${tagOf(stubOf('tiktok-pixel'))}`,
    { config: declare('pinterest-tag', 'tiktok-pixel', 'mixpanel', 'matomo-cloud') },
  );
  visit.world.answer(
    's.pinimg.com/ct/core.js',
    js(`pintrk = () => { throw new Error('pintrk') }; document.cookie = '_pin_unauth=1; path=/';`),
  );
  visit.world.answer(stubOf('tiktok-pixel').script, scriptOf(stubOf('tiktok-pixel')));
  await accept(visit);
  await withdraw(visit);
  await expect
    .poll(() => told(visit, 'tiktok-pixel'))
    .toEqual([...stubOf('tiktok-pixel').granted, ...stubOf('tiktok-pixel').withdrawn]);
  await expect.poll(() => visit.page.evaluate(() => document.cookie)).not.toContain('_pin_unauth');
  expect((await visit.state()).decisions.marketing).toBe('denied');
  expect(await visit.page.evaluate(() => document.querySelector('form')?.id)).toBe('mixpanel');
});

test('where the file is late the guards close at once, and vendors are told before their cookies go', async ({
  visit,
}) => {
  let arrive = (): void => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  visit.world.answer(FILE, after(arrival, distFile));
  const { script } = stubOf('meta-pixel');
  visit.world.answer(
    script,
    js(
      `document.cookie = '_fbp=1; path=/'; said = []; fbq = (...args) => said.push([...args, document.cookie.includes('_fbp')]);`,
    ),
  );
  await visit.open(tagOf(stubOf('meta-pixel')), { config: declare('meta-pixel') });
  await visit.press('Accept all');
  await expect.poll(() => files(visit)).toBe(1);
  const sent = await visit.page.evaluate(() => {
    window.izin.withdraw();
    return fetch('https://www.facebook.com/tr?id=1').then(
      () => 'sent',
      () => 'refused',
    );
  });
  expect(sent).toBe('refused');
  const said = () => visit.page.evaluate(() => (self as unknown as { said: unknown }).said);
  expect(await said()).toEqual([]);
  arrive();
  await expect.poll(said).toEqual([['consent', 'revoke', true]]);
  await expect.poll(() => visit.page.evaluate(() => document.cookie)).not.toContain('_fbp');
  expect(visit.outside()).toEqual([script]);
});

test('a script that comes after its grant was taken back is told so, and reaches nobody', async ({
  visit,
}) => {
  let arrive = (): void => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  const [late, there] = [stubOf('meta-pixel'), stubOf('bing-uet')];
  visit.world.answer(there.script, scriptOf(there));
  visit.world.answer(
    late.script,
    after(
      arrival,
      js(
        `said = []; fbq = (...args) => said.push(args.join()); fetch('https://${late.to}?late').catch(() => {});`,
      ),
    ),
  );
  await visit.open(tagOf(there) + tagOf(late), { config: declare(late.id, there.id) });
  await visit.press('Accept all');
  await expect.poll(() => told(visit, there.id)).toEqual(there.granted);
  await withdraw(visit);
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  arrive();
  await expect
    .poll(() => visit.page.evaluate(() => (self as unknown as { said?: unknown }).said))
    .toEqual(['consent,revoke']);
  await visit.quiet();
  expect(visit.outside()).not.toContain(`${late.to}?late`);
});

test('where the file cannot be had, all the rest of a withdrawal is as ever', async ({ visit }) => {
  visit.forgive(/^izin: .*Failed to fetch/);
  visit.world.answer(FILE, drop);
  visit.world.answer(stubOf('meta-pixel').script, js(`document.cookie = '_fbp=1; path=/'; fbq = () => {};`));
  await visit.open(tagOf(stubOf('meta-pixel')), { config: declare('meta-pixel') });
  await visit.press('Accept all');
  await expect.poll(() => files(visit)).toBeGreaterThan(0);
  await withdraw(visit);
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  expect(await visit.page.evaluate(() => document.cookie)).not.toContain('_fbp');
});

test('vendors of another tab are told, too', async ({ visit }) => {
  await openWith(visit, ['meta-pixel']);
  await accept(visit);
  const other = await visit.tab();
  await openWith(other, ['meta-pixel']);
  await expect.poll(() => told(visit, 'meta-pixel')).toHaveLength(2);
  await visit.quiet();
  visit.world.reset();
  await withdraw(visit);
  await expect(other.root.getByRole('status')).toContainText('Consent withdrawn');
  // Each of the two pages says so once.
  await expect
    .poll(() => told(visit, 'meta-pixel'))
    .toEqual([
      ['fbq', 'consent', 'revoke'],
      ['fbq', 'consent', 'revoke'],
    ]);
});

test('what sites are made with is told of each decision, a refusal too', async ({ visit }) => {
  await visit.open('<script>said = []; wp_set_consent = (...args) => said.push(args.join())</script>');
  const said = () => visit.page.evaluate(() => (self as unknown as { said: string[] }).said.splice(0));
  await visit.quiet();
  expect(await said()).toEqual([]);
  await visit.press('Reject all');
  await expect
    .poll(said)
    .toEqual(['preferences,deny', 'statistics,deny', 'statistics-anonymous,deny', 'marketing,deny']);
  await visit.page.evaluate(() => window.izin.choose({ performance: 'granted' }));
  await expect
    .poll(said)
    .toEqual(['preferences,deny', 'statistics,allow', 'statistics-anonymous,allow', 'marketing,deny']);
});

test('a page that reloads by itself does so once vendors are told and their cookies are gone', async ({
  visit,
}) => {
  const stub = stubOf('meta-pixel');
  visit.world.answer(
    stub.script,
    js(`document.cookie = '_fbp=1; path=/'; fbq = (...args) => fetch('https://${stub.to}?' + args.join());`),
  );
  await visit.open(tagOf(stub), { config: { ...declare('meta-pixel'), consent: { reload: 'auto' } } });
  await accept(visit);
  const from = visit.world.seen.length;
  await withdraw(visit);
  const pages = () => visit.world.seen.slice(from).filter(({ name }) => /^toko\.test\/$|facebook/.test(name));
  await expect
    .poll(() => pages().map(({ name }) => name))
    .toEqual([`${stub.to}?consent,revoke`, 'toko.test/']);
  const [, reloaded] = pages();
  expect(reloaded?.headers.cookie).toContain('izin=');
  expect(reloaded?.headers.cookie).not.toContain('_fbp');
});

/** A library as npm has it. */
const library = (path: string): Promise<string> =>
  readFile(new URL(`../../node_modules/${path}`, import.meta.url), 'utf8');

/** A library that keeps in the browser's storage that it was opted out. */
interface Library {
  readonly id: string;
  /** Host and path of its script. */
  readonly script: string;
  readonly path: string;
  /** Begins it. */
  readonly init: string;
  /** Sends an event of this name. */
  readonly send: (name: string) => string;
  /** Where it sends to. */
  readonly to: RegExp;
  /** What it keeps. */
  readonly flag: string;
}

const LIBRARIES: readonly Library[] = [
  {
    id: 'mixpanel',
    script: 'cdn.mxpnl.com/libs/mixpanel.umd.js',
    path: 'mixpanel-browser/dist/mixpanel.umd.js',
    init: `mixpanel.init('abc', { persistence: 'localStorage', batch_requests: false, api_payload_format: 'json' });`,
    send: (name) => `mixpanel.track('${name}')`,
    to: /mixpanel\.com\/track/,
    flag: '__mp_opt_in_out_abc',
  },
  {
    id: 'posthog',
    script: 'eu-assets.i.posthog.com/static/module.js',
    path: 'posthog-js/dist/module.no-external.js',
    init: `import posthog from 'https://eu-assets.i.posthog.com/static/module.js';
      window.posthog = posthog;
      posthog.init('phc_abc', {
        api_host: 'https://eu.i.posthog.com', persistence: 'localStorage', request_batching: false, autocapture: false,
        capture_pageview: false, capture_pageleave: false, disable_session_recording: true, disable_surveys: true,
        disable_compression: true, advanced_disable_flags: true, opt_out_useragent_filter: true,
      });`,
    send: (name) => `posthog.capture('${name}')`,
    to: /posthog\.com\/(e|i\/v0\/e)\//,
    flag: '__ph_opt_in_out_phc_abc',
  },
];

for (const { id, script, path, init, send, to, flag } of LIBRARIES) {
  test(`${id}, the library itself, is silent after a withdrawal without a reload, and stays so`, async ({
    visit,
  }) => {
    visit.world.answer(script, js(await library(path), { 'access-control-allow-origin': '*' }));
    const marks = `type="text/plain" data-category="performance" data-service="${id}"`;
    const start = script.replace(/\w+\.js$/, 'start.js');
    visit.world.answer(start, js(init, { 'access-control-allow-origin': '*' }));
    const body = init.startsWith('import')
      ? `<script ${marks} data-type="module" data-src="https://${start}"></script>`
      : `<script ${marks} data-src="https://${script}"></script><script ${marks}>${init}</script>`;
    await visit.open(body, { config: declare(id) });
    await accept(visit);
    const sent = (name: string): number =>
      visit.world.seen.filter((seen) => to.test(seen.name) && decodeURIComponent(seen.body).includes(name))
        .length;
    const kept = () => visit.page.evaluate((key) => localStorage.getItem(key), flag);
    await visit.page.evaluate(send('while-granted'));
    await expect.poll(() => sent('while-granted')).toBe(1);
    expect(await kept()).toBe('1');

    await withdraw(visit);
    await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
    expect(await kept(), 'the flag that it reads before each event').toBe('0');
    const held = (await visit.held()).length;
    await visit.page.evaluate(send('while-refused'));
    await visit.quiet();
    expect(sent('while-refused')).toBe(0);
    expect((await visit.held()).slice(held), 'it does not even try').toEqual([]);
    expect(
      await visit.page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith('izin'))),
    ).toEqual([flag]);

    await visit.page.evaluate(() => window.izin.acceptAll());
    await expect.poll(kept).toBe('1');
    await visit.page.evaluate(send('granted-again'));
    await expect.poll(() => sent('granted-again')).toBe(1);
  });
}

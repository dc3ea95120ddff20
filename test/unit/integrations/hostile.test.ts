import { expect, it, vi } from 'vitest';
import { all, openSite, type Site } from './site.ts';

/** Every vendor's globals. */
const GLOBALS = [
  'FS',
  'Intercom',
  'Shopify',
  '_hsp',
  '_hsq',
  '_paq',
  'adsbygoogle',
  'amplitude',
  'analytics',
  'clarity',
  'dataLayer',
  'document',
  'fbq',
  'intercomSettings',
  'mixpanel',
  'pintrk',
  'posthog',
  'ttq',
  'uetq',
  'wp_set_consent',
  'zE',
];

const SERVICES = [
  'amplitude',
  'bing-uet',
  'clarity',
  'fullstory',
  'google-adsense',
  'google-analytics',
  'hubspot',
  'intercom',
  'matomo-cloud',
  'meta-pixel',
  'mixpanel',
  'pinterest-tag',
  'posthog',
  'segment',
  'tiktok-pixel',
  'zendesk',
];

/** Tells everyone, except `yandex-metrica`, everything. */
function tellAll(site: Site): void {
  for (const granted of [false, true, false]) {
    const changes = SERVICES.map((service) => ({ service, category: 'performance', granted }));
    site.tell(changes, all(granted ? 'granted' : 'denied'));
  }
}

/** As `<form id="posthog"><input name="push">` would stand there: with methods of its own. */
const element = () => {
  const reset = vi.fn<() => void>();
  const form = { reset, submit: reset, push: { tagName: 'INPUT' }, track: { tagName: 'INPUT' } };
  return { form, reset };
};

it.each<[what: string, value: unknown]>([
  ['a text', 'constructor'],
  ['a number', 1],
  ['null', null],
  ['true', true],
  ['an empty object', {}],
  ['an object without a prototype', Object.create(null)],
  ['a frozen object', Object.freeze({})],
  ['a symbol', Symbol('vendor')],
])('passes over %s in the place of a vendor', async (_what, value) => {
  const site = await openSite([], Object.fromEntries(GLOBALS.map((name) => [name, value])));
  const before = { ...site.window };
  tellAll(site);
  expect(site.window).toEqual(before);
  expect(site.problems).toEqual([]);
});

it('passes over an element in the place of a vendor, and leaves it as it is', async () => {
  const { form, reset } = element();
  const site = await openSite([], Object.fromEntries(GLOBALS.map((name) => [name, form])));
  tellAll(site);
  expect(reset).not.toHaveBeenCalled();
  expect(site.problems).toEqual([]);
  expect(Object.keys(form)).toEqual(['reset', 'submit', 'push', 'track']);
});

it.each(GLOBALS)('goes on where reading %s throws', async (name) => {
  const site = await openSite(
    GLOBALS.filter((other) => /^(fbq|pintrk|zE|wp_set_consent)$/.test(other) && other !== name),
  );
  const problem = new Error(name);
  Object.defineProperty(site.window, name, {
    get() {
      throw problem;
    },
  });
  tellAll(site);
  expect(new Set(site.problems)).toEqual(new Set([problem]));
  const told = new Set(site.calls.map(([path]) => path));
  expect(told).toEqual(new Set(['fbq', 'pintrk', 'wp_set_consent', 'zE'].filter((other) => other !== name)));
});

it('goes on where nothing can be called or read', async () => {
  const trap = new Proxy(() => {}, {
    get() {
      throw new Error('get');
    },
    apply() {
      throw new Error('apply');
    },
  });
  const site = await openSite(['fbq'], Object.fromEntries(GLOBALS.map((name) => [name, trap])));
  expect(() => tellAll(site)).not.toThrow();
  expect(site.problems.length).toBeGreaterThan(GLOBALS.length);
  expect(site.calls).toHaveLength(3);
});

it('reports where a flag cannot be set', async () => {
  const problem = new Error('sealed');
  const adsbygoogle = {
    get pauseAdRequests() {
      return 1;
    },
    set pauseAdRequests(_value) {
      throw problem;
    },
  };
  const site = await openSite([], { adsbygoogle });
  tellAll(site);
  expect(site.problems).toEqual([problem]);
});

it.each(['__proto__', 'constructor', 'toString', ''])('knows no service %j', async (service) => {
  const site = await openSite(['fbq']);
  site.tell([{ service, category: 'marketing', granted: false }], all('denied'));
  expect(site.problems).toEqual([]);
  site.tell([{ service: 'meta-pixel', category: 'marketing', granted: false }], all('denied'));
  expect(site.calls).toHaveLength(1);
});

it('reports to the browser where nobody else takes it', async () => {
  const site = await openSite([]);
  const taken = vi.fn<(problem: unknown) => void>();
  vi.stubGlobal('reportError', taken);
  const problem = new Error('fbq');
  site.window['fbq'] = () => {
    throw problem;
  };
  const { tellVendors } = await import('../../../src/integrations/vendors.ts');
  tellVendors([{ service: 'meta-pixel', category: 'marketing', granted: false }], all('denied'));
  expect(taken.mock.calls).toEqual([[problem]]);
});

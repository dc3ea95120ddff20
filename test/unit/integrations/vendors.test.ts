import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'virtual:izin/build';
import { describe, expect, it } from 'vitest';
import type { VendorsModule } from '../../../src/gate/inside.ts';
import { platforms, reminders, vendors } from '../../../src/integrations/calls.ts';
import * as file from '../../../src/integrations/vendors.ts';
import { all, openSite, type Call } from './site.ts';

interface Told {
  readonly service: string;
  readonly category: string;
  /** What the vendor's script leaves on the page. */
  readonly paths: readonly string[];
  readonly withdrawn: readonly Call[];
  readonly granted: readonly Call[];
}

const told: readonly Told[] = [
  {
    service: 'bing-uet',
    category: 'marketing',
    paths: ['uetq.push'],
    withdrawn: [['uetq.push', 'consent', 'update', { ad_storage: 'denied' }]],
    granted: [['uetq.push', 'consent', 'update', { ad_storage: 'granted' }]],
  },
  {
    service: 'clarity',
    category: 'performance',
    paths: ['clarity'],
    withdrawn: [
      ['clarity', 'consentv2', { ad_Storage: 'denied', analytics_Storage: 'denied' }],
      ['clarity', 'stop'],
    ],
    granted: [['clarity', 'consentv2', { ad_Storage: 'granted', analytics_Storage: 'granted' }]],
  },
  {
    service: 'meta-pixel',
    category: 'marketing',
    paths: ['fbq'],
    withdrawn: [['fbq', 'consent', 'revoke']],
    granted: [['fbq', 'consent', 'grant']],
  },
  {
    service: 'tiktok-pixel',
    category: 'marketing',
    paths: ['ttq.grantConsent', 'ttq.revokeConsent', 'ttq.disableCookie'],
    withdrawn: [['ttq.revokeConsent'], ['ttq.disableCookie']],
    granted: [['ttq.grantConsent']],
  },
  {
    service: 'pinterest-tag',
    category: 'marketing',
    paths: ['pintrk'],
    withdrawn: [['pintrk', 'setconsent', false]],
    granted: [['pintrk', 'setconsent', true]],
  },
  {
    service: 'matomo-cloud',
    category: 'performance',
    paths: ['_paq.push'],
    withdrawn: [
      ['_paq.push', ['forgetConsentGiven']],
      ['_paq.push', ['forgetCookieConsentGiven']],
    ],
    granted: [
      ['_paq.push', ['setConsentGiven']],
      ['_paq.push', ['setCookieConsentGiven']],
    ],
  },
  {
    service: 'hubspot',
    category: 'marketing',
    paths: ['_hsp.push', '_hsq.push'],
    withdrawn: [
      ['_hsp.push', ['revokeCookieConsent']],
      ['_hsq.push', ['revokeCookieConsent']],
    ],
    granted: [
      ['_hsp.push', ['setHubSpotConsent', { analytics: true, advertisement: true, functionality: true }]],
    ],
  },
  {
    service: 'segment',
    category: 'performance',
    paths: ['analytics.addSourceMiddleware', 'analytics.track'],
    withdrawn: [
      [
        'analytics.track',
        'Segment Consent Preference Updated',
        {},
        {
          context: {
            consent: { categoryPreferences: { functional: false, performance: false, marketing: false } },
          },
        },
      ],
    ],
    granted: [
      [
        'analytics.track',
        'Segment Consent Preference Updated',
        {},
        {
          context: {
            consent: { categoryPreferences: { functional: true, performance: true, marketing: true } },
          },
        },
      ],
    ],
  },
  {
    service: 'amplitude',
    category: 'performance',
    paths: ['amplitude.setOptOut'],
    withdrawn: [['amplitude.setOptOut', true]],
    granted: [['amplitude.setOptOut', false]],
  },
  {
    service: 'mixpanel',
    category: 'performance',
    paths: ['mixpanel.opt_in_tracking', 'mixpanel.opt_out_tracking'],
    withdrawn: [['mixpanel.opt_out_tracking']],
    granted: [['mixpanel.opt_in_tracking']],
  },
  {
    service: 'posthog',
    category: 'performance',
    paths: ['posthog.opt_in_capturing', 'posthog.opt_out_capturing', 'posthog.reset'],
    withdrawn: [['posthog.opt_out_capturing']],
    granted: [['posthog.opt_in_capturing']],
  },
  {
    service: 'fullstory',
    category: 'performance',
    paths: ['FS'],
    withdrawn: [['FS', 'shutdown']],
    granted: [['FS', 'start']],
  },
  {
    service: 'intercom',
    category: 'functional',
    paths: ['Intercom'],
    withdrawn: [['Intercom', 'shutdown']],
    granted: [],
  },
  {
    service: 'zendesk',
    category: 'functional',
    paths: ['zE'],
    withdrawn: [['zE', 'messenger:set', 'cookies', 'none']],
    granted: [['zE', 'messenger:set', 'cookies', 'all']],
  },
];

/** These set flags in place of calls; google.test.ts and yandex.test.ts tell of them. */
const flagged = ['google-adsense', 'google-analytics', 'yandex-metrica'];
const services = [...told.map(({ service }) => service), ...flagged];

describe.each(told)('$service', ({ service, category, paths, withdrawn, granted }) => {
  it('is told of a withdrawal, in the documented order', async () => {
    const site = await openSite(paths);
    site.tell([{ service, category, granted: false }], all('denied'));
    expect(site.calls).toEqual(withdrawn);
    expect(site.problems).toEqual([]);
  });

  it('takes a withdrawal as whole where only the service was withdrawn', async () => {
    const site = await openSite(paths);
    site.tell([{ service, category, granted: false }], all('granted'));
    expect(site.calls).toEqual(withdrawn);
  });

  it('is told of a grant', async () => {
    const site = await openSite(paths);
    site.tell([{ service, category, granted: true }], all('granted'));
    expect(site.calls).toEqual(granted);
    expect(site.problems).toEqual([]);
  });

  it('is told nothing while nothing changes', async () => {
    const site = await openSite(paths);
    site.tell([], all('granted'));
    site.tell([{ service: 'crisp', category, granted: false }], all('denied'));
    expect(site.calls).toEqual([]);
    site.tell([{ service, category, granted: false }], all('denied'));
    expect(site.calls).toEqual(withdrawn);
  });

  it('goes on with its next call where one throws', async () => {
    const [first] = withdrawn;
    const failing = first?.[0] ?? '';
    const site = await openSite(paths);
    const [owner = '', method] = failing.split('.');
    let thrown = 0;
    const fail = (...args: unknown[]): void => {
      site.calls.push([failing, ...args]);
      throw new Error(`${failing} ${++thrown}`);
    };
    if (method === undefined) site.window[owner] = fail;
    else Object.assign(Object(site.window[owner]), { [method]: fail });
    site.tell([{ service, category, granted: false }], all('denied'));
    expect(site.calls).toEqual(withdrawn);
    expect(site.problems).toHaveLength(thrown);
    expect(thrown).toBeGreaterThan(0);
  });
});

describe.each(services)('%s, where it has not loaded', (service) => {
  it.each([false, true])('is told nothing, and nothing is made for it: granted %s', async (granted) => {
    const site = await openSite([]);
    const before = Object.keys(site.window);
    site.tell([{ service, category: 'performance', granted }], all(granted ? 'granted' : 'denied'));
    expect(Object.keys(site.window)).toEqual(before);
    expect(site.problems).toEqual([]);
  });
});

it('knows services by their ids in the catalogue', () => {
  const known = readdirSync('src/core/catalogue/services').map((file) => file.replace('.json', ''));
  expect(known).toEqual(expect.arrayContaining(services));
});

it('tells of every vendor here', () => {
  const files = readdirSync('src/integrations').filter((file) => file.endsWith('.ts'));
  expect(files.sort()).toEqual(
    [...services, 'calls', 'page', 'shopify', 'vendors', 'wp-consent-api'].map((name) => `${name}.ts`).sort(),
  );
});

it('names a source for every vendor', () => {
  for (const service of [...services, 'shopify', 'wp-consent-api'])
    expect(readFileSync(`src/integrations/${service}.ts`, 'utf8')).toMatch(/@see (https:\/\/)?[\w-]+\.\w+/);
});

it('is told of in the README, each with every call that it may get', () => {
  const rows = readFileSync('README.md', 'utf8').split('\n');
  for (const { service, withdrawn, granted } of told) {
    const row = rows.find((line) => line.startsWith(`| \`${service}\``)) ?? '';
    for (const [path, first] of [...withdrawn, ...granted]) {
      // A queue gets its commands as lists.
      const command = path.endsWith('.push') ? (Array.isArray(first) ? first[0] : first) : path;
      expect(row, service).toContain(command);
    }
  }
  for (const service of flagged) expect(rows.some((line) => line.startsWith(`| \`${service}\``))).toBe(true);
});

it('is what the notice expects, and belongs to a build', () => {
  const known: VendorsModule = file;
  expect(known.build).toBe(build);
});

it('knows every vendor by a global that its calls stand on, or that its script makes', () => {
  const seen = new Map([...vendors].map(([id, [, sign]]) => [id, sign]));
  expect([...seen.keys()].sort()).toEqual([...services].sort());
  for (const { service, paths } of told)
    expect(
      paths.map((path) => path.split('.')[0]),
      service,
    ).toContain(seen.get(service));
  // The gate makes the data layer itself: it tells nothing.
  expect([...seen.values()]).not.toContain('dataLayer');
  expect(platforms.map(([, sign]) => sign)).toEqual(['Shopify', 'wp_set_consent']);
});

it('names the storage by which a running vendor remembers, as the catalogue does', () => {
  expect(Object.keys(reminders)).toEqual(['mixpanel', 'posthog']);
  for (const [service, names] of Object.entries(reminders)) {
    const { storage } = JSON.parse(readFileSync(`src/core/catalogue/services/${service}.json`, 'utf8')) as {
      storage: string[];
    };
    expect(storage).toEqual(expect.arrayContaining([...names]));
  }
});

describe('vendors that ask about categories', () => {
  const some = { ...all('denied'), performance: 'granted' } as const;

  it.each<[service: string, category: string, paths: string[], call: Call]>([
    [
      'clarity',
      'performance',
      ['clarity'],
      ['clarity', 'consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' }],
    ],
    [
      'clarity',
      'marketing',
      ['clarity'],
      ['clarity', 'consentv2', { ad_Storage: 'granted', analytics_Storage: 'granted' }],
    ],
    [
      'hubspot',
      'performance',
      ['_hsp.push'],
      ['_hsp.push', ['setHubSpotConsent', { analytics: true, advertisement: false, functionality: false }]],
    ],
    [
      'hubspot',
      'marketing',
      ['_hsp.push'],
      ['_hsp.push', ['setHubSpotConsent', { analytics: true, advertisement: true, functionality: false }]],
    ],
    [
      'hubspot',
      'functional',
      ['_hsp.push'],
      ['_hsp.push', ['setHubSpotConsent', { analytics: true, advertisement: false, functionality: true }]],
    ],
    [
      'segment',
      'performance',
      ['analytics.track', 'analytics.addSourceMiddleware'],
      [
        'analytics.track',
        'Segment Consent Preference Updated',
        {},
        {
          context: {
            consent: { categoryPreferences: { functional: false, performance: true, marketing: false } },
          },
        },
      ],
    ],
    ['zendesk', 'functional', ['zE'], ['zE', 'messenger:set', 'cookies', 'functional']],
  ])('%s in %s is told of each', async (service, category, paths, call) => {
    const site = await openSite(paths);
    site.tell([{ service, category, granted: true }], some);
    expect(site.calls).toEqual([call]);
    expect(file.categoryReaders).toContain(service);
  });

  it('are all of those whose calls differ by category', async () => {
    const readers: string[] = [];
    for (const { service, category, paths } of told) {
      const site = await openSite(paths);
      site.tell([{ service, category, granted: true }], all('granted'));
      const before = site.calls.splice(0);
      site.tell([{ service, category, granted: true }], all('denied'));
      if (JSON.stringify(before) !== JSON.stringify(site.calls)) readers.push(service);
    }
    expect(readers.sort()).toEqual([...file.categoryReaders].sort());
  });
});

describe('many at once', () => {
  const site = () =>
    openSite(['fbq', 'pintrk', 'FS', 'mixpanel.opt_in_tracking', 'mixpanel.opt_out_tracking']);
  const changes = [
    { service: 'mixpanel', category: 'performance', granted: true },
    { service: 'pinterest-tag', category: 'marketing', granted: false },
    { service: 'fullstory', category: 'performance', granted: true },
    { service: 'meta-pixel', category: 'marketing', granted: false },
  ];

  it('tells whoever lost a grant before whoever has one, each in the order given', async () => {
    const { tell, calls } = await site();
    tell(changes, all('granted'));
    expect(calls).toEqual([
      ['pintrk', 'setconsent', false],
      ['fbq', 'consent', 'revoke'],
      ['mixpanel.opt_in_tracking'],
      ['FS', 'start'],
    ]);
  });

  it('lets no vendor that throws stop another', async () => {
    const { tell, calls, window, problems } = await site();
    const problem = new Error('pintrk');
    window['pintrk'] = () => {
      throw problem;
    };
    tell(changes, all('granted'));
    expect(calls).toEqual([['fbq', 'consent', 'revoke'], ['mixpanel.opt_in_tracking'], ['FS', 'start']]);
    expect(problems).toEqual([problem]);
  });

  it('reports a call that fails later', async () => {
    const { tell, window, problems } = await site();
    const problem = new Error('later');
    window['FS'] = () => Promise.reject(problem);
    tell(changes, all('granted'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(problems).toEqual([problem]);
  });
});

it('calls methods on what they belong to', async () => {
  const site = await openSite([]);
  const owners: unknown[] = [];
  const ttq = {
    revokeConsent() {
      owners.push(this);
    },
  };
  site.window['ttq'] = ttq;
  site.tell([{ service: 'tiktok-pixel', category: 'marketing', granted: false }], all('denied'));
  expect(owners).toEqual([ttq]);
  expect(owners[0]).toBe(ttq);
});

it('calls methods of a global that is itself a function', async () => {
  const site = await openSite([]);
  const told: unknown[] = [];
  site.window['amplitude'] = Object.assign(() => {}, { setOptOut: (said: unknown) => told.push(said) });
  site.tell([{ service: 'amplitude', category: 'performance', granted: false }], all('denied'));
  expect(told).toEqual([true]);
});

it('leaves commands in a queue that is still an array', async () => {
  const uetq: unknown[] = [];
  const site = await openSite([], { uetq });
  site.tell([{ service: 'bing-uet', category: 'marketing', granted: false }], all('denied'));
  expect(uetq).toEqual(['consent', 'update', { ad_storage: 'denied' }]);
});

it('takes no other `analytics` for Segment', async () => {
  const site = await openSite(['analytics.track']);
  site.tell([{ service: 'segment', category: 'performance', granted: false }], all('denied'));
  expect(site.calls).toEqual([]);
});

describe('PostHog', () => {
  it.each<[status: unknown, calls: readonly string[]]>([
    ['denied', ['reset', 'opt_in_capturing']],
    ['pending', ['opt_in_capturing']],
    ['granted', ['opt_in_capturing']],
    [undefined, ['opt_in_capturing']],
  ])('is reset before a grant where it was refused: %s', async (status, calls) => {
    const asked = 'posthog.get_explicit_consent_status';
    const site = await openSite(
      [asked, 'posthog.reset', 'posthog.opt_in_capturing'],
      {},
      { [asked]: status },
    );
    site.tell([{ service: 'posthog', category: 'performance', granted: true }], all('granted'));
    expect(site.calls.slice(1)).toEqual(calls.map((name) => [`posthog.${name}`]));
  });
});

describe('Intercom', () => {
  const change = (granted: boolean) => [{ service: 'intercom', category: 'functional', granted }];
  const boot = ['Intercom', 'boot', { app_id: 'abc', disabled: false }];

  it('is booted again after it was shut down, once', async () => {
    const site = await openSite(['Intercom'], { intercomSettings: { app_id: 'abc' } });
    site.tell(change(false), all('denied'));
    site.tell(change(true), all('granted'));
    site.tell(change(true), all('granted'));
    expect(site.calls).toEqual([['Intercom', 'shutdown'], boot]);
  });

  it('is booted where the site holds it back', async () => {
    const site = await openSite(['Intercom'], { intercomSettings: { app_id: 'abc', disabled: true } });
    site.tell(change(true), all('granted'));
    expect(site.calls).toEqual([boot]);
  });

  it('is left to boot by itself where it was not there to shut down', async () => {
    const site = await openSite([], { intercomSettings: { app_id: 'abc' } });
    site.tell(change(false), all('denied'));
    site.window['Intercom'] = () => site.calls.push(['Intercom']);
    site.tell(change(true), all('granted'));
    expect(site.calls).toEqual([]);
  });

  it('is not booted without its id', async () => {
    const site = await openSite(['Intercom'], { intercomSettings: { app_id: 7 } });
    site.tell(change(false), all('denied'));
    site.tell(change(true), all('granted'));
    expect(site.calls).toEqual([['Intercom', 'shutdown']]);
  });
});

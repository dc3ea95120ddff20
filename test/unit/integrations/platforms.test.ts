import { describe, expect, it } from 'vitest';
import { all, openSite } from './site.ts';

const some = { ...all('denied'), performance: 'granted' } as const;

describe('Shopify', () => {
  const denied = { analytics: false, marketing: false, preferences: false, sale_of_data: false };
  const set = 'customerPrivacy.setTrackingConsent';

  /** The shop's API, and what it was told. */
  function shop() {
    const told: unknown[] = [];
    const customerPrivacy = {
      setTrackingConsent: (...args: unknown[]) => told.push([set, ...args]),
    };
    return { told, customerPrivacy };
  }

  it.each([
    [all('denied'), denied],
    [all('granted'), { analytics: true, marketing: true, preferences: true, sale_of_data: true }],
    [some, { ...denied, analytics: true }],
    [{ ...all('denied'), marketing: 'granted' } as const, { ...denied, marketing: true, sale_of_data: true }],
    [{ ...all('denied'), functional: 'granted' } as const, { ...denied, preferences: true }],
  ])('is told what each category may do: %o', async (decisions, said) => {
    const { told, customerPrivacy } = shop();
    const site = await openSite([], { Shopify: { customerPrivacy } });
    site.tell([], decisions);
    expect(told).toEqual([[set, said, expect.any(Function)]]);
    expect(site.problems).toEqual([]);
  });

  it('is asked for its API first where that has not loaded', async () => {
    const { told, customerPrivacy } = shop();
    const Shopify = {
      loadFeatures(features: unknown, done: () => void) {
        told.push(['loadFeatures', features]);
        Object.assign(Shopify, { customerPrivacy });
        done();
      },
    };
    const site = await openSite([], { Shopify });
    site.tell([], all('denied'));
    expect(told).toEqual([
      ['loadFeatures', [{ name: 'consent-tracking-api', version: '0.1' }]],
      [set, denied, expect.any(Function)],
    ]);
  });

  it('reports where its API cannot be loaded', async () => {
    const { told, customerPrivacy } = shop();
    const problem = new Error('no API');
    const Shopify = {
      loadFeatures(_features: unknown, done: (error: unknown) => void) {
        Object.assign(Shopify, { customerPrivacy });
        done(problem);
      },
    };
    const site = await openSite([], { Shopify });
    site.tell([], all('denied'));
    expect(site.problems).toEqual([problem]);
    expect(told).toEqual([]);
  });
});

describe('WP Consent API', () => {
  it('is told what each category may do', async () => {
    const site = await openSite(['wp_set_consent']);
    site.tell([], some);
    expect(site.calls).toEqual([
      ['wp_set_consent', 'preferences', 'deny'],
      ['wp_set_consent', 'statistics', 'allow'],
      ['wp_set_consent', 'statistics-anonymous', 'allow'],
      ['wp_set_consent', 'marketing', 'deny'],
    ]);
  });

  it.each([
    ['granted', 'allow'],
    ['denied', 'deny'],
  ] as const)('takes %s for %s', async (decision, said) => {
    const site = await openSite(['wp_set_consent']);
    site.tell([], all(decision));
    expect(site.calls.map((call) => call[2])).toEqual(Array(4).fill(said));
  });

  it('is told after the services', async () => {
    const site = await openSite(['wp_set_consent', 'fbq', 'FS']);
    site.tell(
      [
        { service: 'fullstory', category: 'performance', granted: true },
        { service: 'meta-pixel', category: 'marketing', granted: false },
      ],
      some,
    );
    expect(site.calls.map(([path]) => path)).toEqual([
      'fbq',
      'FS',
      ...Array<string>(4).fill('wp_set_consent'),
    ]);
  });
});

it('makes nothing on a site that has neither', async () => {
  const site = await openSite([]);
  site.tell([], all('granted'));
  expect(site.window).toEqual({});
  expect(site.problems).toEqual([]);
});

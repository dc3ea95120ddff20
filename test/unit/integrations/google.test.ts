import { describe, expect, it } from 'vitest';
import { all, openSite } from './site.ts';

const analytics = (granted: boolean) => [{ service: 'google-analytics', category: 'performance', granted }];
const adsense = (granted: boolean) => [{ service: 'google-adsense', category: 'marketing', granted }];

const tag = 'https://www.googletagmanager.com/gtag/js';

/** What gtag.js is told comes as `arguments`, which are no arrays. */
function command(..._words: unknown[]): unknown {
  return arguments;
}

describe('Google Analytics', () => {
  const page = (): Record<string, unknown> => ({
    dataLayer: [
      { event: 'gtm.js' },
      command('js', new Date(0)),
      command('config', 'G-ONE'),
      command('config', 'AW-TWO'),
      command('event', 'G-NOT'),
      null,
      'config',
    ],
    document: {
      querySelectorAll: (selector: string) =>
        selector === 'script[src*="id=G-"]'
          ? [
              { src: `${tag}?id=G-THREE&cx=c` },
              { src: `${tag}?l=other&id=G-FOUR` },
              { src: 'x?grid=G-FIVE' },
              {},
            ]
          : [],
    },
  });
  const flags = (window: object): string[] =>
    Object.entries(window)
      .filter(([name]) => name.startsWith('ga-disable'))
      .map((entry) => entry.join());

  it('is switched off for each property of the page', async () => {
    const site = await openSite([], page());
    site.tell(analytics(false), all('denied'));
    expect(flags(site.window)).toEqual([
      'ga-disable-G-ONE,true',
      'ga-disable-G-THREE,true',
      'ga-disable-G-FOUR,true',
    ]);
    expect(site.problems).toEqual([]);
  });

  it('is switched on again by a grant, but where the site has switched it off', async () => {
    const site = await openSite([], { ...page(), 'ga-disable-G-ONE': true });
    site.tell(analytics(false), all('denied'));
    site.tell(analytics(false), all('denied'));
    expect(flags(site.window)).toHaveLength(3);
    site.tell(analytics(true), all('granted'));
    expect(flags(site.window)).toEqual(['ga-disable-G-ONE,true']);
  });

  it.each<[what: string, globals: Record<string, unknown>]>([
    ['a text for a queue', { dataLayer: 'config,G-ONE' }],
    ['a queue of no end', { dataLayer: { length: Infinity, 0: 'config' } }],
    ['another document', { document: { querySelectorAll: () => 'G-' } }],
    ['an element for a method', { document: { querySelectorAll: { tagName: 'IMG' } } }],
    [
      'odd ids',
      {
        dataLayer: [
          ['config', 'G-a b'],
          ['config', 'x-G-1', 2],
          ['config', { toString: () => 'G-1' }],
        ],
      },
    ],
  ])('survives %s', async (_what, globals) => {
    const site = await openSite([], globals);
    site.tell(analytics(false), all('denied'));
    expect(flags(site.window)).toEqual([]);
    expect(site.problems).toEqual([]);
  });

  it('reports entries that throw, and finds the others', async () => {
    const trap = {
      get 0(): string {
        throw new Error('trap');
      },
    };
    const site = await openSite([], { dataLayer: [trap, command('config', 'G-ONE')] });
    site.tell(analytics(false), all('denied'));
    expect(flags(site.window)).toEqual(['ga-disable-G-ONE,true']);
    expect(site.problems).toEqual([new Error('trap')]);
  });

  it('reports a document that throws, and tells the next vendor', async () => {
    const trap = {
      get src(): string {
        throw new Error('trap');
      },
    };
    const site = await openSite(['fbq'], { document: { querySelectorAll: () => [trap] } });
    site.tell(
      [...analytics(false), { service: 'meta-pixel', category: 'marketing', granted: false }],
      all('denied'),
    );
    expect(site.problems).toEqual([new Error('trap')]);
    expect(site.calls).toEqual([['fbq', 'consent', 'revoke']]);
  });
});

describe('Google AdSense', () => {
  const queue = (paused?: number): unknown[] =>
    Object.assign([], paused === undefined ? {} : { pauseAdRequests: paused });

  it('goes on after a grant where the site has paused it', async () => {
    const site = await openSite([], { adsbygoogle: queue(1) });
    site.tell(adsense(true), all('granted'));
    expect(site.window['adsbygoogle']).toHaveProperty('pauseAdRequests', 0);
  });

  it('is told nothing where it is not paused', async () => {
    const site = await openSite([], { adsbygoogle: queue() });
    site.tell(adsense(true), all('granted'));
    expect(site.window['adsbygoogle']).not.toHaveProperty('pauseAdRequests');
  });

  it.each([1, 0])('is told nothing of a withdrawal: %s', async (paused) => {
    const site = await openSite([], { adsbygoogle: queue(paused) });
    site.tell(adsense(false), all('denied'));
    expect(site.window['adsbygoogle']).toHaveProperty('pauseAdRequests', paused);
  });
});

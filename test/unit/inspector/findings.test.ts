import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { questionOf } from '../../../src/core/consent/offer.ts';
import { findingsOf } from '../../../src/inspector/findings.ts';
import { allFixes } from '../../../src/inspector/fix.ts';
import type { RequestSeen, Snapshot, StoredSeen, TagSeen } from '../../../src/inspector/seen.ts';
import { element, freedBy, service, snapshot } from './snapshot.ts';

const found = (more: Partial<Snapshot>): string[] =>
  findingsOf(snapshot(more)).map(({ code, severity }) => `${severity}: ${code}`);
const fixOf = (more: Partial<Snapshot>, code: string): unknown => {
  const fix = findingsOf(snapshot(more)).find((one) => one.code === code)?.fixes?.[0];
  return fix && ('patch' in fix ? fix.patch : fix.text);
};

const request = (url: string, more: Partial<RequestSeen> = {}): RequestSeen => ({
  url,
  host: new URL(url).hostname,
  initiator: 'img',
  start: 10,
  service: undefined,
  category: 'unclassified',
  tracker: undefined,
  isEarly: false,
  isUnsent: false,
  at: undefined,
  markup: undefined,
  ...more,
});
const tag = (url: string, more: Partial<TagSeen> = {}): TagSeen => ({
  url,
  vector: 'script',
  service: undefined,
  category: 'unclassified',
  status: 'held',
  at: 1,
  markup: element('script', { src: url }),
  isPasted: false,
  ...more,
});
const stored = (name: string, more: Partial<StoredSeen> = {}): StoredSeen => ({
  name,
  kind: 'cookie',
  owner: undefined,
  usual: undefined,
  ...more,
});

const stats = service('stats', { ownHosts: ['stats.test'] });
const pixel = 'https://ads.test/p.gif';
/** How a seal may stand that keeps less than it should, or never opens. */
const BROKEN = [
  'outside-head',
  'no-policy',
  'no-script',
  'not-opened',
  'no-end',
  'behind',
  'order',
  'twice',
] as const;

it('finds nothing where all is in order', () => {
  expect(found({})).toEqual([]);
});

it('says the worst first', () => {
  const severities = findingsOf(
    snapshot({
      services: new Map([stats]),
      stored: [stored('promo')],
      place: { ...snapshot().place, isAsync: true },
    }),
  ).map(({ severity }) => severity);
  expect(severities).toEqual(['wrong', 'doubtful', 'note']);
});

describe('the gate', () => {
  const { place } = snapshot();
  it.each<[string, Partial<Snapshot['place']>, string[]]>([
    ['is async', { isAsync: true }, ['wrong: late']],
    ['is deferred', { isDeferred: true }, ['wrong: late']],
    ['comes after a script', { before: [element('script', { src: '/a.js' })] }, ['wrong: not-first']],
    ['stands in the body', { isInHead: false }, ['doubtful: not-in-head']],
    ['is there twice', { times: 2 }, ['doubtful: gate-twice']],
    ['cannot be told', { isKnown: false, isInHead: false }, ['note: place-unknown']],
  ])('%s', (_, more, expected) => {
    expect(found({ place: { ...place, ...more } })).toEqual(expected);
  });
});

describe('the seal', () => {
  const services = new Map([stats]);
  const text = `a=([^&]{4})*${questionOf('stats', 'performance')} &performance|&s.stats stats.test *.stats.test;`;
  it.each(['none', 'header', 'shut', 'narrowed', 'lifted'] as const)('is in order when %s', (state) => {
    expect(found({ seal: { state, text: '' } })).toEqual([]);
  });
  it.each(BROKEN)('is broken: %s', (state) => {
    expect(found({ seal: { state, text: '' } })).toEqual([`wrong: seal-${state}`]);
    expect(fixOf({ seal: { state, text: '' } }, `seal-${state}`)).toContain('izin build');
  });
  it('is that of this configuration', () => {
    expect(found({ services, seal: { state: 'shut', text } })).toEqual(['note: unused']);
  });
  it.each([
    ['a service it does not know', new Map([stats, service('more', { ownHosts: ['more.test'] })]), ['more']],
    ['a service that is gone', new Map(), ['stats']],
    [
      'another category',
      new Map([service('stats', { category: 'marketing', ownHosts: ['stats.test'] })]),
      ['stats'],
    ],
    ['another host', new Map([service('stats', { ownHosts: ['stats.test', 'cdn.test'] })]), ['cdn.test']],
  ])('is of an older configuration: %s', (_, services, about) => {
    const stale = findingsOf(snapshot({ services, seal: { state: 'shut', text } })).find(
      ({ code }) => code === 'seal-stale',
    );
    expect(stale?.about).toEqual(about);
  });
  it('speaks of no service that needs no grant', () => {
    const early = new Map([
      stats,
      service('shop', { category: 'necessary', isEarly: true, ownHosts: ['shop.test'] }),
    ]);
    expect(found({ services: early, seal: { state: 'shut', text } })).toEqual(['note: unused']);
  });
});

describe('the configuration', () => {
  it('is missing, reports only, or is wrong somewhere', () => {
    expect(findingsOf({ ...snapshot(), given: undefined }).map(({ code }) => code)).toEqual(['no-config']);
    expect(found({ given: { mode: 'report' } })).toEqual(['wrong: report-mode']);
    const problems = [{ code: 'wrong-type', path: 'allow', found: 'a text', expected: 'a list' }] as const;
    expect(found({ problems })).toEqual(['doubtful: problem']);
  });

  const necessary = { category: 'necessary', isEarly: true };
  it('takes a tracker for necessary', () => {
    const services = new Map([service('own', necessary)]);
    expect(fixOf({ services, freed: [freedBy({ by: 'own' })] }, 'necessary')).toEqual({
      services: { own: { category: 'performance' } },
    });
  });
  it('goes by what was seen rather than by what the rule says, and by the strictest', () => {
    const services = new Map([service('own', necessary)]);
    const seen = freedBy({ by: 'own', isWhole: false, tracker: 'pixel', urls: ['https://p.count.test/'] });
    for (const freed of [
      [freedBy({ by: 'own' }), seen],
      [seen, freedBy({ by: 'own', urls: ['https://count.test/'] })],
    ])
      expect(fixOf({ services, freed }, 'necessary')).toEqual({
        services: { own: { category: 'marketing' } },
      });
  });
  it("takes a tracker's cookie for the site's own", () => {
    const services = new Map([
      service('site', { ...necessary, cookies: ['_count', 'cart'] }),
      service('counter', { isDeclared: false, cookies: ['_count*'] }),
    ]);
    const given = { services: { site: { cookies: [{ name: '_count' }, { name: 'cart' }] } } };
    expect(fixOf({ services, given }, 'necessary-cookie')).toEqual({
      services: { site: { cookies: [{ name: 'cart' }] }, counter: true },
    });
  });
  it('does so where that tracker is declared, and for every tracker', () => {
    const services = new Map([
      service('site', { ...necessary, cookies: ['_count', '_px'] }),
      service('counter', { cookies: ['_count*'] }),
      service('pixel', { isDeclared: false, cookies: ['_px'] }),
    ]);
    const counter = { category: 'performance' };
    const given = { services: { site: { cookies: [{ name: '_count' }, { name: '_px' }] }, counter } };
    const all = findingsOf(snapshot({ services, given })).filter(({ code }) => code === 'necessary-cookie');
    expect(all.map(({ about }) => about)).toEqual([['_count'], ['_px']]);
    expect(JSON.parse(allFixes(all, given).config)).toEqual({
      services: { site: { cookies: [] }, counter, pixel: true },
    });
  });
  it('leaves what is necessary by the catalogue alone', () => {
    expect(found({ services: new Map([service('login', necessary)]) })).toEqual(['note: unused']);
  });
  it("counts a tracker's host as the site's own", () => {
    const given = { allow: ['cdn.test', 'count.test'] };
    expect(fixOf({ given, freed: [freedBy()] }, 'allowed')).toEqual({
      allow: ['cdn.test'],
      services: { counter: true },
    });
    const site = { services: { site: { hosts: ['cdn.test', 'count.test'] } } };
    expect(fixOf({ given: site, freed: [freedBy({ by: 'site' })] }, 'allowed')).toEqual({
      services: { site: { hosts: ['cdn.test'] }, counter: true },
    });
  });
  it('only hints at trackers that a rule would set free and that were not seen', () => {
    const given = { allow: ['count.test'] };
    const unseen = [freedBy({ isWhole: false }), freedBy({ isWhole: false, tracker: 'pixel' })];
    const [hint, ...rest] = findingsOf(snapshot({ given, freed: unseen }));
    expect(rest).toEqual([]);
    expect(hint).toMatchObject({ code: 'allowed-wide', severity: 'note', about: ['Pixel', 'Counter'] });
    const seen = freedBy({ isWhole: false, urls: ['https://count.test/c.js'] });
    expect(found({ given, freed: [seen] })).toEqual(['wrong: allowed']);
  });
  it('hints at what is stricter than the category that it copies', () => {
    const services = new Map([service('own', necessary)]);
    const all = [freedBy({ by: 'own' }), freedBy({ by: 'own', isWhole: false, tracker: 'pixel' })];
    expect(found({ services, freed: all })).toEqual([
      'wrong: necessary',
      'note: allowed-wide',
      'note: unused',
    ]);
    expect(
      found({
        services,
        freed: [{ ...all[1], isWhole: true } as never, { ...all[0], isWhole: false } as never],
      }),
    ).toEqual(['wrong: necessary', 'note: unused']);
  });
  it('copies nothing to take out where the rule is the domain of the consent', () => {
    const given = { consent: { domain: 'count.test' } };
    expect(fixOf({ given, freed: [freedBy()] }, 'allowed')).toBeUndefined();
  });
});

describe('tags and requests', () => {
  const services = new Map([service('ads', { category: 'marketing' })]);
  const early = request(pixel, {
    service: 'ads',
    category: 'marketing',
    isEarly: true,
    markup: element('img', { src: pixel, width: '1' }),
  });
  it('gives the marked markup of what was asked for too early, once', () => {
    const requests = [early, early];
    expect(found({ services, requests })).toEqual(['wrong: requested']);
    expect(fixOf({ services, requests }, 'requested')).toBe(
      `<img data-category="marketing" data-service="ads" data-src="${pixel}" width="1">`,
    );
  });
  it('does not name twice what the configuration has set free', () => {
    expect(found({ services, requests: [{ ...early, tracker: 'pixel' }] })).toEqual([]);
  });
  it('has nothing to mark where no element asked', () => {
    expect(found({ services, requests: [{ ...early, markup: undefined }] })).toEqual([
      'wrong: requested-by-script',
    ]);
  });
  it('is not sure of async scripts ahead of a late gate', () => {
    const markup = element('script', { src: pixel, async: '' });
    expect(found({ services, isFirst: false, requests: [{ ...early, markup }] })).toEqual([
      'wrong: requested-late',
    ]);
  });
  it('blames nobody in report mode', () => {
    expect(found({ services, given: { mode: 'report' }, requests: [early] })).toEqual(['wrong: report-mode']);
  });
  it('names what stands unmarked in the HTML though nothing tells of a request', () => {
    const tags = [tag('https://ads.test/a.js', { service: 'ads', category: 'marketing', isPasted: true })];
    expect(found({ services, tags })).toEqual(['doubtful: pasted']);
  });
  it('names scripts that are there twice', () => {
    expect(found({ twice: ['https://ads.test/a.js'] })).toEqual(['doubtful: twice']);
  });
});

describe('third parties', () => {
  const counter = service('counter', { isDeclared: false });
  it('names a service of the catalogue that is not declared, once for all its signs', () => {
    const more = {
      services: new Map([counter]),
      tags: [tag('https://count.test/a.js', { service: 'counter' })],
      requests: [request('https://count.test/b.js', { service: 'counter' })],
      stored: [stored('_count1', { usual: 'counter' })],
    };
    expect(found(more)).toEqual(['wrong: undeclared']);
    expect(fixOf(more, 'undeclared')).toEqual({ services: { counter: true } });
  });
  it('names strangers by host, to be declared or allowed', () => {
    const requests = [request('https://cdn.test/a.js'), request('https://cdn.test/b.js')];
    const given = { allow: ['own.test'] };
    const [stranger, ...rest] = findingsOf(snapshot({ requests, given }));
    expect(rest).toEqual([]);
    expect(stranger?.fixes).toEqual([
      {
        kind: 'config',
        patch: { services: { 'cdn-test': { category: 'unclassified', hosts: ['cdn.test'] } } },
      },
      { kind: 'allow', patch: { allow: ['own.test', 'cdn.test'] } },
    ]);
  });
  it('says it louder where the seal refuses them', () => {
    const refused = [{ url: 'https://cdn.test/a.js', service: undefined, category: 'unclassified' }];
    expect(found({ refused, seal: { state: 'shut', text: '' } })).toEqual(['wrong: stranger-refused']);
    // Where it has no policy, it was one of the site's own.
    expect(found({ refused })).toEqual(['doubtful: stranger']);
    expect(found({ refused, seal: { state: 'no-policy', text: '' } })).toContain('doubtful: stranger');
  });
  it.each([
    [true, [], 'note: container'],
    [false, [], 'note: container-held'],
    [true, [request('https://cdn.test/a.js')], 'doubtful: container-undeclared'],
  ])('looks into containers: granted %s, %j', (isGranted, requests, code) => {
    const services = new Map([service('boxes', { category: 'any', isGranted })]);
    expect(found({ services, tags: [tag('https://boxes.test/', { service: 'boxes' })], requests })).toContain(
      code,
    );
  });
});

describe('what is stored', () => {
  it('is declared among what the configuration has already', () => {
    const given = { services: { site: { name: 'Toko', cookies: [{ name: 'cart' }] } } };
    expect(fixOf({ given, stored: [stored('promo')] }, 'cookie')).toEqual({
      services: {
        site: {
          cookies: [{ name: 'cart' }, { name: 'promo', lifespan: 'session', purpose: { id: '', en: '' } }],
        },
      },
    });
    expect(fixOf({ given, stored: [stored('draft', { kind: 'local' })] }, 'storage')).toEqual({
      services: { site: { storage: ['draft'] } },
    });
  });
  it('is not named where somebody declares it', () => {
    expect(found({ stored: [stored('cart', { owner: 'site' })] })).toEqual([]);
  });
});

it('has a title and a reason for every code, in both languages', () => {
  const folder = new URL('../../../src/inspector/checks/', import.meta.url);
  const code = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  const states = BROKEN.map((state) => `seal-${state}`);
  const written = [...code.matchAll(/code: '([\w-]+)'/g)].map(([, name]) => name);
  const chosen = [...code.matchAll(/[?:] '((?:requested|container|stranger|cookie|storage)[\w-]*)'/g)].map(
    ([, name]) => name,
  );
  expect(written.length).toBeGreaterThan(10);
  for (const language of ['id', 'en']) {
    const texts = JSON.parse(
      readFileSync(new URL(`../../../locales/${language}.json`, import.meta.url), 'utf8'),
    ) as Record<string, string>;
    for (const name of [...states, ...written, ...chosen.filter((name) => name !== 'cookies')])
      for (const part of ['find', 'why']) {
        const key = `inspector.${part}.${name}`;
        expect(texts[key] ?? texts[`${key}_other`], `${language}: ${key}`).toBeTypeOf('string');
      }
  }
});

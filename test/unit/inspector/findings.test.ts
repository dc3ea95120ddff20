import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { questionOf } from '../../../src/core/consent/offer.ts';
import { findingsOf } from '../../../src/inspector/findings.ts';
import type { RequestSeen, Snapshot, StoredSeen, TagSeen } from '../../../src/inspector/seen.ts';
import { element, service, snapshot } from './snapshot.ts';

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
  isEarly: false,
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
  it.each([
    'outside-head',
    'no-policy',
    'no-script',
    'not-opened',
    'no-end',
    'behind',
    'order',
    'twice',
  ] as const)('is broken: %s', (state) => {
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
    const services = new Map([service('counter', { ...necessary, original: 'counter' })]);
    expect(fixOf({ services }, 'necessary')).toEqual({ services: { counter: { category: 'performance' } } });
  });
  it("takes a tracker's cookie for the site's own", () => {
    const services = new Map([
      service('site', { ...necessary, cookies: ['_count', 'cart'] }),
      service('counter', { isDeclared: false, cookies: ['_count*'] }),
    ]);
    const given = { services: { site: { cookies: [{ name: '_count' }, { name: 'cart' }] } } };
    expect(fixOf({ services, given }, 'necessary')).toEqual({
      services: { site: { cookies: [{ name: 'cart' }] }, counter: true },
    });
  });
  it('leaves what is necessary by the catalogue alone', () => {
    expect(found({ services: new Map([service('login', { ...necessary, original: 'login' })]) })).toEqual([
      'note: unused',
    ]);
  });
  it("counts a tracker's host as the site's own", () => {
    const given = { allow: ['cdn.test', 'count.test'] };
    expect(fixOf({ given, borrowed: [['count.test', 'counter']] }, 'allowed')).toEqual({
      allow: ['cdn.test'],
      services: { counter: true },
    });
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
    expect(found({ refused })).toEqual(['wrong: stranger-refused']);
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
  const states = [
    'outside-head',
    'no-policy',
    'no-script',
    'not-opened',
    'no-end',
    'behind',
    'order',
    'twice',
  ].map((state) => `seal-${state}`);
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

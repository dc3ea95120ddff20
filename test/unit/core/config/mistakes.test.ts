import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../src/core/config/config.ts';
import type { ConfigErrorCode } from '../../../../src/core/errors.ts';

type Row = [path: string, wrong: unknown, found: string, expected: string, fallback: unknown];
/** Puts a value where a path of keys says. */
const at = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
const read = (path: string, from: unknown): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], from);

const HOST = 'a host name such as contoh.co.id';
const RULE = 'a host rule such as cdn.example, example.com/*/sdk.js or example.com/tag?id=A-*';
const URL = 'an http(s) address or a path such as /privacy';
const TAG = 'a language tag such as id';

describe('a mistake is told with what was found and what was expected, and falls back safely:', () => {
  it.each<Row>([
    ['site.name', 7, '7', 'a text', ''],
    ['site.controller', null, 'null', 'a text', ''],
    ['site.contact', ['a'], 'a list', 'a text', ''],
    ['site.policy', 'privasi.html', '"privasi.html"', URL, ''],
    ['site.policy', true, 'true', URL, ''],
    ['site.jurisdiction', 'Indonesia', '"Indonesia"', 'two capital letters such as ID', 'ID'],
    ['languages', 'id', '"id"', 'a list', ['id', 'en']],
    ['categories.functional', 'yes', '"yes"', 'true or false', false],
    ['categories.performance', 1, '1', 'true or false', false],
    ['categories.marketing', null, 'null', 'true or false', false],
    ['categories', true, 'true', 'an object', { functional: false, performance: false, marketing: false }],
    ['services', [], 'a list', 'an object', {}],
    ['services.youtube', 'yes', '"yes"', 'true or false', false],
    ['services.youtube', null, 'null', 'true or false', false],
    [
      'services.youtube.category',
      'statistics',
      '"statistics"',
      'one of necessary, functional, performance, marketing, any, unclassified',
      'unclassified',
    ],
    [
      'services.youtube.category',
      null,
      'null',
      'one of necessary, functional, performance, marketing, any, unclassified',
      'unclassified',
    ],
    ['services.youtube.name', {}, 'an object', 'a text', ''],
    ['services.youtube.country', 'us', '"us"', 'two capital letters such as ID', ''],
    ['services.youtube.hosts', 'youtube.com', '"youtube.com"', 'a list', []],
    ['services.youtube.cookies', { name: 'a' }, 'an object', 'a list', []],
    ['services.youtube.storage', 'yt', '"yt"', 'a list', []],
    ['unlisted', 'hold', '"hold"', 'one of hold-known, hold-all, pass', 'hold-known'],
    ['allow', 'cdn.contoh.co.id', '"cdn.contoh.co.id"', 'a list', []],
    ['consent.days', 0, '0', 'a whole number from 1 to 395', 180],
    ['consent.days', 396, '396', 'a whole number from 1 to 395', 180],
    ['consent.days', 30.5, '30.5', 'a whole number from 1 to 395', 180],
    ['consent.days', '180', '"180"', 'a whole number from 1 to 395', 180],
    ['consent.days', Number.NaN, 'NaN', 'a whole number from 1 to 395', 180],
    ['consent.days', Infinity, 'Infinity', 'a whole number from 1 to 395', 180],
    ['consent.domain', 'https://contoh.co.id', '"https://contoh.co.id"', HOST, ''],
    ['consent.domain', '.contoh.co.id', '".contoh.co.id"', HOST, ''],
    ['consent.domain', 'contoh.co.id; Secure', '"contoh.co.id; Secure"', HOST, ''],
    ['consent.revision', 2, '2', 'a text', ''],
    ['consent.reload', true, 'true', 'one of offer, auto', 'offer'],
    ['consent', 180, '180', 'an object', readConfig({}).config.consent],
    ['receipts.endpoint', 'javascript:alert(1)', '"javascript:alert(1)"', URL, ''],
    ['receipts', '/receipts', '"/receipts"', 'an object', readConfig({}).config.receipts],
    ['signals.gpc', 'false', '"false"', 'true or false', true],
    ['signals.google', 'ADVANCED', '"ADVANCED"', 'one of basic, advanced, off', 'basic'],
    ['signals.dataLayer', 'data-layer', '"data-layer"', 'a name such as dataLayer', 'dataLayer'],
    ['appearance.layout', 'modal', '"modal"', 'one of bar, box, dialog', 'bar'],
    ['appearance.position', 'left', '"left"', 'one of bottom, top, bottom-start, top-start', 'bottom'],
    ['appearance.theme', '', '""', 'one of auto, light, dark', 'auto'],
    ['appearance.accent', 'red', '"red"', 'a colour such as #0a7d57', ''],
    ['appearance.accent', '#0a7d57;x:y', '"#0a7d57;x:y"', 'a colour such as #0a7d57', ''],
    ['appearance.reopen', false, 'false', 'one of button, none', 'button'],
    ['texts', 'Halo', '"Halo"', 'an object', {}],
  ])('%s: %j', (path, wrong, found, expected, fallback) => {
    const { config, problems } = readConfig(at(path, wrong));
    expect(problems).toEqual([{ code: 'wrong-type', path, found, expected }]);
    expect(read(path, config)).toEqual(fallback);
  });

  it.each<[where: string, value: unknown, path: string, found: string, expected: string, left: unknown]>([
    ['languages', ['id', 'bahasa', 'en'], 'languages[1]', '"bahasa"', TAG, ['id', 'en']],
    ['allow', ['https://a.example', 'b.example'], 'allow[0]', '"https://a.example"', RULE, ['b.example']],
    [
      'services.a.hosts',
      ['b.example', 'a.example/x*'],
      'services.a.hosts[1]',
      '"a.example/x*"',
      RULE,
      ['b.example'],
    ],
    ['services.a.beacons', ['*.example'], 'services.a.beacons[0]', '"*.example"', RULE, []],
    [
      'services.a.storage',
      ['ok', 'a*b'],
      'services.a.storage[1]',
      '"a*b"',
      'a key, exact or ending in *',
      ['ok'],
    ],
    ['texts.id', { 'a.b': 'x', 'a.c': 3 }, 'texts.id.a.c', '3', 'a text that is not empty', { 'a.b': 'x' }],
    ['site.policy', { id: '/a', en: 'b' }, 'site.policy.en', '"b"', URL, { id: '/a' }],
  ])('only the wrong item of %s goes: %j', (where, value, path, found, expected, left) => {
    const { config, problems } = readConfig(at(where, value));
    expect(problems).toEqual([{ code: 'wrong-type', path, found, expected }]);
    expect(read(where, config)).toEqual(left);
  });

  it.each<[key: string, value: unknown, path: string, expected: RegExp]>([
    ['colour', {}, 'colour', /^one of site, languages, categories, .*texts$/],
    ['consent', { maxAge: 180 }, 'consent.maxAge', /^one of days, domain, revision, grant, reload$/],
    [
      'categories',
      { necessary: false },
      'categories.necessary',
      /^one of functional, performance, marketing$/,
    ],
    ['services', { a: { vendor: 'x' } }, 'services.a.vendor', /^one of category, name, .*storage$/],
    [
      'services',
      { a: { cookies: [{ name: 'x', nam: 'x' }] } },
      'services.a.cookies[0].nam',
      /^one of name, domain, lifespan, purpose$/,
    ],
    [
      'services',
      { 'Acme Chat': true },
      'services.Acme Chat',
      /^an id of lower-case letters, digits and hyphens, not the name of a category$/,
    ],
    ['texts', { indonesia: {} }, 'texts.indonesia', /^a language tag such as id$/],
    ['texts', { id: { 'notice title': 'x' } }, 'texts.id.notice title', /^a key of the locale files$/],
  ])('an unknown key in %s: %j', (key, value, path, expected) => {
    const { problems } = readConfig({ [key]: value });
    const code: ConfigErrorCode = 'unknown-key';
    expect(problems).toEqual([
      { code, path, found: expect.any(String), expected: expect.stringMatching(expected) },
    ]);
  });

  it('shows a long text cut short', () => {
    const [problem] = readConfig({ site: { policy: 'x'.repeat(10_000) } }).problems;
    expect(problem?.found).toBe(`"${'x'.repeat(59)}…`);
  });
});

it('tells every mistake at once, and uses all that is right', () => {
  const { config, problems } = readConfig({
    site: { name: 'Toko', policy: 'privasi' },
    languages: ['id', 4],
    categories: { functional: true, performance: 'on', marketing: true },
    services: { Acme: true, youtube: { hosts: ['y.example', 'https://y.example'], colour: 1 }, stats: 'on' },
    consent: { days: 1000, revision: '2' },
    signal: {},
    texts: { id: { 'a.b': null } },
  });
  expect(problems.map(({ path }) => path).sort()).toEqual([
    'categories.performance',
    'consent.days',
    'languages[1]',
    'services.Acme',
    'services.stats',
    'services.youtube.colour',
    'services.youtube.hosts[1]',
    'signal',
    'site.policy',
    'texts.id.a.b',
  ]);
  expect(config).toMatchObject({
    site: { name: 'Toko', policy: '' },
    languages: ['id'],
    categories: { functional: true, performance: false, marketing: true },
    services: { youtube: { hosts: ['y.example'] }, stats: false },
    consent: { days: 180, revision: '2' },
  });
});

it.each([[[]], [['Bahasa', 'English']]])(
  'offers the usual languages where none can be used: %j',
  (languages) => {
    expect(readConfig({ languages }).config.languages).toEqual(['id', 'en']);
  },
);

it.each(['functional', 'performance', 'marketing', 'necessary', 'any', 'unclassified'])(
  'takes no service by the name of a category: %s would be decided as both',
  (id) => {
    const { config, problems } = readConfig({
      services: { [id]: { category: 'necessary', hosts: ['a.example'] } },
    });
    expect(problems).toMatchObject([{ path: `services.${id}` }]);
    expect(config.services).toEqual({});
  },
);

it('takes $schema at the top alone, as the JSON Schema says', () => {
  expect(readConfig({ site: { $schema: 1 } }).problems).toMatchObject([{ path: 'site.$schema' }]);
});

it('takes any storage key, as there are such with white space', () => {
  expect(readConfig({ services: { taboola: { storage: ['taboola global:*'] } } }).problems).toEqual([]);
});

it('tells of a cookie that has no name', () => {
  expect(readConfig({ services: { acme: { cookies: [{ lifespan: 'P1Y' }] } } }).problems).toEqual([
    {
      code: 'missing-key',
      path: 'services.acme.cookies[0].name',
      found: 'nothing',
      expected: 'a name, exact or ending in *',
    },
  ]);
});

it.each([[[{ lifespan: 'P1Y' }]], [[{ name: 'a b' }]], [['_ga']]])(
  'keeps no cookie of which the name cannot be used: %j',
  (cookies) => {
    expect(readConfig({ services: { acme: { cookies } } }).config.services).toMatchObject({
      acme: { cookies: [] },
    });
  },
);

it.each([
  [null, 'null'],
  [7, '7'],
  [{}, 'an object'],
])('tells what it found in place of the languages: %j', (languages, found) => {
  expect(readConfig({ languages }).problems).toMatchObject([
    { path: 'languages', found, expected: 'a list' },
  ]);
});

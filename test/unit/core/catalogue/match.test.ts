import { describe, expect, it } from 'vitest';
import { createMatcher, matchesName, type Rule } from '../../../../src/core/catalogue/match.ts';

/** Which of some rules claims an address; all of one rank. */
const claimOf = (address: string, ...rules: string[]): string | undefined =>
  createMatcher(rules.map((rule) => [rule, 0, rule] as const))(new URL(address));

describe('a rule claims', () => {
  it.each<[rule: string, address: string]>([
    ['stats.example', 'https://stats.example/'],
    ['stats.example', 'https://cdn.eu.stats.example/a/b?c=d#e'],
    ['stats.example', 'http://stats.example:8080/'],
    ['stats.example', 'wss://stats.example/live'],
    ['stats.example', 'https://STATS.Example/'],
    ['stats.example', 'https://stats.example./'],
    ['stats.example', 'https://www.stats.example./'],
    ['stats.example', 'https://user:password@stats.example/'],
    ['example', 'https://stats.example/'],
    ['localhost', 'http://localhost:3000/'],
    ['localhost', 'http://stats.localhost/'],
    ['127.0.0.1', 'http://127.0.0.1:3000/'],
    ['xn--80ak6aa92e.example', 'https://аррӏе.example/'],
    ['a.example/tag', 'https://a.example/tag'],
    ['a.example/tag', 'https://a.example/tag/'],
    ['a.example/tag', 'https://cdn.a.example/tag/js?id=1'],
    ['a.example/tag/', 'https://a.example/tag'],
    ['a.example/', 'https://a.example/anything'],
    ['a.example/*/sdk.js', 'https://a.example/en_US/sdk.js'],
    ['a.example/*/sdk.js', 'https://a.example/en_US/sdk.js/more'],
    ['a.example/*/*/x', 'https://a.example/1/2/x'],
    ['a.example/*', 'https://a.example/1'],
    ['a.example/tag?id=G-*', 'https://a.example/tag?id=G-123'],
    ['a.example/tag?id=G-*', 'https://a.example/tag?l=dl&id=G-'],
    ['a.example?id=*', 'https://a.example/any/path?id='],
    ['a.example?id=7', 'https://a.example/?id=7&x=y'],
    ['a.example?id=', 'https://a.example/?id='],
  ])('%s: %s', (rule, address) => {
    expect(claimOf(address, rule)).toBe(rule);
  });
});

describe('a rule does not claim', () => {
  it.each<[rule: string, address: string]>([
    ['stats.example', 'https://example/'],
    ['stats.example', 'https://mystats.example/'],
    ['stats.example', 'https://my-stats.example/'],
    ['stats.example', 'https://stats.example.evil.test/'],
    ['stats.example', 'https://evil.test/stats.example'],
    ['stats.example', 'https://stats.example@evil.test/'],
    ['stats.example', 'https://evil.test/?stats.example'],
    ['stats.example', 'data:text/html,stats.example'],
    ['127.0.0.1', 'http://[::1]/'],
    ['127.0.0.1', 'http://127.0.0.10/'],
    ['a.example/tag', 'https://a.example/'],
    ['a.example/tag', 'https://a.example/tagged'],
    ['a.example/tag', 'https://a.example/Tag'],
    ['a.example/tag', 'https://a.example/x/tag'],
    ['a.example/tag', 'https://a.example/?/tag'],
    ['a.example/*/sdk.js', 'https://a.example/sdk.js'],
    ['a.example/*/sdk.js', 'https://a.example/1/2/sdk.js'],
    ['a.example/*', 'https://a.example/'],
    ['a.example/tag?id=G-*', 'https://a.example/tag?id=AW-1'],
    ['a.example/tag?id=G-*', 'https://a.example/tag'],
    ['a.example/tag?id=G-*', 'https://a.example/tag?ID=G-1'],
    ['a.example/tag?id=G-*', 'https://a.example/tag#?id=G-1'],
    ['a.example?id=7', 'https://a.example/?id=77'],
    ['a.example?id=', 'https://a.example/'],
  ])('%s: %s', (rule, address) => {
    expect(claimOf(address, rule)).toBeUndefined();
  });
});

describe('of several rules', () => {
  const google = [
    'tags.example',
    'tags.example/gtag/js',
    'tags.example/gtag/js?id=AW-*',
    'tags.example/gtm.js',
  ];

  it.each([
    ['https://tags.example/gtag/js?id=AW-1', 'tags.example/gtag/js?id=AW-*'],
    ['https://tags.example/gtag/js?id=G-1', 'tags.example/gtag/js'],
    ['https://tags.example/gtm.js?id=GTM-1', 'tags.example/gtm.js'],
    ['https://tags.example/other', 'tags.example'],
  ])('the longest that claims it wins: %s', (address, rule) => {
    expect(claimOf(address, ...google)).toBe(rule);
    expect(claimOf(address, ...google.toReversed())).toBe(rule);
  });

  it('the longer host wins over the shorter', () => {
    expect(claimOf('https://a.b.example/', 'b.example', 'a.b.example')).toBe('a.b.example');
  });

  it('the higher rank wins, however short', () => {
    const rules: Rule<string>[] = [
      ['stats.contoh.co.id/collect', 0, 'catalogue'],
      ['contoh.co.id', 1, 'own'],
      ['id', 2, 'declared'],
    ];
    for (const list of [rules, rules.toReversed()])
      expect(createMatcher(list)(new URL('https://stats.contoh.co.id/collect'))).toBe('declared');
  });
});

it('takes an exact rule for the host itself alone', () => {
  const claimant = createMatcher([['contoh.co.id', 0, 'own', true]]);
  expect(claimant(new URL('https://contoh.co.id/a'))).toBe('own');
  expect(claimant(new URL('https://stats.contoh.co.id/'))).toBeUndefined();
  expect(claimant(new URL('https://co.id/'))).toBeUndefined();
});

it('claims nothing without rules', () => {
  expect(claimOf('https://a.example/')).toBeUndefined();
});

it.each<[isMatch: boolean, rule: string, name: string | null]>([
  [true, '_ga', '_ga'],
  [false, '_ga', '_ga_1'],
  [false, '_ga', '_GA'],
  [true, '_ga_*', '_ga_1'],
  [true, '_ga_*', '_ga_'],
  [false, '_ga_*', '_ga'],
  [false, '_ga_*', 'x_ga_1'],
  [false, '_ga*', null],
  [false, '_ga', null],
  [false, '*', null],
  [false, '', null],
  [true, '', ''],
])('it is %s that %j covers the name %j', (isMatch, rule, name) => {
  expect(matchesName(rule, name)).toBe(isMatch);
});

it('takes the trailing dot for the same host also on our own', () => {
  const claimant = createMatcher([['toko.example', 1, 'own', true]]);
  expect(claimant(new URL('https://toko.example./'))).toBe('own');
});

it('claims the addresses of a page that was opened with a trailing dot', () => {
  // The gate passes location.hostname as it stands.
  const claimant = createMatcher([['toko.example.', 1, 'own', true]]);
  expect(claimant(new URL('https://toko.example./a.js'))).toBe('own');
});

it('takes all that follows the first = for the value', () => {
  expect(claimOf('https://a.example/?id=a%3D', 'a.example?id=a=')).toBe('a.example?id=a=');
  expect(claimOf('https://a.example/?id=a', 'a.example?id=a=')).toBeUndefined();
});

it('asks where two rules of one rank and length claim an address, and only there', () => {
  const asked: string[] = [];
  const claimant = createMatcher<string>(
    [
      ['shared.example', 2, 'one'],
      ['shared.example', 2, 'other'],
      ['shared.example/longer', 2, 'third'],
      ['shared.example', 0, 'fourth'],
    ],
    (one, other, { pathname }) => {
      asked.push(`${one} ${other} ${pathname}`);
      return other;
    },
  );
  expect(claimant(new URL('https://shared.example/x'))).toBe('other');
  expect(claimant(new URL('https://shared.example/longer/x'))).toBe('third');
  expect(asked).toEqual(['one other /x', 'one other /longer/x']);
});

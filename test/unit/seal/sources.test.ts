import { describe, expect, it } from 'vitest';
import { covers } from '../../../src/core/catalogue/rule.ts';
import { concise, overlaps, sourcesOf, withSockets } from '../../../src/seal/sources.ts';

describe('a host rule as sources', () => {
  it.each<[rule: string, isShared: boolean, sources: string[]]>([
    ['hotjar.com', false, ['hotjar.com', '*.hotjar.com']],
    ['google.com/maps', false, ['google.com', '*.google.com']],
    [
      'google.com/maps',
      true,
      ['google.com/maps', 'google.com/maps/', '*.google.com/maps', '*.google.com/maps/'],
    ],
    ['connect.facebook.net/*/sdk.js', true, ['connect.facebook.net', '*.connect.facebook.net']],
    [
      'a.example/tag?id=G-*',
      true,
      ['a.example/tag', 'a.example/tag/', '*.a.example/tag', '*.a.example/tag/'],
    ],
    ['192.0.2.1', false, ['192.0.2.1']],
    ['stats.localhost', false, ['stats.localhost:*', '*.stats.localhost:*']],
  ])('%s, shared: %s', (rule, isShared, sources) => {
    expect(sourcesOf(rule, isShared)).toEqual(sources);
  });

  it('has nothing in it that would end a source, a policy, an attribute or our own notes', () => {
    const [source = ''] = sourcesOf('a.example/x;y,z\'"~$&<q>', true);
    expect(source).toBe('a.example/x%3By%2Cz%27%22%7E%24%26%3Cq%3E');
  });
});

it('names sockets beside the rest, for a source without a scheme does not speak of them', () => {
  expect(withSockets(['a.example', 'https://b.example'])).toEqual([
    'a.example',
    'https://b.example',
    'ws://a.example',
    'ws://b.example',
  ]);
});

it('leaves out what is said twice, and no more', () => {
  expect(
    concise([
      'a.example',
      '*.a.example',
      'b.a.example',
      '*.b.a.example',
      'a.example/x',
      'c.example/x',
      'a.example',
    ]),
  ).toEqual(['a.example', '*.a.example', 'c.example/x']);
});

it.each<[rule: string, other: string, covers: boolean]>([
  ['a.example', 'a.example', true],
  ['a.example', 'b.a.example/x', true],
  ['a.example/x', 'a.example/x/y', true],
  ['a.example/x', 'a.example/xy', false],
  ['b.a.example', 'a.example', false],
  ['ba.example', 'a.example', false],
])('tells whether %s covers %s: %s', (rule, other, isCovered) => {
  expect(covers(rule, other)).toBe(isCovered);
});

it.each<[rule: string, other: string, isShared: boolean, overlaps: boolean]>([
  ['a.example/tag?id=G-*', 'a.example/tag?id=AW-*', true, true],
  ['a.example/maps', 'a.example/pagead', true, false],
  ['a.example/maps', 'a.example/pagead', false, true],
  ['a.example', 'b.a.example', true, true],
  ['a.example', 'b.example', true, false],
])('tells whether the policy takes %s for %s, shared: %s', (rule, other, isShared, isMet) => {
  expect(overlaps(rule, other, isShared)).toBe(isMet);
});

import { describe, expect, it, vi } from 'vitest';
import { names } from 'virtual:izin/languages';
import {
  chooseLanguage,
  directionOf,
  fallbackOf,
  inLanguage,
  OURS,
  ownName,
} from '../../../src/core/language.ts';

describe('the language to show', () => {
  it.each<[expected: string, offered: string[], wanted: string[]]>([
    ['id', ['id', 'en'], ['id']],
    ['en', ['id', 'en'], ['en']],
    ['en', ['id', 'en'], ['en-GB']],
    ['en', ['id', 'en'], ['EN-gb']],
    ['id', ['id', 'en'], ['ID-id', 'en']],
    ['en-GB', ['id', 'en-GB', 'en'], ['en-gb']],
    ['en', ['id', 'en-GB', 'en'], ['en']],
    ['en-GB', ['id', 'en-GB', 'en-US'], ['en']],
    ['en-US', ['id', 'en-GB', 'en-US'], ['en-US']],
    ['en', ['id', 'en'], ['fr', 'de', 'en', 'id']],
    ['en', ['id', 'en'], ['', 'en']],
    ['id', ['id', 'en'], ['fr']],
    ['id', ['id', 'en'], []],
    ['id', ['id', 'en'], ['']],
    ['id', ['en', 'id'], ['ind']],
    ['id', ['en', 'id'], ['in']],
    ['id', ['en', 'id'], ['in-ID']],
    ['id', ['en', 'id'], ['id_ID']],
    ['en', ['id', 'en'], ['en_us']],
    ['en', ['id', 'en'], ['ms', 'ms-MY', 'en-US']],
    ['id', ['id', 'en'], ['ms']],
    ['id', ['id', 'en'], ['inx', '_', '-', 'e', 'enx']],
    ['en', [], ['id']],
  ])('is %s of %j for %j', (expected, offered, wanted) => {
    expect(chooseLanguage(offered, wanted)).toBe(expected);
  });

  it('follows the strongest wish, not the order of the site', () => {
    expect(chooseLanguage(['id', 'en', 'ms'], ['ms-MY', 'en', 'id'])).toBe('ms');
  });
});

describe('a text', () => {
  it.each<
    [expected: string, text: Readonly<Record<string, string>> | string, language: string, instead?: string]
  >([
    ['Halo', { id: 'Halo', en: 'Hello' }, 'id'],
    ['Hello', { id: 'Halo', en: 'Hello' }, 'en'],
    ['Halo', { id: 'Halo', en: 'Hello' }, 'fr'],
    ['', {}, 'id'],
    ['', { id: '' }, 'id'],
    ['', { id: '', en: 'Hello' }, 'id'],
    ['/privasi', '/privasi', 'en'],
    ['', '', 'en'],
    ['Hello', { id: 'Halo', en: 'Hello' }, 'jv', 'en'],
    ['Halo', { id: 'Halo' }, 'jv', 'en'],
    ['Sugeng', { id: 'Halo', en: 'Hello', jv: 'Sugeng' }, 'jv', 'en'],
  ])('is %j of %j in %s', (expected, text, language, instead) => {
    expect(inLanguage(text, language, instead)).toBe(expected);
  });
});

it('knows of each language of ours that it is one', () => {
  expect([...OURS].sort()).toEqual(Object.keys(names).sort());
});

it.each([
  ['id', ['id', 'en', 'jv']],
  ['en', ['jv', 'en', 'id']],
  ['id', ['jv', 'id']],
  ['en', ['jv']],
  ['en', []],
])('%s stands in on a site in %j', (expected, languages) => {
  expect(fallbackOf(languages)).toBe(expected);
});

it.each<['rtl' | 'ltr', string]>([
  ['rtl', 'ar he fa ur ps dv yi ckb ug sd ks nqo ar-EG ms-Arab jv-Arab az-Arab'],
  ['ltr', 'id en jv su ms az tr hi th ar-Latn zh-Hant-TW xx'],
])('%s is how these are written: %s', (direction, tags) => {
  expect(tags.split(' ').filter((tag) => directionOf(tag) !== direction)).toEqual([]);
});

it('asks the browser for the script of no language that we know, which costs a phone a frame or two', () => {
  const asked = vi.spyOn(Intl.Locale.prototype, 'maximize');
  expect([...OURS].map(directionOf)).toEqual(['ltr', 'ltr']);
  expect(asked).not.toHaveBeenCalled();
  expect(directionOf('ar')).toBe('rtl');
  expect(asked).toHaveBeenCalledOnce();
  asked.mockRestore();
});

it.each([
  ['Jawa', 'jv'],
  ['Basa Sunda', 'su'],
  ['العربية', 'ar'],
  ['xx', 'xx'],
  // Not every browser knows every language.
  ['Minangkabau', 'min'],
])('calls itself %s: %s', (name, tag) => {
  expect(ownName(tag, 'id')).toBe(name);
});

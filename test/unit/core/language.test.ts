import { describe, expect, it } from 'vitest';
import { chooseLanguage, inLanguage } from '../../../src/core/language.ts';

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
    ['id', ['id', 'en'], ['e', 'enx', 'ind']],
    ['en', [], ['id']],
  ])('is %s of %j for %j', (expected, offered, wanted) => {
    expect(chooseLanguage(offered, wanted)).toBe(expected);
  });

  it('follows the strongest wish, not the order of the site', () => {
    expect(chooseLanguage(['id', 'en', 'ms'], ['ms-MY', 'en', 'id'])).toBe('ms');
  });
});

describe('a text', () => {
  it.each<[expected: string, text: Readonly<Record<string, string>> | string, language: string]>([
    ['Halo', { id: 'Halo', en: 'Hello' }, 'id'],
    ['Hello', { id: 'Halo', en: 'Hello' }, 'en'],
    ['Halo', { id: 'Halo', en: 'Hello' }, 'fr'],
    ['', {}, 'id'],
    ['', { id: '' }, 'id'],
    ['', { id: '', en: 'Hello' }, 'id'],
    ['/privasi', '/privasi', 'en'],
    ['', '', 'en'],
  ])('is %j of %j in %s', (expected, text, language) => {
    expect(inLanguage(text, language)).toBe(expected);
  });
});

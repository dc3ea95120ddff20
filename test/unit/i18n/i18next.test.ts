import { expect, it } from 'vitest';
import { createTranslator } from '../../../src/i18n/i18next.ts';

const values = { site: 'Toko <Contoh>', controller: 'PT Contoh' };
const make = (languages: readonly string[], texts: Record<string, Record<string, string>> = {}) =>
  createTranslator({ languages, texts, values });

it('gives the texts of each language, with values as they are', () => {
  const { texts } = make(['id', 'en']);
  expect(texts('id')('action.rejectAll')).toBe('Tolak semua');
  expect(texts('en')('action.rejectAll')).toBe('Reject all');
  expect(texts('en')('notice.text')).toContain('On Toko <Contoh>, run by PT Contoh,');
});

it.each([
  ['en', 1, '1 service'],
  ['en', 3, '3 services'],
  ['id', 1, '1 layanan'],
  ['id', 3, '3 layanan'],
])('counts in %s: %i', (language, count, text) => {
  expect(make(['id', 'en']).texts(language)('preferences.services', { count })).toBe(text);
});

it("lets the owner's texts win", () => {
  const { texts } = make(['id', 'en'], { id: { 'notice.title': 'Cookie di Toko Contoh' } });
  expect(texts('id')('notice.title')).toBe('Cookie di Toko Contoh');
  expect(texts('en')('notice.title')).toBe('Cookie consent');
});

it('takes what a third language lacks from the first on offer, but not its name', () => {
  const { texts, languages } = make(['id', 'en', 'jv'], { jv: { 'action.save': 'Simpen pilihan' } });
  expect(languages).toEqual(['id', 'en', 'jv']);
  expect(texts('jv')('action.save')).toBe('Simpen pilihan');
  expect(texts('jv')('action.rejectAll')).toBe('Tolak semua');
  expect(texts('jv')('language')).toBe('Jawa');
});

it('offers only languages that there are texts for', () => {
  expect(make(['fr', 'en']).languages).toEqual(['en']);
  expect(make(['fr']).languages).toEqual(['id', 'en']);
});

it('keeps two sites apart', () => {
  const first = make(['id'], { id: { 'notice.title': 'Satu' } });
  const second = make(['id'], { id: { 'notice.title': 'Dua' } });
  expect(first.texts('id')('notice.title')).toBe('Satu');
  expect(second.texts('id')('notice.title')).toBe('Dua');
});

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createTranslator } from '../../../src/i18n/i18next.ts';
import type { Texts, Translator } from '../../../src/i18n/translate.ts';

type All = Readonly<Record<string, Texts>>;
const values = { site: 'Toko <Contoh>', controller: 'PT Contoh' };

/** Makes a translator over our files and others; tells which were fetched. */
function make(
  languages: readonly string[],
  texts: All = {},
  files: All = {},
): Translator & { seen: string[] } {
  const seen: string[] = [];
  const translator = createTranslator({
    languages,
    texts,
    values,
    async fetchTexts(tag) {
      seen.push(tag);
      if (files[tag]) return files[tag];
      if (tag !== 'id' && tag !== 'en') throw new Error(`no file for ${tag}`);
      return JSON.parse(await readFile(new URL(`../../../locales/${tag}.json`, import.meta.url), 'utf8'));
    },
  });
  return { ...translator, seen };
}

it('gives the texts of each language, with values as they are', async () => {
  const { load } = make(['id', 'en']);
  expect((await load('id'))('action.rejectAll')).toBe('Tolak semua');
  expect((await load('en'))('action.rejectAll')).toBe('Reject all');
  expect((await load('en'))('notice.text')).toContain('Toko <Contoh>');
});

it('fetches what is shown, once, and nothing else', async () => {
  const { load, seen } = make(['id', 'en', 'jv'], { id: { 'notice.title': 'Cookie' } });
  await load('en');
  await load('en');
  expect(seen).toEqual(['en']);
  await load('id');
  expect(seen).toEqual(['en', 'id']);
});

it.each([
  ['en', 1, '1 service'],
  ['en', 3, '3 services'],
  ['id', 1, '1 layanan'],
  ['id', 3, '3 layanan'],
])('counts in %s: %i', async (language, count, text) => {
  expect((await make(['id', 'en']).load(language))('preferences.services', { count })).toBe(text);
});

const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];
const arabic = Object.fromEntries(FORMS.map((form) => [`preferences.services_${form}`, `{{count}} ${form}`]));

it.each([
  [0, '0 zero'],
  [1, '1 one'],
  [2, '2 two'],
  [3, '3 few'],
  [11, '11 many'],
  [100, '100 other'],
])('counts in a language with six forms: %i', async (count, text) => {
  const t = await make(['id', 'ar'], {}, { ar: arabic }).load('ar');
  expect(t('preferences.services', { count })).toBe(text);
});

it('takes a plural form that is missing from the general one, not from another language', async () => {
  const t = await make(['id', 'ar'], {}, { ar: { 'preferences.services_other': '{{count}} خدمة' } }).load(
    'ar',
  );
  expect([0, 1, 2, 3].map((count) => t('preferences.services', { count }))).toEqual([
    '0 خدمة',
    '1 خدمة',
    '2 خدمة',
    '3 خدمة',
  ]);
});

it("lets the owner's texts win", async () => {
  const { load } = make(
    ['id', 'en', 'jv'],
    { id: { 'notice.title': 'Cookie di Toko Contoh' }, jv: { 'action.save': 'Simpen' } },
    { jv: { 'action.save': 'Simpen pilihan', 'action.rejectAll': 'Tolak kabeh' } },
  );
  expect((await load('id'))('notice.title')).toBe('Cookie di Toko Contoh');
  expect((await load('en'))('notice.title')).toBe('Cookie consent');
  expect((await load('jv'))('action.save')).toBe('Simpen');
  expect((await load('jv'))('action.rejectAll')).toBe('Tolak kabeh');
});

it.each([
  [['id', 'en', 'jv'], 'Tolak semua'],
  [['en', 'id', 'jv'], 'Reject all'],
  [['jv', 'id'], 'Tolak semua'],
  [['jv'], 'Reject all'],
])(
  'takes what a third language lacks from the first of %j that is ours, else English',
  async (tags, text) => {
    const { load, seen } = make(tags, { jv: { 'action.save': 'Simpen pilihan' } });
    const t = await load('jv');
    expect(t('action.save')).toBe('Simpen pilihan');
    expect(t('action.rejectAll')).toBe(text);
    expect(seen).toHaveLength(2);
  },
);

it('knows what languages call themselves before anything is fetched', async () => {
  const { nameOf, seen, load } = make(
    ['id', 'en', 'su', 'jv', 'ar'],
    { ar: { language: 'اللغة العربية' } },
    { jv: { language: 'Basa Jawa' } },
  );
  expect(['id', 'en', 'su', 'jv', 'ar'].map(nameOf)).toEqual([
    'Bahasa Indonesia',
    'English',
    'Basa Sunda',
    'Jawa',
    'اللغة العربية',
  ]);
  expect(seen).toEqual([]);
  await load('jv');
  expect(nameOf('jv')).toBe('Basa Jawa');
});

it('rejects where texts cannot be had, and has them with the next try', async () => {
  await expect(make(['id', 'jv']).load('jv')).rejects.toThrow('no file for jv');
  let isDown = true;
  const { load } = createTranslator({
    languages: ['id'],
    texts: { id: { 'action.save': 'Simpan' } },
    values,
    fetchTexts: async () => {
      if (isDown) throw new Error('down');
      return { 'action.rejectAll': 'Tolak' };
    },
  });
  await expect(load('id')).rejects.toThrow('down');
  isDown = false;
  const t = await load('id');
  expect([t('action.save'), t('action.rejectAll')]).toEqual(['Simpan', 'Tolak']);
});

it('keeps two sites apart', async () => {
  const first = await make(['id'], { id: { 'notice.title': 'Satu' } }).load('id');
  const second = await make(['id'], { id: { 'notice.title': 'Dua' } }).load('id');
  expect(first('notice.title')).toBe('Satu');
  expect(second('notice.title')).toBe('Dua');
});

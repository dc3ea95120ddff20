import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/build/layer.ts';
import { readConfig } from '../../src/core/config/config.ts';

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../locales/${language}.json`, import.meta.url), 'utf8'));
const locales = { id: read('id'), en: read('en') };

/** Indonesian has one plural form, English two: they count as one key. */
const keysOf = (texts: Record<string, string>): string[] => [
  ...new Set(Object.keys(texts).map((key) => key.replace(/_(one|other)$/, ''))),
];
const namesIn = (text = ''): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

it('has the same keys in every language', () => {
  expect(keysOf(locales.en)).toEqual(keysOf(locales.id));
});

it('fills the same names into the same texts', () => {
  for (const key of Object.keys(locales.id))
    expect(namesIn(locales.en[key]), key).toEqual(namesIn(locales.id[key]));
});

describe.each(Object.entries(locales))('%s', (_, texts) => {
  it.each(Object.entries(texts))('says %s in plain text', (_key, text) => {
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
    expect(text).not.toMatch(/[<>]|&\w+;/);
  });
});

it.each([
  ['Toko Contoh', 'PT Contoh Indonesia'],
  ['contoh.co.id', 'PT Contoh Nusantara Indonesia'],
])(
  'needs at most 55 Indonesian words for the whole first layer, buttons and signal included: %s',
  (name, controller) => {
    const { config } = readConfig({ site: { name, controller, policy: '/privasi' } });
    expect(wordsOf(config, 'id')).toBeGreaterThan(40);
    expect(wordsOf(config, 'id')).toBeLessThanOrEqual(55);
  },
);

it('names who asks, what for, and the way back on the first layer', () => {
  expect(namesIn(locales.id['notice.text'])).toEqual(['{{controller}}', '{{site}}']);
  expect(locales.id['notice.text']).toMatch(/cookie dan suar web.*persetujuan.*tarik kembali kapan saja/);
});

it.each([
  ['category.necessary.name', 'Sangat diperlukan'],
  ['category.necessary.short', 'selalu aktif'],
  ['category.functional.name', 'Fungsional'],
  ['category.performance.name', 'Kinerja'],
  ['category.marketing.name', 'Pemasaran'],
  ['category.unclassified.name', 'Belum diklasifikasikan'],
  ['action.acceptAll', 'Terima semua'],
  ['action.rejectAll', 'Tolak semua'],
  ['action.save', 'Simpan pilihan'],
  ['notice.preferences', 'Pengaturan cookie'],
  ['notice.policy', 'Kebijakan privasi'],
  ['cookie.provider', 'Penyedia'],
  ['cookie.lifespan', 'Masa berlaku'],
  ['cookie.purpose', 'Tujuan'],
  ['cookie.third', 'pihak ketiga'],
  ['receipt.id', 'Bukti persetujuan'],
])('uses the term of the law: %s is %s', (key, term) => {
  expect(locales.id[key]).toBe(term);
});

it.each([
  ['preferences.intro', 'pengendali data pribadi'],
  ['service.beacons', 'Suar web (web beacon)'],
  ['cookie.session', 'cookie sesi, sampai peramban ditutup'],
  ['terms.cookie', 'cookie persisten'],
  ['terms.beacons', 'suar web di dalam surel berada di luar jangkauan alat ini'],
  ['terms.ip', 'Setiap server yang dihubungi peramban menerimanya'],
  ['receipt.lawful', 'keabsahan pemrosesan data pribadi yang dilakukan sebelumnya'],
  ['receipt.withdraw', 'Tarik kembali'],
  ['notice.gpc', 'Sinyal penolakan pelacakan dihormati'],
])('speaks in the terms of the law in %s', (key, term) => {
  expect(locales.id[key]).toContain(term);
});

it('is recognised by tools that refuse for the visitor', () => {
  // The patterns of DuckDuckGo's autoconsent, lib/heuristic-patterns.ts.
  expect(locales.en['notice.text']).toMatch(/we (?:use|serve)(?: optional)? cookies/i);
  expect(locales.en['action.rejectAll']).toMatch(/^\s*(reject|deny|refuse|decline|disable)\s*(all)?\s*$/i);
  expect(locales.en['action.acceptAll']).toMatch(/accept all/i);
  expect(locales.id['notice.text']).toMatch(/kami .*menggunakan cookie/);
});

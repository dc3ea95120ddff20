import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../src/core/config/config.ts';
import { canonical } from '../../../../src/core/receipt/canonical.ts';
import { offeredCategories } from '../../../../src/core/consent/offer.ts';
import { noticeDocument } from '../../../../src/core/receipt/notice.ts';

const WRITTEN = {
  site: {
    name: 'Toko Contoh',
    controller: 'PT Contoh',
    contact: 'privasi@contoh.co.id',
    policy: { id: '/privasi' },
  },
  languages: ['id', 'en'],
  categories: { functional: true, performance: true, marketing: false },
  services: {
    'google-analytics': true,
    acme: { category: 'functional', name: 'Acme', cookies: [{ name: '_a', lifespan: 'P1Y' }] },
  },
  allow: ['cdn.contoh.co.id'],
  consent: { days: 180, revision: '2026-11' },
  receipts: { endpoint: '/izin/receipts' },
  texts: { id: { 'notice.title': 'Halo' }, en: { 'notice.title': 'Hello' } },
};

const documentOf = (changes: object = {}, language = 'id', version = '1.0.0'): string => {
  const { config, problems } = readConfig({ ...WRITTEN, ...changes });
  expect(problems).toEqual([]);
  return canonical(noticeDocument(config, language, version));
};
const usual = documentOf();

it('says what it is, and in which language and version', () => {
  expect(noticeDocument(readConfig(WRITTEN).config, 'en', '1.2.3')).toMatchObject({
    schema: 'urn:izin:notice:1',
    izin: '1.2.3',
    language: 'en',
    texts: { 'notice.title': 'Hello' },
    site: { name: 'Toko Contoh', controller: 'PT Contoh' },
  });
});

const { acme } = WRITTEN.services;
const withAcme = (changes: object): object => ({
  services: { ...WRITTEN.services, acme: { ...acme, ...changes } },
});

it.each<[what: string, changes: object]>([
  ['the name of the site', { site: { ...WRITTEN.site, name: 'Toko Lain' } }],
  ['the controller', { site: { ...WRITTEN.site, controller: 'PT Lain' } }],
  ['the contact', { site: { ...WRITTEN.site, contact: 'a@lain.example' } }],
  ['the address of the policy', { site: { ...WRITTEN.site, policy: '/lain' } }],
  ['the languages on offer', { languages: ['id'] }],
  ['the fallback language', { languages: ['en', 'id'] }],
  ['a category', { categories: { ...WRITTEN.categories, marketing: true } }],
  ['the list of services', { services: { ...WRITTEN.services, youtube: true } }],
  ['a service that is switched off', { services: { ...WRITTEN.services, youtube: false } }],
  ['the category of a service', withAcme({ category: 'marketing' })],
  ['the name of a service', withAcme({ name: 'Acme Chat' })],
  ['the provider of a service', withAcme({ provider: 'PT Acme' })],
  ['the lifespan of a cookie', withAcme({ cookies: [{ name: '_a', lifespan: 'P2Y' }] })],
  ['the purpose of a cookie', withAcme({ cookies: [{ ...acme.cookies[0], purpose: { id: 'Mengingat.' } }] })],
  ['how long a choice stands', { consent: { ...WRITTEN.consent, days: 90 } }],
  ['the revision', { consent: { ...WRITTEN.consent, revision: '2026-12' } }],
  ['the look', { appearance: { accent: '#000000' } }],
  ['a text of this language', { texts: { id: { 'notice.title': 'Hai' } } }],
  ['the signals that are honoured', { signals: { gpc: false } }],
])('is another one when something shown changes: %s', (_, changes) => {
  expect(documentOf(changes)).not.toBe(usual);
});

it.each<[what: string, changes: object]>([
  ['the endpoint of receipts', { receipts: { endpoint: '/elsewhere' } }],
  ['no endpoint of receipts', { receipts: {} }],
  ["hosts that count as the site's own", { allow: ['cdn.lain.example'] }],
  ['a text of another language', { texts: { ...WRITTEN.texts, en: { 'notice.title': 'Hi' } } }],
  ['the order of settings', Object.fromEntries(Object.entries(WRITTEN).reverse())],
  ['the order of services', { services: Object.fromEntries(Object.entries(WRITTEN.services).reverse()) }],
  ['a default written out', { consent: { ...WRITTEN.consent, reload: 'offer' } }],
  ['$schema', { $schema: './izin.schema.json' }],
])('stays the same when only the machinery changes: %s', (_, changes) => {
  expect(documentOf(changes)).toBe(usual);
});

it('is another one in another language, and with another version of Izin', () => {
  expect(documentOf({}, 'en')).not.toBe(usual);
  expect(documentOf({}, 'id', '1.0.1')).not.toBe(usual);
});

it('has no text of other languages, and none where there is none', () => {
  expect(documentOf({}, 'id')).not.toContain('Hello');
  expect(noticeDocument(readConfig({}).config, 'fr', '1').texts).toEqual({});
});

describe('of a third language', () => {
  const third = { languages: ['id', 'en', 'jv'], texts: { id: { 'notice.title': 'Halo' }, jv: { a: '1' } } };
  const of = (changes: object, file?: Record<string, string>): string =>
    canonical(noticeDocument(readConfig({ ...WRITTEN, ...third, ...changes }).config, 'jv', '1', file));

  it('has what is shown in it: its file, what the owner says, and what the owner says where it lacks a text', () => {
    const { config } = readConfig({ ...WRITTEN, ...third });
    expect(noticeDocument(config, 'jv', '1', { a: '0', b: '2' }).texts).toEqual({
      'notice.title': 'Halo',
      a: '1',
      b: '2',
    });
  });

  it('is another one when any of these is', () => {
    const file = { b: '2' };
    const all = [
      of({}),
      of({}, file),
      of({}, { b: '3' }),
      of({ texts: { ...third.texts, jv: { a: '2' } } }, file),
      of({ texts: { ...third.texts, id: {} } }, file),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(of({ texts: { ...third.texts, en: { 'notice.title': 'Hello' } } }, file)).toBe(of({}, file));
  });
});

it('names the endpoint nowhere', () => {
  expect(usual).not.toContain('receipts');
});

it('offers the categories that are switched on, in their order', () => {
  const offered = (categories: object): readonly string[] =>
    offeredCategories(readConfig({ categories }).config);
  expect(offered({})).toEqual(['functional', 'performance', 'marketing']);
  expect(offered({ marketing: true, functional: true, performance: false })).toEqual([
    'functional',
    'marketing',
  ]);
  expect(offered({ marketing: false, functional: false, performance: false })).toEqual([]);
});

import { expect, it } from 'vitest';
import { readConfig } from '../../../../src/core/config/config.ts';

const defaults = {
  site: { name: '', controller: '', contact: '', policy: '', jurisdiction: 'ID' },
  languages: ['id', 'en'],
  categories: { functional: true, performance: true, marketing: true },
  services: {},
  mode: 'hold',
  unlisted: 'hold-known',
  allow: [],
  consent: { days: 180, domain: '', revision: '', grant: 'reload', reload: 'offer' },
  receipts: { endpoint: '' },
  signals: { gpc: true, google: 'basic', dataLayer: 'dataLayer' },
  appearance: { layout: 'bar', position: 'bottom', theme: 'auto', accent: '', logo: '', reopen: 'button' },
  texts: {},
};

it('has a value for everything where nothing is written', () => {
  expect(readConfig({})).toEqual({ config: defaults, problems: [] });
});

it('takes every setting as it is written', () => {
  const written = {
    $schema: './izin.schema.json',
    site: {
      name: 'Toko Contoh',
      controller: 'PT Contoh Indonesia',
      contact: 'privasi@contoh.co.id',
      policy: { id: 'https://contoh.co.id/privasi', en: '/en/privacy' },
      jurisdiction: 'EU',
    },
    languages: ['en', 'id', 'zh-Hant-TW'],
    categories: { functional: true, performance: true, marketing: false },
    services: {
      'google-analytics': true,
      'meta-pixel': false,
      youtube: { category: 'functional' },
      'acme-chat': {
        category: 'functional',
        name: 'Acme Chat',
        provider: 'PT Acme',
        country: 'ID',
        hosts: ['chat.acme.example', 'acme.example/*/sdk.js', 'acme.example/tag?id=A-*'],
        beacons: ['chat.acme.example/hit'],
        cookies: [
          {
            name: '_acme*',
            domain: 'acme.example',
            lifespan: 'P1Y',
            purpose: { id: 'Mengingat.', en: 'Remembers.' },
          },
        ],
        storage: ['acme.*'],
      },
    },
    mode: 'report',
    unlisted: 'hold-all',
    allow: ['cdn.contoh.co.id'],
    consent: { days: 90, domain: 'contoh.co.id', revision: '2026-11', grant: 'next-page', reload: 'auto' },
    receipts: { endpoint: '/izin/receipts' },
    signals: { gpc: false, google: 'advanced', dataLayer: '_layer$1' },
    appearance: {
      layout: 'box',
      position: 'top',
      theme: 'dark',
      accent: '#0A7d57',
      logo: '/logo.svg',
      reopen: 'none',
    },
    texts: { id: { 'notice.title': 'Halo' }, en: {} },
  };
  const { $schema: _, ...rest } = written;
  expect(readConfig(written)).toEqual({
    config: {
      ...rest,
      services: {
        ...rest.services,
        youtube: {
          category: 'functional',
          name: '',
          provider: '',
          country: '',
          hosts: [],
          beacons: [],
          cookies: [],
          storage: [],
        },
      },
    },
    problems: [],
  });
});

it('fills in what a section leaves out', () => {
  const { config, problems } = readConfig({
    consent: { days: 30 },
    services: { acme: { cookies: [{ name: 'a' }] } },
  });
  expect(problems).toEqual([]);
  expect(config.consent).toEqual({ ...defaults.consent, days: 30 });
  expect(config.services['acme']).toMatchObject({
    category: undefined,
    cookies: [{ name: 'a', domain: '', lifespan: 'session', purpose: {} }],
  });
});

it('never hands out a default that another reading may have changed', () => {
  const first = readConfig({}).config as unknown as { services: Record<string, unknown>; texts: object };
  first.services['acme'] = true;
  expect(readConfig({})).toEqual({ config: defaults, problems: [] });
});

it.each([undefined, null, true, 7, 'izin', [], [{}]])(
  'of %j nothing can be used, and the defaults hold',
  (value) => {
    const { config, problems } = readConfig(value);
    expect(config).toEqual(defaults);
    expect(problems).toEqual([
      { code: 'wrong-type', path: '', found: expect.any(String), expected: 'an object' },
    ]);
  },
);

import * as fc from 'fast-check';

/** A configuration that has most there is, as a text: every reading starts anew. */
export const FULL = JSON.stringify({
  site: {
    name: 'Toko',
    controller: 'PT',
    contact: 'a@b.example',
    policy: { id: '/privasi' },
    jurisdiction: 'ID',
  },
  languages: ['id', 'en'],
  categories: { functional: true, performance: true, marketing: false },
  services: {
    youtube: true,
    pixel: false,
    acme: {
      category: 'marketing',
      hosts: ['acme.example/*/a.js?id=A-*'],
      cookies: [{ name: '_acme*', domain: 'acme.example', lifespan: 'P1Y', purpose: { id: 'Mengingat.' } }],
      storage: ['acme.*'],
    },
  },
  unlisted: 'hold-all',
  allow: ['cdn.example'],
  consent: { days: 90, domain: 'toko.example', revision: '2', reload: 'auto' },
  receipts: { endpoint: '/receipts' },
  signals: { gpc: false, google: 'off', dataLayer: 'layer' },
  appearance: {
    layout: 'box',
    position: 'top',
    theme: 'dark',
    accent: '#000000',
    logo: '/logo.svg',
    reopen: 'none',
  },
  texts: { id: { 'notice.title': 'Halo' } },
});

/** Puts a value somewhere in another, by a number for each level. */
export function plant(host: unknown, place: readonly number[], value: unknown): unknown {
  const keys = host && typeof host === 'object' ? Object.keys(host) : [];
  const [turn, ...rest] = place;
  if (turn === undefined || !keys.length) return value;
  const key = keys[turn % keys.length] ?? '';
  const inner = plant((host as Record<string, unknown>)[key], rest, value);
  return Array.isArray(host)
    ? host.map((item, i) => (`${i}` === key ? inner : item))
    : { ...(host as object), [key]: inner };
}

/** Configurations with one thing replaced by something else, mostly wrong. */
export const nearly = fc
  .tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), fc.jsonValue({ maxDepth: 3 }))
  .map(([place, value]) => plant(JSON.parse(FULL), place, value));

/** Where owners choose keys, or fields are looked up by them. */
export const PLACES = [
  '',
  'site',
  'site.policy',
  'categories',
  'services',
  'services.acme',
  'services.acme.cookies.0',
  'consent',
  'signals',
  'texts',
  'texts.id',
];
/** The text of a configuration that has one key at a place. */
export const textWith = (place: string, key: string, value: string): string =>
  place
    .split('.')
    .filter(Boolean)
    .reduceRight(
      (inner, name) => (name === '0' ? `[${inner}]` : `{${JSON.stringify(name)}:${inner}}`),
      `{${JSON.stringify(key)}:${value}}`,
    );

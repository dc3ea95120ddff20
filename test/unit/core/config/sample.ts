import * as fc from 'fast-check';

/** A configuration that has most there is, as a text: every reading starts anew. */
const FULL = JSON.stringify({
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
  appearance: { layout: 'box', position: 'top', theme: 'dark', accent: '#000000', reopen: 'none' },
  texts: { id: { 'notice.title': 'Halo' } },
});

/** Puts a value somewhere in another, by a number for each level. */
function plant(host: unknown, place: readonly number[], value: unknown): unknown {
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

import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readBriefly } from '../../../../src/core/config/brief.ts';
import { readConfig, type GateConfig } from '../../../../src/core/config/config.ts';
import { createMatcher, matchesName } from '../../../../src/core/catalogue/match.ts';
import { FORMS, type Form } from '../../../../src/core/config/field.ts';
import { FULL, PLACES, nearly, plant, textWith } from './sample.ts';

const names = (): (string | symbol)[] => Reflect.ownKeys(Object.prototype);
const before = names();

afterEach(() => {
  expect(names()).toEqual(before);
});

const isOf =
  (form: Form) =>
  (text: string): boolean =>
    FORMS[form][1].test(text);
const hostOrNone = (text: string): string => (isOf('host')(text) ? text : '');

/**
 * What the gate reads of a configuration, as far as it is of effect: texts of another form than is wanted
 * match nothing, and the brief reading takes them.
 */
const comparable = ({
  categories,
  services,
  mode,
  unlisted,
  allow,
  consent,
  signals,
}: GateConfig): unknown => ({
  categories,
  services: Object.entries(services).map(([id, entry]) => {
    if (typeof entry === 'boolean') return [id, entry];
    const { category, hosts, cookies, storage } = entry;
    return [
      id,
      {
        category,
        hosts: hosts.filter(isOf('rule')),
        cookies: cookies.filter(isOf('name')),
        storage: storage.filter(isOf('item')),
      },
    ];
  }),
  mode,
  unlisted,
  allow: allow.filter(isOf('rule')),
  consent: { days: consent.days, domain: hostOrNone(consent.domain), revision: consent.revision },
  signals,
});

/** The full reading, as far as the gate reads it. */
function fully(value: unknown): GateConfig {
  const { config } = readConfig(value);
  const services = Object.entries(config.services).map(([id, entry]) => {
    if (typeof entry === 'boolean') return [id, entry];
    return [id, { ...entry, cookies: entry.cookies.filter((it) => !it.domain).map((it) => it.name) }];
  });
  return { ...config, services: Object.fromEntries(services) as GateConfig['services'] };
}

/** Holds the brief reading against the full one. */
function expectSame(value: unknown): void {
  const brief = readBriefly(value);
  expect(comparable(brief)).toEqual(comparable(fully(value)));
  // Nothing that the gate does not read.
  expect(Object.keys(brief).toSorted()).toEqual(
    ['categories', 'services', 'mode', 'unlisted', 'allow', 'consent', 'signals'].toSorted(),
  );
}

it('takes no text of a wrong form for one that matches something', () => {
  const wrong = WORDS.filter((text) => typeof text === 'string');
  // A final dot names the same host.
  for (const text of wrong.filter((it) => !isOf('rule')(it.replace(/\.$/, '')))) {
    const claimant = createMatcher([[text, 0, 'claimed']]);
    for (const host of ['a.example', 'b.a.example', 'example', 'a', 'localhost'])
      expect(claimant(new URL(`https://${host}/x?id=A-1`)), text).toBeUndefined();
  }
  // Nothing but `*` is left out when it is read.
  for (const text of wrong.filter((it) => !isOf('name')(it) && /[^*]/.test(it)))
    for (const name of ['a', 'ab', '_ga', 'a.b', '*'])
      expect(matchesName(text, name), text).toBe(text === name);
});

it('reads the whole of a full configuration, as it is written', () => {
  expectSame(JSON.parse(FULL));
  expect(readBriefly(JSON.parse(FULL))).toEqual({
    categories: { functional: true, performance: true, marketing: false },
    services: {
      youtube: true,
      pixel: false,
      acme: {
        category: 'marketing',
        hosts: ['acme.example/*/a.js?id=A-*'],
        cookies: [],
        storage: ['acme.*'],
      },
    },
    mode: 'hold',
    unlisted: 'hold-all',
    allow: ['cdn.example'],
    consent: { days: 90, domain: 'toko.example', revision: '2' },
    signals: { gpc: false, google: 'off', dataLayer: 'layer' },
  });
});

it('has a value for everything where nothing is written', () => {
  expectSame({});
  expect(readBriefly({})).toEqual({
    categories: { functional: true, performance: true, marketing: true },
    services: {},
    mode: 'hold',
    unlisted: 'hold-known',
    allow: [],
    consent: { days: 180, domain: '', revision: '' },
    signals: { gpc: true, google: 'basic', dataLayer: 'dataLayer' },
  });
});

it.each([undefined, null, true, false, 0, 7, '', 'izin', [], [{}], [[]]])(
  'takes the defaults where the configuration is %j',
  (value) => {
    expectSame(value);
    expect(readBriefly(value)).toEqual(readBriefly({}));
  },
);

/** What may stand anywhere, right in one place and wrong in most. */
const WORDS: readonly unknown[] = [
  [null, true, false, 0, -0, 1, 395, 396, -1, 1.5, 1e300, 90, '90', '', ' ', 'true', 'false'],
  [
    'hold',
    'report',
    'hold-known',
    'hold-all',
    'pass',
    'offer',
    'auto',
    'basic',
    'advanced',
    'off',
    'HOLD-ALL',
  ],
  ['necessary', 'functional', 'performance', 'marketing', 'any', 'unclassified', 'site', 'youtube'],
  ['a.example', 'A.example', '.a.example', 'a.example.', 'a.example/x?id=A-*', '=HJ1E', '*.example', '*'],
  ['a', 'a*', '*a', 'a**', 'a b', 'a;b', 'a=b', 'a\n', '\0', 'a-', '-a', 'a_b', 'dataLayer', '$', '1a'],
  ['constructor', 'prototype', '__proto__', 'toString', 'hasOwnProperty', 'length', '0'],
].flat();

const word = fc.constantFrom(...WORDS);
const lists = fc.array(fc.oneof(word, fc.jsonValue({ maxDepth: 1 })), { maxLength: 5 });
/** An object of our own keys, with anything in it. */
const sectionOf = (keys: readonly string[], values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.dictionary(fc.constantFrom(...keys, '__proto__', 'constructor', 'other'), values, {
    noNullPrototype: false,
  });

const cookie = sectionOf(['name', 'domain', 'lifespan', 'purpose'], word);
const entry = sectionOf(
  ['category', 'hosts', 'cookies', 'storage', 'name', 'beacons'],
  fc.oneof(word, lists, fc.array(fc.oneof(cookie, word), { maxLength: 3 })),
);
const ids = ['youtube', 'site', 'a-1', '7', 'A', 'a_b', 'marketing', 'prototype', 'unclassified', 'a--b', ''];
/** Configurations in which every key is ours and every value is by chance right or wrong. */
const shaped = fc
  .tuple(
    fc.oneof(word, sectionOf(['functional', 'performance', 'marketing', 'necessary'], word)),
    fc.oneof(word, lists, sectionOf(ids, fc.oneof(word, lists, entry))),
    word,
    fc.oneof(word, lists),
    fc.oneof(word, sectionOf(['days', 'domain', 'revision', 'reload'], word)),
    fc.oneof(word, sectionOf(['gpc', 'google', 'dataLayer'], fc.oneof(word, lists))),
    fc.subarray(['categories', 'services', 'unlisted', 'allow', 'consent', 'signals']),
  )
  .map(([categories, services, unlisted, allow, consent, signals, written]) =>
    Object.fromEntries(
      Object.entries({ categories, services, unlisted, allow, consent, signals }).filter(([key]) =>
        written.includes(key),
      ),
    ),
  );

/** The full configuration with several things in it replaced. */
const spoilt = fc
  .array(
    fc.tuple(
      fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
      fc.oneof(word, lists, entry, fc.array(cookie, { maxLength: 3 })),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((changes) =>
    changes.reduce<unknown>((value, [place, other]) => plant(value, place, other), JSON.parse(FULL)),
  );

it.each<[what: string, values: fc.Arbitrary<unknown>, numRuns: number]>([
  ['any JSON', fc.jsonValue(), 500],
  ['a configuration with one wrong thing in it', nearly, 1000],
  ['a configuration with several wrong things in it', spoilt, 2000],
  ['a configuration with anything in its place', shaped, 3000],
])('makes of %s what the full reading makes of it', (_, values, numRuns) => {
  fc.assert(
    fc.property(values, (value) => {
      // As it comes from a file: a key may be `__proto__`, and nothing is `undefined`.
      expectSame(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns },
  );
});

describe.each<[field: string, around: (value: unknown) => unknown]>([
  ['categories', (categories) => ({ categories })],
  ['categories.marketing', (marketing) => ({ categories: { marketing } })],
  ['services', (services) => ({ services })],
  ['services.acme', (acme) => ({ services: { acme } })],
  ['services.acme.category', (category) => ({ services: { acme: { category } } })],
  ['services.acme.hosts', (hosts) => ({ services: { acme: { hosts } } })],
  ['services.acme.hosts[0]', (host) => ({ services: { acme: { hosts: [host, 'a.example'] } } })],
  ['services.acme.storage', (storage) => ({ services: { acme: { storage } } })],
  ['services.acme.storage[0]', (item) => ({ services: { acme: { storage: [item] } } })],
  ['services.acme.cookies', (cookies) => ({ services: { acme: { cookies } } })],
  ['services.acme.cookies[0]', (one) => ({ services: { acme: { cookies: [one, { name: '_a' }] } } })],
  ['services.acme.cookies[0].name', (name) => ({ services: { acme: { cookies: [{ name }] } } })],
  [
    'services.acme.cookies[0].domain',
    (domain) => ({ services: { acme: { cookies: [{ name: 'a', domain }] } } }),
  ],
  ['mode', (mode) => ({ mode })],
  ['unlisted', (unlisted) => ({ unlisted })],
  ['allow', (allow) => ({ allow })],
  ['allow[0]', (rule) => ({ allow: [rule] })],
  ['consent', (consent) => ({ consent })],
  ['consent.days', (days) => ({ consent: { days } })],
  ['consent.domain', (domain) => ({ consent: { domain } })],
  ['consent.revision', (revision) => ({ consent: { revision } })],
  ['consent.reload', (reload) => ({ consent: { reload } })],
  ['signals', (signals) => ({ signals })],
  ['signals.gpc', (gpc) => ({ signals: { gpc } })],
  ['signals.google', (google) => ({ signals: { google } })],
  ['signals.dataLayer', (dataLayer) => ({ signals: { dataLayer } })],
])('%s', (_, around) => {
  it('is read alike, whatever stands there', () => {
    for (const value of [...WORDS, [], {}, [[]], [{}], WORDS, [null], { a: 1 }]) expectSame(around(value));
  });
});

it.each([...WORDS.filter((text) => typeof text === 'string'), 'a'.repeat(1000)])(
  'takes %j for the id of a service just where the full reading does',
  (id) => {
    for (const value of ['true', 'false', '{}', 'null'])
      expectSame(JSON.parse(`{"services":{${JSON.stringify(id)}:${value},"youtube":true}}`));
  },
);

describe.each(['__proto__', 'constructor', 'prototype'])('%s as a key of its own', (key) => {
  const values = ['{"days":1,"polluted":true}', 'true', '"text"', '{"prototype":{"polluted":true}}', 'null'];

  it.each(PLACES)('reaches nothing, at %j', (place) => {
    for (const value of values) {
      const given: unknown = JSON.parse(textWith(place, key, value));
      expectSame(given);
      const config = readBriefly(given);
      expect(JSON.stringify(config)).not.toContain('polluted');
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(config.consent.days).toBe(180);
      expect(Object.keys(config.services)).not.toContain(key);
      for (const held of [config, config.services, ...Object.values(config.services)])
        expect((held as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
    }
  });

  it('lends its own keys to no section', () => {
    // What stands under it would switch everything on.
    const inner =
      '{"marketing":true,"functional":true,"days":1,"domain":"evil.example","google":"off","gpc":false,' +
      '"unlisted":"pass","allow":["evil.example"],"category":"necessary","name":"_evil"}';
    const hostile = `{${JSON.stringify(key)}:${inner}}`;
    for (const place of ['', 'categories', 'services', 'services.acme', 'consent', 'signals']) {
      const given: unknown = JSON.parse(textWith(place, key, inner));
      expectSame(given);
      expect(JSON.stringify(readBriefly(given))).not.toMatch(/evil|"necessary"|pass/);
    }
    expectSame(JSON.parse(`{"categories":{"marketing":false,${hostile.slice(1)}}`));
    const cookies: unknown = JSON.parse(`{"services":{"acme":{"cookies":[${hostile}]}}}`);
    expect(readBriefly(cookies).services['acme']).toMatchObject({ cookies: [] });
  });
});

it('leaves what stands beside such a key in force', () => {
  const { consent, services } = readBriefly(
    JSON.parse(
      '{"consent":{"__proto__":{"days":1},"days":30},"services":{"constructor":true,"youtube":true}}',
    ),
  );
  expect(consent.days).toBe(30);
  expect(Object.keys(services)).toEqual(['youtube']);
});

it('counts own keys only', () => {
  const value = Object.create({ consent: { days: 1 }, services: { acme: true }, unlisted: 'pass' }) as object;
  expect(readBriefly(value)).toEqual(readBriefly({}));
  expectSame(value);
  expectSame({ categories: Object.create({ marketing: false }) as object });
});

it('takes nothing from what a page has put on every object', () => {
  const written = '{"services":{"acme":{"cookies":[{"name":"_a"}]}},"consent":{},"categories":{}}';
  const expected = [readBriefly({}), readBriefly(JSON.parse(written))];
  const junk = {
    marketing: false,
    days: 1,
    domain: 'evil.example',
    revision: '9',
    reload: 'auto',
    unlisted: 'pass',
    allow: ['evil.example'],
    gpc: false,
    google: 'off',
    dataLayer: 'evil',
    category: 'necessary',
    hosts: ['evil.example'],
    storage: ['evil'],
    services: { evil: true },
  };
  const everything: object = Object.prototype;
  let found: unknown;
  try {
    for (const [key, value] of Object.entries(junk))
      Reflect.defineProperty(everything, key, { value, configurable: true });
    found = [readBriefly({}), readBriefly(JSON.parse(written))];
  } finally {
    for (const key of Object.keys(junk)) Reflect.deleteProperty(everything, key);
  }
  expect(found).toEqual(expected);
});

it('throws nothing, and leaves what it is given as it was', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
      (value) => {
        const { categories, services } = readBriefly(value);
        expect(Object.keys(categories)).toEqual(['functional', 'performance', 'marketing']);
        for (const entry of Object.values(services)) expect(typeof entry).toMatch(/^(boolean|object)$/);
      },
    ),
  );
  const given: unknown = JSON.parse(FULL);
  readBriefly(given);
  expect(given).toEqual(JSON.parse(FULL));
});

it('reads long lists and many services in linear time', () => {
  const list = Array.from({ length: 50_000 }, (_, i) => (i % 2 ? `cdn-${i}.example` : i));
  const services = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, i) => [`service-${i}`, i % 2 ? { hosts: ['a.example'] } : true]),
  );
  const start = performance.now();
  const config = readBriefly({ allow: list, services });
  expect(performance.now() - start).toBeLessThan(3000);
  expect(config.allow).toHaveLength(25_000);
  expect(Object.keys(config.services)).toHaveLength(20_000);
});

it.each(PLACES.slice(1))('does not follow nesting without end, at %j', (place) => {
  let deep: unknown = 'bottom';
  for (let depth = 0; depth < 10_000; depth++) deep = depth % 2 ? [deep] : { a: deep };
  const value: unknown = JSON.parse(textWith(place, 'a', '"here"'), (_, member: unknown) =>
    member === 'here' ? deep : member,
  );
  expect(() => readBriefly(value)).not.toThrow();
});

import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig, type Config } from '../../../../src/core/config/config.ts';
import { PLACES, nearly, textWith } from './sample.ts';

const names = (): (string | symbol)[] => Reflect.ownKeys(Object.prototype);
const before = names();

afterEach(() => {
  expect(names()).toEqual(before);
});

describe.each(['__proto__', 'constructor', 'prototype'])('%s as a key of its own', (key) => {
  const values = ['{"days":1,"polluted":true}', 'true', '"text"', '{"prototype":{"polluted":true}}', 'null'];

  it.each(PLACES)('is reported and never used, at %j', (place) => {
    for (const value of values) {
      const { config, problems } = readConfig(JSON.parse(textWith(place, key, value)));
      const path = [place.replace('.0', '[0]'), key].filter(Boolean).join('.');
      // Beside it, a cookie may lack its name.
      expect(problems.filter(({ code }) => code !== 'missing-key')).toMatchObject([
        { code: 'unknown-key', path },
      ]);
      expect(JSON.stringify(config)).not.toContain('polluted');
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(config.consent.days).toBe(180);
    }
  });
});

it('leaves what stands beside such a key in force', () => {
  const { config } = readConfig(
    JSON.parse(
      '{"consent":{"__proto__":{"days":1},"days":30},"services":{"constructor":true,"youtube":true}}',
    ),
  );
  expect(config.consent.days).toBe(30);
  expect(Object.keys(config.services)).toEqual(['youtube']);
});

it('counts own keys only', () => {
  const { config, problems } = readConfig(Object.create({ consent: { days: 1 }, services: { acme: true } }));
  expect(problems).toEqual([]);
  expect(config).toEqual(readConfig({}).config);
});

it('gives maps no key that nobody wrote', () => {
  const { services, texts, site } = readConfig(
    JSON.parse('{"services":{"acme":true},"texts":{"id":{}},"site":{"policy":{"id":"/a"}}}'),
  ).config;
  for (const map of [services, texts, texts['id'], site.policy])
    for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect((map as Record<string, unknown>)[key]).toBeUndefined();
});

it.each([
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '&lt;b&gt;',
  '{{constructor}}',
  '\u202Etxet',
])('keeps the text %j as the text it is', (text) => {
  const { config, problems } = readConfig({
    site: { name: text, controller: text },
    services: { acme: { name: text, cookies: [{ name: 'a', purpose: { id: text } }] } },
    texts: { id: { 'notice.title': text } },
  });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    site: { name: text, controller: text },
    services: { acme: { name: text, cookies: [{ name: 'a', purpose: { id: text } }] } },
    texts: { id: { 'notice.title': text } },
  });
});

it.each(PLACES.slice(1))('does not follow nesting without end, at %j', (place) => {
  let deep: unknown = 'bottom';
  for (let depth = 0; depth < 10_000; depth++) deep = depth % 2 ? [deep] : { a: deep };
  const value = JSON.parse(textWith(place, 'a', '"here"'), (_, member: unknown) =>
    member === 'here' ? deep : member,
  );
  expect(readConfig(value).problems.length).toBeLessThan(5);
});

it('reads long lists in linear time, and tells every mistake in them', () => {
  const good = Array.from({ length: 50_000 }, (_, i) => `cdn-${i}.example`);
  const bad = Array.from({ length: 50_000 }, () => 'https://cdn.example');
  const start = performance.now();
  const { config, problems } = readConfig({ allow: [...good, ...bad] });
  expect(performance.now() - start).toBeLessThan(3000);
  expect(config.allow).toEqual(good);
  expect(problems).toHaveLength(50_000);
  expect(problems.at(-1)?.path).toBe('allow[99999]');
});

it('reads many services in linear time', () => {
  const services = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, i) => [`service-${i}`, i % 2 ? { hosts: ['a.example'] } : true]),
  );
  const start = performance.now();
  expect(Object.keys(readConfig({ services }).config.services)).toHaveLength(20_000);
  expect(performance.now() - start).toBeLessThan(3000);
});

/** What owners do not write down where they have none. */
const UNSET = new Set(['endpoint', 'domain', 'policy', 'accent', 'logo', 'light', 'dark', 'country', 'name']);
/** A configuration as its owner would write it down again. A cookie without a name is none. */
const writtenAgain = (config: Config): unknown =>
  JSON.parse(
    JSON.stringify(config, (key, value: unknown) => {
      if (key === 'cookies' && Array.isArray(value)) return value.filter(({ name }) => name);
      return value === '' && UNSET.has(key) ? undefined : value;
    }),
  );

it.each<[what: string, values: fc.Arbitrary<unknown>]>([
  ['any JSON', fc.jsonValue()],
  [
    'JSON with hostile keys',
    fc.object({
      key: fc.constantFrom('__proto__', 'constructor', 'services', 'texts', 'id', 'site', 'toString'),
      maxDepth: 4,
    }),
  ],
  ['a configuration with one wrong thing in it', nearly],
  ['anything at all', fc.anything()],
])('makes of %s a configuration in which nothing is missing or wrong, and throws nothing', (_, values) => {
  fc.assert(
    fc.property(values, (value) => {
      const { config } = readConfig(value);
      const again = readConfig(writtenAgain(config));
      expect(again.problems).toEqual([]);
      expect(writtenAgain(again.config)).toEqual(writtenAgain(config));
      expect(Object.keys(config)).toEqual(Object.keys(readConfig({}).config));
    }),
    { numRuns: 300 },
  );
});

it('takes all that is written, or says what it does not take', () => {
  fc.assert(
    fc.property(nearly, (value) => {
      const { config, problems } = readConfig(value);
      if (!problems.length) expect(config).toMatchObject(value as object);
      for (const { path, found, expected } of problems) expect([path, found, expected]).not.toContain('');
    }),
    { numRuns: 500 },
  );
});

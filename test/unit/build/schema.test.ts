import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../../src/build/schema.ts';
import { readConfig } from '../../../src/core/config/config.ts';
import { nearly } from '../core/config/sample.ts';
import { validate, type Schema } from './validate.ts';

const schema = configSchema() as Schema;
const wrongIn = (value: unknown): string[] => validate(schema, value);
const demo: unknown = JSON.parse(
  readFileSync(new URL('../../../demo/izin.config.json', import.meta.url), 'utf8'),
);

/** Every schema in the schema. */
function partsOf(part: Schema): Schema[] {
  const { properties = {}, anyOf = [], items, additionalProperties, propertyNames } = part;
  const inner = [...Object.values(properties), ...anyOf, items, additionalProperties, propertyNames];
  return [part, ...inner.flatMap((one) => (one && typeof one === 'object' ? partsOf(one) : []))];
}
const parts = partsOf(schema);

it('takes the configuration of the demo, which has no mistake', () => {
  expect(wrongIn(demo)).toEqual([]);
  expect(readConfig(demo).problems).toEqual([]);
});

it('outlives JSON', () => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
});

it.each<[path: string, value: unknown]>([
  ['colour', { colour: 'red' }],
  ['consent.maxAge', { consent: { maxAge: 1 } }],
  ['consent.days', { consent: { days: 396 } }],
  ['consent.days', { consent: { days: 0 } }],
  ['consent.days', { consent: { days: 1.5 } }],
  ['consent.days', { consent: { days: '180' } }],
  ['categories.necessary', { categories: { necessary: true } }],
  ['categories.marketing', { categories: { marketing: 1 } }],
  ['languages[1]', { languages: ['id', 'Bahasa'] }],
  ['languages', { languages: [] }],
  ['services.Acme', { services: { Acme: true } }],
  ['services.acme', { services: { acme: { cookies: [{ lifespan: 'P1Y' }] } } }],
  ['services.acme', { services: { acme: 'yes' } }],
  ['services.acme', { services: { acme: { category: 'statistics' } } }],
  ['allow[0]', { allow: ['https://a.example'] }],
  ['receipts.endpoint', { receipts: { endpoint: '//evil.example' } }],
  ['site.policy', { site: { policy: { id: 'javascript:alert(1)' } } }],
  ['texts.id.a b', { texts: { id: { 'a b': 'x' } } }],
  ['texts.indonesia', { texts: { indonesia: {} } }],
  ['unlisted', { unlisted: 'hold' }],
  ['$schema', { $schema: 7 }],
])('finds a mistake at %s in %j', (path, value) => {
  expect(wrongIn(value)).toEqual([path]);
});

it('finds mistakes where the gate finds them, and nowhere else', () => {
  let right = 0;
  fc.assert(
    fc.property(nearly, (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__')); // No pattern can say that.
      const { problems } = readConfig(value);
      if (!problems.length) right++;
      expect(wrongIn(value).length === 0).toBe(problems.length === 0);
    }),
    { numRuns: 500 },
  );
  expect(right).toBeGreaterThan(0);
});

describe('an editor', () => {
  it('can say what each setting means', () => {
    const settings = parts.flatMap(({ properties = {} }) => Object.entries(properties));
    expect(settings.length).toBeGreaterThan(40);
    for (const [key, { description }] of settings)
      if (key !== '$schema') expect([key, description]).toEqual([key, expect.stringMatching(/^\S.*\.$/)]);
  });

  it('can compile every pattern', () => {
    const patterns = parts.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
    expect(patterns.length).toBeGreaterThan(20);
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow();
  });

  it('offers the words of a choice, the usual one first', () => {
    expect(schema.properties?.['unlisted']).toMatchObject({
      enum: ['hold-known', 'hold-all', 'pass'],
      default: 'hold-known',
    });
    expect(schema.properties?.['consent']?.properties?.['days']).toMatchObject({
      minimum: 1,
      maximum: 395,
      default: 180,
    });
  });

  it('tells the unit, and the rule behind a default', () => {
    const { description } = schema.properties?.['consent']?.properties?.['days'] ?? {};
    expect(description).toMatch(/ In days\. Source: CNIL, .*\.$/);
  });

  it('completes no default of which it says that it is wrong', () => {
    const settings = parts.flatMap(({ properties = {} }) => Object.entries(properties));
    const wrong = settings.filter(
      ([, part]) => part.default !== undefined && validate(part, part.default).length,
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});

// Patterns in JSON Schema know no flags.
it.each([{ appearance: { accent: '#0A7D57' } }, { receipts: { endpoint: 'HTTPS://contoh.co.id/r' } }])(
  'says of upper case what the gate says: %j',
  (value) => {
    expect(wrongIn(value).length).toBe(readConfig(value).problems.length);
  },
);

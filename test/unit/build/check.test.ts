import { describe, expect, it } from 'vitest';
import { packed } from 'virtual:izin/packed';
import { checkConfig } from '../../../src/build/bake.ts';
import { unpackServices } from '../../../src/core/catalogue/table.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord, parseRecord } from '../../../src/core/consent/record.ts';
import { OPTIONAL, type ServiceCategory } from '../../../src/core/consent/types.ts';

const MOST = 3072; // bytes

it('tells what the gate tells, and what only a look into the catalogue shows', () => {
  const { config, problems } = checkConfig({
    consent: { days: 1000 },
    services: { 'google-analitics': true, youtube: true },
  });
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ['wrong-type', 'consent.days'],
    ['unknown-service', 'services.google-analitics'],
  ]);
  expect(config.consent.days).toBe(180);
});

it.each([{}, { services: { youtube: true, acme: { category: 'functional' } } }])(
  'finds nothing wrong with %j',
  (value) => {
    expect(checkConfig(value).problems).toEqual([]);
  },
);

it.each([undefined, null, 'izin', []])('tells that %j is no configuration', (value) => {
  expect(checkConfig(value).problems).toMatchObject([{ path: '', expected: 'an object' }]);
});

it('has room in the cookie for the whole catalogue', () => {
  const services = Object.fromEntries(unpackServices(packed).map(({ id }) => [id, true]));
  expect(checkConfig({ services }).problems).toEqual([]);
});

describe('too many services for the cookie', () => {
  const servicesOf = (count: number, category: string): Record<string, object> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`a-service-with-a-name-${i}`, { category }]));
  const tellsOf = (count: number, category: string, more: object = {}): boolean =>
    checkConfig({ services: servicesOf(count, category), ...more }).problems.some(
      ({ code }) => code === 'too-large',
    );

  it('are told with how long the cookie may get', () => {
    expect(checkConfig({ services: servicesOf(200, 'marketing') }).problems).toEqual([
      {
        code: 'too-large',
        path: 'services',
        found: expect.stringMatching(/^services for a cookie of \d{4} bytes$/),
        expected: 'fewer or shorter ids, for at most 3072',
      },
    ]);
  });

  it.each(['functional', 'performance', 'marketing', 'any'])(
    'are told before the cookie overflows, and not long before: %s',
    (category) => {
      const revision = '2026-11';
      let most = 0;
      while (!tellsOf(most + 1, category, { consent: { revision } })) most++;
      const ids = Object.keys(servicesOf(most, category));
      const services = Object.fromEntries(ids.map((id) => [id, category as ServiceCategory]));
      const choices = { functional: 'denied', performance: 'denied', marketing: 'denied' } as const;
      const longest = formatRecord(
        choose(
          undefined,
          { categories: [...OPTIONAL], services, revision, gpc: true },
          { ...choices, ...Object.fromEntries(ids.map((id) => [id, 'granted' as const])) },
          Date.UTC(2286, 0, 1),
          '3f0e9f6a-0c1d-4e2f-8a3b-4c5d6e7f8091',
        ),
      );
      expect(Object.keys(parseRecord(longest)?.services ?? {})).toHaveLength(most);
      expect(longest.length).toBeLessThanOrEqual(MOST);
      expect(longest.length).toBeGreaterThan(MOST - 60);
    },
  );
});

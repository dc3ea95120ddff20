import { describe, expect, it } from 'vitest';
import { packed } from 'virtual:izin/packed';
import { checkConfig } from '../../../src/build/check.ts';
import { unpackServices } from '../../../src/core/catalogue/table.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord, parseRecord } from '../../../src/core/consent/record.ts';
import type { ConfigProblem } from '../../../src/core/errors.ts';
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
  expect(problems[1]?.expected).toBe('perhaps google-analytics, or its category and hosts');
  expect(checkConfig({ services: { tokopedia: true } }).problems).toMatchObject([
    { path: 'services.tokopedia', expected: 'its category and hosts' },
  ]);
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

it('notes what visitors have to be told and nobody has written: that alone is no problem', () => {
  const { problems, notes } = checkConfig({ site: { name: 'Toko Contoh', policy: {} } });
  expect(problems).toEqual([]);
  expect(notes.map(({ path }) => path)).toEqual(['site.controller', 'site.contact', 'site.policy']);
  const site = { controller: 'PT Contoh Indonesia', contact: 'privasi@contoh.co.id' };
  expect(checkConfig({ site }).notes.map(({ path }) => path)).toEqual(['site.policy']);
  expect(checkConfig({ site: { ...site, policy: { en: '/privacy' } } }).notes).toEqual([]);
});

it('has room in the cookie for the whole catalogue', () => {
  const services = Object.fromEntries(unpackServices(packed).map(({ id }) => [id, true]));
  expect(checkConfig({ services }).problems).toEqual([]);
});

describe('too many services for the cookie', () => {
  const REVISION = '2026-11';
  const idsOf = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `a-service-with-a-name-${i}`);
  const problemsOf = (count: number, category: string): readonly ConfigProblem[] =>
    checkConfig({
      services: Object.fromEntries(idsOf(count).map((id) => [id, { category }])),
      consent: { revision: REVISION },
    }).problems;
  /** The cookie of a visitor with Global Privacy Control who decides on every service otherwise. */
  const longestOf = (count: number, category: ServiceCategory): string =>
    formatRecord(
      choose(
        undefined,
        {
          categories: [...OPTIONAL],
          services: Object.fromEntries(idsOf(count).map((id) => [id, category])),
          revision: REVISION,
          gpc: true,
        },
        {
          functional: 'denied',
          performance: 'denied',
          marketing: 'denied',
          ...Object.fromEntries(idsOf(count).map((id) => [id, 'granted'])),
        },
        Date.UTC(2286, 0, 1),
        '3f0e9f6a-0c1d-4e2f-8a3b-4c5d6e7f8091',
      ),
    );

  describe.each(['functional', 'performance', 'marketing', 'any'] as const)('under %s', (category) => {
    it('are told with how long a cookie may get', () => {
      expect(problemsOf(100, category)).toEqual([
        {
          code: 'too-large',
          path: 'services',
          found: `services for a cookie of ${longestOf(100, category).length} bytes`,
          expected: 'fewer or shorter ids, for at most 3072',
        },
      ]);
    });

    it('are told as soon as one cookie may be too long, and no sooner', () => {
      let most = 0;
      while (!problemsOf(most + 1, category).length) most++;
      expect(longestOf(most, category).length).toBeLessThanOrEqual(MOST);
      expect(longestOf(most + 1, category).length).toBeGreaterThan(MOST);
      expect(Object.keys(parseRecord(longestOf(most, category))?.services ?? {})).toHaveLength(most);
    });
  });

  it.each(['necessary', 'unclassified'])('are none of those that nobody decides on: %s', (category) => {
    const problems = problemsOf(200, category).filter(({ found }) => found.includes('cookie'));
    expect(problems).toEqual([]);
  });
});

it.each([
  ['site.controller', { site: { controller: 'x'.repeat(301) } }],
  ['site.contact', { site: { contact: 'privasi@contoh.co.id\n' } }],
  ['consent.revision', { consent: { revision: 'x'.repeat(201) } }],
])('tells of what the receiver would refuse in every receipt: %s', (path, value) => {
  expect(checkConfig(value).problems).toMatchObject([{ code: 'too-large', path }]);
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMatcher } from '../../../../src/core/catalogue/match.ts';
import type { Service } from '../../../../src/core/catalogue/service.ts';
import { packServices, unpackServices, type GateService } from '../../../../src/core/catalogue/table.ts';
import { CATEGORIES } from '../../../../src/core/consent/types.ts';
import { addressOf, catalogue } from './sample.ts';

const unpacked = unpackServices(packServices(catalogue));

/** What the gate must still know of a service. */
const knownOf = ({ id, category, cookies, consentMode }: GateService | Service): unknown => ({
  id,
  category,
  consentMode,
  cookies: cookies.filter((cookie) => cookie.distinctive && !('domain' in cookie)).map(({ name }) => name),
});

it('brings back every service of the catalogue, in its order', () => {
  expect(unpacked.map(knownOf)).toEqual(catalogue.map(knownOf));
});

it('leaves out no rule that makes a difference', () => {
  const matcherOf = (
    services: readonly Pick<Service, 'id' | 'hosts'>[],
  ): ReturnType<typeof createMatcher<string>> =>
    createMatcher(services.flatMap(({ id, hosts }) => hosts.map((rule) => ({ rule, rank: 0, target: id }))));
  const [full, short] = [matcherOf(catalogue), matcherOf(unpacked)];
  const rules = catalogue.flatMap(({ hosts, beacons = [] }) => [...hosts, ...beacons]);
  expect(rules.length).toBeGreaterThan(100);
  for (const rule of rules) {
    const { origin, host, href } = addressOf(rule);
    for (const address of [
      href,
      `${origin}/`,
      `${origin}/any/thing`,
      `https://any.${host}/`,
      href.replace('//', '//any.'),
    ]) {
      expect([address, short(new URL(address))]).toEqual([address, full(new URL(address))]);
    }
  }
});

it('carries only what the gate needs: no purpose, provider or cookie of another domain', () => {
  const text = packServices(catalogue);
  for (const { provider, cookies } of catalogue) {
    expect(text).not.toContain(provider);
    for (const { name, domain } of cookies)
      if (domain && name.length > 4) expect(text.split(/[ ,\n]/)).not.toContain(name);
  }
  expect(text.length).toBeLessThan(12_000);
});

it('brings back any service in any category', () => {
  const names = fc.stringMatching(/^[\w.]{1,8}\*?$/);
  const services = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,6}(-\d)?$/),
      name: fc.constant('Name'),
      provider: fc.constant('Provider'),
      category: fc.constantFrom(...CATEGORIES, 'any', 'unclassified'),
      // Hosts of which none stands under another: nothing is left out.
      hosts: fc.uniqueArray(fc.stringMatching(/^[a-z]{8}\.(example|test)(\/[a-z]{1,3})?$/), {
        selector: (rule) => rule.split('/')[0],
        maxLength: 3,
      }),
      cookies: fc.uniqueArray(
        fc.record({
          name: names,
          distinctive: fc.constant(true),
          lifespan: fc.constant('P1Y'),
          purpose: fc.constant({}),
        }),
        { selector: ({ name }) => name, maxLength: 3 },
      ),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 6 },
  ) as fc.Arbitrary<Service[]>;
  fc.assert(
    fc.property(services, fc.boolean(), (list, mode) => {
      const given = list.map((service) => (mode ? { ...service, consentMode: true as const } : service));
      expect(unpackServices(packServices(given))).toEqual(
        given.map(({ id, category, hosts, cookies }) => ({
          id,
          category,
          hosts,
          cookies: cookies.map(({ name }) => ({ name, distinctive: true })),
          ...(mode && { consentMode: true }),
        })),
      );
    }),
  );
});

it('leaves out cookies that no script of the site can touch, or that others write too', () => {
  const cookie = { lifespan: 'P1Y', purpose: {} };
  const service: Service = {
    id: 'a',
    name: '',
    provider: '',
    category: 'marketing',
    hosts: ['a.example'],
    cookies: [
      { ...cookie, name: '_own', distinctive: true },
      { ...cookie, name: '_third', distinctive: true, domain: 'a.example' },
      { ...cookie, name: 'id' },
    ],
  };
  expect(unpackServices(packServices([service]))[0]?.cookies).toEqual([{ name: '_own', distinctive: true }]);
});

it('keeps a rule that stands under another of the same service where a second service has a part of it', () => {
  const facts = { name: '', provider: '', cookies: [] };
  const one: Service = { ...facts, id: 'one', category: 'functional', hosts: ['a.example', 'b.a.example'] };
  const other: Service = { ...facts, id: 'other', category: 'marketing', hosts: ['a.example/x'] };
  const hostsOf = (...services: Service[]): unknown => unpackServices(packServices(services))[0]?.hosts;
  expect(hostsOf(one)).toEqual(['a.example']);
  expect(hostsOf(one, other)).toEqual(['a.example', 'b.a.example']);
});

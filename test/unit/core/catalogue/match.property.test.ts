import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createMatcher, type Rule } from '../../../../src/core/catalogue/match.ts';

describe('against a slow reading of the rules', () => {
  const labels = fc.constantFrom('a', 'b', 'cc', 'example');
  const hosts = fc.array(labels, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
  const segments = fc.constantFrom('x', 'y', 'zz');
  const paths = (unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(unit, { maxLength: 3 }).map((parts) => parts.map((part) => `/${part}`).join(''));
  const values = fc.constantFrom('1', 'G-1', 'G-');
  const rules: fc.Arbitrary<Rule<string>[]> = fc.array(
    fc
      .record({
        rule: fc
          .tuple(
            hosts,
            paths(fc.oneof(segments, fc.constant('*'))),
            fc.option(
              fc.tuple(
                fc.constantFrom('id', 'k'),
                fc.oneof(
                  values,
                  values.map((v) => `${v}*`),
                ),
              ),
            ),
          )
          .map(([host, path, query]) => host + path + (query ? `?${query.join('=')}` : '')),
        rank: fc.nat(2),
        isExact: fc.boolean(),
      })
      .map((rule) => ({ ...rule, target: JSON.stringify(rule) })),
    { maxLength: 12 },
  );
  const addresses = fc
    .tuple(hosts, paths(segments), fc.option(fc.tuple(fc.constantFrom('id', 'k'), values)))
    .map(([host, path, query]) => `https://${host}${path || '/'}${query ? `?${query.join('=')}` : ''}`);

  /** Whether a rule claims an address, by a regular expression made for it. */
  function claims({ rule, isExact }: Rule<string>, address: string): boolean {
    const { hostname, pathname, search } = new URL(address);
    const escape = (text: string): string => text.replaceAll('.', String.raw`\.`);
    const [where = '', query = ''] = rule.split('?');
    const [host = '', ...path] = where.split('/');
    const pattern = path.map((part) => (part === '*' ? '/[^/]+' : `/${escape(part)}`)).join('');
    const value = query.endsWith('*') ? `${query.slice(0, -1)}[^&]*` : query;
    return (
      new RegExp(`^${isExact ? '' : String.raw`(.+\.)?`}${escape(host)}$`).test(hostname) &&
      new RegExp(`^${pattern}(/|$)`).test(pathname) &&
      (!query || new RegExp(`[?&]${value}(&|$)`).test(search))
    );
  }

  it('the same rule wins', () => {
    fc.assert(
      fc.property(rules, addresses, (list, address) => {
        const found = createMatcher(list)(new URL(address));
        const claimants = list.filter((rule) => claims(rule, address));
        const weigh = ({ rank, rule }: Rule<string>): number => rank * 1000 + rule.length;
        const most = Math.max(...claimants.map(weigh));
        const best = claimants.filter((rule) => weigh(rule) === most).map(({ target }) => target);
        if (best.length) expect(best).toContain(found);
        else expect(found).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('the order of the rules makes no difference, save between equals', () => {
    const distinct = rules.map((list) =>
      list.filter((rule, i) => list.findIndex((other) => other.rule.length === rule.rule.length) === i),
    );
    fc.assert(
      fc.property(distinct, addresses, (list, address) => {
        expect(createMatcher(list.toReversed())(new URL(address))).toBe(
          createMatcher(list)(new URL(address)),
        );
      }),
    );
  });
});

describe('what a look-up costs', () => {
  const matcherOf = (services: number): ReturnType<typeof createMatcher<string>> =>
    createMatcher(
      Array.from({ length: services }, (_, i) =>
        ['', '/tag', '/*/sdk.js', '?id=G-*'].map((rest) => `service-${i}.example${rest}`),
      )
        .flat()
        .map((rule) => ({ rule, rank: 0, target: rule })),
    );

  it.each([
    ['https://service-3.example/x/sdk.js', 2],
    ['https://a.b.c.service-3.example/', 5],
    ['https://unheard-of.test/', 2],
    ['http://localhost/', 1],
  ])('one look into the table for each label of the host: %s', (address, labels) => {
    const url = new URL(address);
    for (const services of [10, 1000]) {
      const claimant = matcherOf(services);
      const looks = vi.spyOn(Map.prototype, 'get');
      claimant(url);
      const count = looks.mock.calls.length;
      looks.mockRestore();
      expect(count).toBe(labels);
    }
  });

  it('is about the same with 10 services and with 1,000', () => {
    const url = new URL('https://cdn.service-3.example/x/sdk.js?id=G-1');
    const [few, many] = [matcherOf(10), matcherOf(1000)];
    const timeOf = (claimant: typeof few): number => {
      const start = performance.now();
      for (let i = 0; i < 20_000; i++) claimant(url);
      return performance.now() - start;
    };
    const times = Array.from({ length: 5 }, () => [timeOf(few), timeOf(many)]);
    const [least, most] = [0, 1].map((i) => Math.min(...times.map((pair) => pair[i] ?? 0)));
    expect(most).toBeLessThan((least ?? 0) * 5 + 20); // A list of 4,000 rules would take 100 times as long.
  });

  it('is linear in a long path and a long host', () => {
    const claimant = createMatcher([{ rule: `a.example/${'*/'.repeat(50)}end`, rank: 0, target: 'a' }]);
    const start = performance.now();
    claimant({
      hostname: `${'a.'.repeat(50_000)}a.example`,
      pathname: '/x'.repeat(100_000),
      searchParams: new URLSearchParams(),
    });
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

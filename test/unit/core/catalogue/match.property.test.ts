import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createMatcher, type Address, type Rule } from '../../../../src/core/catalogue/match.ts';
import { fingerprint } from '../../../../src/core/consent/fingerprint.ts';

/** The same rule, with the fingerprint of its host in place of the host. */
const shortened = ([rule, ...rest]: Rule<string>): Rule<string> => [
  rule.replace(/^[^/?]+/, (host) => `=${fingerprint(host)}`),
  ...rest,
];

describe('against a slow reading of the rules', () => {
  const labels = fc.constantFrom('a', 'b', 'cc', 'example');
  const hosts = fc.array(labels, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
  const segments = fc.constantFrom('x', 'y', 'zz');
  const paths = (unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(unit, { maxLength: 3 }).map((parts) => parts.map((part) => `/${part}`).join(''));
  const values = fc.constantFrom('1', 'G-1', 'G-');
  const rules: fc.Arbitrary<Rule<string>[]> = fc.array(
    fc
      .tuple(
        fc
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
        fc.nat(2),
        fc.boolean(),
      )
      .map(([rule, rank, isExact]) => [rule, rank, JSON.stringify([rule, rank, isExact]), isExact]),
    { maxLength: 12 },
  );
  const addresses = fc
    .tuple(hosts, paths(segments), fc.option(fc.tuple(fc.constantFrom('id', 'k'), values)))
    .map(([host, path, query]) => `https://${host}${path || '/'}${query ? `?${query.join('=')}` : ''}`);

  /** Whether a rule claims an address, by a regular expression made for it. */
  function claims([rule, , , isExact]: Rule<string>, address: string): boolean {
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
        const weigh = ([rule, rank]: Rule<string>): number => rank * 1000 + rule.length;
        const most = Math.max(...claimants.map(weigh));
        const best = claimants.filter((rule) => weigh(rule) === most).map(([, , target]) => target);
        if (best.length) expect(best).toContain(found);
        else expect(found).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('the order of the rules makes no difference, save between equals', () => {
    const distinct = rules.map((list) =>
      list.filter(([rule], i) => list.findIndex(([other]) => other.length === rule.length) === i),
    );
    fc.assert(
      fc.property(distinct, addresses, (list, address) => {
        expect(createMatcher(list.toReversed())(new URL(address))).toBe(
          createMatcher(list)(new URL(address)),
        );
      }),
    );
  });

  it('a fingerprint claims the same as the host that it stands for', () => {
    const marks = fc.infiniteStream(fc.boolean());
    fc.assert(
      fc.property(rules, marks, addresses, (list, isShort, address) => {
        const url = new URL(address);
        const found = createMatcher(list)(url);
        expect(createMatcher(list.map(shortened))(url)).toBe(found);
        // Beside plain rules, too.
        const mixed = list.map((rule) => (isShort.next().value ? shortened(rule) : rule));
        expect(createMatcher(mixed)(url)).toBe(found);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a fingerprint in place of the host', () => {
  const texts = fc.stringMatching(/^[a-z\d-]{1,12}(\.[a-z\d-]{1,12}){0,4}$/);
  const claimOf = (rule: string, hostname: string, isExact = false): string | undefined =>
    createMatcher([shortened([rule, 0, 'a', isExact])])({
      hostname,
      pathname: '/',
      searchParams: new URLSearchParams(),
    });

  it('claims the host, with or without its trailing dot, and all that stands under it', () => {
    fc.assert(
      fc.property(texts, texts, (host, under) => {
        for (const hostname of [host, `${host}.`, `${under}.${host}`, `${under}.${host}.`])
          expect(claimOf(host, hostname)).toBe('a');
      }),
    );
  });

  it('claims the host alone where the rule is exact', () => {
    fc.assert(
      fc.property(texts, texts, (host, under) => {
        expect(claimOf(host, host, true)).toBe('a');
        expect(claimOf(host, `${under}.${host}`, true)).toBeUndefined();
      }),
    );
  });

  it('claims no host that only ends alike, or that it stands under', () => {
    expect(claimOf('stats.example', 'mystats.example')).toBeUndefined();
    expect(claimOf('stats.example', 'example')).toBeUndefined();
    expect(claimOf('stats.example', 'stats.example.evil.test')).toBeUndefined();
    // Nor is it a host itself.
    expect(claimOf('stats.example', fingerprint('stats.example'))).toBeUndefined();
    expect(claimOf('stats.example', `=${fingerprint('stats.example')}`)).toBeUndefined();
  });
});

/** An address of a host that no `URL` would take. */
const at = (hostname: string): Address => ({
  hostname,
  pathname: '/',
  searchParams: new URLSearchParams(),
});

describe('a host of more than 255 characters', () => {
  const long = fc
    .array(fc.stringMatching(/^[a-c]{1,30}$/), { minLength: 200, maxLength: 400 })
    .map((labels) => labels.join('.'))
    .filter((host) => host.length > 255);
  /** Rules for hosts that this one stands under. */
  const above = (host: string): Rule<string>[] => {
    const labels = host.split('.');
    return labels.map((_, i) => [labels.slice(i).join('.'), 0, labels.slice(i).join('.')]);
  };

  it('is claimed by its last 255 characters', () => {
    fc.assert(
      fc.property(long, fc.nat(), (host, place) => {
        const rules = above(host);
        const rule = rules[place % rules.length] ?? ['', 0, ''];
        const claimant = createMatcher([rule]);
        expect(claimant(at(host))).toBe(rule[0].length > 255 ? undefined : rule[0]);
        expect(claimant(at(host))).toBe(claimant(at(host.slice(-255))));
      }),
    );
  });

  it('goes to the longest rule of no more than that', () => {
    fc.assert(
      fc.property(long, (host) => {
        const rules = above(host);
        const longest = rules.find(([rule]) => rule.length <= 255);
        expect(createMatcher(rules)(at(host))).toBe(longest?.[0]);
      }),
      { numRuns: 20 },
    );
  });

  it("is not taken for the site's own host, which it stands under", () => {
    const claimant = createMatcher([['toko.example', 1, 'own', true]]);
    expect(claimant(at(`${'a.'.repeat(200)}toko.example`))).toBeUndefined();
  });

  it('costs no more looks into the table than 255 characters have labels', () => {
    const claimant = createMatcher([['a.example', 0, 'a']]);
    const looks = vi.spyOn(Map.prototype, 'get');
    const found = claimant(at(`${'a.'.repeat(100_000)}a.example`));
    const count = looks.mock.calls.length;
    looks.mockRestore();
    expect(found).toBe('a');
    expect(count).toBeLessThanOrEqual(128);
  });
});

describe('what a look-up costs', () => {
  const matcherOf = (services: number): ReturnType<typeof createMatcher<string>> =>
    createMatcher(
      Array.from({ length: services }, (_, i) =>
        ['', '/tag', '/*/sdk.js', '?id=G-*'].map((rest) => `service-${i}.example${rest}`),
      )
        .flat()
        .map((rule) => [rule, 0, rule] as const),
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

  it('is about the same with 10 services and with 1,000', { timeout: 60_000 }, () => {
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
    const claimant = createMatcher([[`a.example/${'*/'.repeat(50)}end`, 0, 'a']]);
    const start = performance.now();
    claimant({
      hostname: `${'a.'.repeat(50_000)}a.example`,
      pathname: '/x'.repeat(100_000),
      searchParams: new URLSearchParams(),
    });
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

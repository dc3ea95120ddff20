import { brotliCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../../../src/core/catalogue/match.ts';
import type { Service } from '../../../../src/core/catalogue/service.ts';
import { packServices, sortForPacking, unpackServices } from '../../../../src/core/catalogue/table.ts';
import { fingerprint } from '../../../../src/core/consent/fingerprint.ts';
import { CATEGORIES, type ServiceCategory } from '../../../../src/core/consent/types.ts';
import { addressOf, catalogue } from './sample.ts';

const packed = packServices(catalogue);
const unpacked = unpackServices(packed);

const hostOf = (rule: string): string => rule.replace(/[/?].*/, '');
const restOf = (rule: string): string => rule.slice(hostOf(rule).length);
/** A host rule as the gate gets it: with the host's fingerprint, unless the host is made of the service's id. */
const shortened = (rule: string, id: string): string =>
  rule.startsWith(`${id}.`) ? rule : `=${fingerprint(hostOf(rule))}${restOf(rule)}`;
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
/** A host and the hosts that it stands under. */
const suffixesOf = (host: string): string[] =>
  host.split('.').map((_, i, labels) => labels.slice(i).join('.'));

/** A service of which little more is known than this. */
const serviceOf = (facts: Partial<Service>): Service => ({
  id: 'acme',
  name: 'Acme',
  provider: 'PT Acme',
  category: 'marketing',
  hosts: [],
  cookies: [],
  ...facts,
});
const cookieOf = (name: string, facts: object = { distinctive: true }): Service['cookies'][number] => ({
  name,
  lifespan: 'P1Y',
  purpose: {},
  ...facts,
});

/** Whose an address is. */
const matcherOf = (
  services: readonly Pick<Service, 'id' | 'hosts'>[],
): ReturnType<typeof createMatcher<string>> =>
  createMatcher(services.flatMap(({ id, hosts }) => hosts.map((rule) => [rule, 0, id] as const)));

/** Addresses that the whole rules and those that were packed do not give to the same service. */
function disputed(services: readonly Service[], addresses: Iterable<string>): string[] {
  const [full, short] = [matcherOf(services), matcherOf(unpackServices(packServices(services)))];
  return [...addresses].filter((address) => full(new URL(address)) !== short(new URL(address)));
}

it('writes a line for each kind of fact, and one of fingerprints', () => {
  const pixel = serviceOf({
    id: 'pixel',
    hosts: ['pixel.example', 'px.example', 'a.example/tag?id=A-*'],
    cookies: [cookieOf('_p'), cookieOf('_q*')],
    consentMode: true,
  });
  const chat = serviceOf({ id: 'chat', category: 'functional', hosts: ['chat.example/*/sdk.js'] });
  const hashes = ['px.example', 'a.example'].map(fingerprint).join('');
  expect(packServices([pixel, chat])).toBe(
    `pixel chat\n_p,_q* \n91\n.example,,/tag?id=A-*, .example/*/sdk.js,\n${hashes}`,
  );
});

it('brings back every service of the catalogue, in its order', () => {
  expect(unpacked.map(({ hosts: _, ...known }) => known)).toEqual(
    catalogue.map(({ id, category, cookies, names, consentMode }) => ({
      id,
      category,
      cookies:
        names ?? cookies.filter((cookie) => cookie.distinctive && !cookie.domain).map(({ name }) => name),
      consentMode: consentMode === true,
    })),
  );
});

it('brings back no rule that the service does not have, and none twice', () => {
  for (const [i, { id, hosts }] of catalogue.entries()) {
    const found = unpacked[i]?.hosts ?? [];
    expect(hosts.map((rule) => shortened(rule, id))).toEqual(expect.arrayContaining([...found]));
    expect(found).toEqual(unique(found));
    expect(found).not.toEqual([]);
  }
});

describe('leaves out no rule that makes a difference', () => {
  const rules = catalogue.flatMap(({ hosts, beacons = [] }) => [...hosts, ...beacons]);
  const bare = unique(rules.map((rule) => addressOf(hostOf(rule)).host));
  /** What may stand behind a host: of each rule, as it is, cut short, drawn out, and with other queries. */
  const tails = unique(
    ['/', ...rules.map(restOf).filter(Boolean)].flatMap((rest) => {
      const { pathname, search } = addressOf(`a.example${rest}`);
      const path = pathname.replace(/\/$/, '');
      return [
        ...[path, `${path}/`, `${path}/more`, `${path}x`, path.replace(/\/[^/]*$/, '')].map((p) => p || '/'),
        ...(search ? [`${path}${search}`, `/other${search}`, `${path}/more${search}&x=1`] : []),
        ...['?id=G-1', '?id=AW-1', '?id=DC-1', '?id=X-1', '?id=', '?x=G-1', '?tid=DC-1'].map(
          (query) => `${path}${query}`,
        ),
      ];
    }),
  );

  it('knows what it speaks of', () => {
    expect(rules.length).toBeGreaterThan(100);
    expect(tails.length).toBeGreaterThan(200);
    // Something is left out at all.
    const count = (services: readonly Pick<Service, 'hosts'>[]): number =>
      services.flatMap(({ hosts }) => hosts).length;
    expect(count(unpacked)).toBeLessThan(count(catalogue));
  });

  it('to an address of each rule, or to one beside it', () => {
    const addresses = rules.flatMap((rule) => {
      const { origin, host, href } = addressOf(rule);
      return [
        href,
        `${origin}/`,
        `${origin}/any/thing`,
        `https://any.${host}/`,
        href.replace('//', '//any.'),
      ];
    });
    expect(disputed(catalogue, addresses)).toEqual([]);
  });

  it('to what stands behind the host of any other rule', () => {
    const hosts = unique(bare.flatMap((host) => [host, `any.${host}`, `x${host}`]));
    function* addresses(): Generator<string> {
      for (const host of hosts) for (const tail of tails) yield `https://${host}${tail}`;
    }
    expect(disputed(catalogue, addresses())).toEqual([]);
  }, 60_000);

  it('to the paths of one rule with the query of another', () => {
    const paths = unique(rules.map((rule) => addressOf(`a.example${restOf(rule)}`).pathname));
    const queries = unique(rules.map((rule) => addressOf(`a.example${restOf(rule)}`).search));
    const contested = bare.filter((host) =>
      rules.some((rule) => hostOf(rule) !== rule && suffixesOf(host).includes(hostOf(rule))),
    );
    expect(contested.length).toBeGreaterThan(5);
    const addresses = contested.flatMap((host) =>
      paths.flatMap((path) => queries.map((query) => `https://${host}${path}${query}`)),
    );
    expect(disputed(catalogue, addresses)).toEqual([]);
  });

  it('whatever services there are', () => {
    const hosts = fc.constantFrom('a.example', 'b.a.example', 'c.b.a.example', 'x.a.example', 'example');
    const paths = fc.array(fc.constantFrom('x', 'y', '*'), { maxLength: 3 });
    const queries = fc.constantFrom('', '', '?id=G-*', '?id=G-1', '?id=*', '?k=1');
    const some = fc
      .tuple(hosts, paths, queries)
      .map(([host, path, query]) => host + path.map((part) => `/${part}`).join('') + query);
    // No rule stands in two services.
    const services = fc
      .uniqueArray(some, { minLength: 1, maxLength: 10 })
      .chain((list) =>
        fc
          .array(fc.nat(2), { minLength: list.length, maxLength: list.length })
          .map((owners) =>
            [0, 1, 2].map((owner) =>
              serviceOf({ id: `s-${owner}`, hosts: list.filter((_, i) => owners[i] === owner) }),
            ),
          ),
      );
    const addresses = ['a.example', 'c.b.a.example', 'b.a.example', 'x.a.example', 'd.a.example'].flatMap(
      (host) =>
        ['/', '/x', '/y', '/z', '/x/y', '/y/x', '/z/x', '/x/x/y', '/x/y/x', '/y/z/x'].flatMap((path) =>
          ['', '?id=G-1', '?id=G-2', '?id=A', '?k=1', '?k=1&id=G-1'].map(
            (query) => `https://${host}${path}${query}`,
          ),
        ),
    );
    fc.assert(
      fc.property(services, (list) => {
        expect(disputed(list, addresses)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

it('carries only what the gate needs: no purpose, provider or cookie of another domain', () => {
  for (const { provider, cookies } of catalogue) {
    expect(packed).not.toContain(provider);
    for (const { name, domain } of cookies)
      if (domain && name.length > 4) expect(packed.split(/[ ,\n]/)).not.toContain(name);
  }
  // With 65 services it was 48 characters for each.
  expect(packed.length / catalogue.length).toBeLessThan(33);
});

it('brings back any service in any category', () => {
  const names = fc.stringMatching(/^[\w.]{1,8}\*?$/);
  const services: fc.Arbitrary<Service[]> = fc.uniqueArray(
    fc
      .record({
        id: fc.stringMatching(/^[a-z]{1,6}(-\d)?$/),
        category: fc.constantFrom<ServiceCategory[]>(...CATEGORIES, 'any', 'unclassified'),
        // Hosts of which none stands under another: nothing is left out.
        hosts: fc.uniqueArray(fc.stringMatching(/^[a-z]{8}\.(example|test)(\/[a-z]{1,3})?$/), {
          selector: hostOf,
          maxLength: 3,
        }),
        cookies: fc.uniqueArray(names, { maxLength: 3 }).map((list) => list.map((name) => cookieOf(name))),
      })
      .map(serviceOf),
    { selector: ({ id }) => id, minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(services, fc.boolean(), (list, consentMode) => {
      const given = list.map((service) => (consentMode ? { ...service, consentMode } : service));
      expect(unpackServices(packServices(given))).toEqual(
        given.map(({ id, category, hosts, cookies }) => ({
          id,
          category,
          hosts: hosts.map((rule) => shortened(rule, id)),
          cookies: cookies.map(({ name }) => name),
          consentMode,
        })),
      );
    }),
  );
});

it('takes no host for one made of the id of its service that only begins with it', () => {
  const service = serviceOf({ id: 'acme', hosts: ['acme.example/x', 'acmechat.example', 'my.acme.example'] });
  expect(unpackServices(packServices([service]))[0]?.hosts).toEqual([
    'acme.example/x',
    `=${fingerprint('acmechat.example')}`,
    `=${fingerprint('my.acme.example')}`,
  ]);
});

describe('sorted for packing', () => {
  const sorted = sortForPacking(catalogue);
  const inOrder = <T extends { id: string; hosts: readonly string[] }>(services: readonly T[]): T[] =>
    [...services]
      .sort((a, b) => a.id.localeCompare(b.id, 'en'))
      .map((service) => ({ ...service, hosts: [...service.hosts].sort() }));

  it('loses nothing, whatever the order that it comes in', () => {
    expect(inOrder(sorted)).toEqual(inOrder(catalogue));
    expect(sortForPacking([...catalogue].reverse())).toEqual(sorted);
  });

  it('comes back as it would unsorted', () => {
    expect(inOrder(unpackServices(packServices(sorted)))).toEqual(inOrder(unpacked));
  });

  it('is smaller', () => {
    const bytes = (services: readonly Service[]): number => brotliCompressSync(packServices(services)).length;
    expect(bytes(sorted)).toBeLessThan(bytes(catalogue) - 100);
  });
});

it('leaves out cookies that no script of the site can touch, or that others write too', () => {
  const service = serviceOf({
    hosts: ['a.example'],
    cookies: [
      cookieOf('_own'),
      cookieOf('_third', { distinctive: true, domain: 'a.example' }),
      cookieOf('id', {}),
    ],
  });
  expect(unpackServices(packServices([service]))[0]?.cookies).toEqual(['_own']);
});

it('takes the names that stand for all the distinctive cookies, where a service has such', () => {
  const cookies = [cookieOf('_own_a'), cookieOf('_own_b*'), cookieOf('_other'), cookieOf('id', {})];
  const known = (names: readonly string[]): unknown =>
    unpackServices(packServices([serviceOf({ cookies, names })]))[0]?.cookies;
  expect(known(['_own_*', '_other'])).toEqual(['_own_*', '_other']);
  expect(known([])).toEqual([]);
});

it('keeps a rule that stands under another of the same service where a second service has a part of it', () => {
  const one = serviceOf({ id: 'one', hosts: ['a.example', 'b.a.example'] });
  const other = serviceOf({ id: 'other', hosts: ['a.example/x'] });
  const hostsOf = (...services: Service[]): unknown => unpackServices(packServices(services))[0]?.hosts;
  expect(hostsOf(one)).toEqual([shortened('a.example', 'one')]);
  expect(hostsOf(one, other)).toEqual([shortened('a.example', 'one'), shortened('b.a.example', 'one')]);
});

describe('no host is taken for one of a service by its fingerprint', () => {
  const hosts = unique(catalogue.flatMap((service) => service.hosts.map(hostOf)));
  const taken = new Map(hosts.map((host) => [fingerprint(host), host]));

  it('and no two hosts of services have the same', () => {
    expect(hosts.length).toBeGreaterThan(100);
    const twins = hosts.filter((host) => taken.get(fingerprint(host)) !== host);
    expect(twins).toEqual([]);
  });

  it.each([
    'ajax.aspnetcdn.com',
    'api.github.com',
    'api.mapbox.com',
    'cdn.datatables.net',
    'cdn.jsdelivr.net',
    'cdn.shopify.com',
    'cdn.tailwindcss.com',
    'cdnjs.cloudflare.com',
    'challenges.cloudflare.com',
    'checkout.stripe.com',
    'code.jquery.com',
    'docs.google.com',
    'en.wikipedia.org',
    'esm.sh',
    'i.imgur.com',
    'images.unsplash.com',
    'js.hcaptcha.com',
    'js.stripe.com',
    'kit.fontawesome.com',
    'maxcdn.bootstrapcdn.com',
    'polyfill-fastly.io',
    'raw.githubusercontent.com',
    's.w.org',
    's3.ap-southeast-1.amazonaws.com',
    'secure.gravatar.com',
    'stackpath.bootstrapcdn.com',
    't.me',
    'tile.openstreetmap.org',
    'unpkg.com',
    'use.fontawesome.com',
    'use.typekit.net',
    'wa.me',
    'web.whatsapp.com',
    'www.bca.co.id',
    'www.gojek.com',
    'www.paypal.com',
    'www.tokopedia.com',
    'www.wikipedia.org',
    'xendit.co',
  ])('nor has %s', (host) => {
    // What a service really has is no mistake.
    const mistaken = suffixesOf(host).filter(
      (suffix) => !hosts.includes(suffix) && taken.has(fingerprint(suffix)),
    );
    expect(mistaken).toEqual([]);
  });
});

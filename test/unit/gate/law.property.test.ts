import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readCatalogue } from '../../../src/build/catalogue.ts';
import type { CatalogueService } from '../../../src/core/catalogue/service.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import type { Choices, Decision } from '../../../src/core/consent/types.ts';
import { createLaw } from '../../../src/scan/law.ts';

const SITE = 'toko.example';
const BASE = `https://${SITE}/rak/`;

/** What the gate asks its page for while it judges: where it stands, and nothing else. */
class Document {
  get baseURI(): string {
    return BASE;
  }
  get cookie(): string {
    return '';
  }
}

type Law = typeof import('../../../src/gate/law.ts');
let law: Law;
beforeAll(async () => {
  vi.stubGlobal('Document', Document);
  vi.stubGlobal('document', new Document());
  vi.stubGlobal('location', { hostname: SITE });
  vi.stubGlobal('navigator', {});
  law = await import('../../../src/gate/law.ts');
});
afterAll(() => void vi.unstubAllGlobals());

const catalogue = readCatalogue(
  fileURLToPath(new URL('../../../src/core/catalogue/services', import.meta.url)),
);
const byId = new Map(catalogue.map((service) => [service.id, service]));

/** A configuration, in the parts that speak of addresses and names. */
interface Config {
  readonly services: Readonly<Record<string, boolean | Entry>>;
  readonly unlisted: 'hold-known' | 'hold-all' | 'pass';
  readonly allow: readonly string[];
  readonly consent: { readonly domain?: string };
  readonly signals: { readonly google: 'basic' | 'advanced' | 'off' };
}
interface Entry {
  readonly category?: string;
  readonly hosts?: readonly string[];
  readonly cookies?: readonly { readonly name: string; readonly domain?: string }[];
  readonly storage?: readonly string[];
}

const OWN_IDS = ['acme', 'acme-chat', 'site'];
const CATALOGUED = [
  'google-analytics',
  'google-ads',
  'youtube',
  'meta-pixel',
  'google-tag-manager',
  'hotjar',
];
const RULES = [
  'acme.example',
  'chat.acme.example',
  'acme.example/a',
  'acme.example/*/b',
  'acme.example/a?k=1*',
  'stats.toko.example',
  'toko.example/pixel',
  'www.googletagmanager.com',
  'cdn.example',
  'youtube.com/embed',
];
const CATEGORIES = ['necessary', 'functional', 'performance', 'marketing', 'any', 'unclassified'];
const COOKIES = ['_a', '_a*', '_ab', '_ga', '_ga*', '_fbp', 'x'];

const some = <T>(list: readonly T[], maxLength = 3): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...list), { maxLength });
const entries: fc.Arbitrary<boolean | Entry> = fc.oneof(
  fc.boolean(),
  fc.record(
    {
      category: fc.constantFrom(...CATEGORIES),
      hosts: some(RULES),
      cookies: fc.array(
        fc.record(
          { name: fc.constantFrom(...COOKIES), domain: fc.constant('acme.example') },
          { requiredKeys: ['name'] },
        ),
        { maxLength: 2 },
      ),
      storage: some(COOKIES, 2),
    },
    { requiredKeys: [] },
  ),
);
const configs: fc.Arbitrary<Config> = fc.record({
  services: fc.dictionary(fc.constantFrom(...OWN_IDS, ...CATALOGUED), entries, { maxKeys: 5 }),
  unlisted: fc.constantFrom('hold-known', 'hold-all', 'pass'),
  allow: some(['cdn.example', 'acme.example', 'free.example/only', 'youtube.com']),
  consent: fc.record({ domain: fc.constantFrom('toko.example', 'example') }, { requiredKeys: [] }),
  signals: fc.record({ google: fc.constantFrom('basic', 'advanced', 'off') }),
});

const known = catalogue.flatMap(({ hosts }) => hosts);
const hosts = fc.oneof(
  fc.constantFrom(
    SITE,
    'www.toko.example',
    'acme.example',
    'x.acme.example',
    'chat.acme.example',
    'notacme.example',
    'cdn.example',
    'free.example',
    'unheard-of.test',
    'www.youtube.com',
    'stats.toko.example',
  ),
  fc.constantFrom(...known.map((rule) => rule.split(/[/?]/)[0] ?? '')),
  fc.constantFrom(...known.map((rule) => `sub.${rule.split(/[/?]/)[0]}`)),
);
const addresses = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('https://', 'http://', '//', 'wss://', 'HTTPS://', ' https:\\\\'),
      hosts,
      fc.constantFrom('', ':443', '.'),
      fc.constantFrom(
        '',
        '/',
        '/a',
        '/a/b',
        '/x/b',
        '/pixel/1',
        '/embed/1',
        '/only',
        '/gtag/js',
        '/a?k=12',
        '/a?k=2',
        '/gtag/js?id=G-1',
        '/gtag/js?id=AW-1',
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(...known.map((rule) => `https://${rule.replaceAll('/*', '/any').replace(/\*$/, '1')}`)),
  fc.constantFrom(
    '',
    '/own',
    'own.js',
    '#here',
    'data:,x',
    'blob:https://acme.example/1',
    'javascript:0',
    'https://',
    'https://[',
    'mailto:a@acme.example',
    'about:blank',
  ),
);

/** Whether a host rule claims an address, part by part. */
function claims(rule: string, hostname: string, url: URL): boolean {
  const [where = '', query = ''] = rule.split('?');
  const [host = '', ...path] = where.split('/');
  if (hostname !== host && !hostname.endsWith(`.${host}`)) return false;
  const segments = url.pathname.split('/').filter(Boolean);
  if (path.some((part, i) => (part === '*' ? segments[i] === undefined : part !== segments[i]))) return false;
  if (!query) return true;
  const at = query.indexOf('=');
  const value = url.searchParams.get(query.slice(0, at));
  const wanted = query.slice(at + 1);
  return value !== null && (wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted);
}

/** A service as the configuration and the catalogue have it, told in the plainest way. */
function factsOf(
  config: Config,
  id: string,
): { category: string; isDeclared: boolean; entry: Entry; usual?: CatalogueService } {
  const given = config.services[id];
  const usual = byId.get(id);
  const entry: Entry = typeof given === 'object' ? given : {};
  const category =
    given === false
      ? 'unclassified'
      : (entry.category ?? usual?.category ?? (id === 'site' ? 'necessary' : 'unclassified'));
  return { category, isDeclared: given !== undefined, entry, ...(usual && { usual }) };
}

const idsOf = (config: Config): string[] => [...new Set([...byId.keys(), ...Object.keys(config.services)])];

/** Who claims an address: the service, the site itself (''), or nobody. Of equals any will do. */
function claimants(config: Config, url: URL): (string | undefined)[] {
  const hostname = url.hostname.replace(/\.$/, '');
  const found: { id: string; rank: number; length: number }[] = [];
  const add = (rule: string, rank: number, id: string): void => {
    if (claims(rule, hostname, url)) found.push({ id, rank, length: rule.length });
  };
  if (hostname === SITE) add(SITE, 1, '');
  for (const rule of [config.consent.domain ?? '', ...config.allow]) if (rule) add(rule, 1, '');
  for (const id of idsOf(config)) {
    for (const rule of byId.get(id)?.hosts ?? []) add(rule, 0, id);
    for (const rule of factsOf(config, id).entry.hosts ?? []) add(rule, 2, id);
  }
  const rank = Math.max(...found.map((one) => one.rank));
  const first = found.filter((one) => one.rank === rank);
  const longest = Math.max(...first.map((one) => one.length));
  const best = first.filter((one) => one.length === longest).map(({ id }) => id);
  return best.length ? best : [undefined];
}

/** Whether a service may run, by what the visitor chose. */
function isGranted(config: Config, choices: Choices, id: string): boolean {
  const { category, isDeclared } = factsOf(config, id);
  if (category === 'necessary') return true;
  const optional = ['functional', 'performance', 'marketing'];
  const granted = (one: string): boolean => optional.includes(one) && choices[one] === 'granted';
  const isAny = category === 'any' && optional.some(granted);
  if (!isDeclared) return granted(category) || isAny;
  if (category === 'unclassified') return false;
  return choices[id] ? choices[id] === 'granted' : granted(category) || isAny;
}

const decisions = fc.constantFrom<Decision[]>('granted', 'denied');
const choices: fc.Arbitrary<Choices | undefined> = fc.option(
  fc.record({ functional: decisions, performance: decisions, marketing: decisions }),
  { nil: undefined },
);

/** Puts a configuration, and what a visitor chose under it, in force. */
function enforce(config: Config, chosen: Choices | undefined): void {
  law.stopWaiting(true);
  law.configure(config);
  const now = Date.now();
  const id = '3f0e9f6a-0c1d-4e2f-8a3b-4c5d6e7f8091';
  // Where nothing was chosen, what stands refuses everything, which comes to the same.
  const all: Choices = chosen ?? { functional: 'denied', performance: 'denied', marketing: 'denied' };
  law.keepRecord(choose(undefined, law.offer, all, now, id), true);
}

// The catalogue is read as a whole for each address.
vi.setConfig({ testTimeout: 30_000 });

describe('against a slow reading of the configuration and the catalogue', () => {
  it('an address is judged alike', () => {
    let held = 0;
    fc.assert(
      fc.property(
        configs,
        choices,
        fc.array(addresses, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (config, chosen, list, isBeacon) => {
          enforce(config, chosen);
          for (const address of list) {
            const { action, service, category } = law.judgeAddress(address, isBeacon);
            let url: URL | undefined;
            try {
              url = new URL(address, BASE);
            } catch {
              // No address.
            }
            if (!url || !/^(https?|wss?):$/.test(url.protocol)) {
              expect(action, address).toBe(law.PASS);
              continue;
            }
            const verdicts = claimants(config, url).map((id) => {
              if (id === '') return { action: law.PASS };
              if (id === undefined) {
                const isFree = config.unlisted === 'pass' || (config.unlisted === 'hold-known' && !isBeacon);
                return { action: isFree ? law.PASS : law.HOLD, service: undefined, category: 'unclassified' };
              }
              const facts = factsOf(config, id);
              const isFree =
                isGranted(config, chosen ?? {}, id) ||
                (config.signals.google === 'advanced' && facts.usual?.consentMode === true) ||
                (config.unlisted === 'pass' && !facts.isDeclared);
              return { action: isFree ? law.PASS : law.HOLD, service: id, category: facts.category };
            });
            // What is free as the site's own says no more.
            const found =
              verdicts.some((one) => !('service' in one)) && !action && category === undefined
                ? { action }
                : { action, service, category };
            expect(verdicts, address).toContainEqual(found);
            held += Number(action === law.HOLD);
          }
        },
      ),
      { numRuns: 400 },
    );
    // Were everything free, this would have shown little.
    expect(held).toBeGreaterThan(200);
  });

  it('an address is judged alike by `izin mark`, as before any choice', () => {
    fc.assert(
      fc.property(configs, addresses, fc.boolean(), (config, address, isBeacon) => {
        enforce(config, undefined);
        const { action, service, category } = law.judgeAddress(address, isBeacon);
        const claim = createLaw(config, [SITE]).judge(address, BASE, isBeacon);
        // What the gate looks at no further.
        if (address.startsWith('data:')) return;
        if (!action) expect(claim, address).toBeUndefined();
        else expect(claim, address).toMatchObject({ service, category });
      }),
      { numRuns: 2000 },
    );
  });

  it('a name is judged alike', () => {
    const names = fc.oneof(
      fc.constantFrom('_a', '_ab', '_abc', '_A', '_ga', '_ga_1', '_gax', '_fbp', 'x', 'xx', ''),
      fc.constantFrom(
        ...catalogue.flatMap(({ cookies }) => cookies.map(({ name }) => name.replace('*', '1'))),
      ),
    );
    const covers = (rule: string, name: string): boolean =>
      rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : name === rule;
    let held = 0;
    fc.assert(
      fc.property(
        configs,
        choices,
        fc.array(names, { minLength: 1, maxLength: 6 }),
        (config, chosen, list) => {
          enforce(config, chosen);
          for (const name of list) {
            const refusing = idsOf(config).filter((id) => {
              const { entry, usual } = factsOf(config, id);
              const own = (usual?.cookies ?? []).filter(({ distinctive, domain }) => distinctive && !domain);
              const rules = [
                ...(usual?.names ?? own.map((cookie) => cookie.name)),
                ...(entry.cookies ?? []).filter(({ domain }) => !domain).map((cookie) => cookie.name),
                ...(entry.storage ?? []),
              ];
              return rules.some((rule) => covers(rule, name)) && !isGranted(config, chosen ?? {}, id);
            });
            const { action, service } = law.judgeName(name);
            expect(action, name).toBe(refusing.length ? law.HOLD : law.PASS);
            if (refusing.length) expect(refusing).toContain(service);
            held += Number(action === law.HOLD);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(held).toBeGreaterThan(50);
  });
});

it('with hold-all nothing passes that is neither the site’s own, allowed, necessary nor granted', () => {
  fc.assert(
    fc.property(configs, addresses, (config, address) => {
      enforce({ ...config, unlisted: 'hold-all', signals: { google: 'basic' } }, undefined);
      const { action, service } = law.judgeAddress(address);
      if (action !== law.PASS) return;
      const isNetwork =
        URL.canParse(address, BASE) && /^(https?|wss?):$/.test(new URL(address, BASE).protocol);
      if (!isNetwork) return;
      const by = claimants(config, new URL(address, BASE));
      expect(
        by.some((id) => id === '' || (id !== undefined && factsOf(config, id).category === 'necessary')),
      ).toBe(true);
      expect(service === undefined || by.includes(service)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it('no spelling of an address changes the judgement', () => {
  const spellings: readonly ((host: string, rest: string) => string)[] = [
    (host, rest) => `//${host}/${rest}`,
    (host, rest) => `HTTPS://${host.toUpperCase()}/${rest}`,
    (host, rest) => `https:\\\\${host}\\${rest}`,
    (host, rest) => `\t https:/\n/${host}/${rest} `,
    (host, rest) => `https://me:pass@${host}/${rest}`,
    (host, rest) => `https://${host}:443/${rest}`,
    (host, rest) => `https://${host}:8443/${rest}`,
    (host, rest) => `https://${host}./${rest}`,
    (host, rest) => `http://${host}/./x/../${rest}`,
    (host, rest) => `https://%${(host.codePointAt(0) ?? 0).toString(16)}${host.slice(1)}/${rest}`,
    (host, rest) =>
      `https://${host.replace(/[a-z]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0))}/${rest}`,
    (host, rest) => `wss://${host}/${rest}`,
  ];
  fc.assert(
    fc.property(
      configs,
      hosts,
      fc.constantFrom('', 'a', 'a/b', 'gtag/js?id=G-1', 'a?k=1'),
      fc.boolean(),
      (config, host, rest, isBeacon) => {
        enforce(config, undefined);
        const verdict = law.judgeAddress(`https://${host}/${rest}`, isBeacon);
        for (const spelled of spellings)
          expect(law.judgeAddress(spelled(host, rest), isBeacon), spelled(host, rest)).toEqual(verdict);
      },
    ),
    { numRuns: 200 },
  );
});

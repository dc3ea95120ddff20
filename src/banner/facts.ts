import type { CookieFact, Service } from '../core/catalogue/service.ts';
import type { Config, ServiceEntry } from '../core/config/config.ts';
import { COOKIE } from '../core/consent/record.ts';
import type { HeldTag } from '../gate/api.ts';

/** What visitors are told of one service. */
export interface Facts extends Pick<Service, 'id' | 'name' | 'provider' | 'category' | 'cookies'> {
  /** ISO 3166-1 alpha-2; empty where nobody said. */
  readonly country: string;
  readonly beacons: readonly string[];
  readonly storage: readonly string[];
}

/**
 * Joins what the configuration says of each service with what the catalogue knows.
 *
 * The configuration wins, cookie by cookie. Services that are switched off are left out, as are those
 * of a category that is not offered: they never run. The site's own (`site`) are necessary unless the
 * owner says otherwise, and nameless unless the owner names them.
 */
export function declaredFacts(config: Config, catalogue: readonly Service[]): Facts[] {
  const offered: Readonly<Record<string, boolean>> = { ...config.categories };
  return Object.entries(config.services)
    .filter(([, entry]) => entry !== false)
    .map(([id, entry]) =>
      join(
        id,
        typeof entry === 'object' ? entry : {},
        catalogue.find((s) => s.id === id),
      ),
    )
    .filter(({ category }) => offered[category] ?? true);
}

function join(id: string, own: Partial<ServiceEntry>, known: Partial<Service> = {}): Facts {
  const isSite = id === 'site';
  return {
    id,
    name: own.name || known.name || (isSite ? '' : id),
    provider: own.provider || known.provider || '',
    country: own.country || known.country || '',
    category: own.category ?? known.category ?? (isSite ? 'necessary' : 'unclassified'),
    cookies: joinCookies(known.cookies, own.cookies),
    beacons: union(known.beacons, own.beacons),
    storage: union(known.storage, own.storage),
  };
}

/** The keys under which Izin keeps something in localStorage, and in sessionStorage. */
const OWN_KEYS = [
  'izin.receipt',
  'izin.outbox.*',
  'izin.refused.*',
  'izin.posted',
  'izin.answers',
  'izin.place',
] as const;

/**
 * Tells what Izin itself keeps in the browser: a cookie, receipts, and what a page that is loaded again
 * has to know. The texts `own.<key>` say what each key is for, and for how long.
 *
 * @param purpose - What the cookie is for, in the language shown.
 */
export const ownFacts = (config: Config, language: string, purpose: string): Facts => ({
  ...NOTHING,
  id: 'izin',
  name: '',
  category: 'necessary',
  cookies: [{ name: COOKIE, lifespan: `P${config.consent.days}D`, purpose: { [language]: purpose } }],
  storage: OWN_KEYS,
});

/** Tells whom else this page has met and holds: hosts that no service claims, as unclassified. */
export function strangerFacts(tags: readonly HeldTag[]): Facts[] {
  const strangers = tags.filter(({ category, service }) => category === 'unclassified' && !service);
  const hosts = strangers.map(({ url }) => /^(?:https?:)?\/\/([\w.-]+)/i.exec(url)?.[1] ?? '');
  return union(hosts.filter(Boolean)).map((host) => ({
    id: host,
    name: host,
    category: 'unclassified',
    ...NOTHING,
  }));
}

function joinCookies(known: readonly CookieFact[] = [], own: readonly CookieFact[] = []): CookieFact[] {
  const named = own.filter(({ name }) => name);
  return [...known.filter(({ name }) => !named.some((cookie) => cookie.name === name)), ...named];
}

const NOTHING = { provider: '', country: '', cookies: [], beacons: [], storage: [] };

const union = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])];

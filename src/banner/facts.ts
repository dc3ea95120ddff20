import type { CookieFact, Service } from '../core/catalogue/service.ts';
import type { Config, ServiceEntry } from '../core/config/config.ts';
import { COOKIE } from '../core/consent/record.ts';
import type { Category, ServiceCategory } from '../core/consent/types.ts';

/** What visitors are told of one service. */
export type Facts = Pick<
  Service,
  'id' | 'name' | 'provider' | 'category' | 'cookies'
> & {
  /** ISO 3166-1 alpha-2; empty where nobody said. */
  readonly country: string;
  readonly beacons: readonly string[];
  readonly storage: readonly string[];
};

/** A part of the preferences, and the services that stand in it. */
export type Section = ServiceCategory;

/**
 * Joins what the configuration says of each service with what the catalogue knows.
 *
 * The configuration wins, cookie by cookie. Services that are switched off are left out, as are those
 * of a category that is not offered: they never run.
 */
export function declaredFacts(config: Config, catalogue: readonly Service[]): Facts[] {
  const isShown = (section: Section): boolean => {
    const offered: Readonly<Record<string, boolean>> = { ...config.categories };
    return offered[section] ?? true;
  };
  const facts: Facts[] = [];
  for (const [id, entry] of Object.entries(config.services)) {
    if (entry === false) continue;
    const known = catalogue.find((service) => service.id === id);
    const own: Partial<ServiceEntry> = entry === true ? {} : entry;
    const joined: Facts = {
      id,
      name: own.name || known?.name || (id === 'site' ? '' : id),
      provider: own.provider || known?.provider || '',
      country: own.country || known?.country || '',
      category: own.category ?? known?.category ?? (id === 'site' ? 'necessary' : 'unclassified'),
      cookies: joinCookies(known?.cookies ?? [], own.cookies ?? []),
      beacons: union(known?.beacons, own.beacons),
      storage: union(known?.storage, own.storage),
    };
    if (isShown(joined.category)) facts.push(joined);
  }
  return facts;
}

/** What Izin itself keeps in the browser: a cookie, and the receipts. */
export const ownFacts = (config: Config, purpose: string): Facts => ({
  id: 'izin',
  name: '',
  provider: '',
  country: '',
  category: 'necessary' satisfies Category,
  cookies: [{ name: COOKIE, lifespan: `P${config.consent.days}D`, purpose: { '': purpose } }],
  beacons: [],
  storage: ['izin.outbox', 'izin.receipt'],
});

const joinCookies = (known: readonly CookieFact[], own: readonly CookieFact[]): CookieFact[] => {
  const named = own.filter((cookie) => cookie.name);
  const isOwn = ({ name }: CookieFact): boolean => named.some((cookie) => cookie.name === name);
  return [...known.filter((cookie) => !isOwn(cookie)), ...named];
};

const union = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])];

import { packed } from 'virtual:izin/packed';
import { unpackServices } from '../core/catalogue/table.ts';
import { readBriefly } from '../core/config/brief.ts';
import { readConfig } from '../core/config/config.ts';
import { claimRules, createCatalogueClaimant, createClaimant, OWN } from '../core/config/claims.ts';
import { governedServices, isEarly, type Governed } from '../core/config/services.ts';
import type { ServiceCategory } from '../core/consent/types.ts';
import { createHostClaimants } from './hosts.ts';

/** Why something waits for consent. */
export interface Claim {
  /** The service that claims it; `undefined` for a third party that nobody claims. */
  readonly service: string | undefined;
  readonly category: ServiceCategory;
  /** The catalogue's own name of it, where the configuration has another. */
  readonly known: string | undefined;
}

/** What may have to be held, before anybody has said a word. */
export interface Law {
  /**
   * Judges an address.
   *
   * @param isBeacon - It only carries data away: a 1x1 image with a query.
   * @returns `undefined` where it may go out; `'unsure'` where that hangs on the host of the page, which
   *   nobody has told.
   */
  judge(address: string, base: string, isBeacon?: boolean): Claim | 'unsure' | undefined;
  /**
   * Judges a connection, which is to a host.
   *
   * @returns The claims of all that have something on it; none where one of them needs no consent. `undefined`
   *   where nobody has anything on it: its address counts.
   */
  judgeHost(address: string, base: string): readonly Claim[] | undefined;
  /** The service of an id, or of a name as owners and other products write it. */
  service(name: string): Claim | undefined;
  /** The variable that Google's tags read, where the gate makes it. */
  readonly queue: string | undefined;
}

/** Where a page is taken to stand of which nobody has told the address. */
export const NOWHERE = 'https://page.invalid/';

const catalogue = unpackServices(packed);
const inCatalogue = createCatalogueClaimant(catalogue);

/** An address as the page means it; `undefined` where it is none. */
export function resolve(address: string, base: string): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');

/**
 * Reads a configuration for the question what waits for consent.
 *
 * It judges as the gate does at a visitor's first page view. A test holds both against each other.
 *
 * @param value - The configuration, parsed from JSON.
 * @param hosts - The hosts of the site itself, where they are known.
 */
export function createLaw(value: unknown, hosts: readonly string[]): Law {
  const config = readBriefly(value);
  const services = governedServices(config, catalogue);
  const own = [config.consent.domain, ...config.allow];
  const rules = claimRules(services, ['page.invalid', ...hosts], own);
  const claimant = createClaimant(rules, services, catalogue);
  const claimantsOn = createHostClaimants(rules);
  const { unlisted, signals } = config;
  const isKnown = hosts.length > 0 || config.consent.domain !== '';

  const names = new Map<string, string>();
  for (const { id } of catalogue) names.set(plain(id), id);
  for (const [id, entry] of Object.entries(readConfig(value).config.services)) {
    names.set(plain(id), id);
    if (typeof entry === 'object' && entry.name) names.set(plain(entry.name), id);
  }

  /** Whether a service may be asked before anybody has said a word. */
  const isFree = (service: Governed): boolean =>
    isEarly(service, config) || (unlisted === 'pass' && !service.declared);
  const claimOf = (id: string): Claim | undefined => {
    const service = services.get(id);
    return service && { service: id, category: service.category, known: undefined };
  };

  return {
    queue: signals.google === 'off' ? undefined : signals.dataLayer,
    service(name) {
      const id = names.get(plain(name));
      return id === undefined ? undefined : claimOf(id);
    },
    judgeHost(address, base) {
      const url = resolve(address, base);
      if (!url || !url.protocol.startsWith('http')) return undefined;
      const ids = claimantsOn(url.hostname);
      if (!ids.length) return undefined;
      const all = ids.map((id) => services.get(id));
      if (!all.every((service) => service && !isFree(service))) return [];
      // What nobody has declared is granted by nobody, and the others would wait for it for ever.
      const isDeclared = ids.some((id) => services.get(id)?.declared);
      return ids.filter((id) => !isDeclared || services.get(id)?.declared).flatMap((id) => claimOf(id) ?? []);
    },
    judge(address, base, isBeacon) {
      const url = resolve(address, base);
      if (!url || !/^(http|ws)/.test(url.protocol)) return undefined;
      const id = claimant(url);
      if (id === OWN) return undefined;
      const service = id === undefined ? undefined : services.get(id);
      if (!service) {
        if (unlisted === 'pass' || (unlisted === 'hold-known' && !isBeacon)) return undefined;
        return isKnown ? { service: undefined, category: 'unclassified', known: undefined } : 'unsure';
      }
      return isFree(service)
        ? undefined
        : { service: service.id, category: service.category, known: inCatalogue(url) };
    },
  };
}

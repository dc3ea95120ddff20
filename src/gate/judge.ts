import { createMatcher, matchesName, type Rule } from '../core/catalogue/match.ts';
import type { Config } from '../core/config/config.ts';
import type { Governed } from '../core/config/services.ts';
import type { Decisions } from '../core/consent/decide.ts';
import { OPTIONAL, type Category } from '../core/consent/types.ts';

/** What to do with a tag or call. `wait`: the configuration, still on its way, will tell. */
export interface Verdict {
  readonly action: 'pass' | 'hold' | 'wait';
  /** The service that claims it. */
  readonly service: string | undefined;
  readonly category: string;
}

/** Tells what may go out. It reads the decisions afresh each time. */
export interface Judge {
  /**
   * Judges an address.
   *
   * @param isBeacon - It only carries data away: `sendBeacon`, a ping, a 1x1 image with a query.
   */
  address(address: string, isBeacon: boolean): Verdict;
  /**
   * Judges a marked tag by its `data-category` and `data-service`. The owner's mark counts for more
   * than what is known of its addresses, except where a declared service of theirs is refused.
   */
  marks(categories: string, service: string | null, addresses: readonly string[]): Verdict;
  /** Judges the name of a cookie or storage key that a script writes. */
  name(name: string, kind: 'cookies' | 'storage'): Verdict;
  /** Whether a category or service may run. Unknown ids may not. */
  allows(id: string): boolean;
}

/** What a judge goes by. */
export interface Law {
  readonly config: Config;
  readonly services: ReadonlyMap<string, Governed>;
  /** The configuration has not arrived, and it is too early to go on without. */
  readonly isPending: () => boolean;
  readonly decisions: () => Decisions;
  /** The page's own host. */
  readonly host: string;
  /** What relative addresses are relative to. */
  readonly base: () => string;
}

const PASS: Verdict = { action: 'pass', service: undefined, category: 'necessary' };
const OWN = Symbol('own');

/** Makes a judge for one configuration. */
export function createJudge(law: Law): Judge {
  const { config, services, decisions } = law;

  // Rank 2: hosts that the configuration declares win over the site's own (CNAME cloaking).
  const rules: Rule<string | typeof OWN>[] = [];
  rules.push({ rule: law.host, rank: 1, target: OWN, isExact: true });
  for (const own of [config.consent.domain, ...config.allow]) {
    if (own) rules.push({ rule: own, rank: 1, target: OWN });
  }
  for (const { id, hosts, ownHosts } of services.values()) {
    for (const rule of hosts) rules.push({ rule, rank: 0, target: id });
    for (const rule of ownHosts) rules.push({ rule, rank: 2, target: id });
  }
  const claimant = createMatcher(rules);

  const isCategory = (category: string): boolean => decisions().categories[category as Category] === 'granted';
  const isAny = (): boolean => OPTIONAL.some(isCategory);

  function isGranted(service: Governed): boolean {
    if (service.declared) return decisions().services[service.id] === 'granted';
    return service.category === 'any' ? isAny() : isCategory(service.category);
  }

  const verdict = (isFree: boolean, service: string | undefined, category: string): Verdict => ({
    action: isFree ? 'pass' : law.isPending() ? 'wait' : 'hold',
    service,
    category,
  });

  return {
    address(address, isBeacon) {
      if (!address) return PASS;
      let url: URL;
      try {
        url = new URL(address, law.base());
      } catch {
        return PASS; // No browser fetches what is no address.
      }
      if (!/^(https?|wss?):$/.test(url.protocol)) return PASS;
      const claim = claimant(url);
      if (claim === OWN) return PASS;
      const service = claim ? services.get(claim) : undefined;
      if (service) {
        const isFree =
          isGranted(service) ||
          (config.signals.google === 'advanced' && service.consentMode === true) ||
          (config.unlisted === 'pass' && !service.declared && !law.isPending());
        return verdict(isFree, service.id, service.category);
      }
      const isFree = config.unlisted === 'pass' || (config.unlisted === 'hold-known' && !isBeacon);
      return verdict(isFree && !law.isPending(), undefined, 'unclassified');
    },

    marks(categories, id, addresses) {
      const isFree = categories.split(/[\s,]+/).every((category) => {
        if (category.startsWith('!')) return decisions().decided && !isCategory(category.slice(1));
        return !category || (category === 'any' ? isAny() : isCategory(category));
      });
      const claims = [id, ...addresses.map((address) => this.address(address, false).service)];
      const named = claims.map((claim) => services.get(claim ?? '')).find((service) => service?.declared);
      const isRefused = named !== undefined && !isGranted(named);
      return { action: isFree && !isRefused ? 'pass' : 'hold', service: named?.id, category: categories };
    },

    name(name, kind) {
      for (const service of services.values()) {
        const facts =
          kind === 'cookies' ? service.cookies : (service.storage ?? []).map((key) => ({ name: key, distinctive: false }));
        const isNamed = facts.some(
          (fact) => (service.declared || fact.distinctive) && matchesName(fact.name, name),
        );
        if (isNamed && !isGranted(service)) return { action: 'hold', service: service.id, category: service.category };
      }
      return PASS;
    },

    allows(id) {
      const service = services.get(id);
      return service ? isGranted(service) : isCategory(id);
    },
  };
}

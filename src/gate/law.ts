import { packed } from 'virtual:izin/packed';
import { createMatcher, matchesName, type Rule } from '../core/catalogue/match.ts';
import { unpackServices } from '../core/catalogue/table.ts';
import { readConfig, type Config } from '../core/config/config.ts';
import { governedServices, type Governed } from '../core/config/services.ts';
import { choose } from '../core/consent/choose.ts';
import { decide, type Decisions } from '../core/consent/decide.ts';
import type { Offer } from '../core/consent/offer.ts';
import { isStanding } from '../core/consent/renewal.ts';
import { OPTIONAL, type Choices, type ConsentRecord } from '../core/consent/types.ts';
import type { ConfigProblem } from '../core/errors.ts';
import { offeredCategories } from '../core/receipt/notice.ts';
import { createId } from './ids.ts';
import { fromDocument } from './page.ts';
import { readJar, writeJar } from './jar.ts';

// What is in force on this page. There is one gate a page, so it stands in the module: other modules
// read it, only the functions below change it.

/** The configuration. */
export let config: Config;
/** Every service that is known, declared or not, by id. */
export let services: ReadonlyMap<string, Governed>;
export let offer: Offer;
/** The record as it was found, also where it no longer stands. */
export let record: ConsentRecord | undefined;
export let decisions: Decisions;
/** The configuration is still on its way, and it is too early to go on without. */
export let isPending = true;
/** The configuration in force is the site's; before that no earlier choice counts, for what it meant is unknown. */
let isKnown = false;

let claimant: ReturnType<typeof createMatcher<string>>;

/** What to do with a tag or call. `wait`: the configuration, still on its way, will tell. */
export interface Verdict {
  readonly action: 'pass' | 'hold' | 'wait';
  /** The service that claims it. */
  readonly service: string | undefined;
  readonly category: string;
}

const PASS: Verdict = { action: 'pass', service: undefined, category: 'necessary' };
const OWN = ''; // No service has this id.

const homes = [location.hostname];

/** Counts a host as the site's own: the one our other scripts come from. */
export const addOwnHost = (host: string): unknown => homes.push(host);

const catalogue = unpackServices(packed);

/** Takes a configuration, as read from JSON. Whatever is wrong with it comes back. */
export function configure(value: unknown): readonly ConfigProblem[] {
  const { config: next, problems } = readConfig(value);
  const found = [...problems];
  config = next;
  services = governedServices(config, catalogue, (problem) => found.push(problem));
  const { globalPrivacyControl: signal } = navigator as { globalPrivacyControl?: unknown };
  const declared = [...services.values()].filter((service) => service.declared);
  offer = {
    categories: offeredCategories(config),
    services: Object.fromEntries(declared.map(({ id, category }) => [id, category])),
    revision: config.consent.revision,
    // Extensions have been seen to say it with a text.
    gpc: config.signals.gpc && (signal === true || signal === '1'),
  };
  // Rank 2: hosts that the configuration declares win over the site's own (CNAME cloaking).
  const rules: Rule<string>[] = homes.map((rule) => ({ rule, rank: 1, target: OWN, isExact: true }));
  for (const rule of [config.consent.domain, ...config.allow])
    if (rule) rules.push({ rule, rank: 1, target: OWN });
  for (const { id, hosts, ownHosts } of services.values()) {
    for (const rule of hosts) rules.push({ rule, rank: 0, target: id });
    for (const rule of ownHosts) rules.push({ rule, rank: 2, target: id });
  }
  claimant = createMatcher(rules);
  refresh();
  return found;
}

/**
 * From now on nothing waits for the configuration.
 *
 * @param isHere - It has arrived.
 */
export function stopWaiting(isHere: boolean): void {
  isPending = false;
  isKnown = isHere;
}

const standing = (): ConsentRecord | undefined =>
  isKnown && record && isStanding(record, config.consent.days, Date.now()) ? record : undefined;

/** Reads the jar again. Tells whether anything is different now. */
export function refresh(): boolean {
  const before = JSON.stringify(decisions);
  record = readJar();
  decisions = decide(standing(), offer);
  return JSON.stringify(decisions) !== before;
}

/** The record as it would be with these choices added, to what another tab may just have written. */
export function recordWith(choices: Choices): ConsentRecord {
  refresh();
  return choose(standing(), offer, choices, Date.now(), createId());
}

/** Writes a record. */
export function keepRecord(next: ConsentRecord): void {
  record = next;
  writeJar(record, config.consent.days, config.consent.domain);
  decisions = decide(standing(), offer);
}

/** Whether a category or service may run. Unknown ids may not; `any` is any optional category. */
export function allows(id: string): boolean {
  if (id === 'any') return OPTIONAL.some(allows);
  const service = services.get(id);
  if (service && !service.declared) return allows(service.category);
  const said: Choices = service ? decisions.services : decisions.categories;
  return Object.hasOwn(said, id) && said[id] === 'granted';
}

/**
 * Judges an address.
 *
 * @param isBeacon - It only carries data away: `sendBeacon`, a ping, a 1x1 image with a query.
 */
export function judgeAddress(address: string, isBeacon?: boolean): Verdict {
  let url: URL;
  try {
    url = new URL(address, fromDocument('baseURI'));
  } catch {
    return PASS; // No browser fetches what is no address.
  }
  const claim = /^(http|ws)s?:/.test(url.protocol) ? claimant(url) : OWN;
  if (claim === OWN) return PASS;
  const { unlisted, signals } = config;
  const service = claim && services.get(claim);
  const isFree = service
    ? allows(service.id) ||
      (signals.google === 'advanced' && service.consentMode) ||
      (unlisted === 'pass' && !service.declared && !isPending)
    : !isPending && unlisted !== 'hold-all' && (unlisted === 'pass' || !isBeacon);
  return {
    action: isFree ? 'pass' : isPending ? 'wait' : 'hold',
    service: claim,
    category: service ? service.category : 'unclassified',
  };
}

/**
 * Judges a marked tag by its `data-category` and `data-service`. The owner's mark counts for more
 * than what is known of its addresses, except where a declared service of theirs is refused.
 */
export function judgeMarks(categories: string, id: string | null, addresses: readonly string[]): Verdict {
  const service = [id, ...addresses.map((address) => judgeAddress(address).service)].find(
    (claim) => services.get(claim ?? '')?.declared,
  );
  // A service that is decided on by itself speaks for its category.
  const isMet = (category: string): boolean =>
    allows(category) || services.get(service ?? '')?.category === category;
  const isFree = categories
    .split(/[\s,]+/)
    .every((category) =>
      category.startsWith('!')
        ? decisions.decided && !allows(category.slice(1))
        : !category || isMet(category),
    );
  return {
    action: isFree && (!service || allows(service)) ? 'pass' : 'hold',
    service: service ?? undefined,
    category: categories,
  };
}

/** Judges the name of a cookie that a script writes. */
export function judgeCookie(name: string): Verdict {
  for (const { id, category, cookies, declared } of services.values()) {
    const isTheirs = cookies.some((c) => (declared || c.distinctive) && matchesName(c.name, name));
    if (isTheirs && !allows(id)) return { action: 'hold', service: id, category };
  }
  return PASS;
}

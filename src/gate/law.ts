import { packed } from 'virtual:izin/packed';
import { matchesName, type Rule } from '../core/catalogue/match.ts';
import { unpackServices } from '../core/catalogue/table.ts';
import { readBriefly } from '../core/config/brief.ts';
import type { GateConfig } from '../core/config/config.ts';
import { claimRules, createClaimant, OWN } from '../core/config/claims.ts';
import { governedServices, type Governed } from '../core/config/services.ts';
import { decide, type Decisions } from '../core/consent/decide.ts';
import { offeredCategories, type Offer } from '../core/consent/offer.ts';
import { newestRecord } from '../core/consent/record.ts';
import { isStanding } from '../core/consent/renewal.ts';
import { OPTIONAL, type Choices, type ConsentRecord, type ServiceCategory } from '../core/consent/types.ts';
import { addressOf } from './load.ts';
import { fromDocument, readCookies, resolve } from './page.ts';
import type { Orders } from './guards/worker.ts';

// What is in force on this page. There is one gate a page, so it stands in the module: other modules
// read it, only the functions below change it.

/** The configuration. */
export let config: GateConfig;
/** Every service that is known, declared or not, by id. */
export let services: ReadonlyMap<string, Governed>;
export let offer: Offer;
/** The record as it was found, also where it no longer stands. */
export let record: ConsentRecord | undefined;
export let decisions: Decisions;
/**
 * On a sealed page: what was in force when it began. The browser refuses whatever was granted since, so it
 * is held until the page is loaded again.
 */
let begun: Decisions | undefined;
let isSealed = false;

/** This page stands behind a policy that nothing can widen. */
export const seal = (): unknown => (isSealed = true);
/** The configuration is still on its way, and it is too early to go on without. */
export let isPending = true;
/** The configuration in force is the site's; before that no earlier choice counts, for what it meant is unknown. */
let isKnown = false;

let rules: Rule<string>[];
let claimant: ReturnType<typeof createClaimant>;

/** What to do with a tag or call: the greater, the stricter. */
export const PASS = 0;
/** The configuration, still on its way, will tell. */
export const WAIT = 1;
export const HOLD = 2;

/** The judgement on a tag or call. */
export interface Verdict {
  readonly action: typeof PASS | typeof WAIT | typeof HOLD;
  /** The service that claims it. */
  readonly service: string | undefined;
  readonly category: string;
}

/** Nobody asks further of what is free. */
const FREE = { action: PASS } as Verdict;

const homes = [location.hostname];

/** Counts a host as the site's own: the one our other scripts come from. */
export const addOwnHost = (host: string): unknown => homes.push(host);

const catalogue = unpackServices(packed);

/** Takes a configuration, as read from JSON. */
export function configure(value: unknown): void {
  config = readBriefly(value);
  services = governedServices(config, catalogue);
  const { globalPrivacyControl: signal } = navigator as { globalPrivacyControl?: unknown };
  offer = {
    categories: offeredCategories(config),
    services: Object.fromEntries(
      Object.keys(config.services).map((id) => [id, services.get(id)?.category as ServiceCategory]),
    ),
    revision: config.consent.revision,
    gpc: config.signals.gpc && signal === true,
  };
  rules = claimRules(services, homes, [config.consent.domain, ...config.allow]);
  claimant = createClaimant(rules, services, catalogue);
  refresh();
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

/** The record while it may be relied on. */
export const standing = (): ConsentRecord | undefined =>
  isKnown && record && isStanding(record, config.consent.days, Date.now()) ? record : undefined;

/** Where cookies are denied, a choice holds in memory for the page. */
let kept: ConsentRecord | undefined;

/** Whether nothing is left to hold. */
export let isOpen = false;

function weigh(): void {
  decisions = decide(standing(), offer);
  if (isSealed && isKnown) begun ??= decisions;
  isOpen = !isPending && config.unlisted !== 'hold-all' && [...services.keys()].every(allows);
}

/** Reads the jar again. */
export function refresh(): void {
  record = newestRecord(readCookies(), kept);
  weigh();
}

/** Takes a record. `isStored`: the cookie holds it. */
export function keepRecord(next: ConsentRecord, isStored: boolean): void {
  record = next;
  kept = isStored ? undefined : next;
  weigh();
}

/** Whether a category or service is granted. Unknown ids are not; `any` is any optional category. */
export function isGranted(id: string, by = decisions): boolean {
  if (id === 'any') return OPTIONAL.some((category) => isGranted(category, by));
  const service = services.get(id);
  if (service && !service.declared) return isGranted(service.category, by);
  const said: Choices = service ? by.services : by.categories;
  return Object.hasOwn(said, id) && said[id] === 'granted';
}

/**
 * What passes until the next decision: services of which a script was loaded once, with what it brings along, and
 * elements that were loaded once, as long as they ask nobody else.
 */
export const lent = new Set<unknown>();

/** Whether a category or service may run on this page. */
export const allows = (id: string): boolean =>
  lent.has(id) || (isGranted(id) && (!begun || isGranted(id, begun)));

/**
 * Judges an address.
 *
 * @param isBeacon - It only carries data away: `sendBeacon`, a ping, a 1x1 image with a query.
 */
export function judgeAddress(address: string, isBeacon?: boolean): Verdict {
  // Pictures in the page itself, of which there may be thousands.
  if (address.startsWith('data:')) return FREE;
  const url = resolve(address);
  // No browser fetches what is no address.
  const claim = url && /^(http|ws)/.test(url.protocol) ? claimant(url) : OWN;
  if (claim === OWN) return FREE;
  const { unlisted, signals } = config;
  const service = claim && services.get(claim);
  const isFree = service
    ? allows(service.id) ||
      (signals.google === 'advanced' && service.consentMode) ||
      (unlisted === 'pass' && !service.declared && !isPending)
    : !isPending && unlisted !== 'hold-all' && (unlisted === 'pass' || !isBeacon);
  return {
    action: isFree ? PASS : isPending ? WAIT : HOLD,
    service: claim,
    category: service ? service.category : 'unclassified',
  };
}

/**
 * Judges a marked tag by its `data-category` and `data-service`. The owner's mark counts for more
 * than what is known of its addresses, except where a declared service of theirs is refused.
 */
export function judgeMarks(categories: string, id: string | null, addresses: readonly string[]): Verdict {
  // Nobody is known by no name.
  const known = (claim: string | null | undefined): Governed | undefined => services.get(claim as string);
  const service =
    [id, ...addresses.map((address) => judgeAddress(address).service)].find(
      (claim) => known(claim)?.declared,
    ) ?? undefined;
  // A service that is decided on by itself speaks for its category.
  const isMet = (category: string): boolean => allows(category) || known(service)?.category === category;
  const isFree = categories
    .split(/[\s,]+/)
    .every((category) =>
      category.startsWith('!')
        ? decisions.decided && !isGranted(category.slice(1))
        : !category || isMet(category),
    );
  return {
    action: isFree && (!service || allows(service)) ? PASS : HOLD,
    service,
    category: categories,
  };
}

/** Judges the name of a cookie, or of a key in a storage, that a script writes. */
export function judgeName(name: string): Verdict {
  for (const { id, category, cookies, storage } of services.values()) {
    if (!allows(id) && [...cookies, ...(storage ?? [])].some((rule) => matchesName(rule, name)))
      return { action: HOLD, service: id, category };
  }
  return FREE;
}

/** What a worker has to know to hold what is held here; nothing where that is nothing. */
export const orders = (): Orders | undefined =>
  isOpen
    ? undefined
    : {
        file: addressOf('worker'),
        base: fromDocument('baseURI'),
        rules: rules.map(([rule, rank, id, isExact = false]) => [
          rule,
          rank,
          id !== OWN && !allows(id),
          isExact,
        ]),
        isHeld: config.unlisted === 'hold-all',
      };

import { hosts as catalogue } from 'virtual:izin/hosts';
import { packed } from 'virtual:izin/packed';
import { covers, hostOf, isUnder } from '../core/catalogue/rule.ts';
import { unpackServices } from '../core/catalogue/table.ts';
import { readBriefly } from '../core/config/brief.ts';
import type { Config } from '../core/config/config.ts';
import { governedServices, isEarly, type Governed } from '../core/config/services.ts';
import { isOnOffer, offeredCategories, type Offer } from '../core/consent/offer.ts';
import { concise, overlaps, sourcesOf, withSockets, type Claim } from './sources.ts';

/** What a seal is made of. */
export interface Seal {
  /** What visitors are asked. */
  readonly offer: Offer;
  /** How long a choice stands, in days. */
  readonly days: number;
  /** The browser's opt-out signal counts. */
  readonly isSignalHeard: boolean;
  /** Sources that pass without consent, besides the site itself. */
  readonly base: readonly string[];
  /** Sources that pass once a service is granted, by its id. */
  readonly grants: ReadonlyMap<string, readonly string[]>;
  /** Once everything is granted nothing is left to refuse. */
  readonly lifts: boolean;
  /** What the policy cannot tell apart, in sentences for the owner. */
  readonly notes: readonly string[];
}

/** The addresses that a service of the configuration has: its own rules, and those of the catalogue. */
const rulesOf = (config: Config, id: string): readonly string[] => {
  const entry = config.services[id];
  return [...(typeof entry === 'object' ? entry.hosts : []), ...(catalogue[id] ?? [])];
};

/**
 * Works out which third parties a sealed page may ask, before consent and for each grant.
 *
 * Only what the configuration declares is opened: the policy of a page cannot hold the whole catalogue.
 *
 * @throws {Error} When the configuration holds nothing (`"mode": "report"`).
 */
export function planSeal(config: Config): Seal {
  if (config.mode === 'report')
    throw new Error('mode: found report, which holds nothing; expected hold, for a seal');
  const services = governedServices(readBriefly(config), unpackServices(packed));
  const declared = [...services.values()].filter((service) => service.declared);
  const offer: Offer = {
    categories: offeredCategories(config),
    services: Object.fromEntries(declared.map(({ id, category }) => [id, category])),
    revision: config.consent.revision,
    gpc: false,
  };
  const claims: Claim[] = [
    ...declared.flatMap(({ id }) => rulesOf(config, id).map((rule) => ({ service: id, rule }))),
    ...Object.entries(catalogue).flatMap(([id, rules]) =>
      services.get(id)?.declared ? [] : rules.map((rule) => ({ service: id, rule })),
    ),
  ];
  const isShared = (service: string, rule: string): boolean =>
    claims.some(
      (other) =>
        other.service !== service &&
        (isUnder(hostOf(other.rule), hostOf(rule)) || isUnder(hostOf(rule), hostOf(other.rule))),
    );
  const sources = ({ id }: Governed): readonly string[] =>
    concise(rulesOf(config, id).flatMap((rule) => sourcesOf(rule, isShared(id, rule))));
  const isFree = (service: Governed): boolean => isEarly(service, config);
  const asked = declared.filter((service) => isOnOffer(offer, service.id) && !isFree(service));
  // A host that a service declares wins over the site's own, save what the catalogue knows to be necessary.
  const isTaken = (rule: string): boolean =>
    declared.some(
      (service) => !isFree(service) && rulesOf(config, service.id).some((other) => covers(other, rule)),
    );
  const home = [config.consent.domain, ...config.allow].filter(Boolean);
  const own = home.flatMap((rule) => (isTaken(rule) ? necessaryUnder(rule, services) : [rule]));

  return {
    offer,
    days: config.consent.days,
    isSignalHeard: config.signals.gpc,
    base: withSockets(
      concise([
        ...own.flatMap((rule) => sourcesOf(rule, true)),
        ...declared.filter(isFree).flatMap(sources),
        ...originOf(config.receipts.endpoint),
      ]),
    ),
    grants: new Map(asked.map((service) => [service.id, withSockets(sources(service))])),
    lifts:
      config.unlisted !== 'hold-all' &&
      offer.categories.length === 3 &&
      declared.every((service) => isFree(service) || isOnOffer(offer, service.id)),
    notes: notesOn(
      asked.map(({ id }) => ({ id, rules: rulesOf(config, id) })),
      own,
      isShared,
    ),
  };
}

/** The rules of services that are necessary by the catalogue and stand on a host, or on a part of it. */
const necessaryUnder = (rule: string, services: ReadonlyMap<string, Governed>): readonly string[] =>
  [...services.values()]
    .filter(({ category, declared }) => category === 'necessary' && !declared)
    .flatMap(({ id }) => catalogue[id] ?? [])
    .filter((other) => overlaps(rule, other, true));

const originOf = (address: string): readonly string[] =>
  URL.canParse(address) ? [new URL(address).origin] : [];

/** Tells what the browser will take for the same, though visitors decide on it apart. */
function notesOn(
  asked: readonly { readonly id: string; readonly rules: readonly string[] }[],
  own: readonly string[],
  isShared: (service: string, rule: string) => boolean,
): readonly string[] {
  const mark = 'Mark its tags in the HTML';
  const found = new Map<string, string>();
  for (const { id, rules } of asked) {
    for (const rule of rules) {
      const home = own.find((other) => overlaps(other, rule, true));
      if (home)
        found.set(
          id,
          `services.${id}: ${rule} is one of the site's own hosts (${home}), so the policy lets it pass. ${mark}.`,
        );
      for (const other of asked) {
        const met = other.id > id && other.rules.find((each) => overlaps(rule, each, isShared(id, rule)));
        if (met)
          found.set(
            `${id} ${other.id}`,
            `services.${id} and services.${other.id} share ${hostOf(met)}: while only one is granted, the policy lets the other's files be requested too, though the gate runs none. ${mark}.`,
          );
      }
    }
  }
  return [...found.values()];
}

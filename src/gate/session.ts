import { packed } from 'virtual:izin/packed';
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
import type { Jar } from './jar.ts';
import { createJudge, type Judge } from './judge.ts';

/** The configuration in force, the record, and what follows from both. */
export interface Session {
  readonly config: Config;
  readonly services: ReadonlyMap<string, Governed>;
  readonly offer: Offer;
  readonly judge: Judge;
  /** The record as it was found, also where it no longer stands. */
  readonly record: ConsentRecord | undefined;
  readonly decisions: Decisions;
  /** Takes a configuration, as read from JSON. */
  configure(value: unknown): readonly ConfigProblem[];
  /** Adds choices to the record and writes it. */
  add(choices: Choices): ConsentRecord;
  /** Reads the jar again. Tells whether anything is different now. */
  refresh(): boolean;
}

/** Whether the browser asks not to be tracked. Extensions have been seen to say it with a text. */
const saysGpc = (): boolean => {
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: unknown };
  return globalPrivacyControl === true || globalPrivacyControl === '1';
};

/**
 * Opens a session, with a configuration of which nothing is written.
 *
 * @param openJar - Opens the jar; the session tells it the days and the domain in force.
 * @param isPending - Whether the configuration is still on its way.
 */
export function openSession(
  openJar: (days: () => number, domain: () => string) => Jar,
  isPending: () => boolean,
): Session & { readonly jar: Jar } {
  const catalogue = unpackServices(packed);
  const jar = openJar(
    () => session.config.consent.days,
    () => session.config.consent.domain,
  );

  const standing = (): ConsentRecord | undefined => {
    const { record, config } = session;
    return record && isStanding(record, config.consent.days, Date.now()) ? record : undefined;
  };

  function law(value: unknown): Pick<Session, 'config' | 'services' | 'offer' | 'judge'> & { problems: ConfigProblem[] } {
    const { config, problems } = readConfig(value);
    const found = [...problems];
    const services = governedServices(config, catalogue, (problem) => found.push(problem));
    const categories = offeredCategories(config);
    const declared: Record<string, Governed['category']> = Object.create(null);
    for (const { id, declared: isDeclared, category } of services.values()) if (isDeclared) declared[id] = category;
    const judge = createJudge({
      config,
      services,
      isPending,
      decisions: () => session.decisions,
      host: location.hostname,
      base: () => document.baseURI,
    });
    const offer = { categories, services: declared, revision: config.consent.revision, gpc: config.signals.gpc && saysGpc() };
    return { config, services, offer, judge, problems: found };
  }

  const first = law({});
  const session: { -readonly [K in keyof Session]: Session[K] } & { readonly jar: Jar } = {
    ...first,
    jar,
    record: undefined,
    decisions: decide(undefined, first.offer),
    configure(value) {
      const { problems, ...next } = law(value);
      Object.assign(session, next);
      session.refresh();
      return problems;
    },
    add(choices) {
      const record = choose(standing(), session.offer, choices, Date.now(), createId());
      jar.write(record);
      session.record = record;
      session.decisions = decide(record, session.offer);
      return record;
    },
    refresh() {
      const before = JSON.stringify(session.decisions);
      session.record = jar.read();
      session.decisions = decide(standing(), session.offer);
      return JSON.stringify(session.decisions) !== before;
    },
  };
  return session;
}

/** The same decision for every category on offer. */
export const everything = (offer: Offer, decision: 'granted' | 'denied'): Choices =>
  Object.fromEntries(OPTIONAL.filter((c) => offer.categories.includes(c)).map((c) => [c, decision]));

import type { Governed } from '../core/config/services.ts';
import type { Decisions } from '../core/consent/decide.ts';
import type { Choices } from '../gate/api.ts';
import { platforms, vendors, type Seen } from './calls.ts';
import { openPage, type Report } from './page.ts';

export { build } from 'virtual:izin/build';

/** One service that may run now and might not before, or the other way round. */
export interface Change {
  /** Its id in the catalogue. */
  readonly service: string;
  readonly granted: boolean;
  /** The category it is in on this site. */
  readonly category: string;
}

/** Every service that is known, by id. */
export type Services = ReadonlyMap<string, Governed>;

/**
 * Services that ask about categories, too: while they are granted they are told again after each
 * change of a category.
 */
export const categoryReaders: readonly string[] = ['clarity', 'hubspot', 'segment', 'zendesk'];

/**
 * These are told of changes only, and not of a grant that stands on each page again: they keep what they
 * were told, and some count each time that they are.
 */
const keepers: readonly string[] = ['mixpanel', 'posthog', 'segment', 'Shopify'];

/**
 * Tells vendors what was decided, in the calls that they document: whoever lost a grant first, then
 * whoever has one, in the order given. Only what has loaded is told; nothing is loaded or waited for.
 *
 * @param changes - Services without a documented call are passed over.
 * @param decisions - Of every category, after the change.
 * @param report - Takes what a vendor's code throws. Never throws itself.
 * @param more - What the site is made with, told last.
 * @returns The changes that nobody was there to be told of.
 */
export function tellVendors(
  changes: readonly Change[],
  decisions: Choices,
  report: Report = complain,
  more: readonly Seen[] = platforms,
): readonly Change[] {
  /** Tells whether anybody was there. */
  const tell = ([vendor]: Seen, granted: boolean, own?: string): boolean => {
    let isThere = false;
    const page = openPage(window, report, () => {
      isThere = true;
    });
    try {
      vendor(page, granted, (category) => granted && (category === own || decisions[category] === 'granted'));
    } catch (error) {
      report(error);
    }
    return isThere;
  };
  const unheard: Change[] = [];
  for (const now of [false, true]) {
    for (const change of changes) {
      const { service, granted, category } = change;
      const vendor = vendors.get(service);
      if (vendor && granted === now && !tell(vendor, granted, category)) unheard.push(change);
    }
  }
  for (const platform of more) tell(platform, true);
  return unheard;
}

/** Tells the browser, whatever the page has made of that: a withdrawal must go on. */
function complain(problem: unknown): void {
  try {
    reportError(problem);
  } catch {
    // Replaced by something that fails.
  }
}

/** As the gate has it. No service with calls is a container, which any category would let run. */
const mayRun = ({ id, category, declared }: Governed, { categories, services }: Decisions): boolean =>
  (declared ? services[id] : (categories as Choices)[category]) === 'granted';

/** What is different, and what is granted and has to be said again. */
const changesBetween = (
  services: Services,
  before: Decisions,
  now: Decisions,
  isDue: (id: string) => boolean,
): readonly Change[] =>
  [...vendors.keys()].flatMap((id) => {
    const service = services.get(id);
    const granted = !!service && mayRun(service, now);
    return service && (granted !== mayRun(service, before) || (granted && isDue(id)))
      ? { service: id, granted, category: service.category }
      : [];
  });

/** Those that know of their loss. */
const warned = new Set<string>();
/** What nobody was there to be told of. A script may still be on its way when its grant is taken back. */
let unheard: readonly Change[] = [];
let latest: Decisions | undefined;

/**
 * Tells those who lose their grant, before they do: what they send while they are told still goes out.
 *
 * @param next - What will be in force.
 */
export function warn(services: Services, before: Decisions, next: Decisions): void {
  const losses = changesBetween(services, before, next, () => false).filter(({ granted }) => !granted);
  tellLosses(losses, next);
}

function tellLosses(losses: readonly Change[], next: Decisions): void {
  const fresh = losses.filter(({ service }) => !warned.has(service));
  for (const { service } of fresh) warned.add(service);
  say(fresh, next, []);
}

/** Tells of changes, and takes note of whom it did not reach. */
function say(changes: readonly Change[], { categories }: Decisions, more: readonly Seen[]): void {
  const still = unheard.filter(({ service }) => !changes.some((change) => change.service === service));
  unheard = [...still, ...tellVendors(changes, categories, complain, more)];
}

/**
 * Tells vendors what is in force: whoever is concerned by a change and, the first time, whoever wants to
 * hear of a grant on each page. Those who come later are told when they have loaded.
 *
 * @param before - What vendors know; the first time, what was in force before they could be told.
 */
export function inform(services: Services, before: Decisions, now: Decisions): void {
  const isFirst = !latest;
  latest = now;
  const isNew =
    JSON.stringify([before.categories, before.decided]) !== JSON.stringify([now.categories, now.decided]);
  const isDue = (id: string): boolean =>
    warned.has(id) || (isFirst && !keepers.includes(id)) || (isNew && categoryReaders.includes(id));
  const changes = changesBetween(services, before, now, isDue);
  tellLosses(
    changes.filter(({ granted }) => !granted),
    now,
  );
  const grants = changes.filter(({ granted }) => granted);
  for (const { service } of grants) warned.delete(service);
  const more = platforms.filter(([, sign]) => isNew || (isFirst && now.decided && !keepers.includes(sign)));
  say(grants, now, more);
  if (isFirst) watch();
}

/** Tells those who were not there before. */
function catchUp(): void {
  if (latest) say(unheard, latest, []);
}

/** Looks for vendors that come later: with a script from elsewhere, or with a tag that was held. */
function watch(): void {
  document.addEventListener('load', ({ target }) => target instanceof HTMLScriptElement && catchUp(), true);
  // The tag runs after this event.
  document.addEventListener('izin:release', () => setTimeout(catchUp));
}

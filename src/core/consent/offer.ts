import { fingerprint } from './fingerprint.ts';
import { OPTIONAL, type OptionalCategory, type ServiceCategory } from './types.ts';

/** What today's configuration asks a visitor for. */
export interface Offer {
  /** The optional categories that are switched on, in order. */
  readonly categories: readonly OptionalCategory[];
  /** The category of each declared service, by service id. */
  readonly services: Readonly<Record<string, ServiceCategory>>;
  /** The owner's own mark of a material change, if there is one. */
  readonly revision: string;
  /** The browser asks not to be tracked, and the notice says so. */
  readonly gpc: boolean;
}

/** The optional categories that a configuration switches on. */
export const offeredCategories = (config: {
  readonly categories: Readonly<Record<OptionalCategory, boolean>>;
}): readonly OptionalCategory[] => OPTIONAL.filter((category) => config.categories[category]);

/** Whether a service is decided on at all: necessary ones are exempt, unclassified ones offered to nobody. */
export const isOnOffer = ({ categories, services }: Offer, id: string): boolean =>
  services[id] === 'any' ? categories.length > 0 : (categories as readonly unknown[]).includes(services[id]);

/** The question "may this service run for this category"; an empty service means the category as such. */
export const questionOf = (service: string, category: string): string =>
  fingerprint(`${service}|${category}`);

/** Asked where the browser sends Global Privacy Control and marketing, which it refuses, is on offer. */
export const GPC_IN_VIEW = questionOf('!gpc', 'marketing');

/**
 * Fingerprints of what is asked, sorted, each once.
 *
 * Besides each service|category there is one for each category (so that one without declared
 * services counts when it is switched on later), one for `revision`, and one for a choice made with
 * the line about Global Privacy Control in view: a grant given without it does not answer it.
 */
export function questionsOf(offer: Offer): string[] {
  const { categories, services, revision, gpc } = offer;
  const asked = categories.map((category) => questionOf('', category));
  for (const [id, category] of Object.entries(services))
    if (isOnOffer(offer, id)) asked.push(questionOf(id, category));
  if (gpc && categories.includes('marketing')) asked.push(GPC_IN_VIEW);
  if (categories[0] && revision) asked.push(questionOf('!revision', revision));
  return [...new Set(asked)].sort();
}

import { fingerprint } from './fingerprint.ts';
import { OPTIONAL, type OptionalCategory, type ServiceCategory } from './types.ts';

/** What today's configuration asks a visitor for. */
export interface Offer {
  /** The optional categories that are switched on, in order. */
  readonly categories: readonly OptionalCategory[];
  /** The category of each declared service that is switched on, by service id. */
  readonly services: Readonly<Record<string, ServiceCategory>>;
  /** The owner's own mark of a material change, if there is one. */
  readonly revision: string;
  /** The browser asks not to be tracked, and the notice says so. */
  readonly gpc: boolean;
}

/** Whether a service is decided on at all: necessary ones are exempt, unclassified ones offered to nobody. */
export function isOnOffer(offer: Offer, id: string): boolean {
  const category = offer.services[id];
  return (
    (category === 'any' && offer.categories.length > 0) ||
    (offer.categories as readonly (string | undefined)[]).includes(category)
  );
}

/** Names the question "may this service run for this category"; an empty service means the category as such. */
export const questionOf = (service: string, category: string): string =>
  fingerprint(`${service}|${category}`);

/**
 * Fingerprints of everything that is asked, sorted, each once.
 *
 * Besides each service|category there is one for each category (so that one without declared
 * services counts when it is switched on later), one for `revision`, and one for a choice made with
 * the line about Global Privacy Control in view: a grant given without it does not answer it.
 */
export function questionsOf(offer: Offer): string[] {
  const asked = offer.categories.map((category) => questionOf('', category));
  for (const id of Object.keys(offer.services)) {
    if (isOnOffer(offer, id)) asked.push(questionOf(id, String(offer.services[id])));
  }
  if (offer.revision) asked.push(questionOf('!revision', offer.revision));
  if (offer.gpc && offer.categories.includes('marketing')) asked.push(GPC_IN_VIEW);
  return [...new Set(asked)].sort();
}

/** Asked wherever the browser sends Global Privacy Control. */
export const GPC_IN_VIEW = questionOf('!gpc', 'marketing');

/** The questions that a choice about these ids answers: a category's own, and its services'. */
export function questionsAbout(offer: Offer, ids: readonly string[]): string[] {
  if (OPTIONAL.every((c) => ids.includes(c) || !offer.categories.includes(c))) return questionsOf(offer);
  const asked: string[] = [];
  const categories = offer.categories.filter((category) => ids.includes(category));
  for (const category of categories) asked.push(questionOf('', category));
  if (offer.gpc && ids.includes('marketing')) asked.push(GPC_IN_VIEW);
  for (const id of Object.keys(offer.services)) {
    const category = offer.services[id];
    const covered =
      ids.includes(id) ||
      (category === 'any' ? categories.length > 0 : (categories as readonly unknown[]).includes(category));
    if (covered && isOnOffer(offer, id)) asked.push(questionOf(id, String(category)));
  }
  return asked;
}

import { fingerprint } from './fingerprint.ts';
import type { OptionalCategory, ServiceCategory } from './types.ts';

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

/** Whether a service is decided on at all: necessary ones are exempt, unclassified ones offered to nobody. */
export const isOnOffer = ({ categories, services }: Offer, id: string): boolean =>
  services[id] === 'any' ? categories.length > 0 : (categories as readonly unknown[]).includes(services[id]);

/** The question "may this service run for this category"; an empty service means the category as such. */
export const questionOf = (service: string, category: string): string =>
  fingerprint(`${service}|${category}`);

/** Asked wherever the browser sends Global Privacy Control. */
export const GPC_IN_VIEW = questionOf('!gpc', 'marketing');

/**
 * Fingerprints of what is asked, sorted, each once.
 *
 * Besides each service|category there is one for each category (so that one without declared
 * services counts when it is switched on later), one for `revision`, and one for a choice made with
 * the line about Global Privacy Control in view: a grant given without it does not answer it.
 *
 * @param ids - Only the questions that a choice about these categories and services answers: a
 *   category's own, and its services'. One about every category answers everything.
 */
export function questionsOf(offer: Offer, ids?: readonly string[]): string[] {
  const { categories, services, revision, gpc } = offer;
  const isMeant = (id: string): boolean => !ids || ids.includes(id);
  const isAll = categories.every(isMeant);
  const asked = categories.filter(isMeant).map((category) => questionOf('', category));
  const isAny = asked.length > 0;
  for (const [id, category] of Object.entries(services)) {
    const isCovered = isMeant(id) || isMeant(category) || (category === 'any' && isAny);
    if (isCovered && isOnOffer(offer, id)) asked.push(questionOf(id, category));
  }
  if (gpc && isMeant('marketing')) asked.push(GPC_IN_VIEW);
  if (revision && isAll) asked.push(questionOf('!revision', revision));
  return [...new Set(asked)].sort();
}

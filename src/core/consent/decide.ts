import { GPC_IN_VIEW, isOnOffer, questionOf, questionsOf, type Offer } from './offer.ts';
import {
  CATEGORIES,
  OPTIONAL,
  type Category,
  type Choices,
  type ConsentRecord,
  type Decision,
} from './types.ts';

/** What may happen now, whether by choice or by default. */
export interface Decisions {
  readonly categories: Readonly<Record<Category, Decision>>;
  /** Every declared service, by id. */
  readonly services: Choices;
  /** Nothing is left to ask, which is so where nothing is on offer. */
  readonly decided: boolean;
}

/**
 * Tells what each category and service may do: nothing by default, and nothing by an answer to
 * another question.
 *
 * @param record - The stored choice while it is valid, else `undefined`.
 */
export function decide(record: ConsentRecord | undefined, offer: Offer): Decisions {
  const asked = new Set(record?.asked);
  const chosen: Choices = { necessary: 'granted', ...record?.categories };
  /** @param word - What the record says, where the question was asked. */
  const answer = (id: string, category: string, word: Decision | undefined): Decision =>
    category === 'necessary' ||
    (word === 'granted' &&
      asked.has(questionOf(id, category)) &&
      // An opt-out signal that was not in view when the choice was made stands above it.
      !(category === 'marketing' && offer.gpc && !asked.has(GPC_IN_VIEW)))
      ? 'granted'
      : 'denied';
  const categories = Object.fromEntries(
    CATEGORIES.map((category) => [
      category,
      answer('', category, offer.categories.includes(category as never) ? chosen[category] : undefined),
    ]),
  ) as Record<Category, Decision>;
  const some = OPTIONAL.some((category) => categories[category] === 'granted');

  const services = Object.fromEntries(
    Object.entries(offer.services).map(([id, category]) => {
      const whole = category === 'any' ? (some ? 'granted' : 'denied') : chosen[category];
      return [id, answer(id, category, isOnOffer(offer, id) ? (record?.services[id] ?? whole) : undefined)];
    }),
  );
  return {
    categories,
    services,
    decided: questionsOf(offer).every((question) => asked.has(question)),
  };
}

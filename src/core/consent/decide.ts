import { GPC_IN_VIEW, isOnOffer, questionOf, questionsOf, type Offer } from './offer.ts';
import { OPTIONAL, type Category, type Choices, type ConsentRecord, type Decision } from './types.ts';

/** What may happen now, whether by choice or by default. */
export interface Decisions {
  readonly categories: Readonly<Record<Category, Decision>>;
  /** Every declared service, by id. */
  readonly services: Choices;
  /** Nothing is left to ask. */
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
  // An opt-out signal that was not in view when the choice was made stands above it.
  const overruled = offer.gpc && !asked.has(GPC_IN_VIEW);
  const isGranted = (id: string, category: string, word: Decision | undefined): boolean =>
    word === 'granted' && asked.has(questionOf(id, category)) && !(overruled && category === 'marketing');

  const categories: Record<Category, Decision> = {
    necessary: 'granted',
    functional: 'denied',
    performance: 'denied',
    marketing: 'denied',
  };
  for (const category of offer.categories) {
    if (isGranted('', category, record?.categories[category])) categories[category] = 'granted';
  }
  const some = OPTIONAL.some((category) => categories[category] === 'granted');

  const services: Record<string, Decision> = Object.create(null);
  for (const [id, category] of Object.entries(offer.services)) {
    const own = record?.services[id];
    const whole =
      category === 'any' ? (some ? 'granted' : 'denied')
      : category === 'unclassified' ? 'denied'
      : category === 'necessary' ? 'granted'
      : record?.categories[category];
    const granted =
      category === 'necessary' || (isOnOffer(offer, id) && isGranted(id, category, own ?? whole));
    services[id] = granted ? 'granted' : 'denied';
  }
  return { categories, services, decided: !!record && questionsOf(offer).every((q) => asked.has(q)) };
}

import { questionsAbout, questionsOf, type Offer } from './offer.ts';
import { OPTIONAL, type Choices, type ConsentRecord, type Decision, type OptionalCategory } from './types.ts';

/**
 * Adds a visitor's choices to what was chosen before.
 *
 * A category speaks for all its services, save those named beside it. What is left out keeps what
 * it had, and what was never asked stays to be asked.
 *
 * @param record - The valid choice so far, if there is one.
 * @param now - The current time, in milliseconds since the Unix epoch.
 * @param id - The UUID of a record that begins here.
 */
export function choose(
  record: ConsentRecord | undefined,
  offer: Offer,
  choices: Choices,
  now: number,
  id: string,
): ConsentRecord {
  const ids = Object.keys(choices);
  const categories: Record<OptionalCategory, Decision> = {
    functional: 'denied',
    performance: 'denied',
    marketing: 'denied',
    ...record?.categories,
  };
  for (const category of OPTIONAL) categories[category] = choices[category] ?? categories[category];

  const services: Record<string, Decision> = Object.create(null);
  const some = OPTIONAL.some((c) => offer.categories.includes(c) && categories[c] === 'granted');
  for (const [service, category] of Object.entries(offer.services)) {
    const isCovered = category === 'any' ? OPTIONAL.every((c) => ids.includes(c)) : ids.includes(category);
    const word = choices[service] ?? (isCovered ? undefined : record?.services[service]);
    const whole =
      category === 'any' ? (some ? 'granted' : 'denied') : categories[category as OptionalCategory];
    if (word && word !== whole) services[service] = word;
  }
  const current = new Set(questionsOf(offer));
  // Questions no longer asked are forgotten: asked again later, they are new again.
  const asked = (record?.asked ?? []).filter((question) => current.has(question));
  return {
    id: record?.id ?? id,
    decidedAt: Math.floor(now / 1000),
    asked: [...new Set([...asked, ...questionsAbout(offer, ids)])].sort(),
    categories,
    services,
  };
}

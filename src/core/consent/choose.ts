import { GPC_IN_VIEW, isOnOffer, questionOf, questionsOf, type Offer } from './offer.ts';
import { OPTIONAL, type Choices, type ConsentRecord, type Decision, type OptionalCategory } from './types.ts';

/**
 * Adds a visitor's choices to what was chosen before.
 *
 * A category speaks for all its services, save those named beside it. What is left out keeps what
 * it had, and what was never asked stays to be asked. A question that is no longer asked is
 * forgotten: asked again later, it is new again.
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
  const categories = Object.fromEntries(
    OPTIONAL.map((category) => [category, choices[category] ?? record?.categories[category] ?? 'denied']),
  ) as Record<OptionalCategory, Decision>;
  const some = offer.categories.some((category) => categories[category] === 'granted');
  const isAll = offer.categories.every((category) => ids.includes(category));

  const services: Record<string, Decision> = Object.create(null);
  for (const [service, category] of Object.entries(offer.services)) {
    if (!isOnOffer(offer, service)) continue;
    const isCovered = category === 'any' ? isAll : ids.includes(category);
    // What was said of a service that has moved since answered another question.
    const said = record?.asked.includes(questionOf(service, category)) ? record.services[service] : undefined;
    const word = choices[service] ?? (isCovered ? undefined : said);
    const whole =
      category === 'any' ? (some ? 'granted' : 'denied') : categories[category as OptionalCategory];
    // A container that was refused while nothing was granted stays refused when something is.
    if (word && (word !== whole || (category === 'any' && word === 'denied'))) services[service] = word;
  }
  const current = questionsOf(offer);
  const asked = [...(record?.asked ?? []), ...answersOf(offer, ids)].filter((question) =>
    current.includes(question),
  );
  return {
    id: record?.id ?? id,
    decidedAt: Math.floor(now / 1000),
    asked: [...new Set(asked)].sort(),
    categories,
    services,
  };
}

/**
 * The questions that a choice about these categories and services answers: a category's own, and its
 * services'. One about every category answers everything.
 */
export function answersOf(offer: Offer, ids: readonly string[]): string[] {
  const { categories, services, gpc } = offer;
  if (categories.every((category) => ids.includes(category))) return questionsOf(offer);
  const said: string[] = categories.filter((category) => ids.includes(category));
  const answered = said.map((category) => questionOf('', category));
  for (const [id, category] of Object.entries(services)) {
    const isCovered = ids.includes(id) || said.includes(category) || (category === 'any' && said.length > 0);
    if (isCovered && isOnOffer(offer, id)) answered.push(questionOf(id, category));
  }
  if (gpc && said.includes('marketing')) answered.push(GPC_IN_VIEW);
  return [...new Set(answered)].sort();
}

import { offeredCategories } from '../core/consent/offer.ts';
import type { Choices, Decision, OptionalCategory } from '../core/consent/types.ts';
import type { ConsentState } from '../gate/api.ts';
import type { Facts } from './facts.ts';

/** What a draft is about: the categories on offer and the services that are decided on. */
export interface Subject {
  readonly categories: readonly OptionalCategory[];
  readonly services: readonly Pick<Facts, 'id' | 'category'>[];
}

/** What there is to decide on. */
export function subjectOf(
  config: Parameters<typeof offeredCategories>[0],
  declared: readonly Facts[],
): Subject {
  const categories = offeredCategories(config);
  const isDecidedOn = ({ category }: Facts): boolean =>
    category === 'any' ? categories.length > 0 : category !== 'necessary' && category !== 'unclassified';
  return { categories, services: declared.filter(isDecidedOn) };
}

/** How a switch stands. A category is `mixed` while a service of it is decided otherwise. */
export type Position = Decision | 'mixed';

/**
 * Tells what a draft says of a service: its own word, else its category's. A container goes with the
 * first category that is granted.
 */
export function serviceDecision(
  draft: Choices,
  service: Subject['services'][number],
  { categories }: Subject,
): Decision {
  const whole =
    service.category === 'any'
      ? categories.some((category) => draft[category] === 'granted')
      : draft[service.category] === 'granted';
  return draft[service.id] ?? (whole ? 'granted' : 'denied');
}

/** Tells how the switch of a category stands. */
export function categoryPosition(draft: Choices, category: OptionalCategory, subject: Subject): Position {
  const own = draft[category] ?? 'denied';
  const differs = subject.services.some(
    (service) => service.category === category && serviceDecision(draft, service, subject) !== own,
  );
  return differs ? 'mixed' : own;
}

/**
 * Counts the services of a mixed category, and those of them that are granted.
 *
 * @returns `undefined` where they all go with their category.
 */
export function mixture(
  draft: Choices,
  category: OptionalCategory,
  subject: Subject,
): { readonly granted: number; readonly total: number } | undefined {
  if (categoryPosition(draft, category, subject) !== 'mixed') return undefined;
  const own = subject.services.filter((service) => service.category === category);
  const granted = own.filter((service) => serviceDecision(draft, service, subject) === 'granted');
  return { granted: granted.length, total: own.length };
}

/**
 * Begins a draft with what is in force; what was never chosen is denied.
 *
 * @param unsaved - What the first layer says of whole categories, saved or not.
 */
export function beginDraft(state: ConsentState, unsaved: Choices, subject: Subject): Choices {
  const begin = subject.categories.reduce<Choices>(
    (draft, category) => withCategory(draft, category, state.decisions[category], subject),
    {},
  );
  const kept = subject.services
    .filter(({ id }) => state.services[id])
    .reduce<Choices>(
      (draft, service) => withService(draft, service, state.services[service.id] ?? 'denied', subject),
      begin,
    );
  return subject.categories
    .filter(
      (category) => unsaved[category] && unsaved[category] !== categoryPosition(kept, category, subject),
    )
    .reduce<Choices>(
      (draft, category) => withCategory(draft, category, unsaved[category] ?? 'denied', subject),
      kept,
    );
}

/**
 * Carries a draft over to what is in force by now: what the visitor has switched stays, the rest follows.
 *
 * @param base - What the draft was begun with, and `next` what it would begin with now.
 */
export function followDraft(draft: Choices, base: Choices, next: Choices, subject: Subject): Choices {
  const isMoved = (id: string): boolean => draft[id] !== base[id];
  const followed = subject.categories
    .filter(isMoved)
    .reduce<Choices>(
      (all, category) => withCategory(all, category, draft[category] ?? 'denied', subject),
      next,
    );
  return subject.services
    .filter(({ id, category }) => isMoved(id) || isMoved(category))
    .reduce<Choices>(
      (all, service) => withService(all, service, serviceDecision(draft, service, subject), subject),
      followed,
    );
}

/** Decides on a category and with it on all its services. */
export function withCategory(
  draft: Choices,
  category: OptionalCategory,
  decision: Decision,
  { services }: Subject,
): Choices {
  const own = new Set(services.filter((service) => service.category === category).map(({ id }) => id));
  return {
    ...Object.fromEntries(Object.entries(draft).filter(([id]) => !own.has(id))),
    [category]: decision,
  };
}

/** Decides on one service; where that is what its category says anyway, the service goes with it again. */
export function withService(
  draft: Choices,
  service: Subject['services'][number],
  decision: Decision,
  subject: Subject,
): Choices {
  const { [service.id]: _, ...rest } = draft;
  return serviceDecision(rest, service, subject) === decision ? rest : { ...rest, [service.id]: decision };
}

/**
 * Makes the choices to save: each category on offer, and the services decided otherwise.
 *
 * Containers are always among them: no single category speaks for them.
 */
export function choicesOf(draft: Choices, subject: Subject): Choices {
  const named = subject.services.filter(({ id, category }) => category === 'any' || draft[id]);
  return Object.fromEntries([
    ...subject.categories.map((category) => [category, draft[category] ?? 'denied']),
    ...named.map((service) => [service.id, serviceDecision(draft, service, subject)]),
  ]);
}

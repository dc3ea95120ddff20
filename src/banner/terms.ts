import type { Config, ConsentState } from '../gate/api.ts';
import type { Governed } from '../core/config/services.ts';
import type { OptionalCategory } from '../core/consent/types.ts';
import type { Held } from './held.ts';

/** What a visitor can decide about something that is held. */
export interface Terms {
  /** The services and categories that are to be granted for it, without those that are; none where it stays held. */
  readonly grants: readonly string[];
  /** Why it stays held, whatever a visitor says; `granted` where it only comes with the next page. */
  readonly reason?: 'unclassified' | 'off' | 'granted';
  /** The category that says what loading it means: the strictest of those that count. */
  readonly category: string;
}

const STRICT = ['marketing', 'performance', 'functional'] as const;

/** Tells what a visitor can decide about something that is held. */
export function termsOf(
  { tag, service: id = '' }: Pick<Held, 'tag' | 'service'>,
  config: Pick<Config, 'categories'>,
  services: ReadonlyMap<string, Pick<Governed, 'category' | 'declared'>>,
  state: Pick<ConsentState, 'decisions' | 'services'>,
): Terms {
  const service = services.get(id);
  const isDeclared = !!service?.declared;
  const marks = tag.vector === 'marked' ? tag.category.split(/[\s,]+/).filter(Boolean) : [];
  const own = service?.category ?? 'unclassified';
  // A service that is decided on by itself speaks for its category; of others the marks, or the catalogue.
  const words = marks.length
    ? marks.filter((mark) => !(isDeclared && mark === own))
    : isDeclared
      ? []
      : [own];
  const offered = STRICT.filter((category) => config.categories[category]);
  const isOffered = (category: string): boolean =>
    category === 'necessary' ||
    (category === 'any' ? offered.length > 0 : offered.includes(category as OptionalCategory));
  const all = [...words, ...(isDeclared ? [own] : [])];
  const category =
    STRICT.find((strict) => all.includes(strict)) ??
    (all[0] === 'any' ? offered[0] : all[0]) ??
    'unclassified';
  const missing = all.find((word) => !isOffered(word));
  if (missing)
    return {
      grants: [],
      reason: (STRICT as readonly string[]).includes(missing) ? 'off' : 'unclassified',
      category: missing,
    };
  const isGranted = (word: string, said: Readonly<Record<string, unknown>>): boolean =>
    said[word] === 'granted';
  const grants = [
    ...(isDeclared && !isGranted(id, state.services) ? [id] : []),
    ...words
      .map((word) => (word === 'any' ? (offered.at(-1) ?? word) : word))
      .filter((word) => !isGranted(word, state.decisions)),
  ];
  return grants.length ? { grants, category } : { grants, reason: 'granted', category };
}

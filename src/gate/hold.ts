import type { HeldTag, Vector } from './api.ts';
import type { Judge, Verdict } from './judge.ts';

const { getAttribute, setAttribute, removeAttribute, hasAttribute } = Element.prototype;

/** What of an element makes it ask the network for something, by local name. */
export const LOADING: Readonly<Record<string, readonly string[]>> = {
  script: ['src'],
  iframe: ['src'],
  img: ['src', 'srcset'],
  link: ['href'],
  source: ['src', 'srcset'],
  video: ['src', 'poster'],
  audio: ['src'],
  embed: ['src'],
  object: ['data'],
};

const VECTORS: Readonly<Record<string, Vector>> = {
  script: 'script',
  iframe: 'iframe',
  img: 'image',
  link: 'link',
  embed: 'embed',
  object: 'embed',
};

/** Prefix of the attributes under which a held element keeps its own: `data-izin-src`. */
const KEPT = 'data-izin-';

/** Finds everything that may have to be held. */
export const HOLDABLE = `${Object.keys(LOADING).join()},template[data-category]`;

const isLoadingRel = (rel: string): boolean =>
  /\b(stylesheet|preload|prefetch|preconnect|dns-prefetch|modulepreload|prerender|icon|manifest)\b/i.test(rel);

const isCode = (type: string): boolean =>
  !type.trim() || /^(module|speculationrules|importmap|(text|application)\/(x-)?(java|ecma)script)$/i.test(type.trim());

/** Reads an attribute as the page meant it: what a held element keeps comes first. */
export const meant = (element: Element, name: string): string | null =>
  getAttribute.call(element, KEPT + name) ?? getAttribute.call(element, name);

/** Attributes changed on behalf of the gate: past every guard. */
export const set = (element: Element, name: string, value: string | null): void => {
  if (value === null) removeAttribute.call(element, name);
  else setAttribute.call(element, name, value);
};

/** Keeps an attribute beside, so that it does not act. */
export const keep = (element: Element, name: string, value: string | null): void => set(element, KEPT + name, value);

/** Whether an attribute is kept beside. */
export const isKept = (element: Element, name: string): boolean => hasAttribute.call(element, KEPT + name);

/** What {@link disarm} takes from an element of this kind. */
const takenFrom = (element: Element): readonly string[] =>
  element.localName === 'script' ? ['type'] : (LOADING[element.localName] ?? []);

/** Whether an element was made inert, by us or in the copy of one of ours. */
export const isDisarmed = (element: Element): boolean => takenFrom(element).some((name) => isKept(element, name));

/** Takes from an element what makes it load, and keeps it beside. A script keeps its address, under an inert type. */
export function disarm(element: Element): void {
  for (const name of takenFrom(element)) {
    const value = getAttribute.call(element, name);
    if (isKept(element, name) || (value === null && name !== 'type')) continue;
    keep(element, name, value ?? '');
    set(element, name, name === 'type' ? 'text/plain' : null);
  }
}

/** Gives an element back what {@link disarm} took. A script is not run by this. */
export function rearm(element: Element): void {
  for (const name of takenFrom(element)) {
    const value = getAttribute.call(element, KEPT + name);
    if (value === null) continue;
    keep(element, name, null);
    set(element, name, name === 'type' && !value ? null : value);
  }
}

/** Reads an attribute of an element that is judged. */
export type Read = (name: string) => string | null;

/**
 * What keeps an element from loading now: its marks or its addresses.
 *
 * @param read - Reads its attributes, where one is about to change.
 * @returns `undefined` when it loads nothing.
 */
export function verdictOn(
  element: Element,
  judge: Judge,
  read: Read = (name) => meant(element, name),
): Verdict | undefined {
  const tag = element.localName;
  const marks = getAttribute.call(element, 'data-category');
  const names = LOADING[tag] ?? [];
  if (marks !== null) {
    const addresses = names.flatMap((name) => addressesIn(name, read(name) ?? read(markOf(name))));
    return judge.marks(marks, getAttribute.call(element, 'data-service'), addresses);
  }
  if (tag === 'script' && !isCode(read('type') ?? '')) return undefined;
  if (tag === 'link' && !isLoadingRel(read('rel') ?? '')) return undefined;
  const isPixel = tag === 'img' && ['width', 'height'].every((side) => /^[01]$/.test(read(side) ?? ''));
  let found: Verdict | undefined;
  for (const name of names) {
    for (const address of addressesIn(name, read(name))) {
      const verdict = judge.address(address, isPixel && address.includes('?'));
      if (verdict.action === 'hold') return verdict;
      if (!found || verdict.action === 'wait') found = verdict;
    }
  }
  return found;
}

/** Where a marked element says what its attribute will be: `data-src`, for `data` too. */
export const markOf = (name: string): string => `data-${name === 'data' ? 'src' : name}`;

/** Every address in an attribute; in `srcset` they are many. */
const addressesIn = (name: string, value: string | null): string[] =>
  !value ? [] : name === 'srcset' ? value.split(/,?\s+/).filter((part) => /[/.:]/.test(part)) : [value];

/** The first address of an element, for people to read. */
export const addressOf = (element: Element): string =>
  (LOADING[element.localName] ?? []).flatMap((name) =>
    addressesIn(name, meant(element, name) ?? getAttribute.call(element, markOf(name))),
  )[0] ?? '';

/** One element that waits for its grant. */
export interface Held {
  readonly element: Element;
  readonly isMarked: boolean;
  /** The parser made it, so it runs in the order of the document. */
  readonly isParsed: boolean;
}

/** Keeps what is held, in the order in which it came. */
export interface Register {
  /** Those that wait, by element. */
  readonly waiting: Map<Element, Held>;
  /** Elements that were released: never held again. */
  readonly released: WeakSet<Element>;
  /** Everything dealt with so far, for people. */
  list(): readonly HeldTag[];
  note(tag: Omit<HeldTag, 'vector'>, vector: Vector): void;
  settle(element: Element, status: HeldTag['status']): void;
}

/** Makes an empty register. */
export function createRegister(announce: (event: 'izin:hold' | 'izin:release', tag: HeldTag) => void): Register {
  // A page that lives for days and is refused a beacon a minute must not fill the memory.
  const MOST = 1000;
  const tags: HeldTag[] = [];
  return {
    waiting: new Map(),
    released: new WeakSet(),
    list: () => [...tags],
    note(tag, vector) {
      const noted = { ...tag, vector };
      if (tags.push(noted) > MOST) tags.shift();
      announce('izin:hold', noted);
    },
    settle(element, status) {
      const at = tags.findLastIndex((tag) => tag.element === element);
      const tag = tags[at];
      if (!tag || tag.status === status) return;
      const settled = { ...tag, status };
      tags[at] = settled;
      if (status === 'released') announce('izin:release', settled);
    },
  };
}

/** The vector of an element, for the register. */
export const vectorOf = (element: Element): Vector =>
  hasAttribute.call(element, 'data-category') ? 'marked' : (VECTORS[element.localName] ?? 'media');

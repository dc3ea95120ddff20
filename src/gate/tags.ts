import type { HeldTag, Vector } from './api.ts';
import { announce, fromDocument } from './page.ts';
import { judgeAddress, judgeMarks, type Verdict } from './law.ts';
import { release } from './release.ts';

// What is held on this page, and how an element is made inert and given back. One gate a page.

/** Elements that wait for their grant, and whether the parser made them: those keep the document's order. */
export const waiting = new Map<Element, boolean>();
/** Elements that were released: never held again. */
export const released = new WeakSet<Element>();

/** The native, from before any guard. */
const { setAttribute } = Element.prototype;

/** Sets an attribute past every guard; `null` removes it. */
export const set = (element: Element, name: string, value: string | null): void =>
  value === null ? element.removeAttribute(name) : setAttribute.call(element, name, value);

const TAGS = 'script,iframe,img,link,source,video,audio,embed,object';
/** Finds everything that may have to be held. */
export const HOLDABLE = `${TAGS},template[data-category]`;

/** The attributes by which elements of a kind load; nothing for elements that load nothing. */
export const addressesOf = (tag: string): readonly string[] =>
  tag === 'link'
    ? ['href']
    : tag === 'object'
      ? ['data']
      : TAGS.split(',').includes(tag)
        ? ['src', 'srcset', 'poster']
        : [];

/** Prefix of the attributes under which a held element keeps its own: `data-izin-src`. */
const KEPT = 'data-izin-';

/** Reads an attribute as the page meant it: what a held element keeps comes first. */
export const meant = (element: Element, name: string): string | null =>
  element.getAttribute(KEPT + name) ?? element.getAttribute(name);

/** Keeps an attribute beside, so that it does not act. */
export const keep = (element: Element, name: string, value: string | null): void =>
  set(element, KEPT + name, value);

/** What is taken from an element to make it inert. A script keeps its address, under an inert type. */
const takenFrom = ({ localName }: Element): readonly string[] =>
  localName === 'script' ? ['type'] : addressesOf(localName);

/** Whether an element was made inert, by us or in the copy of one of ours. */
export const isDisarmed = (element: Element): boolean =>
  takenFrom(element).some((name) => element.hasAttribute(KEPT + name));

/** Makes an element inert. */
export function disarm(element: Element): void {
  for (const name of takenFrom(element)) {
    const value = element.getAttribute(name);
    if (element.hasAttribute(KEPT + name) || (value === null && name !== 'type')) continue;
    keep(element, name, value ?? '');
    set(element, name, name === 'type' ? 'text/plain' : null);
  }
}

/** Gives an element back what {@link disarm} took. A script is not run by this. */
export function rearm(element: Element): void {
  for (const name of takenFrom(element)) {
    const value = element.getAttribute(KEPT + name);
    if (value === null) continue;
    keep(element, name, null);
    set(element, name, name === 'type' && !value ? null : value);
  }
}

/** Where a marked element says what its attribute will be: `data-src`, for `data` too. */
export const markOf = (name: string): string => `data-${name === 'data' ? 'src' : name}`;

/** Every address of an element; in `srcset` they are many. */
const addressesIn = (tag: string, read: (name: string) => string | null): string[] =>
  addressesOf(tag).flatMap((name) => {
    const value = read(name);
    return !value
      ? []
      : name === 'srcset'
        ? value.split(/,?\s+/).filter((part) => /[/.:]/.test(part))
        : value;
  });

/**
 * What keeps an element from loading now: its marks or its addresses.
 *
 * @param read - Reads its attributes, where one is about to change.
 * @returns `undefined` when it loads nothing.
 */
export function verdictOn(
  element: Element,
  read = (name: string): string | null => meant(element, name),
): Verdict | undefined {
  const tag = element.localName;
  const marks = element.getAttribute('data-category');
  if (marks !== null) {
    const addresses = addressesIn(tag, (name) => read(name) ?? read(markOf(name)));
    return judgeMarks(marks, element.getAttribute('data-service'), addresses);
  }
  const does = (name: string, pattern: RegExp): boolean => pattern.test(read(name) ?? '');
  if (
    tag === 'script' &&
    !does('type', /^\s*($|module|speculationrules|(text|application)\/(x-)?(java|ecma)script)/i)
  )
    return;
  if (tag === 'link' && !does('rel', /\b(stylesheet|pre|dns-prefetch|modulepreload|icon|manifest)/i)) return;
  const isPixel = tag === 'img' && does('width', /^[01]$/) && does('height', /^[01]$/);
  const verdicts = addressesIn(tag, read).map((address) =>
    judgeAddress(address, isPixel && address.includes('?')),
  );
  return (
    verdicts.find(({ action }) => action === 'hold') ??
    verdicts.find(({ action }) => action === 'wait') ??
    verdicts[0]
  );
}

/** Whether an element may run now. */
export const mayRun = (element: Element): boolean => (verdictOn(element)?.action ?? 'pass') === 'pass';

// A page that lives for days and is refused a beacon a minute must not fill the memory.
const MOST = 1000;
const tags: HeldTag[] = [];

/** Everything dealt with so far. */
export const heldTags = (): readonly HeldTag[] => [...tags];

/** Takes note of something held or refused. */
export function note(
  vector: Vector,
  url: string,
  { service, category, action }: Verdict,
  element?: Element,
): void {
  const status = !element ? 'refused' : action === 'wait' ? 'waiting' : 'held';
  const tag: HeldTag = { vector, url, service, category, element, status };
  if (tags.push(tag) > MOST) tags.shift();
  announce('izin:hold', tag);
}

/** Takes note of what became of a held element. */
export function settle(element: Element, status: HeldTag['status']): void {
  const at = tags.findLastIndex((tag) => tag.element === element);
  const tag = tags[at];
  if (!tag || tag.status === status) return;
  const settled = (tags[at] = { ...tag, status });
  if (status === 'released') announce('izin:release', settled);
}

const VECTORS: Readonly<Record<string, Vector>> = {
  img: 'image',
  source: 'media',
  video: 'media',
  audio: 'media',
  object: 'embed',
};

/**
 * Whether the parser has what belongs to an element: what follows it, or the end of the page, tells.
 *
 * Text and children of a marked tag may come in several pieces, and it must not run by half.
 */
function isWhole(element: Element | null): boolean {
  if (fromDocument('readyState') !== 'loading') return true;
  return !!element && (!!element.nextSibling || isWhole(element.parentElement));
}

/** Tags that may run, and are not whole yet. */
let growing: Element[] = [];

/** Looks at an element that stands in the page, or is about to load; holds or releases it. */
export function consider(element: Element, isParsed: boolean): void {
  if (released.has(element)) return;
  const isMarked = element.hasAttribute('data-category');
  const verdict = verdictOn(element);
  const isKnown = waiting.has(element);
  if (!verdict || verdict.action === 'pass') {
    // It never was in our way, unless it waits, is marked, or is a copy of one that waits.
    if (!isKnown && !isDisarmed(element) && !(isMarked && verdict)) return;
    if (!isKnown) waiting.set(element, isParsed);
    return releaseWhole([element]);
  }
  const tag = element.localName;
  // Marked scripts and templates are inert as they stand.
  if (!isMarked || tag !== 'script' || element.getAttribute('type') !== 'text/plain') disarm(element);
  if (isKnown) return;
  waiting.set(element, isParsed);
  const url = addressesIn(tag, (name) => meant(element, name) ?? element.getAttribute(markOf(name)))[0];
  note(isMarked ? 'marked' : (VECTORS[tag] ?? (tag as Vector)), url ?? '', verdict, element);
}

/** Releases what is complete of these and of those before, and the rest once it is. */
function releaseWhole(elements: readonly Element[]): void {
  const all = new Set([...growing, ...elements]);
  const isReady = (element: Element): boolean => !isMade(element) || isWhole(element);
  growing = [...all].filter((element) => !isReady(element));
  release([...all].filter(isReady));
}

/** Whether what stands within an element counts: inline code, templates, players with sources. */
const isMade = (element: Element): boolean =>
  waiting.get(element) === true &&
  element.matches('script:not([src],[data-src]),template,video,audio,object');

/** Looks again at everything that waits, after a decision. */
export function reconsider(): void {
  const free: Element[] = [];
  for (const element of waiting.keys()) {
    const action = verdictOn(element)?.action;
    if (!action || action === 'pass') free.push(element);
    else settle(element, action === 'wait' ? 'waiting' : 'held');
  }
  releaseWhole(free);
}

/** Watches what the parser and scripts put into the document. */
export function watchDocument(onMutation: () => void): void {
  const look = (node: Node): void => {
    if (!(node instanceof Element)) return;
    // The parser's scripts are seen before they run: at the end tag the browser runs microtasks first
    // (HTML, "the end of a script element").
    if (node.matches(HOLDABLE)) consider(node, true);
    if (node.firstElementChild)
      for (const element of node.querySelectorAll(HOLDABLE)) consider(element, true);
  };
  new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) addedNodes.forEach(look);
    if (growing.length) releaseWhole([]);
    onMutation();
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener('readystatechange', () => releaseWhole([]));
  // What stands before us: too late for scripts that ran, not for what is still to come.
  look(fromDocument('documentElement'));
}

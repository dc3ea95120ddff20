import type { HeldTag, Vector } from './api.ts';
import { addressesOf, HOLDABLE, isDisarmed, KEPT, markOf, meant, takenFrom } from './elements.ts';
import type { ReleaseModule, Tools } from './inside.ts';
import { judgeAddress, judgeMarks, WAIT, type Verdict } from './law.ts';
import { load } from './load.ts';
import { announce, fromDocument } from './page.ts';

let pause = 3_000; // ms; twice as long before each time that the file which releases is asked for again

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

/** Keeps an attribute beside, so that it does not act. */
export const keep = (element: Element, name: string, value: string | null): void =>
  set(element, KEPT + name, value);

/** Makes an element inert. */
export function disarm(element: Element): void {
  for (const name of takenFrom(element)) {
    const value = element.getAttribute(name);
    if (element.hasAttribute(KEPT + name) || (value === null && name !== 'type')) continue;
    keep(element, name, value ?? '');
    set(element, name, name === 'type' ? 'text/plain' : null);
  }
}

/** Reads the attributes of an element as it was meant, or as they are about to be. */
type Read = (name: string) => string | null;

/** Reads what a marked element will load, too. */
const withMarks =
  (read: Read): Read =>
  (name) =>
    read(name) ?? read(markOf(name));

/** Every address of an element; in `srcset` they are many. */
const addressesIn = (tag: string, read: Read): string[] =>
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
  read: Read = (name) => meant(element, name),
): Verdict | undefined {
  const tag = element.localName;
  const marks = element.getAttribute('data-category');
  if (marks !== null) {
    return judgeMarks(marks, read('data-service'), addressesIn(tag, withMarks(read)));
  }
  // More than what runs or loads may be meant by these; it does no harm to hold that too.
  const does = (name: string, pattern: RegExp): boolean => pattern.test(read(name) ?? '');
  if (tag === 'script' && !does('type', /^\s*$|module|rules|script/i)) return;
  if (tag === 'link' && !does('rel', /sheet|pre|icon|manifest|dict/i)) return;
  const isPixel = tag === 'img' && /^[01]x[01]$/.test(`${read('width')}x${read('height')}`);
  return addressesIn(tag, read)
    .map((address) => judgeAddress(address, isPixel && address.includes('?')))
    .sort((a, b) => b.action - a.action)[0];
}

/** Whether an element may run now. */
export const mayRun = (element: Element): boolean => !verdictOn(element)?.action;

// A page that lives for days and is refused a beacon a minute must not fill the memory.
const MOST = 1000;
const tags: { -readonly [K in keyof HeldTag]: HeldTag[K] }[] = [];

/** Everything dealt with so far. */
export const heldTags = (): readonly HeldTag[] => tags.map((tag) => ({ ...tag }));

/** Takes note of something held or refused. */
export function note(
  vector: Vector,
  url: string,
  { service, category, action }: Verdict,
  element?: Element,
): void {
  const status = !element ? 'refused' : action === WAIT ? 'waiting' : 'held';
  const tag: HeldTag = { vector, url, service, category, element, status };
  if (tags.push(tag) > MOST) tags.shift();
  announce('izin:hold', { ...tag });
}

/** Takes note of what became of a held element. */
export function settle(element: Element, status: HeldTag['status']): void {
  const tag = tags.findLast((known) => known.element === element);
  if (!tag || tag.status === status) return;
  tag.status = status;
  if (status === 'released') announce('izin:release', { ...tag });
}

/** Looks at an element that stands in the page, or is about to load; holds or releases it. */
export function consider(element: Element, isParsed: boolean): void {
  if (released.has(element)) return;
  const isMarked = element.hasAttribute('data-category');
  const verdict = verdictOn(element);
  const isKnown = waiting.has(element);
  if (!verdict?.action) {
    // It never was in our way, unless it waits, is marked, or is a copy of one that waits.
    if (!isKnown && !isDisarmed(element) && !(isMarked && verdict)) return;
    if (!isKnown) waiting.set(element, isParsed);
    return release([element]);
  }
  const tag = element.localName;
  // Marked scripts and templates are inert as they stand.
  if (!isMarked || tag !== 'script' || element.getAttribute('type') !== 'text/plain') disarm(element);
  if (isKnown) return;
  waiting.set(element, isParsed);
  const [url] = addressesIn(
    tag,
    withMarks((name) => meant(element, name)),
  );
  note(isMarked ? 'marked' : (tag as Vector), url ?? '', verdict, element);
}

/** Has elements run that may; the means for that are a file of its own, loaded with the first of them. */
function release(elements: readonly Element[]): void {
  if (!elements.length) return;
  load<ReleaseModule>('release')
    .then((chunk) => chunk.release(elements, tools))
    // The browser has said why. What may run keeps its chance.
    .catch(() => setTimeout(reconsider, (pause *= 2)));
}

/** Looks again at everything that waits, after a decision. */
export function reconsider(): void {
  const free: Element[] = [];
  for (const element of waiting.keys()) {
    const action = verdictOn(element)?.action;
    if (!action) free.push(element);
    else settle(element, action === WAIT ? 'waiting' : 'held');
  }
  release(free);
}

/** What the file that releases needs of ours. */
const tools: Tools = { waiting, released, set, mayRun, settle };

/** Runs one held element, whatever was decided. */
export const runOnce = (element: Element): Promise<void> =>
  load<ReleaseModule>('release').then((chunk) => chunk.start(element, tools));

/** Watches what the parser and scripts put into the document. */
export function watchDocument(): void {
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
  }).observe(document, { childList: true, subtree: true });
  // What stands before us: too late for scripts that ran, not for what is still to come.
  look(fromDocument('documentElement'));
}

import type { HeldTag } from './api.ts';
import { isPixel, markOf } from '../core/markup.ts';
import { addressesOf, attribute, isDisarmed, keptAs, marksOf, meaning, takenFrom } from './elements.ts';
import type { Read, ReleaseModule, Tools } from './inside.ts';
import { IMPORTS } from './guards/worker.ts';
import { config, judgeAddress, judgeMarks, lent, PASS, WAIT, type Verdict } from './law.ts';
import { load } from './load.ts';
import { announce } from './page.ts';
import { addressesBehind, addressesInMarkup, addressesTaken, addressesWithin } from './styles.ts';
import { trust } from './trust.ts';

let pause = 3_000; // ms; twice as long before each time that the file which releases is asked for again

// What is held on this page, and how an element is made inert and given back. One gate a page.

/** Elements that wait for their grant, and whether the parser made them: those keep the document's order. */
export const waiting = new Map<Element, boolean>();
/** Elements that were released, and what tells whether one goes on as it was: then it is never held again. */
export const released: Tools['released'] = new WeakMap();

/** The natives, from before any guard; a form's inputs may be called like them (DOM clobbering). */
const { setAttribute, remove } = Element.prototype;
const { insertBefore } = Node.prototype;

/** Sets an attribute past every guard; `null` removes it. */
export const set = (element: Element, name: string, value: string | null): void =>
  value === null ? element.removeAttribute(name) : setAttribute.call(element, name, value);

/** Keeps an attribute beside, so that it does not act. */
export const keep = (element: Element, name: string, value: string | null): void =>
  set(element, keptAs(name), value);

/** Makes an element inert. Tells whether it was not. */
export function disarm(element: Element): boolean {
  let wasLive = false;
  for (const name of takenFrom(element)) {
    const value = attribute(element, name);
    const isKept = attribute(element, keptAs(name)) !== null;
    if (!isKept) {
      if (value === null && name !== 'type') continue;
      keep(element, name, value ?? '');
    }
    // The browser goes on with what these began unless they get something else.
    const other = /^(embed|object)$/.test(element.localName) ? 'about:blank' : null;
    const inert = name === 'type' ? 'text/plain' : other;
    // What was kept before may have been made live again since, or was copied without this.
    if (value === inert) continue;
    set(element, name, inert);
    wasLive = true;
  }
  return wasLive;
}

/**
 * Takes a frame out and puts it back: its page may be on its way already, and would be shown, and run, once
 * more before the empty one (in one of four in Chromium, where the answer came quickly).
 */
function reseat(frame: Element): void {
  const { parentNode, nextSibling } = frame;
  remove.call(frame);
  if (parentNode) insertBefore.call(parentNode, frame, nextSibling);
}

/** Reads what a marked element will load, too. */
const withMarks =
  (read: Read): Read =>
  (name) =>
    read(name) ?? read(markOf(name));

/** The addresses that stand in an element's own text, and are asked for without its running. */
function addressesInText(element: Element, read: Read): readonly string[] {
  const tag = element.localName;
  const type = (tag === 'script' && !read('src') && read('type')) || '';
  const style = tag === 'style' ? element.textContent : read('style');
  const code = /rules|module/.test(type) ? element.textContent : '';
  return [
    ...(code && addressesWithin(/rules/.test(type) ? code : String(code.match(IMPORTS)))),
    ...(style ? addressesTaken(style) : ''),
  ];
}

/** Every address of an element; some attributes hold many. */
export function addressesIn(element: Element, read: Read): readonly string[] {
  const tag = element.localName;
  let found = addressesInText(element, read);
  for (const name of addressesOf(tag)) {
    const value = read(name);
    if (!value) continue;
    const all =
      name === 'content'
        ? [value.replace(/^.*?url\s*=\s*['"]?/i, '')]
        : /set|ping|attr|values/.test(name)
          ? value.trim().split(name === 'values' ? ';' : /[\s,]+/)
          : name === 'srcdoc'
            ? addressesInMarkup(value)
            : /^(i?frame|embed|object|link)$/.test(tag)
              ? addressesBehind(value)
              : [value];
    // A page may have spoilt `push`.
    found = [...found, ...all];
  }
  return found;
}

function judge(element: Element, read: Read): Verdict | undefined {
  const tag = element.localName;
  const marks = marksOf(element);
  // More than what runs or loads may be meant by these; it does no harm to hold that too.
  const does = (name: string, pattern: RegExp): boolean => pattern.test(read(name) ?? '');
  // Data is nobody's business, whatever attributes it has.
  if (
    tag === 'script' &&
    !does('type', /^\s*$|module|rules|script/i) &&
    !(marks !== null && does('type', /plain/))
  )
    return;
  if (marks !== null) return judgeMarks(marks, read('data-service'), addressesIn(element, withMarks(read)));
  if (tag === 'meta' && !does('http-equiv', /refresh/i)) return;
  // The relation may still come, by ways that nobody stands before.
  if (tag === 'link' && !does('rel', /^\s*$|sheet|pre|icon|manifest|dict/i)) return;
  return addressesIn(element, read)
    .map((address) => judgeAddress(address, isPixel(tag, address, read('width'), read('height'))))
    .sort((a, b) => b.action - a.action)[0];
}

/**
 * What keeps an element from loading now: its marks or its addresses.
 *
 * @param read - Reads its attributes, where one is about to change.
 * @returns `undefined` when it loads nothing.
 */
export function verdictOn(element: Element, read: Read = meaning(element)): Verdict | undefined {
  const verdict = judge(element, read);
  if (config.mode !== 'report' || !verdict?.action) return verdict;
  if (!tags.some((known) => known.element === element)) holdElement(element, read, verdict);
  return { ...verdict, action: PASS };
}

/** Whether an element stands there inert. */
export const isHeld = (element: Element): boolean =>
  waiting.has(element) && (isDisarmed(element) || marksOf(element) !== null);

/** Whether an element may run now. */
export const mayRun = (element: Element): boolean => lent.has(element) || !verdictOn(element)?.action;

// A page that lives for days and is refused a beacon a minute must not fill the memory.
const MOST = 1000;
const tags: { -readonly [K in keyof HeldTag]: HeldTag[K] }[] = [];

/** Everything dealt with so far. */
export const heldTags = (): readonly HeldTag[] => tags.map((tag) => ({ ...tag }));

/**
 * Takes note of something that a verdict keeps from going on.
 *
 * @returns Whether it is held; what passes is not, and in report mode nothing is.
 */
export function hold(
  vector: string,
  url: string,
  { service, category, action }: Verdict,
  element?: Element,
): boolean {
  if (!action) return false;
  const isReport = config.mode === 'report';
  const status = isReport ? 'reported' : !element ? 'refused' : action === WAIT ? 'waiting' : 'held';
  const tag: HeldTag = { vector, url, service, category, element, status };
  if (tags.push(tag) > MOST) tags.shift();
  announce('izin:hold', { ...tag });
  return !isReport;
}

const holdElement = (element: Element, read: Read, verdict: Verdict): boolean =>
  hold(
    marksOf(element) === null ? element.localName : 'marked',
    addressesIn(element, withMarks(read))[0] ?? '',
    verdict,
    element,
  );

/** Takes note of what became of a held element. */
export function settle(element: Element, status: HeldTag['status']): void {
  const tag = tags.findLast((known) => known.element === element);
  if (!tag || tag.status === status) return;
  tag.status = status;
  if (status === 'released') announce('izin:release', { ...tag });
}

/** Looks at an element that stands in the page, or is about to load; holds or releases it. */
export function consider(element: Element, isParsed: boolean): void {
  if (released.get(element)?.()) return;
  const isMarked = marksOf(element) !== null;
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
  const wasLive =
    (!isMarked || tag !== 'script' || attribute(element, 'type') !== 'text/plain') && disarm(element);
  if (!isKnown) {
    waiting.set(element, isParsed);
    holdElement(element, meaning(element), verdict);
  }
  if (wasLive && isParsed && /^(iframe|embed|object)$/.test(tag)) reseat(element);
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
export const tools: Tools = {
  nonce: '',
  waiting,
  lent,
  released,
  find: addressesIn,
  judge: judgeAddress,
  failed: new Set(),
  set,
  mayRun,
  settle,
  trust,
};

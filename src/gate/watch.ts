import { attribute, EVERYTHING, find, of, TAGS } from './elements.ts';
import { listenerIn } from './page.ts';
import { cleanStyle } from './styles.ts';
import { consider } from './tags.ts';

// What is looked at: what the parser puts into a document, and what scripts are about to.

/** The natives, from before any guard; a form's inputs may be called like them (DOM clobbering). */
const { hasAttributes } = Element.prototype;
const { addEventListener } = EventTarget.prototype;

const kinds = new Set([...TAGS, 'template', 'style']);

/**
 * Looks at what was put into a document, or is about to be, and at what stands in it.
 *
 * The parser's scripts are seen before they run: at the end tag the browser runs microtasks first (HTML,
 * "the end of a script element").
 *
 * @param isParsed - The parser has put it there.
 */
export function look(node: Node, isParsed: boolean): void {
  meet(node as Element, isParsed);
  if (of(node, 'firstElementChild')) for (const inner of find(node, EVERYTHING)) meet(inner, isParsed);
}

/** Watches what stands in the shadow of an element, if anything does. */
function watchShadow(node: Node): void {
  const root = of(node, 'shadowRoot');
  if (root) watch(root);
}

/**
 * Meets one node, of which elements alone matter. What goes wrong with it is no reason to pass over others.
 *
 * @param isLate - All that came with it has been met.
 */
function meet(element: Element, isParsed: boolean, isLate?: true): void {
  try {
    const localName = of(element, 'localName');
    if (!localName) return;
    // What is done to these has the page laid out at once, and styles load that we have not seen yet.
    if (isParsed && !isLate && /^(embed|object)$/.test(localName))
      return queueMicrotask(() => meet(element, true, true));
    watchShadow(element);
    if (!kinds.has(localName) && !hasAttributes.call(element)) return;
    if (localName === 'style') observe(element, { ...TEXT, subtree: true });
    if (localName === 'style' || attribute(element, 'style') !== null) cleanStyle(element);
    const content = localName === 'template' && (element as HTMLTemplateElement).content;
    if (content && attribute(element, 'data-category') === null) look(content, isParsed);
    else if (kinds.has(localName) || attribute(element, 'background') !== null) consider(element, isParsed);
    // Asked for once it has one, its window gets its guards.
    if (localName === 'iframe') queueMicrotask(() => void (element as HTMLIFrameElement).contentWindow);
  } catch (error) {
    reportError(error);
  }
}

/**
 * Looks at what is about to be put somewhere, before it acts.
 *
 * @param place - Where, or beside what.
 * @param home - The document of the realm: what was made in another may load by being taken over.
 * @returns Whether it may load anything at all; most elements do not, and are not looked at further.
 */
export function prepare(node: unknown, place: unknown, home: Document): boolean {
  const { localName, firstChild } = (node ?? {}) as Element;
  if (!firstChild && !(localName && (kinds.has(localName) || hasAttributes.call(node as Element))))
    return false;
  if ((place as Node).isConnected !== false || (node as Node).ownerDocument !== home)
    look(node as Node, false);
  return true;
}

/** What is watched, and whether the parser is still at it. */
const watched = new WeakMap<Node, boolean>();
const TEXT = { childList: true, characterData: true };

/** Makes what is told of changes in one document. */
function createListener(): (mutations: MutationRecord[]) => void {
  /** What the parser has put in place last. */
  let tip: Node | null = null;
  return (mutations) => {
    // Of a shadow root in the markup nobody is told; what is still open may have got one since.
    for (; tip; tip = of(tip, 'parentNode')) watchShadow(tip);
    let last: Node | undefined;
    for (const { addedNodes, target } of mutations) {
      for (let i = 0; i < addedNodes.length;) look((tip = addedNodes[i++] as Node), true);
      if (target === last) continue;
      // What has changed may be its style or, piece by piece, its text.
      last = target;
      const element = (of(target, 'localName') ? target : of(target, 'parentNode')) as Element | null;
      if (element) meet(element, true);
    }
  };
}

const homeOf = (node: Node): Document => (of(node, 'ownerDocument') ?? node) as Document;
const viewOf = (home: Document): Window | null => of(home, 'defaultView');

/** By document. */
const observers = new WeakMap<Document, MutationObserver>();

function observe(node: Node, options: MutationObserverInit): void {
  const home = homeOf(node);
  const observer = observers.get(home) ?? new MutationObserver(listenerIn(viewOf(home), createListener()));
  observers.set(home, observer);
  observer.observe(node, options);
}

/**
 * Watches a document or a shadow root: what the parser puts there until it is done, and styles.
 *
 * Ways of scripts are guarded. To be told of every element that they make would cost a page more than
 * all guards (measured: `npm run bench`).
 */
export function watch(root: Document | ShadowRoot): void {
  const home = homeOf(root);
  const isParsing = of(home, 'readyState') === 'loading';
  const wasParsing = watched.get(root);
  if (wasParsing === isParsing) return;
  watched.set(root, isParsing);
  observe(root, {
    ...(isParsing && TEXT),
    subtree: true,
    attributeFilter: ['style', 'background'],
  });
  if (isParsing)
    addEventListener.call(
      home,
      'DOMContentLoaded',
      listenerIn(viewOf(home), () => watch(root)),
    );
  // What stands before us: too late for scripts that ran, not for what is still to come.
  if (wasParsing === undefined)
    look(root instanceof ShadowRoot ? root : (root.documentElement ?? root), true);
}

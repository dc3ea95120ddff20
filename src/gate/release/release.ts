import { addressesOf, isDisarmed, KEPT, markOf, meant, takenFrom } from '../elements.ts';
import type { Tools } from '../inside.ts';
import { createElement, fromDocument } from '../page.ts';
import { guardLate } from './late.ts';
import { turn } from './turn.ts';

export { build } from 'virtual:izin/build';

const SLICE = 12; // ms of our own work before the page gets its turn

/** What the gate lends. */
let tools: Tools;
let isGuarded = false;
let queue: Element[] = [];
let isRunning = false;
/** Ordered scripts on their way. */
let loads: Promise<unknown>[] = [];

/** Takes what the gate lends, and begins to make up for what late scripts miss. */
function take(given: Tools): void {
  tools = given;
  if (!isGuarded) guardLate(given.released);
  isGuarded = true;
}

/**
 * Whether the parser has what belongs to an element: what follows it, or the end of the page, tells.
 *
 * Text and children of a marked tag may come in several pieces, and it must not run by half.
 */
function isWhole(element: Element | null): boolean {
  if (fromDocument('readyState') !== 'loading') return true;
  return !!element && (!!element.nextSibling || isWhole(element.parentElement));
}

/** Whether what stands within an element counts: inline code, templates, players with sources. */
const isMade = (element: Element): boolean =>
  tools.waiting.get(element) === true &&
  element.matches('script:not([src],[data-src]),template,video,audio,object');

/** Tags that may run, and are not whole yet. */
let growing: Element[] = [];

/** Releases what is complete of these and of those before, and the rest once it is. */
export function release(elements: readonly Element[], given: Tools): void {
  take(given);
  const all = new Set([...growing, ...elements]);
  const isReady = (element: Element): boolean => !isMade(element) || isWhole(element);
  growing = [...all].filter((element) => !isReady(element));
  enqueue([...all].filter(isReady));
  if (growing.length) parser.observe(document, { childList: true, subtree: true });
  else parser.disconnect();
}

const parser = new MutationObserver(() => release([], tools));
document.addEventListener('readystatechange', () => growing.length && release([], tools));

/**
 * Queues elements to run, in the order of the document, each once, while they still may.
 *
 * Scripts without `async` keep their order: external ones are requested at once and run in order
 * (`async = false`), inline ones wait for those before them. All else starts at once.
 */
function enqueue(elements: readonly Element[]): void {
  const fresh = elements.filter((element) => !queue.includes(element));
  if (!fresh.length) return;
  // What stands in no document comes last, as it came.
  queue = [...queue, ...fresh].sort((a, b) =>
    !a.isConnected || !b.isConnected
      ? Number(b.isConnected) - Number(a.isConnected)
      : a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING
        ? -1
        : 1,
  );
  if (!isRunning) void run();
}

async function run(): Promise<void> {
  isRunning = true;
  let since = performance.now();
  let blocked: Element[] = [];
  while (queue.length || blocked.length) {
    let element = queue.shift();
    if (!element) {
      // Only tags behind an inline script are left: it runs when those before it have.
      await Promise.all(loads);
      loads = [];
      queue = [...blocked, ...queue];
      blocked = [];
      element = queue.shift();
    } else if (isOrdered(element) && (blocked.length || (loads.length && !sourceOf(element)))) {
      blocked.push(element);
      continue;
    }
    if (element) attempt(element);
    if (performance.now() - since > SLICE) {
      await turn();
      since = performance.now();
    }
  }
  isRunning = false;
}

const sourceOf = (element: Element): string | null =>
  element.getAttribute('data-src') ?? meant(element, 'src');

const isMarked = (element: Element): boolean => element.hasAttribute('data-category');

const isOrdered = (element: Element): boolean =>
  element instanceof HTMLScriptElement &&
  element.isConnected &&
  !(isMarked(element) || tools.waiting.get(element) ? element.hasAttribute('async') : element.async);

/** Runs one element; one that cannot be run stays held, and stops no other. */
function attempt(element: Element): void {
  const isParsed = tools.waiting.get(element) ?? false;
  try {
    if (tools.waiting.has(element) && tools.mayRun(element)) start(element, tools);
  } catch (error) {
    console.error(`izin: ${sourceOf(element) ?? 'inline code'} stays held: ${String(error)}`);
    tools.released.delete(element);
    tools.waiting.set(element, isParsed);
    tools.settle(element, 'held');
  }
}

/** Runs one element, whatever is queued and was decided. */
export function start(element: Element, given: Tools): void {
  take(given);
  const isParsed = tools.waiting.get(element) ?? false;
  const keepsOrder = isOrdered(element);
  tools.waiting.delete(element);
  tools.released.add(element);
  tools.settle(element, 'released');
  if (element instanceof HTMLTemplateElement) return releaseTemplate(element);
  if (isDisarmed(element)) rearm(element);
  if (element instanceof HTMLScriptElement) {
    const load = isMarked(element) ? runCopy(element) : runAgain(element, isParsed);
    if (load && keepsOrder) loads.push(load);
  } else if (isMarked(element)) {
    for (const inner of [element, ...element.querySelectorAll('source')]) {
      tools.released.add(inner);
      for (const name of addressesOf(inner.localName)) {
        const value = inner.getAttribute(markOf(name));
        if (value !== null) tools.set(inner, name, value);
      }
    }
    // A player that found no source before does not look again by itself.
    if (element instanceof HTMLMediaElement) element.load();
  }
}

/** Gives an element back what was taken to make it inert. A script is not run by this. */
function rearm(element: Element): void {
  for (const name of takenFrom(element)) {
    const value = element.getAttribute(KEPT + name);
    if (value === null) continue;
    tools.set(element, KEPT + name, null);
    tools.set(element, name, name === 'type' && !value ? null : value);
  }
}

/** The part of Trusted Types that releasing needs. */
interface Policy {
  createScript(text: string): string;
  createScriptURL(url: string): string;
}

let policy: Policy | undefined;

/** Where a page requires Trusted Types and forbids our policy, its scripts stay held. */
function trust(make: keyof Policy, text: string): string {
  const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  try {
    policy ??= trustedTypes?.createPolicy('izin', { createScript: String, createScriptURL: String });
  } catch {
    // Forbidden.
  }
  return policy ? policy[make](text) : text;
}

/** Gives a script its address, by which it runs, and settles once it has run or failed. */
function load(script: HTMLScriptElement, src: string): Promise<unknown> {
  const done = new Promise((resolve) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', resolve);
  });
  script.src = trust('createScriptURL', src);
  return done;
}

/** Runs a script that was made inert: the very same one, so that what the page knows of it holds. */
function runAgain(script: HTMLScriptElement, isParsed: boolean): Promise<unknown> | undefined {
  const src = script.getAttribute('src');
  if (!src || !script.isConnected) return undefined;
  // The parser's scripts lose their order once they were passed over; async = false gives it back
  // (HTML, "prepare the script element", steps 4 and 12). Elsewhere the flag is as the page left it.
  if (isParsed) script.async = script.hasAttribute('async');
  // A script runs when it gets an address where it had none (HTML, "prepare the script element").
  tools.set(script, 'src', null);
  return load(script, src);
}

/**
 * Runs a marked script by putting a fresh copy in its place.
 *
 * A new `type` alone never makes a script run, and one that came by `innerHTML` never runs at all
 * (HTML, "already started"). Hence the copy.
 */
function runCopy(marked: HTMLScriptElement): Promise<unknown> | undefined {
  const script = copyOf(marked);
  tools.released.add(script);
  const type = marked.dataset['type'] ?? marked.type;
  if (type !== 'text/plain') tools.set(script, 'type', type);
  const src = sourceOf(marked);
  const loaded = src ? load(script, src) : undefined;
  marked.replaceWith(script);
  return loaded;
}

/** A fresh script with the same text and attributes, but without type and address. */
function copyOf(marked: HTMLScriptElement): HTMLScriptElement {
  const script = createElement('script');
  for (const { name, value } of marked.attributes)
    if (!/^(data-)?(type|src)$/.test(name)) tools.set(script, name, value);
  // The attribute reads as empty once connected, so that CSS cannot leak it; the property does not.
  script.nonce = marked.nonce;
  // Scripts made by script are async unless told; marked ones keep the order of the page.
  script.async = marked.hasAttribute('async');
  if (marked.text) script.text = trust('createScript', marked.text);
  return script;
}

/** Puts what stands in a template in its place. Scripts in it become marked ones, so that they keep their order. */
function releaseTemplate(template: HTMLTemplateElement): void {
  const content = document.importNode(template.content, true);
  for (const script of content.querySelectorAll<HTMLScriptElement>('script:not([data-category])')) {
    const marked = copyOf(script);
    tools.set(marked, 'data-type', script.getAttribute('type') ?? '');
    tools.set(marked, 'data-src', script.getAttribute('src'));
    tools.set(marked, 'type', 'text/plain');
    for (const name of ['data-category', 'data-service'])
      tools.set(marked, name, template.getAttribute(name));
    script.replaceWith(marked);
  }
  template.replaceWith(content);
}

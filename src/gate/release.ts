import { createElement } from './page.ts';
import {
  addressesOf,
  isDisarmed,
  markOf,
  mayRun,
  meant,
  rearm,
  released,
  set,
  settle,
  waiting,
} from './tags.ts';

const SLICE = 12; // ms of our own work before the page gets its turn
const NO_FRAMES = 250; // ms after which a page without frames (a background tab) is taken for painted

/** Settles in a fresh task. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(0);
  });

/** Settles once the next frame is painted: the visitor sees the click before anything else happens. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => void turn().then(resolve));
    setTimeout(resolve, NO_FRAMES);
  });

let queue: Element[] = [];
let isRunning = false;
/** Ordered scripts on their way. */
let loads: Promise<unknown>[] = [];

/**
 * Queues elements to run, in the order of the document, each once, while they still may.
 *
 * Scripts without `async` keep their order: external ones are requested at once and run in order
 * (`async = false`), inline ones wait for those before them. All else starts at once.
 */
export function release(elements: readonly Element[]): void {
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
  !(isMarked(element) || waiting.get(element) ? element.hasAttribute('async') : element.async);

/** Runs one element; one that cannot be run stays held, and stops no other. */
function attempt(element: Element): void {
  const isParsed = waiting.get(element) ?? false;
  try {
    start(element);
  } catch (error) {
    console.error(`izin: ${sourceOf(element) ?? 'inline code'} stays held: ${String(error)}`);
    released.delete(element);
    waiting.set(element, isParsed);
    settle(element, 'held');
  }
}

/** Runs one element, whatever is queued. */
export function start(element: Element, isForced?: true): void {
  const isParsed = waiting.get(element);
  if (isParsed === undefined || !(isForced ?? mayRun(element))) return;
  const keepsOrder = isOrdered(element);
  waiting.delete(element);
  released.add(element);
  settle(element, 'released');
  if (element instanceof HTMLTemplateElement) return releaseTemplate(element);
  if (isDisarmed(element)) rearm(element);
  if (element instanceof HTMLScriptElement) {
    const load = isMarked(element) ? runCopy(element) : runAgain(element, isParsed);
    if (load && keepsOrder) loads.push(load);
  } else if (isMarked(element)) {
    for (const inner of [element, ...element.querySelectorAll('source')]) {
      released.add(inner);
      for (const name of addressesOf(inner.localName)) {
        const value = inner.getAttribute(markOf(name));
        if (value !== null) set(inner, name, value);
      }
    }
    // A player that found no source before does not look again by itself.
    if (element instanceof HTMLMediaElement) element.load();
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
  set(script, 'src', null);
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
  released.add(script);
  const type = marked.dataset['type'] ?? marked.type;
  if (type !== 'text/plain') set(script, 'type', type);
  const src = sourceOf(marked);
  const loaded = src ? load(script, src) : undefined;
  marked.replaceWith(script);
  return loaded;
}

/** A fresh script with the same text and attributes, but without type and address. */
function copyOf(marked: HTMLScriptElement): HTMLScriptElement {
  const script = createElement('script');
  for (const { name, value } of marked.attributes)
    if (!/^(data-)?(type|src)$/.test(name)) set(script, name, value);
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
    set(marked, 'data-type', script.getAttribute('type') ?? '');
    set(marked, 'data-src', script.getAttribute('src'));
    set(marked, 'type', 'text/plain');
    for (const name of ['data-category', 'data-service']) set(marked, name, template.getAttribute(name));
    script.replaceWith(marked);
  }
  template.replaceWith(content);
}

import { isDisarmed, LOADING, markOf, meant, rearm, set, type Held, type Register } from './hold.ts';

/** Lets elements run that were held. */
export interface Releaser {
  /** Queues elements; they run in the order of the document, each once, while they still may. */
  release(elements: readonly Element[]): void;
  /** Runs one element at once, whatever the decisions say. */
  force(element: Element): void;
  /** What is queued waits until the next frame is painted: the visitor sees the click before the tags run. */
  afterPaint(): void;
}

const SLICE = 12; // ms of our own work before the page gets its turn

/** Settles in a fresh task. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

/** Settles once the next frame is painted, or soon where no frames are (a background tab). */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => void turn().then(resolve));
    setTimeout(resolve, 250);
  });

/**
 * Makes the part that releases.
 *
 * Scripts without `async` keep the order of the document: external ones are requested at once and run
 * in order (`async = false`), inline ones wait for those before them. All else starts at once.
 *
 * @param mayRun - Asked again right before an element runs: a withdrawal may have come between.
 */
export function createReleaser(
  register: Register,
  mayRun: (element: Element) => boolean,
  policy: () => TrustedPolicy | undefined,
): Releaser {
  const { waiting, released } = register;
  let queue: Held[] = [];
  let gap: Promise<unknown> | undefined;
  let isRunning = false;
  let loads: Promise<unknown>[] = [];

  async function run(): Promise<void> {
    isRunning = true;
    try {
      await (gap ?? Promise.resolve());
      gap = undefined;
      let since = performance.now();
      let blocked: Held[] = [];
      while (queue.length || blocked.length) {
        const held = queue.shift();
        if (!held) {
          // Only tags behind an inline script are left: it runs when those before it have.
          await Promise.all(loads);
          loads = [];
          queue = [...blocked, ...queue];
          blocked = [];
          const first = queue.shift();
          if (first) start(first);
          continue;
        }
        const isOrdered = isOrderedScript(held);
        if (isOrdered && (blocked.length || (loads.length && !hasAddress(held.element)))) blocked.push(held);
        else start(held);
        if (performance.now() - since > SLICE) {
          await turn();
          since = performance.now();
        }
      }
    } finally {
      isRunning = false;
    }
  }

  function start(held: Held, isForced?: true): void {
    const { element } = held;
    if (!waiting.has(element) || !(isForced ?? mayRun(element))) return;
    waiting.delete(element);
    const isOrdered = isOrderedScript(held);
    const [running, load] = held.isMarked ? releaseMarked(held, register, policy) : releaseHeld(held, policy);
    if (running) released.add(running);
    if (load && isOrdered) loads.push(load);
    register.settle(element, 'released');
  }

  return {
    release(elements) {
      const next = elements.map((element) => waiting.get(element)).filter((held) => held !== undefined);
      const fresh = next.filter((held) => !queue.includes(held));
      if (!fresh.length) return;
      queue = [...queue, ...fresh].sort(byDocument);
      if (!isRunning) void run();
    },
    force(element) {
      const held = waiting.get(element);
      if (held) start(held, true);
    },
    afterPaint() {
      gap = painted();
    },
  };
}

/** In the order of the document; what stands in no document comes last, as it came. */
function byDocument({ element: a }: Held, { element: b }: Held): number {
  if (!a.isConnected || !b.isConnected) return Number(b.isConnected) - Number(a.isConnected);
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

const hasAddress = (element: Element): boolean => !!(meant(element, 'src') ?? element.getAttribute('data-src'));

const isOrderedScript = ({ element, isMarked, isParsed }: Held): boolean =>
  element instanceof HTMLScriptElement &&
  element.isConnected &&
  (isMarked || isParsed ? !element.hasAttribute('async') : !element.async);

/** The part of Trusted Types that releasing needs. */
export interface TrustedPolicy {
  createScript(text: string): unknown;
  createScriptURL(url: string): unknown;
}

type Released = readonly [running: Element | undefined, load?: Promise<unknown> | undefined];

const loading = (element: Element): Promise<unknown> =>
  new Promise((resolve) => {
    for (const type of ['load', 'error']) element.addEventListener(type, resolve, { once: true });
  });

/** Runs an element that was made inert: the very same one, so that what the page knows of it holds. */
function releaseHeld({ element, isParsed }: Held, policy: () => TrustedPolicy | undefined): Released {
  rearm(element);
  if (!(element instanceof HTMLScriptElement) || !element.isConnected) return [element];
  const src = element.getAttribute('src');
  if (!src) return [element];
  // The parser's scripts lose their order once they were passed over; async = false gives it back
  // (HTML, "prepare the script element", steps 4 and 12). Elsewhere the flag is as the page left it.
  if (isParsed) element.async = element.hasAttribute('async');
  // A script runs when it gets an address where it had none (HTML, "prepare the script element").
  set(element, 'src', null);
  setSrc(element, src, policy);
  return [element, loading(element)];
}

function setSrc(script: HTMLScriptElement, src: string, policy: () => TrustedPolicy | undefined): void {
  script.src = (policy()?.createScriptURL(src) ?? src) as string;
}

/** Runs what the owner marked. */
function releaseMarked(
  { element }: Held,
  register: Register,
  policy: () => TrustedPolicy | undefined,
): Released {
  if (element instanceof HTMLTemplateElement) {
    releaseTemplate(element);
    return [undefined];
  }
  if (element instanceof HTMLScriptElement) return releaseScript(element, register, policy);
  if (isDisarmed(element)) rearm(element);
  for (const inner of [element, ...element.querySelectorAll('source')]) {
    register.released.add(inner);
    for (const name of LOADING[inner.localName] ?? []) {
      const value = inner.getAttribute(markOf(name));
      if (value !== null) inner.setAttribute(name, value);
    }
  }
  return [element];
}

/**
 * Runs a marked script by putting a fresh copy in its place.
 *
 * A new `type` alone never makes a script run, and one that came by `innerHTML` never runs at all
 * (HTML, "already started"). Hence the copy.
 */
function releaseScript(
  marked: HTMLScriptElement,
  { released }: Register,
  policy: () => TrustedPolicy | undefined,
): Released {
  const script = document.createElement('script');
  released.add(script);
  const src = marked.getAttribute('data-src') ?? marked.getAttribute('src');
  for (const { name, value } of marked.attributes) {
    if (!/^(type|src|data-src|data-type|data-izin-type)$/.test(name)) script.setAttribute(name, value);
  }
  const type = marked.getAttribute('data-type') ?? meant(marked, 'type') ?? '';
  if (type && type !== 'text/plain') script.type = type;
  // The attribute reads as empty once connected, so that CSS cannot leak it; the property does not.
  script.nonce = marked.nonce;
  // Scripts made by script are async unless told; marked ones keep the order of the page.
  script.async = marked.hasAttribute('async');
  const load = src ? loading(script) : undefined;
  if (src) setSrc(script, src, policy);
  else script.text = (policy()?.createScript(marked.text) ?? marked.text) as string;
  marked.replaceWith(script);
  return [script, load];
}

/** Puts what stands in a template in its place. Scripts in it become marked ones, so that they keep their order. */
function releaseTemplate(template: HTMLTemplateElement): void {
  const content = document.importNode(template.content, true);
  for (const script of content.querySelectorAll('script')) {
    if (script.type && script.type !== 'text/plain') script.dataset['type'] ??= script.type;
    set(script, 'type', 'text/plain');
    for (const name of ['category', 'service']) {
      const value = template.getAttribute(`data-${name}`);
      if (value !== null && !script.hasAttribute('data-category')) set(script, `data-${name}`, value);
    }
  }
  template.replaceWith(content);
}

/**
 * Reads a property of the document. Elements with a name come before the document's own properties
 * (`<form name="cookie">`, DOM clobbering); the prototype does not know them.
 */
export const fromDocument = <K extends keyof Document>(name: K): Document[K] =>
  Reflect.get(Document.prototype, name, document) as Document[K];

/** Makes an element, whatever elements are called. */
export const createElement = <K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] =>
  fromDocument('createElement').call(document, tag) as HTMLElementTagNameMap[K];

/**
 * A listener of ours as one of the realm in which it listens. Whatever a listener is the first to be told
 * of, an event or an element that the parser has made, is an object of the listener's realm for good in
 * Chromium: a frame would find its own elements to be none of its own (`instanceof`).
 */
export const listenerIn = <T extends (...args: never[]) => unknown>(w: Window | null, listener: T): T =>
  new ((w ?? window) as Window & typeof globalThis).Proxy(listener, {});

/** Sends an event to whoever listens on the document. */
export const announce = (name: string, detail: unknown): unknown =>
  fromDocument('dispatchEvent').call(document, new CustomEvent(name, { detail }));

/** An address as the page means it, or a worker with a base of its own; `undefined` where it is none. */
export function resolve(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base ?? fromDocument('baseURI'));
  } catch {
    return undefined;
  }
}

/** Documents and code of the page's own making. Pictures and fonts ask for nothing more. */
const MADE = /^(data:(?!image|font)|blob:|javascript:)/;

/**
 * The text behind an address of the page's own making, read at once: the page may take the address back.
 * `undefined` for other addresses, and where a page forbids to read its own.
 */
export function textBehind(address: string, base?: string): string | undefined {
  const url = resolve(address, base)?.href ?? '';
  if (!MADE.test(url)) return undefined;
  try {
    if (url.startsWith('j')) return unescape(url);
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.send();
    return request.responseText;
  } catch {
    return undefined;
  }
}

/**
 * Whether the page stands behind a policy that was there before us: its markup says so, or, where a header
 * carries it, our own script element.
 */
export const isSealed = (script: HTMLScriptElement | undefined): boolean =>
  !!fromDocument('getElementById').call(document, 'izin-seal') || script?.dataset['sealed'] !== undefined;

/** All cookies that a script can see, as one text. */
export function readCookies(): string {
  try {
    return fromDocument('cookie');
  } catch {
    return ''; // A sandboxed frame has no cookies, and says so by throwing.
  }
}

const NO_FRAMES = 250; // ms after which a page without frames (a background tab) is taken for painted

/** Calls back once the next frame is painted: the visitor sees the click before anything else happens. */
export const painted = (act: () => void): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, NO_FRAMES);
  }).then(act);

/** Calls back once the page has loaded. */
export const onceLoaded = (act: () => void): void =>
  fromDocument('readyState') === 'complete' ? act() : addEventListener('load', act);

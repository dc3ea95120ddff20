import { isDisarmed, keptAs, marksOf, meaning, takenFrom } from '../elements.ts';
import { createElement, fromDocument } from '../page.ts';
import { free } from './free.ts';
import { tools, trust } from './lent.ts';

/** The address that a script will have. */
export const sourceOf = (script: Element): string | null =>
  (marksOf(script) === null ? null : script.getAttribute('data-src')) ?? meaning(script)('src');

/** The type that a script will have. */
export const typeOf = (script: Element): string =>
  (script.getAttribute('data-type') ?? meaning(script)('type') ?? '').replace('text/plain', '');

/** Whether a script with an address will be asked for. */
export const isAsked = (script: HTMLScriptElement): boolean =>
  !!sourceOf(script) && !script.noModule && /^\s*$|module|script/i.test(typeOf(script));

const XLINK = 'http://www.w3.org/1999/xlink';

/** Gives an element back what was taken to make it inert. A script is not run by this. */
export function rearm(element: Element): void {
  for (const name of takenFrom(element)) {
    const value = element.getAttribute(keptAs(name));
    if (value === null) continue;
    tools.set(element, keptAs(name), null);
    if (name.startsWith('xlink:')) element.setAttributeNS(XLINK, name, value);
    else if (name === 'type') tools.set(element, name, value || null);
    else tools.set(element, name, trust(name === 'srcdoc' ? 'createHTML' : 'createScriptURL', value));
  }
}

/**
 * What runs in place of a script: it does so itself, where it can.
 *
 * What came by `innerHTML` never runs (HTML, "already started"); marked scripts do, as a copy. The parser
 * leaves others async when it passes over them (HTML, "prepare the script element", step 4).
 */
const standIn = (script: HTMLScriptElement): HTMLScriptElement =>
  marksOf(script) !== null && (script.hasAttribute('async') || !script.async) ? copyOf(script) : script;

/**
 * Runs a script, where it stands.
 *
 * A new `type` never makes a script run; insertion does (HTML, "prepare the script element"). So it is
 * the very same element, and what the page knows of it holds.
 *
 * @param isParsed - Whether it keeps the order of the page.
 * @param it - What runs in its place.
 * @returns Settles once it has run, or with what has failed; nothing for code without an address.
 */
export function runScript(
  script: HTMLScriptElement,
  isParsed: boolean,
  it = standIn(script),
): Promise<HTMLScriptElement | false> | undefined {
  const src = sourceOf(script);
  const type = typeOf(script);
  const isCode = isAsked(script);
  // First, for it may be forbidden. The type is still inert.
  if (src !== null && it.getAttribute('src') !== src) it.setAttribute('src', trust('createScriptURL', src));
  if (isDisarmed(it)) rearm(it);
  if (marksOf(it) !== null) {
    tools.set(it, 'type', type || null);
    tools.set(it, 'data-type', null);
    tools.set(it, 'data-src', null);
  }
  // Elsewhere the flag is as the page left it.
  if (isParsed && !it.hasAttribute('async')) it.async = false;
  free(it, script);
  const { parentNode, nextSibling } = script;
  // Only these tell when they are done.
  const loaded =
    isCode && script.isConnected
      ? new Promise<HTMLScriptElement | false>((resolve) => {
          const done = (event?: Event): void => {
            ahead.delete(it);
            resolve(event?.type === 'error' && it);
          };
          if (isParsed) ahead.set(it, done);
          it.addEventListener('load', done);
          it.addEventListener('error', done);
        })
      : undefined;
  if (parentNode) {
    script.remove();
    // A form's inputs may be called like it (DOM clobbering).
    Node.prototype.insertBefore.call(parentNode, it, nextSibling);
  }
  return loaded;
}

/** Scripts of the page on their way, in their order, and what ends the wait for each. */
export const ahead = new Map<HTMLScriptElement, () => void>();

/** Scripts that were taken back, by what is held in their place. */
export const recalled = new WeakMap<Element, Element>();

/**
 * Takes scripts back whose turn has not come, and holds a fresh copy of each in its place.
 *
 * A script that is in another document when its turn comes does not run (HTML, "execute the script
 * element", step 2).
 */
export function recall(isMeant: (script: HTMLScriptElement) => boolean): void {
  // The first may be what runs now.
  const others = [...ahead].slice(1).filter(([script]) => isMeant(script));
  if (!others.length) return;
  const { body } = fromDocument('implementation').createHTMLDocument();
  // Firefox tells them that they have failed.
  body.addEventListener('error', (event) => event.stopImmediatePropagation(), true);
  for (const [script, done] of others) {
    try {
      const copy = copyOf(script);
      tools.set(copy, keptAs('type'), copy.type);
      tools.set(copy, 'type', 'text/plain');
      tools.waiting.set(copy, true);
      recalled.set(copy, script);
      tools.settle(script, 'held');
      script.replaceWith(copy);
      body.append(script);
      done();
    } catch {
      // A page that forbids our policy (Trusted Types) allows no copy.
    }
  }
}

/** A fresh script with the same text and attributes. */
export function copyOf(script: HTMLScriptElement): HTMLScriptElement {
  const copy = createElement('script');
  for (const { name, value } of script.attributes)
    tools.set(copy, name, name === 'src' ? trust('createScriptURL', value) : value);
  // The attribute reads as empty once connected, so that CSS cannot leak it; the property does not.
  copy.nonce = script.nonce;
  copy.onload = script.onload;
  copy.onerror = script.onerror;
  if (script.text) copy.text = trust('createScript', script.text);
  return copy;
}

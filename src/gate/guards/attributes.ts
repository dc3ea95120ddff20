import type { Elements } from '../elements.ts';
import { disarm, isDisarmed, isKept, keep, LOADING, meant, verdictOn, type Register } from '../hold.ts';
import type { Judge } from '../judge.ts';
import { guard, type Lift } from './native.ts';

/** The properties that mirror the attributes by which elements load. */
const MIRRORS: readonly (readonly [interfaceName: string, ...properties: string[]])[] = [
  ['HTMLScriptElement', 'src', 'type'],
  ['HTMLIFrameElement', 'src'],
  ['HTMLImageElement', 'src', 'srcset'],
  ['HTMLLinkElement', 'href', 'rel'],
  ['HTMLMediaElement', 'src'],
  ['HTMLVideoElement', 'poster'],
  ['HTMLSourceElement', 'src', 'srcset'],
  ['HTMLEmbedElement', 'src'],
  ['HTMLObjectElement', 'data'],
];

const GOVERNED = /^(src|srcset|href|rel|type|data|poster)$/i;

/**
 * Stands before every way to set an attribute by which an element loads: an image asks the network at
 * once, others as soon as they stand in the page.
 *
 * A held element keeps the address beside, reads as the page set it, and takes later changes.
 */
export function guardAttributes(judge: () => Judge, elements: Elements, register: Register): Lift[] {
  function change(element: Element, name: string, value: unknown, write: () => unknown): unknown {
    const addresses = LOADING[element.localName];
    if (!addresses || register.released.has(element)) return write();
    const text = String(value);
    const verdict = verdictOn(element, judge(), (n) => (n === name ? text : meant(element, n)));
    const isHeld = !!verdict && verdict.action !== 'pass';
    if (!isHeld && !isDisarmed(element)) return write();
    if (isHeld) disarm(element);
    // A script is inert by its type and shows its address; other elements are inert without theirs.
    const isTaken = element.localName === 'script' ? name === 'type' : addresses.includes(name);
    if (isTaken) keep(element, name, text);
    else write();
    elements.consider(element, false);
    return undefined;
  }

  const lifts = ['setAttribute', 'setAttributeNS'].map((key, skip) =>
    guard(Element.prototype, key, 'value', (native, self, args) => {
      const name = String(args[skip]);
      return GOVERNED.test(name) && self instanceof Element
        ? change(self, name.toLowerCase(), args[skip + 1], () => native(...args))
        : native(...args);
    }),
  );
  for (const [interfaceName, ...properties] of MIRRORS) {
    const prototype = (window as unknown as Record<string, { prototype?: object } | undefined>)[interfaceName]?.prototype;
    for (const name of properties) {
      lifts.push(
        guard(prototype, name, 'set', (native, self, args) =>
          self instanceof Element ? change(self, name, args[0], () => native(...args)) : native(...args),
        ),
        guard(prototype, name, 'get', (native, self) => {
          if (!(self instanceof Element) || !isKept(self, name)) return native();
          const text = meant(self, name) ?? '';
          return /^(src|href|data|poster)$/.test(name) ? new URL(text, document.baseURI).href : text;
        }),
      );
    }
  }
  return lifts;
}

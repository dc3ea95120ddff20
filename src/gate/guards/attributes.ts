import { fromDocument } from '../page.ts';
import { addressesOf, consider, disarm, isDisarmed, keep, meant, released, verdictOn } from '../tags.ts';
import { guard } from './native.ts';

/** The properties that mirror the attributes by which elements load, by interface. */
const MIRRORS: Readonly<Record<string, readonly string[]>> = {
  Script: ['src', 'type'],
  IFrame: ['src'],
  Image: ['src', 'srcset'],
  Link: ['href', 'rel'],
  Media: ['src'],
  Video: ['poster'],
  Source: ['src', 'srcset'],
  Embed: ['src'],
  Object: ['data'],
};

function change(element: Element, name: string, value: unknown, write: () => unknown): unknown {
  const tag = element.localName;
  const addresses = addressesOf(tag);
  if (!addresses.length || released.has(element)) return write();
  const text = String(value);
  const action = verdictOn(element, (n) => (n === name ? text : meant(element, n)))?.action;
  const isFree = !action || action === 'pass';
  if (isFree && !isDisarmed(element)) return write();
  if (!isFree) disarm(element);
  // A script is inert by its type and shows its address; other elements are inert without theirs.
  if (tag === 'script' ? name === 'type' : addresses.includes(name)) keep(element, name, text);
  else write();
  return consider(element, false);
}

/**
 * Stands before every way to set an attribute by which an element loads: an image asks the network at
 * once, others as soon as they stand in the page.
 *
 * A held element keeps the address beside, reads as the page set it, and takes later changes.
 */
export function guardAttributes(): void {
  ['setAttribute', 'setAttributeNS'].forEach((key, skip) =>
    guard(Element.prototype, key, 'value', (native, self, args) => {
      const name = String(args[skip]).toLowerCase();
      return /^(src|srcset|href|rel|type|data|poster)$/.test(name) && self instanceof Element
        ? change(self, name, args[skip + 1], () => native(...args))
        : native(...args);
    }),
  );
  // Its constructor takes an address past every setter.
  window.Audio = new Proxy(Audio, {
    construct: (target, [src]: [unknown], self) =>
      Object.assign(
        Reflect.construct(target, [], self) as HTMLAudioElement,
        src !== undefined && { preload: 'auto', src },
      ),
  });
  for (const [kind, names] of Object.entries(MIRRORS)) {
    const { prototype } =
      (window as unknown as Record<string, { prototype: object }>)[`HTML${kind}Element`] ?? {};
    for (const name of names) {
      guard(prototype ?? {}, name, 'set', (native, self, args) =>
        self instanceof Element ? change(self, name, args[0], () => native(...args)) : native(...args),
      );
      guard(prototype ?? {}, name, 'get', (native, self) => {
        const kept = self instanceof Element ? self.getAttribute(`data-izin-${name}`) : null;
        return kept === null
          ? native()
          : /^(type|srcset)$/.test(name)
            ? kept
            : new URL(kept, fromDocument('baseURI')).href;
      });
    }
  }
}

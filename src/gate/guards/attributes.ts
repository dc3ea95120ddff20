import { addressesOf, isDisarmed, KEPT, meant } from '../elements.ts';
import { resolve } from '../page.ts';
import { consider, disarm, keep, released, verdictOn } from '../tags.ts';
import { guard } from './native.ts';

/** The interfaces with properties that mirror the attributes by which elements load. */
const MIRRORS = 'Script,IFrame,Image,Link,Media,Video,Source,Embed,Object';
const NAMES = 'src,srcset,href,rel,type,data,poster';

function change(self: unknown, name: string, value: unknown, write: () => unknown): unknown {
  // What is no element has no such name, and the native says so.
  const element = self as Element;
  const tag = element.localName;
  const addresses = addressesOf(tag);
  if (!addresses.length || released.has(element)) return write();
  const text = String(value);
  const isFree = !verdictOn(element, (n) => (n === name ? text : meant(element, n)))?.action;
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
      return NAMES.split(',').includes(name)
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
  for (const kind of MIRRORS.split(',')) {
    const { prototype } = (window as unknown as Record<string, { prototype: object }>)[
      `HTML${kind}Element`
    ] as { prototype: object };
    for (const name of NAMES.split(',')) {
      guard(prototype, name, 'set', (native, self, args) =>
        change(self, name, args[0], () => native(...args)),
      );
      guard(prototype, name, 'get', (native, self) => {
        const kept = (self as Element).getAttribute(KEPT + name);
        return kept === null ? native() : /^(type|srcset)$/.test(name) ? kept : (resolve(kept)?.href ?? kept);
      });
    }
  }
}

import { addressesOf, attribute, isDisarmed, keptAs, meaning } from '../elements.ts';
import { isOpen } from '../law.ts';
import { resolve } from '../page.ts';
import { consider, disarm, keep, released, verdictOn } from '../tags.ts';
import { guard, type Around, type On, type Realm } from './native.ts';

/** The interfaces with properties that mirror the attributes by which elements load. */
const MIRRORS =
  'Script,IFrame,Frame,Image,Link,Meta,Media,Video,Source,Track,Embed,Object,Input,Body,Anchor,Area'
    .split(',')
    .map((kind) => `HTML${kind}Element`)
    .join();
/** The attributes by which elements load, and those which decide whether they do; properties are called alike. */
const NAMES =
  /^(src(set|doc)?|(xlink:)?href|rel|type|data|poster|ping|background|imagesrcset|attributionsrc|to|values|content|http-?equiv)$/i;

function change(self: unknown, name: string, value: unknown, write: () => unknown): unknown {
  // What is no element has no such name, and the native says so.
  const element = self as Element;
  const tag = element.localName;
  if (!tag || (isOpen && !isDisarmed(element))) return write();
  const text = String(value);
  // Copied from what is held: this is no word of the page's.
  if (text === 'text/plain' && name === 'type' && isDisarmed(element)) return write();
  const current = meaning(element);
  const read = (n: string): string | null => (n === name ? text : current(n));
  if (released.get(element)?.(read)) return write();
  const isFree = !verdictOn(element, read)?.action;
  if (isFree && !isDisarmed(element)) return write();
  if (!isFree) disarm(element);
  // A script is inert by its type and shows its address; other elements are inert without theirs.
  if (tag === 'script' ? name === 'type' : addressesOf(tag).includes(name)) keep(element, name, text);
  else write();
  return consider(element, false);
}

/**
 * Stands before every way to set an attribute by which an element loads: an image asks the network at
 * once, others as soon as they stand in the page.
 *
 * A held element keeps the address beside, reads as the page set it, and takes later changes.
 */
export function guardAttributes(w: Realm, on: On): void {
  on('Element', 'setAttribute,setAttributeNS', undefined, 'value', (args, self, key) => {
    const at = key.length > 12 ? 2 : 1;
    const name = String(args[at - 1]).toLowerCase();
    return NAMES.test(name) ? (native) => change(self, name, args[at], native) : undefined;
  });

  // Attributes as nodes. Where they belong is known to those who were asked for them.
  const owners = new WeakMap<object, unknown>();
  const remember: Around = (native, _args, self) => {
    const part = native() as object;
    owners.set(part, self);
    return part;
  };
  on('Element', 'attributes', remember, 'get');
  on('SVGImageElement,SVGFEImageElement,SVGScriptElement', 'href', remember, 'get');
  on('Element,NamedNodeMap', /^set.*(Node|Item)/, (native, [given], self) => {
    const { name, value } = given as Attr;
    return NAMES.test(name) ? change(owners.get(self as object) ?? self, name, value, native) : native();
  });
  const set: Around = (native, [value], self) => {
    const { name = 'href', ownerElement = owners.get(self as object) } = self as Partial<Attr>;
    return ownerElement && NAMES.test(name) ? change(ownerElement, name, value, native) : native();
  };
  for (const key of ['value', 'nodeValue', 'textContent']) guard(w.Attr.prototype, key, set, 'set');
  on('SVGAnimatedString', 'baseVal', set, 'set');

  // Its constructor takes an address past every setter.
  on('', 'Audio', (native, args) =>
    Object.assign(native([]) as HTMLAudioElement, args[0] !== undefined && { preload: 'auto', src: args[0] }),
  );
  const nameOf = (key: string): string => key.toLowerCase().replace('pequ', 'p-equ');
  on(MIRRORS, NAMES, (native, [value], self, key) => change(self, nameOf(key), value, native), 'set');
  on(
    MIRRORS,
    NAMES,
    (native, _args, self, key) => {
      const kept = attribute(self as Element, keptAs(nameOf(key)));
      return kept === null
        ? native()
        : /type|set|ping|content|doc/.test(key)
          ? kept
          : (resolve(kept)?.href ?? kept);
    },
    'get',
  );
}

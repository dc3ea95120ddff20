import { KEPT } from '../core/markup.ts';
import type { Markup } from './seen.ts';

const numbers = new WeakMap<Element, number>();
const elements = new Map<number, WeakRef<Element>>();

/** The number by which an element is found again. */
export function numberOf(element: Element): number {
  const known = numbers.get(element);
  if (known !== undefined) return known;
  const number = elements.size;
  numbers.set(element, number);
  elements.set(number, new WeakRef(element));
  return number;
}

/** Finds an element again, as long as it lives. */
export const elementAt = (number: number): Element | undefined => elements.get(number)?.deref();

/** Reads an element as the page meant it: what a held one keeps counts. */
export function markupOf(element: Element): Markup {
  const all = [...element.attributes].map(({ name, value }) => [name, value] as const);
  const kept = new Map(
    all.flatMap(([name, value]) =>
      name.startsWith(KEPT) ? [[name.slice(KEPT.length), value] as const] : [],
    ),
  );
  const shown = all.flatMap(([name, value]): (readonly [string, string])[] => {
    const meant = kept.get(name) ?? value;
    if (name.startsWith(KEPT)) {
      const short = name.slice(KEPT.length);
      // What was taken away stands only here.
      return element.hasAttribute(short) || (short === 'type' && !value) ? [] : [[short, value]];
    }
    if (kept.has(name) && name === 'type' && !meant) return [];
    // The attribute reads as empty once the element is connected.
    if (name === 'nonce') return [[name, (element as HTMLElement).nonce ?? value]];
    return [[name, meant]];
  });
  const inside = element instanceof HTMLScriptElement ? element.text : element.innerHTML;
  return { name: element.localName, attributes: shown, inside };
}

/** The address that an element is about, as the page meant it; absolute. */
export function addressOf({ attributes }: Markup): string {
  const wanted = ['src', 'href', 'data', 'data-src', 'data-href', 'srcset', 'poster'];
  const value = wanted.map((name) => attributes.find(([key]) => key === name)?.[1]).find(Boolean) ?? '';
  return absolute(value);
}

/** An address as the page means it; as it stands where it is none. */
export function absolute(address: string): string {
  return address && URL.canParse(address, document.baseURI)
    ? new URL(address, document.baseURI).href
    : address;
}

import { ADDRESSES, areCategories, isMarkable, KEPT } from '../core/markup.ts';
import { memo } from './memo.ts';

/** The elements that can load something by themselves. */
export const TAGS = Object.keys(ADDRESSES);

/** Finds everything that may have to be held. Templates are looked into. */
export const HOLDABLE = `${TAGS.join()},template,[background]`;

/** The attributes by which elements of a kind load. Pages of old have pictures behind any. */
export const addressesOf = memo((tag): readonly string[] => (ADDRESSES[tag] ?? 'background').split(','));

/** The name under which a held element keeps an attribute: `data-izin-src`. */
export const keptAs = memo((name) => KEPT + name.replace(':', '-'));

/** The natives, from before others had them. */
const { getAttribute, getAttributeNames } = Element.prototype;
const { get, getPrototypeOf } = Reflect;

type Known = HTMLElement & Pick<Document, 'defaultView' | 'readyState'>;

/**
 * Reads what a node has by its kind. A form that is asked itself may answer with an input that is called like that
 * (DOM clobbering), and an `embed` or `object` has the page laid out first (Chromium): styles load then that we
 * have not seen yet.
 */
export const of = <K extends keyof Known>(node: unknown, key: K): Known[K] =>
  get(getPrototypeOf(node as object) as object, key, node) as Known[K];

/** Reads an attribute. */
export const attribute = (element: Element, name: string): string | null => getAttribute.call(element, name);

/**
 * Reads the attributes of an element as the page meant them: what a held one keeps comes first. Most have
 * few, and to ask for one that is not there costs as much.
 */
export function meaning(element: Element): (name: string) => string | null {
  const names = getAttributeNames.call(element);
  const read = (name: string): string | null => (names.includes(name) ? attribute(element, name) : null);
  return (name) => read(keptAs(name)) ?? read(name);
}

/** Finds whatever we have to look at. */
export const EVERYTHING = `${HOLDABLE},style,[style]`;

/** What a selector finds in anything; nothing in what has no elements. */
export function find(root: unknown, selector: string): Iterable<Element> {
  const node: unknown = Object(root);
  const nodeType = of(node, 'nodeType');
  const { prototype } = nodeType === 1 ? Element : nodeType === 11 ? DocumentFragment : Document;
  return nodeType ? prototype.querySelectorAll.call(root as Document, selector) : [];
}

/** What is taken from an element to make it inert. A script keeps its address, under an inert type. */
export const takenFrom = ({ localName }: Element): readonly string[] =>
  localName === 'script' ? ['type'] : addressesOf(localName);

/** Whether an element was made inert, by us or in the copy of one of ours. */
export function isDisarmed(element: Element): boolean {
  const names = getAttributeNames.call(element);
  return takenFrom(element).some((name) => names.includes(keptAs(name)));
}

/**
 * What an owner has marked an element with. Others may have such an attribute of their own; what is inert by
 * itself stays so, whatever it says.
 */
export function marksOf(element: Element): string | null {
  const { localName } = element;
  if (localName !== 'template' && !isMarkable(localName)) return null;
  const marks = attribute(element, 'data-category');
  return marks !== null && (/^(script|template)$/.test(localName) || areCategories(marks)) ? marks : null;
}

// The page as the browser has it: elements may be called like what the document or a form has, and come first
// (DOM clobbering).

/** Reads a property of the document, or takes a method of its. */
export function fromDocument<K extends keyof Document>(name: K): Document[K] {
  const found: unknown = Reflect.get(Document.prototype, name, document);
  return (typeof found === 'function' ? found.bind(document) : found) as Document[K];
}

/** Reads what every element has. */
export const of = <K extends keyof Element>(element: Element, key: K): Element[K] =>
  Reflect.get(Element.prototype, key, element) as Element[K];

/** Where an element is drawn. */
export const boxOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);

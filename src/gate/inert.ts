import { fromDocument } from './page.ts';

/** The native, from before any guard. */
const parse = Reflect.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')?.set;

/**
 * Makes elements of a text in a document that loads nothing, and gives the one around them. What it is decides how the
 * text is read.
 */
export function parseInert(markup: unknown, name: string): Element {
  const shell = fromDocument('implementation').createHTMLDocument().createElement(name);
  parse?.call(shell, markup as string);
  return shell;
}

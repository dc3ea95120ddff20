import type { Tree } from '../core/tree.ts';

/** What stands in a line of text; every other element begins a line of its own. */
const INLINE = new Set(['a', 'b', 'code', 'em', 'small', 'span', 'strong']);
const isInline = (node: Tree | string): boolean => typeof node === 'string' || INLINE.has(node[0]);

/** Writes text so that it is text in HTML, in an attribute too. */
const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/**
 * Writes a tree as HTML, indented, for people to read and to compare by lines.
 *
 * @param indent - What stands before each line.
 */
export function htmlOf(node: Tree | string, indent = ''): string {
  if (typeof node === 'string') return escape(node);
  const [tag, attributes, ...children] = node;
  const open = [tag, ...Object.entries(attributes).map(([name, value]) => `${name}="${escape(value)}"`)];
  const content = children.every(isInline)
    ? children.map((child) => htmlOf(child)).join('')
    : `${children.map((child) => `\n${indent}  ${htmlOf(child, `${indent}  `)}`).join('')}\n${indent}`;
  return `<${open.join(' ')}>${content}</${tag}>`;
}

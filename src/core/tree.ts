/**
 * An element as plain data: tag, attributes, children.
 *
 * A child or attribute value that begins with `@` is the key of a text. The attribute `data-if` names
 * what an element depends on.
 */
export type Tree = readonly [
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (Tree | string)[],
];

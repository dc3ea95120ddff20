import type { ComponentChildren, VNode } from 'preact';
import type { Tree } from '../core/tree.ts';

/**
 * Renders a component without state into plain data, for the gate to build elements from.
 *
 * Components are called, fragments dissolved; what is `null` or `false` vanishes. An attribute that is
 * `true` becomes empty, as in HTML.
 *
 * @throws {TypeError} When something in it can only live in a browser: an event handler, a ref, a
 *   style object.
 */
export function renderTree(node: VNode): Tree {
  const [tree, ...rest] = render(node);
  if (!Array.isArray(tree) || rest.length) throw new TypeError('a tree has one root element');
  return tree as Tree;
}

type Rendered = Tree | string;

function render(node: ComponentChildren): Rendered[] {
  if (node === null || node === undefined || typeof node === 'boolean') return [];
  if (Array.isArray(node)) return node.flatMap(render);
  if (typeof node !== 'object') return [String(node)];
  const { type, props } = node as VNode<Record<string, unknown>>;
  if (typeof type === 'function') {
    const component = type as (props: unknown) => ComponentChildren;
    return render(component(props));
  }
  if ((node as VNode).ref) throw new TypeError(`<${type} ref> cannot be prerendered`);
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children' || value === undefined || value === null || value === false) continue;
    if (typeof value !== 'string' && typeof value !== 'number' && value !== true)
      throw new TypeError(`<${type} ${name}> cannot be prerendered: ${typeof value}`);
    attributes[name === 'className' ? 'class' : name] = value === true ? '' : String(value);
  }
  return [[String(type), attributes, ...render(props['children'] as ComponentChildren)]];
}

/** The keys of all texts that a tree uses. */
export function textKeys([, attributes, ...children]: Tree): string[] {
  const keyOf = (text: string): string[] => (text.startsWith('@') ? [text.slice(1)] : []);
  return [
    ...Object.values(attributes).flatMap(keyOf),
    ...children.flatMap((child) => (typeof child === 'string' ? keyOf(child) : textKeys(child))),
  ];
}

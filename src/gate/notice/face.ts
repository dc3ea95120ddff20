import type { Tree } from '../../core/tree.ts';
import { createElement } from '../page.ts';

/** Tells whether an element that depends on something is shown; see `data-if` in the trees. */
export type Condition = (name: string) => boolean;

/** An element made from a tree, with its texts still to be filled in. */
export interface Face {
  readonly element: HTMLElement;
  /** Fills every text in. */
  fill(text: (key: string) => string): void;
}

/**
 * Makes elements from a prerendered tree, by `createElement` and text nodes alone: there is no HTML
 * to escape, and nothing that Trusted Types would have to allow.
 */
export function createFace(tree: Tree, isShown: Condition): Face {
  const slots: (readonly [node: Node, key: string])[] = [];
  function create([tag, attributes, ...children]: Tree): HTMLElement {
    const element = createElement(tag as 'div');
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
      const attribute = element.getAttributeNode(name);
      if (attribute && value.startsWith('@')) slots.push([attribute, value.slice(1)]);
    }
    for (const child of children) {
      if (typeof child !== 'string') {
        const condition = child[1]['data-if'];
        if (condition === undefined || isShown(condition)) element.append(create(child));
        continue;
      }
      const node = new Text(child);
      if (child.startsWith('@')) slots.push([node, child.slice(1)]);
      element.append(node);
    }
    return element;
  }
  return {
    element: create(tree),
    fill(text) {
      for (const [node, key] of slots) node.nodeValue = text(key);
    },
  };
}

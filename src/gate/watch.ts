import type { Elements } from './elements.ts';
import { HOLDABLE, LOADING } from './hold.ts';

/**
 * Watches what the parser and scripts put into a document.
 *
 * The parser's scripts are seen before they run: at the end tag the browser runs microtasks first
 * (HTML, "the end of a script element").
 *
 * @param onMutation - Called after each batch.
 */
export function watchDocument(elements: Elements, onMutation: () => void): void {
  const look = (node: Node): void => {
    if (!(node instanceof Element)) return;
    if (node.localName in LOADING || node.hasAttribute('data-category')) elements.consider(node, true);
    if (!node.firstElementChild) return;
    for (const element of node.querySelectorAll(HOLDABLE)) elements.consider(element, true);
  };
  new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) for (const node of addedNodes) look(node);
    onMutation();
  }).observe(document, { childList: true, subtree: true });
  // What stands before us: too late for scripts that ran, not for what is still to come.
  look(document.documentElement);
}

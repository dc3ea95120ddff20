import type { Tools } from '../inside.ts';
import { fromDocument } from '../page.ts';
import { guardListeners } from './late.ts';
import { take, tools } from './lent.ts';
import { enqueue, hasten } from './order.ts';
import { recall } from './scripts.ts';
import { guardWriting } from './write.ts';

export { build } from 'virtual:izin/build';

/**
 * Whether the parser has what belongs to an element: what follows it, or the end of the page, tells.
 *
 * Text and children of a marked tag may come in several pieces, and it must not run by half.
 */
function isWhole(element: Element | null): boolean {
  if (fromDocument('readyState') !== 'loading') return true;
  return !!element && (!!element.nextSibling || isWhole(element.parentElement));
}

/** Whether what stands within an element counts: inline code, templates, players with sources. */
const isMade = (element: Element): boolean =>
  tools.waiting.get(element) === true &&
  element.matches('script:not([src],[data-src]),template,video,audio,object');

/** Tags that may run, and are not whole yet. */
let growing: Element[] = [];

/** Releases what is complete of these and of those before, and the rest once it is. */
export function release(elements: readonly Element[], given: Tools): void {
  prepare(given);
  const all = new Set([...growing, ...elements]);
  const isReady = (element: Element): boolean => !isMade(element) || isWhole(element);
  growing = [...all].filter((element) => !isReady(element));
  enqueue([...all].filter(isReady));
  if (growing.length) parser.observe(document, { childList: true, subtree: true });
  else parser.disconnect();
}

/** Runs one element, whatever is queued and was decided. Tells whether it is still held. */
export function start(element: Element, given: Tools): boolean {
  prepare(given);
  hasten(element);
  return tools.waiting.has(element);
}

/** Takes what the gate lends, and begins to make up for what late scripts miss. */
function prepare(given: Tools): void {
  if (!tools) {
    guardListeners();
    guardWriting();
    fromDocument('addEventListener').call(document, 'izin:change', () =>
      recall((script) => !tools.mayRun(script)),
    );
  }
  take(given);
}

const parser = new MutationObserver(() => release([], tools));
fromDocument('addEventListener').call(
  document,
  'readystatechange',
  () => growing.length && release([], tools),
);

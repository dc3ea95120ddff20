import type { HeldTag } from './api.ts';
import { addressOf, disarm, isDisarmed, LOADING, vectorOf, verdictOn, type Register } from './hold.ts';
import type { Judge } from './judge.ts';

/** Deals with elements that may load something from a third party. */
export interface Elements {
  /** Looks at an element that stands in the page, or is about to load; holds or releases it. */
  consider(element: Element, isParsed: boolean): void;
  /** Looks again at everything that waits, after a decision. */
  reconsider(): void;
}

/**
 * Makes the part that decides on elements.
 *
 * @param judge - The judge of the configuration in force.
 * @param release - Takes elements that may run, in the order given.
 */
export function createElements(
  judge: () => Judge,
  register: Register,
  release: (elements: readonly Element[]) => void,
): Elements {
  const { waiting, released } = register;
  return {
    consider(element, isParsed) {
      if (released.has(element)) return;
      const isMarked = element.hasAttribute('data-category');
      const verdict = verdictOn(element, judge());
      const known = waiting.get(element);
      if (!verdict || verdict.action === 'pass') {
        // It never was in our way, unless it is marked, waits, or is a copy of one that waits.
        if (!known && !isDisarmed(element) && !(isMarked && verdict)) return;
        waiting.set(element, known ?? { element, isMarked, isParsed });
        release([element]);
        return;
      }
      // Marked scripts and templates are inert as they stand.
      if (!isMarked || isLoud(element)) disarm(element);
      waiting.set(element, known ?? { element, isMarked, isParsed });
      if (known) return;
      const { service, category, action } = verdict;
      const status: HeldTag['status'] = action === 'wait' ? 'waiting' : 'held';
      register.note({ url: addressOf(element), service, category, element, status }, vectorOf(element));
    },

    reconsider() {
      const free: Element[] = [];
      for (const { element } of waiting.values()) {
        const action = verdictOn(element, judge())?.action ?? 'pass';
        if (action === 'pass') free.push(element);
        else register.settle(element, action === 'wait' ? 'waiting' : 'held');
      }
      release(free);
    },
  };
}

/** Whether a marked element would load as it stands, for want of the inert type or of `data-src`. */
const isLoud = (element: Element): boolean =>
  element.localName === 'script'
    ? element.getAttribute('type') !== 'text/plain'
    : (LOADING[element.localName] ?? []).some((name) => element.hasAttribute(name));


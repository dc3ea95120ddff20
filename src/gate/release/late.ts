import { guard } from '../guards/native.ts';
import { createElement, fromDocument } from '../page.ts';
import { turn } from './turn.ts';

/** Where the next text that a script writes goes: behind what it wrote before. */
const ends = new WeakMap<Element, ChildNode>();

/**
 * Makes up for what a released script has missed: it runs after the page, and would have run within it.
 *
 * What it writes stands where it stands (HTML would drop it, or open the document anew and lose the
 * page), and its listeners for events that are over are called.
 *
 * @param released - Every script that was released.
 */
export function guardLate(released: WeakSet<Element>): void {
  /** The script that runs now, if it is one that was released. */
  const lateScript = (): Element | undefined => {
    const script = fromDocument('currentScript');
    return script && released.has(script) ? script : undefined;
  };
  for (const key of ['write', 'writeln']) {
    guard(Document.prototype, key, 'value', (native, _self, args) => {
      const script = lateScript();
      if (!script) return native(...args);
      const range = new Range();
      range.selectNode(script);
      // The guard of fragments sees to what is held. Scripts in a fragment run once it is inserted.
      const fragment = range.createContextualFragment(args.join(''));
      for (const inner of fragment.querySelectorAll('script')) inner.async = inner.hasAttribute('async');
      const { lastChild } = fragment;
      (ends.get(script) ?? (script as ChildNode)).after(fragment);
      return lastChild && void ends.set(script, lastChild);
    });
  }

  const targets: Readonly<Record<string, EventTarget>> = { DOMContentLoaded: document, load: window };
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const hasBeen = (type: string): boolean =>
    !!(type === 'load' ? page?.loadEventStart : page?.domContentLoadedEventStart);
  guard(EventTarget.prototype, 'addEventListener', 'value', (native, self, args) => {
    const [type, listener] = args as [string, unknown];
    // Calls on the window itself may come without an object.
    const target = self ?? window;
    const isMeant = target === targets[type] || (target === window && targets[type] === document);
    if (isMeant && hasBeen(type) && lateScript()) {
      void turn().then(() => {
        // By way of an element of our own: what goes wrong in a listener is reported as ever.
        const probe = createElement('i');
        const call = typeof listener === 'function' ? listener.bind(target) : listener;
        probe.addEventListener(type, call as EventListener);
        probe.dispatchEvent(new Event(type));
      });
    }
    return native(...args);
  });
}

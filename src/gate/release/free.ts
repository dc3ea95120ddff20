import { markOf } from '../../core/markup.ts';
import { meaning } from '../elements.ts';
import type { Read } from '../inside.ts';
import { resolve } from '../page.ts';
import { tools } from './lent.ts';

/** Whom an element would ask without being free to: services, else hosts. */
const strangers = (element: Element, read: Read): readonly unknown[] =>
  tools.find(element, read).flatMap((address) => {
    const { action, service } = tools.judge(address);
    return action ? [service ?? resolve(address)?.host] : [];
  });

/**
 * Takes note of an element as released, for whom it asks by now, as long as what let it pass is in force. For
 * anybody else, and after that, it is judged anew, and not by the owner's mark: that spoke for what stood there. A
 * script runs once, whatever it is given.
 */
export function free(element: Element): void {
  const read = meaning(element);
  const meant = strangers(element, (name) => read(name) ?? read(markOf(name)));
  tools.released.set(element, (next = meaning(element)) => {
    if (
      element.localName === 'script' ||
      (tools.mayRun(element) && strangers(element, next).every((name) => meant.includes(name)))
    )
      return true;
    tools.released.delete(element);
    tools.set(element, 'data-category', null);
    return false;
  });
}

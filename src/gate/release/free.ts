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
 * anybody else, and after that, it is judged anew; for anybody else not by the owner's mark: that spoke for what
 * stood there. A script that stands in a document runs once, whatever it is given.
 *
 * @param leader - What let it pass, where that is not the element itself.
 */
export function free(element: Element, leader = element): void {
  const read = meaning(element);
  const meant = strangers(element, (name) => read(name) ?? read(markOf(name)));
  const isRun = element.localName === 'script' && leader.isConnected;
  tools.released.set(element, (next = meaning(element)) => {
    const isSame = isRun || strangers(element, next).every((name) => meant.includes(name));
    if (isRun || (isSame && tools.mayRun(leader))) return true;
    tools.released.delete(element);
    if (!isSame) tools.set(element, 'data-category', null);
    return false;
  });
}

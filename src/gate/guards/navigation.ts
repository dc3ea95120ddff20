import { attribute, of } from '../elements.ts';
import { judgeAddress } from '../law.ts';
import { listenerIn } from '../page.ts';
import { addressesBehind } from '../styles.ts';
import { hold } from '../tags.ts';
import type { On, Realm } from './native.ts';

/**
 * Stands before the ways in which a page goes somewhere by itself, or sends a frame or window there: windows it opens,
 * links and forms it follows, what the navigation API tells of.
 *
 * @param enter - Guards a window that the page gets.
 */
export function guardNavigation(w: Realm, on: On, enter: (opened: unknown) => unknown): void {
  /** Whether the page may go to an address. What the visitor opens by hand is theirs. */
  const mayGo = (url: unknown, vector: string): boolean => {
    if (navigator.userActivation?.isActive) return true;
    return addressesBehind(String(url ?? '')).every(
      (address) => !hold(vector, address, judgeAddress(address)),
    );
  };
  on('', 'open', (native, [url], _self, key) => (mayGo(url, key) ? enter(native()) : null));
  /** The same for what a link or a form leads to. */
  const mayFollow = (element: unknown, button?: Element | null): boolean =>
    mayGo(
      (button && attribute(button, 'formaction')) ??
        attribute(element as Element, 'href') ??
        attribute(element as Element, 'action'),
      'navigation',
    );
  on('HTMLFormElement,HTMLElement', /^(submit|click)$/, (native, _args, self) => mayFollow(self) && native());
  for (const type of ['click', 'submit'])
    w.addEventListener(
      type,
      listenerIn(w, (event: Event) => {
        const { target } = event;
        const link = target instanceof w.Element && of(target, 'closest').call(target, 'a,area,form');
        if (link && !mayFollow(link, (event as SubmitEvent).submitter)) event.preventDefault();
      }),
      true,
    );
  w.navigation?.addEventListener(
    'navigate',
    listenerIn(w, (event: NavigateEvent) => {
      if (event.cancelable && !event.userInitiated && !mayGo(event.destination.url, 'navigation'))
        event.preventDefault();
    }),
  );
}

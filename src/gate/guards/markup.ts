import { disarm, HOLDABLE, verdictOn } from '../hold.ts';
import type { Judge } from '../judge.ts';
import { guard, type Lift } from './native.ts';

/**
 * Stands before `innerHTML`, `outerHTML` and `insertAdjacentHTML`: images in such markup load before
 * anything else can act, even outside the page.
 *
 * The markup is parsed in a document that loads nothing. Only where something in it is held does the
 * page get other markup than it wrote: the same with those elements inert.
 */
export function guardMarkup(judge: () => Judge): Lift[] {
  const inert = document.implementation.createHTMLDocument('');
  const parse = Reflect.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');

  function cleanse(markup: unknown, context: unknown): unknown {
    // Scripts in such markup never run.
    if (!/<(iframe|img|link|source|video|audio|embed|object)[\s/]/i.test(String(markup))) return markup;
    const shell = inert.createElement(context instanceof Element ? context.localName : 'div');
    parse?.set?.call(shell, markup as string);
    let isChanged = false;
    const scope = shell instanceof HTMLTemplateElement ? shell.content : shell;
    for (const element of scope.querySelectorAll(HOLDABLE)) {
      const action = verdictOn(element, judge())?.action;
      if (element.localName === 'script' || !action || action === 'pass') continue;
      disarm(element);
      isChanged = true;
    }
    return isChanged ? shell.innerHTML : markup;
  }

  const setter = (owner: object, key: string, contextOf: (self: unknown) => unknown): Lift =>
    guard(owner, key, 'set', (native, self, [markup]) => native(cleanse(markup, contextOf(self))));
  const parentOf = (self: unknown): unknown => (self instanceof Element ? self.parentNode : self);
  return [
    setter(Element.prototype, 'innerHTML', (self) => self),
    setter(ShadowRoot.prototype, 'innerHTML', (self) => self),
    setter(Element.prototype, 'outerHTML', parentOf),
    guard(Element.prototype, 'insertAdjacentHTML', 'value', (native, self, [where, markup]) =>
      native(where, cleanse(markup, /^(before|after)end|^afterbegin/i.test(String(where)) ? self : parentOf(self))),
    ),
  ];
}

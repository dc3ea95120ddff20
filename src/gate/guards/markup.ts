import { disarm, HOLDABLE, mayRun } from '../tags.ts';
import { guard } from './native.ts';

/**
 * Stands before `innerHTML`, `outerHTML` and `insertAdjacentHTML`: images in such markup load before
 * anything else can act, even outside the page.
 *
 * The markup is parsed in a document that loads nothing. Only where something in it is held does the
 * page get other markup than it wrote: the same with those elements inert.
 */
export function guardMarkup(): void {
  const inert = document.implementation.createHTMLDocument();
  const parse = Reflect.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')?.set;

  function cleanse(markup: unknown, context: unknown): unknown {
    // Scripts in such markup never run.
    if (!/<(iframe|img|link|source|video|audio|embed|object)[\s/]/i.test(String(markup))) return markup;
    const shell = inert.createElement(context instanceof Element ? context.localName : 'div');
    parse?.call(shell, markup as string);
    const scope = shell instanceof HTMLTemplateElement ? shell.content : shell;
    const held = [...scope.querySelectorAll(HOLDABLE)].filter((e) => e.localName !== 'script' && !mayRun(e));
    held.forEach(disarm);
    return held.length ? shell.innerHTML : markup;
  }

  const parentOf = (self: unknown): unknown => (self as Node).parentNode;
  for (const [owner, key] of [
    [Element, 'innerHTML'],
    [ShadowRoot, 'innerHTML'],
    [Element, 'outerHTML'],
  ] as const) {
    guard(owner.prototype, key, 'set', (native, self, [markup]) =>
      native(cleanse(markup, key === 'outerHTML' ? parentOf(self) : self)),
    );
  }
  guard(Element.prototype, 'insertAdjacentHTML', 'value', (native, self, [where, markup]) =>
    native(where, cleanse(markup, /^(beforebegin|afterend)$/i.test(String(where)) ? parentOf(self) : self)),
  );
}

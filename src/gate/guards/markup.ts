import { consider, disarm, HOLDABLE, isDisarmed, mayRun } from '../tags.ts';
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

  /**
   * @param write - Gives the page's markup, or ours, to the native.
   */
  function cleanse(markup: unknown, context: unknown, write: (markup: unknown) => unknown): unknown {
    // Scripts in such markup never run.
    if (!/<(iframe|img|link|source|video|audio|embed|object)[\s/]/i.test(String(markup))) return write(markup);
    const shell = inert.createElement(context instanceof Element ? context.localName : 'div');
    parse?.call(shell, markup as string);
    const scope = shell instanceof HTMLTemplateElement ? shell.content : shell;
    const held = [...scope.querySelectorAll(HOLDABLE)].filter((e) => e.localName !== 'script' && !mayRun(e));
    if (!held.length) return write(markup);
    held.forEach(disarm);
    const result = write(shell.innerHTML);
    // Held also where nobody watches: outside the page, and in shadow roots.
    if (context instanceof Element || context instanceof ShadowRoot) {
      for (const element of context.querySelectorAll(HOLDABLE)) if (isDisarmed(element)) consider(element, false);
    }
    return result;
  }

  const parentOf = (self: unknown): unknown => (self as Node).parentNode;
  for (const [owner, key] of [
    [Element, 'innerHTML'],
    [ShadowRoot, 'innerHTML'],
    [Element, 'outerHTML'],
  ] as const) {
    guard(owner.prototype, key, 'set', (native, self, [markup]) =>
      cleanse(markup, key === 'outerHTML' ? parentOf(self) : self, native),
    );
  }
  guard(Element.prototype, 'insertAdjacentHTML', 'value', (native, self, [where, markup]) =>
    cleanse(markup, /^(beforebegin|afterend)$/i.test(String(where)) ? parentOf(self) : self, (html) => native(where, html)),
  );
}

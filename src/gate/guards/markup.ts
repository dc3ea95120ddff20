import { consider, disarm, HOLDABLE, isDisarmed, mayRun } from '../tags.ts';
import { guard } from './native.ts';

/**
 * Stands before the ways to turn text into elements: images in such markup load before anything else
 * can act, even outside the page, and scripts that are written run at once.
 *
 * The markup is parsed in a document that loads nothing. Only where something in it is held does the
 * page get other markup than it wrote: the same with those elements inert.
 */
export function guardMarkup(): void {
  const inert = document.implementation.createHTMLDocument();
  const parse = Reflect.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')?.set;

  /**
   * @param context - Where it will stand; what is held there is held also where nobody watches:
   *   outside the page, and in shadow roots.
   * @param write - Gives the page's markup, or ours, to the native.
   */
  function cleanse(markup: unknown, context: unknown, write: (markup: unknown) => unknown): unknown {
    if (!/<(script|iframe|img|link|source|video|audio|embed|object)[\s/]/i.test(String(markup)))
      return write(markup);
    const shell = inert.createElement(context instanceof Element ? context.localName : 'div');
    parse?.call(shell, markup as string);
    const parsed = shell instanceof HTMLTemplateElement ? shell.content : shell;
    const held = [...parsed.querySelectorAll(HOLDABLE)].filter((element) => !mayRun(element));
    if (!held.length) return write(markup);
    held.forEach(disarm);
    const result = write(shell.innerHTML);
    if (context instanceof Element || context instanceof ShadowRoot) {
      for (const element of context.querySelectorAll(HOLDABLE))
        if (isDisarmed(element)) consider(element, false);
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
    cleanse(markup, /^(beforebegin|afterend)$/i.test(String(where)) ? parentOf(self) : self, (html) =>
      native(where, html),
    ),
  );
  guard(Range.prototype, 'createContextualFragment', 'value', (native, _self, [markup]) =>
    cleanse(markup, undefined, native),
  );
  for (const key of ['write', 'writeln'])
    guard(Document.prototype, key, 'value', (native, _self, args) =>
      // One piece of Trusted HTML goes on as it came.
      cleanse(args.length > 1 ? args.join('') : args[0], undefined, native),
    );
}

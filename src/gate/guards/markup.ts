import { HOLDABLE, isDisarmed, TAGS } from '../elements.ts';
import { consider, disarm, mayRun } from '../tags.ts';
import { guard } from './native.ts';

const LOADS = new RegExp(`<(${TAGS.replaceAll(',', '|')})[\\s/]`, 'i');

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
    if (!LOADS.test(String(markup))) return write(markup);
    const shell = inert.createElement((context as Element | null)?.localName ?? 'div');
    parse?.call(shell, markup as string);
    const parsed = shell instanceof HTMLTemplateElement ? shell.content : shell;
    const held = [...parsed.querySelectorAll(HOLDABLE)].filter((element) => !mayRun(element));
    if (!held.length) return write(markup);
    held.forEach(disarm);
    const result = write(shell.innerHTML);
    for (const element of (context as Partial<ParentNode> | null)?.querySelectorAll?.(HOLDABLE) ?? [])
      if (isDisarmed(element)) consider(element, false);
    return result;
  }

  for (const [owner, key, part, at = 0] of [
    [Element, 'innerHTML', 'set'],
    [ShadowRoot, 'innerHTML', 'set'],
    [Element, 'outerHTML', 'set'],
    [Element, 'insertAdjacentHTML', 'value', 1],
    [Range, 'createContextualFragment', 'value'],
    [Document, 'write', 'value'],
    [Document, 'writeln', 'value'],
  ] as const) {
    guard(owner.prototype, key, part, (native, self, args) => {
      const isBeside = key === 'outerHTML' || (at && /^(beforebegin|afterend)$/i.test(String(args[0])));
      const context = isBeside ? (self as Node).parentNode : self;
      // Documents are written in pieces. One piece of Trusted HTML goes on as it came.
      const markup = owner === Document && args.length > 1 ? args.join('') : args[at];
      return cleanse(markup, context, (html) => native(...(at ? [args[0], html] : [html])));
    });
  }
}

import { find, HOLDABLE, TAGS } from '../elements.ts';
import { parseInert } from '../inert.ts';
import { disarm, mayRun } from '../tags.ts';
import { once, trustAs } from '../trust.ts';
import { look, watch } from '../watch.ts';
import type { Around, On, Realm } from './native.ts';

const LOADS = new RegExp(`<(${TAGS.join('|')})[\\s/]|background`, 'i');
/** What loads nothing by itself, and is looked at once it stands there. */
const ACTS = /style|<template/i;

/** A tag that is not closed yet. */
const OPEN = /<[a-z][^>]*$/i;

/** Makes inert what stands in a document that loads nothing, and may not run. Tells whether any does. */
function disarmAll(root: unknown): boolean {
  let isAny = false;
  for (const element of find(root, HOLDABLE)) {
    // Of a `meta` this is a text.
    if (disarmAll((element as HTMLTemplateElement).content)) isAny = true;
    if (mayRun(element)) continue;
    disarm(element);
    isAny = true;
  }
  return isAny;
}

/**
 * Makes inert what is held in some markup.
 *
 * It is parsed in a document that loads nothing. Only where something in it is held does the page get
 * other markup than it wrote: the same with those elements inert.
 *
 * @param context - Where it will stand.
 * @param write - Gives the page's markup, or ours, to the native.
 * @param Observer - Of the realm in which it will stand: elements belong to that of whoever sees them first.
 */
function cleanse(
  given: unknown,
  context: unknown,
  write: (markup: unknown) => unknown,
  Observer: typeof MutationObserver,
): unknown {
  const markup = once(given);
  const loads = LOADS.test(String(markup));
  if (!loads && !ACTS.test(String(markup))) return write(markup);
  const { nodeType } = (context ?? {}) as Node;
  const isPage = nodeType === 9;
  // What is new there, and nothing else: a list may grow by a thousand such texts.
  const fresh = new Observer(() => {});
  if (nodeType) fresh.observe(context as Node, { childList: true, subtree: isPage });
  const result = loads ? writeInert(markup, context, write) : write(markup);
  // Styles are looked at before anybody can have the page laid out, and what may run is released.
  for (const { addedNodes } of fresh.takeRecords())
    for (let i = 0; i < addedNodes.length;) look(addedNodes[i++] as Node, isPage);
  fresh.disconnect();
  return result;
}

function writeInert(markup: unknown, context: unknown, write: (markup: unknown) => unknown): unknown {
  const { localName, namespaceURI } = (context ?? {}) as Element;
  let shell;
  try {
    shell = parseInert(
      markup,
      // A `title` of SVG is none of HTML, in which there are no elements.
      typeof localName === 'string' && /xhtml/.test(String(namespaceURI)) ? localName : 'div',
    );
  } catch {
    return write(markup); // The native says what is wrong.
  }
  const { content } = shell as HTMLTemplateElement;
  const parsed = typeof content === 'object' ? content : shell;
  if (!disarmAll(parsed)) return write(markup);
  const html: unknown = trustAs(markup, 'createHTML', shell.innerHTML);
  if (typeof html === typeof markup) return write(html);
  // Our policy is forbidden: it goes in as what it is, not as a text.
  const result = write((self as unknown as { trustedTypes: { emptyHTML: unknown } }).trustedTypes.emptyHTML);
  const place = (result ?? context) as { body?: Element; content?: DocumentFragment };
  (place.body ?? place.content ?? (place as Element)).append?.(...parsed.childNodes);
  return result;
}

/**
 * Stands before the ways to turn text into elements: images in such markup load before anything else
 * can act, even outside the page, and scripts that are written run at once.
 */
export function guardMarkup({ MutationObserver }: Realm, on: On, onWritten: () => void): void {
  /** The beginning of a tag whose end is still to be written. */
  let pending = '';
  const around: Around = (native, args, self, key) => {
    const at = key === 'insertAdjacentHTML' ? 1 : key === 'execCommand' ? 2 : 0;
    const isBeside = key === 'outerHTML' || (at === 1 && /^(beforeb|aftere)/i.test(String(args[0])));
    // Documents are written in pieces, which may break within a tag. What is whole goes on; Trusted HTML as it came.
    if (key.startsWith('write') && (pending || args.length > 1 || OPEN.test(String(args[0])))) {
      const text = pending + args.join('');
      pending = OPEN.exec(text)?.[0] ?? '';
      const plain = args.find((arg) => typeof arg === 'string');
      args = [trustAs(plain, 'createHTML', text.slice(0, text.length - pending.length))];
    }
    const result =
      args.length > at
        ? cleanse(
            args[at],
            isBeside ? (self as Node).parentNode : self,
            (html) => native(args.with(at, html)),
            MutationObserver,
          )
        : native(args);
    // What is written may begin the document anew.
    if (key.startsWith('write')) watch(self as Document);
    onWritten();
    return result;
  };
  on('Element,ShadowRoot', /^(inn|out)erHTML$/, around, 'set');
  on('Element,ShadowRoot,Range,Document', /^setHTML|tHTML$|^createCon|^write|^execC/, around);
}

import { guard } from '../guards/native.ts';
import { createElement, fromDocument } from '../page.ts';
import { isLate } from './late.ts';
import { tools, trust } from './lent.ts';
import { ahead, copyOf, recall, runScript } from './scripts.ts';

// Late scripts write where they stand. The browser would drop it, or open the document anew and lose the page.

/** Written scripts that are on their way. */
export const written: Promise<unknown>[] = [];

/** Whether there was any: then scripts no longer go into the page ahead of their turn. */
export let isWriting = false;

/** Takes what scripts write at one place. */
type Writer = (text: string, by: Element | null) => void;

const writers = new WeakMap<Node, Writer>();

/**
 * Makes a parser that puts what it makes behind a node.
 *
 * It belongs to a document that nobody sees. What it has made is moved to the page at once, and it goes
 * on within: elements may be written in pieces.
 */
function createWriter(place: ChildNode): Writer {
  const inert = fromDocument('implementation').createHTMLDocument();
  inert.open();
  inert.write(trust('createHTML', '<!doctype html><body>'));
  /** What is still to be parsed, and how much of that stands behind what is written next. */
  let rest = '';
  let behind = 0;
  /** The written script for which the rest waits. */
  let awaited: Element | undefined;

  /** Parses up to the place where the next text goes; scripts run as soon as they are whole. */
  function go(): void {
    while (!awaited && rest.length > behind) {
      const [piece = ''] = /^.*?(<\/script\s*>|$)/is.exec(rest.slice(0, rest.length - behind)) ?? [];
      rest = rest.slice(piece.length);
      inert.write(trust('createHTML', piece));
      for (let node; (node = inert.body.firstChild);) {
        // What stood there may be gone.
        if (!place.isConnected) place = document.body.lastChild as ChildNode;
        place.after(node);
        place = node;
      }
      const script = [place as Element, ...((place as Element).querySelectorAll?.('script') ?? [])].at(-1);
      if (script instanceof HTMLScriptElement && /<\/script\s*>$/i.test(piece)) start(script);
    }
  }

  function start(script: HTMLScriptElement): void {
    if (tools.released.has(script) || !tools.mayRun(script)) return;
    // It runs here, not where it would be its turn.
    tools.waiting.delete(script);
    // As it is, it counts as the other parser's, and would not run.
    const copy = copyOf(script);
    if (place === script) place = copy;
    writers.set(copy, write);
    const outer = behind;
    behind = rest.length;
    const load = runScript(script, true, copy);
    ahead.delete(copy);
    behind = Math.min(outer, rest.length);
    if (!load || copy.async || copy.defer) return;
    awaited = copy;
    isWriting = true;
    // A parser would not have come to these yet.
    recall((other) => !other.defer && other.type !== 'module');
    written.push(
      load.then(() => {
        if (awaited === copy) awaited = undefined;
        behind = 0;
        go();
      }),
    );
  }

  const write: Writer = (text, by) => {
    // An awaited script that writes runs now: before all that waits for it.
    if (by && by === awaited) {
      awaited = undefined;
      behind = rest.length;
    }
    const at = rest.length - behind;
    rest = rest.slice(0, at) + text + rest.slice(at);
    go();
  };
  return write;
}

/** Has late scripts write where they stand. */
export function guardWriting(): void {
  for (const key of ['write', 'writeln', 'open', 'close'])
    guard(Document.prototype, key, (native, args, self) => {
      const by = fromDocument('currentScript') as HTMLScriptElement | null;
      const isReleased = !!by && tools.released.has(by);
      if (
        self !== document ||
        // A window is meant.
        (key === 'open' && args.length > 2) ||
        // The parser is still there for it.
        !(isReleased || (isLate() && fromDocument('readyState') !== 'loading')) ||
        // What such a script writes is ignored on any page.
        (by?.src && (!isReleased || by.async || by.defer))
      )
        return native();
      if (key[0] !== 'w') return key === 'open' ? document : undefined;
      // What no late script may write elsewhere (Trusted Types), it may not write here.
      for (const markup of args) createElement('template').innerHTML = markup as string;
      const place = by ?? document.body;
      const writer = writers.get(place) ?? createWriter(by ?? (document.body.lastChild as ChildNode));
      writers.set(place, writer);
      // Our parser, without scripting, would look into it.
      const text = args
        .join('')
        .replace(
          /(<noscript\b[^>]*>)(.*?)(?=<\/noscript)/gis,
          (_all, tag: string, inner: string) => tag + inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
        );
      return writer(key === 'write' ? text : `${text}\n`, by);
    });
}

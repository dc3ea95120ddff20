import { markOf } from '../../core/markup.ts';
import { addressesOf, isDisarmed, marksOf } from '../elements.ts';
import { TAKEN } from '../nowhere.ts';
import { fromDocument } from '../page.ts';
import { free } from './free.ts';
import { tools, trust } from './lent.ts';
import { recalled, rearm, runScript, sourceOf } from './scripts.ts';

/**
 * Runs one element, whatever was decided; one that cannot be run stays held, and stops no other.
 *
 * @returns Settles once a script has run, or with one that has failed.
 */
export function run(element: Element): ReturnType<typeof runScript> {
  const isParsed = tools.waiting.get(element) ?? false;
  if (isParsed && element instanceof HTMLScriptElement && tools.nonce && element.nonce !== tools.nonce) {
    // A policy may trust what scripts make, and ours must not lend that trust to whoever can write markup.
    console.error(
      `izin: ${sourceOf(element) ?? 'inline code'} stays held: it has not the nonce that ours has`,
    );
    return undefined;
  }
  tools.waiting.delete(element);
  free(element);
  tools.settle(recalled.get(element) ?? element, 'released');
  try {
    if (restyle(element) && !isDisarmed(element) && marksOf(element) === null) tools.released.delete(element);
    else if (element instanceof HTMLTemplateElement) releaseTemplate(element);
    else if (element instanceof HTMLScriptElement) return runScript(element, isParsed);
    else restore(element);
  } catch (error) {
    console.error(`izin: ${sourceOf(element) ?? 'inline code'} stays held: ${String(error)}`);
    tools.released.delete(element);
    tools.waiting.set(element, isParsed);
    tools.settle(element, 'held');
  }
  return undefined;
}

/** Gives an element its addresses, by which it loads. */
function restore(element: Element): void {
  if (isDisarmed(element)) rearm(element);
  if (element.localName === 'script') {
    // One of SVG runs as a fresh copy: this one was already looked at.
    const copy = element.cloneNode(true) as Element;
    free(copy, element);
    element.replaceWith(copy);
  } else if (marksOf(element) !== null) {
    for (const inner of [element, ...element.querySelectorAll('source')]) {
      free(inner, element);
      for (const name of addressesOf(inner.localName)) {
        const value = inner.getAttribute(markOf(name));
        if (value === null) continue;
        tools.set(inner, markOf(name), null);
        tools.set(inner, name, trust('createScriptURL', value));
      }
    }
  }
  // A player that found no source before does not look again by itself.
  const player = element.localName === 'source' ? element.parentElement : element;
  if (player instanceof HTMLMediaElement) player.load();
}

/** Gives the style of an element, or a style sheet, the addresses back that were taken out. Tells whether any were. */
function restyle(element: Element): boolean {
  const isSheet = element.localName === 'style';
  const owner = (isSheet ? element : (element as HTMLElement).style) as unknown as Record<string, string>;
  const key = isSheet ? 'textContent' : 'cssText';
  const text = String(owner?.[key]);
  const isTaken = text.includes(TAKEN);
  if (isTaken) owner[key] = text.replaceAll(TAKEN, '');
  return isTaken;
}

/** Puts what stands in a template in its place. Scripts in it become marked ones, so that they keep their order. */
function releaseTemplate(template: HTMLTemplateElement): void {
  const content = fromDocument('importNode').call(document, template.content, true) as DocumentFragment;
  for (const script of content.querySelectorAll<HTMLScriptElement>('script:not([data-category])')) {
    // What is copied has lost the trust that the parser gave it.
    if (script.text) script.text = trust('createScript', script.text);
    tools.set(script, 'data-type', script.getAttribute('type') ?? '');
    tools.set(script, 'type', 'text/plain');
    for (const name of ['data-category', 'data-service'])
      tools.set(script, name, template.getAttribute(name));
  }
  template.replaceWith(content);
}

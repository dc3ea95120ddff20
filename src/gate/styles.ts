import { attribute, EVERYTHING, find, of } from './elements.ts';
import { judgeAddress, type Verdict } from './law.ts';
import { NOBODY, NOWHERE, TAKEN } from './nowhere.ts';
import { parseInert } from './inert.ts';
import { textBehind } from './page.ts';
import { addressesIn, hold, waiting } from './tags.ts';
import { trust } from './trust.ts';

const ADDRESSES =
  /(?<!izin#[^\s"'()\\;,]*)(((https?|wss?):)?\/\/[^\s"'()\\;,]+|(stun|turn)s?:[^\s"'()\\;,?]+)/gi;

/** The addresses in a text: of a document, a script. */
export const addressesWithin = (text: string): readonly string[] => text.match(ADDRESSES) ?? [];

/** What a document or code will ask for: as it stands, and as the browser reads it. Links are not followed by themselves. */
export function addressesInMarkup(text: string): readonly string[] {
  let found = addressesWithin(text.replace(/<a\s[^>]*>/gi, ''));
  try {
    for (const element of find(parseInert(trust('createHTML', text), 'html'), EVERYTHING))
      found = [
        ...found,
        ...addressesIn(element, (name) => attribute(element, name)),
        ...addressesWithin(String((element as HTMLElement).style?.cssText)),
      ];
  } catch {
    // The page forbids it. What is not written in some odd way is found.
  }
  return found;
}

/** The addresses that follow from one: itself, or those in a document or script that the page has made. */
export function addressesBehind(address: string): readonly string[] {
  const text = textBehind(address);
  return text === undefined ? [address] : addressesInMarkup(text);
}

/** Those that were taken out of a style. */
export const addressesTaken = (text: string): readonly string[] =>
  text.match(/(?<=izin#)[^\s"'()\\;,]+/g) ?? [];

/**
 * Takes the addresses that may not be asked out of a text.
 *
 * @param isHeld - Told of each with its verdict; its answer decides.
 */
const cleanText = (
  text: string,
  nowhere: string,
  isHeld: (url: string, verdict: Verdict) => unknown,
): string =>
  text.replace(ADDRESSES, (url) => {
    const verdict = judgeAddress(url.replace(/^(stun|turn)s?:/i, '//'));
    return isHeld(url, verdict) ? nowhere + (nowhere === TAKEN ? url : '') : url;
  });

/** The same for whatever is given to a native: texts, in lists and plain objects too. */
export function cleanValue(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((inner) => cleanValue(inner, key));
  if (value?.constructor === Object)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cleanValue(inner, key)]));
  if (!value || /^(fun|num|boo)/.test(typeof value) || value instanceof Node) return value;
  const text = String((value as Request).url ?? value);
  const refuse = (url: string, verdict: Verdict): unknown => hold(key, url, verdict);
  // Some throw at an address of another scheme.
  const nowhere = /^(Web|fetchL)/.test(key) ? NOBODY : NOWHERE;
  const isHeld = /^(\w+:|[\\/])/.test(text) && refuse(text, judgeAddress(text));
  const clean = isHeld ? nowhere : cleanText(text, nowhere, refuse);
  return clean === text ? value : clean;
}

/** Takes out of a style sheet in the page, or of an element's own style, what may not load, until it is granted. */
export function cleanStyle(element: Element): void {
  const isSheet = of(element, 'localName') === 'style';
  // As the browser reads it, without escapes.
  const owner = (isSheet ? element : of(element, 'style')) as unknown as Record<string, string>;
  const key = isSheet ? 'textContent' : 'cssText';
  const text = String(owner?.[key]);
  const clean = cleanText(text, TAKEN, (url, verdict) => hold('style', url, verdict, element));
  if (clean === text) return;
  owner[key] = clean;
  waiting.set(element, false);
}

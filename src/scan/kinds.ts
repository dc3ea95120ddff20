import { ADDRESSES } from '../core/markup.ts';

// What the gate looks at in an element. A test holds this against the gate's own.

/** Links are followed by visitors, and animations go nowhere by themselves. */
const OTHERS = /^(a|area|set|animate)$/;

/** The attributes by which elements of a kind load, in the letters of a tokenizer. */
const LOADING: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(ADDRESSES)
    .filter(([tag]) => !OTHERS.test(tag))
    .map(([tag, names]) => [tag.toLowerCase(), names.split(',')] as const),
  ['use', ['href', 'xlink:href']] as const,
]);

/** The attributes by which an element loads. Pages of old have pictures behind any. */
export const addressesOf = (tag: string): readonly string[] => LOADING.get(tag) ?? ['background'];

/** The relations for which a browser asks something of an address by itself. */
export const isLoading = (rel: string): boolean => /^\s*$|sheet|pre|icon|manifest|dict/i.test(rel);

/** Whether a relation only has a browser get ready: it connects to a host, and asks nothing of an address. */
export const isHint = (rel: string): boolean => /^\s*((preconnect|dns-prefetch)(\s+|$))+$/i.test(rel);

/** The types of classic scripts, and of modules. */
const CODE =
  /^(|module|(text|application)\/(x-)?(java|ecma)script|text\/(javascript1\.[0-5]|jscript|livescript))$/i;

/** Whether a browser runs a script of this type. */
export const isCode = (type: string): boolean => CODE.test(type.trim());

const ADDRESS = /(?:(?:https?|wss?):)?\/\/[^\s"'()\\;,<>]+/gi;

/** The addresses in a text: of a document, a style. */
export const addressesWithin = (text: string): readonly string[] => text.match(ADDRESS) ?? [];

/**
 * The addresses in the value of an attribute: some hold many, and some documents that the page has made.
 *
 * @param tag - The element's name.
 */
export function addressesIn(tag: string, name: string, value: string): readonly string[] {
  if (name === 'content') return [value.replace(/^.*?url\s*=\s*['"]?/i, '').replace(/['"]\s*$/, '')];
  if (/set|attr/.test(name)) return value.trim().split(/[\s,]+/);
  const isMade =
    /^(i?frame|embed|object|link)$/.test(tag) && /^\s*(data:(?!image|font)|javascript:)/i.test(value);
  return isMade ? addressesWithin(readable(value)) : [value];
}

function readable(address: string): string {
  const [, parameters = '', body = ''] = /^\s*data:([^,]*),(.*)$/is.exec(address) ?? [];
  if (/;\s*base64\s*$/i.test(parameters)) return Buffer.from(body, 'base64').toString('utf8');
  return unescape(address);
}

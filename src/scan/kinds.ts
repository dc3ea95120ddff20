// What the gate looks at in an element, and how it wants it marked. A test holds this against the gate's own.

/** The attributes by which elements of a kind load, or tell a third party something. */
const ADDRESSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['script', ['src', 'href', 'xlink:href']],
  ['iframe', ['src', 'srcdoc']],
  ['frame', ['src']],
  ['img', ['src', 'srcset', 'attributionsrc']],
  ['link', ['href', 'imagesrcset']],
  ['source', ['src', 'srcset']],
  ['video', ['src', 'poster']],
  ['audio', ['src']],
  ['track', ['src']],
  ['embed', ['src']],
  ['object', ['data']],
  ['input', ['src']],
  ['meta', ['content']],
  ['image', ['href', 'xlink:href']],
  ['feimage', ['href', 'xlink:href']],
  ['use', ['href', 'xlink:href']],
]);

/** The attributes by which an element loads. Pages of old have pictures behind any. */
export const addressesOf = (tag: string): readonly string[] => ADDRESSES.get(tag) ?? ['background'];

/** Elements that the gate gives their addresses back, where they are marked. */
export const isMarkable = (tag: string): boolean =>
  /^(script|iframe|img|link|video|audio|embed|object)$/.test(tag);

/** Where a marked element says what its attribute will be. */
export const markOf = (name: string): string => `data-${name === 'data' ? 'src' : name}`;

/** The relations for which a browser asks something of an address by itself. */
export const isLoading = (rel: string): boolean => /^\s*$|sheet|pre|icon|manifest|dict/i.test(rel);

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

/**
 * The attributes by which elements of a kind load, or tell a third party something: one text for each, for
 * every visitor has them.
 */
export const ADDRESSES = {
  __proto__: null,
  script: 'src,href,xlink:href',
  iframe: 'src,srcdoc',
  frame: 'src',
  img: 'src,srcset,attributionsrc',
  link: 'href,imagesrcset',
  source: 'src,srcset',
  video: 'src,poster',
  audio: 'src',
  track: 'src',
  embed: 'src',
  object: 'data',
  input: 'src',
  meta: 'content',
  a: 'ping,attributionsrc',
  area: 'ping',
  image: 'href,xlink:href',
  feImage: 'href,xlink:href',
  set: 'to',
  animate: 'to,values',
} as unknown as Readonly<Record<string, string>>;

/** What stands before the name of an attribute that a held element keeps. */
export const KEPT = 'data-izin-';

/** Elements, besides templates, that get their addresses back where they are marked. */
export const isMarkable = (tag: string): boolean =>
  /^(script|iframe|img|link|video|audio|embed|object)$/.test(tag);

/**
 * Whether `data-category` says what an element waits for. Shops have attributes of that name, too, with words of
 * their own.
 */
export const areCategories = (text: string): boolean =>
  /^[\s,]*(!?(necessary|functional|performance|marketing|any|unclassified)([\s,]+|$))*$/.test(text);

/** Whether an image only carries data away: nobody sees it. */
export const isPixel = (
  tag: string,
  address: string,
  width: string | null | undefined,
  height: string | null | undefined,
): boolean => tag === 'img' && address.includes('?') && /^[01]x[01]$/.test(`${width}x${height}`);

/** Where a marked element says what its attribute will be: `data-src`, for `data` too. */
export const markOf = (name: string): string => `data-${name === 'data' ? 'src' : name}`;

/** The elements that can load something. */
export const TAGS = 'script,iframe,img,link,source,video,audio,embed,object';
/** Finds everything that may have to be held. */
export const HOLDABLE = `${TAGS},template[data-category]`;

/** The attributes by which elements of a kind load; nothing for elements that load nothing. */
export const addressesOf = (tag: string): readonly string[] =>
  tag === 'link'
    ? ['href']
    : tag === 'object'
      ? ['data']
      : TAGS.split(',').includes(tag)
        ? ['src', 'srcset', 'poster']
        : [];

/** Prefix of the attributes under which a held element keeps its own: `data-izin-src`. */
export const KEPT = 'data-izin-';

/** Reads an attribute as the page meant it: what a held element keeps comes first. */
export const meant = (element: Element, name: string): string | null =>
  element.getAttribute(KEPT + name) ?? element.getAttribute(name);

/** What is taken from an element to make it inert. A script keeps its address, under an inert type. */
export const takenFrom = ({ localName }: Element): readonly string[] =>
  localName === 'script' ? ['type'] : addressesOf(localName);

/** Whether an element was made inert, by us or in the copy of one of ours. */
export const isDisarmed = (element: Element): boolean =>
  takenFrom(element).some((name) => element.hasAttribute(KEPT + name));

/** Where a marked element says what its attribute will be: `data-src`, for `data` too. */
export const markOf = (name: string): string => `data-${name === 'data' ? 'src' : name}`;

/** The languages that come with us, complete. */
export const OURS: readonly string[] = ['id', 'en'];

/** The language that stands in where a third one lacks a text: the first of the site's that is ours, else English. */
export const fallbackOf = (languages: readonly string[]): string =>
  languages.find((tag) => OURS.includes(tag)) ?? 'en';

/** The language alone. Pages write `id_ID`, too, and old systems say `in` for Indonesian. */
const primaryOf = (tag: string): string =>
  tag
    .toLowerCase()
    .split(/[-_]/, 1)
    .join('')
    .replace(/^ind?$/, 'id');

/**
 * Picks the language to show.
 *
 * @param offered - What the site has, as BCP 47 tags, the fallback first.
 * @param wanted - What the page and the visitor ask for, the strongest first.
 * @returns One of `offered`: the same tag, else one of the same primary language, else the first.
 * @see RFC 4647, section 3.4 (lookup)
 */
export function chooseLanguage(offered: readonly string[], wanted: readonly string[]): string {
  for (const tag of wanted) {
    const same =
      offered.find((o) => o.toLowerCase() === tag.toLowerCase()) ??
      offered.find((o) => primaryOf(o) === primaryOf(tag));
    if (same) return same;
  }
  return offered[0] ?? 'en';
}

/**
 * The text in a language, else in the first there is.
 *
 * @param instead - The language that stands in for it, if another does.
 */
export const inLanguage = (
  text: Readonly<Record<string, string>> | string,
  language: string,
  instead = language,
): string =>
  typeof text === 'string' ? text : (text[language] ?? text[instead] ?? Object.values(text)[0] ?? '');

/**
 * What a language calls itself, as far as the browser knows.
 *
 * @param instead - The language in which it is named otherwise.
 */
export const ownName = (tag: string, instead: string): string =>
  new Intl.DisplayNames([tag, instead], { type: 'language' }).of(tag) ?? tag;

/** Scripts that run from right to left, of those that languages are written in today. */
const FROM_RIGHT = /Arab|Hebr|Thaa|Syrc|Nkoo|Adlm/;

/**
 * The direction in which a language is written: by its script, which the browser knows where the tag does not say. To
 * ask it the first time takes a phone some 15 to 40 ms, so our own languages, both from the left, are not asked about.
 */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  FROM_RIGHT.test(OURS.includes(tag) ? tag : String(new Intl.Locale(tag).maximize().script)) ? 'rtl' : 'ltr';

/**
 * Picks the language to show.
 *
 * @param offered - What the site has, as BCP 47 tags, the fallback first.
 * @param wanted - What the page and the visitor ask for, the strongest first.
 * @returns One of `offered`: the same tag, else one of the same primary language, else the first.
 * @see RFC 4647, section 3.4 (lookup)
 */
export function chooseLanguage(offered: readonly string[], wanted: readonly string[]): string {
  const primary = (tag: string): string => tag.toLowerCase().split('-', 1).join('');
  for (const tag of wanted) {
    const same =
      offered.find((o) => o.toLowerCase() === tag.toLowerCase()) ??
      offered.find((o) => primary(o) === primary(tag));
    if (same) return same;
  }
  return offered[0] ?? 'en';
}

/** The text in a language, else in the first there is. */
export const inLanguage = (text: Readonly<Record<string, string>> | string, language: string): string =>
  typeof text === 'string' ? text : (text[language] ?? Object.values(text)[0] ?? '');

/** What a language calls itself, as far as the browser knows. */
export function ownName(tag: string): string {
  try {
    return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // Well-formed by our own rule, yet no tag that this browser accepts.
  }
}

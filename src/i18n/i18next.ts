import { createInstance } from 'i18next';
import { names } from 'virtual:izin/languages';
import { fallbackOf, OURS, ownName } from '../core/language.ts';
import type { Texts, TextSources, Translator } from './translate.ts';

const NAMESPACE = 'translation'; // i18next's own

/**
 * Makes a translator over locale files and the owner's texts.
 *
 * Ours are complete. What another language lacks is taken from the first language of the site that is one
 * of ours, else from English. Only the name of a language is never taken from another.
 */
export function createTranslator({ languages, texts, values, fetchTexts }: TextSources): Translator {
  const fallback = fallbackOf(languages);
  const i18n = createInstance({
    resources: {},
    lng: fallback,
    fallbackLng: fallback,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    // Preact escapes.
    interpolation: { escapeValue: false, defaultVariables: values },
  });
  void i18n.init();

  async function take(tag: string): Promise<void> {
    const own = texts[tag];
    const file = await fetchTexts(tag).catch((error: unknown) => {
      if (OURS.includes(tag) || !own) throw error;
    });
    i18n.addResourceBundle(tag, NAMESPACE, withOthers({ ...filled(file ?? {}), ...filled(own ?? {}) }));
  }
  return {
    languages,
    nameOf: (tag) =>
      texts[tag]?.['language'] ??
      (i18n.getResource(tag, NAMESPACE, 'language') as string | undefined) ??
      names[tag] ??
      ownName(tag, fallback),
    async load(language) {
      await Promise.all(
        (OURS.includes(language) ? [language] : [language, fallback])
          .filter((tag) => !i18n.hasResourceBundle(tag, NAMESPACE))
          .map(take),
      );
      const translate = i18n.getFixedT(language);
      return (key, own) => translate(key, { ...own });
    },
  };
}

/** What is empty would show as nothing: it counts as missing. */
const filled = (texts: Texts): Texts => Object.fromEntries(Object.entries(texts).filter(([, text]) => text));

/** Where a plural form is missing, the general one of the same language is nearer than another language. */
const withOthers = (texts: Texts): Texts => ({
  ...Object.fromEntries(
    Object.entries(texts)
      .filter(([key]) => key.endsWith('_other'))
      .map(([key, text]) => [key.slice(0, -'_other'.length), text]),
  ),
  ...texts,
});

import { createInstance } from 'i18next';
import en from '../../locales/en.json' with { type: 'json' };
import id from '../../locales/id.json' with { type: 'json' };
import type { TextSources, Translator } from './translate.ts';

const LOCALES: Readonly<Record<string, Readonly<Record<string, string>>>> = { id, en };

/**
 * Makes a translator over our locale files and the owner's texts.
 *
 * Indonesian and English come with us; any other language is what the owner wrote under its tag. What
 * a language lacks is taken from the first one on offer, then from English. Only the name of a language
 * is never taken from another.
 */
export function createTranslator({ languages, texts, values }: TextSources): Translator {
  const known = languages.filter((tag) => Object.hasOwn(LOCALES, tag) || texts[tag]);
  const offered = known.length ? known : Object.keys(LOCALES);
  const resources = Object.fromEntries(
    [...new Set([...offered, 'en'])].map((tag) => [
      tag,
      { translation: { language: ownName(tag), ...LOCALES[tag], ...texts[tag] } },
    ]),
  );
  const i18n = createInstance({
    resources,
    lng: offered[0] ?? 'en',
    fallbackLng: [...offered.slice(0, 1), 'en'],
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    // Preact escapes.
    interpolation: { escapeValue: false, defaultVariables: values },
  });
  void i18n.init();
  return {
    languages: offered,
    texts(language) {
      const translate = i18n.getFixedT(language);
      return (key, own) => translate(key, { ...own });
    },
  };
}

function ownName(tag: string): string {
  try {
    return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // Well-formed by our own rule, yet no tag that this browser accepts.
  }
}

import { notice, texts as first } from 'virtual:izin/notice';
import { texts as ours } from 'virtual:izin/texts';
import type { Config } from '../core/config/config.ts';
import { offeredCategories } from '../core/consent/offer.ts';
import { fallbackOf, OURS, ownName } from '../core/language.ts';
import type { LocaleFiles } from '../core/receipt/notice.ts';
import type { Tree } from '../core/tree.ts';

/** The languages of a site that are none of ours and that there are texts for. */
export const thirdLanguages = (config: Config, locales: LocaleFiles): readonly string[] =>
  config.languages.filter((tag) => !OURS.includes(tag) && (locales[tag] ?? config.texts[tag]));

/**
 * The first layer of one language in full: what it lacks is taken from the language that stands in.
 *
 * @returns Its texts by key, with the name of the language.
 */
export function firstLayer(
  config: Config,
  language: string,
  locales: LocaleFiles,
): Readonly<Record<string, string>> {
  const fallback = fallbackOf(config.languages);
  const all: Readonly<Record<string, string>> = {
    ...ours[fallback],
    ...config.texts[fallback],
    language: ownName(language, fallback),
    ...ours[language],
    ...textsOnly(locales[language]),
    ...config.texts[language],
  };
  return Object.fromEntries(Object.keys(first[fallback] ?? {}).map((key) => [key, all[key] ?? '']));
}

/** A locale file may hold anything. */
const textsOnly = (texts: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** Counts the words of the first layer as a visitor with an opt-out signal sees it, its buttons included. */
export function wordsOf(config: Config, language: string): number {
  const texts = firstLayer(config, language, {});
  const offered: readonly string[] = offeredCategories(config);
  const site = config.site.name || 'contoh.co.id';
  const values: Readonly<Record<string, string>> = { site, controller: config.site.controller || site };
  const isShown = (condition = ''): boolean =>
    !/^(functional|performance|marketing)$/.test(condition) || offered.includes(condition);
  const read = ([, attributes, ...children]: Tree): string[] =>
    isShown(attributes['data-if'])
      ? children.flatMap((child) => {
          if (typeof child !== 'string') return read(child);
          // There is a button for each other language.
          if (child === '@language')
            return config.languages
              .filter((tag) => tag !== language)
              .flatMap((tag) => ownName(tag, language).split(' '));
          // What is no text of ours is a sign.
          const text = child.startsWith('@') ? (texts[child.slice(1)] ?? '') : '';
          return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '').split(/\s+/);
        })
      : [];
  return read(notice).filter(Boolean).length;
}

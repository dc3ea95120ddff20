import type { Config } from '../config/config.ts';
import { fallbackOf, OURS } from '../language.ts';

/**
 * Everything that determines what a visitor was shown in one language: the configuration without
 * what only the machinery reads, and without the texts of other languages.
 *
 * Izin's version stands for the texts and facts that come with it. Of a third language there is also what its
 * locale file says, and what the owner says in the language that stands in where it lacks a text. The hash of this document is in
 * every receipt, so that both together prove what was consented to.
 *
 * @see CNIL, recommendation 2020-092, paragraph 48: proof that the mechanism was valid
 */
export type NoticeDocument = Omit<Config, 'receipts' | 'allow' | 'texts'> & {
  readonly schema: 'urn:izin:notice:1';
  readonly izin: string;
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
};

/** Locale files that an owner has written for other languages than ours, by language, as they are. */
export type LocaleFiles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Builds the notice document of one language.
 *
 * @param file - Its locale file; of a language of ours it does not count.
 */
export function noticeDocument(
  config: Config,
  language: string,
  version: string,
  file?: LocaleFiles[string],
): NoticeDocument {
  const { receipts: _, allow: __, texts, ...shown } = config;
  const own = texts[language];
  return {
    ...shown,
    schema: 'urn:izin:notice:1',
    izin: version,
    language,
    texts: OURS.includes(language) ? { ...own } : { ...texts[fallbackOf(config.languages)], ...file, ...own },
  };
}

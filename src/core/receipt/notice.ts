import type { Config } from '../config/config.ts';

/**
 * Everything that determines what a visitor was shown in one language: the configuration without
 * what only the machinery reads, and without the texts of other languages.
 *
 * Izin's version stands for the texts and facts that come with it. The hash of this document is in
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

/** Builds the notice document of one language. */
export function noticeDocument(config: Config, language: string, version: string): NoticeDocument {
  const { receipts: _, allow: __, texts, ...shown } = config;
  return { ...shown, schema: 'urn:izin:notice:1', izin: version, language, texts: texts[language] ?? {} };
}

import type { Config } from '../config/config.ts';
import type { Offer } from '../consent/offer.ts';

/**
 * Everything that determines what a visitor was shown in one language.
 *
 * Izin's version stands for the texts and facts that come with it. Its hash is in every receipt, so
 * that a receipt and this document together prove what was consented to.
 *
 * @see CNIL, recommendation 2020-092, paragraph 48: proof that the mechanism was valid
 */
export interface NoticeDocument {
  readonly schema: 'urn:izin:notice:1';
  readonly izin: string;
  readonly language: string;
  readonly site: Config['site'];
  readonly categories: Offer['categories'];
  readonly services: Config['services'];
  readonly unlisted: Config['unlisted'];
  readonly days: number;
  readonly revision: string;
  readonly gpc: boolean;
  readonly appearance: Config['appearance'];
  readonly texts: Readonly<Record<string, string>>;
}

/** Builds the notice document of one language. */
export const noticeDocument = (config: Config, language: string, version: string): NoticeDocument => ({
  schema: 'urn:izin:notice:1',
  izin: version,
  language,
  site: config.site,
  categories: offeredCategories(config),
  services: config.services,
  unlisted: config.unlisted,
  days: config.consent.days,
  revision: config.consent.revision,
  gpc: config.signals.gpc,
  appearance: config.appearance,
  texts: config.texts[language] ?? {},
});

/** The optional categories that a configuration switches on. */
export const offeredCategories = (config: Config): Offer['categories'] =>
  (['functional', 'performance', 'marketing'] as const).filter((category) => config.categories[category]);

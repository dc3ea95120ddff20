/** What stands in for the `{{names}}` of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Texts of one language, by key. */
export type Texts = Readonly<Record<string, string>>;

/**
 * Looks up a text by its key and fills in its values.
 *
 * The result is text, never HTML: values go in as they are. A `count` among them picks the plural form.
 */
export type Translate = (key: string, values?: TextValues) => string;

/** What texts are drawn from. */
export interface TextSources {
  /** The languages of the site, as BCP 47 tags. */
  readonly languages: readonly string[];
  /** The owner's own texts, by language and key. They win over those of the files. */
  readonly texts: Readonly<Record<string, Texts>>;
  /** Values that every text may use. */
  readonly values: TextValues;
  /** Fetches the locale file of a language. */
  readonly fetchTexts: (language: string) => Promise<Texts>;
}

/** The texts of a site in all its languages. */
export interface Translator {
  /** The languages of the site. */
  readonly languages: readonly string[];
  /** What a language calls itself; nothing is fetched for that. */
  nameOf(language: string): string;
  /**
   * Gives the texts of one language once they are here.
   *
   * @throws {Error} When they cannot be had. A language that the owner has texts for needs no file.
   */
  load(language: string): Promise<Translate>;
}

/** What stands in for the `{{names}}` of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/**
 * Looks up a text by its key and fills in its values.
 *
 * The result is text, never HTML: values go in as they are. A `count` among them picks the plural form.
 */
export type Translate = (key: string, values?: TextValues) => string;

/** What texts are drawn from. */
export interface TextSources {
  /** The languages of the site, as BCP 47 tags; the first is the fallback. */
  readonly languages: readonly string[];
  /** The owner's own texts, by language and key. They win over ours. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Values that every text may use. */
  readonly values: TextValues;
}

/** The texts of a site in all its languages. */
export interface Translator {
  /** The languages of the site that there are texts for, the fallback first. */
  readonly languages: readonly string[];
  /** Gives the texts of one language, by its tag. */
  texts(language: string): Translate;
}

import { createHash } from 'node:crypto';
import type { Config } from '../core/config/config.ts';
import { offeredCategories } from '../core/consent/offer.ts';
import { canonical } from '../core/receipt/canonical.ts';
import { noticeDocument, type LocaleFiles } from '../core/receipt/notice.ts';
import type { Receipt } from '../core/receipt/receipt.ts';

/** What a configuration shows today, in each of its languages. */
export interface Notices {
  /** The canonical text of a notice document, by its hash as receipts write it. */
  readonly documents: ReadonlyMap<string, string>;
  /**
   * The hash of the notice that a receipt is about.
   *
   * @returns `undefined` when the receipt tells of another version of the site or of Izin: a hash of
   *   what was not shown would prove something false.
   */
  hashOf(receipt: Receipt): string | undefined;
}

/** One notice document, with its hash. */
export interface Notice {
  readonly language: string;
  /** `sha256-` and base64, as in receipts. */
  readonly hash: string;
  /** Exactly the text that was hashed. */
  readonly text: string;
}

/**
 * Writes down what visitors are shown, for each language.
 *
 * @param version - Izin's own, which stands for the texts that come with it.
 * @param locales - The locale files of other languages.
 */
export const noticesOf = (config: Config, version: string, locales: LocaleFiles = {}): readonly Notice[] =>
  config.languages.map((language) => {
    const text = canonical(noticeDocument(config, language, version, locales[language]));
    return { language, text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
  });

/** @param version - Izin's own. */
export function createNotices(config: Config | undefined, version: string, locales?: LocaleFiles): Notices {
  const notices = config ? noticesOf(config, version, locales) : [];
  const documents = new Map(notices.map(({ hash, text }) => [hash, text]));
  const hashes = new Map(notices.map(({ language, hash }) => [language, hash]));
  const categories = new Set<string>(['necessary', ...(config ? offeredCategories(config) : [])]);

  return {
    documents,
    hashOf({ agent, notice, language, shown }) {
      const same =
        agent.version === version &&
        notice.version === config?.consent.revision &&
        shown.length === categories.size &&
        shown.every((category) => categories.has(category));
      return same ? hashes.get(language) : undefined;
    },
  };
}

/** Writes a hash as a segment of a path: base64url, as base64 has slashes. */
export const segmentOf = (hash: string): string =>
  hash.replace('sha256-', '').replaceAll('+', '-').replaceAll('/', '_').replace('=', '');

/** Reads {@link segmentOf} back. */
export const hashOfSegment = (segment: string): string =>
  `sha256-${segment.replaceAll('-', '+').replaceAll('_', '/')}=`;

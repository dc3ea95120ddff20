import { createHash } from 'node:crypto';
import type { Config } from '../core/config/config.ts';
import { canonical } from '../core/receipt/canonical.ts';
import { noticeDocument } from '../core/receipt/notice.ts';
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

/** @param version - Izin's own, which stands for the texts that come with it. */
export function createNotices(config: Config | undefined, version: string): Notices {
  const documents = new Map<string, string>();
  const hashes = new Map<string, string>();
  const categories = new Set<string>(['necessary']);
  for (const language of config?.languages ?? []) {
    if (!config) break;
    const notice = noticeDocument(config, language, version);
    for (const category of notice.categories) categories.add(category);
    const document = canonical(notice);
    const hash = `sha256-${createHash('sha256').update(document).digest('base64')}`;
    documents.set(hash, document);
    hashes.set(language, hash);
  }

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

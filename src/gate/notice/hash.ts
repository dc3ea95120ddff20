import { version } from 'virtual:izin/build';
import { texts } from 'virtual:izin/notice';
import { canonical } from '../../core/receipt/canonical.ts';
import { noticeDocument } from '../../core/receipt/notice.ts';
import { config, inside } from './site.ts';

const hashes = new Map<string, string>();

/** Forgets the hashes of another configuration. */
export function clearHashes(): void {
  hashes.clear();
  for (const [tag, hash] of Object.entries(inside.site().notices)) hashes.set(tag, hash);
}

/** The hash of the notice in a language, where it is at hand. */
export const knownHash = (tag: string): string => hashes.get(tag) ?? '';

/** The hash of the notice in a language; empty without a secure context, for the receiver to fill in. */
export async function hashOf(tag: string): Promise<string> {
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!hashes.has(tag) && subtle) {
    const text = new TextEncoder().encode(canonical(noticeDocument(config, tag, version, texts[tag])));
    const bytes = new Uint8Array(await subtle.digest('SHA-256', text));
    hashes.set(tag, `sha256-${btoa(String.fromCharCode(...bytes))}`);
  }
  return knownHash(tag);
}

/** Part of every browser and of Node. */
declare const btoa: (bytes: string) => string;

/**
 * Shortens a text to four base64url characters: FNV-1a of its UTF-16 code units, folded to 24 bits.
 *
 * Synchronous and available without a secure context, unlike `crypto.subtle`. It tells what was
 * asked from what was not; it protects nothing.
 *
 * @see draft-eastlake-fnv, section 3 ("xor-folding")
 */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // The highest of the four bytes is folded into the lowest.
  const bytes = new Uint8Array([hash >> 16, hash >> 8, hash ^ (hash >>> 24)]);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

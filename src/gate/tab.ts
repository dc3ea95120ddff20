// What a tab keeps for its next page, as far as the browser lets it.

/** Where a page was, for the same page loaded again: how far it was scrolled, and its address. */
export const PLACE = 'izin.place';

/** Reads it; `null` where there is none, or that is denied. */
export function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps it; nothing ends it. */
export function keep(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // Then the next page does not know.
  }
}

/** Reads it, and keeps it no longer. */
export function take(key: string): string | null {
  const text = kept(key);
  if (text !== null) keep(key, '');
  return text;
}

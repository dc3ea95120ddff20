import type { Receipt } from './api.ts';

/** The latest receipt. */
export const LATEST = 'izin.receipt';

/** The latest receipt of this browser. */
export function latestOnShelf(): Receipt | undefined {
  try {
    // Ours alone is written there.
    return (JSON.parse(localStorage.getItem(LATEST) ?? '') as Receipt | null) ?? undefined;
  } catch {
    return undefined;
  }
}

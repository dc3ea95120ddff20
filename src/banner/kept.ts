import { COOKIE } from '../core/consent/record.ts';
import type { ConsentState } from '../gate/api.ts';

/** Whether the browser keeps the choice: where it takes no cookie, the choice holds for this page alone. */
export function isKept({ decidedAt = 0, recordId }: Pick<ConsentState, 'decidedAt' | 'recordId'>): boolean {
  try {
    return document.cookie.includes(`${COOKIE}=v=1&t=${decidedAt / 1000}&id=${recordId}`);
  } catch {
    return false;
  }
}

import { inside, isSame } from './site.ts';
import { warnVendors } from './vendors.ts';

/**
 * Tells vendors what they lose by what is in force now, before it is.
 *
 * @param old - The record until now: in force again from here on.
 */
export function warn(old: ReturnType<typeof inside.record>): void {
  const next = inside.decisions();
  // What was loaded once, was until now.
  inside.tools.lent.clear();
  if (!old) return;
  inside.keep(old, true);
  warnVendors(next);
}

/** Reads the cookie again, and applies what is different: another tab may have decided. */
export function renew(): void {
  const before = inside.decisions();
  const old = inside.record();
  inside.renew();
  if (isSame(before, inside.decisions())) return;
  warn(old);
  inside.renew();
  inside.apply();
}

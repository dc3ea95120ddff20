import type { ConsentRecord } from './types.ts';

const DAY = 86_400; // s

/**
 * Tells whether a stored choice may still be relied on.
 *
 * A record dated in the future does not stand: a clock that was wrong then proves nothing now.
 * Refusals stand exactly as long as grants.
 *
 * @param days - How long a choice stands.
 * @param now - The current time, in milliseconds since the Unix epoch.
 * @see CNIL, recommendation 2020-092: the choice is kept for six months
 */
export function isStanding(record: ConsentRecord, days: number, now: number): boolean {
  const age = now / 1000 - record.decidedAt;
  return age >= 0 && age < days * DAY;
}

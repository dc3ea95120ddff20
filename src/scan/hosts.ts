import type { Rule } from '../core/catalogue/match.ts';
import { fingerprint } from '../core/consent/fingerprint.ts';

/** The part of a rule that names its host, as `match.ts` has it: a fingerprint has `=` before it. */
const keyOf = (host: string): string => (host.startsWith('=') ? host.slice(1) : fingerprint(host));

/**
 * Makes a look-up from host to all that claim something on it: a connection is to a host, whatever is then asked of it.
 *
 * @returns Each target once. Empty where nobody claims anything.
 */
export function createHostClaimants<T>(rules: readonly Rule<T>[]): (host: string) => readonly T[] {
  const table = new Map<string, { readonly rule: Rule<T>; readonly rest: string }[]>();
  for (const rule of rules) {
    const [host = ''] = rule[0].split(/[/?]/, 1);
    const key = keyOf(host.replace(/\.$/, ''));
    table.set(key, [...(table.get(key) ?? []), { rule, rest: rule[0].slice(host.length) }]);
  }

  return (name) => {
    const whole = name.replace(/\.$/, '').slice(-255);
    const found: { readonly target: T; readonly weight: number }[] = [];
    /** Of the rule that has the whole host. What weighs less has no say. */
    let least = 0;
    for (let host = whole; host; host = host.slice(host.indexOf('.') + 1 || 999)) {
      for (const { rule, rest } of table.get(keyOf(host)) ?? []) {
        const [, rank, target, isExact] = rule;
        if (isExact && host !== whole) continue;
        const weight = rank * 1e6 + host.length + rest.length;
        found.push({ target, weight });
        if (!rest) least = Math.max(least, weight);
      }
    }
    return [...new Set(found.filter(({ weight }) => weight >= least).map(({ target }) => target))];
  };
}

import { decide } from '../core/consent/decide.ts';
import { newestRecord } from '../core/consent/record.ts';
import { isStanding } from '../core/consent/renewal.ts';
import { concise } from './sources.ts';
import type { Seal } from './seal.ts';

/** How far a visitor's clock may be ahead. */
const DAY = 86_400_000; // ms

/**
 * The policy that lets a page ask its own site and these sources, and nobody else.
 *
 * It is a fence around the network, and none against injected code: the site's own inline code goes on.
 * Forms have a list of their own, for `default-src` does not speak of them (CSP 3, section 6.4.2); those of
 * scripts and of mail ask nobody.
 */
export function policyOf(sources: readonly string[]): string {
  const list = ["'self'", ...sources].join(' ');
  return `default-src 'unsafe-inline' 'unsafe-eval' data: blob: ${list};form-action javascript: mailto: ${list}`;
}

/** What a request tells of a visitor. */
export interface Caller {
  /** The header `Cookie`. */
  readonly cookies: string;
  /** The browser asks not to be tracked: the header `Sec-GPC` is `1`. */
  readonly hasSignal: boolean;
  /** In milliseconds since the Unix epoch. */
  readonly now: number;
}

/**
 * The policy for one visitor, by what they have decided: for servers that seal by a header.
 *
 * @returns `undefined` where everything is granted and nothing is left to refuse.
 */
export function policyFor(seal: Seal, { cookies, hasSignal, now }: Caller): string | undefined {
  const record = newestRecord(cookies);
  // The browser dates a record, and its clock may be ahead of this one.
  const made = Math.min((record?.decidedAt ?? 0) * 1000, now + DAY);
  const standing = record && isStanding(record, seal.days, Math.max(now, made)) ? record : undefined;
  const { categories, services } = decide(standing, {
    ...seal.offer,
    gpc: seal.isSignalHeard && hasSignal,
  });
  const granted = [...seal.grants.keys()].filter((id) => services[id] === 'granted');
  const isAll =
    granted.length === seal.grants.size &&
    seal.offer.categories.every((category) => categories[category] === 'granted');
  if (isAll && seal.lifts) return undefined;
  return policyOf(concise([...seal.base, ...granted.flatMap((id) => seal.grants.get(id) ?? [])]));
}

import { expect, it } from 'vitest';
import type { Rule } from '../../../src/core/catalogue/match.ts';
import { fingerprint } from '../../../src/core/consent/fingerprint.ts';
import { createHostClaimants } from '../../../src/scan/hosts.ts';

const RULES: readonly Rule<string>[] = [
  ['toko.test', 1, 'own', true],
  ['toko.test/stats', 0, 'stats'],
  ['toko.test/ads?id=a*', 0, 'ads'],
  [`=${fingerprint('cdn.test')}/map`, 0, 'map'],
  ['cdn.test/mv', 0, 'map'],
  ['films.cdn.test', 0, 'films'],
  ['films.cdn.test/pay', 2, 'pay'],
];

it.each<[host: string, targets: string[]]>([
  ['toko.test', ['own']], // what has the whole host weighs more
  ['www.toko.test', ['stats', 'ads']],
  ['cdn.test', ['map']],
  ['a.b.cdn.test.', ['map']],
  ['films.cdn.test', ['films', 'pay']],
  ['test', []],
  ['', []],
])('finds all who have something on %s', (host, targets) => {
  expect(createHostClaimants(RULES)(host)).toEqual(targets);
});

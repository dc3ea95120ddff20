import { expect, it } from 'vitest';
import { readCatalogue } from '../../../../src/build/catalogue.ts';
import { fingerprint } from '../../../../src/core/consent/fingerprint.ts';
import { OPTIONAL } from '../../../../src/core/consent/types.ts';

// FNV-1a of the draft's own test vectors, folded and written down by a program in another language.
// A change of any of these asks every visitor of every site again.
it.each([
  ['', 'HJ1E'],
  ['a', 'DCnI'],
  ['b', 'DC0C'],
  ['fo', 'Iugg'],
  ['foo', '835-'],
  ['foobar', 'nPnX'],
  ['chongo was here!\n', 'mTAB'],
  ['|functional', 'gZmX'],
  ['|performance', 'bEcw'],
  ['|marketing', '6wXa'],
  ['google-analytics|performance', 'vnjw'],
  ['google-tag-manager|any', '7Cpd'],
  ['!revision|2026-11', 'FxDb'],
  ['!gpc|marketing', 'OoUl'],
  ['persetujuan é', 'rAEC'],
  ['ಕುಕೀ', '3zLB'],
  ['🍪', 'Lt_E'],
])('shortens %j to %s for good', (text, expected) => {
  expect(fingerprint(text)).toBe(expected);
});

const many = Array.from({ length: 20_000 }, (_, i) => fingerprint(`service-${i}|performance`));

it('gives four base64url characters, however long the text', () => {
  const odd = [...many, fingerprint('x'.repeat(100_000))].filter((short) => !/^[\w-]{4}$/.test(short));
  expect(odd).toEqual([]);
});

it('tells texts apart about as well as 24 bits can', () => {
  // Chance alone brings 12 of 20,000 together.
  expect(many.length - new Set(many).size).toBeLessThan(40);
});

it.each([0, 1, 2, 3])('uses every character at position %i, and none too often', (position) => {
  const counts = new Map<string, number>();
  for (const short of many) {
    const character = short.charAt(position);
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(64);
  const usual = many.length / 64;
  for (const count of counts.values()) {
    expect(count).toBeGreaterThan(usual * 0.7);
    expect(count).toBeLessThan(usual * 1.3);
  }
});

it('tells all questions about the catalogue apart', () => {
  const ids = ['', ...readCatalogue('src/core/catalogue/services').map(({ id }) => id)];
  const questions = ids.flatMap((id) => [...OPTIONAL, 'any'].map((category) => `${id}|${category}`));
  expect(new Set(questions.map(fingerprint)).size).toBe(questions.length);
});

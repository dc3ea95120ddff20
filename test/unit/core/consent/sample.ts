import * as fc from 'fast-check';
import { choose } from '../../../../src/core/consent/choose.ts';
import type { Offer } from '../../../../src/core/consent/offer.ts';
import type { Choices, ConsentRecord, Decision } from '../../../../src/core/consent/types.ts';

export const ID = '3f0e9f6a-0c1d-4e2f-8a3b-4c5d6e7f8091';
export const OTHER_ID = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
/** The current time, in milliseconds since the Unix epoch. */
export const NOW = Date.UTC(2026, 10, 22, 3, 4, 5, 678);
export const DAY = 86_400_000; // ms

/** What a shop asks for: services of every kind. */
export const offer: Offer = {
  categories: ['functional', 'performance', 'marketing'],
  services: {
    site: 'necessary',
    youtube: 'functional',
    stats: 'performance',
    replay: 'performance',
    pixel: 'marketing',
    container: 'any',
    stranger: 'unclassified',
  },
  revision: '',
  gpc: false,
};

/** The offer, with other services beside these. */
export const withServices = (services: Offer['services'], from: Offer = offer): Offer => ({
  ...from,
  services: { ...from.services, ...services },
});

/** One decision for all three categories. */
export const all = (decision: Decision): Choices => ({
  functional: decision,
  performance: decision,
  marketing: decision,
});

/** A visitor's first choice. */
export const chosen = (choices: Choices, on: Offer = offer): ConsentRecord =>
  choose(undefined, on, choices, NOW, ID);

/** A visitor's next choice, a minute later. */
export const chosenNext = (record: ConsentRecord, choices: Choices, on: Offer = offer): ConsentRecord =>
  choose(record, on, choices, NOW + 60_000, OTHER_ID);

export const decisions = fc.constantFrom<Decision[]>('granted', 'denied');
export const serviceIds = fc
  .stringMatching(/^[a-z\d]{1,8}(-[a-z\d]{1,8}){0,2}$/)
  .filter((id) => id.length < 30);
const fingerprints = fc.stringMatching(/^[\w-]{4}$/);

/** Any record that the gate may have written. */
export const records: fc.Arbitrary<ConsentRecord> = fc.record({
  id: fc.uuid({ version: 4 }),
  decidedAt: fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }),
  asked: fc.uniqueArray(fingerprints, { maxLength: 60 }).map((asked) => asked.sort()),
  categories: fc.record({ functional: decisions, performance: decisions, marketing: decisions }),
  services: fc.dictionary(serviceIds, decisions, { maxKeys: 20 }),
});

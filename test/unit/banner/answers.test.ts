import { expect, it } from 'vitest';
import { answersIn, isReceiptOf } from '../../../src/banner/answers.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { decide } from '../../../src/core/consent/decide.ts';
import type { Offer } from '../../../src/core/consent/offer.ts';
import { isStanding } from '../../../src/core/consent/renewal.ts';
import type { Choices, ConsentRecord } from '../../../src/core/consent/types.ts';
import type { Receipt } from '../../../src/gate/api.ts';

const DAY = 86_400_000; // ms
const NOW = Date.UTC(2026, 10, 23);
const ID = '3f0e9f6a-0c1d-4e2f-8a3b-4c5d6e7f8091';
const OFFER: Offer = {
  categories: ['functional', 'performance', 'marketing'],
  services: { youtube: 'functional', heat: 'performance', ads: 'marketing', box: 'any' },
  revision: '',
  gpc: false,
};
const ALL = { functional: 'granted', performance: 'granted', marketing: 'granted' } as const;
const NONE = { functional: 'denied', performance: 'denied', marketing: 'denied' } as const;

const record = (choices: Choices, offer = OFFER, at = NOW): ConsentRecord =>
  choose(undefined, offer, choices, at, ID);

/** What is told of a record where this is on offer. */
function told(found: ConsentRecord | undefined, offer = OFFER, now = NOW): unknown[] {
  const standing = found && isStanding(found, 180, now) ? found : undefined;
  const { decided, categories: decisions, services } = decide(standing, offer);
  const subject = {
    categories: offer.categories,
    services: Object.entries(offer.services).map(([id, category]) => ({ id, category })),
  };
  const answers = answersIn({ decided, decisions, services }, found, subject, 180, now);
  return [answers.categories.map(([, answer]) => answer).join(), answers.services.join(), answers.open];
}

const each = (word: string): string => [word, word, word].join();

it('what was answered in full is told as it was', () => {
  expect(told(record(ALL))).toEqual([each('granted'), '', undefined]);
  expect(told(record(NONE))).toEqual([each('denied'), '', undefined]);
  expect(told(record({ ...NONE, heat: 'granted', box: 'denied' }))).toEqual([
    each('denied'),
    'heat,granted',
    undefined,
  ]);
  expect(told(record({ ...ALL, box: 'denied' }))).toEqual([each('granted'), 'box,denied', undefined]);
});

it('a choice that has expired has no answers any more, and says so', () => {
  const old = record(ALL, OFFER, NOW - 181 * DAY);
  expect(told(old)).toEqual([each('unanswered'), '', 'receipt.expired']);
  // A clock that was wrong: nothing has expired.
  expect(told(record(ALL, OFFER, NOW + DAY))).toEqual([each('unanswered'), '', 'receipt.open']);
});

it('another revision asks anew, and takes no answer away', () => {
  const offer = { ...OFFER, revision: '2' };
  expect(told(record({ ...ALL, marketing: 'denied' }), offer)).toEqual([
    'granted,granted,denied',
    '',
    'receipt.again',
  ]);
});

it('an opt-out signal since then holds what was granted, and leaves what was refused', () => {
  const offer = { ...OFFER, gpc: true };
  expect(told(record(ALL), offer)).toEqual(['granted,granted,unanswered', '', 'receipt.open']);
  expect(told(record(NONE), offer)).toEqual([each('denied'), '', 'receipt.again']);
  expect(told(record({ ...NONE, marketing: 'granted' }), offer)).toEqual([
    'denied,denied,unanswered',
    'box,unanswered',
    'receipt.open',
  ]);
});

it('one service answered is an answer about that service alone', () => {
  expect(told(record({ youtube: 'granted' }))).toEqual([
    each('unanswered'),
    'youtube,granted',
    'receipt.open',
  ]);
  expect(told(record({ youtube: 'denied' }))).toEqual([each('unanswered'), 'youtube,denied', 'receipt.open']);
});

it('what is new was not refused, whatever its category', () => {
  const offer = { ...OFFER, services: { ...OFFER.services, video: 'functional' as const } };
  for (const choices of [ALL, NONE])
    expect(told(record(choices), offer).slice(1)).toEqual(['video,unanswered', 'receipt.open']);
});

it('a receipt is that of the choice in force, or none', () => {
  const own = record(ALL);
  const receipt = {
    recordId: ID,
    at: new Date(NOW + 400).toISOString(),
    event: 'given',
    shown: ['necessary', ...OFFER.categories],
    choices: { necessary: true, functional: true, performance: true, marketing: true },
  } as unknown as Receipt;
  const later = new Date(NOW + 5_000).toISOString();
  expect(isReceiptOf(receipt, own)).toBe(true);
  expect(isReceiptOf({ ...receipt, at: later, event: 'loaded-once' }, own)).toBe(true);
  // Another tab has decided since; another host has; another chain; another choice in the same second.
  expect(isReceiptOf({ ...receipt, at: later }, own)).toBe(false);
  expect(isReceiptOf(receipt, record(ALL, OFFER, NOW + 5_000))).toBe(false);
  expect(isReceiptOf({ ...receipt, recordId: 'x' }, own)).toBe(false);
  expect(isReceiptOf(receipt, record({ ...ALL, marketing: 'denied' }))).toBe(false);
});

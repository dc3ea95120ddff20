import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../../../../src/core/consent/decide.ts';
import type { Offer } from '../../../../src/core/consent/offer.ts';
import { isStanding } from '../../../../src/core/consent/renewal.ts';
import type { ConsentRecord } from '../../../../src/core/consent/types.ts';
import { DAY, NOW, all, chosen, offer, withServices } from './sample.ts';

const refusal = chosen(all('denied'));
const acceptance = chosen(all('granted'));
const SECOND = 1000; // ms
const decided = refusal.decidedAt * SECOND;

/** Whether the visitor is asked again, as the gate tells. */
const asks = (record: ConsentRecord | undefined, now: Offer, days: number, time: number): boolean =>
  !decide(record && isStanding(record, days, time) ? record : undefined, now).decided;

it('lets a refusal stand exactly as long as an acceptance', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -2 * DAY, max: 400 * DAY }),
      fc.integer({ min: 1, max: 395 }),
      (age, days) => {
        const now = decided + age;
        expect(asks(refusal, offer, days, now)).toBe(asks(acceptance, offer, days, now));
      },
    ),
  );
});

it.each<[stands: boolean, when: string, now: number]>([
  [true, 'at the moment of the choice', NOW],
  [true, 'in the last millisecond of the last day', decided + 180 * DAY - 1],
  [false, 'once the days are over', decided + 180 * DAY],
  [false, 'years later', decided + 3650 * DAY],
  [false, 'when the clock has been set back since', decided - 1],
  [false, 'when the clock was far ahead then', decided - 30 * DAY],
  [false, 'when there is no telling the time', Number.NaN],
])('stands (%s) %s', (stands, _, now) => {
  expect(isStanding(refusal, 180, now)).toBe(stands);
});

it('stands in the very millisecond it was made, whatever is left of the second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (now) => {
      const record = { ...refusal, decidedAt: Math.floor(now / SECOND) };
      expect(isStanding(record, 1, now)).toBe(true);
    }),
  );
});

it.each<[why: string, record: ConsentRecord | undefined, now: Offer]>([
  ['nobody has chosen yet', undefined, offer],
  ['the choice has run out', { ...refusal, decidedAt: refusal.decidedAt - 180 * 86_400 }, offer],
  ['the choice lies in the future', { ...refusal, decidedAt: refusal.decidedAt + 3600 }, offer],
  ['a service was added', refusal, withServices({ chat: 'functional' })],
  ['a service moved to another category', refusal, withServices({ stats: 'marketing' })],
  ['an unclassified service was classified', refusal, withServices({ stranger: 'marketing' })],
  ['a category was switched on', chosen(all('denied'), { ...offer, categories: ['functional'] }), offer],
  ['the revision changed', refusal, { ...offer, revision: '2026-12' }],
  ['the browser began to send Global Privacy Control', refusal, { ...offer, gpc: true }],
  ['the choice was about one category only', chosen({ marketing: 'denied' }), offer],
])('asks again: %s', (_, record, now) => {
  expect(asks(record, now, 180, NOW)).toBe(true);
});

const { youtube: _, ...fewer } = offer.services;
const reordered = Object.fromEntries(Object.entries(offer.services).reverse());

it.each<[change: string, now: Offer]>([
  ['nothing changed', offer],
  ['a service was removed', { ...offer, services: fewer }],
  ['services stand in another order', { ...offer, services: reordered }],
  ['a category was switched off', { ...offer, categories: ['functional', 'performance'] }],
  ['a necessary service was added', withServices({ cart: 'necessary' })],
  ['an unclassified service was added', withServices({ unheard: 'unclassified' })],
  ['a service was switched off', withServices({ pixel: 'unclassified' })],
])('does not ask again when %s', (_change, now) => {
  for (const record of [refusal, acceptance]) expect(asks(record, now, 180, NOW)).toBe(false);
});

it('does not ask again when Global Privacy Control or the revision goes away', () => {
  const record = chosen(all('granted'), { ...offer, revision: '2026-11', gpc: true });
  expect(asks(record, offer, 180, NOW)).toBe(false);
});

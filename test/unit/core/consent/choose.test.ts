import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../../src/core/consent/choose.ts';
import { decide } from '../../../../src/core/consent/decide.ts';
import { GPC_IN_VIEW, questionOf, questionsOf, type Offer } from '../../../../src/core/consent/offer.ts';
import { formatRecord } from '../../../../src/core/consent/record.ts';
import type { Choices, Decision } from '../../../../src/core/consent/types.ts';
import { ID, NOW, all, chosen, chosenNext, offer, withServices } from './sample.ts';

describe('a first choice', () => {
  it('begins a record under the id it is given, at the second of the choice', () => {
    expect(chosen(all('denied'))).toEqual({
      id: ID,
      decidedAt: Math.floor(NOW / 1000),
      asked: questionsOf(offer),
      categories: all('denied'),
      services: {},
    });
  });

  it.each(['granted', 'denied'] as const)('notes everything as asked, whether %s', (decision) => {
    expect(chosen(all(decision)).asked).toEqual(questionsOf(offer));
  });

  it('denies what it leaves out, and leaves it to be asked', () => {
    const record = chosen({ functional: 'granted' });
    expect(record.categories).toEqual({ functional: 'granted', performance: 'denied', marketing: 'denied' });
    expect(record.asked).toEqual(answersOf(offer, ['functional']));
    expect(decide(record, offer)).toMatchObject({ decided: false, categories: { functional: 'granted' } });
  });

  it('of one service grants that one alone, and leaves the rest to be asked', () => {
    const record = chosen({ youtube: 'granted' });
    expect(record).toMatchObject({ categories: all('denied'), services: { youtube: 'granted' } });
    expect(record.asked).toEqual([questionOf('youtube', 'functional')]);
  });

  it('of nothing answers nothing', () => {
    expect(chosen({})).toMatchObject({ asked: [], categories: all('denied'), services: {} });
  });
});

describe('the next choice', () => {
  it('keeps the id of the record, and counts from now', () => {
    expect(chosenNext(chosen(all('denied')), all('granted'))).toMatchObject({
      id: ID,
      decidedAt: Math.floor(NOW / 1000) + 60,
    });
  });

  it('keeps what it leaves out', () => {
    const record = chosenNext(chosen({ ...all('granted'), replay: 'denied' }), { marketing: 'denied' });
    expect(record.categories).toEqual({ functional: 'granted', performance: 'granted', marketing: 'denied' });
    expect(record.services).toEqual({ replay: 'denied' });
    expect(decide(record, offer).decided).toBe(true);
  });

  it('answers what was left to be asked', () => {
    const record = chosenNext(chosen({ functional: 'granted' }), {
      performance: 'granted',
      marketing: 'denied',
    });
    expect(record.asked).toEqual(questionsOf(offer));
    expect(record.categories).toEqual({ functional: 'granted', performance: 'granted', marketing: 'denied' });
  });

  it('leaves the record it was made from alone', () => {
    const record = Object.freeze(chosen({ ...all('granted'), replay: 'denied' }));
    const before = formatRecord(record);
    chosenNext(record, all('denied'));
    expect(formatRecord(record)).toBe(before);
  });
});

describe('a category', () => {
  it.each<[former: Decision, next: Decision]>([
    ['denied', 'granted'],
    ['granted', 'denied'],
  ])('speaks for its services, also for one %s before', (former, next) => {
    const record = chosenNext(chosen({ ...all(next), replay: former }), { performance: next });
    expect(record.services).toEqual({});
    expect(decide(record, offer).services).toMatchObject({ stats: next, replay: next });
  });

  it('speaks for no service that is named beside it', () => {
    const record = chosen({ performance: 'granted', replay: 'denied' });
    expect(decide(record, offer).services).toMatchObject({ stats: 'granted', replay: 'denied' });
  });

  it('leaves the services of others as they were', () => {
    const record = chosenNext(chosen({ ...all('denied'), youtube: 'granted' }), { marketing: 'granted' });
    expect(record.services).toEqual({ youtube: 'granted' });
  });
});

describe('what is stored of services', () => {
  it.each<[choices: Choices, stored: Choices]>([
    [{ ...all('granted'), stats: 'granted', youtube: 'granted' }, {}],
    [{ ...all('denied'), stats: 'denied', youtube: 'denied' }, {}],
    [{ ...all('granted'), stats: 'denied', youtube: 'granted' }, { stats: 'denied' }],
    [{ ...all('denied'), stats: 'granted', youtube: 'denied' }, { stats: 'granted' }],
    [{ ...all('denied'), container: 'denied' }, { container: 'denied' }],
    [{ ...all('denied'), functional: 'granted', container: 'granted' }, {}],
    [{ ...all('denied'), functional: 'granted', container: 'denied' }, { container: 'denied' }],
    [{ ...all('denied'), container: 'granted' }, { container: 'granted' }],
    [{ ...all('denied'), 'unheard-of': 'granted' }, {}],
  ])('of %j is only what differs: %j', (choices, stored) => {
    expect(chosen(choices).services).toEqual(stored);
  });

  it('goes when a later choice of the category makes it the same', () => {
    const record = chosen({ ...all('denied'), stats: 'granted' });
    expect(chosenNext(record, { stats: 'denied' }).services).toEqual({});
  });

  it('goes with the service', () => {
    const record = chosen({ ...all('denied'), stats: 'granted' });
    const { stats: _, ...services } = offer.services;
    expect(chosenNext(record, { functional: 'granted' }, { ...offer, services }).services).toEqual({});
  });
});

describe('a container', () => {
  it('follows the first grant and the last refusal', () => {
    const record = chosen(all('denied'));
    const granted = chosenNext(record, { marketing: 'granted' });
    expect(decide(granted, offer).services).toMatchObject({ container: 'granted' });
    expect(decide(chosenNext(granted, { marketing: 'denied' }), offer).services).toMatchObject({
      container: 'denied',
    });
  });

  it('stays refused by itself through a choice of one category, until all are chosen again', () => {
    const refused = chosen({ ...all('granted'), container: 'denied' });
    const partly = chosenNext(refused, { marketing: 'granted' });
    expect(decide(partly, offer).services).toMatchObject({ container: 'denied' });
    expect(decide(chosenNext(partly, all('granted')), offer).services).toMatchObject({
      container: 'granted',
    });
  });

  it('is not released by a category that is no longer offered', () => {
    const without: Offer = { ...offer, categories: ['functional', 'performance'] };
    const record = chosenNext(
      chosen({ ...all('denied'), marketing: 'granted' }),
      { functional: 'denied' },
      without,
    );
    expect(decide(record, without).services).toMatchObject({ container: 'denied' });
  });

  it('can be granted by itself where the only other grant is of a category no longer offered', () => {
    const without: Offer = { ...offer, categories: ['functional', 'performance'] };
    const before = chosen({ ...all('denied'), marketing: 'granted' });
    const record = chosenNext(
      before,
      { functional: 'denied', performance: 'denied', container: 'granted' },
      without,
    );
    expect(decide(record, without).services).toMatchObject({ container: 'granted' });
  });
});

describe('what is no longer asked', () => {
  it('is forgotten at the next choice: asked again later, it is new', () => {
    const { pixel: _, ...services } = offer.services;
    const record = chosen(all('granted'));
    const meanwhile = chosenNext(record, { functional: 'granted' }, { ...offer, services });
    expect(meanwhile.asked).not.toContain(questionOf('pixel', 'marketing'));
    expect(decide(meanwhile, offer)).toMatchObject({ decided: false, services: { pixel: 'denied' } });
  });

  it('is forgotten with its category', () => {
    const without: Offer = { ...offer, categories: ['functional', 'performance'] };
    const meanwhile = chosenNext(chosen(all('granted')), all('granted'), without);
    expect(decide(meanwhile, without).decided).toBe(true);
    expect(decide(meanwhile, offer)).toMatchObject({
      decided: false,
      categories: { marketing: 'denied' },
      services: { pixel: 'denied' },
    });
  });
});

describe('a revision', () => {
  const [first, second] = ['2026-11', '2026-12'].map((revision): Offer => ({ ...offer, revision })) as [
    Offer,
    Offer,
  ];

  it('is answered by a choice about every category, whatever it says', () => {
    for (const decision of ['granted', 'denied'] as const)
      expect(decide(chosen(all(decision), first), first).decided).toBe(true);
  });

  it('asks again when it changes, until all categories are chosen again', () => {
    const record = chosen(all('granted'), first);
    expect(decide(record, second).decided).toBe(false);
    const partly = chosenNext(record, { functional: 'granted', performance: 'granted' }, second);
    expect(decide(partly, second).decided).toBe(false);
    expect(decide(chosenNext(partly, all('denied'), second), second).decided).toBe(true);
  });
});

describe('with Global Privacy Control', () => {
  const signalled: Offer = { ...offer, gpc: true };

  it('a choice about marketing notes that the line about it was in view', () => {
    expect(chosen(all('granted'), signalled).asked).toContain(GPC_IN_VIEW);
    expect(chosen({ marketing: 'granted' }, signalled).asked).toContain(GPC_IN_VIEW);
    expect(chosen({ functional: 'granted', pixel: 'granted' }, signalled).asked).not.toContain(GPC_IN_VIEW);
    expect(chosen(all('granted')).asked).not.toContain(GPC_IN_VIEW);
  });

  it('a visitor who chose without it in view is asked again, about that alone', () => {
    const record = chosen(all('granted'));
    expect(decide(record, signalled).decided).toBe(false);
    const again = chosenNext(record, { marketing: 'granted' }, signalled);
    expect(decide(again, signalled)).toMatchObject({ decided: true, categories: { marketing: 'granted' } });
  });
});

// The override of a service outlives its move to another category, and any one category answers for
// a container: together they grant what nobody was asked.
it('grants no container by what was said of it as a service of a category', () => {
  const before = withServices({ stats: 'performance' });
  const after = withServices({ stats: 'any' });
  const record = chosen({ ...all('denied'), stats: 'granted' }, before);
  expect(decide(record, after).services).toMatchObject({ stats: 'denied' });
  const refused = chosenNext(record, { functional: 'denied' }, after);
  expect(decide(refused, after).services).toMatchObject({ stats: 'denied' });
});

it('stores nothing of services that nobody decides on', () => {
  expect(chosen({ ...all('denied'), site: 'denied', stranger: 'granted' }).services).toEqual({});
});

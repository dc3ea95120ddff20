import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../src/core/consent/decide.ts';
import { GPC_IN_VIEW, questionOf, questionsOf, type Offer } from '../../../../src/core/consent/offer.ts';
import { formatRecord } from '../../../../src/core/consent/record.ts';
import type { Choices, Decision } from '../../../../src/core/consent/types.ts';
import { ID, NOW, OTHER_ID, all, chosen, chosenNext, decisions, offer, withServices } from './sample.ts';

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
    expect(record.asked).toEqual(questionsOf(offer, ['functional']));
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
    const record = chosenNext(chosen({ functional: 'granted' }), { performance: 'granted', marketing: 'denied' });
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
    [{ ...all('denied'), container: 'denied' }, {}],
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
    expect(decide(chosenNext(granted, { marketing: 'denied' }), offer).services).toMatchObject({ container: 'denied' });
  });

  it('stays refused by itself through a choice of one category, until all are chosen again', () => {
    const refused = chosen({ ...all('granted'), container: 'denied' });
    const partly = chosenNext(refused, { marketing: 'granted' });
    expect(decide(partly, offer).services).toMatchObject({ container: 'denied' });
    expect(decide(chosenNext(partly, all('granted')), offer).services).toMatchObject({ container: 'granted' });
  });

  it('is not released by a category that is no longer offered', () => {
    const without: Offer = { ...offer, categories: ['functional', 'performance'] };
    const record = chosenNext(chosen({ ...all('denied'), marketing: 'granted' }), { functional: 'denied' }, without);
    expect(decide(record, without).services).toMatchObject({ container: 'denied' });
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

  it('is remembered while no choice is made', () => {
    expect(decide(chosen(all('granted')), offer).services).toMatchObject({ pixel: 'granted' });
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
  const [first, second] = ['2026-11', '2026-12'].map((revision): Offer => ({ ...offer, revision })) as [Offer, Offer];

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

const flip = (choices: Choices): Record<string, Decision> =>
  Object.fromEntries(Object.entries(choices).map(([id, said]) => [id, said === 'granted' ? 'denied' : 'granted']));
const steps = fc.array(
  fc.record(
    {
      functional: decisions,
      performance: decisions,
      marketing: decisions,
      youtube: decisions,
      stats: decisions,
      replay: decisions,
      pixel: decisions,
    },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 4 },
);

it('takes refusals and grants alike: turned about, the same choices make the same record turned about', () => {
  const { container: _, ...services } = offer.services; // The one thing that a grant alone decides.
  const on: Offer = { ...offer, services, revision: '2026-11' };
  fc.assert(
    // In a first choice about everything, so that nothing is denied by default.
    fc.property(decisions, steps, (first, rest) => {
      let [record, mirror] = [chosen(all(first), on), chosen(flip(all(first)), on)];
      for (const choices of rest)
        [record, mirror] = [chosenNext(record, choices, on), chosenNext(mirror, flip(choices), on)];
      expect(mirror).toEqual({ ...record, categories: flip(record.categories), services: flip(record.services) });
    }),
  );
});

it('grants exactly what the last answer to each question granted', () => {
  const offers = fc.record({
    categories: fc.subarray([...offer.categories]),
    services: fc.dictionary(
      fc.constantFrom('youtube', 'stats', 'replay', 'pixel'),
      fc.constantFrom('functional', 'performance', 'marketing', 'unclassified'),
    ),
    revision: fc.constantFrom('', '1', '2'),
    gpc: fc.constant(false),
  }) as fc.Arbitrary<Offer>;

  fc.assert(
    fc.property(fc.array(fc.tuple(offers, steps), { minLength: 1, maxLength: 5 }), (pages) => {
      /** The last answer to each question, by `service|category`. */
      const answers = new Map<string, Decision>();
      let record: ReturnType<typeof chosen> | undefined;
      for (const [on, choices] of pages) {
        const isOffered = (category: string): boolean => on.categories.includes(category as never);
        for (const said of choices) {
          record = record ? chosenNext(record, said, on) : chosen(said, on);
          const current = new Map<string, Decision | undefined>();
          for (const category of on.categories)
            current.set(`|${category}`, said[category] ?? answers.get(`|${category}`));
          for (const [id, category] of Object.entries(on.services)) {
            const word = said[id as keyof typeof said] ?? said[category as keyof typeof said];
            if (isOffered(category)) current.set(`${id}|${category}`, word ?? answers.get(`${id}|${category}`));
          }
          answers.clear(); // What is no longer asked is forgotten.
          for (const [question, answer] of current) if (answer) answers.set(question, answer);
        }
        const { categories, services } = decide(record, on);
        for (const category of on.categories)
          expect(categories[category]).toBe(answers.get(`|${category}`) ?? 'denied');
        for (const [id, category] of Object.entries(on.services))
          expect(services[id]).toBe((isOffered(category) && answers.get(`${id}|${category}`)) || 'denied');
      }
    }),
    { numRuns: 300 },
  );
});

// The override of a service outlives its move to another category, and any one category answers for
// a container: together they grant what nobody was asked.
it.fails('grants no container by what was said of it as a service of a category', () => {
  const before = withServices({ stats: 'performance' });
  const after = withServices({ stats: 'any' });
  const record = chosen({ ...all('denied'), stats: 'granted' }, before);
  expect(decide(record, after).services).toMatchObject({ stats: 'denied' });
  const refused = chosenNext(record, { functional: 'denied' }, after);
  expect(decide(refused, after).services).toMatchObject({ stats: 'denied' });
});

it.fails('stores nothing of services that nobody decides on', () => {
  expect(chosen({ ...all('denied'), site: 'denied', stranger: 'granted' }).services).toEqual({});
});

it('gives a record that begins anew the id it is given', () => {
  expect(chosenNext(chosen(all('denied')), {}).id).toBe(ID);
  expect(chosen(all('denied')).id).not.toBe(OTHER_ID);
});

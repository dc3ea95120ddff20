import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../../../../src/core/consent/decide.ts';
import type { Offer } from '../../../../src/core/consent/offer.ts';
import type { Choices, Decision } from '../../../../src/core/consent/types.ts';
import { all, chosen, chosenNext, decisions, offer } from './sample.ts';

const flip = (choices: Choices): Record<string, Decision> =>
  Object.fromEntries(
    Object.entries(choices).map(([id, said]) => [id, said === 'granted' ? 'denied' : 'granted']),
  );
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
      expect(mirror).toEqual({
        ...record,
        categories: flip(record.categories),
        services: flip(record.services),
      });
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
            if (isOffered(category))
              current.set(`${id}|${category}`, word ?? answers.get(`${id}|${category}`));
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

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../../src/core/consent/choose.ts';
import {
  GPC_IN_VIEW,
  isOnOffer,
  questionOf,
  questionsOf,
  type Offer,
} from '../../../../src/core/consent/offer.ts';
import { OPTIONAL, type ServiceCategory } from '../../../../src/core/consent/types.ts';
import { offer, serviceIds, withServices } from './sample.ts';

const sorted = (...questions: string[]): string[] => questions.sort();
const categories = [questionOf('', 'functional'), questionOf('', 'performance'), questionOf('', 'marketing')];

describe('what is asked', () => {
  it('is one question for each category and for each service under one, in a fixed order', () => {
    expect(questionsOf(offer)).toEqual(
      sorted(
        ...categories,
        questionOf('youtube', 'functional'),
        questionOf('stats', 'performance'),
        questionOf('replay', 'performance'),
        questionOf('pixel', 'marketing'),
        questionOf('container', 'any'),
      ),
    );
  });

  it('leaves out what visitors do not decide on', () => {
    const questions = questionsOf(withServices({ cart: 'necessary', other: 'unclassified' }));
    expect(questions).toEqual(questionsOf(offer));
  });

  it('leaves out a category that is switched off, with its services', () => {
    const without: Offer = { ...offer, categories: ['functional', 'performance'] };
    const gone = new Set([questionOf('', 'marketing'), questionOf('pixel', 'marketing')]);
    expect(questionsOf(without)).toEqual(questionsOf(offer).filter((question) => !gone.has(question)));
  });

  it('asks for a container only while there is something to release it', () => {
    expect(questionsOf({ ...offer, categories: [] })).toEqual([]);
    expect(questionsOf({ ...offer, categories: ['marketing'] })).toContain(questionOf('container', 'any'));
  });

  it.each<[change: string, offer: Offer, question: string]>([
    ['a service is added', withServices({ chat: 'functional' }), questionOf('chat', 'functional')],
    [
      'a service moves to another category',
      withServices({ stats: 'marketing' }),
      questionOf('stats', 'marketing'),
    ],
    ['the revision is set', { ...offer, revision: '2026-11' }, questionOf('!revision', '2026-11')],
    ['the browser sends Global Privacy Control', { ...offer, gpc: true }, GPC_IN_VIEW],
  ])('has something new when %s', (_, changed, question) => {
    expect(questionsOf(offer)).not.toContain(question);
    expect(questionsOf(changed)).toContain(question);
  });

  it('has something new with every other revision', () => {
    const [first, second] = ['2026-11', '2026-12'].map((revision) => questionsOf({ ...offer, revision }));
    expect(first?.filter((question) => !second?.includes(question))).toHaveLength(1);
  });

  it('does not depend on the order in which services stand, and asks nothing twice', () => {
    const kinds = fc.constantFrom<ServiceCategory[]>(...OPTIONAL, 'necessary', 'any', 'unclassified');
    const lists = fc.uniqueArray(fc.tuple(serviceIds, kinds), { selector: ([id]) => id, maxLength: 12 });
    const shuffled = lists.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const questions = questionsOf({ ...offer, services: Object.fromEntries(one) });
        expect(questionsOf({ ...offer, services: Object.fromEntries(other) })).toEqual(questions);
        expect([...new Set(questions)].sort()).toEqual(questions);
      }),
    );
  });
});

describe('a choice answers', () => {
  it.each<[choice: string, ids: string[], answered: string[]]>([
    [
      'for a category, its own question, those of its services, and the container',
      ['performance'],
      [
        questionOf('', 'performance'),
        questionOf('stats', 'performance'),
        questionOf('replay', 'performance'),
        questionOf('container', 'any'),
      ],
    ],
    ['for a service, that one alone', ['stats'], [questionOf('stats', 'performance')]],
    ['for a container, that one alone', ['container'], [questionOf('container', 'any')]],
    ['for a necessary service, nothing', ['site', 'necessary'], []],
    ['for an unclassified service, nothing', ['stranger', 'unclassified'], []],
    ['for what is not on offer, nothing', ['unheard-of'], []],
    ['for nothing, nothing', [], []],
  ])('%s', (_, ids, answered) => {
    expect(answersOf(offer, ids)).toEqual(sorted(...answered));
  });

  it('everything when it is about every category', () => {
    const full: Offer = { ...offer, revision: '2026-11', gpc: true };
    expect(answersOf(full, [...OPTIONAL])).toEqual(questionsOf(full));
  });

  it('the revision only when it is about every category', () => {
    const revised: Offer = { ...offer, revision: '2026-11' };
    expect(answersOf(revised, ['functional', 'performance'])).not.toContain(
      questionOf('!revision', '2026-11'),
    );
  });

  it('the signal only where marketing, which it refuses, is on offer', () => {
    const without: Offer = { ...offer, categories: ['functional', 'performance'] };
    expect(questionsOf({ ...without, gpc: true })).toEqual(questionsOf(without));
  });

  it('the signal only when it is about marketing', () => {
    const signalled: Offer = { ...offer, gpc: true };
    expect(answersOf(signalled, ['functional', 'performance', 'pixel'])).not.toContain(GPC_IN_VIEW);
    expect(answersOf(signalled, ['marketing'])).toContain(GPC_IN_VIEW);
  });
});

it.each<[id: string, categories: Offer['categories'], expected: boolean]>([
  ['stats', ['performance'], true],
  ['stats', ['functional', 'marketing'], false],
  ['container', ['marketing'], true],
  ['container', [], false],
  ['site', ['functional', 'performance', 'marketing'], false],
  ['stranger', ['functional', 'performance', 'marketing'], false],
  ['unheard-of', ['functional', 'performance', 'marketing'], false],
])('%s under %j: on offer is %s', (id, categories, expected) => {
  expect(isOnOffer({ ...offer, categories }, id)).toBe(expected);
});

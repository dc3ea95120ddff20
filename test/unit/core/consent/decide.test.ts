import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../src/core/consent/decide.ts';
import { questionsOf, type Offer } from '../../../../src/core/consent/offer.ts';
import type { Choices } from '../../../../src/core/consent/types.ts';
import { all, chosen, offer, records, withServices } from './sample.ts';

const nothing = {
  categories: { necessary: 'granted', functional: 'denied', performance: 'denied', marketing: 'denied' },
  services: {
    site: 'granted',
    youtube: 'denied',
    stats: 'denied',
    replay: 'denied',
    pixel: 'denied',
    container: 'denied',
    stranger: 'denied',
  },
};
const everything = {
  categories: { necessary: 'granted', functional: 'granted', performance: 'granted', marketing: 'granted' },
  services: {
    site: 'granted',
    youtube: 'granted',
    stats: 'granted',
    replay: 'granted',
    pixel: 'granted',
    container: 'granted',
    stranger: 'denied',
  },
};
const servicesOf = (choices: Choices, on: Offer = offer): Choices => decide(chosen(choices), on).services;

describe('before a choice', () => {
  it('grants what is necessary and nothing else', () => {
    expect(decide(undefined, offer)).toEqual({ ...nothing, decided: false });
  });

  it('grants nothing more where nothing needs consent, and leaves nothing to ask', () => {
    const empty: Offer = { ...offer, categories: [], revision: '2026-12', gpc: true };
    expect(decide(undefined, empty)).toEqual({ ...nothing, decided: true });
  });
});

describe('after a choice', () => {
  it('grants everything that was accepted, but never what is unclassified', () => {
    expect(decide(chosen(all('granted')), offer)).toEqual({ ...everything, decided: true });
  });

  it('denies everything that was refused, and has nothing left to ask', () => {
    expect(decide(chosen(all('denied')), offer)).toEqual({ ...nothing, decided: true });
  });

  it('lets a service differ from its category, either way', () => {
    expect(servicesOf({ ...all('granted'), replay: 'denied' })).toMatchObject({
      stats: 'granted',
      replay: 'denied',
    });
    expect(servicesOf({ ...all('denied'), replay: 'granted' })).toMatchObject({
      stats: 'denied',
      replay: 'granted',
    });
  });

  it('releases a container with the first category that is granted, whichever it is', () => {
    for (const category of offer.categories)
      expect(servicesOf({ ...all('denied'), [category]: 'granted' })).toMatchObject({ container: 'granted' });
    expect(servicesOf({ ...all('denied'), stats: 'granted' })).toMatchObject({ container: 'denied' });
    expect(servicesOf({ ...all('granted'), container: 'denied' })).toMatchObject({ container: 'denied' });
  });
});

describe('what is new', () => {
  const record = chosen(all('granted'));

  it.each<[change: string, now: Offer, id: string]>([
    ['a service that was added', withServices({ heatmap: 'performance' }), 'heatmap'],
    ['a service that moved to another category', withServices({ stats: 'marketing' }), 'stats'],
    ['a service that became a container', withServices({ stats: 'any' }), 'stats'],
    ['a service that was unclassified', withServices({ stranger: 'marketing' }), 'stranger'],
  ])('stays denied until it is asked: %s', (_, now, id) => {
    const { services, decided } = decide(record, now);
    expect(decided).toBe(false);
    expect(services).toEqual({ ...everything.services, [id]: 'denied' });
  });

  it('stays denied until it is asked: a category', () => {
    const before: Offer = { ...offer, categories: ['functional', 'performance'] };
    const { categories, services, decided } = decide({ ...chosen(all('granted'), before) }, offer);
    expect(categories).toEqual({ ...everything.categories, marketing: 'denied' });
    expect(services).toEqual({ ...everything.services, pixel: 'denied' });
    expect(decided).toBe(false);
  });

  it('lets earlier choices stand when only the revision changed', () => {
    expect(decide(record, { ...offer, revision: '2026-12' })).toEqual({ ...everything, decided: false });
  });
});

it('denies a category that is switched off, with its services, and asks nothing', () => {
  const { categories, services, decided } = decide(chosen(all('granted')), {
    ...offer,
    categories: ['functional', 'performance'],
  });
  expect(categories).toEqual({ ...everything.categories, marketing: 'denied' });
  expect(services).toEqual({ ...everything.services, pixel: 'denied' });
  expect(decided).toBe(true);
});

it('denies a service that was switched off, whatever was chosen', () => {
  const { services } = decide(
    chosen({ ...all('denied'), stats: 'granted' }),
    withServices({ stats: 'unclassified' }),
  );
  expect(services).toMatchObject({ stats: 'denied' });
});

describe('Global Privacy Control', () => {
  const signalled: Offer = { ...offer, gpc: true };

  it('stands above a grant of marketing that was given without it in view', () => {
    const { categories, services, decided } = decide(chosen(all('granted')), signalled);
    expect(categories).toEqual({ ...everything.categories, marketing: 'denied' });
    expect(services).toEqual({ ...everything.services, pixel: 'denied' });
    expect(decided).toBe(false);
  });

  it('gives way to a grant that was given with it in view', () => {
    expect(decide(chosen(all('granted'), signalled), signalled)).toEqual({ ...everything, decided: true });
  });

  it('releases no container by a grant it overrules', () => {
    const record = chosen({ ...all('denied'), marketing: 'granted' });
    expect(decide(record, offer).services).toMatchObject({ container: 'granted' });
    expect(decide(record, signalled).services).toMatchObject({ container: 'denied' });
  });

  it('overrules a grant of one service of marketing too', () => {
    const record = chosen({ ...all('denied'), pixel: 'granted' });
    expect(decide(record, signalled).services).toMatchObject({ pixel: 'denied' });
  });

  it('changes nothing for those who refused', () => {
    expect(decide(chosen(all('denied'), signalled), signalled)).toEqual({ ...nothing, decided: true });
  });
});

it('grants nothing by an answer to another question', () => {
  fc.assert(
    fc.property(records, (record) => {
      const asked = record.asked.filter((question) => !questionsOf(offer).includes(question));
      expect(decide({ ...record, asked }, offer)).toEqual({ ...nothing, decided: false });
    }),
  );
});

it('follows the stored word of every question that was asked', () => {
  fc.assert(
    fc.property(records, (record) => {
      const { categories, services } = decide({ ...record, services: {}, asked: questionsOf(offer) }, offer);
      expect(categories).toEqual({ necessary: 'granted', ...record.categories });
      expect(services).toMatchObject({
        youtube: record.categories.functional,
        stats: record.categories.performance,
        pixel: record.categories.marketing,
      });
    }),
  );
});

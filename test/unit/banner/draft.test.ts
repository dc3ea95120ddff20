import { expect, it } from 'vitest';
import {
  beginDraft,
  categoryPosition,
  choicesOf,
  followDraft,
  mixture,
  serviceDecision,
  withCategory,
  withService,
  type Subject,
} from '../../../src/banner/draft.ts';
import type { Choices, Decision } from '../../../src/core/consent/types.ts';
import type { ConsentState } from '../../../src/gate/api.ts';

const analytics = { id: 'analytics', category: 'performance' } as const;
const replay = { id: 'replay', category: 'performance' } as const;
const container = { id: 'container', category: 'any' } as const;
const subject: Subject = {
  categories: ['performance', 'marketing'],
  services: [analytics, replay, container],
};

const stateOf = (performance: Decision, services: Choices): ConsentState => ({
  decided: true,
  decisions: { necessary: 'granted', functional: 'denied', performance, marketing: 'denied' },
  services,
  decidedAt: 0,
  recordId: undefined,
  mode: 'hold',
  signals: { gpc: false },
  language: 'id',
});
const nothing = beginDraft(stateOf('denied', {}), {}, subject);

it('grants nothing of itself', () => {
  expect(choicesOf(nothing, subject)).toEqual({
    performance: 'denied',
    marketing: 'denied',
    container: 'denied',
  });
});

it('decides on all services of a category with the category', () => {
  const draft = withCategory(nothing, 'performance', 'granted', subject);
  expect(serviceDecision(draft, analytics, subject)).toBe('granted');
  expect(categoryPosition(draft, 'performance', subject)).toBe('granted');
  expect(choicesOf(draft, subject)).toEqual({
    performance: 'granted',
    marketing: 'denied',
    container: 'granted',
  });
});

it('counts what is granted in a mixed category, and nothing while all go together', () => {
  expect(mixture(nothing, 'performance', subject)).toBeUndefined();
  const one = withService(nothing, replay, 'granted', subject);
  expect(mixture(one, 'performance', subject)).toEqual({ granted: 1, total: 2 });
  // Both are granted, the rest of the category is not.
  const both = withService(one, analytics, 'granted', subject);
  expect(mixture(both, 'performance', subject)).toEqual({ granted: 2, total: 2 });
  expect(mixture(both, 'marketing', subject)).toBeUndefined();
  const whole = withCategory(both, 'performance', 'granted', subject);
  expect(mixture(whole, 'performance', subject)).toBeUndefined();
});

it('shows a category as mixed only while a service of it differs', () => {
  const mixed = withService(
    withCategory(nothing, 'performance', 'granted', subject),
    replay,
    'denied',
    subject,
  );
  expect(categoryPosition(mixed, 'performance', subject)).toBe('mixed');
  expect(categoryPosition(mixed, 'marketing', subject)).toBe('denied');
  expect(choicesOf(mixed, subject)).toMatchObject({ performance: 'granted', replay: 'denied' });

  const same = withService(mixed, replay, 'granted', subject);
  expect(categoryPosition(same, 'performance', subject)).toBe('granted');
  expect(choicesOf(same, subject)).not.toHaveProperty('replay');
});

it('does not grant a category because all its services are granted', () => {
  const draft = [analytics, replay].reduce<Choices>(
    (d, service) => withService(d, service, 'granted', subject),
    nothing,
  );
  expect(choicesOf(draft, subject)).toMatchObject({
    performance: 'denied',
    analytics: 'granted',
    replay: 'granted',
  });
  expect(categoryPosition(draft, 'performance', subject)).toBe('mixed');
});

it('lets a decision on the category overrule its services', () => {
  const mixed = withService(nothing, replay, 'granted', subject);
  expect(withCategory(mixed, 'performance', 'denied', subject)).not.toHaveProperty('replay');
});

it('lets a container go with the first grant unless it is decided on by itself', () => {
  const granted = withCategory(nothing, 'marketing', 'granted', subject);
  expect(serviceDecision(granted, container, subject)).toBe('granted');
  const refused = withService(granted, container, 'denied', subject);
  expect(choicesOf(refused, subject)).toMatchObject({ marketing: 'granted', container: 'denied' });
});

it('begins with what is in force, and leaves off what was not asked yet', () => {
  const draft = beginDraft(
    stateOf('granted', { analytics: 'granted', replay: 'denied', container: 'granted' }),
    {},
    subject,
  );
  expect(categoryPosition(draft, 'performance', subject)).toBe('mixed');
  expect(serviceDecision(draft, analytics, subject)).toBe('granted');
  expect(serviceDecision(draft, replay, subject)).toBe('denied');
});

it('takes over what the visitor has switched on the first layer', () => {
  const state = stateOf('granted', { analytics: 'granted', replay: 'denied', container: 'granted' });
  const draft = beginDraft(state, { necessary: 'granted', marketing: 'granted' }, subject);
  expect(choicesOf(draft, subject)).toEqual({
    performance: 'granted',
    marketing: 'granted',
    replay: 'denied',
    container: 'granted',
  });
  // Switched on as a whole, where it is mixed.
  const whole = beginDraft(state, { performance: 'granted' }, subject);
  expect(categoryPosition(whole, 'performance', subject)).toBe('granted');
});

it('follows what is in force, save for what the visitor has switched', () => {
  const base = beginDraft(stateOf('denied', { container: 'denied' }), {}, subject);
  const next = beginDraft(
    stateOf('granted', { analytics: 'granted', replay: 'denied', container: 'denied' }),
    {},
    subject,
  );
  expect(followDraft(base, base, next, subject)).toEqual(next);

  const marketing = withCategory(base, 'marketing', 'granted', subject);
  expect(followDraft(marketing, base, next, subject)).toEqual({ ...next, marketing: 'granted' });

  const replayed = withService(base, replay, 'granted', subject);
  expect(choicesOf(followDraft(replayed, base, next, subject), subject)).toMatchObject({
    performance: 'granted',
    container: 'denied',
  });
  expect(followDraft(replayed, base, next, subject)).not.toHaveProperty('replay');

  // Whoever has decided on a category has decided on what it says of each service, too.
  const mixed = withService(
    withCategory(base, 'performance', 'granted', subject),
    analytics,
    'denied',
    subject,
  );
  const followed = followDraft(mixed, base, next, subject);
  expect(serviceDecision(followed, analytics, subject)).toBe('denied');
  expect(serviceDecision(followed, replay, subject)).toBe('granted');
});

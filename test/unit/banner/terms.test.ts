import { expect, it } from 'vitest';
import { termsOf } from '../../../src/banner/terms.ts';
import type { ServiceCategory } from '../../../src/core/consent/types.ts';
import type { HeldTag } from '../../../src/gate/api.ts';

const services = new Map<string, { category: ServiceCategory; declared?: boolean }>([
  ['youtube', { category: 'functional', declared: true }],
  ['vimeo', { category: 'functional' }],
  ['ads', { category: 'marketing', declared: true }],
  ['container', { category: 'any', declared: true }],
  ['off', { category: 'unclassified', declared: true }],
]);
const ALL = { functional: true, performance: true, marketing: true };
const tag = (vector: string, category: string): HeldTag => ({
  vector,
  category,
  url: '',
  service: undefined,
  element: undefined,
  status: 'held',
});
const terms = (
  service: string | undefined,
  marks = '',
  { categories = ALL, granted = [] as readonly string[] } = {},
): unknown => {
  const said = Object.fromEntries(granted.map((id) => [id, 'granted'] as const));
  const found = termsOf({ tag: tag(marks ? 'marked' : 'iframe', marks), service }, { categories }, services, {
    decisions: said as never,
    services: said,
  });
  return [found.grants.join(), found.category, found.reason];
};

it.each([
  // What is declared is decided on by itself; what only the catalogue knows goes with its category.
  ['youtube', '', ['youtube', 'functional', undefined]],
  ['vimeo', '', ['functional', 'functional', undefined]],
  ['container', '', ['container', 'marketing', undefined]],
  // The owner's marks count beside a declared service, and instead of what the catalogue says.
  ['youtube', 'functional', ['youtube', 'functional', undefined]],
  ['youtube', 'marketing', ['youtube,marketing', 'marketing', undefined]],
  ['youtube', 'functional, marketing', ['youtube,marketing', 'marketing', undefined]],
  ['vimeo', 'marketing', ['marketing', 'marketing', undefined]],
  [undefined, 'performance', ['performance', 'performance', undefined]],
  [undefined, 'any', ['functional', 'marketing', undefined]],
  // Nobody can agree to these.
  ['off', '', ['', 'unclassified', 'unclassified']],
  [undefined, '', ['', 'unclassified', 'unclassified']],
  ['vimeo', 'unclassified', ['', 'unclassified', 'unclassified']],
] as const)('%s, marked %j: to be granted is %j', (service, marks, expected) => {
  expect(terms(service, marks)).toEqual(expected);
});

it('has nothing to offer where the category is not offered', () => {
  const categories = { ...ALL, marketing: false };
  expect(terms('ads', '', { categories })).toEqual(['', 'marketing', 'off']);
  expect(terms('youtube', 'marketing', { categories })).toEqual(['', 'marketing', 'off']);
});

it('asks for what is missing alone, and for nothing twice', () => {
  expect(terms('youtube', 'marketing', { granted: ['youtube'] })).toEqual([
    'marketing',
    'marketing',
    undefined,
  ]);
  expect(terms('youtube', '', { granted: ['youtube'] })).toEqual(['', 'functional', 'granted']);
});

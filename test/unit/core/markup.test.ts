import { expect, it } from 'vitest';
import { SERVICE_CATEGORIES } from '../../../src/core/consent/types.ts';
import { ADDRESSES, areCategories, isMarkable, KEPT, markOf } from '../../../src/core/markup.ts';

it.each([
  ['src', 'data-src'],
  ['srcset', 'data-srcset'],
  ['href', 'data-href'],
  ['data', 'data-src'],
  ['poster', 'data-poster'],
])('says where a marked element keeps its %s', (name, mark) => {
  expect(markOf(name)).toBe(mark);
});

it('lets owners mark what the documentation says, and nothing that loads otherwise', () => {
  const markable = ['script', 'iframe', 'img', 'link', 'video', 'audio', 'embed', 'object'];
  expect(Object.keys(ADDRESSES).filter(isMarkable).toSorted()).toEqual(markable.toSorted());
  expect(isMarkable('template')).toBe(false);
});

it('keeps what it takes from an element under names of its own', () => {
  expect(KEPT).toBe('data-izin-');
});

it('knows each category, several of them, and those that must be refused', () => {
  for (const category of SERVICE_CATEGORIES)
    expect([category, `!${category}`, ` ${category}, marketing`].map(areCategories)).toEqual([
      true,
      true,
      true,
    ]);
  expect(['shoes', '3', 'marketing shoes', 'marketplace', 'Marketing'].map(areCategories)).toEqual(
    Array(5).fill(false),
  );
});

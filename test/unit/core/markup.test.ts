import { expect, it } from 'vitest';
import { ADDRESSES, isMarkable, KEPT, markOf } from '../../../src/core/markup.ts';

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

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { addressesOf, isCode } from '../../../src/scan/kinds.ts';

type Elements = typeof import('../../../src/gate/elements.ts');
let gate: Elements;
beforeAll(async () => {
  vi.stubGlobal('Element', Object);
  gate = await import('../../../src/gate/elements.ts');
});
afterAll(() => void vi.unstubAllGlobals());

// Links are followed by visitors, and what is animated is guarded as it is.
const PASSED = new Set(['a', 'area', 'set', 'animate', 'feImage']);

it('looks at the attributes that the gate looks at, and at what only browsers of old load', () => {
  for (const tag of gate.TAGS)
    if (!PASSED.has(tag)) expect(addressesOf(tag), tag).toEqual(gate.addressesOf(tag));
  expect(addressesOf('feimage')).toEqual(gate.addressesOf('feImage'));
  expect(addressesOf('body')).toEqual(gate.addressesOf('body'));
});

it.each([
  ['', true],
  ['text/javascript', true],
  [' MODULE ', true],
  ['application/x-ecmascript', true],
  ['text/plain', false],
  ['text/javascript; charset=utf-8', false],
  ['application/json', false],
  ['importmap', false],
  ['text/x-template', false],
])('a script of type "%s" runs: %s', (type, runs) => {
  expect(isCode(type)).toBe(runs);
});

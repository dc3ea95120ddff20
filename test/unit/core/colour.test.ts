import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { contrast, SURFACES, textOn } from '../../../src/core/colour.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

it.each([
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#ffff00', '#ffffff', 1.07],
  ['#0a7d57', '#0a7d57', 1],
])('%s and %s stand %d:1 apart', (a, b, ratio) => {
  expect(contrast(a, b)).toBeCloseTo(ratio, 2);
  expect(contrast(b, a)).toBe(contrast(a, b));
});

it('text is readable on any accent', () => {
  fc.assert(
    fc.property(colour, (hex) => {
      const [, r = ''] = textOn(hex);
      expect(contrast(hex, `#${r.repeat(6)}`)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it('the backgrounds are those of the style sheet', () => {
  const css = readFileSync(new URL('../../../src/banner/notice.css', import.meta.url), 'utf8');
  const found = [...css.matchAll(/--_surface: var\(--izin-surface, (#\w+)\)/g)].map(([, hex]) => hex);
  expect([...new Set(found)]).toEqual([SURFACES.light, SURFACES.dark]);
});

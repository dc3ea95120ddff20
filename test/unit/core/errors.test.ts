import { expect, it } from 'vitest';
import { describe, show } from '../../../src/core/errors.ts';

it.each<[value: unknown, shown: string]>([
  ['a "b"', '"a \\"b\\""'],
  ['', '""'],
  [7, '7'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  [[1], 'a list'],
  [{ a: 1 }, 'an object'],
  ['x'.repeat(58), `"${'x'.repeat(58)}"`],
  ['x'.repeat(59), `"${'x'.repeat(59)}…`],
  ['\n\u0000', '"\\n\\u0000"'],
])('shows %j as %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});

it('says a problem in one line: where, what was found, what was expected', () => {
  const problem = { code: 'wrong-type', found: '"yes"', expected: 'true or false' } as const;
  expect(describe({ ...problem, path: 'signals.gpc' })).toBe(
    'signals.gpc: found "yes", expected true or false',
  );
  expect(describe({ ...problem, path: '' })).toBe('config: found "yes", expected true or false');
});

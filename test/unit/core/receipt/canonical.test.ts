import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../../src/core/receipt/canonical.ts';

describe('the canonical text', () => {
  it.each<[value: unknown, text: string]>([
    [null, 'null'],
    [true, 'true'],
    ['', '""'],
    [0, '0'],
    [-0, '0'],
    [180, '180'],
    [1e21, '1e+21'],
    [0.000001, '0.000001'],
    [1 / 3, '0.3333333333333333'],
    [[], '[]'],
    [{}, '{}'],
    [[3, [2, 1], {}], '[3,[2,1],{}]'],
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ 10: 'ten', 9: 'nine' }, '{"10":"ten","9":"nine"}'],
    [{ a: { d: 1, c: 2 }, A: 0 }, '{"A":0,"a":{"c":2,"d":1}}'],
    [[{ b: 1, a: [{ d: 1, c: 2 }] }], '[{"a":[{"c":2,"d":1}],"b":1}]'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [[undefined, 1], '[null,1]'],
    ['"\\/\b\f\n\r\t\u0001é', '"\\"\\\\/\\b\\f\\n\\r\\t\\u0001é"'],
    ['</script>', '"</script>"'],
  ])('of %j is %s', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('is the one of RFC 8785, section 3.2.3: keys sorted by UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...canonical(value).matchAll(/:"([^"]*)"/g)].map(([, text]) => text)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('is the one of RFC 8785, section 3.2.2, for literals and texts', () => {
    const value = { literals: [null, true, false], string: '\u20ac$\u000f\nA\'B"\\\\"/' };
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('counts own keys only, whatever the prototype', () => {
    const bare: Record<string, unknown> = Object.create(null);
    bare['a'] = 1;
    expect(canonical(bare)).toBe('{"a":1}');
    expect(canonical(Object.create({ a: 1 }))).toBe('{}');
    expect(canonical(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });
});

/** The same value, with the keys of every object in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, turned(member)] as const)
      .toReversed(),
  );
}

it('does not depend on the order of keys', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => canonical(turned(value)) === canonical(value)));
});

it('means the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('is the same for equal values only', () => {
  const members = fc.constantFrom<unknown[]>(
    1,
    '1',
    null,
    'null',
    true,
    [],
    {},
    [1],
    { a: 1 },
    ['a', 'b'],
    ['a,b'],
    '',
  );
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'a"b', 'a,b'), members);
  fc.assert(
    fc.property(values, values, (one, other) => {
      expect(canonical(one) === canonical(other)).toBe(isDeepStrictEqual({ ...one }, { ...other }));
    }),
    { numRuns: 500 },
  );
});

it('is a text without white space outside of texts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => !/\s/.test(canonical(value).replace(/"(\\.|[^"\\])*"/g, ''))),
  );
});

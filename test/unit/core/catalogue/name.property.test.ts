import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesName } from '../../../../src/core/catalogue/match.ts';
import { NAME } from '../../../../src/core/config/forms.ts';

/** Names of few letters, so that rules meet them; among them what would be special in an expression. */
const names = fc
  .array(fc.constantFrom('_', 'g', 'a', 'A', '.', '+', '$', '(', '[', '-', '\\', 'é', '😀', ' '), {
    maxLength: 5,
  })
  .map((letters) => letters.join(''));
const rules = fc.tuple(names, fc.boolean()).map(([name, isOpen]) => (isOpen ? `${name}*` : name));

/** The rule, read letter by letter. */
function covers(rule: string, name: string): boolean {
  for (let i = 0; ; i++) {
    if (rule[i] === '*' && i === rule.length - 1) return true;
    if (rule[i] !== name[i]) return false;
    if (rule[i] === undefined) return true;
  }
}

it('a rule covers the names that it covers letter by letter, and no other', () => {
  fc.assert(
    fc.property(rules, names, (rule, name) => {
      expect(matchesName(rule, name)).toBe(covers(rule, name));
    }),
    { numRuns: 5000 },
  );
});

it('an open rule covers whatever follows, itself included, and an exact one nothing more', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, more) => {
      expect(matchesName(`${name}*`, name + more)).toBe(true);
      if (!name.endsWith('*')) expect(matchesName(name, name + more)).toBe(more === '');
    }),
  );
});

it('no rule covers what is not there', () => {
  fc.assert(
    fc.property(fc.string(), (rule) => {
      expect(matchesName(rule, null)).toBe(false);
    }),
  );
});

it('every rule that a configuration may hold covers a name, and one with a letter before it is another', () => {
  fc.assert(
    fc.property(fc.stringMatching(NAME), (rule) => {
      const name = rule.replace(/\*$/, '');
      expect(matchesName(rule, name)).toBe(true);
      expect(matchesName(rule, `${name[0] === 'x' ? 'y' : 'x'}${name}`)).toBe(false);
    }),
  );
});

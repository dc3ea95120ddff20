import * as fc from 'fast-check';
import { html, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, it } from 'vitest';
import { readTag } from '../../../src/scan/tag.ts';

const piece = fc.constantFrom(
  ' ',
  '\n',
  '/',
  '=',
  '"',
  "'",
  'a',
  'B',
  'src',
  'data-x',
  '<',
  '`',
  '&amp;',
  'é',
  '\t',
  '\f',
);

it('finds the attributes that a browser finds, where they stand', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const source = `<img ${pieces.join('')}>`;
      const [element] = parseFragment(source, { sourceCodeLocationInfo: true }).childNodes;
      const {
        attrs = [],
        namespaceURI,
        sourceCodeLocation,
      } = (element ?? {}) as Partial<DefaultTreeAdapterTypes.Element>;
      // A quote that nobody closes swallows the end of the tag.
      fc.pre(namespaceURI === html.NS.HTML && sourceCodeLocation?.endOffset === source.length);
      const found = readTag(source, 0).attributes;
      const first = found.filter(({ name }, i) => found.findIndex((it) => it.name === name) === i);
      expect(first.map(({ name }) => name)).toEqual(attrs.map(({ name }) => name));
      for (const { name, start, end } of first) {
        const { startOffset, endOffset } = sourceCodeLocation?.attrs?.[name] ?? {};
        expect(start, name).toBe(startOffset);
        // A `=` without a value is part of it: nothing must come to stand before that.
        expect(source.slice(endOffset, end), name).toMatch(/^(\s*=\s*)?$/);
      }
    }),
    { numRuns: 3000 },
  );
});

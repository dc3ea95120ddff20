/** One change of a text: what stands from `start` to `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Something to be said about a place of a page. */
export interface Note {
  /** Where it stands, in the units of what was read: characters of a text, bytes of a file. */
  readonly start: number;
  readonly message: string;
}

/** Something that was left as it is, and that its owner has to look at. */
export interface Finding extends Note {
  /** What kind of finding it is; these names are stable. */
  readonly code:
    | 'left'
    | 'code'
    | 'needs'
    | 'unknown-category'
    | 'unknown-service'
    | 'other-product'
    | 'origin'
    | 'encoding'
    | 'noscript';
}

/** What may be asked for, or run, before anybody has agreed: the page has it as it was. The rest are notes. */
const LIVE: ReadonlySet<Finding['code']> = new Set(['left', 'code', 'origin', 'encoding', 'noscript']);

/** Whether a finding tells of something that may be asked for, or run, before anybody has agreed. */
export const isLive = ({ code }: Finding): boolean => LIVE.has(code);

/** A place in a text as editors count it, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Applies edits to a text.
 *
 * @param edits - In the order of the text; none reaches into the next.
 * @throws {RangeError} When two edits are at odds.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, text: instead } of edits) {
    if (start < from || end < start || end > text.length)
      throw new RangeError(`an edit from ${start} to ${end} is at odds with one that ends at ${from}`);
    result += text.slice(from, start) + instead;
    from = end;
  }
  return result + text.slice(from);
}

/** The edits that undo these. */
export function invertEdits(text: string, edits: readonly Edit[]): Edit[] {
  let shift = 0;
  return edits.map(({ start, end, text: instead }) => {
    const at = start + shift;
    shift += instead.length - (end - start);
    return { start: at, end: at + instead.length, text: text.slice(start, end) };
  });
}

/**
 * Makes what tells where offsets of a text are.
 *
 * @param decode - Reads a piece of it as it is shown: a column is a character, not a byte.
 */
export function createPlaces(text: string, decode: (piece: string) => string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [line, behind] = [0, starts.length];
    while (behind - line > 1) {
      const middle = (line + behind) >> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else behind = middle;
    }
    return { line: line + 1, column: decode(text.slice(starts[line], offset)).length + 1 };
  };
}

import { applyEdits, createPlaces, type Edit } from './edits.ts';

const CONTEXT = 3; // lines around what changes, as everywhere

interface Lines {
  /** The first line, counted from 0, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly edits: readonly Edit[];
}

/**
 * Writes edits as a unified diff, which `patch` and `git apply` take.
 *
 * @param decode - Reads what is printed as text.
 * @returns An empty text where nothing changes.
 */
export function diffOf(
  file: string,
  text: string,
  edits: readonly Edit[],
  decode: (piece: string) => string,
): string {
  if (!edits.length) return '';
  const lines = text.split(/(?<=\n)/);
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length;
  }
  const placeOf = createPlaces(text, (piece) => piece);
  // What stands behind the last line end stands in no line of its own.
  const lineAt = (at: number): number => Math.min(placeOf(at).line, lines.length) - 1;
  const startOf = (line: number): number => starts[line] ?? text.length;

  const changed: Lines[] = [];
  for (const edit of edits) {
    const [from, to] = [lineAt(edit.start), lineAt(Math.max(edit.start, edit.end - 1)) + 1];
    const last = changed.at(-1);
    if (last && from < last.to)
      changed[changed.length - 1] = { from: last.from, to, edits: [...last.edits, edit] };
    else changed.push({ from, to, edits: [edit] });
  }
  const hunks: Lines[][] = [];
  for (const lines of changed) {
    const last = hunks.at(-1);
    if (last && lines.from - (last.at(-1)?.to ?? 0) <= 2 * CONTEXT) last.push(lines);
    else hunks.push([lines]);
  }

  const written = (sign: string, all: readonly string[]): string =>
    all
      .map((line) => `${sign}${decode(line)}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`)
      .join('');
  let shift = 0;
  const body = hunks.map((hunk) => {
    const from = Math.max(0, (hunk[0]?.from ?? 0) - CONTEXT);
    const to = Math.min(lines.length, (hunk.at(-1)?.to ?? 0) + CONTEXT);
    let at = from;
    let result = '';
    let added = 0;
    for (const { from: first, to: behind, edits: own } of hunk) {
      const start = startOf(first);
      const before = text.slice(start, startOf(behind));
      const shifted = own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
      const after = applyEdits(before, shifted).split(/(?<=\n)/);
      result += written(' ', lines.slice(at, first));
      result += written('-', lines.slice(first, behind)) + written('+', after);
      added += after.length - (behind - first);
      at = behind;
    }
    result += written(' ', lines.slice(at, to));
    const head = `@@ -${from + 1},${to - from} +${from + 1 + shift},${to - from + added} @@\n`;
    shift += added;
    return head + result;
  });
  return `--- a/${file}\n+++ b/${file}\n${body.join('')}`;
}

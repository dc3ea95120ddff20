/** How many characters have to be put in, taken out or changed to make one text of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, character] of [...a].entries()) {
    let left = i + 1;
    row = [
      left,
      ...[...b].map((other, j) => {
        const changed = (row[j] ?? 0) + (character === other ? 0 : 1);
        return (left = Math.min(left + 1, (row[j + 1] ?? 0) + 1, changed));
      }),
    ];
  }
  return row.at(-1) ?? 0;
}

/**
 * Finds what somebody may have meant who wrote a word that there is not.
 *
 * @returns `undefined` where nothing is near: more than a third of the characters would have to change.
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((known) => ({ known, away: distance(word, known) }))
    .filter(({ away }) => away <= word.length / 3)
    .sort((a, b) => a.away - b.away);
  return best?.known;
}

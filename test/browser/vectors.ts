import { createRandom } from './fuzz-tree.ts';
import { CALLED } from './vectors-calls.ts';
import { MADE } from './vectors-elements.ts';
import type { Vector } from './vectors-form.ts';
import { FRAMED } from './vectors-frames.ts';
import { HEADERS, MARKUP } from './vectors-markup.ts';
import { STYLES } from './vectors-styles.ts';

/** Every way known to us in which a page asks a third party for something, or stores something. */
export const VECTORS: readonly Vector[] = [...MARKUP, ...HEADERS, ...MADE, ...STYLES, ...CALLED, ...FRAMED];

const BATCH = 20;

const together = VECTORS.filter(({ isAlone }) => !isAlone);
/** Each number deals them otherwise: what one does may let another pass. */
const { IZIN_DEAL } = process.env;
const TOGETHER = IZIN_DEAL ? shuffle(together, Number(IZIN_DEAL)) : together;

/** The vectors in groups that share a page. */
export const BATCHES: readonly (readonly Vector[])[] = [
  ...deal(TOGETHER.filter(({ needsWhole, opensWindow }) => !needsWhole && !opensWindow)),
  ...deal(TOGETHER.filter(({ needsWhole }) => needsWhole)),
  ...deal(TOGETHER.filter(({ opensWindow }) => opensWindow)),
  ...VECTORS.filter(({ isAlone }) => isAlone).map((vector) => [vector]),
];

function shuffle<T>(things: readonly T[], seed: number): readonly T[] {
  const random = createRandom(seed);
  return things
    .map((thing) => ({ thing, place: random(1e9) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ thing }) => thing);
}

/** Dealt like cards, so that each group has some of every kind. */
function deal(vectors: readonly Vector[]): (readonly Vector[])[] {
  const count = Math.ceil(vectors.length / BATCH);
  return Array.from({ length: count }, (_, at) => vectors.filter((_, index) => index % count === at));
}

/** The host of a vector's third party. */
export const hostOf = ({ id }: Vector): string => `${id}.held.test`;

import { questionOf } from '../core/consent/offer.ts';
import { isStanding } from '../core/consent/renewal.ts';
import type { ConsentRecord, Decision } from '../core/consent/types.ts';
import type { ConsentState, Receipt } from '../gate/api.ts';
import type { Subject } from './draft.ts';

/** What a visitor has said to a question. What is held for want of an answer was not refused. */
export type Answer = Decision | 'unanswered';

/** What the visitor has said so far. */
export interface Answers {
  readonly categories: readonly (readonly [id: Subject['categories'][number], answer: Answer])[];
  /** Services of which something else was said than of their category. */
  readonly services: readonly (readonly [id: string, answer: Answer])[];
  /** Of every service that is decided on, by id. */
  readonly each: Readonly<Record<string, Answer>>;
  /** Why something is still asked: as the key of a text. */
  readonly open: 'receipt.open' | 'receipt.expired' | 'receipt.again' | undefined;
}

/**
 * Tells what was answered, and why something is still to be.
 *
 * @param record - As it was found, also where it no longer stands.
 * @param days - How long a choice stands.
 * @param now - The current time, in milliseconds since the Unix epoch.
 */
export function answersIn(
  state: Pick<ConsentState, 'decided' | 'decisions' | 'services'>,
  record: ConsentRecord | undefined,
  { categories, services }: Subject,
  days: number,
  now: number,
): Answers {
  const standing = record && isStanding(record, days, now) ? record : undefined;
  const answerTo = (id: string, category: string, isGranted: boolean, said: unknown): Answer =>
    isGranted
      ? 'granted'
      : // What was granted and is held all the same, by Global Privacy Control, is asked anew.
        said !== 'granted' && standing?.asked.includes(questionOf(id, category))
        ? 'denied'
        : 'unanswered';
  const chosen = standing?.categories;
  const own = categories.map(
    (category) =>
      [
        category,
        answerTo('', category, state.decisions[category] === 'granted', chosen?.[category]),
      ] as const,
  );
  const words = own.map(([, answer]) => answer);
  /** A container goes with the first category that is granted. */
  const some = (['granted', 'denied'] as const).find((word) => words.includes(word)) ?? 'unanswered';
  const each = services.map(({ id, category }) => {
    const whole = category === 'any' ? some : own.find(([name]) => name === category)?.[1];
    const said =
      standing?.services[id] ??
      (category === 'any'
        ? categories.find((name) => chosen?.[name] === 'granted') && 'granted'
        : chosen?.[category as Subject['categories'][number]]);
    return { id, whole, answer: answerTo(id, category, state.services[id] === 'granted', said) };
  });
  const isOpen = [...words, ...each.map(({ answer }) => answer)].includes('unanswered');
  return {
    categories: own,
    services: each
      .filter(({ answer, whole }) => answer !== whole)
      .map(({ id, answer }) => [id, answer] as const),
    each: Object.fromEntries(each.map(({ id, answer }) => [id, answer])),
    open: state.decided
      ? undefined
      : record && !standing && record.decidedAt * 1000 < now
        ? 'receipt.expired'
        : isOpen
          ? 'receipt.open'
          : 'receipt.again',
  };
}

/**
 * Tells what Global Privacy Control does, as the key of a text: it stands until marketing is accepted with
 * that in view.
 */
export function gpcLine(
  { decisions, services }: Pick<ConsentState, 'decisions' | 'services'>,
  subject: Subject,
): 'preferences.gpc' | 'preferences.gpcOff' | 'preferences.gpcStands' {
  if (!subject.categories.includes('marketing')) return 'preferences.gpcOff';
  const isGranted =
    decisions.marketing === 'granted' ||
    subject.services.some(({ id, category }) => category === 'marketing' && services[id] === 'granted');
  return isGranted ? 'preferences.gpcStands' : 'preferences.gpc';
}

/**
 * Tells whether a receipt is that of the choice in force. Another host under the same domain may have
 * decided since, or another tab: its receipt is not here, or not yet.
 */
export function isReceiptOf(receipt: Receipt, record: ConsentRecord): boolean {
  const since = Date.parse(receipt.at) - record.decidedAt * 1000; // ms
  return (
    receipt.recordId === record.id &&
    since >= 0 &&
    // A record's time is in whole seconds. What was loaded once leaves a receipt, and the record as it is.
    (since < 1000 || receipt.event === 'loaded-once') &&
    receipt.shown.every(
      (category) =>
        category === 'necessary' || receipt.choices[category] === (record.categories[category] === 'granted'),
    )
  );
}

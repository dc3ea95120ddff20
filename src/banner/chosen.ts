import type { ConsentRecord } from '../core/consent/types.ts';
import type { Config, ConsentState, Receipt } from '../gate/api.ts';
import type { Translate } from '../i18n/translate.ts';
import { answersIn, isReceiptOf, type Answer, type Answers } from './answers.ts';
import type { Subject } from './draft.ts';
import { isKept } from './kept.ts';
import type { Facts } from './facts.ts';

const DAY = 86_400_000; // ms

/** What is told of a visitor's choice, in the preferences and in the declaration alike. */
export interface Chosen {
  /** What was answered, when, and until when; none without a choice. */
  readonly rows: readonly (readonly [term: string, fact: string, isCode?: true])[];
  readonly answers: Answers;
  /** The receipt of this choice, where it is here. */
  readonly receipt: Receipt | undefined;
  /** There is something to withdraw. */
  readonly isGranted: boolean;
}

/**
 * Tells what a visitor has chosen.
 *
 * @param record - As it was found, also where it no longer stands.
 * @param latest - The latest receipt of this browser, whatever choice it is of.
 * @param services - Where their names are found.
 */
export function chosenIn(
  config: Config,
  state: ConsentState,
  record: ConsentRecord | undefined,
  latest: Receipt | undefined,
  subject: Subject,
  services: readonly Facts[],
  t: Translate,
  locales: readonly string[],
): Chosen {
  const { decisions, decidedAt, recordId = '' } = state;
  const { days } = config.consent;
  const receipt = record && latest && isReceiptOf(latest, record) ? latest : undefined;
  const answers = answersIn(state, record, subject, days, Date.now());
  const format = new Intl.DateTimeFormat([...locales], { dateStyle: 'long', timeStyle: 'short' });
  const answerOf = (term: string, answer: Answer) => [term, t(`receipt.${answer}`)] as const;
  // Where `days` was raised since, the choice keeps its end; where it was lowered, it does not.
  const end = Math.min((decidedAt ?? 0) + days * DAY, receipt ? Date.parse(receipt.validUntil) : Infinity);
  return {
    rows: decidedAt
      ? [
          ...answers.categories.map(([category, answer]) => answerOf(t(`category.${category}.name`), answer)),
          ...answers.services.map(([id, answer]) =>
            answerOf(services.find((s) => s.id === id)?.name || t(`service.${id}`), answer),
          ),
          [t('receipt.decided'), format.format(decidedAt)],
          [t('receipt.until'), isKept(state) ? format.format(end) : t('receipt.unkept')],
          [t('receipt.record'), recordId, true],
        ]
      : [],
    answers,
    receipt,
    isGranted:
      subject.categories.some((category) => decisions[category] === 'granted') ||
      subject.services.some(({ id }) => state.services[id] === 'granted'),
  };
}

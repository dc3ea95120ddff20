import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { answersIn, isReceiptOf } from './answers.ts';
import { copyText, saveFile } from './handover.ts';
import { isKept } from './kept.ts';
import type { View } from './view.ts';

const DAY = 86_400_000; // ms

/** What the visitor chose, when and for how long, the proof of it, and the way back. */
export function ReceiptPanel({ view }: { view: View }): VNode {
  const { gate, config, state, subject } = view;
  const t = view.texts.value;
  const said = useSignal('');
  const { decisions, services, decidedAt, recordId, mode } = state.value;
  const { days } = config.consent;
  const record = view.record();
  const latest = record && gate.receipt();
  const receipt = latest && isReceiptOf(latest, record) ? latest : undefined;
  const answers = answersIn(state.value, record, subject, days, Date.now());
  const format = new Intl.DateTimeFormat([...view.locales.value], { dateStyle: 'long', timeStyle: 'short' });
  const proof = (): string => JSON.stringify(receipt, undefined, 2);
  const nameOf = (id: string): string =>
    view.services.value.find((service) => service.id === id)?.name || t(`service.${id}`);
  const isHolding = mode === 'hold';
  const isGranted =
    subject.categories.some((category) => decisions[category] === 'granted') ||
    subject.services.some(({ id }) => services[id] === 'granted');
  /** Where `days` was raised since, the choice keeps its end; where it was lowered, it does not. */
  const until = (from: number): number =>
    Math.min(from + days * DAY, receipt ? Date.parse(receipt.validUntil) : Infinity);

  const rows: readonly (readonly [term: string, fact: VNode | string | undefined])[] =
    decidedAt === undefined
      ? []
      : [
          ...answers.categories.map(
            ([category, answer]) => [t(`category.${category}.name`), t(`receipt.${answer}`)] as const,
          ),
          ...answers.services.map(([id, answer]) => [nameOf(id), t(`receipt.${answer}`)] as const),
          [t('receipt.decided'), format.format(decidedAt)],
          [t('receipt.until'), isKept(state.value) ? format.format(until(decidedAt)) : t('receipt.unkept')],
          [t('receipt.record'), recordId && <code>{recordId}</code>],
          [t('receipt.id'), receipt && <code>{receipt.receiptId}</code>],
        ];

  return (
    <section class="izin-category">
      <h3>{t('receipt.title')}</h3>
      {rows.length ? (
        <dl class="izin-chosen">
          {rows.map(
            ([term, fact]) =>
              fact && (
                <>
                  <dt>{term}</dt>
                  <dd>{fact}</dd>
                </>
              ),
          )}
        </dl>
      ) : (
        <p>{t(isHolding ? 'receipt.none' : 'receipt.unchosen')}</p>
      )}
      {rows.length > 0 && isHolding && answers.open && <p class="izin-remark">{t(answers.open)}</p>}
      <div class="izin-tools">
        {receipt && (
          <>
            <button
              type="button"
              onClick={async ({ currentTarget }) => {
                said.value = t(
                  (await copyText(proof(), currentTarget)) ? 'receipt.copied' : 'receipt.uncopied',
                );
              }}
            >
              {t('receipt.copy')}
            </button>
            <button type="button" onClick={() => saveFile(`izin-${receipt.receiptId}.json`, proof())}>
              {t('receipt.download')}
            </button>
          </>
        )}
        {isGranted && (
          <button
            type="button"
            data-izin-action="withdraw"
            onClick={() => {
              gate.withdraw();
              view.close();
            }}
          >
            {t('receipt.withdraw')}
          </button>
        )}
      </div>
      <p role="status">{said}</p>
      {isGranted && <p>{t('receipt.after')}</p>}
      <p>{t('receipt.lawful')}</p>
    </section>
  );
}

import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { chosenIn } from './chosen.ts';
import { copyText, saveFile } from './handover.ts';
import type { View } from './view.ts';

/** What the visitor chose, when and for how long, the proof of it, and the way back. */
export function ReceiptPanel({ view }: { view: View }): VNode {
  const { gate, config, state, subject } = view;
  const t = view.texts.value;
  const said = useSignal('');
  const { answers, rows, receipt, isGranted } = chosenIn(
    config,
    state.value,
    view.record(),
    gate.receipt(),
    subject,
    view.services.value,
    t,
    view.locales.value,
  );
  const proof = (): string => JSON.stringify(receipt, undefined, 2);
  const proofRow = receipt ? ([[t('receipt.id'), receipt.receiptId, true]] as const) : [];
  const isHolding = state.value.mode === 'hold';

  return (
    <section class="izin-category">
      <h3>{t('receipt.title')}</h3>
      {rows[0] ? (
        <dl class="izin-chosen">
          {[...rows, ...proofRow].map(([term, fact, isCode]) => (
            <>
              <dt>{term}</dt>
              <dd>{isCode ? <code>{fact}</code> : fact}</dd>
            </>
          ))}
        </dl>
      ) : (
        <p>{t(isHolding ? 'receipt.none' : 'receipt.unchosen')}</p>
      )}
      {rows[0] && isHolding && answers.open && <p class="izin-remark">{t(answers.open)}</p>}
      <div class="izin-tools">
        {receipt && (
          <>
            <button
              type="button"
              onClick={async ({ currentTarget }) => {
                // The same words twice would not be read out again.
                said.value = '';
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

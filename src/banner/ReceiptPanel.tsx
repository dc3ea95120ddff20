import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { copyText, saveFile } from './handover.ts';
import type { View } from './view.ts';

const DAY = 86_400_000; // ms

/** What the visitor chose, when and for how long, the proof of it, and the way back. */
export function ReceiptPanel({ view }: { view: View }): VNode {
  const { gate, config, state, subject } = view;
  const t = view.texts.value;
  const said = useSignal('');
  const { decisions, services, decidedAt, recordId, language } = state.value;
  const receipt = gate.receipt();
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const proof = (): string => JSON.stringify(receipt, undefined, 2);
  const isGranted =
    subject.categories.some((category) => decisions[category] === 'granted') ||
    subject.services.some(({ id }) => services[id] === 'granted');

  return (
    <section class="izin-category">
      <h3>{t('receipt.title')}</h3>
      {decidedAt === undefined ? (
        <p>{t('receipt.none')}</p>
      ) : (
        <dl>
          {subject.categories.map((category) => [
            <dt key={category}>{t(`category.${category}.name`)}</dt>,
            <dd key={`${category}?`}>{t(`receipt.${decisions[category]}`)}</dd>,
          ])}
          <dt>{t('receipt.decided')}</dt>
          <dd>{format.format(decidedAt)}</dd>
          <dt>{t('receipt.until')}</dt>
          <dd>{format.format(decidedAt + config.consent.days * DAY)}</dd>
          <dt>{t('receipt.record')}</dt>
          <dd>
            <code>{recordId}</code>
          </dd>
          {receipt && (
            <>
              <dt>{t('receipt.id')}</dt>
              <dd>
                <code>{receipt.receiptId}</code>
              </dd>
            </>
          )}
        </dl>
      )}
      <div class="izin-links">
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
      <p>{t('receipt.lawful')}</p>
    </section>
  );
}

import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { COOKIE } from '../core/consent/record.ts';
import type { Decision } from '../core/consent/types.ts';
import { serviceDecision } from './draft.ts';
import { copyText, saveFile } from './handover.ts';
import type { View } from './view.ts';

const DAY = 86_400_000; // ms

/** What the visitor chose, when and for how long, the proof of it, and the way back. */
export function ReceiptPanel({ view }: { view: View }): VNode {
  const { gate, config, state, subject } = view;
  const t = view.texts.value;
  const said = useSignal('');
  const { decided, decisions, services, decidedAt, recordId } = state.value;
  const receipt = decidedAt === undefined ? undefined : gate.receipt();
  const format = new Intl.DateTimeFormat([...view.locales.value], { dateStyle: 'long', timeStyle: 'short' });
  const proof = (): string => JSON.stringify(receipt, undefined, 2);
  const word = (decision: Decision | undefined): string => t(`receipt.${decision ?? 'denied'}`);
  const differing = view.services.value.filter(
    (service) =>
      subject.services.includes(service) &&
      services[service.id] !== serviceDecision(decisions, service, subject),
  );
  const isGranted =
    subject.categories.some((category) => decisions[category] === 'granted') ||
    subject.services.some(({ id }) => services[id] === 'granted');

  const rows: readonly (readonly [term: string, fact: VNode | string | undefined])[] =
    decidedAt === undefined
      ? []
      : [
          ...subject.categories.map(
            (category) => [t(`category.${category}.name`), word(decisions[category])] as const,
          ),
          ...differing.map(({ id, name }) => [name || t(`service.${id}`), word(services[id])] as const),
          [t('receipt.decided'), format.format(decidedAt)],
          [
            t('receipt.until'),
            isKept() ? format.format(decidedAt + config.consent.days * DAY) : t('receipt.unkept'),
          ],
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
        <p>{t('receipt.none')}</p>
      )}
      {rows.length > 0 && !decided && <p class="izin-remark">{t('receipt.open')}</p>}
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

/** Whether the browser keeps the choice: where it takes no cookie, the choice holds for this page alone. */
function isKept(): boolean {
  try {
    return document.cookie.includes(`${COOKIE}=`);
  } catch {
    return false;
  }
}

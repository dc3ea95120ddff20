import { Fragment, type VNode } from 'preact';
import { CATEGORIES } from '../core/consent/types.ts';
import { gpcLine } from './answers.ts';
import { BrowserHelp } from './BrowserHelp.tsx';
import { CategorySection } from './CategorySection.tsx';
import { choicesOf } from './draft.ts';
import { isKept } from './kept.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { durationText } from './lifespan.ts';
import { ReceiptPanel } from './ReceiptPanel.tsx';
import { Terms } from './Terms.tsx';
import type { View } from './view.ts';

/** Everything in the preferences: what is asked, in full, and the same three answers as on the first layer. */
export function PreferencesDialog({ view }: { view: View }): VNode {
  const { gate, config, state, draft, subject, close, policy } = view;
  const t = view.texts.value;
  const { contact } = config.site;
  const hasChosen = state.value.decidedAt !== undefined;
  const choice = <ReceiptPanel key="choice" view={view} />;
  const duration = durationText(`P${config.consent.days}D`, view.locales.value);
  const isOffered = (category: string): boolean =>
    category === 'necessary' || (subject.categories as readonly string[]).includes(category);

  const answers = {
    'reject-all': ['action.rejectAll', () => gate.rejectAll()],
    'accept-all': ['action.acceptAll', () => gate.acceptAll()],
    save: [
      'action.save',
      () => {
        const [shown, before] = [draft.value, view.record()];
        view.renew();
        // Unless another tab has decided, what is shown counts, even where the choice before it has just expired.
        const isSame = before?.decidedAt === view.record()?.decidedAt;
        gate.choose(choicesOf(isSame ? shown : draft.value, subject));
      },
    ],
  } as const;

  return (
    <>
      <div class="izin-head">
        <h2 id="izin-preferences" tabIndex={-1}>
          {t('notice.preferences')}
        </h2>
        <LanguageSwitch view={view} />
        <button type="button" class="izin-close" aria-label={t('preferences.close')} onClick={() => close()}>
          ×
        </button>
      </div>
      <div class="izin-body">
        <p>{t('preferences.intro', { duration })}</p>
        <div class="izin-links">
          {contact && <p>{t('preferences.contact', { contact })}</p>}
          {policy.value && <a href={policy.value}>{t('notice.policy')}</a>}
        </div>
        {state.value.mode === 'report' && <p class="izin-remark">{t('preferences.report')}</p>}
        {/* Where nothing is held, the signal is not honoured either. */}
        {state.value.signals.gpc && state.value.mode === 'hold' && (
          <p class="izin-remark">{t(gpcLine(state.value, subject))}</p>
        )}
        {/* Whoever has chosen comes to look that up, or to take it back. */}
        {hasChosen && choice}
        {/* By its key it stays what it is, open where it was opened, when the choice moves to before it. */}
        <Fragment key="categories">
          {[...CATEGORIES.filter(isOffered), 'any' as const, 'unclassified' as const].map((category) => (
            <CategorySection key={category} view={view} category={category} />
          ))}
        </Fragment>
        {!hasChosen && choice}
        <Terms view={view} />
        <BrowserHelp view={view} />
      </div>
      <div class="izin-actions">
        {Object.entries(answers).map(([action, [key, answer]]) => (
          <button
            key={action}
            type="button"
            class="izin-button"
            data-izin-action={action}
            onClick={() => {
              answer();
              close(t(isKept(gate.state) ? 'preferences.saved' : 'preferences.unsaved'));
            }}
          >
            {t(key)}
          </button>
        ))}
      </div>
    </>
  );
}

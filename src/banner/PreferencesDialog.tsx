import type { VNode } from 'preact';
import { CATEGORIES } from '../core/consent/types.ts';
import { CategorySection } from './CategorySection.tsx';
import { choicesOf } from './draft.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { durationText } from './lifespan.ts';
import { ReceiptPanel } from './ReceiptPanel.tsx';
import type { View } from './view.ts';

/** Everything in the preferences: what is asked, in full, and the same three answers as on the first layer. */
export function PreferencesDialog({ view }: { view: View }): VNode {
  const { gate, config, state, draft, subject, close, policy } = view;
  const t = view.texts.value;
  const { contact } = config.site;
  const duration = durationText(`P${config.consent.days}D`, state.value.language);
  const isOffered = (category: string): boolean =>
    category === 'necessary' || (subject.categories as readonly string[]).includes(category);

  const answers = {
    'reject-all': ['action.rejectAll', () => gate.rejectAll()],
    'accept-all': ['action.acceptAll', () => gate.acceptAll()],
    save: ['action.save', () => gate.choose(choicesOf(draft.value, subject))],
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
        {state.value.signals.gpc && (
          <p>
            <strong>{t('preferences.gpc')}</strong>
          </p>
        )}
        {[...CATEGORIES.filter(isOffered), 'any' as const, 'unclassified' as const].map((category) => (
          <CategorySection key={category} view={view} category={category} />
        ))}
        <ReceiptPanel view={view} />
        <section class="izin-category">
          <h3>{t('browser.title')}</h3>
          <p>{t('browser.about')}</p>
          {contact && <p>{t('preferences.contact', { contact })}</p>}
          {policy.value && (
            <div class="izin-links">
              <a href={policy.value}>{t('notice.policy')}</a>
            </div>
          )}
        </section>
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
              close(t('preferences.saved'));
            }}
          >
            {t(key)}
          </button>
        ))}
      </div>
    </>
  );
}

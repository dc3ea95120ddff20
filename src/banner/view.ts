import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Service } from '../core/catalogue/service.ts';
import type { Choices, Decision } from '../core/consent/types.ts';
import { fallbackOf, inLanguage } from '../core/language.ts';
import type { Config, ConsentGate, ConsentState, PreferencesContext } from '../gate/api.ts';
import type { Translate } from '../i18n/translate.ts';
import { beginDraft, followDraft, subjectOf, type Subject } from './draft.ts';
import { declaredFacts, ownFacts, strangerFacts, type Facts } from './facts.ts';
import { mirrorState } from './mirror.ts';
import type { Speech } from './speech.ts';

/** What the parts of the preferences share while they are open. */
export interface View {
  readonly gate: ConsentGate;
  readonly config: Config;
  /** The record as it was found, also where it no longer stands. */
  readonly record: PreferencesContext['record'];
  readonly renew: PreferencesContext['renew'];
  /** Its language is that of `texts`: they change together. */
  readonly state: ReadonlySignal<ConsentState>;
  /** For dates, durations and names: the language in force, and what stands in where the browser does not know it. */
  readonly locales: ReadonlySignal<readonly [language: string, instead: string]>;
  /** The texts of the language in force. */
  readonly texts: ReadonlySignal<Translate>;
  readonly languages: Speech['languages'];
  readonly nameOf: Speech['nameOf'];
  readonly speak: Speech['speak'];
  /** The visitor's choices as they stand here, given to the gate only on save. */
  readonly draft: Signal<Choices>;
  /** Sets what the visitor has not switched here to what is in force. */
  readonly follow: (state: ConsentState) => void;
  /** What the visitor has switched here, to go on with. */
  readonly unsaved: () => PreferencesContext['unsaved'];
  readonly subject: Subject;
  /** Every service that is shown, Izin's own first. */
  readonly services: ReadonlySignal<readonly Facts[]>;
  /** The address of the policy in the language in force; empty without one. */
  readonly policy: ReadonlySignal<string>;
  /** Closes the preferences. A text is said once they are gone. */
  readonly close: (said?: string) => void;
}

/**
 * Makes the view of one opening.
 *
 * @param catalogue - What is known of the declared services.
 */
export function createView(
  { gate, config, root, record, renew, unsaved }: PreferencesContext,
  catalogue: readonly Service[],
  { spoken, languages, nameOf, speak }: Speech,
  close: View['close'],
): View {
  const mirrored = mirrorState(gate);
  const language = computed(() => spoken.value.language);
  const state = computed(() => ({ ...mirrored.value, language: language.value }));
  const texts = computed(() => spoken.value.texts);
  const declared = declaredFacts(config, catalogue);
  const subject = subjectOf(config, declared);
  let base = beginDraft(gate.state, {}, subject);
  const draft = signal(
    unsaved
      ? followDraft(unsaved.draft, unsaved.base, base, subject)
      : beginDraft(gate.state, unsavedIn(root), subject),
  );
  return {
    gate,
    config,
    record,
    renew,
    state,
    locales: computed(() => [language.value, fallbackOf(config.languages)] as const),
    texts,
    languages,
    nameOf,
    speak,
    draft,
    follow(now) {
      const next = beginDraft(now, {}, subject);
      draft.value = followDraft(draft.peek(), base, next, subject);
      base = next;
    },
    unsaved: () => ({ draft: draft.peek(), base }),
    subject,
    services: computed(() => [
      ownFacts(config, language.value, texts.value('cookie.own')),
      ...declared,
      ...strangerFacts(gate.held()),
    ]),
    policy: computed(() => inLanguage(config.site.policy, language.value)),
    close,
  };
}

/** What the switches of the first layer say, saved or not; one that is mixed says nothing. */
function unsavedIn(root: HTMLElement): Choices {
  const switches = root.querySelectorAll<HTMLInputElement>('.izin-notice input:not(:indeterminate)');
  return Object.fromEntries(
    [...switches].map((input): [string, Decision] => [
      input.dataset['category'] ?? '',
      input.checked ? 'granted' : 'denied',
    ]),
  );
}

import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ConsentGate, ConsentState, InspectorContext } from '../gate/api.ts';
import { createTranslator } from '../i18n/i18next.ts';
import type { Translate } from '../i18n/translate.ts';
import { findingsOf } from './findings.ts';
import type { Finding } from './fix.ts';
import { lookAt } from './look.ts';
import { onRefusal } from './refusals.ts';
import type { Snapshot } from './seen.ts';

const PAUSE = 300; // ms between two looks at a page in which much happens

/** The parts of the inspector, in order. */
export const TABS = ['verdict', 'tags', 'requests', 'stored', 'state'] as const;
export type Tab = (typeof TABS)[number];

/** What the parts of the inspector share while it is open. */
export interface View {
  readonly context: InspectorContext;
  readonly gate: ConsentGate;
  readonly state: ReadonlySignal<ConsentState>;
  /** The language of the inspector; that of the page stays as it is. */
  readonly language: Signal<string>;
  readonly texts: ReadonlySignal<Translate>;
  readonly nameOf: (language: string) => string;
  readonly languages: readonly string[];
  readonly seen: ReadonlySignal<Snapshot>;
  readonly findings: ReadonlySignal<readonly Finding[]>;
  readonly tab: Signal<Tab>;
  readonly isFolded: Signal<boolean>;
  /** The text of the page as it came, once the owner has asked for it; empty where it cannot be had. */
  readonly source: Signal<string | undefined>;
  /** Says something to whoever cannot see what has changed. */
  readonly said: Signal<string>;
  readonly close: () => void;
  /** Ends all listening. */
  readonly stop: () => void;
}

/** Makes the view of one opening. It looks again whenever something has happened. */
export function createView(context: InspectorContext, close: () => void): View {
  const { gate } = context;
  const refused = new Set<string>();
  const state = signal(gate.state);
  const seen = signal(lookAt(context, refused));
  // Both, on every site.
  const translator = createTranslator({ languages: ['id', 'en'], texts: {}, values: {} });

  let isDue = false;
  const lookAgain = (): void => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      try {
        seen.value = lookAt(context, refused);
      } catch (error) {
        // What was seen last stays.
        reportError(error);
      }
    }, PAUSE);
  };
  const spoken = (tag: string): string => (/^id\b/.test(tag) ? 'id' : 'en');
  const language = signal(spoken(gate.state.language));
  const stopGate = gate.subscribe((next) => {
    if (next.language !== state.value.language) language.value = spoken(next.language);
    state.value = next;
    lookAgain();
  });
  const stopRefusals = onRefusal((url) => {
    refused.add(url);
    lookAgain();
  });
  const observer = new PerformanceObserver(lookAgain);
  observer.observe({ type: 'resource' });
  const events = ['izin:hold', 'izin:release'] as const;
  for (const name of events) document.addEventListener(name, lookAgain);
  addEventListener('load', lookAgain);
  return {
    context,
    gate,
    state,
    language,
    texts: computed(() => translator.texts(language.value)),
    nameOf: (tag) => translator.texts(tag)('language'),
    languages: translator.languages,
    seen,
    findings: computed(() => findingsOf(seen.value)),
    tab: signal<Tab>('verdict'),
    isFolded: signal(false),
    source: signal<string | undefined>(undefined),
    said: signal(''),
    close,
    stop() {
      stopGate();
      stopRefusals();
      observer.disconnect();
      for (const name of events) document.removeEventListener(name, lookAgain);
      removeEventListener('load', lookAgain);
    },
  };
}

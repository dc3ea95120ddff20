import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ConsentGate, ConsentState, InspectorContext } from '../gate/api.ts';
import { fetchBeside } from '../i18n/beside.ts';
import { createTranslator } from '../i18n/i18next.ts';
import type { Texts, Translate } from '../i18n/translate.ts';
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
  readonly language: ReadonlySignal<string>;
  readonly texts: ReadonlySignal<Translate>;
  readonly nameOf: (language: string) => string;
  readonly languages: readonly string[];
  /** Changes the language once its texts are here; says so where they cannot be had. */
  readonly speak: (language: string) => void;
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

/** Both, on every site. */
const translator = createTranslator({
  languages: ['id', 'en'],
  texts: {},
  values: {},
  fetchTexts: (tag) => fetchBeside(`locales/inspector.${tag}.json`) as Promise<Texts>,
});
const spokenFor = (tag: string): string => (/^id\b/.test(tag) ? 'id' : 'en');

/** A language of the inspector, with its texts. */
export type Spoken = readonly [language: string, texts: Translate];

/**
 * Loads the texts in which the inspector begins.
 *
 * @param tag - The language of the page.
 * @throws {Error} When they cannot be had.
 */
export async function loadSpoken(tag: string): Promise<Spoken> {
  const language = spokenFor(tag);
  return [language, await translator.load(language)];
}

/** Makes the view of one opening. It looks again whenever something has happened. */
export function createView(context: InspectorContext, spoken: Spoken, close: () => void): View {
  const { gate } = context;
  const refused = new Set<string>();
  const state = signal(gate.state);
  const seen = signal(lookAt(context, refused));
  const language = signal(spoken[0]);
  const texts = signal(spoken[1]);
  const said = signal('');
  let wanted = language.value;
  function speak(tag: string): void {
    wanted = tag;
    translator
      .load(tag)
      .then((loaded) => {
        if (wanted !== tag) return;
        batch(() => {
          language.value = tag;
          texts.value = loaded;
        });
      })
      .catch(() => {
        said.value = texts.value('notice.failed');
      });
  }

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
  const stopGate = gate.subscribe((next) => {
    if (next.language !== state.value.language) speak(spokenFor(next.language));
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
    texts,
    nameOf: translator.nameOf,
    languages: translator.languages,
    speak,
    seen,
    findings: computed(() => findingsOf(seen.value)),
    tab: signal<Tab>('verdict'),
    isFolded: signal(false),
    source: signal<string | undefined>(undefined),
    said,
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

import { signal, type ReadonlySignal } from '@preact/signals';
import type { Config, ConsentGate } from '../gate/api.ts';
import { fetchBeside } from '../i18n/beside.ts';
import { createTranslator } from '../i18n/i18next.ts';
import type { Texts, Translate } from '../i18n/translate.ts';

/** A language, and its texts: they change together. */
interface Spoken {
  readonly language: string;
  readonly texts: Translate;
}

/** What is spoken, and what else could be. */
export interface Speech {
  readonly spoken: ReadonlySignal<Spoken>;
  readonly languages: readonly string[];
  /** What a language calls itself. */
  readonly nameOf: (language: string) => string;
  /**
   * Changes the language of the whole notice, once the texts are here.
   *
   * @throws {Error} When they cannot be had: then the language stays as it is.
   */
  readonly speak: (language: string) => Promise<void>;
}

/**
 * Speaks the language of the gate, as soon as it has the texts; until then, the one before.
 *
 * It listens to the gate only while something reads it.
 *
 * @throws {Error} When the texts of the language cannot be had.
 */
export async function openSpeech(gate: ConsentGate, { languages, texts, site }: Config): Promise<Speech> {
  const name = site.name || location.hostname;
  const translator = createTranslator({
    languages,
    texts,
    values: { site: name, controller: site.controller || name },
    fetchTexts: (tag) => fetchBeside(`locales/${tag}.json`) as Promise<Texts>,
  });
  const load = async (language: string): Promise<Spoken> => ({
    language,
    texts: await translator.load(language),
  });
  async function follow(language: string): Promise<void> {
    if (language === spoken.peek().language) return;
    const next = await load(language);
    if (gate.state.language === language) spoken.value = next;
  }
  let stop: (() => void) | undefined;
  let first = await load(gate.state.language);
  // Another may be spoken by now: receipts name that one.
  while (first.language !== gate.state.language) first = await load(gate.state.language);
  const spoken = signal(first, {
    watched() {
      stop = gate.subscribe(({ language }) => void follow(language).catch(reportError));
    },
    unwatched() {
      stop?.();
    },
  });
  return {
    spoken,
    languages,
    nameOf: translator.nameOf,
    async speak(language) {
      await translator.load(language);
      gate.setLanguage(language);
    },
  };
}

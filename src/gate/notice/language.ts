import { build } from 'virtual:izin/build';
import { texts } from 'virtual:izin/notice';
import { chooseLanguage } from '../../core/language.ts';
import { fromDocument } from '../page.ts';
import { config, inside } from './site.ts';

// Under a name of its own, or Vite would take the address below for an asset of its own.
const home = import.meta.url;
/** The language that was asked for last. */
let wanted = '';

/** A text of one language: the owner's, else that of its locale file. */
export const textIn = (tag: string, key: string): string | undefined =>
  config.texts[tag]?.[key] || texts[tag]?.[key];

/** Whether the first layer can be shown in a language now: nothing has to be fetched. */
const isHere = (tag: string): boolean =>
  tag in texts || Object.keys(texts.en).every((key) => config.texts[tag]?.[key]);

/** Picks the language that the page and the visitor want. */
const pick = (offered: readonly string[]): string =>
  chooseLanguage(offered, [fromDocument('documentElement').lang, ...navigator.languages]);

/**
 * Speaks a language, as soon as its texts are here. A third language comes from its file, unless the owner
 * has written the whole first layer into the configuration; until then the language stays as it is.
 *
 * @throws {Error} When there are no texts.
 */
export async function speak(tag: string): Promise<void> {
  wanted = tag;
  if (!isHere(tag))
    try {
      const response = await fetch(new URL(`locales/${tag}.json?${build}`, home));
      if (!response.ok) throw new Error(response.url);
      texts[tag] = { ...((await response.json()) as object) };
    } catch (error) {
      if (!config.texts[tag]) throw error;
      texts[tag] = {};
    }
  if (wanted === tag) inside.speak(tag);
}

/** Speaks the language that the page and the visitor want; until its texts are here, another. */
export function speakFirst(): Promise<void> {
  inside.speak(pick(config.languages.filter(isHere)));
  return speak(pick(config.languages));
}

import { texts } from 'virtual:izin/notice';
import { chooseLanguage } from '../../core/language.ts';
import { fromDocument } from '../page.ts';
import { config } from './site.ts';

/** The languages that the site has and there are texts for, the fallback first. */
export const languages = (): readonly string[] => {
  const known = config.languages.filter((tag) => tag in texts || tag in config.texts);
  return known.length ? known : Object.keys(texts);
};

/** Picks the language that the page and the visitor want. */
export const pickLanguage = (): string =>
  chooseLanguage(languages(), [fromDocument('documentElement').lang, ...navigator.languages]);

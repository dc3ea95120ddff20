import { texts } from 'virtual:izin/placeholder';
import { fallbackOf } from '../core/language.ts';
import type { Config } from '../gate/api.ts';
import { fetchBeside } from '../i18n/beside.ts';

/** Looks a text up by its key, and fills values in. */
export type Wording = (key: string, values?: Readonly<Record<string, string>>) => string;

/** Ours, and those of third languages that are here by now. */
const known: Record<string, Readonly<Record<string, string>>> = { ...texts };

/** Fetches the texts of a third language. Tells whether there is something new; it never rejects. */
export async function fetchWording(language: string): Promise<boolean> {
  if (Object.hasOwn(known, language)) return false;
  known[language] = {};
  try {
    known[language] = { ...((await fetchBeside(`locales/${language}.json`)) as Record<string, string>) };
    return true;
  } catch {
    // The owner may have written them into the configuration; else another language stands in.
    return false;
  }
}

/** The texts of one language: the owner's, else those of its file; what it lacks is said in the one that stands in. */
export const wordingIn =
  (language: string, { languages, texts: own }: Pick<Config, 'languages' | 'texts'>): Wording =>
  (key, values = {}) => {
    const found = [language, fallbackOf(languages)].map((tag) => own[tag]?.[key] || known[tag]?.[key]);
    // A locale file may hold anything.
    return `${found.find(Boolean) ?? key}`.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  };

import { texts as ours } from 'virtual:izin/texts';
import type { Config } from '../core/config/config.ts';
import { show, type ConfigProblem } from '../core/errors.ts';
import { fallbackOf, OURS } from '../core/language.ts';
import type { LocaleFiles } from '../core/receipt/notice.ts';
import { firstLayer, wordsOf } from './layer.ts';
import { nearest } from './nearest.ts';

type Texts = LocaleFiles[string];

/** What checking texts tells. */
export interface CheckedTexts {
  /** What was written and does not do what it says. */
  readonly problems: readonly ConfigProblem[];
  /** What works, and is not as it could be: what is missing falls back. */
  readonly notes: readonly ConfigProblem[];
}

const MOST_WORDS = 55; // in Indonesian
/** A plural form of i18next: CLDR's six. */
const FORM = /_(zero|one|two|few|many|other)$/;

const english: Texts = ours['en'] ?? {};
const baseOf = (key: string): string => key.replace(FORM, '');
/** Keys with plural forms, without those. */
const PLURALS = new Set(
  Object.keys(english)
    .filter((key) => FORM.test(key))
    .map(baseOf),
);
/** Every key, without plural forms. */
const KEYS: readonly string[] = [...new Set(Object.keys(english).map(baseOf))];
const isKnown = (key: string): boolean =>
  FORM.test(key) ? PLURALS.has(baseOf(key)) : Object.hasOwn(english, key);

const namesIn = (text: string): string[] => [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name);
/** What our own text of a key fills in. */
const namesOf = (key: string): readonly string[] =>
  namesIn(english[key] ?? english[`${baseOf(key)}_other`] ?? '');
const of = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const nameOf = (tag: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;

/**
 * Checks the texts of a site: those in its configuration, and its locale files.
 *
 * @param locales - The locale files, by language.
 */
export function checkTexts(config: Config, locales: LocaleFiles): CheckedTexts {
  const told = config.languages.map((tag) => checkLanguage(config, locales, tag));
  const notes = told.flatMap((one) => one.notes);
  for (const [tag, texts] of Object.entries(config.texts))
    if (!config.languages.includes(tag) && Object.keys(texts).length)
      notes.push({
        code: 'unknown-language',
        path: `texts.${tag}`,
        found: 'texts of a language that is not among the languages',
        expected: `${tag} in languages`,
      });
  const isOwn = Object.keys(config.texts['id'] ?? {}).some((key) =>
    Object.hasOwn(firstLayer(config, 'id', {}), key),
  );
  const words = wordsOf(config, 'id');
  if (isOwn && words > MOST_WORDS)
    notes.push({
      code: 'too-large',
      path: 'texts.id',
      found: `a first layer of ${words} words, names and buttons included`,
      expected: `at most ${MOST_WORDS}, or few will read it`,
    });
  return { problems: told.flatMap((one) => one.problems), notes };
}

function checkLanguage(config: Config, locales: LocaleFiles, tag: string): CheckedTexts {
  const [own, file] = [config.texts[tag], locales[tag]];
  const isOurs = OURS.includes(tag);
  const fileName = `locales/${tag}.json`;
  const problems: ConfigProblem[] = [];
  if (!isOurs && !own && !file) {
    const near = OURS.find((one) => one === new Intl.Locale(tag).language);
    problems.push({
      code: 'unknown-language',
      path: 'languages',
      found: `${tag}, which has no texts`,
      expected: `${near ? `${near}, ` : ''}the file ${fileName}, or texts.${tag}`,
    });
  }
  if (isOurs && file && Object.entries(file).some(([key, text]) => ours[tag]?.[key] !== text))
    problems.push({
      code: 'unknown-language',
      path: fileName,
      found: 'other texts than ours for a language that comes with Izin',
      expected: `those of your own in texts.${tag}`,
    });
  const third = isOurs ? undefined : file;
  const entries = Object.entries(third ?? {});
  const shown = entries.filter(([key]) => !key.startsWith('inspector.'));
  const parts = [
    ...Object.entries(own ?? {}).map(([key, text]) => ({ key, text, path: `texts.${tag}.${key}` })),
    ...shown.map(([key, text]) => ({ key, text, path: `${fileName}: ${key}` })),
  ];
  const notes: ConfigProblem[] = [];
  if (shown.length < entries.length)
    notes.push({
      code: 'unknown-key',
      path: fileName,
      found: `${of(entries.length - shown.length, 'text')} of the inspector`,
      expected: 'none: visitors would download them, and the inspector has its own',
    });
  const site = config.site.name;
  const values = { site, controller: config.site.controller || site };
  for (const { key, text, path } of parts) {
    const { problem, note } = checkText(key, text, path, values);
    if (problem) problems.push(problem);
    if (note) notes.push(note);
  }
  const path = third ? fileName : `texts.${tag}`;
  const written = isOurs ? (own ?? {}) : { ...third, ...own };
  return { problems, notes: [...notes, ...checkKeys(config, tag, path, written)] };
}

/** Checks one text. */
function checkText(
  key: string,
  text: unknown,
  path: string,
  values: Readonly<Record<string, string>>,
): { readonly problem?: ConfigProblem; readonly note?: ConfigProblem } {
  if (!isKnown(key)) {
    const found = 'a key that no text has';
    const near = nearest(key, Object.keys(english));
    const expected = near ? `perhaps ${near}` : 'a key of the locale files';
    return { problem: { code: 'unknown-key', path, found, expected } };
  }
  if (typeof text !== 'string')
    return { problem: { code: 'wrong-type', path, found: show(text), expected: 'a text' } };
  if (!text.trim())
    return { problem: { code: 'wrong-type', path, found: show(text), expected: 'a text that is not empty' } };
  // Every text may name the site and its controller, whatever ours does.
  const known = [...new Set([...namesOf(key), ...Object.keys(values)])];
  const strange = namesIn(text).find((name) => !known.includes(name));
  if (strange !== undefined) {
    const expected = known.map((name) => `{{${name}}}`).join(', ');
    return {
      problem: { code: 'unknown-name', path, found: `{{${strange}}}`, expected: `one of ${expected}` },
    };
  }
  // What is called by its name need not be filled in, and "one" needs no figure.
  const isSaid = (name: string): boolean => !!values[name] && text.includes(values[name]);
  const lost = /_(zero|one|two)$/.test(key)
    ? []
    : namesOf(key).filter((name) => !namesIn(text).includes(name) && !isSaid(name));
  if (!lost.length) return {};
  const names = lost.map((name) => `{{${name}}}`).join(' and ');
  return { note: { code: 'unknown-name', path, found: `no ${names}`, expected: `${names}, which ours has` } };
}

/** Tells which texts and plural forms a language lacks, in one line each. */
function checkKeys(config: Config, tag: string, path: string, written: Texts): ConfigProblem[] {
  if (!Object.keys(written).length) return [];
  const isOurs = OURS.includes(tag);
  const has = (key: string): boolean => Object.hasOwn(written, key);
  const isBegun = (key: string): boolean =>
    Object.keys(written).some((one) => baseOf(one) === key && one !== key);
  const keys = isOurs
    ? []
    : KEYS.filter((key) => key !== 'language' && !(PLURALS.has(key) ? has(`${key}_other`) : has(key)));
  const forms = [...PLURALS]
    .filter((key) => isBegun(key) && !keys.includes(key))
    .flatMap((key) => pluralsOf(tag).map((form) => `${key}_${form}`))
    .filter((key) => !has(key));
  return [
    ...(keys.length
      ? [
          {
            code: 'missing-key' as const,
            path,
            found: `no text for ${of(keys.length, 'key')}, shown in ${nameOf(fallbackOf(config.languages))}: ${keys.join(', ')}`,
            expected: 'one for each',
          },
        ]
      : []),
    ...(forms.length
      ? [
          {
            code: 'missing-key' as const,
            path,
            found: `no text for ${of(forms.length, 'plural form')}, shown as ${isOurs ? 'ours' : 'the general one'}: ${forms.join(', ')}`,
            expected: 'one for each',
          },
        ]
      : []),
  ];
}

/** The plural forms that a language has; of one that is not known here, the general one. */
const pluralsOf = (tag: string): readonly string[] =>
  Intl.PluralRules.supportedLocalesOf(tag).length
    ? new Intl.PluralRules(tag).resolvedOptions().pluralCategories
    : ['other'];

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { texts as ours } from 'virtual:izin/texts';
import { checkConfig } from '../../../src/build/check.ts';
import { describe as say } from '../../../src/core/errors.ts';

const site = {
  name: 'Toko Contoh',
  controller: 'PT Contoh Indonesia',
  contact: 'privasi@contoh.co.id',
  policy: '/privasi',
};
const read = (tag: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../locales/${tag}.json`, import.meta.url), 'utf8'));

/** Everything that is told of texts. */
function check(config: object, files: Record<string, object> = {}): { problems: string[]; notes: string[] } {
  const { problems, notes } = checkConfig(
    { site, ...config },
    files as Record<string, Record<string, string>>,
  );
  return { problems: problems.map(say), notes: notes.map(say) };
}

it('finds nothing wrong where everything is there', () => {
  const full = ours['en'] ?? {};
  const texts = { jv: { ...full } };
  expect(check({})).toEqual({ problems: [], notes: [] });
  expect(check({ languages: ['id', 'jv'] }, texts)).toEqual({ problems: [], notes: [] });
  expect(check({ languages: ['id', 'jv'], texts })).toEqual({ problems: [], notes: [] });
});

it('tells of a language that there are no texts for', () => {
  expect(check({ languages: ['id', 'fr', 'en-GB', 'in'] }).problems).toEqual([
    'languages: found fr, which has no texts, expected the file locales/fr.json, or texts.fr',
    'languages: found en-GB, which has no texts, expected en, the file locales/en-GB.json, or texts.en-GB',
    'languages: found in, which has no texts, expected id, the file locales/in.json, or texts.in',
  ]);
});

it('tells of texts for a language that the site has not', () => {
  expect(check({ languages: ['id'], texts: { jv: { 'notice.title': 'Cookie' }, en: {} } }).notes).toEqual([
    'texts.jv: found texts of a language that is not among the languages, expected jv in languages',
  ]);
});

it('tells which texts a third language lacks, all at once, and what is shown instead', () => {
  const jv = read('jv');
  const { problems, notes } = check({ languages: ['en', 'jv'] }, { jv });
  expect(problems).toEqual([]);
  expect(notes).toHaveLength(1);
  const missing = Object.keys(ours['id'] ?? {}).filter((key) => !Object.hasOwn(jv, key));
  expect(notes[0]).toContain(`locales/jv.json: found no text for ${missing.length} keys, shown in English: `);
  for (const key of missing) expect(notes[0]).toContain(key);

  const texts = { jv: { ...ours['id'] } };
  delete texts.jv['cookie.own'];
  expect(check({ languages: ['id', 'jv'], texts }).notes).toEqual([
    'texts.jv: found no text for 1 key, shown in Indonesian: cookie.own, expected one for each',
  ]);
});

it('tells which plural forms a language lacks', () => {
  const ar = { ...ours['en'], 'preferences.services_two': 'خدمتان' };
  const lacking = check({ languages: ['id', 'ar'] }, { ar }).notes.filter((note) => note.includes('plural'));
  expect(lacking).toEqual([
    expect.stringMatching(
      /^locales\/ar\.json: found no text for 3 plural forms, shown as the general one: preferences\.services_\w+, preferences/,
    ),
  ]);
  const all = { ...ours['en'], ...read('ar') };
  expect(check({ languages: ['id', 'ar'] }, { ar: all }).notes).toEqual([]);
  expect(check({ texts: { en: { 'preferences.services_other': '{{count}} things' } } }).notes).toEqual([
    'texts.en: found no text for 1 plural form, shown as ours: preferences.services_one, expected one for each',
  ]);
  expect(check({ texts: { id: { 'preferences.services_other': '{{count}} hal' } } }).notes).toEqual([]);
});

it('tells of keys that there are not, with the nearest that there is', () => {
  const texts = { id: { 'notice.titel': 'x', 'inspector.title': 'x', 'action.save_one': 'x' } };
  expect(check({ texts }).problems).toEqual([
    'texts.id.notice.titel: found a key that no text has, expected perhaps notice.title',
    'texts.id.inspector.title: found a key that no text has, expected a key of the locale files',
    'texts.id.action.save_one: found a key that no text has, expected perhaps action.save',
  ]);
  const jv = { 'notice.title': 'Cookie', 'notice.tekst': 'x', 'action.save': null, notice: { title: 'x' } };
  expect(check({ languages: ['jv'] }, { jv }).problems).toEqual([
    'locales/jv.json: notice.tekst: found a key that no text has, expected perhaps notice.text',
    'locales/jv.json: action.save: found null, expected a text',
    'locales/jv.json: notice: found a key that no text has, expected a key of the locale files',
  ]);
});

it('tells once of what only the inspector says, which a copy of our file has', () => {
  const jv = { ...ours['en'], 'inspector.title': 'x', 'inspector.tags_other': 'x' };
  expect(check({ languages: ['en', 'jv'] }, { jv })).toEqual({
    problems: [],
    notes: [
      'locales/jv.json: found 2 texts of the inspector, expected none: visitors would download them, and the inspector has its own',
    ],
  });
});

it.each(['', ' '])('tells of a text that would leave a button blank: %j', (text) => {
  expect(check({ texts: { id: { 'action.acceptAll': text } } }).problems).toEqual([
    `texts.id.action.acceptAll: found "${text}", expected a text that is not empty`,
  ]);
  const jv = { ...ours['id'], 'action.acceptAll': text };
  expect(check({ languages: ['id', 'jv'] }, { jv }).problems).toEqual([
    `locales/jv.json: action.acceptAll: found "${text}", expected a text that is not empty`,
  ]);
});

describe('names in braces', () => {
  it.each([
    ['{{nama}}', '{{nama}}'],
    ['{{ site }}', '{{ site }}'],
    ['{{count}} {{site}} {{controller}}', '{{count}}'],
  ])('are told where nothing stands for them: %s', (text, name) => {
    const { problems } = check({ texts: { id: { 'notice.text': text } } });
    expect(problems).toEqual([
      `texts.id.notice.text: found ${name}, expected one of {{site}}, {{controller}}`,
    ]);
  });

  it.each([
    ['Di {{site}}, kami ({{controller}}) memakai cookie.', []],
    ['Di Toko Contoh, kami (PT Contoh Indonesia) memakai cookie.', []],
    ['Di {{site}}, kami memakai cookie.', ['{{controller}}']],
    ['Kami memakai cookie.', ['{{site}} and {{controller}}']],
  ])('are missed, unless the name itself is there: %s', (text, missed) => {
    expect(check({ texts: { id: { 'notice.text': text } } }).notes).toEqual(
      missed.map((names) => `texts.id.notice.text: found no ${names}, expected ${names}, which ours has`),
    );
  });

  it('may be left out of "one service", for it says so itself', () => {
    const texts = {
      en: { 'preferences.services_one': 'one service', 'preferences.services_other': '{{count}}' },
    };
    expect(check({ texts })).toEqual({ problems: [], notes: [] });
  });
});

it('tells of a file for a language that comes with Izin, unless it is ours', () => {
  expect(check({}, { id: ours['id'] ?? {} })).toEqual({ problems: [], notes: [] });
  expect(check({}, { id: { ...ours['id'], 'notice.title': 'Halo' } }).problems).toEqual([
    'locales/id.json: found other texts than ours for a language that comes with Izin, expected those of your own in texts.id',
  ]);
});

it('counts the words of the Indonesian first layer', () => {
  const long = 'Kami memakai cookie '.repeat(20);
  expect(check({ texts: { id: { 'notice.text': `${long}{{site}} {{controller}}` } } }).notes).toEqual([
    expect.stringMatching(/^texts\.id: found a first layer of \d+ words, .* expected at most 55/),
  ]);
  expect(check({ site: { ...site, name: long } }).notes).toEqual([]);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect as check, test as plain } from '@playwright/test';
import { configSchema } from '../../src/build/schema.ts';
import { FACES, LANGUAGES, LAYOUTS, PLACES, THEMES } from './faces.ts';

// Whether the faces that other tests go round are all there are.

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const read = (path: string): string => readFileSync(at(path), 'utf8');

type Enums = Readonly<Record<'layout' | 'position' | 'theme', { enum: readonly string[] }>>;
const { layout, position, theme } = (
  configSchema() as unknown as { properties: { appearance: { properties: Enums } } }
).properties.appearance.properties;

plain('every layout, position, theme and language that an owner can name is gone round', () => {
  const sorted = (all: readonly string[]): string[] => [...new Set(all)].toSorted();
  check(sorted(PLACES.map((place) => place.layout))).toEqual(sorted(layout.enum));
  check(LAYOUTS.map((place) => place.layout)).toEqual(sorted(layout.enum));
  // A bar has two edges, a dialog stands in the middle.
  const boxes = PLACES.filter((place) => place.layout === 'box');
  check(sorted(boxes.map((place) => place.position))).toEqual(sorted(position.enum));
  check(sorted(['auto', ...THEMES])).toEqual(sorted(theme.enum));
  const locales = readdirSync(at('../../locales')).map((name) => name.replace(/\.json$/, ''));
  check(sorted(LANGUAGES)).toEqual(sorted(locales));
});

plain('each face is measured, under a name of its own, in each language', () => {
  const names = FACES.map(({ name }) => name);
  check(new Set(names).size).toBe(names.length);
  for (const language of LANGUAGES) {
    check(existsSync(at(`geometry/${language}.json`))).toBe(true);
    const measured = Object.keys(JSON.parse(read(`geometry/${language}.json`)) as object);
    check(measured.toSorted()).toEqual(names.toSorted());
  }
});

/**
 * Of which other tests see to it: a theme that the owner wants, lines about a signal, a mode, or an answer to come,
 * and the button of a placeholder that has no room for its card.
 */
const ELSEWHERE: readonly string[] = ['dark', 'izin-remark', 'open'];

plain('whatever has a rule in one of our sheets is on some face', () => {
  const measured = read('geometry/en.json');
  const rules = ['notice', 'preferences', 'placeholder'].map((name) =>
    read(`../../src/banner/${name}.css`).replaceAll(/\/\*[^]*?\*\//g, ''),
  );
  const selectors = rules.join('\n').replaceAll(/\{[^{}]*\}/g, ' ');
  const classes = [...selectors.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name);
  const missing = [...new Set(classes)].filter(
    (name) => !new RegExp(`[ "]${name}[ "]`).test(measured) && !ELSEWHERE.includes(name),
  );
  check(missing).toEqual([]);
});

import { notice, reopen, texts } from 'virtual:izin/notice';
import type { Tree } from '../core/tree.ts';
import { OPTIONAL, type Choices } from '../core/consent/types.ts';
import { chooseLanguage, inLanguage } from '../core/language.ts';
import { createFace, type Face } from './face.ts';
import { allows, config, offer } from './law.ts';
import { fromDocument } from './page.ts';
import { putFace, root } from './stage.ts';

/** What stands in the root now, besides a dialog. */
export let showing: 'notice' | 'reopen' | 'withdrawn' | undefined;
/** The language in force. */
export let language = 'en';
let face: Face | undefined;

/** The languages that the site has and we have texts for, the fallback first. */
export const languages = (): readonly string[] => {
  const known = config.languages.filter((tag) => tag in texts || tag in config.texts);
  return known.length ? known : Object.keys(texts);
};

/** Picks the language again, or takes the one given. */
export function pickLanguage(tag?: string): void {
  language = chooseLanguage(languages(), [
    tag ?? fromDocument('documentElement').lang,
    ...navigator.languages,
  ]);
  fill();
}

/** The text of the owner, else ours; in the language asked for, else in the site's first, else in English. */
export function textOf(key: string, tag = language): string {
  const found = [tag, ...languages(), 'en'].map((t) => config.texts[t]?.[key] ?? texts[t]?.[key]);
  const site = config.site.name || location.hostname;
  const values: Readonly<Record<string, string>> = { site, controller: config.site.controller || site };
  return (found.find((text) => text !== undefined) ?? key).replace(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => values[name] ?? '',
  );
}

/** Fills the texts in again. */
export function fill(): void {
  root.lang = language;
  root.dir = /^(ar|he|fa|ur|ps|dv|yi|ckb)\b/.test(language) ? 'rtl' : 'ltr';
  face?.fill(textOf);
  face?.element
    .querySelector('[data-href=policy]')
    ?.setAttribute('href', inLanguage(config.site.policy, language));
  // One button for each other language, named in itself: the first is a model for the others.
  const [model, ...copies] = face?.element.querySelectorAll<HTMLElement>('[data-izin-action=language]') ?? [];
  for (const copy of copies) copy.remove();
  const others = languages().filter((tag) => tag !== language);
  const buttons = others.map((tag, i) => {
    const button = (i ? model?.cloneNode(true) : model) as HTMLElement | undefined;
    if (!button) return '';
    button.lang = button.dataset['language'] = tag;
    button.textContent = textOf('language', tag);
    return button;
  });
  model?.after(...buttons.slice(1));
}

const show = (tree: Tree, name: typeof showing, isShown: (condition: string) => boolean): void => {
  face = createFace(tree, isShown);
  showing = name;
  putFace(face.element);
  fill();
};

/** Shows the first layer. */
export function showNotice(): void {
  show(notice, 'notice', (name) =>
    name === 'policy'
      ? !!inLanguage(config.site.policy, language)
      : name === 'gpc'
        ? offer.gpc
        : name === 'languages'
          ? languages().length > 1
          : offer.categories.includes(name as never),
  );
  for (const input of switches()) input.checked = allows(input.dataset['category'] ?? '');
}

const switches = (): NodeListOf<HTMLInputElement> => root.querySelectorAll('.izin-notice input');

/** What the switches of the first layer say. */
export const readSwitches = (): Choices =>
  Object.fromEntries(
    [...switches()]
      .filter((input) => OPTIONAL.includes(input.dataset['category'] as never))
      .map((input) => [input.dataset['category'] ?? '', input.checked ? 'granted' : 'denied']),
  );

/** Shows the control that opens the banner again, where the configuration wants one; else nothing. */
export function showReopen(): void {
  if (config.appearance.reopen === 'button') return show(reopen, 'reopen', () => true);
  face = showing = undefined;
  putFace(undefined);
}

/** Shows a face that came later. */
export function showWithdrawn(element: HTMLElement): void {
  face = undefined;
  showing = 'withdrawn';
  putFace(element);
}

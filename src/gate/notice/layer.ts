import { notice, reopen, withdrawn } from 'virtual:izin/notice';
import type { Choices, Decision } from '../../core/consent/types.ts';
import { directionOf, fallbackOf, inLanguage, ownName } from '../../core/language.ts';
import type { Tree } from '../../core/tree.ts';
import { createFace, type Face } from './face.ts';
import { textIn } from './language.ts';
import { painted } from '../page.ts';
import { config, inside } from './site.ts';
import { putFace, root, settleRoot } from './stage.ts';

/** What stands in the root now, besides a dialog. */
export let showing: 'notice' | 'reopen' | 'withdrawn' | undefined;
let face: Face | undefined;

/** The text in the language that is spoken, else in the one that stands in for it. */
export function textOf(key: string): string {
  const found = textIn(inside.gate.state.language, key) || textIn(fallbackOf(config.languages), key) || key;
  const site = config.site.name || location.hostname;
  const values: Readonly<Record<string, string>> = { site, controller: config.site.controller || site };
  // A locale file may hold anything.
  return `${found}`.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

/** Fills the texts in again. */
export function fill(): void {
  const { language } = inside.gate.state;
  root.lang = language;
  root.dir = directionOf(language);
  face?.fill(textOf);
  const put = (selector: string, name: string, value: string): unknown =>
    face?.element.querySelector(selector)?.setAttribute(name, value);
  put('[data-href=policy]', 'href', inLanguage(config.site.policy, language));
  put('img', 'src', config.appearance.logo);
  // One button for each other language, named in itself: the first is a model for the others.
  const [model, ...copies] = face?.element.querySelectorAll<HTMLElement>('[data-izin-action=language]') ?? [];
  for (const copy of copies) copy.remove();
  const others = config.languages.filter((tag) => tag !== language);
  const buttons = others.map((tag, i) => {
    const button = (i ? model?.cloneNode(true) : model) as HTMLElement | undefined;
    if (!button) return '';
    button.lang = button.dataset['language'] = tag;
    button.textContent = textIn(tag, 'language') || ownName(tag, fallbackOf(config.languages));
    return button;
  });
  model?.after(...buttons.slice(1));
}

function make(tree: Tree, name: typeof showing, isShown: (condition: string) => boolean): HTMLElement {
  face = createFace(tree, isShown);
  showing = name;
  fill();
  return face.element;
}

const show = (...all: Parameters<typeof make>): void => putFace(make(...all));

/** Shows the first layer. */
export function showNotice(): void {
  const { layout, logo } = config.appearance;
  const { offer } = inside.site();
  const isDialog = layout === 'dialog';
  const shown: Readonly<Record<string, boolean>> = {
    logo: !!logo,
    policy: !!inLanguage(config.site.policy, inside.gate.state.language),
    gpc: offer.gpc && offer.categories.includes('marketing'),
    languages: config.languages.length > 1,
    dialog: isDialog,
  };
  const moved = [...switches()].filter(isMoved);
  const [, ...parts] = notice;
  show(
    isDialog ? ['dialog', ...parts] : notice,
    'notice',
    (name) => shown[name] ?? offer.categories.includes(name as never),
  );
  followSwitches();
  // Another configuration: what was switched on the one before stays, where it is still asked.
  for (const { dataset, checked } of moved) {
    const input = [...switches()].find((next) => next.dataset['category'] === dataset['category']);
    if (input) Object.assign(input, { checked, indeterminate: false });
  }
}

const switches = (): NodeListOf<HTMLInputElement> => root.querySelectorAll('.izin-notice input');

/** A mixed one is a checkbox; pressed, it is mixed no longer, and speaks for all of its category. */
const isMoved = (input: HTMLInputElement): boolean =>
  input.checked !== input.defaultChecked ||
  (input.getAttribute('role') === 'checkbox' && !input.indeterminate);

/** The services of which something else is in force than of their category: what is new in a granted one, too. */
const apart = (): [id: string, category: string][] =>
  Object.entries(inside.site().offer.services).filter(
    ([id, category]) => inside.isGranted(id) !== inside.isGranted(category),
  );

/**
 * Sets the switches that the visitor has not moved to what is in force. One whose services differ is mixed,
 * which a checkbox can be and the role `switch` cannot (WAI-ARIA 1.2).
 */
export function followSwitches(): void {
  const differing = apart().map(([, category]) => category);
  for (const input of switches()) {
    const category = input.dataset['category'] ?? '';
    const isOn = inside.isGranted(category);
    const isMixed = differing.includes(category);
    if (!isMoved(input)) {
      input.checked = isOn;
      input.indeterminate = isMixed;
    }
    input.defaultChecked = isOn;
    input.setAttribute('role', isMixed ? 'checkbox' : 'switch');
    // Where all of marketing is granted, the signal stands back.
    const line = root.querySelector<HTMLElement>('[data-if=gpc]');
    if (line && category === 'marketing') line.hidden = isOn && !isMixed;
  }
}

const word = (isOn: boolean): Decision => (isOn ? 'granted' : 'denied');

/**
 * What the first layer says: the switches that were moved, each for all services of its category, and else
 * what is in force, which may be news to it. What is new is not granted.
 */
export function readSwitches(): Choices {
  const moved = [...switches()].filter(isMoved);
  const said = Object.fromEntries(moved.map((input) => [input.dataset['category'], word(input.checked)]));
  return Object.fromEntries([
    ...inside
      .site()
      .offer.categories.map((category) => [category, said[category] ?? word(inside.isGranted(category))]),
    ...apart()
      .filter(([, category]) => !said[category])
      .map(([id]) => [id, word(inside.isGranted(id))]),
  ]);
}

/** Shows the control that opens the banner again, where the configuration wants one; else nothing. */
export function showReopen(): void {
  if (config.appearance.reopen === 'button') show(reopen, 'reopen', () => true);
  else showNothing();
}

/** Takes away what is shown. */
export function showNothing(): void {
  face = showing = undefined;
  putFace(undefined);
}

/**
 * Shows the line that follows a withdrawal. What was there before stays for a frame more: only what changes in
 * a region that is there already is read out for sure (WCAG 2.2, 4.1.3, technique ARIA22).
 */
export function showWithdrawn(leftovers: readonly string[]): void {
  const region = make(withdrawn, 'withdrawn', () => leftovers.length > 0);
  const list = region.querySelector('[data-slot=leftovers]');
  if (list) list.textContent = leftovers.join(', ');
  const parts = [...region.children];
  region.replaceChildren();
  root.prepend(region);
  settleRoot();
  void painted(() => {
    region.append(...parts);
    if (face?.element === region) putFace(region);
    else region.remove();
  });
}

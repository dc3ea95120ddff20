import { notice, reopen, withdrawn } from 'virtual:izin/notice';
import { OPTIONAL, type Choices, type Decision } from '../../core/consent/types.ts';
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
    gpc: offer.gpc,
    languages: config.languages.length > 1,
    dialog: isDialog,
  };
  const [, ...parts] = notice;
  show(
    isDialog ? ['dialog', ...parts] : notice,
    'notice',
    (name) => shown[name] ?? offer.categories.includes(name as never),
  );
  followSwitches();
}

const switches = (): NodeListOf<HTMLInputElement> => root.querySelectorAll('.izin-notice input');

const isMoved = (input: HTMLInputElement): boolean => input.checked !== input.defaultChecked;

/** Sets the switches that the visitor has not moved to what is in force. */
export function followSwitches(): void {
  for (const input of switches()) {
    const isOn = inside.isGranted(input.dataset['category'] ?? '');
    if (!isMoved(input)) input.checked = isOn;
    input.defaultChecked = isOn;
  }
}

const word = (isOn: boolean): Decision => (isOn ? 'granted' : 'denied');

/**
 * What the first layer says: its switches, and of services what is in force, for they are not to be seen
 * there. A switch that was moved speaks for all services of its category. What is new is not granted.
 */
export function readSwitches(): Choices {
  const asked = [...switches()].filter((input) => OPTIONAL.includes(input.dataset['category'] as never));
  const moved = asked.filter(isMoved).map((input) => input.dataset['category']);
  const apart = Object.entries(inside.site().offer.services).filter(
    ([id, category]) => !moved.includes(category) && inside.isGranted(id) !== inside.isGranted(category),
  );
  return Object.fromEntries([
    ...asked.map((input) => [input.dataset['category'], word(input.checked)]),
    ...apart.map(([id]) => [id, word(inside.isGranted(id))]),
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

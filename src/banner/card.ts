import type { Kind } from './embeds.ts';
import { fromDocument } from './page.ts';

/** What a placeholder says and does. */
export interface Card {
  readonly kind: Kind;
  /** There is room for a button only, which opens the rest above the page. */
  readonly isSmall: boolean;
  readonly language: string;
  readonly direction: 'rtl' | 'ltr';
  readonly theme: string;
  readonly title: string;
  /** What the page calls it; empty where it does not. */
  readonly name: string;
  readonly about: string;
  /** Says that an answer is under way. */
  readonly loading: string;
  /** Says that it could not be loaded; empty where it was not tried. */
  readonly failed: string;
  /** What the page's own markup says in its place; empty where it says nothing. */
  readonly quote: string;
  /** Buttons of equal weight. */
  readonly answers: readonly Button[];
  readonly settings: Button;
  readonly link: { readonly href: string; readonly text: string } | undefined;
}

export interface Button {
  readonly id: 'load-once' | 'always-allow' | 'preferences' | 'open';
  readonly text: string;
  readonly onClick?: (event: MouseEvent) => unknown;
}

const SHAPES: Readonly<Record<Kind, string>> = {
  video: 'M7 5l12 7-12 7z',
  map: 'M12 21c4-5 7-8 7-12a7 7 0 0 0-14 0c0 4 3 7 7 12zM12 7v4',
  music: 'M9 18V5l10-2v13M9 18a3 3 0 1 1-3-3 3 3 0 0 1 3 3zM19 16a3 3 0 1 1-3-3 3 3 0 0 1 3 3z',
  post: 'M4 5h16v11h-9l-5 4v-4H4zM8 9h8M8 12h5',
  content: 'M4 5h16v14H4zM4 9h16',
};
const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string>>;

/** Makes an element. Texts become text nodes; there is no HTML to escape. What is empty is left out. */
function make(tag: string, attributes: Attributes, ...children: readonly (Node | string)[]): Element {
  const element = /svg|path/.test(tag)
    ? fromDocument('createElementNS')(SVG, tag)
    : fromDocument('createElement')(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

function makeButton({ id, text, onClick }: Button): Element {
  const button = make(
    'button',
    { type: 'button', 'data-izin-action': id, 'aria-describedby': 'title' },
    text,
  ) as HTMLButtonElement;
  button.onclick = onClick ?? null;
  return button;
}

/** Makes a paragraph with a name; nothing where there is nothing to say. */
const say = (name: string, text: string): Element | string =>
  text && make('p', { class: name, id: name }, text);

/**
 * Draws what stands in for something that is held: what it is, what loading it means, and equal answers.
 * Drawn again, it keeps the focus, and the line that is read out.
 */
export function drawCard(root: ShadowRoot, card: Card): void {
  const { kind, isSmall, language, direction, theme, title, name, about, failed, quote } = card;
  const { answers, settings, link } = card;
  const focused = root.activeElement?.getAttribute('data-izin-action');
  const status = root.querySelector('[role=status]') ?? make('p', { class: 'status', role: 'status' });
  const box =
    root.querySelector('.box') ??
    root.appendChild(make('section', {}, make('div', { class: 'card' }), status));
  for (const [key, value] of Object.entries({
    class: `box ${theme}${isSmall ? ' small' : ''}`,
    role: 'group',
    'aria-labelledby': 'title name',
    lang: language,
    dir: direction,
  }))
    box.setAttribute(key, value);
  const drawing = (): Element =>
    make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, make('path', { d: SHAPES[kind] }));
  const buttons = answers.map(makeButton);
  const body = box.querySelector<HTMLElement>('.card');
  box.querySelector('.open')?.remove();
  if (isSmall && body) {
    const opener = makeButton({ id: 'open', text: title }) as HTMLButtonElement;
    opener.className = 'open';
    opener.prepend(drawing());
    box.prepend(opener);
    body.popover = 'auto';
    opener.popoverTargetElement = body;
  } else body?.removeAttribute('popover');
  body?.replaceChildren(
    make(
      'div',
      { class: 'text' },
      drawing(),
      say('title', title),
      say('name', name),
      quote && make('blockquote', {}, quote),
      say('about', about),
      say('failed', failed),
    ),
    ...(buttons[0] ? [make('div', { class: 'actions' }, ...buttons)] : []),
    make(
      'div',
      { class: 'links' },
      makeButton(settings),
      link ? make('a', { href: link.href, target: '_blank', rel: 'noopener noreferrer' }, link.text) : '',
    ),
  );
  // What is answered for good has no answers left.
  if (focused)
    root
      .querySelector<HTMLElement>(`[data-izin-action=${focused}],:not(:has(.actions)) > .links button`)
      ?.focus();
}

/** Shows that an answer is under way, in the button that gave it; the focus stays there. */
export function wait(root: ShadowRoot, text: string, button: EventTarget | null): void {
  for (const each of root.querySelectorAll('.actions button')) each.ariaDisabled = 'true';
  if (button instanceof Element) button.textContent = text;
  sayIn(root, text);
}

/** Has a text read out. */
export function sayIn(root: ShadowRoot, text: string): void {
  const status = root.querySelector('[role=status]');
  if (status) status.textContent = text;
}

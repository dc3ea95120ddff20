import { css } from 'virtual:izin/notice';
import { textOn } from '../../core/colour.ts';
import { createElement, fromDocument, painted } from '../page.ts';
import { closeUnseen, openModally } from './modal.ts';
import { config } from './site.ts';

/** The element under which everything of ours stands. */
export const root = createElement('div');
root.id = 'izin';

let home: Element | null = null;
let face: HTMLElement | undefined;
/** How high the first layer is, in px: told by the browser after its own layout, never asked for in between. */
let height = 0;
const observer = new ResizeObserver(([entry]) => {
  if (face?.matches('.izin-notice')) height = Math.ceil(entry?.borderBoxSize[0]?.blockSize ?? 0);
  closeUnseen(face);
  dress();
});
let sheets: readonly CSSStyleSheet[] = [];
/** What the second sheet says; changing one costs the whole page its styles. */
let own = '';

/** Shows a face, or nothing. */
export function putFace(next: HTMLElement | undefined): void {
  face?.remove();
  face = next;
  height = 0;
  observer.disconnect();
  if (face) {
    root.prepend(face);
    observer.observe(face);
  }
  leaveRoot();
  settleRoot();
  openModally(face);
  // What is gone is to be gone with the next frame; a sheet that changes would make it late.
  if (face) dress();
  else void painted(dress);
}

/** Takes the root out of the page when nothing stands in it. */
export function leaveRoot(): void {
  if (root.firstChild || root.parentNode !== home) return;
  root.remove();
  home = null;
}

/**
 * Puts the root into the page as soon as there is a body, and again after the body is replaced.
 *
 * When only the root is removed it stays away for this page, and nothing is granted by that.
 *
 * @param isEmpty - Also while nothing stands in it: something is about to.
 */
export function settleRoot(isEmpty?: boolean): void {
  const body = fromDocument('body') as HTMLElement | null;
  if (!body || body === home || !(root.firstChild || isEmpty) || (home && root.parentNode !== home)) return;
  body.prepend(root);
  home = body;
  try {
    if (!sheets.length) {
      sheets = [new CSSStyleSheet(), new CSSStyleSheet()];
      sheets[0]?.replaceSync(css);
    }
    const all = document.adoptedStyleSheets;
    if (!sheets.every((sheet) => all.includes(sheet))) document.adoptedStyleSheets = [...all, ...sheets];
  } catch {
    // Without its sheet the banner is plain, and works.
  }
  openModally(face);
  dress();
}

/** Watches for another body. */
export function watchBody(): void {
  const observer = new MutationObserver(() => {
    watch();
    settleRoot();
  });
  const watch = (): void => {
    for (const node of [document, fromDocument('documentElement')])
      observer.observe(node, { childList: true });
  };
  watch();
  settleRoot();
}

/** Looks as the configuration wants it, and keeps what has the focus from being covered (WCAG 2.2, 2.4.11). */
function dress(): void {
  const { layout, position, theme, accent } = config.appearance;
  Object.assign(root.dataset, { layout, position, theme });
  const colour = (selector: string, hex?: string): string =>
    hex ? `${selector}{--izin-accent:${hex};--izin-on-accent:${textOn(hex)}}` : '';
  const { light, dark } = typeof accent === 'string' ? { light: accent, dark: '' } : accent;
  // Behind a dialog nothing has the focus.
  const edge = position.startsWith('top') ? 'top' : 'bottom';
  const next =
    colour('#izin', light) +
    colour('#izin[data-theme=dark]', dark) +
    `@media(prefers-color-scheme:dark){${colour('#izin[data-theme=auto]', dark)}}` +
    `html{scroll-padding-${edge}:${layout === 'dialog' ? 0 : height}px}`;
  if (next !== own) sheets[1]?.replaceSync((own = next));
}

import { css } from 'virtual:izin/notice';
import { textOn } from '../../core/colour.ts';
import { createElement, fromDocument, painted } from '../page.ts';
import { closeUnseen, openModally } from './modal.ts';
import { config } from './site.ts';

/** The element under which everything of ours stands. */
export const root = createElement('div');
root.id = 'izin';
// Turbo keeps it when it makes one page into the next piece by piece.
root.dataset['turboPermanent'] = '';

let home: Element | null = null;
/** Path and query of the page that it was put into. */
let page = '';
let face: HTMLElement | undefined;
/** How high the first layer is, in px: told by the browser after its own layout, never asked for in between. */
let height = 0;
/** Where the first layer has stepped aside. */
let edge: '' | 'top' | 'bottom' = '';
/** What of the page had the focus last. */
let focused: Element | undefined;
const observer = new ResizeObserver(([entry]) => {
  // Behind a dialog nothing has the focus.
  if (face?.matches('.izin-notice:not(dialog)')) height = Math.ceil(entry?.borderBoxSize[0]?.blockSize ?? 0);
  closeUnseen(face);
  dress();
  makeWay();
});
/** What visitors use. */
const USED = 'a,button,input,select,textarea,summary,iframe';
/** Whether the focus was in what is gone. */
let isLost = false;
let sheets: readonly CSSStyleSheet[] = [];
/** What the second sheet says; changing one costs the whole page its styles. */
let own = '';

/** Shows a face, or nothing. */
export function putFace(next: HTMLElement | undefined): void {
  isLost ||= root.matches(':focus-within');
  face?.remove();
  face = next;
  height = 0;
  edge = '';
  observer.disconnect();
  if (face) {
    // Moved, a live region would be another one.
    if (!root.contains(face)) root.prepend(face);
    observer.observe(face);
  }
  leaveRoot();
  settleRoot();
  openModally(face);
  // What is gone is to be gone with the next frame; a sheet that changes would make it late.
  if (!face) return void painted(dress);
  dress();
  // Whoever came by keyboard goes on from here, unless they are elsewhere by now (WCAG 2.2, 2.4.3).
  if (isLost && fromDocument('activeElement') === fromDocument('body')) root.querySelector('button')?.focus();
  isLost = false;
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
 * @param isWanted - Also where it was removed, or nothing stands in it yet: something is asked for.
 */
export function settleRoot(isWanted?: boolean): void {
  const body = fromDocument('body') as HTMLElement | null;
  if (!body || !(root.firstChild || isWanted)) return;
  if (body === home && (root.isConnected || !isWanted)) return;
  if (!root.isConnected) body.prepend(root);
  home = body;
  page = pageNow();
  root.querySelectorAll('dialog').forEach(openModally);
  dress();
}

const pageNow = (): string => location.pathname + location.search;

/**
 * Whether nothing that can be seen has stayed in a body: the root went with the rest, and nobody meant it.
 * Scripts and styles stay behind where frameworks take a body over.
 */
const isReplaced = ({ children }: Element, records: readonly MutationRecord[]): boolean =>
  [...children].every(
    (child) =>
      child.matches('script,style,link,template') ||
      records.some(({ addedNodes }) => [...addedNodes].includes(child)),
  );

/**
 * Keeps the root in the page: in another body, and where the page's content is replaced.
 *
 * @param listen - Listens in the root, each time anew: `document.open()` takes all listeners away.
 */
export function watchBody(listen: () => void): void {
  const onChange = (records: readonly MutationRecord[]): void => {
    for (const node of [document, fromDocument('documentElement'), fromDocument('body')])
      if (node) observer.observe(node, { childList: true });
    listen();
    for (const type of ['focusin', 'keyup']) addEventListener(type, stepAside);
    for (const type of ['scroll', 'resize']) addEventListener(type, makeWay);
    // A page that puts back what it has saved has a dead copy of ours in it.
    for (const copy of fromDocument('querySelectorAll').call(document, '#izin[data-layout]'))
      if (copy !== root) copy.remove();
    // Not at once: a page that answers by removing it again would never come to an end.
    if (home && !root.isConnected && (page !== pageNow() || isReplaced(home, records)))
      void painted(() => settleRoot(true));
    else settleRoot();
  };
  const observer = new MutationObserver(onChange);
  const onMove = (): void => onChange([]);
  // Where there is no such event, the next change of the body tells.
  (self as unknown as { navigation?: EventTarget }).navigation?.addEventListener(
    'currententrychange',
    onMove,
  );
  onMove();
}

/** Whether something of ours lies over the middle of what is the page's. */
function isUnder(element: Element): boolean {
  const { x, y, width, height: length } = element.getBoundingClientRect();
  const over = fromDocument('elementFromPoint').call(document, x + width / 2, y + length / 2);
  return !root.contains(element) && root.contains(over);
}

const isFocusUnder = (): boolean => !!focused?.matches(':focus') && isUnder(focused);

/**
 * Steps aside for what has the focus, where scrolling alone does not bring it out from under the first layer:
 * at the ends of a page, and where it is fixed (WCAG 2.2, 2.4.11).
 *
 * @param event - Of the focus; where that moves within a shadow root, the key that moved it tells of it alone.
 */
function stepAside(event: Event): void {
  const [at] = event.composedPath();
  const { key = 'Tab' } = event as KeyboardEvent;
  if (key !== 'Tab' || !(at instanceof Element)) return;
  focused = at;
  // The browser scrolls first.
  requestAnimationFrame(() => {
    makeWay();
    for (const next of [edge, 'bottom', 'top'] as const) {
      if (!height || !isFocusUnder()) return;
      edge = next;
      dress();
      at.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    }
  });
}

/**
 * Has the control that stays make way, to the other corner or else out of sight: for what has the focus (WCAG
 * 2.2, 2.4.11), and at the end of the page for what cannot be scrolled out from under it. Where nothing scrolls
 * it is out of sight for the focus alone.
 */
function makeWay(): void {
  if (!face?.matches('.izin-reopen')) return;
  const isOverUsed = (): boolean => [...fromDocument('querySelectorAll').call(document, USED)].some(isUnder);
  let mustBeFree = scrollY + innerHeight > fromDocument('documentElement').scrollHeight - 2;
  let isOut = scrollY > 0;
  for (const corner of ['', 'end']) {
    face.dataset['aside'] = corner;
    const isInWay = isFocusUnder();
    if (!isInWay && !(mustBeFree && isOverUsed())) return;
    mustBeFree = true;
    isOut ||= isInWay;
  }
  face.dataset['aside'] = isOut ? 'out' : '';
}

/** Adopts our sheets, again after a page has dropped them. */
export function adopt(): void {
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
}

/** Looks as the configuration wants it, and keeps what has the focus from being covered (WCAG 2.2, 2.4.11). */
function dress(): void {
  adopt();
  const { layout, position: wanted, theme, accent } = config.appearance;
  const position = edge ? wanted.replace(/^\w+/, edge) : wanted;
  Object.assign(root.dataset, { layout, position, theme });
  const colour = (selector: string, hex?: string): string =>
    hex ? `${selector}{--izin-accent:${hex};--izin-on-accent:${textOn(hex)}}` : '';
  const { light, dark } = typeof accent === 'string' ? { light: accent, dark: '' } : accent;
  const side = position.startsWith('top') ? 'top' : 'bottom';
  // A box has margins. Whoever steps aside leaves room to scroll.
  const room = `html{scroll-padding-${side}:calc(${height}px + 2rem)${edge && ';margin-bottom:100vh'}}`;
  const next =
    colour('#izin', light) +
    colour('#izin[data-theme=dark]', dark) +
    `@media(prefers-color-scheme:dark){${colour('#izin[data-theme=auto]', dark)}}` +
    // The site's own counts again when ours has gone.
    (height ? room : '');
  if (next !== own) sheets[1]?.replaceSync((own = next));
}

import { css } from 'virtual:izin/placeholder';
import { boxOf, fromDocument, of } from './page.ts';

/** An element of ours that lies over one of the page, takes none of its room, and follows it. */
export interface Overlay {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /**
   * Puts it where the other one is now. Tells whether it stands somewhere else in the document.
   *
   * @param isBehind - Right behind the other one in the document; else it waits at its end.
   */
  place(isBehind: boolean): boolean;
}

let sheet: CSSStyleSheet | undefined;

/**
 * Where things stand that a new sibling might move: a page may have rules for the last child, or the next one.
 * Margins may add up outside of what they stand in, so whatever follows counts.
 */
function outline(subject: Element, host: Element): string {
  let text = '';
  for (let it: Element | null = subject; it; it = of(it, 'parentElement')) {
    const sibling = of(it, 'nextElementSibling');
    const next = sibling === host ? host.nextElementSibling : sibling;
    for (const each of [it, next]) {
      const { x, y, width, height } = each ? boxOf(each) : ({} as Partial<DOMRect>);
      text += [x, y, width, height].join();
    }
  }
  return text;
}

/**
 * Lays an element over another: right behind it in the document, so that the Tab key comes by, and positioned
 * absolutely.
 *
 * Its place is a transform, for what moves by that is no layout shift (Layout Instability, section 2.2).
 */
export function createOverlay(subject: HTMLElement): Overlay {
  const host = fromDocument('createElement')('div');
  host.className = 'izin-placeholder';
  const root = host.attachShadow({ mode: 'open' });
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
  const known = new Map<string, string>();
  const set = (name: string, value: string): void => {
    if (known.get(name) === value) return;
    known.set(name, value);
    host.style.setProperty(`--_${name}`, value);
  };
  let clips: Element[] = [];
  let views: Element[] = [];
  let wasBehind = false;
  let x = 0;
  let y = 0;
  let home: Node | null = null;
  let round = '';

  function settle(): void {
    home = subject.parentNode;
    if (wasBehind) {
      const before = outline(subject, host);
      const isMoving = (): boolean => outline(subject, host) !== before;
      subject.after(host);
      // Outside of a modal dialog it would be inert, and below what is in the top layer.
      const top = subject.closest('dialog,[popover]');
      if (isMoving()) (top ?? fromDocument('body')).append(host);
      if (top && isMoving()) top.prepend(host);
    } else fromDocument('body').append(host);
    const end = host.offsetParent;
    clips = [];
    views = [fromDocument('documentElement')];
    let outer = outerOf(subject);
    const box = subject.getBoundingClientRect();
    const { zIndex, borderRadius } = getComputedStyle(subject);
    round = borderRadius;
    for (let isOurs = false; outer && outer !== views[0]; outer = outerOf(outer)) {
      const { overflow, borderRadius } = getComputedStyle(outer);
      isOurs ||= outer === end;
      if (overflow.startsWith('visible')) continue;
      views.push(outer);
      if (isOurs) continue;
      clips.push(outer);
      // A frame often has its round corners from what it fills.
      if (Math.abs(outer.clientWidth - box.width) < 3) round = borderRadius;
    }
    set('z', zIndex);
    set('round', round);
  }

  return {
    host,
    root,
    place(isBehind) {
      const box = subject.getBoundingClientRect();
      const isElsewhere =
        !host.isConnected ||
        subject.parentNode !== home ||
        // What is moved in the document loses the focus.
        (isBehind && !wasBehind && !root.activeElement);
      if (isElsewhere) {
        wasBehind = isBehind;
        set('w', `${box.width}px`);
        set('h', `${box.height}px`);
        settle();
      }
      const own = host.getBoundingClientRect();
      // The page may be shown larger or smaller than it is.
      const scale = own.width / host.offsetWidth || 1;
      x += (box.left - own.left) / scale;
      y += (box.top - own.top) / scale;
      set('x', `${x}px`);
      set('y', `${y}px`);
      set('w', `${box.width / scale}px`);
      set('h', `${box.height / scale}px`);
      // What scrolls around the other one may not hold us, and would not cut us off.
      const cut = [0, 0, 0, 0];
      for (const clip of clips) {
        const { top, right, bottom, left } = boxOf(clip);
        [top - box.top, box.right - right, box.bottom - bottom, left - box.left].forEach((over, i) => {
          cut[i] = Math.max(cut[i] ?? 0, over / scale);
        });
      }
      // A frame may be wider than what can be seen of it at once: then all is said and done within that.
      let from = 0;
      let to = Infinity;
      for (const view of views) {
        const { left } = boxOf(view);
        const start = view === views[0] ? 0 : left + of(view, 'clientLeft');
        from = Math.max(from, start);
        to = Math.min(to, start + of(view, 'clientWidth'));
      }
      // What scrolls by keeps its width.
      const most = box.width - (to - from) * 0.75;
      set('l', `${Math.max(0, Math.min(most, from - box.left)) / scale}px`);
      set('r', `${Math.max(0, Math.min(most, box.right - to)) / scale}px`);
      set('cut', `inset(${cut.map((over) => `${over}px`).join(' ')} round ${round})`);
      return isElsewhere;
    },
  };
}

/** What an element is shown in. */
const outerOf = (element: Element): Element | null =>
  of(element, 'assignedSlot') ??
  of(element, 'parentElement') ??
  (Node.prototype.getRootNode.call(element) as Partial<ShadowRoot>).host ??
  null;

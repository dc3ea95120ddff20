import { css } from 'virtual:izin/placeholder';
import { boxOf, fromDocument, of } from './page.ts';

/** An element of ours that lies over one of the page, takes none of its room, and follows it. */
export interface Overlay {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /**
   * Whether it is to stand somewhere else in the document.
   *
   * @param isBehind - Right behind the other one in the document; else it waits at its end.
   */
  isDue(isBehind: boolean): boolean;
  /** Takes note of how things stand without it. */
  look(): void;
  /** Puts it into the document: in the best of its places, or where that has moved something, in the next. */
  put(place: number): void;
  /** Whether something has moved by that. */
  isInWay(place: number): boolean;
  /**
   * Finds out where the other one is now. What it returns, lays it there.
   *
   * @param isMoved - It has come to stand somewhere else: what it is cut by may be, too.
   */
  follow(isMoved: boolean): () => void;
}

const NAME = 'izin-placeholder';
let sheet: CSSStyleSheet | undefined;

/**
 * Where things stand that a new sibling might move: a page may have rules for the last child, or the next one.
 * Margins may add up outside of what they stand in, so whatever follows counts.
 */
function outline(subject: Element): string {
  let text = '';
  for (let it: Element | null = subject; it; it = of(it, 'parentElement')) {
    let next = of(it, 'nextElementSibling');
    while (next?.className === NAME) next = next.nextElementSibling;
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
  host.className = NAME;
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
  let top: Element | null = null;
  let box = new DOMRect();
  let before = '';
  let layer = '';
  let wasBehind = false;
  let x = 0;
  let y = 0;
  let home: Node | null = null;
  let round = '';

  function settle(): void {
    const end = host.offsetParent;
    clips = [];
    views = [fromDocument('documentElement')];
    let outer = outerOf(subject);
    const { zIndex, borderRadius } = getComputedStyle(subject);
    layer = zIndex;
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
  }

  return {
    host,
    root,
    isDue(isBehind) {
      const isElsewhere =
        !host.isConnected ||
        subject.parentNode !== home ||
        // What is moved in the document loses the focus.
        (isBehind && !wasBehind && !root.activeElement);
      if (isElsewhere) wasBehind = isBehind;
      return isElsewhere;
    },
    look() {
      home = subject.parentNode;
      // Outside of a modal dialog it would be inert, and below what is in the top layer.
      top = wasBehind ? subject.closest('dialog,[popover]') : null;
      box = boxOf(subject);
      before = outline(subject);
    },
    put(place) {
      set('w', `${box.width}px`);
      set('h', `${box.height}px`);
      if (wasBehind && !place) subject.after(host);
      else (top ?? fromDocument('body'))[place > 1 ? 'prepend' : 'append'](host);
    },
    isInWay: (place) => wasBehind && place < (top ? 2 : 1) && outline(subject) !== before,
    follow(isMoved) {
      box = boxOf(subject);
      if (isMoved) settle();
      const own = boxOf(host);
      // The page may be shown larger or smaller than it is.
      const scale = own.width / host.offsetWidth || 1;
      x += (box.left - own.left) / scale;
      y += (box.top - own.top) / scale;
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
      const inset = (over: number): string => `${Math.max(0, Math.min(most, over)) / scale}px`;
      const values = {
        z: layer,
        round,
        x: `${x}px`,
        y: `${y}px`,
        w: `${box.width / scale}px`,
        h: `${box.height / scale}px`,
        l: inset(from - box.left),
        r: inset(box.right - to),
        cut: `inset(${cut.map((over) => `${over}px`).join(' ')} round ${round})`,
      };
      return () => {
        for (const [name, value] of Object.entries(values)) set(name, value);
      };
    },
  };
}

/**
 * Puts overlays into the document: all of them, then those anew, in halves, by which something has moved. A page is
 * laid out with each step, however many they are.
 */
export function putAll(overlays: readonly Overlay[], place = 0): void {
  if (!place) for (const it of overlays) it.look();
  for (const it of overlays) it.put(place);
  const bad = overlays.filter((it) => it.isInWay(place));
  if (!overlays[1]) return bad[0] && putAll(bad, place + 1);
  for (const { host } of bad) host.remove();
  const half = bad.length / 2;
  for (const part of [bad.slice(0, half), bad.slice(half)]) if (part[0]) putAll(part);
}

/** What an element is shown in. */
const outerOf = (element: Element): Element | null =>
  of(element, 'assignedSlot') ??
  of(element, 'parentElement') ??
  (Node.prototype.getRootNode.call(element) as Partial<ShadowRoot>).host ??
  null;

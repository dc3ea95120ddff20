import type { Visit } from './page.ts';

/** Red, green, blue from 0 to 255, and how opaque, from 0 to 1. */
export type Colour = readonly [number, number, number, number];

/** What is read off a page as it is drawn; in the page it is `rendered`. */
export interface Rendered {
  /** Settles once what was changed is drawn, and nothing moves. */
  still(): Promise<void>;
  /** Elements of ours: of the banner, of placeholders, and of declarations. */
  ours(selector: string): readonly HTMLElement[];
  colour(css: string): Colour;
  /** The colour behind what an element holds: its own, on that of what it stands on. */
  behind(element: Element): Colour;
  /** @see WCAG 2.2, contrast ratio */
  contrast(a: Colour, b: Colour): number;
  /** Whether a press on the middle of it meets it, where it stands now. */
  isReached(element: Element): boolean;
  /** Texts of ours that can be seen, with the element each stands in. */
  texts(): readonly { readonly text: Text; readonly element: HTMLElement }[];
  /** What is cut off, sticks out, overlaps or scrolls in two directions, in words. */
  faults(): readonly string[];
  /** A short name for an element of ours, for messages. */
  nameOf(element: Element): string;
}

declare global {
  var rendered: Rendered;
}

/** Puts `rendered` into every page of this visitor. */
export const measure = (visit: Visit): Promise<unknown> => visit.context.addInitScript(install);

function install(): void {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  function colour(css: string): Colour {
    if (!context) return [0, 0, 0, 0];
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  /** What holds everything of ours; a placeholder holds it in a root of its own. */
  const roots = (): (Element | ShadowRoot)[] =>
    [...document.querySelectorAll('#izin, .izin-placeholder, .izin-declaration')].map(
      (root) => root.shadowRoot ?? root,
    );
  const ours = (selector: string): HTMLElement[] =>
    roots().flatMap((root) => [
      ...(root instanceof Element && root.matches(selector) ? [root as HTMLElement] : []),
      ...root.querySelectorAll<HTMLElement>(selector),
    ]);

  /** What an element stands in. */
  const outerOf = (element: Element): Element | null =>
    element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

  function behind(element: Element): Colour {
    const above: Colour[] = [];
    for (let at: Element | null = element; at; at = outerOf(at)) {
      const layer = colour(getComputedStyle(at).backgroundColor);
      above.push(layer);
      if (layer[3] === 1) break;
    }
    const mix = (under: Colour, over: Colour): Colour => {
      const part = (at: 0 | 1 | 2): number => over[at] * over[3] + under[at] * (1 - over[3]);
      return [part(0), part(1), part(2), 1];
    };
    return above.reduceRight(mix, [255, 255, 255, 1]);
  }

  function luminance(of: Colour): number {
    const part = (at: 0 | 1 | 2): number => {
      const share = of[at] / 255;
      return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
    };
    return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2);
  }

  function contrast(a: Colour, b: Colour): number {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  }

  const nameOf = (element: Element): string => {
    const { dataset, localName, type } = element as HTMLInputElement;
    const [said] = Object.values(dataset);
    return [type === 'checkbox' ? 'switch' : localName, element.getAttribute('class'), said]
      .filter(Boolean)
      .join(' ');
  };

  function isReached(element: Element): boolean {
    const { left, top, width, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    return !!over && (element.contains(over) || over.closest('label')?.control === element);
  }

  /** Read out, and not drawn. */
  const isHidden = (element: Element): boolean =>
    !element.checkVisibility({ visibilityProperty: true }) || !!element.closest('legend, thead, .status');

  function texts(): { text: Text; element: HTMLElement }[] {
    const found: { text: Text; element: HTMLElement }[] = [];
    // What stands behind a dialog is no part of what is seen.
    const top = ours('dialog[open]').at(-1);
    for (const root of top ? [top] : roots()) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        const element = text.parentElement;
        if (element && text.data.trim() && !isHidden(element)) found.push({ text, element });
      }
    }
    return found;
  }

  function rectsOf(text: Text): DOMRect[] {
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()];
  }

  /** What it scrolls with: only within that may nothing lie over anything. */
  const sheetOf = (element: Element): Element | null => {
    for (let at: Element | null = element; at; at = at.parentElement)
      if (
        /auto|scroll/.test(getComputedStyle(at).overflowY) ||
        at.matches('.izin-actions, .izin-head, .izin-declaration')
      )
        return at;
    return null;
  };

  function faults(): string[] {
    const found = new Set<string>();
    const say = (element: Element, what: string): unknown => found.add(`${nameOf(element)}: ${what}`);
    const all = texts();
    const boxes: { element: Element; sheet: Element | null; rect: DOMRect }[] = [];
    for (const { text, element } of all) {
      const sheet = sheetOf(element);
      for (const rect of rectsOf(text)) {
        if (rect.left < -1 || rect.right > innerWidth + 1) say(element, `"${text.data}" leaves the window`);
        const block = element.closest('button, a, label, h2, h3, summary, p, td, dd, li');
        const room = block?.getBoundingClientRect();
        if (
          room &&
          (rect.top < room.top - 3 ||
            rect.bottom > room.bottom + 3 ||
            rect.left < room.left - 1 ||
            rect.right > room.right + 1)
        )
          say(element, `"${text.data}" sticks out of its ${block?.localName}`);
        boxes.push({ element, sheet, rect });
      }
      for (let at: HTMLElement | null = element; at && !at.matches('#izin, #stage'); at = at.parentElement) {
        const { overflowX, overflowY, display } = getComputedStyle(at);
        if (display === 'inline') continue;
        if (overflowX !== 'visible' && at.scrollWidth > at.clientWidth + 1)
          say(at, 'scrolls or is cut off sideways');
        if (/hidden|clip/.test(overflowY) && at.scrollHeight > at.clientHeight + 1)
          say(at, 'is cut off below');
      }
    }
    for (const [index, one] of boxes.entries())
      for (const other of boxes.slice(index + 1)) {
        if (one.sheet !== other.sheet || one.element === other.element) continue;
        const wide = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const high = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        // Lines of text may stand closer than their own height.
        if (wide > 1 && high > 4) say(one.element, `overlaps ${nameOf(other.element)}`);
      }
    if (document.documentElement.scrollWidth > innerWidth + 1) found.add('the page scrolls sideways');
    return [...found];
  }

  async function still(): Promise<void> {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    await document.fonts.ready;
    await Promise.all(
      [...document.querySelectorAll<HTMLImageElement>('#izin img')].map((img) => img.decode()),
    );
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
  }

  globalThis.rendered = { still, ours, colour, behind, contrast, isReached, texts, faults, nameOf };
}

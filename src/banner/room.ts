import { boxOf, fromDocument } from './page.ts';

const LEAST = { width: 48, height: 24 }; // px: in less there is no room for a button (WCAG 2.2, 2.5.8)
const ROOM = 192; // px that an embed is given while nobody sees it

/** Whether an element is there to be seen, and large enough to say something in its place. */
export function isShown(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return (
    width >= LEAST.width &&
    height >= LEAST.height &&
    // Not every browser tells.
    (element.checkVisibility?.({ visibilityProperty: true }) ?? true)
  );
}

/** Those that were given room, or cannot have it. */
const asked = new WeakSet<Element>();

/**
 * Gives embeds that have no box of their own some room, where they stand below what is in view and nothing in view
 * moves by that; each once.
 */
export function giveRoom(elements: readonly HTMLElement[]): void {
  const low = elements.filter((element) => {
    const { top, height } = element.getBoundingClientRect();
    return height < ROOM && top >= innerHeight && !asked.has(element);
  });
  if (!low[0]) return;
  const html = fromDocument('documentElement');
  const before = viewIn(html, low);
  const undo = low.map((element) => {
    asked.add(element);
    const { style } = element;
    const { cssText } = style;
    style.setProperty('min-height', `${ROOM}px`);
    return () => (style.cssText = cssText);
  });
  for (const element of low)
    if (getComputedStyle(element).display === 'inline') element.style.setProperty('display', 'block');
  if (viewIn(html, low) !== before) for (const act of undo) act();
}

/** How everything stands that is in view; only what holds the elements may grow. */
function viewIn(parent: Element, elements: readonly Element[]): string {
  let text = '';
  for (const each of parent.children) {
    const { x, y, width, height, bottom } = boxOf(each);
    if (y < innerHeight && bottom > 0)
      text += [x, y, width, elements.some((it) => each.contains(it)) || height] + viewIn(each, elements);
  }
  return text;
}

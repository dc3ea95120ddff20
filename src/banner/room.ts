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

/**
 * Gives an embed that has no box of its own some room, as long as that moves nothing which is in view: it stands
 * below.
 */
export function makeRoom(element: HTMLElement): void {
  const { top, height } = element.getBoundingClientRect();
  if (height >= ROOM || top < innerHeight) return;
  if (getComputedStyle(element).display === 'inline') element.style.setProperty('display', 'block');
  element.style.setProperty('min-height', `${ROOM}px`);
}

let frame: HTMLElement | undefined;
let timer = 0;

/** Takes the outline away. */
export function hideOutline(): void {
  clearTimeout(timer);
  frame?.remove();
  frame = undefined;
}

const STAY = 4_000; // ms

/**
 * Brings an element into view and draws a frame around it. The frame is ours: the page's own element is not touched.
 *
 * @returns Whether there is anything to see of it.
 */
export function outline(element: Element, root: Element): boolean {
  hideOutline();
  // An element that shows nothing stands somewhere all the same.
  let shown: Element | null = element;
  while (shown && !shown.getClientRects().length) shown = shown.parentElement;
  if (!element.isConnected || !shown || shown.matches('html,head,body')) return false;
  shown.scrollIntoView({ block: 'center', inline: 'nearest' });
  const { left, top, width, height } = shown.getBoundingClientRect();
  frame = document.createElement('div');
  frame.className = 'izin-outline';
  const px = { left: left + scrollX, top: top + scrollY, width, height };
  // By the object model: a policy may forbid style attributes.
  for (const [name, value] of Object.entries(px)) frame.style.setProperty(name, `${value}px`, 'important');
  root.append(frame);
  timer = setTimeout(hideOutline, STAY);
  return true;
}

/** On phones the panel is a sheet, and folded where it is in the way. */
const wide = matchMedia('(width >= 48em)');

/**
 * Keeps the panel clear of the notice, which asks at the foot of the page or at its head, and whose buttons would else
 * stand behind the panel.
 *
 * @returns Ends that.
 */
export function keepClear(panel: HTMLElement): () => void {
  let notice: Element | null = null;
  const place = (): void => {
    const { top = 0, bottom = 0, height = 0 } = notice?.getBoundingClientRect() ?? {};
    const isInTheWay = wide.matches && height > 0 && height < innerHeight / 2;
    const isAtFoot = top + bottom > innerHeight;
    // By the object model: a policy may forbid style attributes.
    panel.style.setProperty('--_top', isInTheWay && !isAtFoot ? `${Math.ceil(bottom)}px` : '0px');
    panel.style.setProperty('--_foot', isInTheWay && isAtFoot ? `${Math.ceil(innerHeight - top)}px` : '0px');
  };
  const sizes = new ResizeObserver(place);
  const follow = (): void => {
    notice = document.querySelector('#izin .izin-notice');
    sizes.disconnect();
    sizes.observe(document.documentElement);
    if (notice) sizes.observe(notice);
    place();
  };
  follow();
  const events = ['izin:show', 'izin:hide', 'izin:change'] as const;
  for (const name of events) document.addEventListener(name, follow);
  addEventListener('resize', place);
  return () => {
    sizes.disconnect();
    for (const name of events) document.removeEventListener(name, follow);
    removeEventListener('resize', place);
  };
}

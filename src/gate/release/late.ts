import { guard } from '../guards/native.ts';

// What late scripts would have heard, had they run within the page.

/** The events that are over, and where the browser says so. */
const MOMENTS: Readonly<Record<string, keyof PerformanceNavigationTiming>> = {
  DOMContentLoaded: 'domContentLoadedEventStart',
  readystatechange: 'domComplete',
  load: 'loadEventStart',
  pageshow: 'loadEventEnd',
};

/** Such events have these names for late listeners; the page's own listeners do not hear them again. */
const AGAIN = 'izin:late-';

let late = 0;

/** While something is released, it is as if the page were still loading: listeners of late scripts are called. */
export const isLate = (): boolean => late > 0;

/** Begins to listen for late listeners. */
export const begin = (): unknown => late++;

/** Calls the late listeners of an event. */
export function repeat(type: string): void {
  const isOfPage = /^[Dr]/.test(type);
  const event = new Event(AGAIN + type, { bubbles: isOfPage });
  Object.defineProperties(event, { type: { value: type }, target: { value: document } });
  EventTarget.prototype.dispatchEvent.call(isOfPage ? document : window, event);
}

/** Calls those of the last events, once everything has run. */
export function end(): void {
  ['readystatechange', 'load', 'pageshow'].forEach(repeat);
  late--;
}

/** Takes notice of late listeners. */
export function guardListeners(): void {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isOver = (type: string): boolean => !!page?.[MOMENTS[type] as 'domComplete'];
  const { addEventListener } = EventTarget.prototype;

  for (const key of ['addEventListener', 'removeEventListener'])
    guard(EventTarget.prototype, key, (native, args, self) => {
      const [type, listener, options] = args as [string, unknown, AddEventListenerOptions | undefined];
      // Calls on the window itself may come without an object.
      const target = self ?? window;
      if (late && (target === window || target === document) && isOver(type)) {
        native([AGAIN + type, listener, { capture: (options as unknown) === true, ...options, once: true }]);
        if (key[0] === 'a' && options?.once) return;
      }
      return native();
    });

  for (const [owner, type] of [
    [window, 'load'],
    [window, 'pageshow'],
    [HTMLBodyElement.prototype, 'load'],
    [HTMLBodyElement.prototype, 'pageshow'],
    [Document.prototype, 'readystatechange'],
  ] as const) {
    const target = owner === Document.prototype ? document : window;
    // Whatever stands there by then is called, and once.
    const call = (event: Event): unknown =>
      (Reflect.get(target, `on${type}`) as ((event: Event) => unknown) | null)?.call(target, event);
    guard(
      owner,
      `on${type}`,
      (native) => {
        if (late && isOver(type)) addEventListener.call(target, AGAIN + type, call, { once: true });
        return native();
      },
      'set',
    );
  }
}

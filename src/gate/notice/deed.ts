import type { Deed } from '../../core/receipt/receipt.ts';
import { root } from './stage.ts';

/**
 * Tells where a call of the API comes from.
 *
 * @param event - The event under way when it was made, if there was one. The gate takes it from
 *   `window.event`, which holds during the handlers of one event, and at no other time; a page that
 *   replaces it only makes its own decisions count as scripted.
 */
export function deedOf(action: Deed['action'], event: unknown): Deed {
  const isEvent = event instanceof Event;
  const element = isEvent && event.target instanceof Element ? event.target : undefined;
  const surface = !element
    ? 'api'
    : root.contains(element)
      ? element.closest('.izin-preferences')
        ? 'preferences'
        : 'notice'
      : // It may stand in a shadow root.
        element.closest('[data-izin]') ||
          (event as Event).composedPath().some((node) => (node as HTMLElement).dataset?.['izin'])
        ? 'page'
        : 'api';
  return { surface, action, trusted: isEvent && event.isTrusted };
}

import type { Deed } from '../../core/receipt/receipt.ts';
import { root } from './stage.ts';

/** What a visitor does in a placeholder now. */
let pressed: Event | undefined;

/**
 * Does something that a visitor asked for in a placeholder.
 *
 * @param event - During its handlers `window.event` is empty: they stand in a shadow root (DOM, "inner invoke").
 */
export function press(event: Event, act: () => void): void {
  pressed = event;
  try {
    act();
  } finally {
    pressed = undefined;
  }
}

/**
 * Tells where a call of the API comes from.
 *
 * @param event - The event under way when it was made, if there was one. The gate takes it from
 *   `window.event`, which holds during the handlers of one event, and at no other time; a page that
 *   replaces it only makes its own decisions count as scripted.
 */
export function deedOf(action: Deed['action'], event: unknown): Deed {
  if (pressed) return { surface: 'placeholder', action, trusted: pressed.isTrusted };
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

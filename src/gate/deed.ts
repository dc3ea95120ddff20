import type { Deed } from '../core/receipt/receipt.ts';
import { root } from './stage.ts';

/**
 * Tells where a call of the API comes from: the event under way says it, whoever handles it.
 *
 * `window.event` is used for that because it holds during the handlers of one event, and at no other
 * time; a page that replaces it only makes its own decisions count as scripted.
 */
export function deedOf(action: Deed['action']): Deed {
  const { event } = window;
  const isEvent = event instanceof Event;
  const element = isEvent && event.target instanceof Element ? event.target : undefined;
  const surface = !element
    ? 'api'
    : root.contains(element)
      ? element.closest('dialog')
        ? 'preferences'
        : 'notice'
      : element.closest('[data-izin]')
        ? 'page'
        : 'api';
  return { surface, action, trusted: isEvent && event.isTrusted };
}

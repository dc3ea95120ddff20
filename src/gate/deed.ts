import type { Deed } from '../core/receipt/receipt.ts';

/**
 * Tells where a call of the API comes from: the event under way says it, whoever handles it.
 *
 * `window.event` is used for that because it holds during the handlers of one event, and at no other
 * time; a page that replaces it only makes its own decisions count as scripted.
 */
export function deedOf(action: Deed['action'], root: Element): Deed {
  const { event } = window;
  if (!(event instanceof Event)) return { surface: 'api', action, trusted: false };
  const { target, isTrusted } = event;
  const element = target instanceof Element ? target : undefined;
  const surface =
    element && root.contains(element) ? (element.closest('dialog') ? 'preferences' : 'notice')
    : element?.closest('[data-izin]') ? 'page'
    : 'api';
  return { surface, action, trusted: isTrusted };
}

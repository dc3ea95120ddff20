import type { Vendor } from './page.ts';

let isShut = false;

/**
 * Intercom. It is booted again only where it was shut down here, or the site holds it back by
 * `disabled`: else it boots by itself, and would do so twice.
 *
 * @see intercom.com/help, article 2361922
 */
export const intercom: Vendor = (page, granted) => {
  if (!granted) {
    isShut ||= typeof page.read('Intercom') === 'function';
    return void page.call('Intercom', 'shutdown');
  }
  const app_id = page.read('intercomSettings.app_id');
  if (!(isShut || page.read('intercomSettings.disabled') === true) || typeof app_id !== 'string') return;
  isShut = false;
  page.call('Intercom', 'boot', { app_id, disabled: false });
};

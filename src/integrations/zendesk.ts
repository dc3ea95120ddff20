import { OPTIONAL } from '../core/consent/types.ts';
import type { Vendor } from './page.ts';

/**
 * Zendesk messaging. `none` hides the widget and clears its storage; `all` is said only where every
 * category is granted.
 *
 * @see developer.zendesk.com, widget-messaging
 */
export const zendesk: Vendor = (page, granted, allows) => {
  const cookies = granted ? (OPTIONAL.every(allows) ? 'all' : 'functional') : 'none';
  page.call('zE', 'messenger:set', 'cookies', cookies);
};

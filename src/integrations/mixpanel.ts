import type { Vendor } from './page.ts';

/**
 * Mixpanel, which keeps what it is told in the browser's storage.
 *
 * @see https://github.com/mixpanel/mixpanel-js src/mixpanel-core.js
 */
export const mixpanel: Vendor = (page, granted) => {
  page.call(granted ? 'mixpanel.opt_in_tracking' : 'mixpanel.opt_out_tracking');
};

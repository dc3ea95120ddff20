import type { Vendor } from './page.ts';

/**
 * FullStory. A shutdown lasts as long as the page.
 *
 * @see https://developer.fullstory.com/browser/fullcapture
 */
export const fullstory: Vendor = (page, granted) => {
  page.call('FS', granted ? 'start' : 'shutdown');
};

import type { Vendor } from './page.ts';

/**
 * Pinterest Tag, which deletes its own cookies when it is refused.
 *
 * @see https://help.pinterest.com/en/business/article/install-the-base-code
 */
export const pinterestTag: Vendor = (page, granted) => {
  page.call('pintrk', 'setconsent', granted);
};

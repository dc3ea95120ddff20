import type { Vendor } from './page.ts';

/**
 * Meta Pixel.
 *
 * @see https://developers.facebook.com/docs/meta-pixel/implementation/gdpr
 */
export const metaPixel: Vendor = (page, granted) => {
  page.call('fbq', 'consent', granted ? 'grant' : 'revoke');
};

import type { Vendor } from './page.ts';

/**
 * TikTok Pixel: a withdrawal drops the events that it holds, then its cookie.
 *
 * Each method is there only where the site's base code lists it.
 *
 * @see https://business-api.tiktok.com/portal/docs/pixel-cookie-consent-mode/v1.3
 */
export const tiktokPixel: Vendor = (page, granted) => {
  if (granted) return void page.call('ttq.grantConsent');
  page.call('ttq.revokeConsent');
  page.call('ttq.disableCookie');
};

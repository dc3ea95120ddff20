import type { Vendor } from './page.ts';

/**
 * Google AdSense, where the site has paused its requests until there is consent.
 *
 * For a withdrawal a reload is documented, and no call.
 *
 * @see https://support.google.com/adsense/answer/9042142
 */
export const googleAdsense: Vendor = (page, granted) => {
  const paused = 'adsbygoogle.pauseAdRequests';
  if (granted && page.read(paused) === 1) page.write(paused, 0);
};

import type { Vendor } from './page.ts';

/**
 * Microsoft Advertising (UET), which takes consent for granted until it is told.
 *
 * Refused, it goes on sending anonymised data: to hold that is the gate's matter.
 *
 * @see https://help.ads.microsoft.com/apex/index/3/en/60119
 */
export const bingUet: Vendor = (page, granted) => {
  page.call('uetq.push', 'consent', 'update', { ad_storage: granted ? 'granted' : 'denied' });
};

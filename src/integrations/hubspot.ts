import type { Vendor } from './page.ts';

/**
 * HubSpot: consent by purpose, or all of it taken back. The call that takes it back is documented for
 * either queue.
 *
 * @see developers.hubspot.com, "Cookie consent banner API" and "revoke-cookie-consent"
 */
export const hubspot: Vendor = (page, granted, allows) => {
  if (granted) {
    const said = {
      analytics: allows('performance'),
      advertisement: allows('marketing'),
      functionality: allows('functional'),
    };
    return void page.call('_hsp.push', ['setHubSpotConsent', said]);
  }
  for (const queue of ['_hsp', '_hsq']) page.call(`${queue}.push`, ['revokeCookieConsent']);
};

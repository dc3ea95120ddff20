import type { Vendor } from './page.ts';

/**
 * Matomo. A site asks it to require consent, or consent for cookies only; the call for the other of
 * the two changes nothing. `set…` and not `remember…`, for the gate remembers.
 *
 * @see https://github.com/matomo-org/developer-documentation docs/5.x/tracking-consent.md
 */
export const matomoCloud: Vendor = (page, granted) => {
  for (const about of ['Consent', 'CookieConsent'])
    page.call('_paq.push', [granted ? `set${about}Given` : `forget${about}Given`]);
};

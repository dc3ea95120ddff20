import type { Vendor } from './page.ts';

/**
 * Shopify's Customer Privacy API: what the shop itself may do. Where it is not loaded yet the shop is
 * asked to load it, as documented; that goes to no one else.
 *
 * @see https://shopify.dev/docs/api/customer-privacy
 */
export const shopify: Vendor = (page, _granted, allows) => {
  const marketing = allows('marketing');
  const said = {
    analytics: allows('performance'),
    marketing,
    preferences: allows('functional'),
    sale_of_data: marketing,
  };
  const tell = (): void => void page.call('Shopify.customerPrivacy.setTrackingConsent', said, () => {});
  if (page.read('Shopify.customerPrivacy')) return tell();
  page.call('Shopify.loadFeatures', [{ name: 'consent-tracking-api', version: '0.1' }], (error: unknown) =>
    error ? page.report(error) : tell(),
  );
};

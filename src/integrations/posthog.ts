import type { Vendor } from './page.ts';

/**
 * PostHog, which keeps what it is told in the browser's storage.
 *
 * After a refusal its documentation wants a reset before the grant. Where nothing was refused a reset
 * would only lose whom the site has identified.
 *
 * @see https://github.com/PostHog/posthog-js packages/browser/src/posthog-core.ts, consent.ts
 */
export const posthog: Vendor = (page, granted) => {
  if (!granted) return void page.call('posthog.opt_out_capturing');
  if (page.call('posthog.get_explicit_consent_status') === 'denied') page.call('posthog.reset');
  page.call('posthog.opt_in_capturing');
};

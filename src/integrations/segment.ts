import { OPTIONAL } from '../core/consent/types.ts';
import type { Vendor } from './page.ts';

/**
 * Segment: an event of a reserved name after each change, with every category in its context.
 *
 * Other products are called `analytics`, too; only Segment's takes middleware for its sources.
 *
 * @see https://github.com/segmentio/segment-docs src/privacy/consent-management
 */
export const segment: Vendor = (page, _granted, allows) => {
  if (typeof page.read('analytics.addSourceMiddleware') !== 'function') return;
  const categoryPreferences = Object.fromEntries(OPTIONAL.map((category) => [category, allows(category)]));
  const context = { consent: { categoryPreferences } };
  page.call('analytics.track', 'Segment Consent Preference Updated', {}, { context });
};

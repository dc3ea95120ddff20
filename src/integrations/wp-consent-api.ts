import type { Vendor } from './page.ts';

/** Their categories, and what each follows of ours. Their `functional` is necessary, and not asked for. */
const CATEGORIES = {
  preferences: 'functional',
  statistics: 'performance',
  'statistics-anonymous': 'performance',
  marketing: 'marketing',
};

/**
 * The WP Consent API of WordPress: what the plugins of the site may do.
 *
 * @see https://github.com/WordPress/wp-consent-level-api readme.md
 */
export const wpConsentApi: Vendor = (page, _granted, allows) => {
  for (const [theirs, ours] of Object.entries(CATEGORIES))
    page.call('wp_set_consent', theirs, allows(ours) ? 'allow' : 'deny');
};

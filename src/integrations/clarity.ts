import type { Vendor } from './page.ts';

/**
 * Microsoft Clarity: consent by purpose (their capital S), and stopped after a withdrawal, for without
 * consent it would go on without cookies. Once stopped it starts again with the next page.
 *
 * @see learn.microsoft.com, clarity-consent-api-v2
 */
export const clarity: Vendor = (page, granted, allows) => {
  const say = (category: string): string => (allows(category) ? 'granted' : 'denied');
  page.call('clarity', 'consentv2', {
    ad_Storage: say('marketing'),
    analytics_Storage: say('performance'),
  });
  if (!granted) page.call('clarity', 'stop');
};

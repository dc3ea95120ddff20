import { amplitude } from './amplitude.ts';
import { bingUet } from './bing-uet.ts';
import { clarity } from './clarity.ts';
import { fullstory } from './fullstory.ts';
import { googleAdsense } from './google-adsense.ts';
import { googleAnalytics } from './google-analytics.ts';
import { hubspot } from './hubspot.ts';
import { intercom } from './intercom.ts';
import { matomoCloud } from './matomo-cloud.ts';
import { metaPixel } from './meta-pixel.ts';
import { mixpanel } from './mixpanel.ts';
import type { Vendor } from './page.ts';
import { pinterestTag } from './pinterest-tag.ts';
import { posthog } from './posthog.ts';
import { segment } from './segment.ts';
import { shopify } from './shopify.ts';
import { tiktokPixel } from './tiktok-pixel.ts';
import { wpConsentApi } from './wp-consent-api.ts';
import { yandexMetrica } from './yandex-metrica.ts';
import { zendesk } from './zendesk.ts';

/** A vendor, and the global by which it is seen on a page. */
export type Seen = readonly [vendor: Vendor, sign: string];

/** Who is told, by catalogue id. */
export const vendors: ReadonlyMap<string, Seen> = new Map<string, Seen>([
  ['amplitude', [amplitude, 'amplitude']],
  ['bing-uet', [bingUet, 'uetq']],
  ['clarity', [clarity, 'clarity']],
  ['fullstory', [fullstory, 'FS']],
  ['google-adsense', [googleAdsense, 'adsbygoogle']],
  // Made by their script. `dataLayer` is made by the gate, too.
  ['google-analytics', [googleAnalytics, 'google_tag_manager']],
  ['hubspot', [hubspot, '_hsq']],
  ['intercom', [intercom, 'Intercom']],
  ['matomo-cloud', [matomoCloud, '_paq']],
  ['meta-pixel', [metaPixel, 'fbq']],
  ['mixpanel', [mixpanel, 'mixpanel']],
  ['pinterest-tag', [pinterestTag, 'pintrk']],
  ['posthog', [posthog, 'posthog']],
  ['segment', [segment, 'analytics']],
  ['tiktok-pixel', [tiktokPixel, 'ttq']],
  ['yandex-metrica', [yandexMetrica, 'ym']],
  ['zendesk', [zendesk, 'zE']],
]);

/** What sites are made with: no services that a visitor decides on, told of each decision. */
export const platforms: readonly Seen[] = [
  [shopify, 'Shopify'],
  [wpConsentApi, 'wp_set_consent'],
];

/**
 * Storage in which vendors keep the withdrawal that they were told of, by catalogue id. They read it
 * before each event: deleted while the page lives, they go on as if nothing had been withdrawn.
 */
export const reminders: Readonly<Record<string, readonly string[]>> = {
  mixpanel: ['__mp_opt_in_out_*'],
  posthog: ['__ph_opt_in_out_*'],
};

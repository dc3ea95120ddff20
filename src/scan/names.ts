/** What every window has that tags use, beside the language itself. */
const OF_WINDOW = `window self top parent frames globalThis document location navigator screen history performance
  console crypto localStorage sessionStorage indexedDB caches name status origin closed opener length event
  setTimeout setInterval clearTimeout clearInterval setImmediate requestAnimationFrame cancelAnimationFrame
  requestIdleCallback queueMicrotask addEventListener removeEventListener attachEvent dispatchEvent postMessage
  matchMedia getComputedStyle innerWidth innerHeight outerWidth outerHeight devicePixelRatio scrollX scrollY
  pageXOffset pageYOffset escape unescape btoa atob fetch alert confirm prompt open print close stop focus blur
  Image Audio Option XMLHttpRequest XDomainRequest ActiveXObject WebSocket EventSource Worker Blob File FormData
  Headers Request Response URL URLSearchParams TextEncoder TextDecoder Event CustomEvent MessageChannel
  MutationObserver IntersectionObserver PerformanceObserver ResizeObserver AbortController DOMParser Node Element
  HTMLElement HTMLScriptElement HTMLImageElement HTMLIFrameElement Document DocumentFragment Window
  arguments undefined NaN Infinity eval trustedTypes customElements visualViewport speechSynthesis
  onload onerror onpageshow onbeforeunload onunload onpagehide onmessage onhashchange onpopstate onscroll onresize`;

const known = new Set([...Object.getOwnPropertyNames(globalThis), ...OF_WINDOW.split(/\s+/)]);

/** Whether a name is there on every page. */
export const isBuiltIn = (name: string): boolean => known.has(name);

/**
 * The globals by which the code of pages speaks to services, by catalogue id: those that their own
 * documentation has one write. Others are told by their place behind the tag.
 */
const NAMES: Readonly<Record<string, string>> = {
  'adobe-analytics': 's s_account',
  'adobe-launch': '_satellite digitalData',
  'amazon-ads': 'amzn',
  amplitude: 'amplitude',
  appsflyer: 'AF AF_SDK',
  'bing-uet': 'uetq UET',
  clarity: 'clarity',
  comscore: '_comscore COMSCORE',
  contentsquare: '_uxa',
  'crazy-egg': 'CE2',
  criteo: 'criteo_q',
  crisp: '$crisp CRISP_WEBSITE_ID',
  floodlight: 'gtag dataLayer',
  fullstory: 'FS _fs_host _fs_script _fs_org _fs_namespace',
  'google-ad-manager': 'googletag',
  'google-ads': 'gtag dataLayer google_conversion_id google_conversion_label google_tag_params',
  'google-adsense': 'adsbygoogle google_ad_client google_ad_slot google_ad_width google_ad_height',
  'google-analytics': 'gtag dataLayer ga _gaq GoogleAnalyticsObject',
  'google-maps': 'google',
  'google-tag-manager': 'dataLayer gtag google_tag_manager',
  heap: 'heap',
  hotjar: 'hj _hjSettings',
  hubspot: 'hbspt _hsq _hsp HubSpotConversations hsConversationsSettings',
  insider: 'Insider InsiderQueue insider_object',
  'instagram-embed': 'instgrm',
  intercom: 'Intercom intercomSettings',
  klaviyo: 'klaviyo _learnq _klOnsite',
  'linkedin-insight': 'lintrk _linkedin_partner_id _linkedin_data_partner_ids',
  livechat: 'LiveChatWidget __lc',
  'matomo-cloud': '_paq Matomo Piwik',
  'meta-pixel': 'fbq _fbq',
  'meta-social-plugins': 'FB fbAsyncInit',
  mixpanel: 'mixpanel',
  moengage: 'Moengage',
  mouseflow: '_mfq mouseflow',
  'new-relic': 'NREUM newrelic',
  onesignal: 'OneSignal OneSignalDeferred',
  optimizely: 'optimizely',
  outbrain: 'obApi',
  'pinterest-tag': 'pintrk',
  plausible: 'plausible',
  posthog: 'posthog',
  'quora-pixel': 'qp',
  'reddit-pixel': 'rdt',
  segment: 'analytics',
  sentry: 'Sentry sentryOnLoad',
  'snap-pixel': 'snaptr',
  snowplow: 'snowplow GlobalSnowplowNamespace',
  taboola: '_tfa _taboola',
  'tawk-to': 'Tawk_API Tawk_LoadStart',
  'the-trade-desk': 'TTDUniversalPixelApi ttd_dom_ready',
  'tiktok-pixel': 'ttq TiktokAnalyticsObject',
  'x-ads': 'twq',
  'x-embed': 'twttr',
  'yandex-metrica': 'ym yaCounter',
  zendesk: 'zE zESettings',
};

/** The globals of a service. */
export const namesOf = (id: string | undefined): readonly string[] =>
  (id === undefined ? undefined : NAMES[id])?.split(' ') ?? [];

/** Whether a global seems to be called after a service or its host: `Sentry` of `js.sentry-cdn.com`. */
export function isCalledAfter(name: string, service: string | undefined, address: string): boolean {
  const word = name.toLowerCase().replace(/[^a-z\d]/g, '');
  const places = [service ?? '', /\/\/([^/?#]+)/.exec(address)?.[1] ?? ''];
  return (
    word.length > 3 &&
    places.some((place) =>
      place
        .toLowerCase()
        .replace(/[^a-z\d]/g, '')
        .includes(word),
    )
  );
}

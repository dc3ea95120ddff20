import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../../../src/core/catalogue/match.ts';
import { packServices, sortForPacking, unpackServices } from '../../../../src/core/catalogue/table.ts';
import { catalogue } from './sample.ts';

/** Addresses that vendors publish for their tags, and those that such tags send to. */
const ADDRESSES: readonly (readonly [id: string, ...addresses: string[]])[] = [
  ['33across', 'https://ssc.33across.com/api/v1/hb', 'https://cdn.tynt.com/tc.js'],
  ['abtasty', 'https://try.abtasty.com/0123456789abcdef.js'],
  [
    'accesstrade',
    'https://click.accesstrade.co.id/adv.php?rk=000000000000',
    'https://imp.accesstrade.co.id/img.php?rk=000000000000',
    'https://cv.accesstrade.co.id/cv.php?identifier=x',
    'https://support.accesstrade.global/',
    'https://h.accesstrade.net/js/amp/amp.js',
  ],
  ['activecampaign', 'https://diffuser-cdn.app-us1.com/diffuser/diffuser.js', 'https://trackcmp.net/visit'],
  ['addtoany', 'https://static.addtoany.com/menu/page.js'],
  ['adform', 'https://track.adform.net/serving/scripts/trackpoint/async/'],
  ['adjust', 'https://cdn.adjust.com/adjust-latest.min.js'],
  ['adobe-analytics', 'https://contoh.sc.omtrdc.net/b/ss/contoh/1/JS-2.22.0/s1'],
  ['adobe-audience-manager', 'https://dpm.demdex.net/id?d_visid_ver=5.5.0'],
  ['adobe-fonts', 'https://use.typekit.net/abc1def.css', 'https://p.typekit.net/p.css'],
  ['adobe-launch', 'https://assets.adobedtm.com/launch-EN0123456789.min.js'],
  ['adroll', 'https://s.adroll.com/j/roundtrip.js'],
  ['adyen', 'https://checkoutshopper-live.adyen.com/checkoutshopper/sdk/6.0.0/adyen.js'],
  [
    'akamai-mpulse',
    'https://s.go-mpulse.net/boomerang/AAAAA-BBBBB',
    'https://c.go-mpulse.net/api/config.json',
  ],
  ['amazon-ads', 'https://c.amazon-adsystem.com/aat/amzn.js'],
  [
    'amplitude',
    'https://cdn.amplitude.com/libs/analytics-browser-2.11.1-min.js.gz',
    'https://api2.amplitude.com/2/httpapi',
  ],
  [
    'app-insights',
    'https://js.monitor.azure.com/scripts/b/ai.3.gbl.min.js',
    'https://dc.services.visualstudio.com/v2/track',
  ],
  ['appier', 'https://apac-prebid.appier.net/v1/prebid/bid'],
  ['appsflyer', 'https://websdk.appsflyer.com/?st=banners'],
  ['awin', 'https://www.dwin1.com/12345.js', 'https://www.awin1.com/sread.img?tt=ns&tv=2'],
  ['baidu-tongji', 'https://hm.baidu.com/hm.js?0123456789abcdef'],
  ['bing-uet', 'https://bat.bing.com/bat.js'],
  ['branch', 'https://cdn.branch.io/branch-latest.min.js', 'https://api2.branch.io/v1/open'],
  ['braze', 'https://js.appboycdn.com/web-sdk/5.9/braze.min.js', 'https://sdk.iad-03.braze.com/api/v3/data/'],
  ['brevo', 'https://cdn.brevo.com/js/sdk-loader.js', 'https://sibautomation.com/sa.js?key=x'],
  ['bugsnag', 'https://d2wy8f7a9ursnm.cloudfront.net/v8/bugsnag.min.js', 'https://notify.bugsnag.com/'],
  ['calendly', 'https://assets.calendly.com/assets/external/widget.js', 'https://calendly.com/contoh/30min'],
  ['chartbeat', 'https://static.chartbeat.com/js/chartbeat.js', 'https://ping.chartbeat.net/ping'],
  ['clarity', 'https://www.clarity.ms/tag/abcdef1234'],
  [
    'clevertap',
    'https://static.clevertap.com/js/clevertap.min.js',
    'https://d2r1yp2w7bby2u.cloudfront.net/js/clevertap.min.js',
    'https://sg1.clevertap-prod.com/a',
  ],
  ['cloudflare-web-analytics', 'https://static.cloudflareinsights.com/beacon.min.js'],
  ['comscore', 'https://sb.scorecardresearch.com/beacon.js'],
  ['contentsquare', 'https://t.contentsquare.net/uxa/0123456789abc.js'],
  ['crazy-egg', 'https://script.crazyegg.com/pages/scripts/0011/2233.js'],
  ['crisp', 'https://client.crisp.chat/l.js'],
  ['criteo', 'https://dynamic.criteo.com/js/ld/ld.js?a=1', 'https://static.criteo.net/js/ld/ld.js'],
  ['dable', 'https://static.dable.io/dist/plugin.min.js', 'https://api.dable.io/widgets/id/x'],
  [
    'dailymotion',
    'https://www.dailymotion.com/embed/video/x84sh87',
    'https://geo.dailymotion.com/player.html?video=x84sh87',
  ],
  [
    'datadog',
    'https://www.datadoghq-browser-agent.com/us1/v6/datadog-rum.js',
    'https://browser-intake-ap1-datadoghq.com/api/v2/rum',
  ],
  ['disqus', 'https://contoh.disqus.com/embed.js', 'https://c.disquscdn.com/next/embed/lounge.load.js'],
  ['doku', 'https://jokul.doku.com/jokul-checkout-js/v1/jokul-checkout-1.0.0.js'],
  ['drift', 'https://js.driftt.com/include/1700000000000/abc.js'],
  ['duitku', 'https://app-prod.duitku.com/lib/js/duitku.js'],
  ['dynatrace', 'https://js-cdn.dynatrace.com/jstag/148709fdc4b/bf12345abc/0123_complete.js'],
  ['elfsight', 'https://static.elfsight.com/platform/platform.js', 'https://apps.elfsight.com/p/platform.js'],
  ['equativ', 'https://ced.sascdn.com/tag/1234/smart.js', 'https://prg.smartadserver.com/prebid/v1'],
  [
    'floodlight',
    'https://www.googletagmanager.com/gtag/js?id=DC-1234567',
    'https://1234567.fls.doubleclick.net/activityi;src=1234567',
  ],
  [
    'fontawesome',
    'https://kit.fontawesome.com/0123456789.js',
    'https://use.fontawesome.com/releases/v5.15.4/css/all.css',
    'https://ka-f.fontawesome.com/releases/v6.7.2/css/free.min.css',
  ],
  ['freshchat', 'https://wchat.freshchat.com/js/widget.js', 'https://eu.fw-cdn.com/10000000/20000.js'],
  ['fullstory', 'https://edge.fullstory.com/s/fs.js'],
  ['geniee', 'https://js.gsspcln.jp/l/amp.js', 'https://cs.gssprt.jp/yie/ld/cs'],
  ['getbutton', 'https://static.getbutton.io/widget/bundle.js'],
  [
    'google-ad-manager',
    'https://securepubads.g.doubleclick.net/tag/js/gpt.js',
    'https://www.googletagservices.com/tag/js/gpt.js',
  ],
  [
    'google-ads',
    'https://www.googletagmanager.com/gtag/js?id=AW-123456789',
    'https://www.googleadservices.com/pagead/conversion.js',
  ],
  ['google-adsense', 'https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-1'],
  [
    'google-analytics',
    'https://www.googletagmanager.com/gtag/js?id=G-ABCDEF1234',
    'https://www.google-analytics.com/analytics.js',
    'https://region1.google-analytics.com/g/collect?v=2',
  ],
  [
    'google-docs',
    'https://docs.google.com/forms/d/e/1FAIpQLSx/viewform?embedded=true',
    'https://docs.google.com/document/d/e/2PACX-x/pub?embedded=true',
  ],
  [
    'google-fonts',
    'https://fonts.googleapis.com/css2?family=Inter',
    'https://fonts.gstatic.com/s/inter/v13/x.woff2',
  ],
  ['google-identity', 'https://accounts.google.com/gsi/client'],
  ['google-maps', 'https://maps.googleapis.com/maps/api/js?key=x', 'https://www.google.com/maps/embed?pb=x'],
  ['google-pay', 'https://pay.google.com/gp/p/js/pay.js'],
  [
    'google-recaptcha',
    'https://www.google.com/recaptcha/api.js?render=x',
    'https://www.gstatic.com/recaptcha/releases/x/recaptcha__id.js',
    'https://www.recaptcha.net/recaptcha/api.js',
  ],
  [
    'google-tag-manager',
    'https://www.googletagmanager.com/gtm.js?id=GTM-ABC1234',
    'https://www.googletagmanager.com/ns.html?id=GTM-ABC1234',
  ],
  ['google-translate', 'https://translate.google.com/translate_a/element.js?cb=googleTranslateElementInit'],
  ['gravatar', 'https://secure.gravatar.com/avatar/0123?s=96', 'https://secure.gravatar.com/js/gprofiles.js'],
  ['gtranslate', 'https://cdn.gtranslate.net/widgets/latest/dropdown.js'],
  ['hcaptcha', 'https://js.hcaptcha.com/1/api.js', 'https://hcaptcha.com/1/api.js'],
  ['heap', 'https://cdn.heapanalytics.com/js/heap-1234567890.js'],
  ['histats', 'https://s10.histats.com/js15_as.js', 'https://sstatic1.histats.com/0.gif?1&101'],
  ['hotjar', 'https://static.hotjar.com/c/hotjar-1234567.js?sv=6', 'https://script.hotjar.com/modules.js'],
  ['hubspot', 'https://js.hs-scripts.com/1234567.js', 'https://js.hsforms.net/forms/embed/v2.js'],
  ['id5', 'https://id5-sync.com/api/config/prebid'],
  ['impact', 'https://utt.impactcdn.com/A123456-0123.js'],
  [
    'index-exchange',
    'https://js-sec.indexww.com/ht/p/184003.js',
    'https://htlb.casalemedia.com/openrtb/pbjs',
  ],
  ['inmobi', 'https://cf.cdn.inmobi.com/ad/inmobi.secure.js'],
  ['innity', 'https://cdn.innity.net/admanager.js', 'https://as.innity.com/synd/'],
  ['insider', 'https://contoh.api.useinsider.com/ins.js?id=1'],
  ['instagram-embed', 'https://www.instagram.com/embed.js', 'https://www.instagram.com/p/abc/embed/'],
  ['intercom', 'https://widget.intercom.io/widget/abc123', 'https://js.intercomcdn.com/shim.latest.js'],
  ['izooto', 'https://cdn.izooto.com/scripts/0123456789abcdef.js'],
  ['jetpack-stats', 'https://stats.wp.com/e-202647.js', 'https://pixel.wp.com/g.gif?v=ext'],
  ['jivochat', 'https://code.jivosite.com/widget/AbCdEfGhIj', 'https://code.jivo.ru/widget/AbCdEfGhIj'],
  ['judge-me', 'https://cdn.judge.me/judgeme_widget_v2.js'],
  [
    'jwplayer',
    'https://cdn.jwplayer.com/libraries/AbCdEfGh.js',
    'https://content.jwplatform.com/players/x.html',
  ],
  ['klaviyo', 'https://static.klaviyo.com/onsite/js/ABC123/klaviyo.js'],
  [
    'line-tag',
    'https://d.line-scdn.net/n/line_tag/public/release/v1/lt.js',
    'https://tr.line.me/tag.gif?c_t=lap&e=pv',
  ],
  [
    'linkedin-insight',
    'https://snap.licdn.com/li.lms-analytics/insight.min.js',
    'https://px.ads.linkedin.com/collect/?pid=1',
  ],
  ['livechat', 'https://cdn.livechatinc.com/tracking.js'],
  ['logrocket', 'https://cdn.logrocket.io/LogRocket.min.js', 'https://r.logr-in.com/i'],
  ['lotame', 'https://tags.crwdcntrl.net/lt/c/1234/lt.min.js', 'https://bcp.crwdcntrl.net/amp?c=1'],
  ['luckyorange', 'https://tools.luckyorange.com/core/lo.js?site-id=x'],
  [
    'magnite',
    'https://fastlane.rubiconproject.com/a/api/fastlane.json',
    'https://ads.rubiconproject.com/prebid/1_x.js',
  ],
  ['mailchimp', 'https://chimpstatic.com/mcjs-connected/js/users/x/y.js'],
  [
    'mapbox',
    'https://api.mapbox.com/mapbox-gl-js/v3.7.0/mapbox-gl.js',
    'https://events.mapbox.com/events/v2',
  ],
  [
    'marketo',
    'https://munchkin.marketo.net/munchkin.js',
    'https://123-abc-456.mktoresp.com/webevents/visitWebPage',
  ],
  ['matomo-cloud', 'https://cdn.matomo.cloud/contoh.matomo.cloud/matomo.js'],
  ['media-net', 'https://contextual.media.net/dmedianet.js?cid=x'],
  [
    'meta-pixel',
    'https://connect.facebook.net/en_US/fbevents.js',
    'https://www.facebook.com/tr?id=1&ev=PageView&noscript=1',
  ],
  [
    'meta-social-plugins',
    'https://connect.facebook.net/id_ID/sdk.js',
    'https://www.facebook.com/plugins/page.php?href=x',
  ],
  ['mgid', 'https://jsc.mgid.com/c/o/contoh.co.id.1234567.js', 'https://servicer.mgid.com/1234567/1'],
  ['microad', 'https://j.microad.net/js/camp.js', 'https://s-rtb.send.microad.jp/ad'],
  ['midtrans', 'https://app.midtrans.com/snap/snap.js'],
  ['mixpanel', 'https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js', 'https://api-js.mixpanel.com/track/'],
  ['moengage', 'https://cdn.moengage.com/webpush/moe_webSdk.min.latest.js'],
  ['mouseflow', 'https://cdn.mouseflow.com/projects/0123.js'],
  ['new-relic', 'https://js-agent.newrelic.com/nr-loader-spa-1.275.0.min.js', 'https://bam.nr-data.net/1/x'],
  ['nielsen', 'https://cdn-gl.imrworldwide.com/conf/P01234567.js'],
  ['omnisend', 'https://omnisnippet1.com/inshop/launcher-v2.js'],
  ['onesignal', 'https://cdn.onesignal.com/sdks/web/v16/OneSignalSDK.page.js'],
  [
    'openstreetmap',
    'https://tile.openstreetmap.org/5/25/16.png',
    'https://www.openstreetmap.org/export/embed.html?bbox=1',
  ],
  ['openx', 'https://rtb.openx.net/openrtbb/prebidjs', 'https://u.openx.net/w/1.0/pd'],
  ['optimizely', 'https://cdn.optimizely.com/js/1234567.js'],
  ['outbrain', 'https://amplify.outbrain.com/cp/obtp.js'],
  ['parsely', 'https://cdn.parsely.com/keys/contoh.co.id/p.js'],
  ['paypal', 'https://www.paypal.com/sdk/js?client-id=x', 'https://www.paypalobjects.com/api/checkout.js'],
  ['pinterest-tag', 'https://s.pinimg.com/ct/core.js', 'https://ct.pinterest.com/v3/?tid=1'],
  ['pinterest-widgets', 'https://assets.pinterest.com/js/pinit.js'],
  ['plausible', 'https://plausible.io/js/script.js'],
  ['posthog', 'https://us-assets.i.posthog.com/static/array.js', 'https://us.i.posthog.com/e/'],
  [
    'pubmatic',
    'https://ads.pubmatic.com/AdServer/js/user_sync.html',
    'https://hbopenbid.pubmatic.com/translator',
  ],
  ['pushengage', 'https://clientcdn.pushengage.com/core/01234567-89ab.js'],
  [
    'qiscus',
    'https://multichannel.qiscus.com/api/v2/qiscus/initiate_chat',
    'https://qismo.qiscus.com/x/get_session',
  ],
  ['qontak', 'https://webchat.qontak.com/qchatInitialize.js', 'https://webchat.qontak.com/js/app.js'],
  ['qualtrics', 'https://zn0abcdefg-contoh.siteintercept.qualtrics.com/SIE/?Q_ZID=ZN_0abcdefg'],
  ['quantcast', 'https://secure.quantserve.com/quant.js', 'https://rules.quantcount.com/rules-p-x.js'],
  ['quora-pixel', 'https://a.quora.com/qevents.js'],
  ['reddit-pixel', 'https://www.redditstatic.com/ads/pixel.js'],
  ['responsivevoice', 'https://code.responsivevoice.org/responsivevoice.js?key=x'],
  ['rtb-house', 'https://creativecdn.com/bidder/prebid/bids', 'https://asia.creativecdn.com/tags?id=pr_x'],
  [
    'rudderstack',
    'https://cdn.rudderlabs.com/v3/modern/rsa.min.js',
    'https://api.rudderstack.com/sourceConfig/',
  ],
  ['segment', 'https://cdn.segment.com/analytics.js/v1/abc/analytics.min.js'],
  [
    'sendpulse',
    'https://web.webpushs.com/js/push/0123456789abcdef_1.js',
    'https://cdn.sendpulse.com/sp-push-worker-fb.js',
  ],
  ['sentry', 'https://js.sentry-cdn.com/0123.min.js', 'https://o1.ingest.sentry.io/api/1/envelope/'],
  ['sharethis', 'https://platform-api.sharethis.com/js/sharethis.js', 'https://l.sharethis.com/pview'],
  ['shopify-analytics', 'https://monorail-edge.shopifysvc.com/v1/produce'],
  ['smartlook', 'https://web-sdk.smartlook.com/recorder.js', 'https://rec.smartlook.com/recorder.js'],
  ['snap-pixel', 'https://sc-static.net/scevent.min.js', 'https://tr.snapchat.com/p'],
  ['snowplow', 'https://cdn.jsdelivr.net/npm/@snowplow/javascript-tracker@4/dist/sp.js'],
  ['soundcloud', 'https://w.soundcloud.com/player/?url=x'],
  ['sovrn', 'https://ap.lijit.com/rtb/bid'],
  ['spotify-embed', 'https://open.spotify.com/embed/track/x'],
  ['statcounter', 'https://www.statcounter.com/counter/counter.js', 'https://c.statcounter.com/1/0/abc/1/'],
  ['stripe', 'https://js.stripe.com/v3/', 'https://m.stripe.network/inner.html'],
  ['taboola', 'https://cdn.taboola.com/libtrc/unip/1/tfa.js'],
  ['tawk-to', 'https://embed.tawk.to/abc/default'],
  ['teads', 'https://p.teads.tv/teads-fellow.js', 'https://a.teads.tv/hb/bid-request'],
  ['tealium', 'https://tags.tiqcdn.com/utag/contoh/main/prod/utag.js'],
  ['the-trade-desk', 'https://js.adsrvr.org/up_loader.1.1.0.js', 'https://insight.adsrvr.org/track/up'],
  [
    'tidio',
    'https://code.tidio.co/abcdefghijklmnop.js',
    'https://widget-v4.tidiochat.com/1_1_1/static/js/widget.js',
  ],
  ['tiktok-embed', 'https://www.tiktok.com/embed.js'],
  ['tiktok-pixel', 'https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=x&lib=ttq'],
  ['trustpilot', 'https://widget.trustpilot.com/bootstrap/v5/tp.widget.bootstrap.min.js'],
  ['turnstile', 'https://challenges.cloudflare.com/turnstile/v0/api.js'],
  ['typeform', 'https://embed.typeform.com/next/embed.js', 'https://form.typeform.com/to/abc'],
  ['umami', 'https://cloud.umami.is/script.js'],
  ['vercel-analytics', 'https://va.vercel-scripts.com/v1/script.js'],
  ['vimeo', 'https://player.vimeo.com/video/1'],
  ['vwo', 'https://dev.visualwebsiteoptimizer.com/j.php?a=1'],
  ['webengage', 'https://ssl.widgets.webengage.com/js/webengage-min-v-6.0.js'],
  ['webpushr', 'https://cdn.webpushr.com/app.min.js'],
  ['wistia', 'https://fast.wistia.com/assets/external/E-v1.js', 'https://fast.wistia.net/embed/iframe/abc'],
  ['x-ads', 'https://static.ads-twitter.com/uwt.js'],
  ['x-embed', 'https://platform.twitter.com/widgets.js'],
  ['xandr', 'https://acdn.adnxs.com/dmp/up/pixie.js', 'https://ib.adnxs.com/px?id=1'],
  ['xendit', 'https://js.xendit.co/v1/xendit.min.js'],
  ['yandex-metrica', 'https://mc.yandex.ru/metrika/tag.js'],
  ['yotpo', 'https://staticw2.yotpo.com/x/widget.js'],
  ['youtube', 'https://www.youtube.com/embed/x', 'https://www.youtube.com/iframe_api'],
  ['zendesk', 'https://static.zdassets.com/ekr/snippet.js?key=x'],
  ['zoho-salesiq', 'https://salesiq.zoho.com/widget', 'https://salesiq.zoho.eu/widget'],
];

const matcherOf = (
  services: readonly { id: string; hosts: readonly string[] }[],
): ReturnType<typeof createMatcher<string>> =>
  createMatcher(services.flatMap(({ id, hosts }) => hosts.map((rule) => [rule, 0, id] as const)));
const whole = matcherOf(catalogue);
const packed = matcherOf(unpackServices(packServices(sortForPacking(catalogue))));
/** Whose an address is: by the rules as written, and as the gate gets them. */
const claimants = (address: string): (string | undefined)[] =>
  [whole, packed].map((of) => of(new URL(address)));

it('has an address of every service, and each service once', () => {
  expect(ADDRESSES.map(([id]) => id)).toEqual(catalogue.map(({ id }) => id));
});

it.each(ADDRESSES.flatMap(([id, ...addresses]) => addresses.map((address) => [address, id])))(
  'knows %s as of %s',
  (address, id) => {
    expect(claimants(address)).toEqual([id, id]);
  },
);

describe('claims no address that only looks like one of a third party', () => {
  const hosts = [
    ...new Set(catalogue.flatMap((service) => service.hosts.map((rule) => rule.replace(/[/?].*/, '')))),
  ];
  const outermost = hosts.filter((host) => !hosts.some((other) => host.endsWith(`.${other}`)));

  it.each([
    ['under a host of the site', (host: string) => `https://${host}.contoh.co.id/tag.js`],
    ['in a path of the site', (host: string) => `https://contoh.co.id/${host}/tag.js`],
    ['in a query of the site', (host: string) => `https://contoh.co.id/tag.js?u=https://${host}/`],
    ['in front of an @', (host: string) => `https://${host}@contoh.co.id/`],
    ['with dashes', (host: string) => `https://${host.replaceAll('.', '-')}.contoh.co.id/`],
  ])('%s', (_, disguise) => {
    for (const host of hosts)
      expect([host, ...claimants(disguise(host))]).toEqual([host, undefined, undefined]);
  });

  it('by beginning or ending with something else', () => {
    for (const host of outermost)
      for (const other of [`my${host}`, `not-${host}`, `${host}x`, `${host}.id`])
        expect([other, ...claimants(`https://${other}/`)]).toEqual([other, undefined, undefined]);
  });
});

it.each([
  'https://hotjar.com.contoh.co.id/',
  'https://myhotjar.com/c/hotjar.js',
  'https://contoh.co.id/hotjar.com/',
  'https://analytics.contoh.co.id/matomo.js',
  'https://stats.contoh.co.id/js/script.js',
  'https://sgtm.contoh.co.id/gtm.js?id=GTM-ABC1234',
  'https://pixel.contoh.co.id/tr?id=1',
])('leaves %s to the site, which may declare it', (address) => {
  expect(claimants(address)).toEqual([undefined, undefined]);
});

it.each([
  'https://d111111abcdef8.cloudfront.net/app.js',
  'https://contoh.s3.ap-southeast-1.amazonaws.com/app.js',
  'https://storage.googleapis.com/contoh/app.js',
  'https://ajax.googleapis.com/ajax/libs/jquery/3.7.1/jquery.min.js',
  'https://www.gstatic.com/charts/loader.js',
  'https://www.googleapis.com/youtube/v3/search',
  'https://apis.google.com/js/api.js',
  'https://accounts.google.com/o/oauth2/v2/auth',
  'https://www.google.com/search?q=contoh',
  'https://www.google.co.id/',
  'https://drive.google.com/file/d/x/view',
  'https://contoh.firebaseio.com/x.json',
  'https://cdn.jsdelivr.net/npm/bootstrap@5/dist/js/bootstrap.min.js',
  'https://unpkg.com/vue@3',
  'https://cdnjs.cloudflare.com/ajax/libs/x/1/x.js',
  'https://www.cloudflare.com/',
  'https://contoh.azureedge.net/app.js',
  'https://contoh.azurewebsites.net/',
  'https://contoh.blob.core.windows.net/x/app.js',
  'https://contoh.visualstudio.com/',
  'https://contoh.herokuapp.com/',
  'https://contoh.github.io/',
  'https://contoh.vercel.app/',
  'https://contoh.netlify.app/',
  'https://contoh.myshopify.com/cart.js',
  'https://cdn.shopify.com/s/files/1/x.js',
  'https://contoh.wordpress.com/',
  'https://i0.wp.com/contoh.co.id/x.jpg',
  'https://s.w.org/images/core/emoji/15/svg/x.svg',
  'https://static.line-scdn.net/liff/edge/2/sdk.js',
  'https://social-plugins.line.me/lineit/share',
  'https://i.pinimg.com/236x/x.jpg',
  'https://media.licdn.com/dms/image/x',
  'https://www.zoho.com/',
  'https://www.adobe.com/',
  'https://map.baidu.com/',
  'https://contoh.app.link/',
])('claims nothing of %s, which serves anything', (address) => {
  expect(claimants(address)).toEqual([undefined, undefined]);
});

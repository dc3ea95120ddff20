import {
  frame,
  image,
  inline,
  inserts,
  markup,
  noscript,
  queued,
  script,
  type VendorTag,
} from './vendor-tags-form.ts';

/** Advertising, its measurement, and what brings customers back. */
export const MARKETING: readonly VendorTag[] = [
  {
    id: 'meta-pixel',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (f, b, e, v, n, t, s) {
        if (f.fbq) return;
        n = f.fbq = function () { n.callMethod ? n.callMethod.apply(n, arguments) : n.queue.push(arguments); };
        if (!f._fbq) f._fbq = n;
        n.push = n; n.loaded = !0; n.version = '2.0'; n.queue = [];
        t = b.createElement(e); t.async = !0; t.src = v; s = b.getElementsByTagName(e)[0]; s.parentNode.insertBefore(t, s);
      }(window, document, 'script', 'https://connect.facebook.net/en_US/fbevents.js');
      fbq('init', '2468'); fbq('track', 'PageView');`),
      noscript(
        '<img height="1" width="1" style="display:none" src="https://www.facebook.com/tr?id=2468&amp;ev=PageView&amp;noscript=1">',
      ),
    ],
    stubs: {
      'connect.facebook.net/en_US/fbevents.js': {
        cookies: ['_fbp'],
        local: ['lastExternalReferrer'],
        sends: [
          ['script', 'https://connect.facebook.net/signals/config/2468?v=2.9'],
          ['image', 'https://www.facebook.com/tr/?id=2468&ev=PageView'],
        ],
        code: `drain(fbq.queue);`,
      },
      'connect.facebook.net/signals/config/2468?v=2.9': {},
    },
    calls: ['init', 'track'],
  },
  {
    id: 'tiktok-pixel',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (w, d, t) {
        w.TiktokAnalyticsObject = t; var ttq = w[t] = w[t] || [];
        ttq.methods = ['page', 'track', 'identify'];
        ttq.setAndDefer = function (t, e) { t[e] = function () { t.push([e].concat(Array.prototype.slice.call(arguments, 0))); }; };
        for (var i = 0; i < ttq.methods.length; i++) ttq.setAndDefer(ttq, ttq.methods[i]);
        ttq.load = function (e) {
          var r = 'https://analytics.tiktok.com/i18n/pixel/events.js';
          ttq._i = ttq._i || {}; ttq._i[e] = []; ttq._i[e]._u = r;
          var n = d.createElement('script'); n.type = 'text/javascript'; n.async = !0; n.src = r + '?sdkid=' + e + '&lib=' + t;
          e = d.getElementsByTagName('script')[0]; e.parentNode.insertBefore(n, e);
        };
        ttq.load('C1TOKO'); ttq.page();
      }(window, document, 'ttq');`),
    ],
    stubs: {
      'analytics.tiktok.com/i18n/pixel/events.js?sdkid=C1TOKO&lib=ttq': {
        cookies: ['_ttp', '_tt_enable_cookie', 'ttcsid'],
        session: ['tt_sessionId', 'tt_appInfo'],
        sends: [
          ['script', 'https://analytics.tiktok.com/i18n/pixel/static/main.js'],
          ['beacon', 'https://analytics.tiktok.com/api/v2/pixel'],
        ],
        code: `drain(ttq);`,
      },
      'analytics.tiktok.com/i18n/pixel/static/main.js': {},
    },
    calls: ['page'],
  },
  {
    id: 'google-ads',
    category: 'marketing',
    place: 'head',
    pieces: [
      script('https://www.googletagmanager.com/gtag/js?id=AW-1357', 'async'),
      inline(`window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }
        gtag('js', new Date()); gtag('config', 'AW-1357');`),
      inline(`gtag('event', 'conversion', { send_to: 'AW-1357/beli', value: 1.0, currency: 'IDR' });`),
    ],
    stubs: {
      'www.googletagmanager.com/gtag/js?id=AW-1357': {
        cookies: ['_gcl_au'],
        sends: [
          ['image', 'https://googleads.g.doubleclick.net/pagead/viewthroughconversion/1357/?random=1'],
          ['frame', 'https://td.doubleclick.net/td/rul/1357?random=1'],
          ['fetch', 'https://www.google.com/ccm/collect?en=page_view'],
        ],
        code: `for (const item of dataLayer) if (item[1] === 'AW-1357' || /^AW-1357/.test(item[2]?.send_to)) call(item[0]);`,
      },
    },
    calls: ['config', 'event'],
  },
  {
    id: 'floodlight',
    category: 'marketing',
    asks: ['https://1234.fls.doubleclick.net/activityi;src=1234;type=toko;cat=beli;ord=7?'],
    place: 'body',
    pieces: [
      inline(
        `var axel = Math.random() + ''; var a = 7;
        document.write('<iframe src="https://1234.fls.doubleclick.net/activityi;src=1234;type=toko;cat=beli;ord=' + a + '?" width="1" height="1" frameborder="0" style="display:none"></iframe>');`,
        'type="text/javascript"',
      ),
      noscript(
        '<iframe src="https://1234.fls.doubleclick.net/activityi;src=1234;type=toko;cat=beli;ord=1?" width="1" height="1"></iframe>',
      ),
    ],
    stands: 'iframe[src*="1234.fls.doubleclick.net"]',
  },
  {
    id: 'google-adsense',
    category: 'marketing',
    place: 'body',
    pieces: [
      script(
        'https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-1',
        'async',
        'crossorigin="anonymous"',
      ),
      markup(
        '<ins class="adsbygoogle" style="display:block" data-ad-client="ca-pub-1" data-ad-slot="2"></ins>',
      ),
      inline(`(adsbygoogle = window.adsbygoogle || []).push({ params: {} });`),
    ],
    stubs: {
      'pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-1': {
        cookies: ['__gads', '__gpi'],
        sends: [
          ['frame', 'https://googleads.g.doubleclick.net/pagead/ads?client=ca-pub-1'],
          ['beacon', 'https://pagead2.googlesyndication.com/pagead/gen_204?id=1'],
        ],
        code: `drain((self.adsbygoogle ??= []));`,
      },
    },
    calls: ['params'],
  },
  {
    id: 'google-ad-manager',
    category: 'marketing',
    place: 'body',
    pieces: [
      script('https://securepubads.g.doubleclick.net/tag/js/gpt.js', 'async', 'crossorigin="anonymous"'),
      inline(`window.googletag = window.googletag || { cmd: [] };
        googletag.cmd.push(function (g) { googletag.defineSlot('/1/toko', [300, 250], 'div-gpt-ad-1'); googletag.enableServices(); });`),
      markup('<div id="div-gpt-ad-1" style="min-width: 300px; min-height: 250px;">'),
      inline(`googletag.cmd.push(function () { googletag.display('div-gpt-ad-1'); });`),
      markup('</div>'),
    ],
    stubs: {
      'securepubads.g.doubleclick.net/tag/js/gpt.js': {
        cookies: ['GoogleAdServingTest'],
        sends: [['script', 'https://securepubads.g.doubleclick.net/pagead/managed/js/gpt/m1/pubads_impl.js']],
        code: `for (const name of ['defineSlot', 'enableServices', 'display']) googletag[name] = () => call(name); drain(googletag.cmd);`,
      },
      'securepubads.g.doubleclick.net/pagead/managed/js/gpt/m1/pubads_impl.js': {
        sends: [['fetch', 'https://securepubads.g.doubleclick.net/gampad/ads?iu=toko']],
      },
    },
    calls: ['defineSlot', 'enableServices', 'display'],
  },
  {
    id: 'adobe-audience-manager',
    category: 'marketing',
    place: 'body',
    pieces: [
      frame('https://toko.demdex.net/dest5.html?d_nsid=0', 'id="destination_publishing_iframe_toko_0"'),
      image('https://dpm.demdex.net/ibs:dpid=1&dpuuid=2'),
    ],
  },
  {
    id: 'amazon-ads',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (a9, a, p, s, t, A, g) {
        if (a[a9]) return;
        function q(c, r) { a[a9]._Q.push([c, r]); }
        a[a9] = { init: function () { q('i', arguments); }, fetchBids: function () { q('f', arguments); }, _Q: [] };
        A = p.createElement(s); A.async = !0; A.src = t; g = p.getElementsByTagName(s)[0]; g.parentNode.insertBefore(A, g);
      }('apstag', window, document, 'script', '//c.amazon-adsystem.com/aax2/apstag.js');
      apstag.init({ pubID: '1' }); apstag.fetchBids({ slots: [] }, function () {});`),
    ],
    stubs: {
      'c.amazon-adsystem.com/aax2/apstag.js': {
        sends: [
          ['xhr', 'https://aax.amazon-adsystem.com/e/dtb/bid?src=1'],
          ['frame', 'https://s.amazon-adsystem.com/iu3?cm3ppd=1'],
        ],
        code: `drain(apstag._Q);`,
      },
    },
    calls: ['i', 'f'],
  },
  {
    id: 'appsflyer',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (t, e, n, s, a, c, i, o, p) {
        t.AppsFlyerSdkObject = a, t.AF = t.AF || function () { (t.AF.q = t.AF.q || []).push([Date.now()].concat(Array.prototype.slice.call(arguments))); },
        t.AF.id = t.AF.id || i, t.AF.plugins = {}, o = e.createElement(n), p = e.getElementsByTagName(n)[0], o.async = 1,
        o.src = 'https://websdk.appsflyer.com?' + (c.length > 0 ? 'st=' + c.split(',').sort().join(',') + '&' : '') + (i.length > 0 ? 'af_id=' + i : ''),
        p.parentNode.insertBefore(o, p);
      }(window, document, 'script', 0, 'AF', 'pba', '');
      AF('pba', 'event', { eventType: 'EVENT', eventName: 'buka' });`),
    ],
    stubs: {
      'websdk.appsflyer.com/?st=pba&': {
        cookies: ['afUserId', 'AF_SYNC'],
        sends: [['fetch', 'https://wa.appsflyer.com/events?site-id=1']],
        code: `for (const [, name] of AF.q) call(name);`,
      },
    },
    calls: ['pba'],
  },
  {
    id: 'bing-uet',
    category: 'marketing',
    asks: ['https://bat.bing.com/action/0?ti=31&evt=pageLoad'],
    place: 'head',
    // What it makes of itself waits for the element's own event.
    pieces: [
      inline(`(function (w, d, t, r, u) {
        var f, n, i; w[u] = w[u] || [], f = function () {
          var o = { ti: '31', enableAutoSpaTracking: true }; o.q = w[u], w[u] = new UET(o), w[u].push('pageLoad');
        }, n = d.createElement(t), n.src = r, n.async = 1, n.onload = n.onreadystatechange = function () {
          var s = this.readyState; s && s !== 'loaded' && s !== 'complete' || (f(), n.onload = n.onreadystatechange = null);
        }, i = d.getElementsByTagName(t)[0], i.parentNode.insertBefore(n, i);
      })(window, document, 'script', '//bat.bing.com/bat.js', 'uetq');`),
    ],
    stubs: {
      'bat.bing.com/bat.js': {
        cookies: ['_uetsid', '_uetvid'],
        local: ['_uetsid_exp'],
        code: `self.UET = function (o) { call('UET ' + o.ti); this.push = (name) => { call(name); new Image().src = 'https://bat.bing.com/action/0?ti=31&evt=pageLoad'; }; };`,
      },
    },
    calls: ['UET 31', 'pageLoad'],
  },
  {
    id: 'comscore',
    category: 'marketing',
    asks: ['https://sb.scorecardresearch.com/b?c1=2&c2=6035'],
    place: 'body',
    pieces: [
      inline(
        `document.write(unescape("%3Cscript src='" + (document.location.protocol == 'https:' ? 'https://sb' : 'http://b') + ".scorecardresearch.com/beacon.js' %3E%3C/script%3E"));`,
      ),
      inline(`COMSCORE.beacon({ c1: 2, c2: '6035' });`),
      noscript('<img src="https://sb.scorecardresearch.com/p?c1=2&amp;c2=6035&amp;cv=2.0&amp;cj=1">'),
    ],
    stubs: {
      'sb.scorecardresearch.com/beacon.js': {
        isWritten: true,
        code: `self.COMSCORE = { beacon(o) { call('beacon ' + o.c2); new Image().src = 'https://sb.scorecardresearch.com/b?c1=2&c2=6035'; } };`,
      },
    },
    calls: ['beacon 6035'],
    throws: /COMSCORE is not defined/,
  },
  {
    id: 'criteo',
    category: 'marketing',
    place: 'head',
    pieces: [
      script('//dynamic.criteo.com/js/ld/ld.js?a=4455', 'async', 'type="text/javascript"'),
      inline(
        `window.criteo_q = window.criteo_q || [];
        var deviceType = /iPad/.test(navigator.userAgent) ? 't' : 'd';
        window.criteo_q.push({ event: 'setAccount', account: 4455 }, { event: 'setSiteType', type: deviceType }, { event: 'viewHome' });`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'dynamic.criteo.com/js/ld/ld.js?a=4455': {
        cookies: ['cto_bundle'],
        local: ['cto_bundle'],
        sends: [
          ['script', 'https://sslwidget.criteo.com/event?a=4455&v=5'],
          ['frame', 'https://gum.criteo.com/syncframe?topUrl=toko.test'],
        ],
        code: `drain(criteo_q);`,
      },
      'sslwidget.criteo.com/event?a=4455&v=5': {},
    },
    calls: ['setAccount', 'setSiteType', 'viewHome'],
  },
  {
    id: 'hubspot',
    category: 'marketing',
    place: 'body',
    pieces: [script('//js.hs-scripts.com/9988.js', 'async', 'type="text/javascript" id="hs-script-loader"')],
    stubs: {
      'js.hs-scripts.com/9988.js': {
        cookies: ['__hstc', 'hubspotutk', '__hssc', '__hssrc'],
        sends: [
          ['script', 'https://js.hs-analytics.net/analytics/1/9988.js'],
          ['script', 'https://js.hs-banner.com/v2/9988/banner.js'],
        ],
        code: `call(document.getElementById('hs-script-loader').localName);`,
      },
      'js.hs-analytics.net/analytics/1/9988.js': {
        sends: [['image', 'https://track.hubspot.com/__ptq.gif?a=9988']],
      },
      'js.hs-banner.com/v2/9988/banner.js': {},
    },
    calls: ['script'],
  },
  {
    id: 'hubspot-form',
    service: 'hubspot',
    category: 'marketing',
    asks: ['https://forms.hsforms.com/embed/v3/form/9988/f1'],
    place: 'body',
    pieces: [
      script('//js.hsforms.net/forms/embed/v2.js', 'sync', 'charset="utf-8" type="text/javascript"'),
      inline(`hbspt.forms.create({ region: 'na1', portalId: '9988', formId: 'f1' });`),
    ],
    stubs: {
      'js.hsforms.net/forms/embed/v2.js': {
        code: `self.hbspt = { forms: { create({ formId }) { call('create ' + formId); fetch('https://forms.hsforms.com/embed/v3/form/9988/f1', { mode: 'no-cors' }).catch(() => 0); } } };`,
      },
    },
    calls: ['create f1'],
    throws: /hbspt is not defined/,
  },
  {
    id: 'insider',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(
        `window.insider_object = { user: { uuid: 'p1', gdpr_optin: true }, page: { type: 'Home' } }; window.InsiderQueue = window.InsiderQueue || []; window.InsiderQueue.push({ type: 'init' });`,
      ),
      script('https://toko.api.useinsider.com/ins.js?id=10001', 'async'),
    ],
    stubs: {
      'toko.api.useinsider.com/ins.js?id=10001': {
        cookies: ['ins-test-cookie'],
        local: ['ins-today-sId', 'insUserPermissionGranted'],
        sends: [
          ['xhr', 'https://hit.api.useinsider.com/hit?p=toko'],
          ['fetch', 'https://log.api.useinsider.com/event'],
        ],
        code: `call(insider_object.page.type); drain(InsiderQueue);`,
      },
    },
    calls: ['Home', 'type'],
  },
  {
    id: 'klaviyo',
    category: 'marketing',
    place: 'body',
    pieces: [
      script(
        'https://static.klaviyo.com/onsite/js/K1/klaviyo.js?company_id=K1',
        'async',
        'type="text/javascript"',
      ),
      inline(`!function () { if (!window.klaviyo) { window._klOnsite = window._klOnsite || [];
        window.klaviyo = new Proxy({}, { get: function (n, i) { return function () { window._klOnsite.push([i].concat([].slice.call(arguments))); }; } }); } }();
        klaviyo.identify({ email: 'a@toko.test' });`),
    ],
    stubs: {
      'static.klaviyo.com/onsite/js/K1/klaviyo.js?company_id=K1': {
        cookies: ['__kla_id'],
        local: ['klaviyoOnsite', 'klaviyoPagesVisitCount'],
        sends: [['fetch', 'https://a.klaviyo.com/client/profiles/?company_id=K1']],
        code: `drain(_klOnsite);`,
      },
    },
    calls: ['identify'],
  },
  {
    id: 'linkedin-insight',
    category: 'marketing',
    place: 'body',
    pieces: [
      inline(
        `_linkedin_partner_id = '321'; window._linkedin_data_partner_ids = window._linkedin_data_partner_ids || [];
        window._linkedin_data_partner_ids.push(_linkedin_partner_id);`,
        'type="text/javascript"',
      ),
      inline(
        `(function (l) { if (!l) { window.lintrk = function (a, b) { window.lintrk.q.push([a, b]); }; window.lintrk.q = []; }
          ${inserts('https://snap.licdn.com/li.lms-analytics/insight.min.js')} })(window.lintrk);`,
        'type="text/javascript"',
      ),
      noscript(
        '<img height="1" width="1" style="display:none;" alt="" src="https://px.ads.linkedin.com/collect/?pid=321&amp;fmt=gif">',
      ),
    ],
    stubs: {
      'snap.licdn.com/li.lms-analytics/insight.min.js': {
        cookies: ['li_fat_id', 'ln_or'],
        local: ['li_adsId'],
        sends: [['image', 'https://px.ads.linkedin.com/collect/?v=2&pid=321']],
        code: `call(_linkedin_data_partner_ids.join());`,
      },
    },
    calls: ['321'],
  },
  {
    id: 'mailchimp',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(
        `!function (c, h, i, m, p) { m = c.createElement(h), p = c.getElementsByTagName(h)[0], m.async = 1, m.src = i, p.parentNode.insertBefore(m, p); }(document, 'script', 'https://chimpstatic.com/mcjs-connected/js/users/u1/m1.js');`,
        'id="mcjs"',
      ),
    ],
    stubs: {
      'chimpstatic.com/mcjs-connected/js/users/u1/m1.js': {
        cookies: ['MCPopupClosed'],
        sends: [['script', 'https://downloads.mailchimp.com/js/signup-forms/popup/embed.js']],
      },
      'downloads.mailchimp.com/js/signup-forms/popup/embed.js': {},
    },
  },
  {
    id: 'mailchimp-popup',
    service: 'mailchimp',
    category: 'marketing',
    place: 'body',
    pieces: [
      script(
        '//downloads.mailchimp.com/js/signup-forms/popup/unique-methods/embed.js',
        'sync',
        `type="text/javascript" data-dojo-config="usePlainJson: true, isDebug: false"`,
      ),
      inline(
        `window.dojoRequire(["mojo/signup-forms/Loader"], function (L) { L.start({ "baseUrl": "mc.us1.list-manage.com", "uuid": "u1" }); });`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'downloads.mailchimp.com/js/signup-forms/popup/unique-methods/embed.js': {
        code: `self.dojoRequire = (names, f) => { call('require'); f({ start: ({ uuid }) => call('start ' + uuid) }); };`,
      },
    },
    calls: ['require', 'start u1'],
    throws: /dojoRequire is not a function/,
  },
  {
    id: 'moengage',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(
        `!function (e, n, i, t, a, r, o, d) {
          if (!e[a]) {
            e[a] = { moe: [], initialised: false };
            d = n.createElement(i); o = n.getElementsByTagName(i)[0]; d.async = 1; d.src = t; o.parentNode.insertBefore(d, o);
            e.moe = e.moe || function () { e[a].moe.push(arguments); return e[a]; };
            d.onload = function () { if (r) e[a].ready(r); };
          }
        }(window, document, 'script', document.location.protocol === 'https:' ? 'https://cdn.moengage.com/webpush/moe_webSdk.min.latest.js' : 'http://cdn.moengage.com/webpush/moe_webSdk.min.latest.js', 'Moengage_data', { app_id: 'M1', debug_logs: 0 });
        Moengage = moe({ app_id: 'M1', debug_logs: 0 });`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'cdn.moengage.com/webpush/moe_webSdk.min.latest.js': {
        cookies: ['moe_uuid', 'moe_u_d', 'moe_s_n'],
        local: ['MOE_DATA'],
        sends: [['fetch', 'https://sdk-01.moengage.com/v2/report/add/M1']],
        code: `call('init ' + Moengage_data.moe[0][0].app_id); Moengage_data.ready = () => call('ready');`,
      },
    },
    calls: ['init M1', 'ready'],
  },
  {
    id: 'onesignal',
    category: 'marketing',
    place: 'head',
    pieces: [
      script('https://cdn.onesignal.com/sdks/web/v16/OneSignalSDK.page.js', 'defer'),
      inline(`window.OneSignalDeferred = window.OneSignalDeferred || [];
        OneSignalDeferred.push(async function (OneSignal) { await OneSignal.init({ appId: 'a1' }); });`),
    ],
    stubs: {
      'cdn.onesignal.com/sdks/web/v16/OneSignalSDK.page.js': {
        local: ['onesignal-notification-prompt', 'os_pageViews'],
        sends: [
          ['script', 'https://cdn.onesignal.com/sdks/web/v16/OneSignalSDK.page.es6.js?v=1'],
          ['fetch', 'https://api.onesignal.com/sync/a1/web'],
        ],
        code: `drain(OneSignalDeferred, { init: async ({ appId }) => call('init ' + appId) });`,
      },
      'cdn.onesignal.com/sdks/web/v16/OneSignalSDK.page.es6.js?v=1': {},
    },
    calls: ['init a1'],
  },
  {
    id: 'outbrain',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(
        `!function (_window, _document) {
          var OB_ADV_ID = '00ff';
          if (_window.obApi) return;
          var api = _window.obApi = function () { api.dispatch ? api.dispatch.apply(api, arguments) : api.queue.push(arguments); };
          api.version = '1.1'; api.loaded = true; api.marketerId = OB_ADV_ID; api.queue = [];
          var tag = _document.createElement('script'); tag.async = true; tag.src = '//amplify.outbrain.com/cp/obtp.js'; tag.type = 'text/javascript';
          var script = _document.getElementsByTagName('script')[0]; script.parentNode.insertBefore(tag, script);
        }(window, document); obApi('track', 'PAGE_VIEW');`,
        'data-obct type="text/javascript"',
      ),
    ],
    stubs: {
      'amplify.outbrain.com/cp/obtp.js': {
        cookies: ['outbrain_dicbo_id'],
        local: ['OB-USER-TOKEN'],
        sends: [['image', 'https://tr.outbrain.com/pixel?marketerId=00ff']],
        code: `drain(obApi.queue);`,
      },
    },
    calls: ['track'],
  },
  {
    id: 'outbrain-widget',
    service: 'outbrain',
    category: 'marketing',
    place: 'body',
    pieces: [
      markup('<div class="OUTBRAIN" data-src="https://toko.test/" data-widget-id="AR_1"></div>'),
      script('//widgets.outbrain.com/outbrain.js', 'async', 'type="text/javascript"'),
    ],
    stubs: {
      'widgets.outbrain.com/outbrain.js': {
        sends: [['script', 'https://mv.outbrain.com/Multivac/api/get?widgetJSId=AR_1']],
        code: `for (const it of document.querySelectorAll('.OUTBRAIN')) { call(it.dataset.widgetId); it.innerHTML = '<p class="ob-widget"></p>'; }`,
      },
      'mv.outbrain.com/Multivac/api/get?widgetJSId=AR_1': {},
    },
    calls: ['AR_1'],
    stands: '.OUTBRAIN .ob-widget',
  },
  {
    id: 'pinterest-tag',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (e) { if (!window.pintrk) { window.pintrk = function () { window.pintrk.queue.push(Array.prototype.slice.call(arguments)); };
          var n = window.pintrk; n.queue = [], n.version = '3.0';
          var t = document.createElement('script'); t.async = !0, t.src = e;
          var r = document.getElementsByTagName('script')[0]; r.parentNode.insertBefore(t, r); }
        }('https://s.pinimg.com/ct/core.js');
        pintrk('load', '26'); pintrk('page');`),
      noscript(
        '<img height="1" width="1" style="display:none;" alt="" src="https://ct.pinterest.com/v3/?event=init&amp;tid=26&amp;noscript=1">',
      ),
    ],
    stubs: {
      's.pinimg.com/ct/core.js': {
        cookies: ['_pin_unauth'],
        sends: [
          ['script', 'https://s.pinimg.com/ct/lib/main.1.js'],
          ['xhr', 'https://ct.pinterest.com/user/?tid=26'],
        ],
        code: `drain(pintrk.queue);`,
      },
      's.pinimg.com/ct/lib/main.1.js': {
        sends: [['image', 'https://ct.pinterest.com/v3/?tid=26&event=pagevisit']],
      },
    },
    calls: ['load', 'page'],
  },
  {
    id: 'quora-pixel',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (q, e, v, n, t, s) { if (q.qp) return; n = q.qp = function () { n.qp ? n.qp.apply(n, arguments) : n.queue.push(arguments); }; n.queue = [];
        t = document.createElement(e); t.async = !0; t.src = v; s = document.getElementsByTagName(e)[0]; s.parentNode.insertBefore(t, s);
        }(window, 'script', 'https://a.quora.com/qevents.js');
        qp('init', '77'); qp('track', 'ViewContent');`),
      noscript(
        '<img height="1" width="1" style="display:none" src="https://q.quora.com/_/ad/77/pixel?tag=ViewContent&amp;noscript=1">',
      ),
    ],
    stubs: {
      'a.quora.com/qevents.js': {
        sends: [['image', 'https://q.quora.com/_/ad/77/pixel?j=1']],
        code: `drain(qp.queue);`,
      },
    },
    calls: ['init', 'track'],
  },
  {
    id: 'reddit-pixel',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (w, d) { if (!w.rdt) { var p = w.rdt = function () { p.sendEvent ? p.sendEvent.apply(p, arguments) : p.callQueue.push(arguments); }; p.callQueue = [];
        var t = d.createElement('script'); t.src = 'https://www.redditstatic.com/ads/pixel.js', t.async = !0;
        var s = d.getElementsByTagName('script')[0]; s.parentNode.insertBefore(t, s); } }(window, document);
        rdt('init', 't2_1'); rdt('track', 'PageVisit');`),
    ],
    stubs: {
      'www.redditstatic.com/ads/pixel.js': {
        cookies: ['_rdt_uuid'],
        sends: [
          ['fetch', 'https://pixel-config.reddit.com/pixels/t2_1/config'],
          ['image', 'https://alb.reddit.com/rp.gif?id=t2_1'],
        ],
        code: `drain(rdt.callQueue);`,
      },
    },
    calls: ['init', 'track'],
  },
  {
    id: 'snap-pixel',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(
        `(function (e, t, n) { if (e.snaptr) return; var a = e.snaptr = function () { a.handleRequest ? a.handleRequest.apply(a, arguments) : a.queue.push(arguments); };
          a.queue = []; var s = 'script'; var r = t.createElement(s); r.async = !0; r.src = n; var u = t.getElementsByTagName(s)[0]; u.parentNode.insertBefore(r, u);
        })(window, document, 'https://sc-static.net/scevent.min.js');
        snaptr('init', 's1', {}); snaptr('track', 'PAGE_VIEW');`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'sc-static.net/scevent.min.js': {
        cookies: ['_scid', '_scid_r'],
        session: ['u_scsid'],
        sends: [
          ['script', 'https://tr.snapchat.com/config/com/s1.js?v=3'],
          ['beacon', 'https://tr.snapchat.com/p'],
        ],
        code: `drain(snaptr.queue);`,
      },
      'tr.snapchat.com/config/com/s1.js?v=3': {},
    },
    calls: ['init', 'track'],
  },
  {
    id: 'taboola',
    category: 'marketing',
    place: 'body',
    pieces: [
      inline(
        `window._taboola = window._taboola || []; _taboola.push({ article: 'auto' });
        !function (e, f, u, i) { if (!document.getElementById(i)) { e.async = 1; e.src = u; e.id = i; f.parentNode.insertBefore(e, f); }
        }(document.createElement('script'), document.getElementsByTagName('script')[0], '//cdn.taboola.com/libtrc/toko/loader.js', 'tb_loader_script');
        if (window.performance && typeof window.performance.mark == 'function') { window.performance.mark('tbl_ic'); }`,
        'type="text/javascript"',
      ),
      markup('<div id="taboola-below"></div>'),
      inline(
        `window._taboola = window._taboola || []; _taboola.push({ mode: 'thumbnails-a', container: 'taboola-below', placement: 'Below', target_type: 'mix' });`,
        'type="text/javascript"',
      ),
      inline(
        `window._taboola = window._taboola || []; _taboola.push({ flush: true });`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'cdn.taboola.com/libtrc/toko/loader.js': {
        cookies: ['trc_cookie_storage'],
        local: ['taboola global:user-id'],
        sends: [
          ['script', 'https://trc.taboola.com/toko/trc/3/json?tim=1'],
          ['beacon', 'https://trc-events.taboola.com/toko/log/3/visible'],
        ],
        code: `call(document.getElementById('tb_loader_script') === document.currentScript); drain(_taboola); document.getElementById('taboola-below').innerHTML = '<b>iklan</b>';`,
      },
      'trc.taboola.com/toko/trc/3/json?tim=1': {},
    },
    calls: ['true', 'article', 'mode', 'flush'],
    stands: '#taboola-below b',
  },
  {
    id: 'the-trade-desk',
    category: 'marketing',
    asks: ['https://insight.adsrvr.org/track/up?adv=a1'],
    place: 'head',
    pieces: [
      script('https://js.adsrvr.org/up_loader.1.1.0.js', 'sync', 'type="text/javascript"'),
      inline(
        `ttd_dom_ready(function () { if (typeof TTDUniversalPixelApi === 'function') { var universalPixelApi = new TTDUniversalPixelApi(); universalPixelApi.init('a1', ['u1'], 'https://insight.adsrvr.org/track/up'); } });`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'js.adsrvr.org/up_loader.1.1.0.js': {
        code: `self.ttd_dom_ready = (f) => document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', f) : f();
          self.TTDUniversalPixelApi = function () { this.init = (a) => { call('init ' + a);
            const it = document.createElement('iframe'); it.src = 'https://insight.adsrvr.org/track/up?adv=a1'; document.body.append(it); }; };`,
      },
    },
    calls: ['init a1'],
    throws: /ttd_dom_ready is not defined/,
  },
  {
    id: 'x-ads',
    category: 'marketing',
    place: 'head',
    pieces: [
      inline(`!function (e, t, n, s, u, a) { e.twq || (s = e.twq = function () { s.exe ? s.exe.apply(s, arguments) : s.queue.push(arguments); }, s.version = '1.1', s.queue = [],
        u = t.createElement(n), u.async = !0, u.src = 'https://static.ads-twitter.com/uwt.js', a = t.getElementsByTagName(n)[0], a.parentNode.insertBefore(u, a));
        }(window, document, 'script'); twq('config', 'x1');`),
    ],
    stubs: {
      'static.ads-twitter.com/uwt.js': {
        cookies: ['_twpid'],
        sends: [
          ['image', 'https://t.co/1/i/adsct?txn_id=x1'],
          ['image', 'https://analytics.twitter.com/1/i/adsct?txn_id=x1'],
        ],
        code: `drain(twq.queue);`,
      },
    },
    calls: ['config'],
  },
  {
    id: 'clevertap',
    category: 'marketing',
    declared: {
      hosts: ['d2r1yp2w7bby2u.cloudfront.net', 'clevertap-prod.com', 'wzrkt.com'],
      cookies: ['WZRK_*'],
      storage: ['WZRK_*'],
    },
    place: 'body',
    pieces: [
      inline(
        `var clevertap = { event: [], profile: [], account: [], onUserLogin: [], notifications: [], privacy: [] };
        clevertap.account.push({ id: 'TEST-1' }); clevertap.privacy.push({ optOut: false }); clevertap.event.push('Buka');
        (function () {
          var wzrk = document.createElement('script'); wzrk.type = 'text/javascript'; wzrk.async = true;
          wzrk.src = ('https:' == document.location.protocol ? 'https://d2r1yp2w7bby2u.cloudfront.net' : 'http://static.clevertap.com') + '/js/clevertap.min.js';
          var s = document.getElementsByTagName('script')[0]; s.parentNode.insertBefore(wzrk, s);
        })();`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'd2r1yp2w7bby2u.cloudfront.net/js/clevertap.min.js': {
        cookies: ['WZRK_G', 'WZRK_S_TEST-1'],
        local: ['WZRK_META'],
        sends: [['script', 'https://in1.clevertap-prod.com/a?t=96&type=push&d=1']],
        code: `call(clevertap.account[0].id); clevertap.event.forEach((name) => call(name));`,
      },
      'in1.clevertap-prod.com/a?t=96&type=push&d=1': {},
    },
    calls: ['TEST-1', 'Buka'],
  },
  {
    id: 'webengage',
    category: 'marketing',
    declared: { hosts: ['webengage.com', 'webengage.co'], cookies: ['_we_us*', 'we_*'], storage: ['_we_*'] },
    place: 'body',
    pieces: [
      inline(
        `var webengage; !function (w, e, b, n, g) {
          function o(e, t) { e[t[t.length - 1]] = function () { r.__queue.push([t.join('.'), arguments]); }; }
          var i, s, r = w[b]; r = w[b] = w[b] || {}; r.__queue = []; r.__v = '6.0';
          for (i = 0, s = ['init', 'onReady', 'track']; i < s.length; i++) o(r, [s[i]]);
          i = e.createElement('script'); i.async = !0; i.src = n; i.id = '_webengage_script_tag'; e.body.appendChild(i);
        }(window, document, 'webengage', 'https://widgets.in.webengage.com/js/webengage-min-v-6.0.js');
        webengage.init('in~1'); webengage.track('Buka');`,
        'id="_webengage_script_tag_inline" type="text/javascript"',
      ),
    ],
    stubs: {
      'widgets.in.webengage.com/js/webengage-min-v-6.0.js': {
        cookies: ['_we_us', 'we_luid'],
        sends: [['beacon', 'https://c.in.webengage.com/upload/1']],
        code: `drain(webengage.__queue);`,
      },
    },
    calls: ['init', 'track'],
  },
  {
    id: 'innity',
    category: 'marketing',
    declared: { hosts: ['innity.net', 'innity.com'], cookies: ['iUUID', 'innity.*'] },
    asks: ['https://as.innity.com/syndicate/?zone=88'],
    place: 'body',
    // Its script writes what it shows where it stands.
    pieces: [
      markup('<div id="zona-innity">'),
      inline(
        `var innity_adZoneAsync = {}; innity_zone = '88'; innity_width = '300';`,
        'type="text/javascript"',
      ),
      script('https://cdn.innity.net/network.js', 'sync', 'type="text/javascript" charset="UTF-8"'),
      markup('<span>akhir zona</span></div>'),
    ],
    stubs: {
      'cdn.innity.net/network.js': {
        cookies: ['iUUID'],
        code: `call('zone ' + innity_zone); document.write('<iframe class="innity" title="Iklan" width="300" height="250" src="https://as.innity.com/syndicate/?zone=88"></ifr' + 'ame>');`,
      },
    },
    calls: ['zone 88'],
    stands: '#zona-innity script + iframe.innity',
  },
  {
    id: 'mgid',
    category: 'marketing',
    declared: { hosts: ['mgid.com'], storage: ['mgid*'] },
    place: 'body',
    pieces: [
      markup('<div data-type="_mgwidget" data-widget-id="1350"></div>'),
      inline(`(function (w, q) { w[q] = w[q] || []; w[q].push(['_mgc.load']); })(window, '_mgq');`),
      script('https://jsc.mgid.com/site/987.js', 'async'),
    ],
    stubs: {
      'jsc.mgid.com/site/987.js': {
        local: ['mgid_visit'],
        sends: [
          ['script', 'https://servicer.mgid.com/1350/1?w=300'],
          ['beacon', 'https://c.mgid.com/pv/?cid=1350'],
        ],
        code: `drain(_mgq);`,
      },
      'servicer.mgid.com/1350/1?w=300': {},
    },
    calls: ['_mgc.load'],
  },
  {
    id: 'accesstrade',
    category: 'marketing',
    declared: { hosts: ['accesstrade.global', 'accesstrade.co.id'], cookies: ['_atrk_*'] },
    place: 'body',
    pieces: [
      inline(`var __atw = __atw || []; __atw.push({ merchant: 'toko', param: { result_id: 3, identifier: 'o-1' } });
        (function (a) { var b = a.createElement('script'); b.src = 'https://cv.accesstrade.global/js/atrk.js'; b.async = !0; a = a.getElementsByTagName('script')[0]; a.parentNode.insertBefore(b, a); })(document);`),
      image('https://cv.accesstrade.co.id/cv.php?identifier=o-1&mcn=1'),
    ],
    stubs: {
      'cv.accesstrade.global/js/atrk.js': {
        cookies: ['_atrk_siteuid'],
        sends: [['image', 'https://cv.accesstrade.global/conv.gif?mcn=toko']],
        code: `drain(__atw);`,
      },
    },
    calls: ['merchant'],
  },
  {
    id: 'adform',
    category: 'marketing',
    declared: { hosts: ['adform.net'], cookies: ['adf_*'] },
    place: 'body',
    pieces: [
      inline(`window._adftrack = Array.isArray(window._adftrack) ? window._adftrack : (window._adftrack ? [window._adftrack] : []);
        window._adftrack.push({ HttpHost: 'track.adform.net', pm: 55 });
        (function () { var s = document.createElement('script'); s.type = 'text/javascript'; s.async = true; s.src = 'https://s2.adform.net/banners/scripts/st/trackpoint-async.js';
          var x = document.getElementsByTagName('script')[0]; x.parentNode.insertBefore(s, x); })();`),
      noscript(
        '<p style="margin:0;padding:0;border:0;"><img src="https://track.adform.net/Serving/TrackPoint/?pm=55" width="1" height="1" alt=""></p>',
      ),
    ],
    stubs: {
      's2.adform.net/banners/scripts/st/trackpoint-async.js': {
        cookies: ['adf_1'],
        sends: [['script', 'https://track.adform.net/Serving/TrackPoint/?pm=55&ADFPageName=toko']],
        code: `drain(_adftrack);`,
      },
      'track.adform.net/Serving/TrackPoint/?pm=55&ADFPageName=toko': {},
    },
    calls: ['HttpHost'],
  },
  {
    id: 'afiliasi',
    category: 'marketing',
    declared: { hosts: ['afiliasi.test'], cookies: ['aff_click'] },
    place: 'head',
    pieces: [
      inline(
        `${queued('aff', 'c')} aff('klik', 'o-1'); ${inserts('https://cdn.afiliasi.test/v2/aff.js', 'head', `s.referrerPolicy = 'no-referrer'; s.setAttribute('data-mitra', 'toko');`)}`,
      ),
    ],
    stubs: {
      'cdn.afiliasi.test/v2/aff.js': {
        cookies: ['aff_click'],
        sends: [['beacon', 'https://t.afiliasi.test/klik']],
        code: `call(document.currentScript.dataset.mitra); drain(aff.c);`,
      },
    },
    calls: ['toko', 'klik'],
  },
];

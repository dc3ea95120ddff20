import {
  hint,
  image,
  inline,
  inserts,
  markup,
  noscript,
  queued,
  script,
  type VendorTag,
} from './vendor-tags-form.ts';

/** Statistics, recordings, experiments, errors. */
export const PERFORMANCE: readonly VendorTag[] = [
  {
    id: 'google-analytics',
    category: 'performance',
    place: 'head',
    pieces: [
      script('https://www.googletagmanager.com/gtag/js?id=G-TOKO1', 'async'),
      inline(`window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }
        gtag('js', new Date()); gtag('config', 'G-TOKO1'); gtag('event', 'lihat', { send_to: 'G-TOKO1' });`),
    ],
    stubs: {
      'www.googletagmanager.com/gtag/js?id=G-TOKO1': {
        cookies: ['_ga', '_ga_TOKO1'],
        sends: [
          ['beacon', 'https://region1.google-analytics.com/g/collect?v=2&tid=G-TOKO1'],
          ['image', 'https://www.google.co.id/ads/ga-audiences?v=1&tid=G-TOKO1', 'marketing'],
        ],
        code: `for (const item of dataLayer) if (item[1] === 'G-TOKO1' || item[2]?.send_to === 'G-TOKO1') call(item[0]);`,
      },
    },
    calls: ['config', 'event'],
  },
  {
    id: 'clarity',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`(function (c, l, a, r, i, t, y) {
        c[a] = c[a] || function () { (c[a].q = c[a].q || []).push(arguments); };
        t = l.createElement(r); t.async = 1; t.src = 'https://www.clarity.ms/tag/' + i;
        y = l.getElementsByTagName(r)[0]; y.parentNode.insertBefore(t, y);
      })(window, document, 'clarity', 'script', 'toko1'); clarity('set', 'toko', 'batik');`),
    ],
    stubs: {
      'www.clarity.ms/tag/toko1': {
        cookies: ['_clck', '_clsk'],
        session: ['_cltk'],
        sends: [
          ['script', 'https://scripts.clarity.ms/0.8.1/clarity.js'],
          ['image', 'https://c.bing.com/c.gif?ctsa=mr'],
        ],
        code: `drain(clarity.q);`,
      },
      'scripts.clarity.ms/0.8.1/clarity.js': { sends: [['xhr', 'https://z.clarity.ms/collect']] },
    },
    calls: ['set'],
  },
  {
    id: 'hotjar',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`(function (h, o, t, j, a, r) {
        h.hj = h.hj || function () { (h.hj.q = h.hj.q || []).push(arguments); };
        h._hjSettings = { hjid: 4321, hjsv: 6 };
        a = o.getElementsByTagName('head')[0]; r = o.createElement('script'); r.async = 1;
        r.src = t + h._hjSettings.hjid + j + h._hjSettings.hjsv; a.appendChild(r);
      })(window, document, 'https://static.hotjar.com/c/hotjar-', '.js?sv=');
      hj('identify', 'p1', {});`),
    ],
    stubs: {
      'static.hotjar.com/c/hotjar-4321.js?sv=6': {
        cookies: ['_hjSessionUser_4321', '_hjSession_4321'],
        session: ['hjViewportId'],
        sends: [['script', 'https://script.hotjar.com/modules.abc.js']],
        code: `drain(hj.q);`,
      },
      'script.hotjar.com/modules.abc.js': {
        sends: [['fetch', 'https://content.hotjar.io/?site_id=4321&gzip=1']],
      },
    },
    calls: ['identify'],
  },
  {
    id: 'amplitude',
    category: 'performance',
    asks: ['https://api2.amplitude.com/2/httpapi'],
    place: 'head',
    pieces: [
      script('https://cdn.amplitude.com/script/k3y.js'),
      inline(`window.amplitude.init('k3y', { autocapture: true }); amplitude.track('buka');`),
    ],
    stubs: {
      'cdn.amplitude.com/script/k3y.js': {
        cookies: ['AMP_k3y'],
        code: `self.amplitude = {
          init() { call('init'); },
          track() { call('track'); navigator.sendBeacon('https://api2.amplitude.com/2/httpapi', 'x'); },
        };`,
        sends: [['fetch', 'https://sr-client-cfg.amplitude.com/config?api_key=k3y']],
      },
    },
    calls: ['init', 'track'],
    throws: /reading 'init'/,
  },
  {
    id: 'cloudflare-web-analytics',
    category: 'performance',
    place: 'body',
    pieces: [
      script(
        'https://static.cloudflareinsights.com/beacon.min.js',
        'defer',
        `data-cf-beacon='{"token": "t0ken"}'`,
      ),
    ],
    stubs: {
      'static.cloudflareinsights.com/beacon.min.js': {
        code: `call(JSON.parse(document.currentScript.getAttribute('data-cf-beacon')).token);`,
        sends: [['beacon', 'https://cloudflareinsights.com/cdn-cgi/rum']],
      },
    },
    calls: ['t0ken'],
  },
  {
    id: 'contentsquare',
    category: 'performance',
    place: 'head',
    pieces: [script('https://t.contentsquare.net/uxa/abc123.js')],
    stubs: {
      't.contentsquare.net/uxa/abc123.js': {
        cookies: ['_cs_id', '_cs_s', '_cs_c'],
        sends: [['beacon', 'https://c.contentsquare.net/pageview?pid=1']],
      },
    },
  },
  {
    id: 'crazy-egg',
    category: 'performance',
    place: 'head',
    pieces: [script('//script.crazyegg.com/pages/scripts/0012/3456.js', 'async', 'type="text/javascript"')],
    stubs: {
      'script.crazyegg.com/pages/scripts/0012/3456.js': {
        cookies: ['_ce.s', '_ce.clock_data'],
        sends: [['xhr', 'https://tracking.crazyegg.com/clock?t=1']],
      },
    },
  },
  {
    id: 'fullstory',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`window['_fs_host'] = 'fullstory.com'; window['_fs_script'] = 'edge.fullstory.com/s/fs.js';
        window['_fs_org'] = 'o-1'; window['_fs_namespace'] = 'FS';
        (function (m, n, e, t) {
          if (e in m) return;
          var g = m[e] = function (a, b) { g.q ? g.q.push([a, b]) : g._api(a, b); }; g.q = [];
          var o = n.createElement(t); o.async = 1; o.crossOrigin = 'anonymous'; o.src = 'https://' + _fs_script;
          var y = n.getElementsByTagName(t)[0]; y.parentNode.insertBefore(o, y);
          g.identify = function (i) { g('user', { uid: i }); };
        })(window, document, window['_fs_namespace'], 'script'); FS.identify('p1');`),
    ],
    stubs: {
      'edge.fullstory.com/s/fs.js': {
        cookies: ['fs_uid', 'fs_lua'],
        local: ['_fs_uid'],
        sends: [['fetch', 'https://rs.fullstory.com/rec/page']],
        code: `drain(FS.q);`,
      },
    },
    calls: ['user'],
  },
  {
    id: 'heap',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`window.heap = window.heap || [], heap.load = function (e, t) {
          window.heap.appid = e; window.heap.config = t || {};
          var r = document.createElement('script'); r.type = 'text/javascript'; r.async = !0;
          r.src = 'https://cdn.heapanalytics.com/js/heap-' + e + '.js';
          var a = document.getElementsByTagName('script')[0]; a.parentNode.insertBefore(r, a);
          for (var p = ['identify', 'track'], o = 0; o < p.length; o++) (function (m) {
            heap[m] = function () { heap.push([m].concat([].slice.call(arguments, 0))); };
          })(p[o]);
        }; heap.load('777'); heap.track('buka');`),
    ],
    stubs: {
      'cdn.heapanalytics.com/js/heap-777.js': {
        cookies: ['_hp2_id.777', '_hp2_ses_props.777'],
        sends: [['image', 'https://heapanalytics.com/h?a=777']],
        code: `drain(heap);`,
      },
    },
    calls: ['track'],
  },
  {
    id: 'matomo-cloud',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`var _paq = window._paq = window._paq || [];
        _paq.push(['trackPageView']); _paq.push(['enableLinkTracking']);
        (function () {
          var u = 'https://toko.matomo.cloud/'; _paq.push(['setTrackerUrl', u + 'matomo.php']); _paq.push(['setSiteId', '1']);
          var d = document, g = d.createElement('script'), s = d.getElementsByTagName('script')[0];
          g.async = true; g.src = 'https://cdn.matomo.cloud/toko.matomo.cloud/matomo.js'; s.parentNode.insertBefore(g, s);
        })();`),
      noscript('<p><img src="https://toko.matomo.cloud/matomo.php?idsite=1&amp;rec=1" alt=""></p>'),
    ],
    stubs: {
      'cdn.matomo.cloud/toko.matomo.cloud/matomo.js': {
        cookies: ['_pk_id.1.ab12', '_pk_ses.1.ab12'],
        sends: [['beacon', 'https://toko.matomo.cloud/matomo.php?action_name=toko']],
        code: `drain(_paq);`,
      },
    },
    calls: ['trackPageView', 'enableLinkTracking', 'setTrackerUrl', 'setSiteId'],
  },
  {
    id: 'mixpanel',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`(function (f, b) {
        if (b.__SV) return;
        window.mixpanel = b; b._i = [];
        b.init = function (token, config) {
          b.track = function () { b.push(['track'].concat([].slice.call(arguments, 0))); };
          b._i.push([token, config]);
        };
        b.__SV = 1.2;
        var e = f.createElement('script'); e.type = 'text/javascript'; e.async = !0;
        e.src = 'https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js';
        var g = f.getElementsByTagName('script')[0]; g.parentNode.insertBefore(e, g);
      })(document, window.mixpanel || []);
      mixpanel.init('t0k', {}); mixpanel.track('buka');`),
    ],
    stubs: {
      'cdn.mxpnl.com/libs/mixpanel-2-latest.min.js': {
        cookies: ['mp_t0k_mixpanel'],
        local: ['__mpq_t0k_ev'],
        sends: [['fetch', 'https://api-js.mixpanel.com/track/?verbose=1']],
        code: `for (const [token] of mixpanel._i) call('init ' + token); drain(mixpanel);`,
      },
    },
    calls: ['init t0k', 'track'],
  },
  {
    id: 'mouseflow',
    category: 'performance',
    place: 'body',
    pieces: [
      inline(`window._mfq = window._mfq || [];
        (function () {
          var mf = document.createElement('script'); mf.type = 'text/javascript'; mf.defer = true;
          mf.src = '//cdn.mouseflow.com/projects/aaaa-bbbb.js'; document.getElementsByTagName('head')[0].appendChild(mf);
        })(); _mfq.push(['setVariable', 'toko', 'batik']);`),
    ],
    stubs: {
      'cdn.mouseflow.com/projects/aaaa-bbbb.js': {
        cookies: ['mf_user', 'mf_aaaa'],
        sends: [['xhr', 'https://o2.mouseflow.com/init?v=1']],
        code: `drain(_mfq);`,
      },
    },
    calls: ['setVariable'],
  },
  {
    id: 'new-relic',
    category: 'performance',
    place: 'head',
    // The agent stands in the page, and gets the rest of itself once that has loaded.
    pieces: [
      inline(`;window.NREUM || (NREUM = {}); NREUM.init = { session_replay: { enabled: true } };
        NREUM.info = { beacon: 'bam.nr-data.net', licenseKey: 'l1', applicationID: '1' };
        window.addEventListener('load', function () {
          ${inserts('https://js-agent.newrelic.com/nr-spa-1.300.0.min.js', 'head')}
        });`),
    ],
    stubs: {
      'js-agent.newrelic.com/nr-spa-1.300.0.min.js': {
        local: ['NRBA_SESSION'],
        sends: [['beacon', 'https://bam.nr-data.net/1/l1?a=1']],
        code: `call(NREUM.info.licenseKey);`,
      },
    },
    calls: ['l1'],
  },
  {
    id: 'optimizely',
    category: 'performance',
    place: 'head',
    pieces: [script('https://cdn.optimizely.com/js/1234567.js')],
    stubs: {
      'cdn.optimizely.com/js/1234567.js': {
        cookies: ['optimizelyEndUserId'],
        local: ['optimizely_data$$oeu1$$1$$visitor_profile'],
        sends: [['beacon', 'https://logx.optimizely.com/v1/events']],
      },
    },
  },
  {
    id: 'plausible',
    category: 'performance',
    place: 'head',
    pieces: [
      script('https://plausible.io/js/script.tagged-events.js', 'defer', 'data-domain="toko.test"'),
      inline(queued('plausible') + `plausible('Beli', { props: { barang: 'batik' } });`),
    ],
    stubs: {
      'plausible.io/js/script.tagged-events.js': {
        sends: [['xhr', 'https://plausible.io/api/event']],
        code: `call(document.currentScript.dataset.domain); drain(plausible.q);`,
      },
    },
    calls: ['toko.test', 'Beli'],
  },
  {
    id: 'posthog',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`!function (t, e) {
        var o, n, p, r;
        e.__SV || (window.posthog = e, e._i = [], e.init = function (i, s, a) {
          (p = t.createElement('script')).type = 'text/javascript'; p.crossOrigin = 'anonymous'; p.async = !0;
          p.src = s.api_host.replace('.i.posthog.com', '-assets.i.posthog.com') + '/static/array.js';
          (r = t.getElementsByTagName('script')[0]).parentNode.insertBefore(p, r);
          e.capture = function () { e.push(['capture'].concat([].slice.call(arguments, 0))); };
          e._i.push([i, s, a]);
        }, e.__SV = 1);
      }(document, window.posthog || []);
      posthog.init('phc_toko', { api_host: 'https://us.i.posthog.com' }); posthog.capture('buka');`),
    ],
    stubs: {
      'us-assets.i.posthog.com/static/array.js': {
        cookies: ['ph_phc_toko_posthog'],
        local: ['ph_phc_toko_posthog'],
        sends: [
          ['script', 'https://us-assets.i.posthog.com/array/phc_toko/config.js'],
          ['fetch', 'https://us.i.posthog.com/e/?ip=0'],
        ],
        code: `call('init ' + posthog._i.length); drain(posthog);`,
      },
      'us-assets.i.posthog.com/array/phc_toko/config.js': {},
    },
    calls: ['init 1', 'capture'],
  },
  {
    id: 'segment',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`!function () {
        var i = 'analytics', analytics = window[i] = window[i] || [];
        if (analytics.initialize || analytics.invoked) return;
        analytics.invoked = !0; analytics.methods = ['identify', 'track', 'page', 'ready'];
        analytics.factory = function (m) { return function () { analytics.push([m].concat([].slice.call(arguments))); return analytics; }; };
        for (var n = 0; n < analytics.methods.length; n++) analytics[analytics.methods[n]] = analytics.factory(analytics.methods[n]);
        analytics.load = function (key) {
          var t = document.createElement('script'); t.type = 'text/javascript'; t.async = !0; t.setAttribute('data-global-segment-analytics-key', i);
          t.src = 'https://cdn.segment.com/analytics.js/v1/' + key + '/analytics.min.js';
          var r = document.getElementsByTagName('script')[0]; r.parentNode.insertBefore(t, r);
        };
        analytics.load('w1'); analytics.page();
      }();`),
    ],
    stubs: {
      'cdn.segment.com/analytics.js/v1/w1/analytics.min.js': {
        cookies: ['ajs_anonymous_id'],
        local: ['ajs_anonymous_id', 'ajs_user_traits'],
        sends: [
          ['fetch', 'https://cdn.segment.com/v1/projects/w1/settings'],
          ['fetch', 'https://api.segment.io/v1/p'],
        ],
        code: `drain(analytics);`,
      },
    },
    calls: ['page'],
  },
  {
    id: 'sentry',
    category: 'performance',
    place: 'head',
    pieces: [
      script('https://js.sentry-cdn.com/abc123.min.js', 'sync', 'crossorigin="anonymous"'),
      inline(`Sentry.onLoad(function () { Sentry.init({ tracesSampleRate: 1 }); });`),
    ],
    stubs: {
      'js.sentry-cdn.com/abc123.min.js': {
        session: ['sentryReplaySession'],
        sends: [['script', 'https://browser.sentry-cdn.com/10.1.0/bundle.tracing.min.js']],
        code: `self.Sentry = { onLoad(f) { call('onLoad'); f(); }, init() { call('init'); } };`,
      },
      'browser.sentry-cdn.com/10.1.0/bundle.tracing.min.js': {
        sends: [['fetch', 'https://o1.ingest.us.sentry.io/api/1/envelope/?sentry_key=abc123']],
      },
    },
    calls: ['onLoad', 'init'],
    throws: /Sentry is not defined/,
  },
  {
    id: 'snowplow',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`;(function (p, l, o, w, i, n, g) {
        if (p[i]) return;
        p.GlobalSnowplowNamespace = p.GlobalSnowplowNamespace || []; p.GlobalSnowplowNamespace.push(i);
        p[i] = function () { (p[i].q = p[i].q || []).push(arguments); }; p[i].q = p[i].q || [];
        n = l.createElement(o); g = l.getElementsByTagName(o)[0]; n.async = 1; n.src = w; g.parentNode.insertBefore(n, g);
      })(window, document, 'script', 'https://cdn.jsdelivr.net/npm/@snowplow/javascript-tracker@4/dist/sp.js', 'snowplow');
      snowplow('newTracker', 'sp', 'https://com-toko.collector.snplow.net', {}); snowplow('trackPageView');`),
    ],
    stubs: {
      'cdn.jsdelivr.net/npm/@snowplow/javascript-tracker@4/dist/sp.js': {
        cookies: ['_sp_id.1f2e', '_sp_ses.1f2e'],
        local: ['snowplowOutQueue_sp'],
        sends: [['fetch', 'https://com-toko.collector.snplow.net/com.snowplowanalytics.snowplow/tp2']],
        code: `drain(snowplow.q);`,
      },
    },
    calls: ['newTracker', 'trackPageView'],
  },
  {
    id: 'yandex-metrica',
    category: 'performance',
    place: 'body',
    pieces: [
      inline(`(function (m, e, t, r, i, k, a) {
        m[i] = m[i] || function () { (m[i].a = m[i].a || []).push(arguments); }; m[i].l = 1 * new Date();
        for (var j = 0; j < document.scripts.length; j++) if (document.scripts[j].src === r) return;
        k = e.createElement(t), a = e.getElementsByTagName(t)[0], k.async = 1, k.src = r, a.parentNode.insertBefore(k, a);
      })(window, document, 'script', 'https://mc.yandex.ru/metrika/tag.js', 'ym');
      ym(11, 'init', { clickmap: true });`),
      noscript(
        '<div><img src="https://mc.yandex.ru/watch/11" style="position:absolute; left:-9999px;" alt=""></div>',
      ),
    ],
    stubs: {
      'mc.yandex.ru/metrika/tag.js': {
        cookies: ['_ym_uid', '_ym_d', '_ym_isad'],
        local: ['_ym_retryReqs'],
        sends: [['image', 'https://mc.yandex.com/watch/11/1?page=toko']],
        code: `for (const [, name] of ym.a) call(name);`,
      },
    },
    calls: ['init'],
  },
  {
    id: 'adobe-analytics',
    category: 'performance',
    place: 'head',
    pieces: [
      inline(`!function (n, o) { o.forEach(function (o) { n[o] || ((n.__alloyNS = n.__alloyNS || []).push(o),
        n[o] = function () { var u = arguments; return new Promise(function (i, l) { n[o].q.push([i, l, u]); }); }, n[o].q = []); });
      }(window, ['alloy']);`),
      script('https://cdn1.adoberesources.net/alloy/2.30.0/alloy.min.js', 'async'),
      inline(`alloy('configure', { datastreamId: 'd1', orgId: 'TOKO@AdobeOrg' }); alloy('sendEvent', {});`),
    ],
    stubs: {
      'cdn1.adoberesources.net/alloy/2.30.0/alloy.min.js': {
        cookies: ['kndctr_TOKO_AdobeOrg_identity'],
        sends: [['fetch', 'https://edge.adobedc.net/ee/v1/interact?configId=d1']],
        code: `for (const [done, , given] of alloy.q) { call(given[0]); done({}); }`,
      },
    },
    calls: ['configure', 'sendEvent'],
  },
  {
    id: 'histats',
    category: 'performance',
    declared: { hosts: ['histats.com'], cookies: ['HstCfa*', 'HstCla*', 'HstCmu*'] },
    place: 'body',
    pieces: [
      markup('<div id="histats_counter"></div>'),
      inline(`var _Hasync = _Hasync || []; _Hasync.push(['Histats.start', '1,4321,4,0,0,0,00010000']);
        _Hasync.push(['Histats.track_hits', '']);
        (function () { var hs = document.createElement('script'); hs.type = 'text/javascript'; hs.async = true;
          hs.src = ('//s10.histats.com/js15_as.js');
          (document.getElementsByTagName('head')[0] || document.getElementsByTagName('body')[0]).appendChild(hs);
        })();`),
      noscript(
        '<a href="/"><img src="//sstatic1.histats.com/0.gif?4321&amp;101" alt="counter" border="0"></a>',
      ),
    ],
    stubs: {
      's10.histats.com/js15_as.js': {
        cookies: ['HstCfa4321', 'HstCla4321'],
        sends: [['image', 'https://s4.histats.com/stats/4321.php?s=1']],
        code: `drain(_Hasync);`,
      },
    },
    calls: ['Histats.start', 'Histats.track_hits'],
  },
  {
    id: 'datadog-rum',
    category: 'performance',
    declared: {
      hosts: ['datadoghq-browser-agent.com', 'browser-intake-datadoghq.com'],
      cookies: ['_dd_s'],
    },
    place: 'head',
    // Its inline part goes without where the script is not there.
    pieces: [
      script(
        'https://www.datadoghq-browser-agent.com/us1/v6/datadog-rum.js',
        'sync',
        'type="text/javascript"',
      ),
      inline(`window.DD_RUM && window.DD_RUM.init({ clientToken: 'd0g', applicationId: 'a1' });`),
    ],
    stubs: {
      'www.datadoghq-browser-agent.com/us1/v6/datadog-rum.js': {
        cookies: ['_dd_s'],
        code: `self.DD_RUM = { init({ clientToken }) { call('init ' + clientToken); fetch('https://browser-intake-datadoghq.com/api/v2/rum', { method: 'POST', mode: 'no-cors', body: 'x' }).catch(() => 0); } };`,
      },
    },
    asks: ['https://browser-intake-datadoghq.com/api/v2/rum'],
    calls: ['init d0g'],
  },
  {
    id: 'bugsnag',
    category: 'performance',
    declared: { hosts: ['d2wy8f7a9ursnm.cloudfront.net', 'bugsnag.com'] },
    place: 'head',
    pieces: [
      script('//d2wy8f7a9ursnm.cloudfront.net/v8/bugsnag.min.js'),
      inline(`Bugsnag.start({ apiKey: 'b1' })`),
    ],
    stubs: {
      'd2wy8f7a9ursnm.cloudfront.net/v8/bugsnag.min.js': {
        code: `self.Bugsnag = { start({ apiKey }) { call('start ' + apiKey); navigator.sendBeacon('https://sessions.bugsnag.com/', 'x'); } };`,
      },
    },
    asks: ['https://sessions.bugsnag.com/'],
    calls: ['start b1'],
    throws: /Bugsnag is not defined/,
  },
  {
    id: 'statcounter',
    category: 'performance',
    declared: { hosts: ['statcounter.com'], cookies: ['sc_is_visitor_unique'] },
    place: 'body',
    pieces: [
      inline(
        `var sc_project = 1234; var sc_invisible = 1; var sc_security = 'ab12';`,
        'type="text/javascript"',
      ),
      script('https://www.statcounter.com/counter/counter.js', 'async', 'type="text/javascript"'),
      noscript(
        '<div class="statcounter"><img src="https://c.statcounter.com/1234/0/ab12/1/" alt="Web Analytics"></div>',
      ),
    ],
    stubs: {
      'www.statcounter.com/counter/counter.js': {
        cookies: ['sc_is_visitor_unique'],
        sends: [['image', 'https://c.statcounter.com/t.php?sc_project=1234']],
        code: `call('project ' + sc_project);`,
      },
    },
    calls: ['project 1234'],
  },
  {
    id: 'vwo',
    category: 'performance',
    declared: {
      hosts: ['visualwebsiteoptimizer.com'],
      cookies: ['_vwo_uuid*', '_vis_opt_*'],
      storage: ['_vwo_*'],
    },
    place: 'head',
    // It hides the page until its settings have come, asked for by XMLHttpRequest, and runs them as text.
    pieces: [
      hint('preconnect', 'https://dev.visualwebsiteoptimizer.com'),
      inline(
        `window._vwo_code || (function () {
          var w = window, d = document, hide = d.createElement('style'); hide.id = '_vis_opt_path_hides';
          hide.textContent = 'body{opacity:0}'; d.head.appendChild(hide);
          var finish = function () { hide.remove(); };
          w._vwo_code = { finish: finish };
          var s = d.createElement('script'); s.fetchPriority = 'high'; s.onerror = finish;
          s.src = 'https://dev.visualwebsiteoptimizer.com/j.php?a=9&u=' + encodeURIComponent('toko');
          d.head.appendChild(s); setTimeout(finish, 200);
        })();`,
        'type="text/javascript" id="vwoCode"',
      ),
    ],
    stubs: {
      'dev.visualwebsiteoptimizer.com/j.php?a=9&u=toko': {
        cookies: ['_vwo_uuid_v2', '_vis_opt_s'],
        session: ['_vwo_9'],
        sends: [['beacon', 'https://dev.visualwebsiteoptimizer.com/v.gif?cd=0&a=9']],
        code: `_vwo_code.finish(); call('finish');`,
      },
    },
    calls: ['finish'],
  },
  {
    id: 'hit-counter',
    category: 'performance',
    declared: { hosts: ['hitbox.test'] },
    place: 'body',
    // A pixel, and nothing else.
    pieces: [image('https://toko.hitbox.test/hit.gif?acct=toko&page=beranda')],
  },
];

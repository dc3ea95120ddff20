import {
  frame,
  hint,
  inline,
  inserts,
  markup,
  noscript,
  queued,
  script,
  sheet,
  type VendorTag,
} from './vendor-tags-form.ts';

/** Chats, maps, films, posts, fonts; and the containers that bring others. */
export const FUNCTIONAL: readonly VendorTag[] = [
  {
    id: 'google-tag-manager',
    category: 'any',
    place: 'head',
    pieces: [
      inline(`(function (w, d, s, l, i) {
        w[l] = w[l] || []; w[l].push({ 'gtm.start': new Date().getTime(), event: 'gtm.js' });
        var f = d.getElementsByTagName(s)[0], j = d.createElement(s), dl = l != 'dataLayer' ? '&l=' + l : '';
        j.async = true; j.src = 'https://www.googletagmanager.com/gtm.js?id=' + i + dl; f.parentNode.insertBefore(j, f);
      })(window, document, 'script', 'lapisan', 'GTM-TOKO');`),
      noscript(
        '<iframe src="https://www.googletagmanager.com/ns.html?id=GTM-TOKO" height="0" width="0" style="display:none;visibility:hidden"></iframe>',
      ),
    ],
    stubs: {
      'www.googletagmanager.com/gtm.js?id=GTM-TOKO&l=lapisan': {
        code: `for (const { event } of lapisan) if (event) call(event);`,
        sends: [
          ['script', 'https://static.hotjar.com/c/hotjar-99.js?sv=7', 'performance'],
          ['script', 'https://connect.facebook.net/id_ID/fbevents.js', 'marketing'],
          ['image', 'https://alb.reddit.com/rp.gif?id=gtm', 'marketing'],
        ],
      },
      'static.hotjar.com/c/hotjar-99.js?sv=7': { category: 'performance', cookies: ['_hjSession_99'] },
      'connect.facebook.net/id_ID/fbevents.js': { category: 'marketing', cookies: ['_fbc'] },
    },
    calls: ['gtm.js'],
  },
  {
    id: 'adobe-launch',
    category: 'any',
    place: 'head',
    pieces: [script('//assets.adobedtm.com/a1/b2/launch-c3.min.js')],
    foot: [inline(`_satellite.pageBottom();`, 'type="text/javascript"')],
    stubs: {
      'assets.adobedtm.com/a1/b2/launch-c3.min.js': {
        sends: [
          ['image', 'https://toko.omtrdc.net/b/ss/toko/1/s1', 'performance'],
          ['image', 'https://cm.everesttech.net/cm/dd', 'marketing'],
        ],
        code: `self._satellite = { pageBottom() { call('pageBottom'); } };`,
      },
    },
    calls: ['pageBottom'],
    throws: /_satellite is not defined/,
  },
  {
    id: 'google-fonts',
    category: 'functional',
    place: 'head',
    pieces: [
      hint('preconnect', 'https://fonts.googleapis.com'),
      markup('<link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>'),
      sheet('https://fonts.googleapis.com/css2?family=Toko:wght@400;700&display=swap'),
    ],
  },
  {
    id: 'web-font-loader',
    service: 'google-fonts',
    category: 'functional',
    asks: ['https://fonts.googleapis.com/css?family=Toko'],
    place: 'head',
    pieces: [
      script('https://ajax.googleapis.com/ajax/libs/webfont/1.6.26/webfont.js'),
      inline(`WebFont.load({ google: { families: ['Toko'] } });`),
    ],
    stubs: {
      'ajax.googleapis.com/ajax/libs/webfont/1.6.26/webfont.js': {
        code: `self.WebFont = { load({ google }) { call('load ' + google.families.join()); const it = document.createElement('link'); it.rel = 'stylesheet'; it.href = 'https://fonts.googleapis.com/css?family=Toko'; document.head.append(it); } };`,
      },
    },
    calls: ['load Toko'],
    throws: /WebFont is not defined/,
  },
  {
    id: 'google-maps',
    category: 'functional',
    place: 'body',
    pieces: [
      markup('<div id="peta"></div>'),
      inline(
        `function siapPeta() { new google.maps.Map(document.getElementById('peta'), { zoom: 4, center: { lat: -6.2, lng: 106.8 } }); }`,
      ),
      script('https://maps.googleapis.com/maps/api/js?key=K1&loading=async&callback=siapPeta', 'async'),
    ],
    stubs: {
      'maps.googleapis.com/maps/api/js?key=K1&loading=async&callback=siapPeta': {
        sends: [
          ['script', 'https://maps.googleapis.com/maps-api-v3/api/js/60/1/common.js'],
          ['image', 'https://maps.gstatic.com/mapfiles/transparent.png'],
        ],
        code: `self.google = { maps: { Map: function (at) { call('map in ' + at.id); at.innerHTML = '<b>peta</b>'; } } }; siapPeta();`,
      },
      'maps.googleapis.com/maps-api-v3/api/js/60/1/common.js': {},
    },
    calls: ['map in peta'],
    stands: '#peta b',
  },
  {
    id: 'google-maps-embed',
    service: 'google-maps',
    category: 'functional',
    place: 'body',
    pieces: [
      frame(
        'https://www.google.com/maps/embed?pb=!1m18!1sToko',
        'style="border:0;" allowfullscreen loading="eager" referrerpolicy="no-referrer-when-downgrade"',
      ),
    ],
  },
  {
    id: 'youtube',
    category: 'functional',
    place: 'body',
    pieces: [
      frame(
        'https://www.youtube.com/embed/T0k0?si=abc',
        'frameborder="0" allow="accelerometer; autoplay" allowfullscreen',
      ),
    ],
  },
  {
    id: 'youtube-api',
    service: 'youtube',
    category: 'functional',
    asks: ['https://www.youtube.com/embed/T0k0?enablejsapi=1'],
    place: 'body',
    pieces: [
      markup('<div id="pemutar"></div>'),
      inline(`var tag = document.createElement('script'); tag.src = 'https://www.youtube.com/iframe_api';
        var firstScriptTag = document.getElementsByTagName('script')[0]; firstScriptTag.parentNode.insertBefore(tag, firstScriptTag);
        function onYouTubeIframeAPIReady() { new YT.Player('pemutar', { videoId: 'T0k0' }); }`),
    ],
    stubs: {
      'www.youtube.com/iframe_api': {
        sends: [['script', 'https://www.youtube.com/s/player/1/www-widgetapi.vflset/www-widgetapi.js']],
      },
      'www.youtube.com/s/player/1/www-widgetapi.vflset/www-widgetapi.js': {
        code: `self.YT = { Player: function (id, { videoId }) { call('play ' + videoId);
          const it = document.createElement('iframe'); it.id = id; it.title = 'Film'; it.src = 'https://www.youtube.com/embed/' + videoId + '?enablejsapi=1'; document.getElementById(id).replaceWith(it); } };
          onYouTubeIframeAPIReady();`,
      },
    },
    calls: ['play T0k0'],
    stands: 'iframe#pemutar',
  },
  {
    id: 'vimeo',
    category: 'functional',
    place: 'body',
    pieces: [
      frame('https://player.vimeo.com/video/7654?h=ab', 'id="film" allow="autoplay; fullscreen"'),
      script('https://player.vimeo.com/api/player.js'),
      inline(
        `const film = document.getElementById('film'); const player = new Vimeo.Player(film); player.on('play', function () {});`,
      ),
    ],
    stubs: {
      'player.vimeo.com/api/player.js': {
        code: `self.Vimeo = { Player: function (at) { call('player ' + at.id); this.on = (name) => call('on ' + name); } };`,
      },
    },
    calls: ['player film', 'on play'],
    throws: /Vimeo is not defined/,
  },
  {
    id: 'spotify-embed',
    category: 'functional',
    place: 'body',
    pieces: [
      frame(
        'https://open.spotify.com/embed/track/4u7?utm_source=generator',
        'style="border-radius:12px" frameborder="0" allow="encrypted-media" data-testid="embed-iframe"',
      ),
    ],
  },
  {
    id: 'soundcloud',
    category: 'functional',
    declared: { hosts: ['soundcloud.com'] },
    place: 'body',
    pieces: [
      frame(
        'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1&color=%23ff5500',
        'scrolling="no" frameborder="no" allow="autoplay"',
      ),
    ],
  },
  {
    id: 'instagram-embed',
    category: 'functional',
    place: 'body',
    pieces: [
      markup(
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Toko/" data-instgrm-version="14"><a href="https://www.instagram.com/p/Toko/">Batik</a></blockquote>',
      ),
      script('//www.instagram.com/embed.js', 'async'),
    ],
    stubs: {
      'www.instagram.com/embed.js': {
        sends: [['frame', 'https://www.instagram.com/p/Toko/embed/?cr=1&v=14']],
        code: `for (const it of document.querySelectorAll('.instagram-media')) call(it.dataset.instgrmPermalink.slice(-6));`,
      },
    },
    calls: ['/Toko/'],
  },
  {
    id: 'tiktok-embed',
    category: 'functional',
    place: 'body',
    pieces: [
      markup(
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@toko/video/71" data-video-id="71" style="max-width: 605px;min-width: 325px;"><section><a href="https://www.tiktok.com/@toko">@toko</a></section></blockquote>',
      ),
      script('https://www.tiktok.com/embed.js', 'async'),
    ],
    stubs: {
      'www.tiktok.com/embed.js': {
        sends: [
          ['script', 'https://lf16-tiktok-web.tiktokcdn-us.com/obj/tiktok-web/embed/embed_lib_v1.js'],
          ['sheet', 'https://lf16-tiktok-web.tiktokcdn-us.com/obj/tiktok-web/embed/embed_lib_v1.css'],
          ['frame', 'https://www.tiktok.com/embed/v2/71?lang=id-ID'],
        ],
        code: `for (const it of document.querySelectorAll('.tiktok-embed')) call(it.dataset.videoId);`,
      },
      'lf16-tiktok-web.tiktokcdn-us.com/obj/tiktok-web/embed/embed_lib_v1.js': {},
    },
    calls: ['71'],
  },
  {
    id: 'x-embed',
    category: 'functional',
    place: 'body',
    pieces: [
      markup(
        '<blockquote class="twitter-tweet"><p lang="in" dir="ltr">Batik baru</p>&mdash; Toko <a href="https://twitter.com/toko/status/1">1 Mei</a></blockquote>',
      ),
      script('https://platform.twitter.com/widgets.js', 'async', 'charset="utf-8"'),
    ],
    stubs: {
      'platform.twitter.com/widgets.js': {
        sends: [
          ['frame', 'https://platform.twitter.com/embed/Tweet.html?id=1'],
          ['fetch', 'https://syndication.twitter.com/settings?session_id=1'],
        ],
        code: `for (const it of document.querySelectorAll('.twitter-tweet')) call(it.localName);`,
      },
    },
    calls: ['blockquote'],
  },
  {
    id: 'meta-social-plugins',
    category: 'functional',
    place: 'body',
    pieces: [
      markup('<div id="fb-root"></div>'),
      inline(
        `window.fbAsyncInit = function () { FB.init({ appId: '13', xfbml: true, version: 'v22.0' }); };`,
      ),
      script('https://connect.facebook.net/id_ID/sdk.js', 'async', 'defer crossorigin="anonymous"'),
      markup('<div class="fb-page" data-href="https://www.facebook.com/toko"></div>'),
    ],
    stubs: {
      'connect.facebook.net/id_ID/sdk.js': {
        sends: [['frame', 'https://www.facebook.com/v22.0/plugins/page.php?app_id=13']],
        code: `self.FB = { init: ({ appId }) => call('init ' + appId) }; fbAsyncInit();`,
      },
    },
    calls: ['init 13'],
  },
  {
    id: 'tawk-to',
    category: 'functional',
    place: 'body',
    pieces: [
      inline(
        `var Tawk_API = Tawk_API || {}, Tawk_LoadStart = new Date();
        (function () {
          var s1 = document.createElement('script'), s0 = document.getElementsByTagName('script')[0];
          s1.async = true; s1.src = 'https://embed.tawk.to/5f0a/default'; s1.charset = 'UTF-8'; s1.setAttribute('crossorigin', '*');
          s0.parentNode.insertBefore(s1, s0);
        })(); Tawk_API.onLoad = function () { document.body.dataset.tawk = 'on'; };`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'embed.tawk.to/5f0a/default': {
        cookies: ['twk_uuid_5f0a', 'TawkConnectionTime'],
        session: ['twk_token_5f0a'],
        sends: [
          ['script', 'https://embed.tawk.to/_s/v4/app/1/js/twk-main.js'],
          ['fetch', 'https://va.tawk.to/v1/session/start'],
        ],
        code: `Tawk_API.onLoad(); call(document.body.dataset.tawk);`,
      },
      'embed.tawk.to/_s/v4/app/1/js/twk-main.js': {},
    },
    calls: ['on'],
  },
  {
    id: 'crisp',
    category: 'functional',
    place: 'head',
    pieces: [
      inline(
        `window.$crisp = []; window.CRISP_WEBSITE_ID = 'w-1'; (function () { d = document; s = d.createElement('script'); s.src = 'https://client.crisp.chat/l.js'; s.async = 1; d.getElementsByTagName('head')[0].appendChild(s); })();
        $crisp.push(['set', 'user:nickname', ['Budi']]);`,
        'type="text/javascript"',
      ),
    ],
    stubs: {
      'client.crisp.chat/l.js': {
        cookies: ['crisp-client/session/w-1'],
        local: ['crisp-client/socket/w-1'],
        sends: [
          ['sheet', 'https://client.crisp.chat/static/stylesheets/client_default.css'],
          ['xhr', 'https://client.relay.crisp.chat/w-1'],
        ],
        code: `call(CRISP_WEBSITE_ID); drain($crisp);`,
      },
    },
    calls: ['w-1', 'set'],
  },
  {
    id: 'intercom',
    category: 'functional',
    place: 'body',
    // It waits for the page to have loaded.
    pieces: [
      inline(`window.intercomSettings = { api_base: 'https://api-iam.intercom.io', app_id: 'ic1' };
        (function () { var w = window; var ic = w.Intercom; if (typeof ic === 'function') { ic('reattach_activator'); ic('update', w.intercomSettings); }
          else { var d = document; var i = function () { i.c(arguments); }; i.q = []; i.c = function (args) { i.q.push(args); }; w.Intercom = i;
            var l = function () { var s = d.createElement('script'); s.type = 'text/javascript'; s.async = true; s.src = 'https://widget.intercom.io/widget/ic1';
              var x = d.getElementsByTagName('script')[0]; x.parentNode.insertBefore(s, x); };
            if (document.readyState === 'complete') { l(); } else if (w.attachEvent) { w.attachEvent('onload', l); } else { w.addEventListener('load', l, false); } } })();
        Intercom('boot', {});`),
    ],
    stubs: {
      'widget.intercom.io/widget/ic1': {
        cookies: ['intercom-id-ic1', 'intercom-session-ic1', 'intercom-device-id-ic1'],
        local: ['intercom.intercom-state-ic1'],
        sends: [
          ['script', 'https://js.intercomcdn.com/frame-modern.1.js'],
          ['xhr', 'https://api-iam.intercom.io/messenger/web/ping'],
        ],
        code: `drain(Intercom.q);`,
      },
      'js.intercomcdn.com/frame-modern.1.js': {},
    },
    calls: ['boot'],
  },
  {
    id: 'zendesk',
    category: 'functional',
    place: 'body',
    pieces: [script('https://static.zdassets.com/ekr/snippet.js?key=z-1', 'sync', 'id="ze-snippet"')],
    stubs: {
      'static.zdassets.com/ekr/snippet.js?key=z-1': {
        cookies: ['__zlcmid'],
        local: ['ZD-store'],
        sends: [
          ['xhr', 'https://ekr.zdassets.com/compose/z-1'],
          ['script', 'https://static.zdassets.com/web_widget/classic/latest/web-widget-main.js'],
        ],
        code: `call(new URL(document.getElementById('ze-snippet').src).searchParams.get('key'));`,
      },
      'static.zdassets.com/web_widget/classic/latest/web-widget-main.js': {},
    },
    calls: ['z-1'],
  },
  {
    id: 'livechat',
    category: 'functional',
    place: 'body',
    pieces: [
      inline(`window.__lc = window.__lc || {}; window.__lc.license = 1122; window.__lc.integration_name = 'manual_onboarding';
        (function (n, t, c) {
          function i(n) { return e._h ? e._h.apply(null, n) : e._q.push(n); }
          var e = { _q: [], _h: null, _v: '2.0', on: function () { i(['on', c.call(arguments)]); }, call: function () { i(['call', c.call(arguments)]); },
            init: function () { var n = t.createElement('script'); n.async = !0, n.type = 'text/javascript', n.src = 'https://cdn.livechatinc.com/tracking.js', t.head.appendChild(n); } };
          !n.__lc.asyncInit && e.init(), n.LiveChatWidget = n.LiveChatWidget || e;
        }(window, document, [].slice));
        LiveChatWidget.on('ready', function () {});`),
      noscript(
        '<a href="https://www.livechat.com/chat-with/1122/" rel="nofollow">Chat</a>, powered by <a href="https://www.livechat.com/">LiveChat</a>',
      ),
    ],
    stubs: {
      'cdn.livechatinc.com/tracking.js': {
        sends: [
          [
            'script',
            'https://api.livechatinc.com/v3.6/customer/action/get_dynamic_configuration?license_id=1122',
          ],
          ['frame', 'https://secure.livechatinc.com/customer/action/open_chat?license_id=1122'],
        ],
        code: `call(__lc.license); drain(LiveChatWidget._q);`,
      },
      'api.livechatinc.com/v3.6/customer/action/get_dynamic_configuration?license_id=1122': {},
    },
    calls: ['1122', 'on'],
  },
  {
    id: 'qiscus',
    category: 'functional',
    declared: { hosts: ['qiscus.com'], storage: ['qismo-*'] },
    place: 'body',
    pieces: [
      inline(`document.addEventListener('DOMContentLoaded', function () {
        var s, t; s = document.createElement('script'); s.type = 'text/javascript';
        s.src = 'https://omnichannel.qiscus.com/js/qismo-v4.js'; s.async = true;
        s.onload = s.onreadystatechange = function () { new Qismo('toko-1', { options: { channel_id: 1 } }); };
        t = document.getElementsByTagName('script')[0]; t.parentNode.insertBefore(s, t);
      });`),
    ],
    stubs: {
      'omnichannel.qiscus.com/js/qismo-v4.js': {
        local: ['qismo-user'],
        sends: [['fetch', 'https://omnichannel.qiscus.com/api/v1/app/toko-1/config']],
        code: `self.Qismo = function (app) { call('Qismo ' + app); };`,
      },
    },
    calls: ['Qismo toko-1'],
  },
  {
    id: 'freshchat',
    category: 'functional',
    declared: { hosts: ['wchat.freshchat.com'], storage: ['fc_*'] },
    place: 'body',
    pieces: [
      inline(`function initFreshChat() { window.fcWidget.init({ token: 'f1', host: 'https://wchat.freshchat.com' }); }
        function initialize(i, t) { var e; i.getElementById(t) ? initFreshChat() : ((e = i.createElement('script')).id = t, e.async = !0, e.src = 'https://wchat.freshchat.com/js/widget.js', e.onload = initFreshChat, i.head.appendChild(e)); }
        function initiateCall() { initialize(document, 'Freshchat-js-sdk'); }
        window.addEventListener ? window.addEventListener('load', initiateCall, !1) : window.attachEvent('load', initiateCall, !1);`),
    ],
    stubs: {
      'wchat.freshchat.com/js/widget.js': {
        local: ['fc_state'],
        sends: [['frame', 'https://wchat.freshchat.com/widget/?token=f1']],
        code: `self.fcWidget = { init: ({ token }) => call('init ' + token) };`,
      },
    },
    calls: ['init f1'],
  },
  {
    id: 'disqus',
    category: 'functional',
    declared: { hosts: ['disqus.com', 'disquscdn.com'], cookies: ['__jid'] },
    place: 'body',
    pieces: [
      markup('<div id="disqus_thread"></div>'),
      inline(`var disqus_config = function () { this.page.url = 'https://toko.test/'; this.page.identifier = 'toko-1'; };
        (function () { var d = document, s = d.createElement('script'); s.src = 'https://toko.disqus.com/embed.js'; s.setAttribute('data-timestamp', +new Date()); (d.head || d.body).appendChild(s); })();`),
      noscript('<a href="https://disqus.com/?ref_noscript">Comments</a>'),
    ],
    stubs: {
      'toko.disqus.com/embed.js': {
        cookies: ['__jid'],
        sends: [
          ['script', 'https://c.disquscdn.com/next/embed/lounge.load.js'],
          ['frame', 'https://disqus.com/embed/comments/?base=default&f=toko'],
        ],
        code: `const it = { page: {} }; disqus_config.call(it); call(it.page.identifier); document.getElementById('disqus_thread').innerHTML = '<i></i>';`,
      },
      'c.disquscdn.com/next/embed/lounge.load.js': {},
    },
    calls: ['toko-1'],
    stands: '#disqus_thread i',
  },
  {
    id: 'typebot',
    category: 'functional',
    declared: { hosts: ['cdn.jsdelivr.net/npm/@typebot.io', 'typebot.io'], storage: ['typebot-*'] },
    place: 'body',
    pieces: [
      inline(
        `import Typebot from 'https://cdn.jsdelivr.net/npm/@typebot.io/js@0/dist/web.js'; Typebot.initBubble({ typebot: 'toko' });`,
        'type="module"',
      ),
    ],
    stubs: {
      'cdn.jsdelivr.net/npm/@typebot.io/js@0/dist/web.js': {
        session: ['typebot-session'],
        sends: [['fetch', 'https://typebot.io/api/v1/typebots/toko/startChat']],
        code: `self.Typebot = { initBubble: ({ typebot }) => call('bubble ' + typebot) };`,
        exported: 'export default self.Typebot;',
      },
    },
    calls: ['bubble toko'],
  },
  {
    id: 'ionicons',
    category: 'functional',
    declared: { hosts: ['unpkg.com/ionicons@7.1.0'] },
    place: 'body',
    pieces: [
      script('https://unpkg.com/ionicons@7.1.0/dist/ionicons/ionicons.esm.js', 'module'),
      script('https://unpkg.com/ionicons@7.1.0/dist/ionicons/ionicons.js', 'nomodule'),
    ],
    stubs: {
      'unpkg.com/ionicons@7.1.0/dist/ionicons/ionicons.esm.js': {
        sends: [['fetch', 'https://unpkg.com/ionicons@7.1.0/dist/ionicons/svg/heart.svg']],
      },
      'unpkg.com/ionicons@7.1.0/dist/ionicons/ionicons.js': { isLeft: true },
    },
  },
  {
    id: 'typekit-script',
    service: 'typekit',
    category: 'functional',
    declared: { hosts: ['use.typekit.net', 'p.typekit.net'] },
    place: 'head',
    // Whatever goes wrong in it, it keeps to itself.
    pieces: [
      script('https://use.typekit.net/tok0xyz.js'),
      inline(`try{Typekit.load({ async: true });}catch(e){}`),
    ],
    stubs: {
      'use.typekit.net/tok0xyz.js': {
        code: `self.Typekit = { load() { call('load'); new Image().src = 'https://p.typekit.net/p.gif?s=1'; } };`,
      },
    },
    asks: ['https://p.typekit.net/p.gif?s=1'],
    calls: ['load'],
  },
  {
    id: 'widget-with-onload',
    category: 'functional',
    declared: { hosts: ['ulasan.test'] },
    place: 'body',
    pieces: [
      markup('<div id="ulasan"></div>'),
      script('https://cdn.ulasan.test/w.js', 'async', `onload="Ulasan.render('ulasan')"`),
    ],
    stubs: { 'cdn.ulasan.test/w.js': { code: `self.Ulasan = { render: (id) => call('render ' + id) };` } },
    calls: ['render ulasan'],
  },
  {
    id: 'typekit',
    category: 'functional',
    declared: { hosts: ['use.typekit.net', 'p.typekit.net'] },
    place: 'head',
    pieces: [hint('dns-prefetch', 'https://p.typekit.net'), sheet('https://use.typekit.net/tok0abc.css')],
  },
  {
    id: 'preloaded-icons',
    category: 'functional',
    declared: { hosts: ['ikon.test'] },
    place: 'head',
    // A style sheet that holds up nothing: first a hint, and by its own event the sheet.
    pieces: [
      {
        html: `<link rel="preload" as="style" href="https://cdn.ikon.test/ikon.css" onload="this.onload=null;this.rel='stylesheet'">`,
        scanned: 'cdn.ikon.test/ikon.css',
        shows: ['sheet', 'cdn.ikon.test/ikon.css'],
      },
      noscript('<link rel="stylesheet" href="https://cdn.ikon.test/ikon.css?noscript">'),
    ],
  },
  {
    id: 'elfsight',
    category: 'functional',
    declared: { hosts: ['elfsight.com'], storage: ['elfsight-*'] },
    place: 'body',
    pieces: [
      script('https://static.elfsight.com/platform/platform.js', 'defer', 'data-use-service-core'),
      markup('<div class="elfsight-app-1" data-elfsight-app-lazy></div>'),
    ],
    stubs: {
      'static.elfsight.com/platform/platform.js': {
        local: ['elfsight-views'],
        sends: [['fetch', 'https://core.elfsight.com/p/boot/?w=1']],
        code: `call(document.querySelector('[class^=elfsight-app]').className);`,
      },
    },
    calls: ['elfsight-app-1'],
  },
  {
    id: 'share-buttons',
    category: 'functional',
    declared: { hosts: ['bagikan.test'] },
    place: 'body',
    pieces: [
      inline(
        `window.bagikan = window.bagikan || { onload: [] }; bagikan.onload.push(function () { return bagikan.render('x'); });`,
      ),
      inline(
        `${queued('bagi')} bagi('hitung'); ${inserts('https://cdn.bagikan.test/b.js', 'body', `s.setAttribute('async', 'async');`)}`,
      ),
    ],
    stubs: {
      'cdn.bagikan.test/b.js': {
        sends: [['xhr', 'https://api.bagikan.test/count?url=toko']],
        code: `bagikan.render = (name) => call('render ' + name); drain(bagikan.onload); drain(bagi.q);`,
      },
    },
    calls: ['render x', 'hitung'],
  },
];

import { at, BEYOND, inMarkup, type Rest, type Vector } from './vectors-form.ts';

const scanned: Rest = { beyond: BEYOND.scanner };
/** In Firefox, whatever a policy in the HTML says. */
const ahead: Rest = { ...scanned, beyondSealIn: { firefox: BEYOND.ahead } };
const parsed: Rest = { beyond: BEYOND.parser };
/** On a busy machine it may begin to run before the address is taken away. */
const framed: Rest = { ...parsed, mayRun: true };
const rules = (rule: string): string =>
  `<script type="speculationrules">{"${rule}":[{"urls":["https://HOST/v.html"],"eagerness":"immediate"}]}</script>`;

/** Vectors that stand in the HTML of the page. */
export const MARKUP: readonly Vector[] = [
  inMarkup('m-script-head', 'script, in the head', '', {
    ...scanned,
    head: at('<script src="https://HOST/v.js"></script>'),
  }),
  inMarkup('m-script', 'script', '<script src="https://HOST/v.js"></script>', scanned),
  inMarkup('m-script-async', 'script, async', '<script async src="https://HOST/v.js"></script>', scanned),
  inMarkup('m-script-defer', 'script, defer', '<script defer src="https://HOST/v.js"></script>', scanned),
  inMarkup('m-module', 'module', '<script type="module" src="https://HOST/v.js"></script>', scanned),
  inMarkup(
    'm-module-import',
    'module, inline, that imports',
    '<script type="module">import "https://HOST/v.js"</script>',
  ),
  inMarkup(
    'm-import-map',
    'import map, and a module that imports by it',
    '<script type="importmap">{"imports":{"third-party":"https://HOST/v.js"}}</script><script type="module">import "third-party"</script>',
    { beyond: BEYOND.syntax, mayRun: true },
  ),
  inMarkup('m-svg-script', 'SVG script', '<svg><script href="https://HOST/v.js"></script></svg>', scanned),
  inMarkup(
    'm-svg-script-xlink',
    'SVG script, xlink:href',
    '<svg><script xlink:href="https://HOST/v.js"></script></svg>',
    scanned,
  ),
  inMarkup('m-script-base', 'script, relative to a foreign base', '<script src="v.js"></script>', {
    ...scanned,
    head: at('<base href="https://HOST/">'),
    isAlone: true,
  }),
  inMarkup(
    'm-inline',
    'inline script that makes an image',
    '<script>new Image().src = "https://HOST/v.gif"</script>',
  ),
  inMarkup('m-img', 'image', '<img alt="" src="https://HOST/v.gif">', scanned),
  inMarkup('m-img-lazy', 'image, lazy', '<img alt="" loading="lazy" src="https://HOST/v.gif">'),
  inMarkup('m-img-srcset', 'image, srcset', '<img alt="" srcset="https://HOST/v.gif 1x">', ahead),
  inMarkup(
    'm-picture',
    'source of a picture',
    '<picture><source srcset="https://HOST/v.gif"><img alt=""></picture>',
    ahead,
  ),
  inMarkup(
    'm-handler',
    'event handler attribute',
    '<img alt="" src="data:," onerror="new Image().src = \'https://HOST/v.gif\'">',
  ),
  inMarkup('m-noscript', 'image in noscript', '<noscript><img alt="" src="https://HOST/v.gif"></noscript>'),
  inMarkup(
    'm-input-image',
    'input type=image',
    '<input type="image" alt="" src="https://HOST/v.gif">',
    scanned,
  ),
  inMarkup('m-body-background', 'body background', '<body background="https://HOST/v.gif">'),
  inMarkup(
    'm-cell-background',
    'table cell background',
    '<table><tr><td background="https://HOST/v.gif">x</table>',
  ),
  inMarkup('m-iframe', 'frame', '<iframe src="https://HOST/v.html"></iframe>', framed),
  inMarkup('m-iframe-lazy', 'frame, lazy', '<iframe loading="lazy" src="https://HOST/v.html"></iframe>'),
  inMarkup(
    'm-srcdoc-script',
    'script in srcdoc',
    '<iframe srcdoc="<script src=https://HOST/v.js></script>"></iframe>',
  ),
  inMarkup('m-srcdoc-img', 'image in srcdoc', '<iframe srcdoc="<img src=https://HOST/v.gif>"></iframe>'),
  inMarkup(
    'm-srcdoc-inline',
    'inline script in srcdoc',
    '<iframe srcdoc="<script>new Image().src = \'https://HOST/v.gif\'</script>"></iframe>',
  ),
  inMarkup(
    'm-srcdoc-refresh',
    'meta refresh in srcdoc',
    '<iframe srcdoc="<meta http-equiv=refresh content=\'0;url=https://HOST/v.html\'>"></iframe>',
  ),
  inMarkup(
    'm-blank-frame',
    'blank frame in the markup, used by name',
    '<iframe name="m-blank-frame"></iframe><script>frames["m-blank-frame"].fetch("https://HOST/v.json").catch(() => 0)</script>',
  ),
  inMarkup(
    'm-own-frame',
    "frame of the site's own without the gate",
    '<iframe src="/m-own-frame.html"></iframe>',
    {
      beyond: BEYOND.ownPage,
      mayRun: true,
      files: (host) => ({
        '/m-own-frame.html': `<!doctype html><script src="https://${host}/v.js"></script>`,
      }),
    },
  ),
  inMarkup('m-embed', 'embed', '<embed src="https://HOST/v.html">', framed),
  inMarkup('m-object', 'object', '<object data="https://HOST/v.html"></object>', framed),
  inMarkup('m-video', 'video', '<video preload="auto" src="https://HOST/v.mp4"></video>'),
  inMarkup(
    'm-video-source',
    'source of a video',
    '<video preload="auto"><source src="https://HOST/v.mp4"></video>',
  ),
  inMarkup('m-poster', 'poster', '<video poster="https://HOST/v.gif"></video>', scanned),
  inMarkup('m-audio', 'audio', '<audio preload="auto" src="https://HOST/v.mp3"></audio>'),
  inMarkup(
    'm-audio-source',
    'source of an audio',
    '<audio preload="auto"><source src="https://HOST/v.mp3"></audio>',
  ),
  inMarkup(
    'm-track',
    'track',
    '<video crossorigin="anonymous" preload="auto" src="/m-track.mp4"><track default kind="subtitles" src="https://HOST/v.vtt"></video>',
  ),
  inMarkup(
    'm-svg-image',
    'SVG image',
    '<svg><image width="9" height="9" href="https://HOST/v.gif"/></svg>',
    scanned,
  ),
  inMarkup(
    'm-svg-image-xlink',
    'SVG image, xlink:href',
    '<svg><image width="9" height="9" xlink:href="https://HOST/v.gif"/></svg>',
    scanned,
  ),
  inMarkup(
    'm-svg-feimage',
    'SVG feImage',
    '<svg><filter id="m-svg-feimage"><feImage href="https://HOST/v.gif"/></filter><rect width="9" height="9" filter="url(#m-svg-feimage)"/></svg>',
    parsed,
  ),
  inMarkup('m-svg-use', 'SVG use', '<svg><use href="https://HOST/v.svg#x"/></svg>'),
  inMarkup('m-stylesheet', 'stylesheet', '<link rel="stylesheet" href="https://HOST/v.css">', scanned),
  inMarkup(
    'm-stylesheet-print',
    'stylesheet for print',
    '<link rel="stylesheet" media="print" href="https://HOST/v.css">',
    scanned,
  ),
  inMarkup('m-preload', 'preload', '<link rel="preload" as="script" href="https://HOST/v.js">', scanned),
  inMarkup(
    'm-preload-set',
    'preload, imagesrcset',
    '<link rel="preload" as="image" imagesrcset="https://HOST/v.gif 1x">',
    ahead,
  ),
  inMarkup(
    'm-modulepreload',
    'modulepreload',
    '<link rel="modulepreload" href="https://HOST/v.js">',
    scanned,
  ),
  inMarkup('m-prefetch', 'prefetch', '<link rel="prefetch" href="https://HOST/v.js">', parsed),
  inMarkup('m-preconnect', 'preconnect', '<link rel="preconnect" href="https://HOST">', {
    ...parsed,
    sees: 'connection',
    needsWhole: true,
  }),
  inMarkup('m-dns', 'dns-prefetch', '<link rel="dns-prefetch" href="https://HOST">', {
    sees: 'connection',
    needsWhole: true,
  }),
  inMarkup('m-icon', 'icon', '', {
    head: at('<link rel="icon" href="https://HOST/v.gif">'),
    isAlone: true,
    needsWhole: true,
  }),
  inMarkup('m-manifest', 'manifest', '', {
    head: at('<link rel="manifest" href="https://HOST/v.json">'),
    isAlone: true,
    needsWhole: true,
  }),
  inMarkup(
    'm-dictionary',
    'compression dictionary',
    '<link rel="compression-dictionary" href="https://HOST/v.txt">',
    parsed,
  ),
  inMarkup('m-style-attribute', 'style attribute', '<p style="background:url(https://HOST/v.gif)">x</p>'),
  inMarkup(
    'm-style',
    'style element',
    '<style>#m-style{background:url(https://HOST/v.gif)}</style><p id="m-style">x</p>',
  ),
  inMarkup(
    'm-style-import',
    'style element, @import',
    '<style>@import "https://HOST/v.css";</style>',
    scanned,
  ),
  inMarkup(
    'm-font',
    'style element, @font-face',
    '<style>@font-face{font-family:m-font;src:url(https://HOST/v.woff2)}</style><p style="font-family:m-font">x</p>',
    parsed,
  ),
  inMarkup(
    'm-shadow-img',
    'image in a declarative shadow root',
    '<div><template shadowrootmode="open"><img alt="" src="https://HOST/v.gif"></template></div>',
    scanned,
  ),
  inMarkup(
    'm-shadow-script',
    'script in a declarative shadow root',
    '<div><template shadowrootmode="open"><script src="https://HOST/v.js"></script></template></div>',
    scanned,
  ),
  inMarkup(
    'm-shadow-iframe',
    'frame in a declarative shadow root',
    '<div><template shadowrootmode="open"><iframe src="https://HOST/v.html"></iframe></template></div>',
    parsed,
  ),
  inMarkup(
    'm-shadow-style',
    'style element in a declarative shadow root',
    '<div><template shadowrootmode="closed"><style>p{background:url(https://HOST/v.gif)}</style><p>x</p></template></div>',
    { beyond: BEYOND.closed },
  ),
  inMarkup(
    'm-form',
    'form, submitted by script into a frame',
    '<iframe name="m-form"></iframe><form id="m-form-it" target="m-form" action="https://HOST/v.html"></form><script>document.getElementById("m-form-it").submit()</script>',
  ),
  inMarkup(
    'm-ping',
    'ping of a link clicked by script',
    '<a id="m-ping" href="#m" ping="https://HOST/v.json">x</a><script>document.getElementById("m-ping").click()</script>',
  ),
  inMarkup(
    'm-attribution',
    'attributionsrc of an image',
    '<img alt="" src="data:," attributionsrc="https://HOST/v.json">',
  ),
  inMarkup('m-rules-prefetch', 'speculation rules, prefetch', rules('prefetch'), { needsWhole: true }),
  inMarkup('m-rules-prerender', 'speculation rules, prerender', rules('prerender'), { needsWhole: true }),
  inMarkup(
    'm-refresh',
    'meta refresh of the page',
    '<meta http-equiv="refresh" content="0;url=https://HOST/v.html">',
    {
      beyondIn: { webkit: BEYOND.leaving },
      mayRun: true,
      isAlone: true,
    },
  ),
  inMarkup(
    'm-saved',
    'code before the gate that keeps a native',
    '<script>saved("https://HOST/v.json")</script>',
    {
      before: at('<script>const saved = fetch.bind(window)</script>'),
      beyond: BEYOND.before,
    },
  ),
];

const header = (id: string, name: string, headerName: string, value: string, rest: Rest = {}): Vector => ({
  id,
  name,
  when: 'in a header',
  sees: 'request',
  beyond: BEYOND.header,
  header: (host) => [headerName, at(value)(host)],
  ...rest,
});

/** Vectors that come with the page, from the site's own server. */
export const HEADERS: readonly Vector[] = [
  header('h-preload', 'Link: preload', 'link', '<https://HOST/v.js>; rel=preload; as=script'),
  header('h-modulepreload', 'Link: modulepreload', 'link', '<https://HOST/v.js>; rel=modulepreload'),
  header('h-preconnect', 'Link: preconnect', 'link', '<https://HOST>; rel=preconnect', {
    sees: 'connection',
    needsWhole: true,
  }),
  header('h-rules', 'Speculation-Rules', 'speculation-rules', '"https://HOST/v.json"', {
    needsWhole: true,
  }),
  header(
    'h-report',
    'reports of a Content-Security-Policy',
    'content-security-policy-report-only',
    "object-src 'none'; report-uri https://HOST/v.json",
    { html: () => '<object data="/h-report.html"></object>' },
  ),
  header('h-refresh', 'Refresh', 'refresh', '0;url=https://HOST/v.html', { isAlone: true, mayRun: true }),
  header('h-cookie', "cookie of the site's own server", 'set-cookie', '_vh-cookie=1; Path=/', {
    sees: 'cookie',
  }),
];

import * as fc from 'fast-check';

/** What the owner of these pages has declared. */
export const CONFIG = {
  services: {
    'google-analytics': true,
    'google-tag-manager': true,
    'meta-pixel': true,
    youtube: true,
    stats: { category: 'performance', hosts: ['stats.test'] },
    ads: { category: 'marketing', hosts: ['ads.test'] },
    chat: { category: 'functional', hosts: ['chat.test'] },
    pay: { category: 'necessary', hosts: ['pay.test'] },
  },
} as const;

const ADDRESSES = [
  'https://stats.test/a.js',
  '//ads.test/p?a=1&amp;b=2',
  'https://chat.test/x y',
  'http&#58;//ads&period;test/p.gif',
  'https://pay.test/p.js',
  'https://other.test/o.js',
  '/own.js',
  'own.png',
  '',
  'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP',
  'https://stats.test/1.gif 1x, /own.gif 2x',
];

const NAMES = [
  'script', 'SCRIPT', 'img', 'IMG', 'image', 'iframe', 'link', 'style', 'video', 'audio', 'source', 'track', 'picture',
  'embed', 'object', 'input', 'svg', 'use', 'feImage', 'math', 'foreignObject', 'noscript', 'template', 'textarea', 'title',
  'table', 'tr', 'td', 'select', 'option', 'p', 'div', 'b', 'a', 'form', 'body', 'head', 'html', 'base', 'meta', 'xmp',
  'plaintext', 'frameset', 'frame', 'button', 'li', 'ul', 'noembed',
]; // prettier-ignore

const ATTRIBUTES = [
  'src', 'SRC', 'href', 'xlink:href', 'srcset', 'data', 'poster', 'rel', 'type', 'style', 'background', 'srcdoc', 'id',
  'class', 'data-src', 'data-category', 'data-service', 'async', 'defer', 'width', 'height', 'http-equiv', 'content', 'onclick',
  'data-cookieconsent', 'data-name', 'data-purpose', 'shadowrootmode', 'name', '=x', '<y', 'data-type', 'data-cmplz-src',
  'uc-src', 'data-href',
]; // prettier-ignore

const VALUES = [
  ...ADDRESSES,
  'stylesheet',
  'preconnect',
  'module',
  'text/plain',
  'text/javascript',
  'open',
  'marketing',
  'statistics,marketing',
  'performance',
  'preferences',
  'optanon-category-C0002',
  'background:url(https://ads.test/bg.png)',
  '<img src=https://ads.test/in.gif>',
  'refresh',
  '1',
  'gtag("event")',
];

const TEXTS = [
  'text',
  '\r\n',
  ' é ☃ 𝒳 ',
  'a < b && c > d',
  '</',
  '<!',
  '<!-- <img src=https://ads.test/c.gif> -->',
  '<!-- -- > <script>',
  '-->',
  '<?php echo "<script src=https://ads.test/x.js>" ?>',
  '{{ if x }}',
  '<![CDATA[ <img src=https://ads.test/d.gif> ]]>',
  '&amp;&lt',
  '\u0000',
  'gtag("event", "x");',
  'window.dataLayer = window.dataLayer || []; dataLayer.push(1);',
  '(function(d){var s=d.createElement("script");s.src="https://stats.test/l.js";d.head.appendChild(s)})(document);',
  '@import url(https://stats.test/f.css);',
  '<!DOCTYPE html>',
  '<',
  '>',
  '"',
];

const space = fc.constantFrom(' ', '\n', '\t', '  ', '/', ' / ');
const value = fc.constantFrom(...VALUES);
const attribute = fc
  .tuple(
    space,
    fc.constantFrom(...ATTRIBUTES),
    fc.constantFrom('', ' ', '\n'),
    fc.constantFrom('"', "'", '', 'none'),
    value,
  )
  .map(([before, name, around, quote, text]) => {
    if (quote === 'none') return `${before}${name}`;
    const safe = quote ? text.replaceAll(quote, '') : text.replace(/[\s"'<>=`]/g, '') || 'x';
    return `${before}${name}${around}=${around}${quote}${safe}${quote}`;
  });
const openTag = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.array(attribute, { maxLength: 5 }),
    fc.constantFrom('>', ' >', '/>', ' />'),
  )
  .map(([name, attributes, end]) => `<${name}${attributes.join('')}${end}`);
const closeTag = fc.constantFrom(...NAMES).map((name) => `</${name}>`);
const text = fc.constantFrom(...TEXTS);

/** Tags of services, whole and by half, which the rest stands around. */
const tag = fc.constantFrom(
  '<img src="https://ads.test/p.gif">',
  '<IMG SRC=//ads.test/p.gif width=1 height=1>',
  '<script src=//stats.test/a.js></script>',
  '<script type=module src="https://chat.test/m.mjs"></script>',
  '<iframe src="https://chat.test/f">',
  '</iframe>',
  '<link rel=stylesheet href=https://stats.test/s.css>',
  '<video poster="//ads.test/p.jpg"><source src="https://chat.test/v.mp4">',
  '<track src="https://chat.test/t.vtt"></video>',
  '<picture><source srcset="https://ads.test/p.webp"><img src=x.png></picture>',
  '<picture><source srcset="x.webp"><img src=//ads.test/x.png>',
  '<svg><image href="https://ads.test/s.png"/>',
  '</svg>',
  '<noscript><img src="https://ads.test/n.gif"></noscript>',
  '<noscript>',
  '<style>@import url(https://stats.test/f.css); p { color: red }</style>',
  '<input type="image" src="https://ads.test/i.gif">',
  '<object data="https://chat.test/o"><embed src="//ads.test/e"></object>',
  '<div style="background: url(https://ads.test/b.gif)"></div>',
  '<template shadowrootmode="open"><img src="//ads.test/sh.gif"></template>',
  '<svg onclick="gtag()"><style>@import url(https://stats.test/f.css);</style></svg>',
  '<script type="importmap">{"imports":{"a":"https://stats.test/a.mjs"}}</script><script type="module">import "a"</script>',
  '<script type="speculationrules">{"prefetch":[{"urls":["https://ads.test/"]}]}</script>',
  '<link rel=preconnect href=//connect.facebook.net>',
);

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc
    .array(fc.oneof({ depthSize: 'small' }, text, tag, openTag, closeTag, tie('element')), { maxLength: 4 })
    .map((pieces) => pieces.join('')),
  element: fc
    .tuple(fc.constantFrom(...NAMES), fc.array(attribute, { maxLength: 4 }), tie('content'))
    .map(([name, attributes, content]) => `<${name}${attributes.join('')}>${content}</${name}>`),
}));

const page = fc
  .array(fc.oneof(element, element, tag, openTag, closeTag, text), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

/** Pages as they are, and as nobody would write them: cut, doubled and with what does not belong there. */
export const anyPage: fc.Arbitrary<string> = fc
  .tuple(
    page,
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fc.oneof(text, fc.constant(''))), { maxLength: 3 }),
  )
  .map(([whole, cuts]) => {
    let result = whole;
    for (const [at, length, put] of cuts) {
      const start = result.length ? at % result.length : 0;
      result = result.slice(0, start) + put + result.slice(start + length);
    }
    return result;
  });

/** How often to try: the same pages each time, and others for whoever asks for more (`IZIN_RUNS=20000`). */
export const runs = (): { numRuns: number; seed?: number } => {
  const { IZIN_RUNS } = process.env;
  return IZIN_RUNS ? { numRuns: Number(IZIN_RUNS) } : { numRuns: 500, seed: 20_261_123 };
};

import { describe, expect, it } from 'vitest';
import { createMarker } from '../../../src/scan/marker.ts';
import { CONFIG } from './html.ts';

const marker = createMarker({
  ...CONFIG,
  services: {
    ...CONFIG.services,
    hotjar: true,
    'acme-chat': { category: 'functional', name: 'Acme Chat!', hosts: ['acme.test'] },
  },
});
const mark = (html: string): string => marker.mark<string>(html).html;
const said = (html: string): string[] => marker.mark<string>(html).findings.map(({ code }) => code);

// Where each product documents its markup stands beside its entry in src/scan/peers.ts.
describe('markup of other products becomes ours', () => {
  it.each<[product: string, before: string, after: string]>([
    [
      'Cookiebot, a script',
      '<script type="text/plain" data-cookieconsent="statistics,marketing" src="https://x.test/a.js"></script>',
      '<script type="text/plain" data-category="performance marketing" src="https://x.test/a.js"></script>',
    ],
    [
      'Cookiebot, a frame',
      '<iframe data-cookieblock-src="https://ads.test/f" data-cookieconsent="preferences"></iframe>',
      '<iframe data-src="https://ads.test/f" data-category="functional" data-service="ads"></iframe>',
    ],
    [
      'OneTrust, inline code',
      '<script class="optanon-category-C0002-C0004 x" type="text/plain">a()</script>',
      '<script data-category="performance marketing" class="optanon-category-C0002-C0004 x" type="text/plain">a()</script>',
    ],
    [
      'OneTrust, a frame',
      '<iframe class="optanon-category-C0003" data-src="https://x.test/f"></iframe>',
      '<iframe data-category="functional" class="optanon-category-C0003" data-src="https://x.test/f"></iframe>',
    ],
    [
      'CookieYes, a script that is still live',
      '<script async data-cookieyes="cookieyes-analytics" src="https://x.test/a.js"></script>',
      '<script type="text/plain" async data-category="performance" src="https://x.test/a.js"></script>',
    ],
    [
      'CookieYes, a frame that is still live',
      '<iframe data-cookieyes="cookieyes-advertisement" src="https://x.test/f"></iframe>',
      '<iframe data-category="marketing" data-src="https://x.test/f"></iframe>',
    ],
    [
      'Usercentrics, by the name of a service',
      '<script type="text/plain" data-usercentrics="Google Analytics" src="https://x.test/a.js"></script>',
      '<script type="text/plain" data-category="performance" data-service="google-analytics" src="https://x.test/a.js"></script>',
    ],
    [
      'Usercentrics, an image, by the name in the configuration',
      '<img data-src="https://x.test/p.gif" data-usercentrics="Acme Chat!">',
      '<img data-src="https://x.test/p.gif" data-category="functional" data-service="acme-chat">',
    ],
    [
      'Klaro, a script',
      '<script type="text/plain" data-type="text/javascript" data-name="hotjar" data-src="https://x.test/a.js"></script>',
      '<script type="text/plain" data-type="text/javascript" data-category="performance" data-service="hotjar" data-src="https://x.test/a.js"></script>',
    ],
    [
      'Klaro, an image, by its address',
      '<img data-name="my-pixel" data-src="https://ads.test/p.gif">',
      '<img data-category="marketing" data-service="ads" data-src="https://ads.test/p.gif">',
    ],
    [
      'vanilla-cookieconsent and c15t',
      '<script type="text/plain" data-category="analytics" data-service="Google Analytics" src="https://x.test/a.js"></script><iframe data-category="measurement" data-src="https://x.test/f"></iframe>',
      '<script type="text/plain" data-category="performance" data-service="google-analytics" src="https://x.test/a.js"></script><iframe data-category="performance" data-src="https://x.test/f"></iframe>',
    ],
    [
      'vanilla-cookieconsent, what runs when refused',
      '<script type="text/plain" data-category="!ads">a()</script>',
      '<script type="text/plain" data-category="!marketing">a()</script>',
    ],
    [
      'c15t, an image of a service that is still live',
      '<img data-category="ads" src="https://ads.test/p.gif">',
      '<img data-category="marketing" data-src="https://ads.test/p.gif">',
    ],
    [
      'OneTrust, the numbers of old',
      '<script type="text/plain" class="optanon-category-3">a()</script>',
      '<script data-category="functional" type="text/plain" class="optanon-category-3">a()</script>',
    ],
    [
      'OneTrust, a frame that keeps its address and is live all the same',
      '<iframe class="optanon-category-C0004" src="https://ads.test/f" data-src="https://ads.test/f"></iframe>',
      '<iframe data-category="marketing" data-service="ads" class="optanon-category-C0004" data-old-src="https://ads.test/f" data-src="https://ads.test/f"></iframe>',
    ],
    [
      'OneTrust, an image before another is kept',
      '<img class="optanon-category-C0004" src="https://x.test/1.gif" data-src="https://ads.test/2.gif">',
      '<img data-category="marketing" data-service="ads" class="optanon-category-C0004" data-old-src="https://x.test/1.gif" data-src="https://ads.test/2.gif">',
    ],
    [
      'Cookiebot, a tracker that Cookiebot is to leave alone',
      '<script data-cookieconsent="ignore" src="https://stats.test/a.js"></script>',
      '<script type="text/plain" data-category="performance" data-service="stats" data-cookieconsent="ignore" data-src="https://stats.test/a.js"></script>',
    ],
    [
      'Usercentrics, frames',
      '<iframe uc-src="https://x.test/f" data-usercentrics="Acme Chat!"></iframe><iframe data-uc-src="https://ads.test/f" data-usercentrics="Ads"></iframe>',
      '<iframe data-src="https://x.test/f" data-category="functional" data-service="acme-chat"></iframe><iframe data-src="https://ads.test/f" data-category="marketing" data-service="ads"></iframe>',
    ],
    [
      'iubenda, an image',
      '<img class="_iub_cs_activate" data-iub-purposes="2" data-suppressedsrc="https://x.test/p.gif">',
      '<img data-category="functional" class="_iub_cs_activate" data-iub-purposes="2" data-src="https://x.test/p.gif">',
    ],
    [
      'Complianz, a script',
      '<script type="text/plain" data-service="google-analytics" data-category="statistics" data-cmplz-src="https://x.test/a.js"></script>',
      '<script type="text/plain" data-old-service="google-analytics" data-category="performance" data-service="google-analytics" data-src="https://x.test/a.js"></script>',
    ],
    [
      'Complianz, inline code',
      '<script type="text/plain" class="cmplz-script" data-category="statistics">a()</script>',
      '<script type="text/plain" class="cmplz-script" data-category="performance">a()</script>',
    ],
    [
      'Complianz, a frame',
      '<iframe class="cmplz-iframe" data-category="preferences" data-service="general" data-src-cmplz="https://ads.test/f" src="about:blank"></iframe>',
      '<iframe class="cmplz-iframe" data-category="functional" data-service="ads" data-old-service="general" data-src="https://ads.test/f" data-old-src="about:blank"></iframe>',
    ],
    [
      'Klaro, a style sheet',
      '<link rel="stylesheet" data-name="Acme Chat!" data-type="text/css" data-href="https://x.test/s.css">',
      '<link rel="stylesheet" data-category="functional" data-service="acme-chat" data-type="text/css" data-href="https://x.test/s.css">',
    ],
    [
      'Orejime',
      '<template data-purpose="analytics" data-contextual><script src="https://x.test/a.js"></script></template>',
      '<template data-category="performance" data-contextual><script src="https://x.test/a.js"></script></template>',
    ],
    [
      'Didomi, by the vendor',
      '<script type="didomi/javascript" data-vendor="c:hotjar">a()</script>',
      '<script type="text/plain" data-category="performance" data-service="hotjar">a()</script>',
    ],
    [
      'Didomi, by what the code loads',
      `<script type="didomi/javascript" data-vendor="c:x">new Image().src = 'https://ads.test/p'</script>`,
      `<script type="text/plain" data-category="marketing" data-service="ads">new Image().src = 'https://ads.test/p'</script>`,
    ],
    [
      'iubenda, by purpose',
      '<script type="text/plain" class="_iub_cs_activate" data-iub-purposes="4,5" suppressedsrc="https://x.test/a.js"></script>',
      '<script data-category="performance marketing" type="text/plain" class="_iub_cs_activate" data-iub-purposes="4,5" data-src="https://x.test/a.js"></script>',
    ],
    [
      'iubenda, by address',
      '<iframe class="_iub_cs_activate" src="//cdn.iubenda.com/cookie_solution/empty.html" suppressedsrc="https://ads.test/f"></iframe>',
      '<iframe data-category="marketing" data-service="ads" class="_iub_cs_activate" data-old-src="//cdn.iubenda.com/cookie_solution/empty.html" data-src="https://ads.test/f"></iframe>',
    ],
    [
      'yett',
      '<script type="javascript/blocked" src="https://stats.test/a.js"></script>',
      '<script data-category="performance" data-service="stats" type="text/plain" src="https://stats.test/a.js"></script>',
    ],
  ])('%s', (_product, before, after) => {
    expect(mark(before)).toBe(after);
    expect(mark(after)).toBe(after);
    expect(said(before)).toEqual([]);
  });

  it.each<[what: string, html: string]>([
    [
      'a category of OneTrust that an owner has made',
      '<script type="text/plain" class="optanon-category-C0099">a()</script>',
    ],
    [
      'a category of vanilla-cookieconsent',
      '<script type="text/plain" data-category="comments">a()</script>',
    ],
    [
      'a service of Usercentrics',
      '<script type="text/plain" data-usercentrics="Nobody knows" src="https://x.test/a.js"></script>',
    ],
    ['a purpose of Orejime', '<template data-purpose="fun"><img src="https://x.test/a.gif"></template>'],
    ['a style sheet of Klaro', '<link rel="stylesheet" data-name="nobody" data-href="https://x.test/s.css">'],
    ['a number that is none of OneTrust', '<script type="text/plain" data-category="3">a()</script>'],
    ['what Complianz keeps without a word of what for', '<img data-src-cmplz="https://x.test/p.gif">'],
    ['code of yett', '<script type="javascript/blocked">a()</script>'],
    [
      'HTML of Didomi',
      '<script type="didomi/html" data-vendor="c:x"><img src="https://x.test/a.gif"></script>',
    ],
  ])('stays held, and is told of, where there is no counterpart: %s', (_what, html) => {
    expect(mark(html)).toBe(html);
    expect(said(html)).toEqual(['unknown-category']);
  });

  it.each<[what: string, html: string]>([
    [
      'what is the site’s own, and Cookiebot is to ignore',
      '<script data-cookieconsent="ignore" src="/own.js"></script>',
    ],
    [
      'an icon that is called as a service',
      '<img class="lazyload" data-name="Acme Chat!" data-src="/icons/chat.svg">',
    ],
    ['a theme of the site', '<link rel="stylesheet" data-name="dark" data-href="/dark.css">'],
    ['numbers of a shop', '<template data-category="3"><p>text</template>'],
    ['an image that is loaded when it comes near', '<img data-name="x" data-src="/own.png">'],
    ['a template of the site', '<template data-name="x"></template>'],
  ])('leaves %s', (_what, html) => {
    expect(mark(html)).toBe(html);
    expect(said(html)).toEqual([]);
  });

  it.each([
    'https://consent.cookiebot.com/uc.js',
    'https://cdn.cookielaw.org/scripttemplates/otSDKStub.js',
    'https://cdn-cookieyes.com/client_data/1/script.js',
    'https://web.cmp.usercentrics.eu/ui/loader.js',
    'https://cdn.jsdelivr.net/npm/vanilla-cookieconsent@3.1.0/dist/cookieconsent.esm.js',
    '//cdn.iubenda.com/cs/iubenda_cs.js',
    'https://cdn.kiprotect.com/klaro/v0.7/klaro.js',
    'https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@3.1.0/dist/cookieconsent.umd.js',
    'https://unpkg.com/yett',
    '/js/tarteaucitron/tarteaucitron.min.js',
  ])('says that the script of another product is to go: %s', (address) => {
    const html = `<script src="${address}"></script>`;
    expect(mark(html)).toBe(html);
    expect(said(html)).toEqual(['other-product']);
  });

  it.each<[what: string, code: string]>([
    [
      'Didomi',
      `<script>(function () { var s = document.createElement('script'); s.src = 'https://sdk.privacy-center.org/' + key + '/loader.js'; document.head.appendChild(s) })()</script>`,
    ],
    [
      'Axeptio',
      `<script>(function (d, s) { var t = d.getElementsByTagName(s)[0], e = d.createElement(s); e.async = true; e.src = '//static.axept.io/sdk.js'; t.parentNode.insertBefore(e, t) })(document, 'script')</script>`,
    ],
    [
      'vanilla-cookieconsent',
      `<script type="module">import 'https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@3.1.0/dist/cookieconsent.esm.js'</script>`,
    ],
    ['vanilla-cookieconsent', `<script type="module">import '/js/cookieconsent.esm.js'</script>`],
  ])('says that inline code is to go that loads another product: %s', (product, html) => {
    expect(marker.mark<string>(html)).toMatchObject({
      html,
      findings: [{ code: 'other-product', message: `remove this: the script of ${product}` }],
    });
  });
});

it.each([
  '<img class="product" data-category="3" src="/p/1.jpg">',
  '<img data-category="analytics" src="/case.jpg">',
  '<img data-category="analytics" data-src="/case.jpg">',
  '<img data-category="shoes" src="/shoes.png">',
  '<video data-category="2 4" src="/v.mp4"></video>',
  '<iframe data-category="1" src="/own"></iframe>',
  '<link data-category="ads" rel="stylesheet" href="/x.css">',
])('leaves words of the site’s own, as the gate does: %s', (html) => {
  expect(mark(html)).toBe(html);
  expect(said(html)).toEqual([]);
});

it('says by which category nobody could grant it', () => {
  const html = '<template data-category="analytics"><p>text</template>';
  expect(mark(html)).toBe(html);
  expect(said(html)).toEqual(['unknown-category']);
});

it('says which address has given way to the one that is kept', () => {
  const { changes } = marker.mark<string>(
    '<iframe class="optanon-category-C0004" src="https://x.test/1" data-src="https://ads.test/2"></iframe>',
  );
  expect(changes.map(({ message }) => message)).toEqual([
    'iframe of OneTrust: waits for marketing; its src is put aside as data-old-src',
  ]);
});

it('says by which name of a service nobody could refuse it', () => {
  const html = '<script type="text/plain" data-category="performance" data-service="GA">a()</script>';
  expect(marker.mark<string>(html)).toMatchObject({ html, findings: [{ code: 'unknown-service' }] });
});

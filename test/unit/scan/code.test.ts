import { describe, expect, it } from 'vitest';
import { createMarker } from '../../../src/scan/marker.ts';
import { CONFIG } from './html.ts';

const marker = createMarker({
  ...CONFIG,
  services: { ...CONFIG.services, hotjar: true, 'tiktok-pixel': true, amplitude: true, clarity: true },
});

const LOADS = (address: string): string =>
  `(function(d){var s=d.createElement('script');s.async=1;s.src='${address}';d.head.appendChild(s)})(document);`;

/** What each script of a page waits for: nothing, where it stays. */
function waits(...scripts: string[]): (string | undefined)[] {
  const html = scripts.map((it) => (it.startsWith('<') ? it : `<script>${it}</script>`)).join('\n');
  return marker
    .mark<string>(html)
    .html.split('\n<script')
    .map((script) => /data-service="([^"]+)"/.exec(script.replace(/>.*/s, ''))?.[1]);
}

const found = (...scripts: string[]): string[] =>
  marker
    .mark<string>(scripts.map((it) => (it.startsWith('<') ? it : `<script>${it}</script>`)).join('\n'))
    .findings.map(({ line, code, message }) => `${line} ${code}: ${message}`);

describe('code that loads a tag', () => {
  it.each<[what: string, code: string, service: string]>([
    [
      'Google Tag Manager',
      `(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});var f=d.getElementsByTagName(s)[0],j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;j.src='https://www.googletagmanager.com/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-XXXX');`,
      'google-tag-manager',
    ],
    [
      'Meta Pixel',
      `!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};if(!f._fbq)f._fbq=n;n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];t=b.createElement(e);t.async=!0;t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window, document,'script','https://connect.facebook.net/en_US/fbevents.js');fbq('init', '1');fbq('track', 'PageView');`,
      'meta-pixel',
    ],
    [
      'Hotjar, in an address of pieces',
      `(function(h,o,t,j,a,r){h.hj=h.hj||function(){(h.hj.q=h.hj.q||[]).push(arguments)};h._hjSettings={hjid:1,hjsv:6};a=o.getElementsByTagName('head')[0];r=o.createElement('script');r.async=1;r.src=t+h._hjSettings.hjid+j+h._hjSettings.hjsv;a.appendChild(r);})(window,document,'https://static.hotjar.com/c/hotjar-','.js?sv=');`,
      'hotjar',
    ],
    [
      'Clarity, by the name of its global',
      `(function(c,l,a,r,i,t,y){c[a]=c[a]||function(){(c[a].q=c[a].q||[]).push(arguments)};t=l.createElement(r);t.async=1;t.src="https://www.clarity.ms/tag/"+i;y=l.getElementsByTagName(r)[0];y.parentNode.insertBefore(t,y);})(window,document,"clarity","script","p1"); clarity('set','a','b');`,
      'clarity',
    ],
    [
      'Google Analytics of old, by protocol',
      `var _gaq=_gaq||[];_gaq.push(['_setAccount','UA-1']);(function(){var ga=document.createElement('script');ga.type='text/javascript';ga.async=true;ga.src=('https:'==document.location.protocol?'https://ssl':'http://www')+'.google-analytics.com/ga.js';var s=document.getElementsByTagName('script')[0];s.parentNode.insertBefore(ga,s);})();`,
      'google-analytics',
    ],
    ['what is written', `document.write('<script src="https://stats.test/w.js"><\\/script>')`, 'stats'],
    ['an image', `new Image().src = 'https://ads.test/p?' + Math.random()`, 'ads'],
    [
      'what waits for the page',
      `window.addEventListener('load', function () { ${LOADS('//chat.test/c.js')} })`,
      'chat',
    ],
    ['a call', `fetch('https://stats.test/hit', { method: 'POST' })`, 'stats'],
  ])('waits for what it loads: %s', (_what, code, service) => {
    expect(waits(code)).toEqual([service]);
  });

  it('a module waits for what it imports, as the gate has it', () => {
    expect(
      waits(
        `<script type="module">import x from 'https://stats.test/x.mjs'; document.querySelector('p').append(x)</script>`,
      ),
    ).toEqual(['stats']);
  });

  describe('through an import map', () => {
    const map = (it: object): string => `<script type="importmap">${JSON.stringify(it)}</script>`;
    const module = (code: string): string => `<script type="module">${code}</script>`;
    const STATS = map({ imports: { ga: 'https://stats.test/m.mjs', 'g/': 'https://stats.test/m/' } });

    it.each<[what: string, importmap: string, code: string]>([
      ['by name', STATS, `import 'ga'; document.querySelector('p').remove()`],
      ['by name, of what it hands on', STATS, `export { a } from 'ga'`],
      ['by the beginning of a name', STATS, `import x from 'g/x.mjs'; x()`],
      ['by the name as it runs', STATS, `import('ga')`],
      [
        'by an address of the site',
        map({ imports: { '/lib.js': '//stats.test/l.js' } }),
        `import './lib.js'`,
      ],
      ['in a scope', map({ scopes: { '/shop/': { ga: 'https://stats.test/m.mjs' } } }), `import 'ga'`],
      [
        'where another map comes first',
        `${map({ imports: { own: '/own.mjs' } })}\n${STATS}`,
        `import 'own'; import 'ga'`,
      ],
    ])('a module waits for what it imports: %s', (_what, importmap, code) => {
      expect(waits(importmap, module(code)).at(-1)).toBe('stats');
      expect(found(importmap, module(code))).toEqual([]);
    });

    it('a classic script waits for what it imports', () => {
      expect(waits(STATS, `import('ga')`, `import('g/x.mjs')`)).toEqual([undefined, 'stats', 'stats']);
    });

    it.each<[what: string, importmap: string, code: string]>([
      [
        'the longest name counts',
        map({ imports: { 'g/': 'https://stats.test/', 'g/own/': '/own/' } }),
        `import 'g/own/x'`,
      ],
      [
        'a name of the site',
        map({ imports: { ga: 'https://stats.test/m.mjs', own: '/own.mjs' } }),
        `import 'own'`,
      ],
      ['a name that no map has', STATS, `import 'other'`],
      ['a name that only begins like one', STATS, `import 'gab'`],
      ['a map that comes later', '', `import 'ga'`],
      ['a map that nobody can read', '<script type="importmap">{{ map }}</script>', `import 'ga'`],
      [
        'a map without an address',
        map({ imports: { ga: 'stats.test/m.mjs', b: null }, scopes: [] }),
        `import 'ga'`,
      ],
    ])('a module stays: %s', (_what, importmap, code) => {
      expect(marker.mark<string>(importmap + module(code) + STATS)).toMatchObject({
        edits: [],
        findings: [],
      });
    });
  });

  it.each<[why: string, code: string, message: string]>([
    [
      'it does the work of the site',
      `${LOADS('https://stats.test/a.js')} document.querySelector('nav').classList.add('js')`,
      'it uses querySelector',
    ],
    ['it calls code of the site', `initMenu(); ${LOADS('https://stats.test/a.js')}`, 'it uses initMenu'],
    [
      'it listens to the visitor',
      `${LOADS('https://stats.test/a.js')} document.addEventListener('click', function () {})`,
      'it listens for click',
    ],
    [
      'others call it',
      `function startChat() { ${LOADS('https://chat.test/c.js')} }`,
      'it makes startChat() for others',
    ],
    [
      'it loads several',
      LOADS('https://stats.test/a.js') + LOADS('https://ads.test/a.js'),
      'it loads tags of several categories',
    ],
    [
      'nobody can read it',
      `${LOADS('https://stats.test/a.js')} {% if page.ads %} x( {% endif %}`,
      'its code cannot be read',
    ],
  ])('stays, and is told of, where %s', (_why, code, message) => {
    expect(waits(code)).toEqual([undefined]);
    expect(found(code)).toEqual([expect.stringContaining(message)]);
    expect(found(code)[0]).toMatch(/^1 code: /);
  });

  it.each<[what: string, code: string]>([
    ['data', `window.__DATA__ = { video: 'https://ads.test/embed/1', shop: 'https://stats.test/' }`],
    ['what loads the site’s own', LOADS('/own.js')],
    ['what nobody claims', LOADS('https://other.test/o.js')],
    ['what speaks to Izin', `izin.when('marketing').then(() => { ${LOADS('https://ads.test/a.js')} })`],
    [
      'what Izin has let',
      `window.izin?.when('chat').then(async () => { await import('https://chat.test/c.js') })`,
    ],
    ['what asks Izin', `if (izin.allows('ads')) document.documentElement.className = 'ads'`],
    ['what listens to Izin', `document.addEventListener('izin:change', () => {})`],
    ['nothing', ' '],
  ])('%s stays, and nothing is told', (_what, code) => {
    expect(waits(code)).toEqual([undefined]);
    expect(found(code)).toEqual([]);
  });
});

describe('code that says "izin"', () => {
  const ads = LOADS('https://ads.test/a.js');

  it.each<[where: string, code: string]>([
    ['in a comment', `/* minta izin. izin: ya */ ${ads}`],
    ['in a text', `var form = { label: 'minta-izin-cuti', name: 'izin[1]' }; ${ads}`],
    ['as a name of its own', `var izin = { cuti: 1 }; izin.cuti = 2; ${ads}`],
    [
      'as what only looks like Izin',
      `var izin = { when() { return Promise.resolve() } }; izin.when('marketing').then(function () { ${ads} })`,
    ],
    ['as a name within', `(function (izin) { izin.cuti = 2 })({}); ${ads}`],
    ['as a property', `var data = {}; data.izin = 1; ${ads}`],
  ])('waits like any other: %s', (_where, code) => {
    expect(waits(code)).toEqual(['ads']);
  });

  it.each<[what: string, code: string, message: string]>([
    ['beside a call of Izin', `izin.show('notice'); ${ads}`, 'it speaks to Izin'],
    ['behind what is granted', `izin.when('marketing').then(() => {}); ${ads}`, 'it speaks to Izin'],
    ['beside a call of window.izin', `window.izin.subscribe(() => {}); ${ads}`, 'it speaks to Izin'],
    [
      'once something else is granted',
      `izin.when('performance').then(() => { ${ads} })`,
      'it speaks to Izin',
    ],
    [
      'on an event of Izin',
      `document.addEventListener('izin:ready', () => { ${ads} })`,
      'it listens for izin:ready',
    ],
  ])('stays, and is told of, where it loads a tag %s', (_what, code, message) => {
    expect(waits(code)).toEqual([undefined]);
    expect(found(code)).toEqual([`1 code: script of ads (marketing) stays as it is: ${message}`]);
  });

  it('is no name of the tag right before it', () => {
    const tag = '<script src="https://ads.test/a.js"></script>';
    expect(waits(tag, 'izin.show()', 'Adly.go(); izin.show()')).toEqual(['ads', undefined, undefined]);
  });
});

describe('code that speaks to a tag', () => {
  const amplitude = '<script src="https://cdn.amplitude.com/script/k.js"></script>';
  const ads = '<script src="https://ads.test/a.js"></script>';

  it('waits with a tag without which it would fail', () => {
    expect(waits(amplitude, `amplitude.init('k')`, `window.amplitude && amplitude.track('x')`)).toEqual([
      'amplitude',
      'amplitude',
      'amplitude',
    ]);
  });

  it('waits with the tag right before it, where no other script can have made what it needs', () => {
    expect(waits(ads, `Adly.go({ id: 1 })`)).toEqual(['ads', 'ads']);
    expect(waits('<script src="/own.js"></script>', ads, `Adly.go({ id: 1 })`)).toEqual([
      undefined,
      'ads',
      undefined,
    ]);
    expect(waits('<script src="/own.js"></script>', ads, `AdsTest.go()`)).toEqual([undefined, 'ads', 'ads']);
  });

  it('waits with the tag right before it where the only script of the site is the gate', () => {
    expect(waits('<script src="/izin/izin.js"></script>', ads, `Adly.go({ id: 1 })`)).toEqual([
      undefined,
      'ads',
      'ads',
    ]);
  });

  it('waits with the tag that it names, whichever stands before it', () => {
    expect(waits(amplitude, ads, `amplitude.track('x')`, `amplitude.track('y')`)).toEqual([
      'amplitude',
      'ads',
      'amplitude',
      'amplitude',
    ]);
  });

  it('waits for all to which it speaks', () => {
    const clarity = `(function(w,d){w.clarity=w.clarity||function(){};${LOADS('https://ads.test/c.js')}})(window,document);`;
    const html = [clarity, `amplitude.track('x'); clarity('x')`]
      .map((it) => `<script>${it}</script>`)
      .join('');
    expect(marker.mark<string>(amplitude + html).html).toContain(
      `<script type="text/plain" data-category="performance marketing">amplitude.track('x'); clarity('x')`,
    );
  });

  it('keeps the order of a queue that marked code has begun to fill', () => {
    const loader = `window.dataLayer = window.dataLayer || []; dataLayer.push({ event: 'gtm.js' }); ${LOADS('https://www.googletagmanager.com/gtm.js?id=GTM-1')}`;
    expect(waits(loader, `dataLayer.push({ event: 'buy' })`)).toEqual([
      'google-tag-manager',
      'google-tag-manager',
    ]);
  });

  it('runs at once where it only fills a queue of its own', () => {
    const gtag = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>';
    const queue = `window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date()); gtag('config', 'G-1');`;
    const buy = `document.querySelector('#buy').addEventListener('click', () => gtag('event', 'buy'))`;
    expect(waits(gtag, queue, buy)).toEqual(['google-analytics', undefined, undefined]);
    expect(found(gtag, queue, buy)).toEqual([]);
  });

  it('stays, and is told of, where it does other work, too', () => {
    const mixed = `document.querySelector('p').remove(); amplitude.track('x')`;
    expect(waits(amplitude, mixed)).toEqual(['amplitude', undefined]);
    expect(found(amplitude, mixed)).toEqual([expect.stringMatching(/^2 needs: it needs amplitude/)]);
  });

  it('is told of where it stands in an attribute', () => {
    expect(found(amplitude, `<button onclick="amplitude.track('buy')">Buy</button>`)).toEqual([
      '2 needs: onclick needs amplitude, which is not there before consent',
    ]);
  });

  it('is told of in an attribute before the tag, too: it runs later', () => {
    const button = `<button onclick="amplitude.track('buy')">Buy</button>`;
    expect(found(button, amplitude)).toEqual([expect.stringMatching(/^1 needs: onclick needs amplitude/)]);
    expect(found(amplitude, button, 'window.amplitude = { track() {} }')).toEqual([]);
  });

  it('is not told of in an attribute of what waits itself', () => {
    const drawing = `<body><p><svg onclick="amplitude.track('buy')"><image href="https://ads.test/p.png"/></svg>`;
    expect(found(drawing, amplitude)).toEqual([]);
  });

  it('stays where inline code is to stay', () => {
    const html = `${amplitude}<script>${LOADS('https://stats.test/a.js')}</script>`;
    const { html: marked } = createMarker(CONFIG, { inline: 'leave' }).mark<string>(html);
    expect(marked.match(/data-category/g)).toHaveLength(1);
  });
});

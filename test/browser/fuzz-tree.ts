/** Draws numbers that follow from a seed alone. */
export interface Random {
  /** A whole number from 0 to below this. */
  (below: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Whether something with this chance out of 100 comes to pass. */
  chance(percent: number): boolean;
}

/** Mulberry32, by Tommy Ettinger: small, and the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return Object.assign(random, {
    pick: <T>(list: readonly [T, ...T[]]): T => list[random(list.length)] ?? list[0],
    chance: (percent: number): boolean => random(100) < percent,
  });
}

/** How a script sets an attribute of an element that it has made. */
export const WAYS = [
  'setAttribute',
  'setAttribute',
  'property',
  'property',
  'setAttributeNS',
  'node',
  'nodeNS',
  'namedItem',
  'nodeValue',
  'upper',
] as const;
export type Way = (typeof WAYS)[number];

/** An element that is to be made. Addresses in it say `HOST` for the third party's and `HOME` for the site's own. */
export interface Branch {
  readonly tag: string;
  readonly in?: 'svg' | 'math';
  readonly attributes: readonly (readonly [name: string, value: string, way: Way])[];
  readonly children: readonly Twig[];
  /** It gets a shadow root with these in it. */
  readonly shadow?: { readonly mode: 'open' | 'closed'; readonly children: readonly Twig[] };
}
/** An element, or a text; `raw` stands as it is where the tree becomes markup. */
export type Twig = Branch | string | { readonly raw: string };

const SVG_TAGS =
  /^(svg|image|feImage|set|animate|rect|filter|g|a|use|foreignObject|defs|pattern|desc|title)$/;

/** Spells an address in one of the ways that mean the same. */
function spell(random: Random, path: string): string {
  const host = random.pick([
    'HOST',
    'HOST',
    'HOST',
    'HOST',
    'HOST',
    'HOST.',
    'HOST:443',
    'me@HOST',
    'LOUD',
    'WIDE',
    'PERCENT',
  ]);
  const scheme = random.pick([
    'https://',
    'https://',
    'https://',
    '//',
    '//',
    'HTTPS://',
    'https:\\\\',
    'https:///',
    '\\\\',
    '/\\',
    'ht\ntps://',
    ' https://',
    '\t//',
    '/\t/',
  ]);
  return `${scheme}${host}/${path}${random.pick(['', '', '?a=1', '#b'])}`;
}

/** An address that ends so, of the third party or of the site itself. */
function address(random: Random, extension: string, isPlain = false): string {
  const path = `${random(1e6)}.${extension}`;
  if (random.chance(25)) return `https://HOME/${path}`;
  return isPlain ? `${random.pick(['https:', ''])}//HOST/${path}` : spell(random, path);
}

/** A value in CSS that loads an image. */
function image(random: Random): string {
  const url = address(random, 'gif', true);
  return random.pick([
    `url(${url})`,
    `url("${url}")`,
    `URL( '${url}' )`,
    `url(\n${url}\n)`,
    `image-set("${url}" 1x)`,
    `-webkit-image-set(url(${url}) 1x)`,
    `linear-gradient(red,red),url(${url})`,
    `cross-fade(url(${url}),url("${url}"),50%)`,
  ]);
}

const declaration = (random: Random): string =>
  random.pick([
    `background:${image(random)}`,
    `background-image:${image(random)}`,
    `BACKGROUND : ${image(random)} !important`,
    `display:list-item;list-style-image:${image(random)}`,
    `border:1px solid;border-image-source:${image(random)}`,
    `mask-image:${image(random)}`,
    `-webkit-mask:${image(random)}`,
    `content:${image(random)}`,
    `--a:${image(random)};background:var(--a)`,
    `cursor:${image(random)},auto`,
    `width:9px;background:red;background:${image(random)};height:9px`,
  ]);

const sheet = (random: Random): string =>
  random.pick([
    (rule: string) => rule,
    (rule: string) => `@media all{${rule}}`,
    (rule: string) => `@supports (display:block){${rule}}`,
    (rule: string) => `@layer a{${rule}}`,
    (rule: string) => `/* it's */ p{color:red}${rule}`,
    (rule: string) => `p{}<!-- ${rule}`,
  ])(
    `${random.pick(['div', '*', 'div,p', ':host,div', 'div::before{content:""}div'])}{${declaration(random)}}`,
  );

const SRCSET = [
  (a: string, b: string) => `${a} 1x, ${b} 2x`,
  (a: string) => a,
  (a: string, b: string) => `${a} 100w,\n\t${b} 900w`,
  (a: string, b: string) => `data:, 9x,${a} 1x, ${b} 3x`,
] as const;

/** Code of a page's own that asks a third party from within a frame. */
const code = (random: Random): string => {
  const url = address(random, 'gif', true);
  return random.pick([
    `new Image().src='${url}'`,
    `fetch('${url}',{mode:'no-cors'}).catch(()=>0)`,
    `navigator.sendBeacon('${url}','x')`,
    `document.body.innerHTML='<img src="${url}">'`,
    `document.write('<img src=${url}>')`,
    `(i=>{document.documentElement.append(i);i.src='${url}'})(document.createElement('img'))`,
    `document.documentElement.style.background='url(${url})'`,
    `setTimeout(()=>{new Image().src='${url}'})`,
    `parent.document.body.appendChild(parent.document.createElement('img')).src='${url}'`,
  ]);
};

/** Makes one element that loads something. */
function loader(random: Random): Branch {
  const way = (): Way => random.pick(WAYS);
  const url = (extension: string): string => address(random, extension);
  const branch = (
    tag: string,
    attributes: Readonly<Record<string, string>>,
    children: readonly Twig[] = [],
  ): Branch => {
    const entries = Object.entries(attributes).map(([name, value]) => [name, value, way()] as const);
    return {
      tag,
      ...(SVG_TAGS.test(tag) && { in: 'svg' as const }),
      attributes: random.chance(50) ? entries : entries.toReversed(),
      children,
    };
  };
  const srcset = (): string => random.pick(SRCSET)(address(random, 'gif'), address(random, 'gif'));
  const svg = (...children: readonly Branch[]): Branch =>
    branch('svg', { width: '9', height: '9' }, children);
  const href = (): string => random.pick(['href', 'xlink:href']);
  return random.pick<() => Branch>([
    () => branch('img', { src: url('gif') }),
    () => branch('img', { src: url('gif'), loading: 'eager', width: '1', height: '1' }),
    () => branch('img', { srcset: srcset(), sizes: '100px' }),
    () => branch('img', { crossorigin: '', src: url('gif'), srcset: srcset() }),
    () =>
      branch('picture', {}, [
        branch('source', { srcset: srcset(), type: 'image/gif' }),
        branch('img', { src: url('gif') }),
      ]),
    () => branch('video', { src: url('mp4'), preload: 'auto' }),
    () => branch('video', { poster: url('gif') }),
    () => branch('video', { preload: 'auto' }, [branch('source', { src: url('mp4') })]),
    () => branch('audio', { src: url('mp3'), preload: 'auto' }),
    () =>
      branch('audio', { preload: 'auto', controls: '' }, [
        branch('source', { src: url('mp3'), type: 'audio/mpeg' }),
      ]),
    () => branch('script', { src: url('js') }),
    () =>
      branch('script', {
        src: url('js'),
        async: '',
        type: random.pick([
          '',
          'text/javascript',
          'module',
          ' text/javascript ',
          'application/ecmascript',
          'Module',
        ]),
      }),
    () => branch('script', { src: url('js'), language: 'javascript' }),
    () =>
      branch('script', { 'data-category': 'marketing' }, [`navigator.sendBeacon('https://HOME/ran-marked')`]),
    () => branch('iframe', { src: url('html') }),
    () => branch('iframe', { src: url('html'), loading: 'lazy', sandbox: 'allow-scripts' }),
    () =>
      branch('iframe', {
        srcdoc: random.chance(50) ? `<script>${code(random)}</script>` : markup(random, trees(random, 2)),
      }),
    () => branch('embed', { src: url('html') }),
    () => branch('embed', { type: 'text/html', src: url('html') }),
    () => branch('object', { data: url('html'), type: 'text/html' }),
    () => branch('object', { data: url('gif') }),
    () => branch('input', { type: 'image', src: url('gif') }),
    () =>
      branch('link', {
        rel: random.pick(['stylesheet', 'StyleSheet', 'alternate stylesheet', 'x stylesheet']),
        href: url('css'),
      }),
    () =>
      branch('link', {
        rel: 'preload',
        as: random.pick(['image', 'script', 'style', 'fetch']),
        href: url('gif'),
      }),
    () => branch('link', { rel: 'preload', as: 'image', imagesrcset: srcset(), imagesizes: '9px' }),
    () =>
      branch('link', {
        rel: random.pick(['prefetch', 'modulepreload', 'preconnect', 'icon', 'apple-touch-icon', 'manifest']),
        href: url('js'),
      }),
    () => branch('div', { style: declaration(random) }, ['a']),
    () => branch('p', { style: declaration(random) }, ['a']),
    () => branch('div', {}, [branch('style', {}, [sheet(random)]), branch('div', {}, ['b'])]),
    () =>
      branch('div', {}, [
        branch('style', { media: 'all' }, [sheet(random), sheet(random)]),
        branch('p', {}, ['b']),
      ]),
    () => svg(branch('image', { [href()]: url('gif'), width: '9', height: '9' })),
    () =>
      svg(
        branch('filter', { id: 'f' }, [branch('feImage', { [href()]: url('gif') })]),
        branch('rect', { filter: 'url(#f)', width: '9', height: '9' }),
      ),
    () =>
      svg(
        branch('image', { width: '9', height: '9' }, [
          branch('set', { attributeName: href(), to: url('gif') }),
        ]),
      ),
    () =>
      svg(
        branch('image', { width: '9', height: '9' }, [
          branch('animate', { attributeName: href(), values: `${url('gif')};${url('gif')}`, dur: '9s' }),
        ]),
      ),
    () => svg(branch('rect', { width: '9', height: '9', style: `fill:red;mask:${image(random)}` })),
    () =>
      svg(
        branch('rect', {
          width: '9',
          height: '9',
          [random.pick(['mask', 'fill', 'filter', 'clip-path', 'cursor'])]: image(random),
        }),
      ),
    () => svg({ ...branch('script', { [href()]: url('js') }), in: 'svg' }),
    () =>
      svg(
        { ...branch('style', {}, [`rect{${declaration(random)}}`]), in: 'svg' },
        branch('rect', { width: '9', height: '9' }),
      ),
    () => svg(branch('foreignObject', { width: '9', height: '9' }, [branch('img', { src: url('gif') })])),
    () => branch('a', { href: '#there', ping: url('json') }, ['c']),
    () => branch('template', {}, trees(random, 2)),
    () => branch('template', { 'data-category': 'marketing' }, [branch('img', { src: url('gif') })]),
    () =>
      branch('div', {}, [
        branch('base', { href: `https://HOST/base/` }),
        branch('img', { src: `${random(1e6)}.gif` }),
        branch('script', { src: `${random(1e6)}.js` }),
      ]),
    () => ({
      ...branch('div', {}),
      shadow: { mode: random.pick(['open', 'closed']), children: trees(random, 2) },
    }),
    () => ({
      ...branch('section', {}, ['d']),
      shadow: {
        mode: random.pick(['open', 'closed']),
        children: [branch('style', {}, [`:host,p{${declaration(random)}}`]), branch('p', {}, ['e'])],
      },
    }),
  ])();
}

/** What parsers read in one way or in another, by where it stands. */
const confusion = (random: Random): Twig => {
  const img = `<img src="${address(random, 'gif', true)}">`;
  const script = `<script src="${address(random, 'js', true)}"></script>`;
  return {
    raw: random.pick([
      `<noscript><p title="</noscript>${img}">`,
      `<noscript><style></noscript>${img}</style></noscript>`,
      `<svg><style><!--</style>${img}--></svg>`,
      `<svg></p><style><a title="</style>${img}">`,
      `<math><mtext><table><mglyph><style><!--</style>${img.replace('<img', '<img title="--&gt;"')}`,
      `<form><math><mtext></form><form><mglyph><style></math>${img}`,
      `<!--><p>${img}-->`,
      `<!-- --!>${img}<!-- -->`,
      `<table>${img}<tr><td>${img}`,
      `<select><option>${img}</select>${img}`,
      `<image src="${address(random, 'gif', true)}">`,
      `<textarea><p></textarea>${img}`,
      `<title><p></title>${img}`,
      `<xmp><p></xmp>${img}`,
      `<iframe><p></iframe>${img}`,
      `<noembed><p></noembed>${img}${script}`,
      `<svg><![CDATA[<p>]]>${img}`,
      `<svg><title>${img}</title><desc>${script}</desc></svg>`,
      `<math><annotation-xml encoding="text/html">${img}</annotation-xml></math>`,
      `<p/><br/>${img.replace('<img ', '<img/')}`,
      `${img.replace('>', ' src="https://HOME/first.gif">')}`,
      `<img src="https://HOME/${random(1e6)}.gif" src="${address(random, 'gif', true)}">`,
      `<div><template><div>${img}</template>${img}</div>`,
      `<div><template shadowrootmode=open>${img}<style>:host{${declaration(random)}}</style></template></div>`,
      `<div><template shadowrootmode=closed>${img}${script}</template>x</div>`,
      `<svg><foreignObject><iframe src="${address(random, 'html', true)}"></iframe></foreignObject></svg>`,
      `<a href="#" ping="${address(random, 'json', true)}"><b><p>${img}</b></a>`,
      `<frameset><frame src="${address(random, 'html', true)}"></frameset>${img}`,
      `<object><param name=a>${img}</object><object data="${address(random, 'html', true)}">${img}</object>`,
      `<video><source src="${address(random, 'mp4', true)}">${img}</video>`,
      `<img\nalt='>'\fsrc=${address(random, 'gif', true)} >`,
      `<b ${img}`,
      `${img}<plaintext>`,
    ]),
  };
};

/** Makes some trees, with elements that load at any depth. */
export function trees(random: Random, depth: number): Twig[] {
  return Array.from({ length: 1 + random(depth > 2 ? 3 : 2) }, (): Twig => {
    if (depth && random.chance(25))
      return {
        tag: random.pick([
          'div',
          'p',
          'section',
          'span',
          'ul',
          'my-element',
          'form',
          'table',
          'noscript',
          'button',
        ]),
        attributes: [],
        children: trees(random, depth - 1),
      };
    return depth > 2 && random.chance(15) ? confusion(random) : depth ? loader(random) : 'z';
  });
}

const VOID = /^(img|source|input|embed|link|base|br|track)$/;
const RAW = /^(script|style)$/;

/** Writes trees as markup, in any of the spellings that mean the same. */
export function markup(random: Random, twigs: readonly Twig[], isXml = false): string {
  const oddly = (name: string): string =>
    !isXml && random.chance(15)
      ? [...name].map((c) => (random.chance(50) ? c.toUpperCase() : c)).join('')
      : name;
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const entity = (text: string): string =>
    isXml
      ? escaped(text)
      : [...text]
          .map((c) =>
            random.chance(5)
              ? random.pick([`&#${c.codePointAt(0)};`, `&#x${c.codePointAt(0)?.toString(16)};`])
              : escaped(c),
          )
          .join('');
  const attribute = ([name, value]: readonly [string, string, Way]): string => {
    const text = entity(value);
    const space = isXml ? ' ' : random.pick([' ', ' ', ' ', '\n', '\t', '\f', '/', ' / ']);
    const quotes = ['"', "'", ''].filter((mark) =>
      mark ? !text.includes(mark) : !isXml && value && !/[\s"'=<>`&]/.test(text) && !text.endsWith('/'),
    );
    const quote = random.pick(quotes.length ? (quotes as [string]) : ['"']);
    return `${space}${oddly(name)}=${quote}${quote ? text.replaceAll(quote, quote === '"' ? '&quot;' : '&#39;') : text}${quote}`;
  };
  const written = (twig: Twig): string => {
    if (typeof twig === 'string') return isXml ? escaped(twig) : twig.replaceAll('</', '<\\/');
    if ('raw' in twig) return isXml ? '' : twig.raw;
    const { tag, attributes, children, shadow } = twig;
    const xmlns =
      isXml && tag === 'svg'
        ? ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        : isXml && !twig.in
          ? ' xmlns="http://www.w3.org/1999/xhtml"'
          : '';
    const inner = (RAW.test(tag) && !isXml ? children.filter((c) => typeof c === 'string') : children)
      .map(written)
      .join('');
    const root = shadow
      ? `<template shadowrootmode=${isXml ? `"${shadow.mode}"` : shadow.mode}>${shadow.children.map(written).join('')}</template>`
      : '';
    const start = `<${oddly(tag)}${xmlns}${attributes.map(attribute).join('')}`;
    if (VOID.test(tag)) return `${start}${isXml ? '/' : random.pick(['', ' ', '/', ' /'])}>`;
    return `${start}>${root}${inner}</${oddly(tag)}${isXml ? '' : random.pick(['', '', ' ', '\n', ' x'])}>`;
  };
  return twigs.map(written).join('');
}

import type { OptionalCategory } from './izin.ts';

/** Every category that holds a tag: `any` is a container, which the first grant releases. */
export type TagCategory = OptionalCategory | 'any';

/** One element of a tag, as it stands in the HTML. */
export interface Piece {
  readonly html: string;
  /** An address that stands in it statically, and that the browser's preload scanner may fetch. */
  readonly scanned?: string;
  /** An address that the element itself shows, and what it is. */
  readonly shows?: readonly ['image' | 'frame' | 'sheet' | 'hint', address: string];
  /** The address of a script that keeps the page's order: with the parser, or after it. */
  readonly ordered?: readonly ['parser' | 'after', address: string];
}

/** How a script asks for something next. */
type Way = 'beacon' | 'image' | 'fetch' | 'xhr' | 'script' | 'frame' | 'sheet';

/** What a vendor's script does, once it runs. It tells the site's own server, too. */
export interface Stub {
  /** Cookies that it writes for the site's host. */
  readonly cookies?: readonly string[];
  readonly local?: readonly string[];
  readonly session?: readonly string[];
  /** What it asks for next, and of which category that is, where it is not the tag's own. */
  readonly sends?: readonly (readonly [way: Way, address: string, category?: TagCategory])[];
  /**
   * The rest of its code. In it `call(name)` tells that the page's own code reached the vendor's, and
   * `drain(list, given)` does so for what waited in a queue.
   */
  readonly code?: string;
  /** Where it is a module: what it exports. */
  readonly exported?: string;
  /** Where it is of another category than the tag that brings it. */
  readonly category?: TagCategory;
  /** A script that is written into the page keeps the order of the parser, too. */
  readonly isWritten?: true;
  /** The browser is not to run it, as `nomodule` says. */
  readonly isLeft?: true;
}

/** A vendor's tag in the form in which it is published, and what is to be seen of it when it works. */
export interface VendorTag {
  /** What failures name it by. */
  readonly id: string;
  /** Its id among the services of the configuration; `id` where it is left out. */
  readonly service?: string;
  readonly category: TagCategory;
  /** What the configuration says of it where the catalogue does not know it. */
  readonly declared?: {
    readonly hosts: readonly string[];
    readonly cookies?: readonly string[];
    readonly storage?: readonly string[];
  };
  readonly place: 'head' | 'body';
  readonly pieces: readonly Piece[];
  /** What is pasted at the end of the body. */
  readonly foot?: readonly Piece[];
  /** What its hosts answer to requests for scripts, by host, path and query. */
  readonly stubs?: Readonly<Record<string, Stub>>;
  /** What the vendor's code is to hear from the page's, in this order. */
  readonly calls?: readonly string[];
  /** What is asked for by what the page has the vendor's code do, or by what is written into the page. */
  readonly asks?: readonly string[];
  /** What its own inline code throws while the script that it needs is held. */
  readonly throws?: RegExp;
  /** What the tag brings into the page must stand there: a selector. */
  readonly stands?: string;
}

/** Host, path and query of an address, as it stands in the markup. */
export const nameOf = (address: string): string => address.replace(/^(https?:)?\/\//, '');

const quoted = (address: string): string => `"${address.replaceAll('&', '&amp;')}"`;

/** A static script with an address. */
export function script(
  address: string,
  mode: 'sync' | 'async' | 'defer' | 'module' | 'nomodule' = 'sync',
  attributes = '',
): Piece {
  const kind = mode === 'sync' ? '' : mode === 'module' ? 'type="module"' : mode;
  const when = mode === 'sync' ? 'parser' : mode === 'defer' || mode === 'module' ? 'after' : undefined;
  return {
    html: `<script ${kind} ${attributes} src=${quoted(address)}></script>`,
    scanned: nameOf(address),
    ...(when && { ordered: [when, nameOf(address)] }),
  };
}

export const inline = (code: string, attributes = ''): Piece => ({
  html: `<script ${attributes}>${code}</script>`,
});

export const markup = (html: string): Piece => ({ html });

/** What browsers without JavaScript load: nothing here. */
export const noscript = (html: string): Piece => ({ html: `<noscript>${html}</noscript>` });

export const image = (address: string): Piece => ({
  html: `<img width="1" height="1" alt="" src=${quoted(address)}>`,
  scanned: nameOf(address),
  shows: ['image', nameOf(address)],
});

/** A static frame. The scanner opens a connection for it, and asks for nothing. */
export const frame = (address: string, attributes = ''): Piece => ({
  html: `<iframe title="Embed" width="300" height="150" ${attributes} src=${quoted(address)}></iframe>`,
  shows: ['frame', nameOf(address)],
});

export const sheet = (address: string): Piece => ({
  html: `<link rel="stylesheet" href=${quoted(address)}>`,
  scanned: nameOf(address),
  shows: ['sheet', nameOf(address)],
});

export const hint = (rel: string, address: string): Piece => ({
  html: `<link rel="${rel}" href=${quoted(address)}>`,
  shows: ['hint', nameOf(address)],
});

const INSERTIONS = {
  before: `var f = d.getElementsByTagName('script')[0]; f.parentNode.insertBefore(s, f);`,
  head: `(d.head || d.getElementsByTagName('head')[0]).appendChild(s);`,
  body: `(d.body || d.head).appendChild(s);`,
} as const;

/**
 * Code that makes a script and puts it into the page, as vendors' snippets do.
 *
 * @param more - What else the snippet sets on the element `s`.
 */
export const inserts = (address: string, where: keyof typeof INSERTIONS = 'before', more = ''): string =>
  `(function (w, d) { var s = d.createElement('script'); s.async = 1; ${more} s.src = '${address}'; ${INSERTIONS[where]} })(window, document);`;

/** Code that makes a function of a name which keeps its calls in a list until the vendor's own has come. */
export const queued = (name: string, list = 'q'): string =>
  `window.${name} = window.${name} || function () { (window.${name}.${list} = window.${name}.${list} || []).push(arguments); };`;

/** Where vendors' scripts tell the site's own server what they do. */
export const TOLD = '/__tag/';

const WAYS: Readonly<Record<Way, (address: string) => string>> = {
  beacon: (address) => `navigator.sendBeacon(${address}, 'x');`,
  image: (address) => `new Image().src = ${address};`,
  fetch: (address) =>
    `fetch(${address}, { method: 'POST', mode: 'no-cors', body: 'x' }).catch(() => undefined);`,
  xhr: (address) =>
    `{ const x = new XMLHttpRequest(); x.onerror = () => undefined; x.open('POST', ${address}); x.send('x'); }`,
  script: (address) =>
    `{ const s = document.createElement('script'); s.async = true; s.src = ${address}; document.head.appendChild(s); }`,
  frame: (address) =>
    `{ const put = () => { const it = document.createElement('iframe'); it.style.display = 'none'; it.src = ${address}; document.body.appendChild(it); };
      if (document.body) put(); else document.addEventListener('DOMContentLoaded', put); }`,
  sheet: (address) =>
    `{ const it = document.createElement('link'); it.rel = 'stylesheet'; it.href = ${address}; document.head.appendChild(it); }`,
};

/** Writes what a vendor's host answers. */
export function codeOf(tag: VendorTag, address: string, stub: Stub): string {
  const { cookies = [], local = [], session = [], sends = [], code = '', exported = '' } = stub;
  const text = JSON.stringify;
  return `(() => {
    const tell = (what) => fetch(${text(`${TOLD}${tag.id}?n=`)} + (self.told = (self.told || 0) + 1) + '&what=' + encodeURIComponent(what));
    const call = (name) => { tell('call ' + name); };
    const take = (item, given) => typeof item === 'function' ? item(given)
      : call(typeof item.length === 'number' ? item[0] : item.event || Object.keys(item)[0]);
    const drain = (list, given) => Array.from(list || []).forEach((item) => take(item, given));
    tell(${text(`ran ${address}`)});
    ${cookies.map((name) => `document.cookie = ${text(`${name}=1; path=/; max-age=86400`)};`).join('\n')}
    ${local.map((key) => `localStorage.setItem(${text(key)}, '1');`).join('\n')}
    ${session.map((key) => `sessionStorage.setItem(${text(key)}, '1');`).join('\n')}
    ${sends.map(([way, to]) => WAYS[way](text(to))).join('\n')}
    ${code}
  })();
  ${exported}`;
}

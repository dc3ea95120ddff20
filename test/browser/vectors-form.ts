import type { EngineId } from './engine.ts';

/** One way in which a page makes the browser ask a third party for something, or stores something. */
export interface Vector {
  /** Stable; also the label of its third party's host, and part of the names that it stores. */
  readonly id: string;
  readonly name: string;
  readonly when: 'in the markup' | 'by script' | 'in a header';
  /** What tells that it worked. Whether a script ran is told for each of them. */
  readonly sees: 'request' | 'connection' | 'cookie' | 'storage';
  /** Stands in the body. */
  readonly html?: (host: string) => string;
  /** Stands in the head, after the gate. */
  readonly head?: (host: string) => string;
  /** Stands in the head, before the gate. */
  readonly before?: (host: string) => string;
  /** Runs at the end of the body, as the body of an async function of its own. */
  readonly script?: (host: string) => string;
  /** Comes with the page. */
  readonly header?: (host: string) => readonly [name: string, value: string];
  /** What the site itself serves for it, by path. */
  readonly files?: (host: string) => Readonly<Record<string, string>>;
  /** Why no script in the page can stop it. */
  readonly beyond?: string;
  /** Why not, where that is so in some engines only. */
  readonly beyondIn?: Partial<Record<EngineId, string>>;
  /** Why a policy in the HTML does not stop it either, in some engines. */
  readonly beyondSealIn?: Partial<Record<EngineId, string>>;
  /** Beyond the gate, code of the third party runs, too: not only the request is. */
  readonly mayRun?: true;
  /** It changes the page as a whole, so it has one for itself. */
  readonly isAlone?: true;
  /** Works only in a whole browser, with windows and a profile that lasts and may predict; a private one does not. */
  readonly needsWhole?: true;
  /** It opens a window, which takes a whole browser, too; rules for speculation do nothing beside it. */
  readonly opensWindow?: true;
  /** It sends datagrams, to the port that the page finds under its host in `ports`. */
  readonly sendsDatagrams?: true;
}

/** What a vector may have beside its code. */
export type Rest = Partial<Omit<Vector, 'id' | 'name' | 'when'>>;

/** Puts the third party's host where the code says `HOST`. */
export const at =
  (code: string) =>
  (host: string): string =>
    code.replaceAll('HOST', host);

/** A vector that stands in the HTML. */
export const inMarkup = (id: string, name: string, html: string, rest: Rest = {}): Vector => ({
  id,
  name,
  when: 'in the markup',
  sees: 'request',
  ...(html && { html: at(html) }),
  ...rest,
});

/** A vector that is a piece of script; {@link PRELUDE} stands before it. */
export const byScript = (id: string, name: string, code: string, rest: Rest = {}): Vector => ({
  id,
  name,
  when: 'by script',
  sees: 'request',
  script: at(code),
  ...rest,
});

/** What the scripts of vectors have at hand. */
export const PRELUDE = `
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const svg = (tag) => document.createElementNS('http://www.w3.org/2000/svg', tag);
  const XLINK = 'http://www.w3.org/1999/xlink';
  const put = (node) => { document.body.append(node); return node };
  const putSvg = (node) => { put(svg('svg')).append(node); return node };
  const box = () => put(make('div', { className: 'box' }));
  const inner = (html) => { const it = put(make('div')); it.innerHTML = html; return it };
  const loaded = (it) => new Promise((done) => it.addEventListener('load', done, { once: true }));
  const room = (name) => put(make('iframe', { name }));
  const blank = () => put(make('iframe')).contentWindow;
  const blob = (text, type) => URL.createObjectURL(new Blob([text], { type }));`;

/** Why no script in the page can stop it: sentences for the documentation. */
export const BEYOND = {
  scanner:
    "The browser's preload scanner asks for it while it reads the HTML, before any script can run. What comes is not run.",
  parser:
    'The browser starts as soon as the parser has made the element, before any script can act; often only the connection is opened.',
  header: "A header of the site's own server, acted on by the browser before any script can run.",
  syntax: '`import` is syntax, not a function: no script can stand before it.',
  before: 'It stands before the gate.',
  ownPage: "A page of the site's own in a frame, without the gate: put the gate there, too.",
  ownWorker:
    "A worker from the site's own address has natives of its own, which no script of the page can reach.",
  closed: 'A closed shadow root in the markup shows itself to no script.',
  blank:
    '`location` cannot be guarded, and of a frame or window that is still blank no event tells (the navigation API is silent there).',
  embedded: 'The frame of an embed is made when the page is laid out, and its window is there at once.',
  rule: 'The properties of a style rule are no accessors that a guard could stand before, and no element changes.',
  apart:
    'In this engine a `srcdoc` document has a window of its own, whose scripts run before any script of the page can reach it.',
  ahead:
    'In Firefox images of a `srcset` are asked for while it reads ahead, whatever a policy in the HTML says.',
  leaving: 'The page itself leaves for another address, as by a link; the visitor sees where to.',
} as const;

/** What a policy in the HTML stops no more than a script does; of the rest at most a connection is left. */
export const BEYOND_SEAL: readonly string[] = [
  BEYOND.header,
  BEYOND.ownPage,
  BEYOND.ownWorker,
  BEYOND.blank,
  BEYOND.apart,
  BEYOND.leaving,
];

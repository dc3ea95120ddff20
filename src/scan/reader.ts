import { defaultTreeAdapter, html, Parser, type DefaultTreeAdapterMap, type Token } from 'parse5';
import { readTag, type SourceTag } from './tag.ts';

type Node = DefaultTreeAdapterMap['element'];

/** A start tag of the page, and what became of it. */
export interface OpenTag extends SourceTag {
  /** In lower case, `img` for `image`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Reads an attribute as the browser does. */
  get(name: string): string | undefined;
  /** Something may stand in it, and its end is told. */
  readonly isOpen: boolean;
  /** It is an element of HTML, not of SVG or MathML. */
  readonly isHtml: boolean;
  /** It is a drawing: MathML has elements that are called so, too. */
  readonly isDrawing: boolean;
  /**
   * The name of the element in which it stands. `undefined` where the browser put it elsewhere than it
   * stands, or opened or closed other elements for it: a template in its place would not do so.
   */
  readonly parent: string | undefined;
  /**
   * Whether the page has a body for good by now. Before that a `frameset` may still take its place, which a
   * template forbids, but not every other element does.
   */
  isSettled(): boolean;
}

/** From where to where something stands. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Is told of the elements of a page, in order. */
export interface Listener {
  open(tag: OpenTag): void;
  /** @param end - Where its own end tag stands; `undefined` where it ended otherwise. */
  close(tag: OpenTag, end: Span | undefined): void;
  /** The page has ended, after all that was open in it. */
  finish(): void;
}

/** The source of a page, of which only the latest part is kept. */
export interface Source {
  slice(start: number, end: number): string;
}

/**
 * Reads a page piece by piece as a browser does, and tells where in its source the elements stand.
 *
 * It is the tree builder, not the tokenizer alone: what is a script, a text or an element of SVG hangs on
 * what is open.
 */
class Reader extends Parser<DefaultTreeAdapterMap> {
  listener: Listener | undefined;
  source: Source | undefined;
  /** Where the last tag or comment ended; what follows is text, or not whole yet. */
  last = 0;
  #inserted: { readonly element: Node; readonly parent: string } | undefined;
  #token: Token.TagToken | undefined;
  #ending: { readonly token: Token.TagToken; readonly element: unknown } | undefined;
  readonly #open = new Map<unknown, OpenTag>();

  override _attachElementToTree(
    ...args: Parameters<Parser<DefaultTreeAdapterMap>['_attachElementToTree']>
  ): void {
    super._attachElementToTree(...args);
    const [element, location, { parent }] = args;
    if (this.#token && location === this.#token.location)
      this.#inserted = { element, parent: 'tagName' in parent ? parent.tagName : '' };
  }

  override onStartTag(token: Token.TagToken): void {
    const { location, tagName: written } = token;
    if (!location) return super.onStartTag(token);
    const values = new Map(token.attrs.map(({ name, value }) => [name, value]));
    const { current, depth } = this.openElements;
    this.#token = token;
    this.#inserted = undefined;
    super.onStartTag(token);
    const inserted = this.#inserted as { readonly element: Node; readonly parent: string } | undefined;
    this.#token = undefined;
    this.last = location.endOffset;
    const stays = inserted?.element.parentNode ?? undefined;
    const isInPlace =
      stays !== undefined &&
      (stays === current || stays === contentOf(current)) &&
      this.openElements.depth <= depth + 1;
    const { startOffset: start, endOffset: end } = location;
    const isOpen = inserted !== undefined && this.openElements.current === inserted.element;
    const tag: OpenTag = {
      ...readTag(this.source?.slice(start, end) ?? '', start),
      name: written === 'image' && inserted?.element.tagName === 'img' ? 'img' : written,
      start,
      end,
      get: (name) => values.get(name),
      isOpen,
      isHtml: !inserted || inserted.element.namespaceURI === html.NS.HTML,
      isDrawing: written === 'svg' && inserted?.element.namespaceURI === html.NS.SVG,
      isSettled: () => !this.framesetOk,
      parent: isInPlace && current && 'tagName' in current ? current.tagName : undefined,
    };
    if (isOpen) this.#open.set(inserted.element, tag);
    this.listener?.open(tag);
  }

  override onEndTag(token: Token.TagToken): void {
    this.#ending = { token, element: this.openElements.current };
    super.onEndTag(token);
    this.#ending = undefined;
    if (token.location) this.last = token.location.endOffset;
  }

  override onComment(token: Token.CommentToken): void {
    super.onComment(token);
    if (token.location) this.last = token.location.endOffset;
  }

  override onDoctype(token: Token.DoctypeToken): void {
    super.onDoctype(token);
    if (token.location) this.last = token.location.endOffset;
  }

  override onItemPop(node: DefaultTreeAdapterMap['parentNode'], isTop: boolean): void {
    super.onItemPop(node, isTop);
    const tag = this.#open.get(node);
    if (!tag) return;
    this.#open.delete(node);
    const { token, element } = this.#ending ?? {};
    const isOwn = element === node && token?.tagName === tag.name && token.location;
    this.listener?.close(tag, isOwn ? { start: isOwn.startOffset, end: isOwn.endOffset } : undefined);
  }

  /** Ends the page: what is still open stays so. */
  finish(): void {
    this.tokenizer.write('', true);
    for (const tag of [...this.#open.values()].reverse()) this.listener?.close(tag, undefined);
    this.#open.clear();
    this.listener?.finish();
  }
}

const contentOf = (node: DefaultTreeAdapterMap['parentNode'] | undefined): unknown =>
  node && 'content' in node ? node.content : undefined;

/** Begins to read a page. */
export interface Reading {
  write(piece: string): void;
  finish(): void;
  /** Where the last tag or comment ended. */
  last(): number;
}

/**
 * Begins to read a page.
 *
 * @param isFragment - It is what stands in a `noscript`, as browsers without scripts read it.
 */
export function read(listener: Listener, source: Source, isFragment: boolean): Reading {
  const options = {
    sourceCodeLocationInfo: true,
    scriptingEnabled: !isFragment,
    treeAdapter: defaultTreeAdapter,
  };
  const reader = isFragment ? (Reader.getFragmentParser(undefined, options) as Reader) : new Reader(options);
  reader.listener = listener;
  reader.source = source;
  return {
    write: (piece) => reader.tokenizer.write(piece, false),
    finish: () => reader.finish(),
    last: () => reader.last,
  };
}

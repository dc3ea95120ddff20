import { isMarkable, markOf } from '../core/markup.ts';
import { addressesOf, addressesWithin } from './kinds.ts';
import type { Claim } from './law.ts';
import { disarm, inTheWay, markElement, markOfAll, wrap } from './marks.ts';
import type { OpenTag, Span } from './reader.ts';
import type { Pending, Work } from './work.ts';

/** Elements that are held with what stands in them. */
const CONTAINER = /^(svg|picture|video|audio)$/;

/** Elements in which no template may stand, or what comes out of it may not. */
const NO_TEMPLATE = /^(table|tbody|thead|tfoot|tr|colgroup|select|optgroup|option|frameset)$/;

/** Tags that mean something else within a template: it would end there, or keep them from what is around it. */
const REACHES_OUT = /<\/?(template|form|html|head|body|frameset)\b/gi;

/** Marks the elements of a page other than scripts. */
export class Elements {
  readonly #work: Work;
  /** A template of ours in the head has settled that there will be a body. */
  #hasTemplate = false;
  /** Those that are open and held with what stands in them, the innermost last. */
  readonly #containers: Pending[] = [];
  /** How far the source was searched for what reaches out of a template, and where the last of it stands. */
  #searched = 0;
  #reaching = -1;

  constructor(work: Work) {
    this.#work = work;
  }

  /** Looks at an element that may load something. */
  look(tag: OpenTag): void {
    const { name, isHtml, isDrawing } = tag;
    const claims = this.#work.claimsOf(tag);
    // Nobody sees these.
    const styled = /^(source|track)$/.test(name) ? [] : this.#work.claims.inStyle(tag);
    const around = this.#containers.at(-1);
    const isRoot = isDrawing ? !around?.tag.isDrawing : isHtml && CONTAINER.test(name);
    if (isRoot && tag.isOpen) {
      this.#work.leave(tag, styled, 'its style cannot be marked');
      this.#containers.push(
        this.#work.wait(tag, (end, pending) => this.#container(pending, end), { claims }),
      );
    } else if (around && (isHtml ? isPartOf(around.tag, tag) : around.tag.isDrawing)) {
      around.claims.push(...claims);
      this.#work.leave(tag, styled, 'its style cannot be marked');
      around.inner.push(...disarm(tag));
      around.takesTemplate ||= claims.length > 0 && name !== 'source';
    } else if (claims.length && isHtml && isMarkable(name) && !inTheWay(tag, addressesOf(name).map(markOf))) {
      const mark = markOfAll([...claims, ...styled]);
      this.#work.mark(tag, mark, markElement(tag, mark));
    } else if (claims.length) {
      const why = isMarkable(name)
        ? 'it has attributes of its own that marks need'
        : `<${name}> cannot be marked`;
      this.#hollow(tag, [...claims, ...styled], why);
    } else if (styled.length) this.#hollow(tag, styled, 'its style cannot be marked');
  }

  /** Looks at an element that is held with what stands in it. */
  #container(pending: Pending, end: Span | undefined): void {
    const { tag, claims, inner, takesTemplate } = pending;
    const [outermost] = this.#containers;
    this.#containers.splice(this.#containers.lastIndexOf(pending), 1);
    if (!claims.length) return;
    const mark = markOfAll(claims);
    const isPlayer = /^(video|audio)$/.test(tag.name);
    if (isPlayer && !takesTemplate && !inTheWay(tag, ['data-src', 'data-poster']))
      return this.#work.mark(tag, mark, [...markElement(tag, mark), ...inner]);
    if (!end || !this.#mayWrap(tag) || this.#reachesOut(tag, outermost?.tag ?? tag, end.start))
      return this.#work.leave(tag, claims, 'no template can stand in its place');
    this.#work.undoWithin(tag);
    this.#work.wrap(tag, end.end, mark);
  }

  /** Whether something in an element would not stay in a template. What was searched once is not searched again. */
  #reachesOut(tag: OpenTag, outermost: OpenTag, end: number): boolean {
    const from = Math.max(this.#searched, outermost.end);
    for (const { index } of this.#work.source.slice(from, end).matchAll(REACHES_OUT))
      this.#reaching = from + index;
    this.#searched = Math.max(from, end);
    return this.#reaching >= tag.end;
  }

  /** Puts a template around an element that has no content; around others it would hide what is the site's. */
  #hollow(tag: OpenTag, claims: readonly Claim[], why: string): void {
    const isVoid = !tag.isOpen;
    // Scripts of the site may look for it.
    const isNamed = !isVoid && tag.attributes.some(({ name }) => /^(id|class|on.*|data-.*)$/.test(name));
    if (isNamed && !this.#work.options.isFragment) return this.#work.leave(tag, claims, why);
    const mark = markOfAll(claims);
    if (isVoid && this.#mayWrap(tag)) return this.#work.wrap(tag, tag.end, mark);
    if (isVoid) return this.#work.leave(tag, claims, why);
    const close = (end: Span | undefined): void => {
      if (end && this.#mayWrap(tag) && !this.#work.source.slice(tag.end, end.start).trim())
        this.#work.wrap(tag, end.end, mark);
      else this.#work.leave(tag, claims, why);
    };
    this.#work.wait(tag, close, { isHollow: true });
  }

  /** Whether a template in the place of an element comes to the same once it is released. */
  #mayWrap(tag: OpenTag): boolean {
    const { parent, name, isHtml, isDrawing } = tag;
    if (parent === undefined || NO_TEMPLATE.test(parent) || !(isHtml || isDrawing)) return false;
    if (this.#work.options.isFragment) return true;
    // Before the body is there, a template does not begin it, as other elements do.
    return parent === 'head'
      ? /^(style|link)$/.test(name)
      : parent !== 'html' && (this.#hasTemplate || tag.isSettled());
  }

  /** Looks at a style sheet in the page, or in a drawing, which is held with it. */
  lookAtStyle(tag: OpenTag): void {
    const around = this.#containers.at(-1);
    // MathML has none.
    if (!tag.isHtml && !around?.tag.isDrawing) return;
    this.#work.wait(tag, (end) => {
      const text = this.#work.text(tag.end, end?.start ?? tag.end);
      const claims = this.#work.claims.in(addressesWithin(text));
      if (!claims.length) return;
      if (tag.isHtml) this.#sheet(tag, end, claims);
      else around?.claims.push(...claims);
    });
  }

  #sheet(tag: OpenTag, end: Span | undefined, claims: readonly Claim[]): void {
    // Imports are asked for early; all else is held where it stands. Elsewhere offsets would not be those of the source.
    const source = this.#work.source.slice(tag.end, end?.start ?? tag.end);
    const length = importsIn(source, (address) => this.#work.claims.on(address) !== undefined);
    if (!end || !length || tag.get('id') !== undefined || !this.#mayWrap(tag))
      return this.#work.leave(tag, claims, 'a style sheet in the page cannot be marked');
    this.#hasTemplate = true;
    const imported = this.#work.claims.in(addressesWithin(source.slice(0, length)));
    const rest = this.#work.claims.in(addressesWithin(source.slice(length)));
    this.#work.leave(tag, rest, 'what a style sheet in the page shows cannot be marked');
    if (!source.slice(length).trim()) return this.#work.wrap(tag, end.end, markOfAll(imported));
    const at = tag.end + length;
    const [open, close] = wrap(tag, at, markOfAll(imported));
    const again = this.#work.source.slice(tag.start, tag.end);
    if (open && close)
      this.#work.mark(tag, markOfAll(imported), [open, { ...close, text: `</style>${close.text}${again}` }]);
  }
}

/** What a player or a picture loads by itself; what stands deeper does so on its own. */
const isPartOf = (around: OpenTag, { name, parent }: OpenTag): boolean =>
  parent === around.name && (/^(source|track)$/.test(name) || (name === 'img' && around.name === 'picture'));

/** White space and comments, and one rule at the beginning of a style sheet. */
const BLANK = /(?:\s|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y;
const IMPORT = /@import\s+(?:url\(\s*)?("[^"]*"|'[^']*'|[^\s"'();]+)[^;{}]*(?:;|$)/iy;

/** How far the imports reach with which a style sheet begins, and that are all held. */
function importsIn(text: string, isHeld: (address: string) => boolean): number {
  let length = 0;
  for (;;) {
    BLANK.lastIndex = length;
    BLANK.exec(text);
    IMPORT.lastIndex = BLANK.lastIndex;
    const address = IMPORT.exec(text)?.[1]?.replace(/^["']|["']$/g, '');
    if (address === undefined || !isHeld(address)) return length;
    length = IMPORT.lastIndex;
  }
}

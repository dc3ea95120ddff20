import { readCode } from './code.ts';
import { Globals } from './globals.ts';
import { addressesWithin, isCode } from './kinds.ts';
import { inTheWay, markOfAll, markScript } from './marks.ts';
import { nameProducts } from './others.ts';
import type { OpenTag, Span } from './reader.ts';
import type { Work } from './work.ts';

/** The gate's own script, by what it is called. */
const IZIN = /^([^?#]*\/)?izin\.js([?#]|$)/;

/** Marks the scripts of a page. */
export class Scripts {
  readonly #work: Work;
  readonly #globals: Globals;

  constructor(work: Work) {
    this.#work = work;
    this.#globals = new Globals(work.options.law.queue);
  }

  /** Looks at a script. */
  look(tag: OpenTag): void {
    const type = tag.get('type') ?? '';
    if (this.#work.options.isFragment) return;
    if (!isCode(type)) return this.#data(tag, type);
    if (!tag.isHtml)
      return this.#work.leave(tag, this.#work.claims.of(tag), 'a script of SVG cannot be marked');
    const src = tag.get('src');
    if (src === undefined) {
      if (tag.isOpen) this.#work.wait(tag, (end) => this.#code(tag, end));
      return;
    }
    nameProducts(this.#work, tag, [src]);
    const claims = this.#work.claimsOf(tag);
    // What a service claims is that service's, whatever it is called.
    const isIzin = IZIN.test(src) && claims.every(({ service }) => service === undefined);
    const own = inTheWay(tag, ['data-src', 'data-type']);
    if (!claims.length || isIzin || own !== undefined) {
      const isLate = tag.get('async') !== undefined || tag.get('defer') !== undefined || /module/i.test(type);
      this.#globals.passScript(!isIzin && !isLate);
      const why = isIzin
        ? 'it may be Izin itself: then name its host in "allow"'
        : `it has a ${own} of its own`;
      return this.#work.leave(tag, claims, why);
    }
    const mark = markOfAll(claims);
    this.#work.mark(tag, mark, markScript(tag, mark));
    this.#globals.holdScript(mark, claims, src);
  }

  /** Looks at what tells the browser something: how names are to be read, or what may be fetched ahead. */
  #data(tag: OpenTag, type: string): void {
    const [kind] = /^(importmap|speculationrules)$/.exec(type.trim().toLowerCase()) ?? [];
    if (kind === undefined || !tag.isOpen || !tag.isHtml || tag.get('src') !== undefined) return;
    this.#work.wait(tag, (end) => {
      const text = end ? this.#work.text(tag.end, end.start) : '';
      if (kind === 'importmap') this.#work.claims.map(text);
      else this.#rules(tag, text);
    });
  }

  /** Looks at rules by which a browser fetches pages ahead. */
  #rules(tag: OpenTag, text: string): void {
    // Many write slashes of JSON with an escape.
    const claims = this.#work.claims.in(addressesWithin(text.replaceAll('\\/', '/')));
    if (!claims.length) return;
    const own = inTheWay(tag, ['data-src', 'data-type']);
    if (own !== undefined) return this.#work.leave(tag, claims, `it has a ${own} of its own`);
    const mark = markOfAll(claims);
    this.#work.mark(tag, mark, markScript(tag, mark));
  }

  /** Looks at inline code, once it is whole. What has no end never runs. */
  #code(tag: OpenTag, end: Span | undefined): void {
    const text = end ? this.#work.text(tag.end, end.start) : '';
    if (!text.trim()) return;
    const code = readCode(text, /module/i.test(tag.get('type') ?? ''));
    if (!code) {
      this.#globals.passCode(undefined);
      return this.#work.leave(
        tag,
        this.#work.claims.in(addressesWithin(text)),
        'its code cannot be read',
        'code',
      );
    }
    nameProducts(this.#work, tag, [...code.imports, ...(code.loads ? code.texts : [])]);
    // The gate holds a module for what it imports, whatever else it does.
    const imports = this.#work.claims.inImports(code.imports);
    const claims = imports.length ? imports : code.loads ? this.#work.claims.inCode(code) : [];
    const doubt = imports.length || !claims.length ? undefined : this.#globals.doubt(code, claims);
    const speaker = claims.length ? undefined : this.#globals.spokenTo(code);
    const mark = claims.length && doubt === undefined ? markOfAll(claims) : speaker?.mark;
    if (
      mark &&
      this.#work.options.inline === 'mark' &&
      inTheWay(tag, ['data-src', 'data-type']) === undefined
    ) {
      this.#work.mark(tag, mark, markScript(tag, mark));
      return this.#globals.holdCode(mark, claims, code, speaker);
    }
    this.#work.leave(
      tag,
      claims,
      doubt ?? (this.#work.options.inline === 'leave' ? 'so it is wished' : 'its attributes are in the way'),
      'code',
    );
    const missing = this.#globals.missing(code.needs);
    if (missing.length)
      this.#work.find(
        tag,
        'needs',
        `it needs ${missing.join()}, which is not there before consent: ${code.own ?? 'it does other work, too'}`,
      );
    this.#globals.passCode(code);
  }

  /** Code in attributes may speak to what is not there before consent. It runs later: all of the page counts. */
  lookAtHandlers(tag: OpenTag): void {
    if (this.#work.options.isFragment) return;
    for (const { name } of tag.attributes) {
      if (!/^on[a-z]+$/.test(name)) continue;
      const words = tag.get(name)?.match(/(?<![\w$])[\w$]+(?=\s*[(.[])/g) ?? [];
      this.#work.later(tag, () => {
        const [missing] = this.#globals.missing(words);
        if (missing !== undefined)
          this.#work.find(tag, 'needs', `${name} needs ${missing}, which is not there before consent`);
      });
    }
  }
}

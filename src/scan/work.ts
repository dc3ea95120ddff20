import { Claims } from './claims.ts';
import type { Edit, Finding, Note } from './edits.ts';
import type { Claim, Law } from './law.ts';
import { markOfAll, wrap, type Mark } from './marks.ts';
import type { OpenTag, Source, Span } from './reader.ts';

/** How pages are marked. */
export interface PageOptions {
  readonly law: Law;
  /** The address of the page. */
  readonly base: string;
  /** Reads a piece of the source as text. */
  decode(piece: string): string;
  /** What is done with inline code that only loads a tag, or speaks to one. */
  readonly inline: 'mark' | 'leave';
  /** It is what stands in a `noscript`. */
  readonly isFragment?: boolean;
}

/** What was done to a page so far. */
export interface Marked {
  readonly edits: Edit[];
  readonly changes: Note[];
  readonly findings: Finding[];
}

/** An element of which the end has to be seen before anything is done with it. */
export interface Pending {
  readonly tag: OpenTag;
  /** It is given up as soon as there is an element in it. */
  readonly isHollow: boolean;
  /** What in it waits for consent. */
  readonly claims: Claim[];
  /** What is done to what stands in it, if it is marked. */
  readonly inner: Edit[];
  /** Marks would not give everything back: it takes a template. */
  takesTemplate: boolean;
  close(end: Span | undefined, pending: Pending): void;
}

const whose = ({ name }: OpenTag, { service }: Mark): string =>
  service === undefined ? name : `${name} of ${service}`;

/** The work on one page: what waits for its end, what was done, and what is left to the owner. */
export class Work implements Marked {
  readonly edits: Edit[] = [];
  readonly changes: Note[] = [];
  readonly findings: Finding[] = [];
  readonly pending = new Map<OpenTag, Pending>();
  readonly options: PageOptions;
  readonly source: Source;
  readonly claims: Claims;

  constructor(options: PageOptions, source: Source) {
    const { law, base, decode, isFragment = false } = options;
    this.options = options;
    this.source = source;
    this.claims = new Claims(law, base, decode, isFragment);
  }

  /** The claims on what an element loads; tells where that cannot be told. */
  claimsOf(tag: OpenTag): Claim[] {
    return this.claims.of(tag, (address) =>
      this.find(
        tag,
        'origin',
        `whether ${address} is the site's own cannot be told: say where it stands (origin)`,
      ),
    );
  }

  text(start: number, end: number): string {
    return this.options.decode(this.source.slice(start, end));
  }

  /** Waits for the end of an element. */
  wait(
    tag: OpenTag,
    close: Pending['close'],
    more: Partial<Pick<Pending, 'claims' | 'isHollow'>> = {},
  ): void {
    this.pending.set(tag, {
      tag,
      isHollow: false,
      claims: [],
      inner: [],
      takesTemplate: false,
      close,
      ...more,
    });
  }

  end(pending: Pending, end: Span | undefined): void {
    this.pending.delete(pending.tag);
    pending.close(end, pending);
  }

  /** Keeps edits in the order of the page: of an element that is seen whole, the first come last. */
  edit(edits: readonly Edit[]): void {
    const last = this.edits.at(-1)?.end ?? 0;
    const given = edits.toSorted((a, b) => a.start - b.start);
    const isNext = (given[0]?.start ?? last) >= last;
    this.edits.push(...given);
    if (!isNext) this.edits.sort((a, b) => a.start - b.start);
  }

  /** Takes back what was done within an element, but not what ends right before it. */
  undoWithin({ start }: OpenTag): void {
    const keep = <T extends Note | Edit>(all: T[], isKept: (it: T) => boolean): unknown =>
      all.splice(0, all.length, ...all.filter(isKept));
    keep(this.edits, (edit) => edit.start <= start);
    for (const notes of [this.changes, this.findings] as Note[][]) keep(notes, (note) => note.start < start);
  }

  mark(tag: OpenTag, mark: Mark, edits: readonly Edit[]): void {
    this.edit(edits);
    this.change(tag, `${whose(tag, mark)}: waits for ${mark.category}`);
  }

  /** Puts a template around an element. */
  wrap(tag: OpenTag, end: number, mark: Mark): void {
    this.edit(wrap(tag, end, mark));
    this.change(tag, `${whose(tag, mark)}: waits for ${mark.category}, in a template`);
  }

  change({ start }: OpenTag, message: string): void {
    this.changes.push({ start, message });
  }

  find({ start }: OpenTag, code: Finding['code'], message: string): void {
    this.findings.push({ start, code, message });
  }

  /** Says that what waits for consent was left as it is. */
  leave(tag: OpenTag, claims: readonly Claim[], why: string, code: Finding['code'] = 'left'): void {
    if (!claims.length) return;
    const mark = markOfAll(claims);
    this.find(tag, code, `${whose(tag, mark)} (${mark.category}) stays as it is: ${why}`);
  }
}

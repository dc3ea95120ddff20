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

/** What can be judged only once all of the page has been seen. */
interface Later {
  readonly start: number;
  judge(): void;
}

/** Puts something where it belongs in a list that is in the order of the page, behind its equals. */
function insert<T extends { readonly start: number }>(list: T[], item: T): void {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle]?.start ?? 0) <= item.start) from = middle + 1;
    else to = middle;
  }
  list.splice(from, 0, item);
}

/** Takes away what a list in the order of the page has from an offset on. */
function cut(list: { readonly start: number }[], from: number): void {
  while ((list.at(-1)?.start ?? -1) >= from) list.pop();
}

const whose = ({ name }: OpenTag, { service }: Mark): string =>
  service === undefined ? name : `${name} of ${service}`;

/** The work on one page: what waits for its end, what was done, and what is left to the owner. */
export class Work implements Marked {
  readonly edits: Edit[] = [];
  readonly changes: Note[] = [];
  readonly findings: Finding[] = [];
  /** In the order of the page. */
  readonly pending = new Map<OpenTag, Pending>();
  readonly #later: Later[] = [];
  #hollow: Pending | undefined;
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
  ): Pending {
    const pending = { tag, isHollow: false, claims: [], inner: [], takesTemplate: false, close, ...more };
    this.pending.set(tag, pending);
    if (pending.isHollow) this.#hollow = pending;
    return pending;
  }

  end(pending: Pending, end: Span | undefined): void {
    if (pending === this.#hollow) this.#hollow = undefined;
    this.pending.delete(pending.tag);
    pending.close(end, pending);
  }

  /** Gives up what had to be empty: another element begins. There is never more than one. */
  endHollow(): void {
    if (this.#hollow) this.end(this.#hollow, undefined);
  }

  /** Judges something once the page has ended, unless it comes to stand in a template. */
  later({ start }: OpenTag, judge: () => void): void {
    insert(this.#later, { start, judge });
  }

  /** The page has ended. */
  finish(): void {
    for (const { judge } of this.#later.splice(0)) judge();
  }

  /** Keeps edits in the order of the page: of an element that is seen whole, the first come last. */
  edit(edits: readonly Edit[]): void {
    for (const edit of edits) insert(this.edits, edit);
  }

  /** Takes over what was done to a part of the page. */
  take({ edits, changes, findings }: Marked): void {
    this.edit(edits);
    for (const change of changes) insert(this.changes, change);
    for (const finding of findings) insert(this.findings, finding);
  }

  /** Takes back what was done within an element, but not what ends right before it. */
  undoWithin({ start }: OpenTag): void {
    cut(this.edits, start + 1);
    for (const list of [this.changes, this.findings, this.#later]) cut(list, start);
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
    insert(this.changes, { start, message });
  }

  find({ start }: OpenTag, code: Finding['code'], message: string): void {
    insert(this.findings, { start, code, message });
  }

  /** Says that what waits for consent was left as it is. */
  leave(tag: OpenTag, claims: readonly Claim[], why: string, code: Finding['code'] = 'left'): void {
    if (!claims.length) return;
    const mark = markOfAll(claims);
    this.find(tag, code, `${whose(tag, mark)} (${mark.category}) stays as it is: ${why}`);
  }
}

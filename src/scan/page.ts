import { Elements } from './elements.ts';
import type { Edit, Finding, Note } from './edits.ts';
import { isMarkable } from '../core/markup.ts';
import { isMarked, takeOver } from './others.ts';
import { readPeer } from './peers.ts';
import { read, type Listener, type OpenTag, type Source, type Span } from './reader.ts';
import { Scripts } from './scripts.ts';
import { Work, type Marked, type PageOptions } from './work.ts';

/** Marks one page, as it is read. */
export class PageMarker implements Listener, Marked {
  readonly #work: Work;
  readonly #scripts: Scripts;
  readonly #elements: Elements;
  /** How many templates are open in which nothing loads. */
  #inert = 0;

  constructor(options: PageOptions, source: Source) {
    this.#work = new Work(options, source);
    this.#scripts = new Scripts(this.#work);
    this.#elements = new Elements(this.#work);
  }

  get edits(): Edit[] {
    return this.#work.edits;
  }
  get changes(): Note[] {
    return this.#work.changes;
  }
  get findings(): Finding[] {
    return this.#work.findings;
  }

  /** From where on the source may still change. */
  get waitsFrom(): number {
    const [first] = this.#work.pending.keys();
    return first?.start ?? Infinity;
  }

  open(tag: OpenTag): void {
    this.#work.endHollow();
    if (!this.#inert) this.#look(tag);
    else if (isNoscript(tag)) this.#work.wait(tag, (end) => this.#noscriptInTemplate(tag, end));
    if (isInertTemplate(tag)) this.#inert++;
  }

  close(tag: OpenTag, end: Span | undefined): void {
    if (isInertTemplate(tag)) this.#inert--;
    const pending = this.#work.pending.get(tag);
    if (pending) this.#work.end(pending, end);
  }

  finish(): void {
    this.#work.finish();
  }

  #look(tag: OpenTag): void {
    const { name, isHtml, isOpen } = tag;
    const work = this.#work;
    if (name === 'base') return work.claims.move(tag.get('href'));
    if (isNoscript(tag) && !work.options.isFragment) {
      work.wait(tag, (end) => this.#noscript(tag, end));
      return;
    }
    this.#scripts.lookAtHandlers(tag);
    const peer = isHtml && (isMarkable(name) || name === 'template') ? readPeer(tag) : undefined;
    if (peer && takeOver(work, tag, peer)) return;
    if (isMarked(work, tag)) return;
    if (name === 'script') this.#scripts.look(tag);
    else if (name === 'style') {
      if (isOpen) this.#elements.lookAtStyle(tag);
    } else this.#elements.look(tag);
  }

  /** Without scripts the template may end in it, and the rest stands in the page. */
  #noscriptInTemplate(tag: OpenTag, end: Span | undefined): void {
    const inner = this.#work.source.slice(tag.end, end?.start ?? Number.MAX_SAFE_INTEGER);
    if (!this.#work.options.isFragment && /<\/template/i.test(inner)) this.#noscript(tag, end);
  }

  /** Looks at what browsers without scripts read. */
  #noscript(tag: OpenTag, end: Span | undefined): void {
    const inner = this.#work.source.slice(tag.end, end?.start ?? Number.MAX_SAFE_INTEGER);
    const marked = markWhole(inner, {
      ...this.#work.options,
      base: this.#work.claims.base,
      isFragment: true,
    });
    if (!marked.isWhole)
      this.#work.find(
        tag,
        'noscript',
        'what stands in it does not end in it: look at what it is without scripts',
      );
    const moved = <T extends Note>(note: T): T => ({
      ...note,
      start: note.start + tag.end,
      message: `noscript: ${note.message}`,
    });
    this.#work.take({
      edits: marked.edits.map(({ start, end, text }) => ({
        start: start + tag.end,
        end: end + tag.end,
        text,
      })),
      changes: marked.changes.map(moved),
      findings: marked.findings.map(moved),
    });
  }
}

const isNoscript = ({ name, isHtml, isOpen }: OpenTag): boolean => name === 'noscript' && isHtml && isOpen;

/** A template of which nothing loads; that of a shadow root is none. */
const isInertTemplate = (tag: OpenTag): boolean =>
  tag.name === 'template' && tag.isHtml && tag.isOpen && tag.get('shadowrootmode') === undefined;

/**
 * Marks a page of which everything is at hand.
 *
 * @returns Also whether the last tag in it ends.
 */
export function markWhole(text: string, options: PageOptions): Marked & { readonly isWhole: boolean } {
  const source: Source = { slice: (start, end) => text.slice(start, end) };
  const page = new PageMarker(options, source);
  const reading = read(page, source, options.isFragment === true);
  reading.write(text);
  const isWhole = !/<[a-z]/i.test(text.slice(reading.last()));
  reading.finish();
  const { edits, changes, findings } = page;
  return { edits, changes, findings, isWhole };
}

import { applyEdits, createPlaces, type Edit, type Finding, type Note, type Place } from './edits.ts';
import { createLaw, NOWHERE } from './law.ts';
import { markWhole, PageMarker } from './page.ts';
import { read, type Source } from './reader.ts';
import type { PageOptions } from './work.ts';

/** How a marker works. */
export interface MarkerOptions {
  /**
   * Where the site stands, such as `https://contoh.co.id`. Addresses of this host are its own. It matters
   * where `unlisted` is `hold-all`, and for beacons.
   */
  readonly origin?: string | undefined;
  /** `leave` leaves inline code as it is: the gate holds what it loads. */
  readonly inline?: 'mark' | 'leave' | undefined;
  /** Is told what was left as it is in pages that pass as a stream. */
  readonly onFinding?: ((finding: Finding) => void) | undefined;
}

/** A marked page. */
export interface MarkedPage<T extends string | Uint8Array> {
  readonly html: T;
  /** What was done to it, in its order. All other bytes are as they were. */
  readonly edits: readonly Edit[];
  /** What that means, by tag. */
  readonly changes: readonly (Note & Place)[];
  /** What is left to its owner. */
  readonly findings: readonly (Finding & Place)[];
}

/** A page that is marked while it passes. */
export interface MarkSession {
  /** @returns What of the page may go on. */
  write(bytes: Uint8Array): Uint8Array;
  /** @returns The rest. */
  end(): Uint8Array;
}

/** Marks pages of one site. */
export interface Marker {
  /** Marks a page of which everything is at hand. */
  mark<T extends string | Uint8Array>(html: T): MarkedPage<T>;
  /** Begins a page that comes in pieces. @param origin - Where this page stands, if that is known. */
  begin(origin?: string): MarkSession;
  /** The same as a stream. */
  markStream(origin?: string): TransformStream<Uint8Array, Uint8Array>;
}

const asText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** Reads what stands for bytes, one character each: as UTF-8, or as it is. */
export function decodeBytes(piece: string): string {
  if (!/[\u0080-\u00ff]/.test(piece) || /[\u0100-\uffff]/.test(piece)) return piece;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(piece, 'latin1'));
  } catch {
    return piece;
  }
}

const asIs = (piece: string): string => piece;

/** Two bytes a character: no tag of it would be found. */
const isWide = (text: string): boolean => /^(\u00ff\u00fe|\u00fe\u00ff)/.test(text);

/**
 * Makes a marker.
 *
 * Bytes are read one character a byte. All that HTML is made of is ASCII, so this finds the tags in
 * UTF-8 as in older encodings, and whatever is not edited goes on byte for byte.
 *
 * @param config - The configuration, parsed from JSON.
 */
export function createMarker(config: unknown, options: MarkerOptions = {}): Marker {
  const pageOptions = (origin: string | undefined, decode: PageOptions['decode']): PageOptions => {
    const base = origin ?? NOWHERE;
    return {
      law: createLaw(config, origin === undefined ? [] : [new URL(origin).hostname]),
      base,
      decode,
      inline: options.inline ?? 'mark',
    };
  };
  const forBytes = pageOptions(options.origin, decodeBytes);
  const forText = { ...forBytes, decode: asIs };
  /** Of the hosts under which a server has been asked for. */
  const known = new Map<string, PageOptions>();
  const optionsAt = (origin: string | undefined): PageOptions => {
    if (origin === undefined || options.origin !== undefined) return forBytes;
    const found = known.get(origin) ?? pageOptions(origin, decodeBytes);
    // Whoever asks may name any host.
    if (known.size < MOST_HOSTS) known.set(origin, found);
    return found;
  };

  function mark<T extends string | Uint8Array>(html: T): MarkedPage<T>;
  function mark(html: string | Uint8Array): MarkedPage<string | Uint8Array> {
    const isText = typeof html === 'string';
    const text = isText ? html : asText(html);
    if (!isText && isWide(text)) {
      const message = 'this page is in UTF-16, and stays as it is';
      return {
        html,
        edits: [],
        changes: [],
        findings: [{ start: 0, line: 1, column: 1, code: 'encoding', message }],
      };
    }
    const { edits, changes, findings } = markWhole(text, isText ? forText : forBytes);
    const marked = applyEdits(text, edits);
    const placeOf = createPlaces(text, isText ? asIs : decodeBytes);
    const placed = <N extends Note>(note: N): N & Place => ({ ...note, ...placeOf(note.start) });
    const inOrder = (a: Note, b: Note): number => a.start - b.start;
    return {
      html: isText ? marked : Buffer.from(marked, 'latin1'),
      edits,
      changes: changes.toSorted(inOrder).map(placed),
      findings: findings.toSorted(inOrder).map(placed),
    };
  }

  const begin = (origin?: string): MarkSession => createSession(optionsAt(origin), options.onFinding);
  return {
    mark,
    begin,
    markStream(origin) {
      const session = begin(origin);
      const pass = (bytes: Uint8Array, to: TransformStreamDefaultController<Uint8Array>): void => {
        if (bytes.length) to.enqueue(bytes);
      };
      return new TransformStream({
        transform: (bytes, to) => pass(session.write(bytes), to),
        flush: (to) => pass(session.end(), to),
      });
    },
  };
}

const MOST_HOSTS = 1000;

const NOTHING = new Uint8Array();

/** Marks a page while it passes: what is held back is a tag that is not whole, and what has to be seen whole. */
function createSession(options: PageOptions, onFinding: MarkerOptions['onFinding']): MarkSession {
  /** What has not gone on, and where it begins in the page. */
  let rest = '';
  let from = 0;
  /** What has come since: long texts are put together once, not with each piece. */
  const pieces: string[] = [];
  /** How much of that has not been read, for nothing ends in it. */
  let unread = 0;
  let isAsIs: boolean | undefined;
  const joined = (): string => {
    if (pieces.length) rest += pieces.splice(0).join('');
    return rest;
  };
  const source: Source = { slice: (start, end) => joined().slice(start - from, end - from) };
  const page = new PageMarker(options, source);
  const reading = read(page, source, false);

  /** Lets go what stands before an offset. */
  function pass(until: number): Uint8Array {
    const ready = page.edits.filter(({ end }) => end <= until);
    page.edits.splice(0, ready.length);
    const text = applyEdits(
      joined().slice(0, until - from),
      ready.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from })),
    );
    rest = rest.slice(until - from);
    from = until;
    for (const finding of page.findings.splice(
      0,
      page.findings.findIndex(({ start }) => start >= until) >>> 0,
    ))
      onFinding?.(finding);
    return Buffer.from(text, 'latin1');
  }

  /** Reads what has come. */
  function readOn(): void {
    if (unread) reading.write(pieces.slice(-unread).join(''));
    unread = 0;
  }

  return {
    write(bytes) {
      const piece = asText(bytes);
      isAsIs ??= piece ? isWide(piece) : undefined;
      if (isAsIs) return bytes;
      const isHeld = rest !== '';
      pieces.push(piece);
      unread++;
      // No tag, comment or script ends without one.
      if (isHeld && !piece.includes('>')) return NOTHING;
      readOn();
      const last = Math.max(0, reading.last() - from);
      if (isHeld && (page.waitsFrom <= from || (last === 0 && rest.startsWith('<')))) return NOTHING;
      const tag = joined().indexOf('<', last);
      return pass(Math.min(page.waitsFrom, tag < 0 ? from + rest.length : from + tag));
    },
    end() {
      if (isAsIs) return NOTHING;
      readOn();
      reading.finish();
      return pass(from + joined().length);
    },
  };
}

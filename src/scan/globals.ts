import type { Code } from './code.ts';
import type { Claim } from './law.ts';
import type { Mark } from './marks.ts';
import { isCalledAfter, namesOf } from './names.ts';

/** A marked tag, to which code that stands behind it may speak. */
export interface Speaker {
  readonly mark: Mark;
  /** The globals that are known to be its own. */
  readonly names: readonly string[];
  readonly address: string;
}

/** The globals by which tags go whose service is known. */
const namesOfAll = (claims: readonly Claim[]): string[] =>
  claims.flatMap(({ known, service }) => [...namesOf(known), ...namesOf(service)]);

/** Follows who makes which global, and who needs it: what is marked makes none before consent. */
export class Globals {
  /** The marked tags behind globals that are not there before consent. */
  readonly #held = new Map<string, Speaker>();
  /** Those of them that marked code makes: what it put there comes before what others add. */
  readonly #filled = new Set<string>();
  /** The globals that code of the page itself makes. */
  readonly #made = new Set<string>();
  /** The last script, where that is marked. */
  #behind: Speaker | undefined;
  /** A script of the site came before, and may have made any global. */
  #hasScripts = false;
  /** What the gate itself makes. */
  readonly #queue: string | undefined;

  constructor(queue: string | undefined) {
    this.#queue = queue;
  }

  /** A script with an address was marked. */
  holdScript(mark: Mark, claims: readonly Claim[], address: string): void {
    this.#hold({ mark, names: namesOfAll(claims), address }, namesOfAll(claims));
  }

  /**
   * Inline code was marked, as the tag that it loads, or to which it speaks.
   *
   * @param speaker - The latter.
   */
  holdCode(mark: Mark, claims: readonly Claim[], code: Code, speaker: Speaker | undefined): void {
    for (const name of code.makes) this.#filled.add(name);
    const address = code.texts.find((text) => text.includes('//')) ?? '';
    const names = namesOfAll(claims);
    // Who else is spoken to keeps its names.
    const own = [
      ...code.makes,
      ...(speaker ? [...code.needs].filter((name) => !this.#held.has(name)) : names),
    ];
    this.#hold(speaker ?? { mark, names: own, address }, own);
  }

  #hold(speaker: Speaker, names: readonly string[]): void {
    this.#behind = speaker;
    for (const name of names) this.#held.set(name, speaker);
  }

  /**
   * A script was left to run at once.
   *
   * @param isOfSite - It may have made any global by the time that what follows runs.
   */
  passScript(isOfSite: boolean): void {
    this.#behind = undefined;
    this.#hasScripts ||= isOfSite;
  }

  /** Inline code was left to run at once. */
  passCode(code: Code | undefined): void {
    this.#behind = undefined;
    for (const name of code?.makes ?? []) {
      this.#made.add(name);
      this.#held.delete(name);
      this.#filled.delete(name);
    }
  }

  /** Those of some names that are not there before consent. */
  missing(names: Iterable<string>): readonly string[] {
    return [...names].filter((name) => this.#held.has(name) && name !== this.#queue);
  }

  /** Why code that loads tags is not held as one of them; `undefined` where it does nothing else. */
  doubt(code: Code, claims: readonly Claim[]): string | undefined {
    if (new Set(claims.map(({ category }) => category)).size > 1)
      return 'it loads tags of several categories';
    if (code.own !== undefined) return code.own;
    const names = namesOfAll(claims);
    const other = [...code.needs].find(
      (name) =>
        !names.includes(name) && !this.#held.has(name) && (code.calls.has(name) || !this.#made.has(name)),
    );
    return other === undefined ? undefined : `it uses ${other}`;
  }

  /**
   * The marked tag to which some code speaks, and does nothing else; of several, what all of them wait for.
   *
   * Code that only fills a queue which it is the first to make runs at once: it asks nothing of anybody, others on
   * the page may call what it makes, and a tag that comes as it can (`async`) finds the queue filled.
   */
  spokenTo(code: Code): Speaker | undefined {
    if (code.own !== undefined) return undefined;
    const behind = this.#behind;
    const found = new Set<Speaker>();
    for (const name of code.needs) {
      const isNear = behind?.names.includes(name) === true;
      const held = isNear ? behind : this.#held.get(name);
      if (held) found.add(held);
      else if (this.#made.has(name)) {
        if (code.calls.has(name)) return undefined;
      } else if (behind && this.#isNameOf(name, behind)) found.add(behind);
      else return undefined;
    }
    const isOurs = (name: string): boolean =>
      this.#held.has(name) || behind?.names.includes(name) === true || code.lexical.has(name);
    for (const name of code.makes) {
      if (!isOurs(name)) return undefined;
      const held = this.#filled.has(name) && !found.size ? this.#held.get(name) : undefined;
      if (held) found.add(held);
    }
    const [first, ...others] = found;
    if (!first || !others.length) return first;
    const marks = [...found].map(({ mark }) => mark);
    const categories = new Set(marks.flatMap(({ category }) => category.split(' ')));
    const isOne = marks.every(({ service }) => service === first.mark.service);
    const mark = { category: [...categories].join(' '), service: isOne ? first.mark.service : undefined };
    return { mark, names: [], address: '' };
  }

  /** Whether a global that nobody on the page makes comes from the tag right before. */
  #isNameOf(name: string, { mark, address }: Speaker): boolean {
    return isCalledAfter(name, mark.service, address) || !this.#hasScripts;
  }
}

/** One attribute, as it stands in a start tag. */
export interface SourceAttribute {
  /** In lower case. */
  readonly name: string;
  readonly start: number;
  /** Where the name ends. */
  readonly nameEnd: number;
  /** Where all of it ends, quotes included. */
  readonly end: number;
}

/** What a start tag is made of, by offset. */
export interface SourceTag {
  /** Where its name ends. */
  readonly nameEnd: number;
  /** All attributes, those too that browsers pass over because an earlier one has the name. */
  readonly attributes: readonly SourceAttribute[];
}

const isSpace = (character: string): boolean => /[\t\n\f\r ]/.test(character);

/**
 * Reads where the attributes of a start tag stand: all of them, for a second `src` counts once the first
 * is called something else.
 *
 * @param source - From `<` to `>`, as the tokenizer found it.
 * @param offset - Where that begins.
 * @see HTML, sections 13.2.5.8 and 13.2.5.32 to 13.2.5.40
 */
export function readTag(source: string, offset: number): SourceTag {
  let at = 1;
  const skip = (isMeant: (character: string) => boolean): void => {
    while (at < source.length - 1 && isMeant(source.charAt(at))) at++;
  };
  const isIn = (characters: string) => (character: string) => characters.includes(character);

  skip((character) => !isSpace(character) && character !== '/');
  const nameEnd = offset + at;
  const attributes: SourceAttribute[] = [];
  for (;;) {
    skip((character) => isSpace(character) || character === '/');
    if (at >= source.length - 1) return { nameEnd, attributes };
    const start = at;
    at++; // A `=` here is part of the name.
    skip((character) => !isSpace(character) && !isIn('/=')(character));
    const name = source.slice(start, at).toLowerCase();
    const named = at;
    skip(isSpace);
    let end = named;
    if (source.charAt(at) === '=' && at < source.length - 1) {
      at++;
      skip(isSpace);
      const quote = source.charAt(at);
      if (quote === '"' || quote === "'") {
        at++;
        skip((character) => character !== quote);
        at++;
      } else skip((character) => !isSpace(character));
      end = at;
    } else at = named;
    attributes.push({ name, start: offset + start, nameEnd: offset + named, end: offset + end });
  }
}

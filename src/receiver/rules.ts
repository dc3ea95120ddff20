import * as v from 'valibot';
import { isOrigin } from './caller.ts';

// Every message below completes "expected …".

/** An object of exactly these keys. */
export const shape = <const E extends v.ObjectEntries>(entries: E) =>
  v.strictObject(entries, ({ expected, path }) =>
    expected === 'never'
      ? `one of ${Object.keys(entries).join(', ')}`
      : expected === 'Object'
        ? 'an object'
        : expectedAt(entries[String(path?.[0].key)]),
  );

/** What would have to stand where there is nothing. */
const expectedAt = (entry: v.ObjectEntries[string] | undefined): string =>
  (entry && v.safeParse(entry, undefined).issues?.[0].message) ?? 'a value';

/** A text of a certain form. The patterns are ours, and linear. */
export const matching = (expected: string, pattern: RegExp, most: number) =>
  v.pipe(v.string(expected), v.maxLength(most, `at most ${most} characters`), v.regex(pattern, expected));

// Line and paragraph separators break logs, lone surrogates JSON of others, and the bidirectional
// controls make a text read as another one (Unicode TR 36, section 2.10).
const ODD = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** A text for people to read. It is no HTML: whoever shows it escapes it. */
export const text = (most: number) =>
  v.pipe(
    v.string('a text'),
    v.maxLength(most, `at most ${most} characters`),
    v.check((value) => !ODD.test(value), 'a text without control characters'),
  );

/** Tells whether a text is an address that may be made a link: schemes that run code never pass. */
export const isHttp = (value: string): boolean => /^https?:\/\/[^\s\\]+$/i.test(value) && URL.canParse(value);

/** An http(s) address. */
export const address = v.pipe(text(2_000), v.check(isHttp, 'an http(s) address'));

/** Scheme, host and port alone. */
export const origin = v.pipe(text(300), v.check(isOrigin, 'an origin such as https://contoh.co.id'));

/** Random ones only: those of version 1 hold a network address (RFC 9562, section 5.1). */
export const uuid = matching(
  'a UUID v4',
  /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  36,
);

const TIME = 'a time in UTC such as 2026-11-22T03:04:05.678Z';
/** RFC 3339, in UTC. */
export const time = v.pipe(
  matching(TIME, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/, 30),
  v.check(isRealTime, TIME),
);

/** Leap seconds and the 30th of February have the form of a time, and are none. */
function isRealTime(value: string): boolean {
  const parsed = new Date(value);
  return !Number.isNaN(parsed.valueOf()) && parsed.toISOString().startsWith(value.slice(0, 19));
}

/** Neither 1 nor "true". */
export const bool = v.boolean('true or false');

/** One of these words. */
export const oneOf = <const T extends readonly string[]>(...words: T) =>
  v.picklist(words, `one of ${words.join(', ')}`);

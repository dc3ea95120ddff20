import { show, type ConfigErrorCode, type ConfigProblem } from '../errors.ts';

/** Takes note of a problem. */
export type Report = (problem: ConfigProblem) => void;

/**
 * Reads one value of a configuration.
 *
 * `schema` (JSON Schema, 2020-12), and `doc`, `source` and `unit` of the fields, are for the Node
 * tools; the build takes them out of the browser script.
 */
export interface Reader<T> {
  /** @returns `undefined` when the value is unusable; it was reported then. */
  read(value: unknown, path: string, report: Report): T | undefined;
  readonly schema?: object;
}

/** One setting: how it is read, what holds without it, and on whose authority. */
export interface Field<T> extends Reader<T> {
  /** What it means, in a sentence or two. */
  readonly doc?: string;
  /** The value where nothing is written. */
  readonly default: T;
  /** The strictest safe value, for where something wrong is written; without one, the default. */
  readonly safe?: T;
  readonly unit?: 'days';
  /** The rule that the default follows, so that whoever changes it knows what they leave. */
  readonly source?: string;
}

/** The fields of one section. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The values that a table of fields describes. */
export type ValuesOf<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Declares one field. */
export const field = <T>(reader: Reader<T>, rest: Omit<Field<NoInfer<T>>, keyof Reader<T>>): Field<T> => ({
  ...reader,
  ...rest,
});

interface Leaf {
  /** Completes "expected …" in a message. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  readonly schema?: object;
}

const wrong = (code: ConfigErrorCode, path: string, value: unknown, expected: string): ConfigProblem => ({
  code,
  path,
  found: show(value),
  expected,
});

/** A value that is taken as it stands. */
const leaf = <T>({ expected, accepts, schema }: Leaf): Reader<T> => ({
  schema: { ...schema, expected },
  read(value, path, report) {
    if (accepts(value)) return value as T; // A parsed boundary: `accepts` has just looked.
    report(wrong('wrong-type', path, value, expected));
    return undefined;
  },
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  !!value && typeof value === 'object' && !Array.isArray(value);

// Names that reach a prototype in careless code. Ours are never merged that way, but configs travel.
const isHarmless = (key: string): boolean => !/^(__proto__|constructor|prototype)$/.test(key);

/** An object with a fixed set of keys. Own keys only; unknown ones are reported and dropped. */
export function record<F extends Fields>(fields: F): Reader<ValuesOf<F>> {
  return {
    schema: { fields },
    read(value, path, report) {
      const at = (key: string): string => (path ? `${path}.${key}` : key);
      const usable = isObject(value);
      const given = usable ? value : {};
      if (!usable) report(wrong('wrong-type', path, value, 'an object'));
      for (const key of Object.keys(given)) {
        if (Object.hasOwn(fields, key) || key === '$schema') continue;
        const expected = `one of ${Object.keys(fields).join(', ')}`;
        report({ code: 'unknown-key', path: at(key), found: 'an unknown key', expected });
      }
      const values: Record<string, unknown> = Object.create(null);
      for (const key of Object.keys(fields)) {
        const { read, default: usual, safe = usual } = fields[key] as Field<unknown>;
        values[key] =
          !usable ? safe
          : Object.hasOwn(given, key) ? (read(given[key], at(key), report) ?? safe)
          : usual;
      }
      return values as ValuesOf<F>;
    },
  };
}

/** An object whose keys the author chooses. */
export const map = <T>(
  keys: { readonly expected: string; readonly pattern: RegExp },
  values: Reader<T>,
  safe?: T,
): Reader<Readonly<Record<string, T>>> => ({
  schema: { keys: keys.pattern, values: values.schema },
  read(value, path, report) {
    if (!isObject(value)) {
      report(wrong('wrong-type', path, value, 'an object'));
      return undefined;
    }
    const read: Record<string, T> = Object.create(null);
    for (const key of Object.keys(value)) {
      const at = path ? `${path}.${key}` : key;
      if (!keys.pattern.test(key) || !isHarmless(key)) {
        report(wrong('unknown-key', at, key, keys.expected));
        continue;
      }
      const item = values.read(value[key], at, report) ?? safe;
      if (item !== undefined) read[key] = item;
    }
    return read;
  },
});

/** A list; items that are wrong are reported and dropped. */
export const list = <T>(items: Reader<T>): Reader<readonly T[]> => ({
  schema: { items: items.schema },
  read(value, path, report) {
    if (!Array.isArray(value)) {
      report(wrong('wrong-type', path, value, 'a list'));
      return undefined;
    }
    return value
      .map((item, i) => items.read(item, `${path}[${i}]`, report))
      .filter((item) => item !== undefined);
  },
});

/** Either a leaf that says so itself, or something longer. */
export const either = <A, B>(isShort: (value: unknown) => boolean, short: Reader<A>, long: Reader<B>): Reader<A | B> => ({
  schema: { anyOf: [short.schema, long.schema] },
  read: (value, path, report) => (isShort(value) ? short : long).read(value, path, report),
});

/** The values of a section of which nothing is written. */
export function defaultsOf<F extends Fields>(fields: F): ValuesOf<F> {
  const values: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(fields)) values[key] = fields[key]?.default;
  return values as ValuesOf<F>;
}

/** Declares a section: an object of fields that may be left out as a whole. */
export const section = <F extends Fields>(
  fields: F,
  rest: Pick<Field<unknown>, 'doc'>,
): Field<ValuesOf<F>> => field(record(fields), { ...rest, default: defaultsOf(fields) });

const isText = (value: unknown): value is string => typeof value === 'string';

/** A text of a certain form. The regular expressions are ours, and linear; none comes from a configuration. */
export const pattern = (expected: string, regexp: RegExp): Reader<string> =>
  leaf({
    expected,
    accepts: (value) => isText(value) && regexp.test(value),
    schema: { type: 'string', pattern: regexp.source },
  });

export const bool = leaf<boolean>({
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
  schema: { type: 'boolean' },
});

export const text = leaf<string>({ expected: 'a text', accepts: isText, schema: { type: 'string' } });

export const oneOf = <T extends string>(...words: readonly T[]): Reader<T> =>
  leaf({
    expected: `one of ${words.join(', ')}`,
    accepts: (value) => (words as readonly unknown[]).includes(value),
    schema: { enum: words },
  });

/** A whole number, both ends included. */
export const whole = (from: number, to: number): Reader<number> =>
  leaf({
    expected: `a whole number from ${from} to ${to}`,
    accepts: (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
    schema: { type: 'integer', minimum: from, maximum: to },
  });

/** Http(s) or a path of this origin; `//host` is neither. Schemes that run code never pass. */
export const url = pattern(
  'an http(s) address or a path such as /privacy',
  /^(https?:\/\/[^/\s\\]\S*|\/(?![/\\])\S*)$/i,
);

/** A bare host name, without scheme, port or path. */
export const host = pattern('a host name such as contoh.co.id', /^[a-z\d-]+(\.[a-z\d-]+)*$/);

/** A host rule: `host[/path][?key=prefix*]`; in the path `*` is one whole segment. */
export const hostRule = pattern(
  'a host rule such as cdn.example, example.com/*/sdk.js or example.com/tag?id=A-*',
  /^[a-z\d-]+(\.[a-z\d-]+)*(\/(\*|[^\s?*/]*))*(\?[\w.-]+=[^\s*?&]*\*?)?$/,
);

/** The name of a cookie or storage key: exact, or a prefix that ends in `*`. */
export const name = pattern('a name, exact or ending in *', /^[^\s;,*=]+\*?$/);

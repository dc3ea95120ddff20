import { show, type ConfigErrorCode, type ConfigProblem } from '../errors.ts';
import { HOST, ID, IDENTIFIER, ITEM, NAME, RULE } from './forms.ts';

/** What a text must look like; `*` in `name` and `rule` is explained in the configuration's documentation. */
export const FORMS = {
  text: ['a text', /^/],
  words: ['a text that is not empty', /\S/],
  // `//host` and other schemes, above all those that run code, are neither.
  url: [
    'an http(s) address or a path such as /privacy',
    /^([Hh][Tt][Tt][Pp][Ss]?:\/\/[^/\s\\]\S*|\/(?![/\\])\S*)$/,
  ],
  host: ['a host name such as contoh.co.id', HOST],
  rule: ['a host rule such as cdn.example, example.com/*/sdk.js or example.com/tag?id=A-*', RULE],
  name: ['a name, exact or ending in *', NAME],
  item: ['a key, exact or ending in *', ITEM],
  // Language, script and region: what Intl takes without a word.
  tag: ['a language tag such as id', /^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/],
  id: ['an id of lower-case letters, digits and hyphens, not the name of a category', ID],
  key: ['a key of the locale files', /^[\w.-]+$/],
  lifespan: [
    'session, or a duration such as P1Y, P90D or PT30M',
    /^(session|P(?!$)(\d+[YMWD])*(T(\d+[HMS])+)?)$/,
  ],
  country: ['two capital letters such as ID', /^[A-Z]{2}$/],
  identifier: ['a name such as dataLayer', IDENTIFIER],
  colour: ['a colour such as #0a7d57', /^#[\dA-Fa-f]{6}$/],
} as const;

/** The forms of text by name. All of them are linear, and none comes from a configuration. */
export type Form = keyof typeof FORMS;

/**
 * What a value may be: `bool`, a form of text, words (`a|b`), a range of whole numbers (`1-395`), a
 * list of one shape, a section of fields, a map, or something short in place of something long.
 */
export type Shape = string | readonly [Shape] | Section | MapOf | Either;

/** An object with a fixed set of fields. */
export interface Section {
  readonly fields: Fields;
}

/** An object whose keys the author chooses. */
export interface MapOf {
  readonly keys: Form;
  readonly values: Shape;
}

/** A plain value or an object. */
export interface Either {
  readonly short: string;
  readonly long: Shape;
}

/**
 * One setting. What only people and the Node tools need (`doc`, `unit`, `source`) is taken out of the
 * browser script by the build.
 */
export interface Field {
  readonly is: Shape;
  /** The value where nothing is written; without it, empty, `true`, or the first word. */
  readonly default?: unknown;
  /** It cannot be left out; a list that has a default, not be empty. */
  readonly required?: true;
  /** The strictest safe value, for where something wrong is written; without it, the default. */
  readonly safe?: unknown;
  /** What it means, in a sentence or two. */
  readonly doc?: string;
  readonly unit?: 'days';
  /** The rule that the default follows, so that whoever changes it knows what they leave. */
  readonly source?: string;
}

export type Fields = Readonly<Record<string, Field>>;

/** The value that a shape describes. */
export type ValueOf<S> = S extends 'bool'
  ? boolean
  : S extends Form
    ? string
    : S extends `${infer Word}|${infer Rest}`
      ? Word | ValueOf<Rest>
      : S extends `${number}-${number}`
        ? number
        : S extends string
          ? S
          : S extends readonly [infer Item]
            ? readonly ValueOf<Item>[]
            : S extends { fields: infer F }
              ? ValuesOf<F>
              : S extends { short: infer A; long: infer B }
                ? ValueOf<A> | ValueOf<B>
                : S extends { values: infer V }
                  ? Readonly<Record<string, ValueOf<V>>>
                  : never;

/** The values that a table of fields describes. */
export type ValuesOf<F> = {
  readonly [K in keyof F]: F[K] extends { is: infer S; default: undefined }
    ? ValueOf<S> | undefined
    : F[K] extends { is: infer S }
      ? ValueOf<S>
      : never;
};

/** Takes note of a problem. */
export type Report = (problem: ConfigProblem) => void;

const isObject = (value: unknown): value is Record<string, unknown> =>
  !!value && typeof value === 'object' && !Array.isArray(value);

/** Whether a shape is a list of another. */
export const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

/** What a text of a form, a word or a number must be, to complete "expected …"; and whether a value is. */
function test(leaf: string): readonly [expected: string, accepts: (value: unknown) => boolean] {
  const [from, to] = leaf.split('-').map(Number);
  if (to) {
    return [
      `a whole number from ${from} to ${to}`,
      (value) => Number.isInteger(value) && Number(value) >= Number(from) && Number(value) <= to,
    ];
  }
  if (leaf === 'bool') return ['true or false', (value) => typeof value === 'boolean'];
  if (!(leaf in FORMS))
    return [`one of ${leaf.replaceAll('|', ', ')}`, (value) => leaf.split('|').includes(value as string)];
  const [expected, form] = FORMS[leaf as Form];
  return [expected, (value) => typeof value === 'string' && form.test(value)];
}

/** The value of a field where nothing is written. */
export function defaultOf(field: Field): unknown {
  const { is } = field;
  if ('default' in field) return field.default;
  if (typeof is !== 'string') {
    if (isList(is)) return [];
    if ('fields' in is)
      return Object.fromEntries(Object.entries(is.fields).map(([key, f]) => [key, defaultOf(f)]));
    return 'short' in is ? defaultOf({ is: is.short }) : {};
  }
  return is === 'bool' ? true : is.includes('|') ? is.split('|')[0] : '';
}

/**
 * Reads one value.
 *
 * Own keys only. What is wrong is reported, all of it, and falls back field by field.
 *
 * @returns `undefined` when the value is unusable as a whole.
 */
export function readShape(shape: Shape, value: unknown, path: string, report: Report): unknown {
  const wrong = (
    expected: string,
    at = path,
    found = show(value),
    code: ConfigErrorCode = 'wrong-type',
  ): undefined => {
    report({ code, path: at, found, expected });
  };
  if (typeof shape === 'string') {
    const [expected, accepts] = test(shape);
    return accepts(value) ? value : wrong(expected);
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return wrong('a list');
    const items = value.map((item, i) => readShape(shape[0], item, `${path}[${i}]`, report));
    const usable = items.filter((item) => item !== undefined);
    return usable.length || !value.length ? usable : undefined;
  }
  if ('short' in shape) return readShape(isObject(value) ? shape.long : shape.short, value, path, report);

  // A null prototype: no key of a hostile file reaches ours.
  const values: Record<string, unknown> = Object.create(null);
  const at = (key: string): string => (path ? `${path}.${key}` : key);
  const isUsable = isObject(value);
  if (!isUsable) wrong('an object');
  const given = isUsable ? value : {};
  if ('fields' in shape) {
    const { fields } = shape;
    for (const key of Object.keys(given)) {
      if ((key !== '$schema' || path) && !Object.hasOwn(fields, key))
        wrong(`one of ${Object.keys(fields).join(', ')}`, at(key), 'an unknown key', 'unknown-key');
    }
    for (const [key, field] of Object.entries(fields)) {
      const safe = 'safe' in field ? field.safe : defaultOf(field);
      const isWritten = Object.hasOwn(given, key);
      const isEmpty = Array.isArray(given[key]) && !given[key].length;
      if (isUsable && field.required && (isList(field.is) ? isEmpty : !isWritten)) {
        const [expected] = test(isList(field.is) ? (field.is[0] as string) : (field.is as string));
        wrong(expected, at(key), 'nothing', 'missing-key');
      }
      const item = isWritten ? readShape(field.is, given[key], at(key), report) : undefined;
      // A cookie without a name is of no use; languages without one fall back to the usual.
      if (item === undefined && field.required && !('default' in field)) return undefined;
      const isTaken = item !== undefined && !(field.required && isEmpty);
      values[key] = isTaken ? item : isUsable && !isWritten ? defaultOf(field) : safe;
    }
  } else {
    const [expected, accepts] = test(shape.keys);
    for (const key of Object.keys(given)) {
      if (!accepts(key) || /^(__proto__|constructor|prototype)$/.test(key)) {
        wrong(expected, at(key), show(key), 'unknown-key');
        continue;
      }
      // A service of which nothing can be used is switched off, so that it stays held.
      const item = readShape(shape.values, given[key], at(key), report);
      if (item !== undefined) values[key] = item;
      else if (shape.keys === 'id') values[key] = false;
    }
  }
  return values;
}

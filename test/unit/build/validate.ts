/** What our JSON Schema uses of draft 2020-12. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly description?: string;
  readonly [annotation: string]: unknown;
}

const CHECKED =
  'type enum anyOf properties additionalProperties propertyNames required items minItems pattern minimum maximum'.split(
    ' ',
  );
const KNOWN = new Set([...CHECKED, '$schema', 'title', 'description', 'default']);

const typeOf = (value: unknown): string =>
  Array.isArray(value)
    ? 'array'
    : value === null
      ? 'null'
      : Number.isInteger(value)
        ? 'integer'
        : typeof value;

/**
 * Checks a value as an editor would.
 *
 * @returns The paths at which it is wrong.
 * @throws {Error} When the schema uses a keyword that this does not know.
 */
export function validate(schema: Schema, value: unknown, path = ''): string[] {
  for (const keyword of Object.keys(schema))
    if (!KNOWN.has(keyword)) throw new Error(`unknown keyword ${keyword}`);
  const {
    anyOf,
    type,
    pattern,
    minimum = -Infinity,
    maximum = Infinity,
    items,
    minItems = 0,
    propertyNames,
    required = [],
  } = schema;
  if (anyOf) return anyOf.some((option) => !validate(option, value, path).length) ? [] : [path];
  if (schema.enum && !schema.enum.includes(value)) return [path];
  if (type && typeOf(value) !== type) return [path];
  // Editors compile patterns with `u`, as the specification recommends.
  if (pattern !== undefined && typeof value === 'string' && !new RegExp(pattern, 'u').test(value))
    return [path];
  if (typeof value === 'number' && !(value >= minimum && value <= maximum)) return [path];
  if (Array.isArray(value) && value.length < minItems) return [path];
  if (Array.isArray(value))
    return items ? value.flatMap((item, i) => validate(items, item, `${path}[${i}]`)) : [];
  if (typeOf(value) !== 'object') return [];
  const below = (key: string): string => (path ? `${path}.${key}` : key);
  const missing = required.filter((key) => !Object.hasOwn(value as object, key)).map(below);
  const wrong = Object.entries(value as object).flatMap(([key, member]) => {
    const at = below(key);
    if (propertyNames && validate(propertyNames, key).length) return [at];
    const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
    const rule = own ?? schema.additionalProperties ?? true;
    return typeof rule === 'boolean' ? (rule ? [] : [at]) : validate(rule, member, at);
  });
  return [...missing, ...wrong];
}

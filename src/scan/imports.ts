import { resolve } from './law.ts';

/** Names of imports, or what they begin with where that ends in `/`, and the addresses for them. */
type Table = ReadonlyMap<string, string>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  !!value && typeof value === 'object' && !Array.isArray(value);

/** What an import may be named that is an address: what has no scheme begins with `/`, `./` or `../`. */
const ADDRESS = /^(\.{0,2}\/|[a-z][a-z\d+.-]*:)/i;

const addressOf = (specifier: string, base: string): string | undefined =>
  ADDRESS.test(specifier) ? resolve(specifier, base)?.href : undefined;

/**
 * Follows the import maps of a page: they say what `import 'ga'` asks for.
 *
 * Of several tables each has its say, and so has each scope: whose address the importing code has is not
 * told, and it does no harm to hold too much.
 *
 * @see HTML, section 8.1.6.4 ("import maps")
 */
export class ImportMaps {
  readonly #tables: Table[] = [];

  /** Takes notice of an import map. By itself it asks for nothing. */
  add(text: string, base: string): void {
    let map: unknown;
    try {
      map = JSON.parse(text);
    } catch {
      return; // Browsers pass over it, too.
    }
    if (!isObject(map)) return;
    const scopes = isObject(map['scopes']) ? Object.values(map['scopes']) : [];
    for (const table of [map['imports'], ...scopes])
      if (isObject(table)) this.#tables.push(readTable(table, base));
  }

  /** The addresses that an import may ask for: its own, and those by which maps replace it. */
  addressesOf(specifier: string, base: string): readonly string[] {
    const own = addressOf(specifier, base);
    const name = own ?? specifier;
    const mapped = this.#tables.map((table) => lookUp(table, name));
    return [own, ...mapped].filter((address) => address !== undefined);
  }
}

function readTable(table: Readonly<Record<string, unknown>>, base: string): Table {
  const entries = Object.entries(table).flatMap(([name, value]): [string, string][] => {
    const address = typeof value === 'string' ? addressOf(value, base) : undefined;
    return address === undefined ? [] : [[addressOf(name, base) ?? name, address]];
  });
  // The longest comes first: it counts.
  return new Map(entries.toSorted(([one], [other]) => other.length - one.length));
}

function lookUp(table: Table, name: string): string | undefined {
  const whole = table.get(name);
  if (whole !== undefined) return whole;
  for (const [prefix, address] of table)
    if (prefix.endsWith('/') && name.startsWith(prefix)) return address + name.slice(prefix.length);
  return undefined;
}

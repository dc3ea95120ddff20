import type { ServiceCategory } from '../consent/types.ts';

/** A text in several languages, by BCP 47 tag. */
export type LocalText = Readonly<Record<string, string>>;

/** One cookie that a service sets. */
export interface CookieFact {
  /** Exact, or a prefix that ends in `*`. */
  readonly name: string;
  /** The third party's host, where the cookie is not the site's own. */
  readonly domain?: string;
  /** An ISO 8601 duration, or `session`. */
  readonly lifespan: string;
  readonly purpose: LocalText;
  /** No other product uses this name: writing it gives the service away even where nobody declared it. */
  readonly distinctive?: boolean;
}

/** What is known about one third party's product. */
export interface Service {
  readonly id: string;
  readonly name: string;
  /** The company that runs it. */
  readonly provider: string;
  /** Where the provider is established: ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly category: ServiceCategory;
  /**
   * Host rules, `host[/path][?key=prefix*]`: a host suffix; whole path segments from the left, `*`
   * being exactly one; one query parameter. The longest rule wins.
   */
  readonly hosts: readonly string[];
  /** Those of its hosts that take web beacons, for the declaration. */
  readonly beacons?: readonly string[];
  readonly cookies: readonly CookieFact[];
  /**
   * Names, or prefixes ending in `*`, that stand for all its distinctive cookies: no other product
   * writes such. Without it, those cookies' own names.
   */
  readonly names?: readonly string[];
  /** localStorage and sessionStorage keys, exact or a prefix that ends in `*`. */
  readonly storage?: readonly string[];
  /** It reads Google Consent Mode, and may load early where the owner configured `advanced`. */
  readonly consentMode?: true;
}

/** A service of the catalogue: a fact, with where and when it was looked up. */
export interface CatalogueService extends Service {
  readonly source: readonly string[];
  /** ISO 8601 date. */
  readonly checked: string;
}

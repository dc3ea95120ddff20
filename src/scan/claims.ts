import { isPixel } from '../core/markup.ts';
import type { Code } from './code.ts';
import { ImportMaps } from './imports.ts';
import { addressesIn, addressesOf, addressesWithin, isHint, isLoading } from './kinds.ts';
import { resolve, type Claim, type Law } from './law.ts';
import type { OpenTag } from './reader.ts';

/** A third party that nobody claims. */
const NOBODY: Claim = { service: undefined, category: 'unclassified', known: undefined };

/** Elements behind which browsers still show a picture. */
const HAS_BACKGROUND = /^(body|table|thead|tbody|tfoot|tr|td|th)$/;

/** Those of each service once. */
const unique = (claims: readonly Claim[]): readonly Claim[] =>
  claims.filter(({ service }, i) => claims.findIndex((it) => it.service === service) === i);

/** Tells what in a page waits for consent. */
export class Claims {
  readonly #law: Law;
  readonly #decode: (piece: string) => string;
  readonly #isFragment: boolean;
  readonly #maps = new ImportMaps();
  /** Against what addresses are read. */
  base: string;
  #hasBase = false;

  /** @param isFragment - It is what browsers without scripts read: there nobody stands in the way of anything later. */
  constructor(law: Law, base: string, decode: (piece: string) => string, isFragment: boolean) {
    this.#law = law;
    this.#decode = decode;
    this.#isFragment = isFragment;
    this.base = base;
  }

  /** Takes notice of `<base>`; the first counts. */
  move(href: string | undefined): void {
    if (this.#hasBase || href === undefined) return;
    this.#hasBase = true;
    const url = resolve(href, this.base);
    // HTML, "set the frozen base URL": these count as none.
    if (url && !/^(data|javascript):/.test(url.protocol)) this.base = url.href;
  }

  /** Takes notice of an import map. */
  map(text: string): void {
    this.#maps.add(text, this.base);
  }

  /** An address, as the page means it. */
  at = (address: string): string => resolve(address, this.base)?.href ?? '';

  /** The service of an address. */
  on(address: string | undefined): Claim | undefined {
    const claim = address === undefined ? undefined : this.#law.judge(address, this.base);
    return typeof claim === 'object' ? claim : undefined;
  }

  /**
   * The claims on what an element loads.
   *
   * @param onUnsure - Is told of addresses of which nobody knows whether they are the site's own.
   */
  of(tag: OpenTag, onUnsure: (address: string) => unknown = () => undefined): Claim[] {
    const isOfHost = tag.name === 'link' && isHint(tag.get('rel') ?? '');
    return this.addresses(tag).flatMap((address) => {
      const ofHost = isOfHost ? this.#law.judgeHost(address, this.base) : undefined;
      if (ofHost) return ofHost;
      const claim = this.#law.judge(address, this.base, this.#isBeacon(tag, address));
      if (typeof claim === 'object') return [claim];
      if (claim === undefined) return [];
      if (this.#isFragment) return [NOBODY];
      onUnsure(address);
      return [];
    });
  }

  /** What an element loads by itself. */
  addresses(tag: OpenTag): readonly string[] {
    const { name, isHtml } = tag;
    if (!isHtml && !/^(script|image|feimage|use)$/.test(name)) return [];
    if (name === 'link' && !isLoading(tag.get('rel') ?? '')) return [];
    if (name === 'input' && !/^\s*image\s*$/i.test(tag.get('type') ?? '')) return [];
    if (name === 'meta' && !/refresh/i.test(tag.get('http-equiv') ?? '')) return [];
    return addressesOf(name).flatMap((attribute) => {
      const value = tag.get(attribute);
      if (!value || (attribute === 'background' && !HAS_BACKGROUND.test(name))) return [];
      // A link is followed by visitors only.
      if (attribute === 'srcdoc') return addressesWithin(value.replace(/<a\s[^>]*>/gi, ''));
      return addressesIn(name, attribute, this.#decode(value));
    });
  }

  /** Whether an image only carries data away; where no scripts run, so does all that nobody sees. */
  #isBeacon(tag: OpenTag, address: string): boolean {
    const size = `${tag.get('width')}x${tag.get('height')}`;
    if (!this.#isFragment) return isPixel(tag.name, address, tag.get('width'), tag.get('height'));
    const isHidden = /display\s*:\s*none|visibility\s*:\s*hidden/i.test(tag.get('style') ?? '');
    return /^(img|iframe)$/.test(tag.name) && (isHidden || /^[01](px)?x[01](px)?$/.test(size));
  }

  /** Those in an element's own style. */
  inStyle = (tag: OpenTag): readonly Claim[] => this.in(addressesWithin(tag.get('style') ?? ''));

  /** Those on some addresses, each service once. */
  in(addresses: readonly string[]): readonly Claim[] {
    return unique(addresses.map((address) => this.on(address)).filter((claim) => claim !== undefined));
  }

  /** Those on what code imports, by name or by address. */
  inImports = (specifiers: readonly string[]): readonly Claim[] =>
    this.in(specifiers.flatMap((specifier) => this.#maps.addressesOf(specifier, this.base)));

  /** The services whose addresses stand in code, or behind what it imports as it goes. */
  inCode(code: Code): readonly Claim[] {
    const parts = [{ ...code, id: undefined }, ...code.granted];
    const claims = parts.flatMap(({ texts, asks, id }) => {
      const addresses = texts.flatMap((text) =>
        /^[\w-]+(\.[\w-]+)+\//.test(text) ? [`https://${text}`] : addressesWithin(text),
      );
      const all = [...this.in(addresses), ...this.inImports(asks)];
      // What waits for this by itself need not wait once more.
      return all.filter(
        ({ service, category }) => service !== undefined && id !== service && id !== category,
      );
    });
    return unique(claims);
  }
}

import { SERVICE_CATEGORIES, type Category } from '../core/consent/types.ts';
import { COMPLIANZ, isPlain } from './marks.ts';
import type { OpenTag } from './reader.ts';

// The markup of other consent products, as their documentation has it.

/** What another product's markup says of an element. */
export interface Peer {
  readonly product: string;
  /** The attribute that says so, to become ours; `undefined` where it stays, as a class does. */
  readonly attribute?: string | undefined;
  /** The attribute in which it keeps the address. */
  readonly kept?: string | undefined;
  /** Its words for categories, in ours. */
  readonly said: Words;
  /** Its name of a service. */
  readonly service?: string | undefined;
  /** It counts only where what it names is known. */
  readonly isVague?: boolean;
}

/** Words for categories, in ours. */
export interface Words {
  /** Each once. */
  readonly words: readonly string[];
  /** The first for which there is none. */
  readonly unknown: string | undefined;
}

/** What a product's words for categories are in ours. */
type Table = Readonly<Record<string, Category | 'any' | 'unclassified'>>;

interface Said extends Omit<Peer, 'product' | 'kept' | 'said'> {
  readonly words?: string | undefined;
}

interface Product {
  readonly name: string;
  /** Where its markup is documented. */
  readonly source: string;
  /** Its words, where owners do not choose their own. */
  readonly words?: Table;
  read(tag: OpenTag): Said | undefined;
}

const classesOf = (tag: OpenTag): readonly string[] => (tag.get('class') ?? '').split(/\s+/);

/** What says it all in one attribute. */
const inAttribute =
  (attribute: string, prefix = '') =>
  (tag: OpenTag): Said | undefined => {
    const value = tag.get(attribute);
    return value === undefined ? undefined : { attribute, words: value.replaceAll(prefix, '') };
  };

const isOfType = (tag: OpenTag, type: RegExp): boolean =>
  tag.name === 'script' && type.test((tag.get('type') ?? '').trim());

const PRODUCTS: readonly Product[] = [
  {
    name: 'Cookiebot',
    source: 'https://support.cookiebot.com/hc/en-us/articles/360021304979-Blocking-cookies',
    words: { preferences: 'functional', statistics: 'performance' },
    read(tag) {
      const said = inAttribute('data-cookieconsent')(tag);
      // Cookiebot leaves it alone: that settles nothing for us.
      return /(^|[\s,])ignore([\s,]|$)/i.test(said?.words ?? '') ? undefined : said;
    },
  },
  {
    name: 'OneTrust',
    source: 'https://my.onetrust.com/articles/en_US/Knowledge/UUID-518074a1-a6da-81c3-be52-bae7685d9c94',
    // As it begins with; owners may make others. Numbers are those of old.
    words: {
      c0001: 'necessary',
      c0002: 'performance',
      c0003: 'functional',
      c0004: 'marketing',
      '1': 'necessary',
      '2': 'performance',
      '3': 'functional',
      '4': 'marketing',
    },
    read(tag) {
      const groups = classesOf(tag).flatMap((name) => /^optanon-category-(.+)$/.exec(name)?.[1] ?? []);
      return groups.length ? { words: groups.join(' ').replaceAll('-', ' ') } : undefined;
    },
  },
  {
    name: 'CookieYes',
    source: 'https://www.cookieyes.com/documentation/implement-prior-consent-using-cookieyes/',
    words: { analytics: 'performance', advertisement: 'marketing' },
    read: inAttribute('data-cookieyes', 'cookieyes-'),
  },
  {
    name: 'Usercentrics',
    source:
      'https://support.usercentrics.com/hc/en-us/articles/18656524460700-Manually-blocking-services-prior-consent',
    read(tag) {
      const service = tag.get('data-usercentrics');
      return service === undefined ? undefined : { attribute: 'data-usercentrics', service };
    },
  },
  {
    name: 'Didomi',
    source: 'https://developers.didomi.io/cmp/web-sdk/third-parties/no-tag-manager',
    read(tag) {
      if (!isOfType(tag, /^didomi\//i)) return undefined;
      const attribute = ['data-vendor', 'data-vendor-raw'].find((name) => tag.get(name) !== undefined);
      const vendor = attribute === undefined ? undefined : tag.get(attribute);
      // `c:` stands before custom vendors; the others are `didomi:` and `iab:`.
      return { attribute, service: vendor?.replace(/^(c|didomi|iab):/, '') };
    },
  },
  {
    name: 'iubenda',
    source: 'https://www.iubenda.com/en/help/1229-manual-tagging-blocking-cookies',
    words: {
      '1': 'necessary',
      '2': 'functional',
      '3': 'functional',
      '4': 'performance',
      '5': 'marketing',
    },
    read(tag) {
      if (!classesOf(tag).some((name) => /^_iub_cs_activate(-inline)?$/.test(name))) return undefined;
      const purposes = (tag.get('data-iub-purposes') ?? '').match(/\d+/g) ?? [];
      return { words: purposes.join(' ') };
    },
  },
  {
    name: 'Complianz',
    source: 'https://github.com/Really-Simple-Plugins/complianz-gdpr',
    words: {
      functional: 'necessary',
      preferences: 'functional',
      statistics: 'performance',
      'statistics-anonymous': 'performance',
    },
    read(tag) {
      // Else its words are those of others, too; and once they are ours, they mean something else here.
      const isKept = COMPLIANZ.some((name) => tag.get(name) !== undefined);
      if (!isKept || tag.get('data-src') !== undefined) return undefined;
      const words = tag.get('data-category');
      const attribute = words === undefined ? undefined : 'data-category';
      return { attribute, words, service: tag.get('data-service') };
    },
  },
  {
    name: 'yett',
    source: 'https://github.com/elbywan/yett#readme',
    read: (tag) => (isOfType(tag, /^javascript\/blocked$/i) ? {} : undefined),
  },
  {
    name: 'Orejime',
    source: 'https://github.com/boscop-fr/orejime#third-party-scripts-configuration',
    read: (tag) => (tag.name === 'template' ? inAttribute('data-purpose')(tag) : undefined),
  },
  {
    name: 'Klaro',
    source: 'https://klaro.org/docs/getting-started',
    read(tag) {
      const service = tag.get('data-name');
      const isKept = tag.get(tag.name === 'link' ? 'data-href' : 'data-src') !== undefined;
      if (service === undefined) return undefined;
      if (tag.name !== 'script')
        return isKept ? { attribute: 'data-name', service, isVague: true } : undefined;
      const isMeant = isPlain(tag) && (isKept || tag.get('data-type') !== undefined);
      return isMeant ? { attribute: 'data-name', service } : undefined;
    },
  },
];

/** Attributes in which these products keep an address. */
const KEPT = /^(data-cookieblock-src|(data-)?suppressedsrc|(data-)?uc-src|data-cmplz-src|data-src-cmplz)$/;

/** Tells what the markup of another product says of an element. */
export function readPeer(tag: OpenTag): Peer | undefined {
  for (const { name: product, words: table, read } of PRODUCTS) {
    const given = read(tag);
    if (!given) continue;
    const { words = '', ...rest } = given;
    const kept = tag.attributes.find(({ name }) => KEPT.test(name))?.name;
    return { product, kept, said: oursFor(words, table), ...rest };
  }
  return undefined;
}

const OURS: Table = Object.fromEntries(SERVICE_CATEGORIES.map((category) => [category, category]));

/** Where owners name their categories themselves: what examples of vanilla-cookieconsent, c15t and Orejime have. */
const USUAL: Table = {
  functionality: 'functional',
  experience: 'functional',
  preferences: 'functional',
  analytics: 'performance',
  measurement: 'performance',
  statistics: 'performance',
  ads: 'marketing',
  advertisement: 'marketing',
  advertising: 'marketing',
  targeting: 'marketing',
};

/** Our words for those of another product. */
export function oursFor(given: string, table: Table = USUAL): Words {
  const known = new Map(Object.entries({ ...OURS, ...table }));
  const words = new Set<string>();
  let unknown: string | undefined;
  for (const word of wordsOf(given)) {
    const not = word.startsWith('!') ? '!' : '';
    const our = known.get(word.slice(not.length).toLowerCase());
    if (our === undefined) unknown ??= word;
    else words.add(`${not}${our}`);
  }
  return { words: [...words], unknown };
}

/** The words of an attribute that names categories. */
export const wordsOf = (given: string): readonly string[] => given.split(/[\s,]+/).filter(Boolean);

/** The scripts of other products, by a part of their address. */
const SCRIPTS: readonly (readonly [product: string, address: RegExp])[] = [
  ['Cookiebot', /\/\/consent\.cookiebot\.(com|eu)\//],
  [
    'OneTrust',
    /\/\/(cdn\.cookielaw\.org|cdn-[\w-]+\.onetrust\.com|optanon\.blob\.core\.windows\.net)\/|\/(otSDKStub|OtAutoBlock)\.js/,
  ],
  ['CookieYes', /\/\/cdn-cookieyes\.com\//],
  ['Usercentrics', /\/\/[\w.-]+\.usercentrics\.eu\//],
  ['Didomi', /\/\/sdk\.privacy-center\.org\//],
  ['iubenda', /\/\/(cdn|cs|embeds)\.iubenda\.com\//],
  ['Klaro', /\/klaro(-no-css|-no-translations)*(\.min)?\.js/],
  ['Orejime', /\/orejime[\w-]*(\.min)?\.js/],
  ['vanilla-cookieconsent', /\/(vanilla-)?cookieconsent[\w.@/-]*\.(umd|esm)(\.min)?\.js/],
  ['yett', /\/yett(@|\/|\.min|$)/],
  ['c15t', /\/c15t[@/.]|\/@c15t\//],
  ['tarteaucitron', /\/tarteaucitron(\.min)?\.js/],
  ['Osano', /\/\/cmp\.osano\.com\//],
  ['Axeptio', /\/\/static\.axept\.io\//],
];

/** The other product whose own script stands at an address. */
export const productAt = (address: string): string | undefined =>
  SCRIPTS.find(([, pattern]) => pattern.test(address))?.[0];

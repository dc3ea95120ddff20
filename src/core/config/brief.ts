import { CATEGORIES, OPTIONAL } from '../consent/types.ts';
import type { GateConfig, GateEntry } from './config.ts';
import { HOST, ID, IDENTIFIER } from './forms.ts';

type Given = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Given =>
  !!value && typeof value === 'object' && !Array.isArray(value);

/** The own keys of an object, on no prototype: no key of a hostile file reaches ours. */
const own = (value: unknown): Given => ({ __proto__: null, ...(isObject(value) ? value : {}) }) as Given;

/** One of some words, else the first. */
const word = <T extends string>(value: unknown, ...words: readonly [T, ...T[]]): T =>
  words.includes(value as T) ? (value as T) : words[0];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Those items of a list that are texts, and name something: what is nothing but `*` would be everything. */
const texts = (value: unknown): readonly string[] =>
  list(value)
    .map(text)
    .filter((item) => /[^*]/.test(item));

/**
 * Reads, without a word, what the gate has to know of a configuration: as {@link readConfig} does by
 * its table, which is more than every visitor should download.
 *
 * Texts of a wrong form are taken, for they match nothing. A test holds both against each other.
 */
export function readBriefly(value: unknown): GateConfig {
  const { mode, categories, services, unlisted, allow, consent, signals } = own(value);
  const { days, domain, revision } = own(consent);
  const { gpc, google, dataLayer } = own(signals);
  const isOn = (category: string): boolean => {
    const given = own(categories);
    return category in given ? given[category] === true : categories === undefined || isObject(categories);
  };
  return {
    categories: Object.fromEntries(
      OPTIONAL.map((category) => [category, isOn(category)]),
    ) as GateConfig['categories'],
    services: Object.fromEntries(
      Object.entries(own(services))
        .filter(([id]) => ID.test(id))
        .map(([id, entry]) => [id, isObject(entry) ? readEntry(entry) : entry === true]),
    ),
    mode: word(mode, 'hold', 'report'),
    unlisted: word(unlisted, 'hold-known', 'hold-all', 'pass'),
    allow: texts(allow),
    consent: {
      days: Number.isInteger(days) && (days as number) > 0 && (days as number) < 396 ? (days as number) : 180,
      domain: text(domain),
      revision: text(revision),
    },
    signals: {
      gpc: gpc !== false,
      google: word(google, 'basic', 'advanced', 'off'),
      dataLayer: IDENTIFIER.test(text(dataLayer)) ? text(dataLayer) : 'dataLayer',
    },
  };
}

function readEntry(entry: Given): GateEntry {
  const { category, hosts, cookies, storage } = own(entry);
  return {
    category: category === undefined ? category : word(category, 'unclassified', ...CATEGORIES, 'any'),
    hosts: texts(hosts),
    cookies: texts(
      list(cookies)
        .map(own)
        // No script of the site can touch those of another's domain.
        .map(({ name, domain }) => !HOST.test(text(domain)) && name),
    ),
    storage: texts(storage),
  };
}

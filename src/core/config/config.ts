import type { ServiceCategory } from '../consent/types.ts';
import type { ConfigProblem } from '../errors.ts';
import {
  bool,
  defaultsOf,
  either,
  field,
  host,
  hostRule,
  list,
  map,
  name,
  oneOf,
  pattern,
  record,
  section,
  text,
  url,
  whole,
  type ValuesOf,
} from './field.ts';

const tag = { expected: 'a language tag such as id or en', pattern: /^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/ };
const id = { expected: 'an id of lower-case letters, digits and hyphens', pattern: /^[a-z\d]+(-[a-z\d]+)*$/ };
const isText = (value: unknown): boolean => typeof value === 'string';
const isSwitch = (value: unknown): boolean => typeof value === 'boolean';
const localText = map(tag, text);
const duration = pattern(
  'session, or a duration such as P1Y, P90D or PT30M',
  /^(session|P(?!$)(\d+[YMWD])*(T(\d+[HMS])+)?)$/,
);

/** The `site` section: who asks. */
const siteFields = {
  name: field(text, { doc: 'The name of the site, as visitors know it.', default: '' }),
  controller: field(text, {
    doc: 'The legal person that decides why and how personal data is used.',
    default: '',
    source: 'UU 27/2022, article 21(1); GDPR, recital 42',
  }),
  contact: field(text, { doc: 'Where a visitor reaches the controller about personal data.', default: '' }),
  policy: field(either(isText, url, map(tag, url)), {
    doc: 'The privacy or cookie policy: one address, or one for each language.',
    default: '',
  }),
  jurisdiction: field(pattern('two capital letters such as ID, or EU', /^[A-Z]{2}$/), {
    doc: 'The law the notice follows, kept in each receipt: ISO 3166-1 alpha-2, or EU.',
    default: 'ID',
  }),
};

/** The `categories` section: what is offered at all. */
const categoryFields = {
  functional: field(bool, { doc: 'Offer the functional category.', default: true, safe: false }),
  performance: field(bool, { doc: 'Offer the performance category.', default: true, safe: false }),
  marketing: field(bool, { doc: 'Offer the marketing category.', default: true, safe: false }),
};

const cookieFields = {
  name: field(name, { doc: 'Exact, or a prefix that ends in *.', default: '' }),
  domain: field(host, { doc: "The third party's host, where the cookie is not the site's own.", default: '' }),
  lifespan: field(duration, { doc: 'How long it lives: session, or an ISO 8601 duration.', default: 'session' }),
  purpose: field(localText, { doc: 'What it is for, by language.', default: {} }),
};

/** One entry of `services`. What is left out comes from the catalogue. */
const serviceFields = {
  category: field<ServiceCategory | undefined>(
    oneOf<ServiceCategory>('necessary', 'functional', 'performance', 'marketing', 'any', 'unclassified'),
    {
      doc: 'Its category. `any` is a container such as a tag manager; `unclassified` is held and offered to nobody.',
      default: undefined as ServiceCategory | undefined,
      safe: 'unclassified',
    },
  ),
  name: field(text, { doc: 'The product, as visitors may know it.', default: '' }),
  provider: field(text, { doc: 'The company behind it.', default: '' }),
  country: field(text, { doc: 'Where the company is established: ISO 3166-1 alpha-2.', default: '' }),
  hosts: field(list(hostRule), { doc: 'The hosts it is loaded from and sends to, as host rules.', default: [] }),
  beacons: field(list(hostRule), { doc: 'Those of its hosts that take web beacons.', default: [] }),
  cookies: field(list(record(cookieFields)), { doc: 'The cookies it sets.', default: [] }),
  storage: field(list(name), { doc: 'The localStorage and sessionStorage keys it writes.', default: [] }),
};

const consentFields = {
  days: field(whole(1, 395), {
    doc: 'How long a choice, a refusal too, stands before the visitor is asked again.',
    unit: 'days',
    default: 180,
    source: 'CNIL, recommendation 2020-092: six months',
  }),
  domain: field(host, {
    doc: 'Shares the choice with every host under this domain. Unset, it stays with this host.',
    default: '',
    source: 'RFC 6265, section 5.2.3',
  }),
  revision: field(text, {
    doc: 'Change it when purposes change in a way the configuration does not show: everyone is asked again.',
    default: '',
    source: 'UU 27/2022, article 21(2)',
  }),
  reload: field(oneOf('offer', 'auto'), {
    doc: 'After a withdrawal, what already ran stays in the page until it is reloaded: offer that, or do it.',
    default: 'offer',
  }),
};

const signalFields = {
  gpc: field(bool, {
    doc: 'Honour Global Privacy Control: marketing is refused unless chosen with the line about it in view.',
    default: true,
    source: '11 CCR 7025(c)',
  }),
  google: field(oneOf('basic', 'advanced', 'off'), {
    doc: 'Google Consent Mode v2. `basic` holds Google tags until granted; `advanced` lets them load denied, which contacts Google before consent; `off` says nothing to Google.',
    default: 'basic',
    source: 'EDPB Guidelines 2/2023, section 3.1',
  }),
  dataLayer: field(pattern('a name such as dataLayer', /^[A-Za-z_$][\w$]*$/), {
    doc: 'The name of the Google data layer.',
    default: 'dataLayer',
  }),
};

const appearanceFields = {
  layout: field(oneOf('bar', 'box'), { doc: 'A bar along the edge, or a box in a corner.', default: 'bar' }),
  position: field(oneOf('bottom', 'top'), { doc: 'Where it stands.', default: 'bottom' }),
  theme: field(oneOf('auto', 'light', 'dark'), { doc: 'Follows the visitor, or stays.', default: 'auto' }),
  accent: field(pattern('a colour such as #0a7d57', /^#[\da-f]{6}$/i), {
    doc: 'The colour of buttons and switches; the text on it is black or white, whichever reads better.',
    default: '',
  }),
  reopen: field(oneOf('button', 'none'), {
    doc: 'A small button to change the choice; with none, place your own link with data-izin="preferences".',
    default: 'button',
    source: 'GDPR, article 7(3); EDPB cookie banner taskforce report, type K',
  }),
};

const rootFields = {
  site: section(siteFields, { doc: 'Who asks.' }),
  languages: field(list(pattern(tag.expected, tag.pattern)), {
    doc: 'The languages of the notice, the fallback first.',
    default: ['id', 'en'],
    source: 'Permenkominfo 20/2016: consent in Bahasa Indonesia; a second language beside it is allowed',
  }),
  categories: section(categoryFields, {
    doc: 'Which categories are offered. The tags of one that is switched off never run.',
  }),
  services: field(
    map(id, either(isSwitch, bool, record(serviceFields)), false),
    {
      doc: "The third parties' products on the site, by id: true for one of the catalogue, false to switch one off, or its facts. `site` declares the site's own cookies.",
      default: {},
    },
  ),
  unlisted: field(oneOf('hold-known', 'hold-all', 'pass'), {
    doc: 'What happens to third parties that no service claims.',
    default: 'hold-known',
  }),
  allow: field(list(hostRule), { doc: "Third-party hosts that count as the site's own.", default: [] }),
  consent: section(consentFields, { doc: 'How long and how widely a choice stands.' }),
  receipts: section(
    { endpoint: field(url, { doc: 'Where receipts are sent. Unset, they stay in the browser.', default: '' }) },
    { doc: 'Proof of every decision.' },
  ),
  signals: section(signalFields, { doc: 'What browsers and vendors are asked and told.' }),
  appearance: section(appearanceFields, { doc: 'How the banner looks.' }),
  texts: field(map(tag, map({ expected: 'a key of the locale files', pattern: /^[\w.-]+$/ }, text)), {
    doc: 'Texts of your own, by language and key. Text, never HTML.',
    default: {},
  }),
};

const root = record(rootFields);

/** One entry of `services`, spelt out. */
export type ServiceEntry = ValuesOf<typeof serviceFields>;
/** What a site owner decides: the JSON file, read. */
export type Config = ValuesOf<typeof rootFields>;
/** The tables behind {@link Config}, for the schema and the documentation. */
export const CONFIG_FIELDS = rootFields;

/**
 * Reads a configuration. Everything wrong with it is reported at once; a wrong field falls back to
 * its strictest safe value and the others count.
 */
export function readConfig(value: unknown): { config: Config; problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const config = root.read(value, '', (problem) => problems.push(problem)) ?? defaultsOf(rootFields);
  return { config, problems };
}

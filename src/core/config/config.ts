import type { ConfigProblem } from '../errors.ts';
import { readShape, type ValueOf, type ValuesOf } from './field.ts';

const TEXT_BY_LANGUAGE = { keys: 'tag', values: 'text' } as const;

const cookieFields = {
  name: { is: 'name', required: true, doc: 'Exact, or a prefix that ends in *.' },
  domain: { is: 'host', doc: "The third party's host, where the cookie is not the site's own." },
  lifespan: {
    is: 'lifespan',
    default: 'session',
    doc: 'How long it lives: session, or an ISO 8601 duration.',
  },
  purpose: { is: TEXT_BY_LANGUAGE, doc: 'What it is for, by language.' },
} as const;

const serviceFields = {
  category: {
    is: 'necessary|functional|performance|marketing|any|unclassified',
    default: undefined,
    safe: 'unclassified',
    doc: "Its category; left out, the catalogue's. `any` is a container such as a tag manager; `unclassified` is held and offered to nobody.",
  },
  name: { is: 'text', doc: 'The product, as visitors may know it.' },
  provider: { is: 'text', doc: 'The company behind it.' },
  country: { is: 'country', doc: 'Where the company is established: ISO 3166-1 alpha-2.' },
  hosts: {
    is: ['rule'],
    doc: 'The hosts it is loaded from and sends to, as host rules, beside those of the catalogue.',
  },
  beacons: { is: ['rule'], doc: 'Those of its hosts that take web beacons.' },
  cookies: { is: [{ fields: cookieFields }], doc: 'The cookies it sets.' },
  storage: { is: ['item'], doc: 'The localStorage and sessionStorage keys it writes.' },
} as const;

/** Every setting, with what it means. Types, checks, defaults, JSON Schema and documentation come from here. */
export const CONFIG = {
  site: {
    is: {
      fields: {
        name: { is: 'text', doc: 'The name of the site, as visitors know it.' },
        controller: {
          is: 'text',
          doc: 'The legal person that decides why and how personal data is used.',
          source: 'UU 27/2022, article 21(1); GDPR, recital 42',
        },
        contact: { is: 'text', doc: 'Where a visitor reaches the controller about personal data.' },
        policy: {
          is: { short: 'url', long: { keys: 'tag', values: 'url' } },
          doc: 'The privacy or cookie policy: one address, or one for each language.',
        },
        jurisdiction: {
          is: 'country',
          default: 'ID',
          doc: 'The law the notice follows, kept in each receipt: ISO 3166-1 alpha-2, or EU.',
        },
      },
    },
    doc: 'Who asks.',
  },
  languages: {
    is: ['tag'],
    required: true,
    default: ['id', 'en'],
    doc: 'The languages of the notice, the fallback first.',
    source: 'Permenkominfo 20/2016: consent in Bahasa Indonesia; a second language beside it is allowed',
  },
  categories: {
    is: {
      fields: {
        functional: { is: 'bool', safe: false, doc: 'Offer the functional category.' },
        performance: { is: 'bool', safe: false, doc: 'Offer the performance category.' },
        marketing: { is: 'bool', safe: false, doc: 'Offer the marketing category.' },
      },
    },
    doc: 'Which categories are offered. The tags of one that is switched off never run.',
  },
  services: {
    is: { keys: 'id', values: { short: 'bool', long: { fields: serviceFields } } },
    doc: "The third parties' products on the site, by id: true for one of the catalogue, false to switch one off, or its facts. `site` declares the site's own cookies.",
  },
  mode: {
    is: 'hold|report',
    doc: 'What the gate does. `report` holds nothing, and says in the console and in `izin.held()` what would be held: it is for trying Izin out, and is no consent.',
  },
  unlisted: {
    is: 'hold-known|hold-all|pass',
    doc: 'What happens to third parties that no service claims. `hold-known` holds the hosts of the catalogue, and beacons; `hold-all` everything that is not in `allow`; `pass` nothing.',
  },
  allow: { is: ['rule'], doc: "Third-party hosts that count as the site's own." },
  consent: {
    is: {
      fields: {
        days: {
          is: '1-395',
          default: 180,
          unit: 'days',
          doc: 'How long a choice, a refusal too, stands before the visitor is asked again.',
          source: 'CNIL, recommendation 2020-092: six months',
        },
        domain: {
          is: 'host',
          doc: 'Shares the choice with every host under this domain. Unset, it stays with this host.',
          source: 'RFC 6265, section 5.2.3',
        },
        revision: {
          is: 'text',
          doc: 'Change it when purposes change in a way the configuration does not show: everyone is asked again.',
          source: 'UU 27/2022, article 21(2)',
        },
        grant: {
          is: 'reload|next-page',
          doc: 'On a sealed page the browser lets nothing new pass until the page is loaded again: do that once something is granted, or leave it to the next page. A page that answers a form, or holds one that is being filled in, is never loaded again.',
        },
        reload: {
          is: 'offer|auto',
          doc: 'After a withdrawal, what already ran stays in the page until it is reloaded: offer that, or do it. Where a form is being filled in it is only offered.',
        },
      },
    },
    doc: 'How long and how widely a choice stands.',
  },
  receipts: {
    is: {
      fields: { endpoint: { is: 'url', doc: 'Where receipts are sent. Unset, they stay in the browser.' } },
    },
    doc: 'Proof of every decision.',
  },
  signals: {
    is: {
      fields: {
        gpc: {
          is: 'bool',
          doc: 'Honour Global Privacy Control: marketing is refused unless chosen with the line about it in view.',
          source: '11 CCR 7025(c)',
        },
        google: {
          is: 'basic|advanced|off',
          doc: 'Google Consent Mode v2. `basic` holds Google tags until granted; `advanced` lets them load denied, which contacts Google before consent; `off` says nothing to Google.',
          source: 'EDPB Guidelines 2/2023, section 3.1',
        },
        dataLayer: { is: 'identifier', default: 'dataLayer', doc: 'The name of the Google data layer.' },
      },
    },
    doc: 'What browsers and vendors are asked and told.',
  },
  appearance: {
    is: {
      fields: {
        layout: {
          is: 'bar|box|dialog',
          doc: 'A bar along the edge, a box in a corner, or a dialog in the middle. The dialog is modal: the page behind it waits until it is answered, or closed without an answer.',
        },
        position: {
          is: 'bottom|top|bottom-start|top-start',
          doc: 'Where it stands: a bar at this edge; a box in the corner where lines end or, with `-start`, where they begin.',
        },
        theme: { is: 'auto|light|dark', doc: 'Follows the visitor, or stays.' },
        accent: {
          is: {
            short: 'colour',
            long: {
              fields: {
                light: { is: 'colour', doc: 'On the light background.' },
                dark: { is: 'colour', doc: 'On the dark background.' },
              },
            },
          },
          doc: 'The colour of buttons and switches, one for both themes or one for each; the text on it is black or white, whichever reads better.',
          source: 'WCAG 2.2, 1.4.11: at least 3:1 against the background',
        },
        logo: {
          is: 'url',
          doc: "A picture of the site's own, shown above the title of the first layer, 2 em high.",
        },
        reopen: {
          is: 'button|none',
          doc: 'A small button to change the choice; with none, place your own link with data-izin="preferences".',
          source: 'GDPR, article 7(3); EDPB cookie banner taskforce report, type K',
        },
      },
    },
    doc: 'How the banner looks.',
  },
  texts: {
    is: { keys: 'tag', values: { keys: 'key', values: 'words' } },
    doc: 'Texts of your own, by language and key. Text, never HTML.',
  },
} as const;

/** What a site owner decides: the JSON file, read. */
export type Config = ValuesOf<typeof CONFIG>;
/** What the gate itself reads of it; see brief.ts. */
export type GateConfig = Pick<Config, 'mode' | 'categories' | 'unlisted' | 'allow' | 'signals'> & {
  readonly consent: Omit<Config['consent'], 'grant' | 'reload'>;
  readonly services: Readonly<Record<string, boolean | GateEntry>>;
};
/** What the gate reads of an entry of `services`. */
export type GateEntry = Pick<ServiceEntry, 'category' | 'hosts' | 'storage'> & {
  /** The names of the site's own. */
  readonly cookies: readonly string[];
};
/** One entry of `services`, spelt out. */
export type ServiceEntry = ValueOf<{ readonly fields: typeof serviceFields }>;

/**
 * Reads a configuration. Everything wrong with it is reported at once; a wrong field falls back to
 * its strictest safe value and the others count.
 */
export function readConfig(value: unknown): { config: Config; problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const config = readShape({ fields: CONFIG }, value, '', (problem) => problems.push(problem));
  return { config: config as Config, problems }; // A parsed boundary: the table is the type.
}

import { packed } from 'virtual:izin/packed';
import { version } from 'virtual:izin/build';
import { unpackServices } from '../core/catalogue/table.ts';
import { readBriefly } from '../core/config/brief.ts';
import { readConfig, type Config } from '../core/config/config.ts';
import { governedServices, unknownServices } from '../core/config/services.ts';
import { decide } from '../core/consent/decide.ts';
import { isOnOffer, offeredCategories, questionsOf, type Offer } from '../core/consent/offer.ts';
import { formatRecord } from '../core/consent/record.ts';
import type { ConsentRecord } from '../core/consent/types.ts';
import type { ConfigProblem } from '../core/errors.ts';
import type { LocaleFiles } from '../core/receipt/notice.ts';
import { createReceipt, type Receipt } from '../core/receipt/receipt.ts';
import { inLanguage } from '../core/language.ts';
import { readReceipt } from '../receiver/schema.ts';
import { appearanceProblems } from './appearance.ts';
import { nearest } from './nearest.ts';
import { checkTexts } from './texts.ts';

const MOST_COOKIE = 3072; // bytes; browsers keep 4096 with the name (RFC 6265bis, section 5.6)
const SOME_ID = '00000000-0000-4000-8000-000000000000';

/** What checking a configuration tells. */
export interface Checked {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  /** What works, and is not as it could be, such as texts that are shown in another language. */
  readonly notes: readonly ConfigProblem[];
}

/**
 * Checks a configuration as far as that is possible without the site: also what the gate cannot.
 *
 * @param locales - The locale files of other languages than ours, by language.
 */
export function checkConfig(value: unknown, locales: LocaleFiles = {}): Checked {
  const { config, problems } = readConfig(value);
  const catalogue = unpackServices(packed);
  const services = governedServices(readBriefly(config), catalogue);
  const ids = catalogue.map(({ id }) => id);
  const found = [...problems, ...unknownServices(config, services).map((problem) => hint(problem, ids))];
  const declared = [...services.values()].filter((service) => service.declared);
  const offer: Offer = {
    categories: offeredCategories(config),
    services: Object.fromEntries(declared.map(({ id, category }) => [id, category])),
    revision: config.consent.revision,
    gpc: true,
  };
  // The longest a visitor can get: every service decided otherwise than its category.
  const record: ConsentRecord = {
    id: SOME_ID,
    decidedAt: 9_999_999_999,
    asked: questionsOf(offer),
    categories: { functional: 'denied', performance: 'denied', marketing: 'denied' },
    services: Object.fromEntries(
      declared.filter(({ id }) => isOnOffer(offer, id)).map(({ id }) => [id, 'granted']),
    ),
  };
  const { length } = formatRecord(record);
  if (length > MOST_COOKIE) {
    found.push({
      code: 'too-large',
      path: 'services',
      found: `services for a cookie of ${length} bytes`,
      expected: `fewer or shorter ids, for at most ${MOST_COOKIE}`,
    });
  }
  const texts = checkTexts(config, locales);
  found.push(...texts.problems, ...appearanceProblems(config), ...receiptProblems(config, offer, record));
  return { config, problems: found, notes: [...siteNotes(config), ...texts.notes] };
}

/**
 * Tells what a notice lacks that visitors have to be told.
 *
 * @see UU 27/2022, article 21(1); GDPR, article 13(1)(a)
 */
function siteNotes({ site, languages }: Config): ConfigProblem[] {
  const lacking = {
    controller: [site.controller, 'the legal person that visitors give their consent to'],
    contact: [site.contact, 'where they reach it about personal data'],
    policy: [inLanguage(site.policy, languages[0] ?? ''), 'the address of the privacy policy'],
  };
  return Object.entries(lacking).flatMap(([key, [value, expected = '']]) =>
    value?.trim() ? [] : [{ code: 'missing-key' as const, path: `site.${key}`, found: 'nothing', expected }],
  );
}

/** Names the service of the catalogue that may be meant, where one is near. */
function hint(problem: ConfigProblem, ids: readonly string[]): ConfigProblem {
  const near = nearest(problem.path.replace('services.', ''), ids);
  return near ? { ...problem, expected: `perhaps ${near}, or ${problem.expected}` } : problem;
}

/** Where a receipt takes its texts from, for messages. */
const ORIGINS: readonly (readonly [inReceipt: RegExp, inConfig: string])[] = [
  [/^controller\.name/, 'site.controller'],
  [/^controller\.contact/, 'site.contact'],
  [/^notice\.policyUrl/, 'site.policy'],
  [/^notice\.version/, 'consent.revision'],
  [/^jurisdiction/, 'site.jurisdiction'],
  [/^language/, 'languages'],
  [/^services/, 'services'],
];

/** Tells what `izin receive` would refuse in the receipts of such a site. */
function receiptProblems(config: Config, offer: Offer, record: ConsentRecord): ConfigProblem[] {
  const receipts = config.languages.map((language): Receipt =>
    createReceipt({
      receiptId: SOME_ID,
      prev: null,
      record: { ...record, decidedAt: 0 },
      event: 'given',
      decisions: decide(record, offer),
      offer,
      config,
      deed: { surface: 'notice', action: 'save', trusted: true },
      language,
      hash: '',
      now: 0,
      origin: 'https://contoh.co.id',
      version,
    }),
  );
  const found = receipts.map(readReceipt).flatMap((read) => (Array.isArray(read) ? read : []));
  const told = new Map<string, ConfigProblem>();
  for (const { path, found: was, expected } of found) {
    const at = ORIGINS.find(([inReceipt]) => inReceipt.test(path))?.[1] ?? path;
    told.set(at, { code: 'too-large', path: at, found: was, expected: `${expected}, to go into receipts` });
  }
  return [...told.values()];
}

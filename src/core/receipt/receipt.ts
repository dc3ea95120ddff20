import type { Config } from '../config/config.ts';
import type { Decisions } from '../consent/decide.ts';
import { isOnOffer, type Offer } from '../consent/offer.ts';
import type { Category, Choices, ConsentRecord } from '../consent/types.ts';
import { inLanguage } from '../language.ts';

/** What happened: the words follow the consent states of W3C DPV. */
export type ReceiptEvent =
  | 'given'
  | 'partial'
  | 'refused'
  | 'withdrawn'
  | 'changed'
  | 'renewed'
  | 'loaded-once';

/** Where a visitor decided, how, and whether a person's own event did it. */
export interface Deed {
  readonly surface: 'notice' | 'preferences' | 'placeholder' | 'page' | 'api';
  readonly action: 'accept-all' | 'reject-all' | 'save' | 'withdraw' | 'load-once';
  /** False for a click made by a script or a tool. Refusals by tools are honoured all the same. */
  readonly trusted: boolean;
}

/** Granted, by category or service. */
export type Grants = Readonly<Record<string, boolean>>;

/**
 * The proof of one decision, as it leaves the browser: no address, user agent, path or account.
 *
 * @see ISO/IEC TS 27560:2023 by way of W3C DPVCG "Consent Records and Receipts", section 7.2
 * @see Kantara Consent Receipt v1.1.0
 */
export interface Receipt {
  readonly schema: typeof RECEIPT_SCHEMA;
  /** UUID v4. The same receipt sent twice is stored once. */
  readonly receiptId: string;
  /** UUID v4 of the chain of decisions it belongs to: a random pseudonym. */
  readonly recordId: string;
  /** The receipt before it in the chain. */
  readonly prev: string | null;
  readonly event: ReceiptEvent;
  /** RFC 3339, UTC, by the visitor's clock. */
  readonly at: string;
  readonly validUntil: string;
  readonly choices: Readonly<Record<Category, boolean>>;
  readonly services: Grants;
  /** The categories that were on offer. */
  readonly shown: readonly Category[];
  /** The switches as they stood before any choice: only the necessary one on. */
  readonly defaults: Readonly<Record<Category, boolean>>;
  readonly notice: {
    /** `sha256-` and base64 of the canonical notice document; empty until someone can compute it. */
    readonly hash: string;
    readonly version: string;
    readonly policyUrl: string;
  };
  readonly language: string;
  readonly controller: { readonly name: string; readonly contact: string };
  readonly jurisdiction: string;
  readonly ui: Deed;
  readonly signals: { readonly gpc: boolean };
  /** The origin alone: a path can tell what somebody is ill with. */
  readonly site: string;
  /** Where to withdraw. */
  readonly withdraw: string;
  readonly agent: { readonly name: 'izin'; readonly version: string };
  /** The element that was loaded once: its service. Only with the event `loaded-once`. */
  readonly loaded?: string;
}

export const RECEIPT_SCHEMA = 'urn:izin:consent-receipt:1';

/** What a receipt is made from. */
export interface ReceiptParts {
  readonly receiptId: string;
  readonly prev: string | null;
  readonly record: ConsentRecord;
  readonly event: ReceiptEvent;
  readonly decisions: Decisions;
  readonly offer: Offer;
  readonly config: Config;
  readonly deed: Deed;
  readonly language: string;
  readonly hash: string;
  /** The current time, in milliseconds since the Unix epoch. */
  readonly now: number;
  readonly origin: string;
  readonly version: string;
  readonly loaded?: string;
}

const DAY = 86_400_000; // ms

/** Writes the receipt of one decision. */
export function createReceipt(parts: ReceiptParts): Receipt {
  const { config, decisions, language, origin, record, offer, deed, version } = parts;
  const policyUrl = inLanguage(config.site.policy, language);
  const isGranted = (said: Choices): Grants =>
    Object.fromEntries(Object.entries(said).map(([id, decision]) => [id, decision === 'granted']));
  const choices = isGranted(decisions.categories) as Receipt['choices'];
  const isoDate = (time: number): string => new Date(time).toISOString();
  return {
    schema: RECEIPT_SCHEMA,
    receiptId: parts.receiptId,
    recordId: record.id,
    prev: parts.prev,
    event: parts.event,
    at: isoDate(parts.now),
    validUntil: isoDate(record.decidedAt * 1000 + config.consent.days * DAY),
    choices,
    services: isGranted(decisions.services),
    shown: ['necessary', ...offer.categories],
    defaults: { necessary: true, functional: false, performance: false, marketing: false },
    notice: {
      hash: parts.hash,
      version: config.consent.revision,
      policyUrl: policyUrl.startsWith('/') ? origin + policyUrl : policyUrl,
    },
    language,
    controller: { name: config.site.controller, contact: config.site.contact },
    jurisdiction: config.site.jurisdiction,
    ui: deed,
    signals: { gpc: offer.gpc },
    site: origin,
    withdraw: `${origin}/#izin`,
    agent: { name: 'izin', version },
    ...(parts.loaded !== undefined && { loaded: parts.loaded }),
  };
}

/**
 * Names a decision by what it changed.
 *
 * @param before - The record that stood, expired or not; `undefined` on a first decision.
 * @param wasDecided - Whether nothing was left to ask before it.
 */
export function eventOf(
  deed: Deed,
  before: ConsentRecord | undefined,
  wasDecided: boolean,
  decisions: Decisions,
  offer: Offer,
): ReceiptEvent {
  if (deed.action === 'withdraw') return 'withdrawn';
  if (deed.action === 'load-once') return 'loaded-once';
  if (before) return wasDecided ? 'changed' : 'renewed';
  const answers = [
    ...offer.categories.map((category) => decisions.categories[category]),
    ...Object.keys(decisions.services)
      .filter((id) => isOnOffer(offer, id))
      .map((id) => decisions.services[id]),
  ];
  if (!answers.includes('granted')) return 'refused';
  return answers.includes('denied') ? 'partial' : 'given';
}

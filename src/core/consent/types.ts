/** The four categories of choice, in the order in which visitors see them. */
export const CATEGORIES = ['necessary', 'functional', 'performance', 'marketing'] as const;

/** The unit a visitor decides on. `necessary` is exempt from consent (ePrivacy Directive, art. 5(3)). */
export type Category = (typeof CATEGORIES)[number];

/** The categories that need consent. */
export const OPTIONAL = ['functional', 'performance', 'marketing'] as const;

/** A category that a visitor may grant or deny. */
export type OptionalCategory = (typeof OPTIONAL)[number];

/** Where a service may belong. */
export const SERVICE_CATEGORIES = [...CATEGORIES, 'any', 'unclassified'] as const;

/**
 * Where a service belongs. `any` is a container: the first optional grant releases it, and what it
 * inserts is judged by its own host. `unclassified` is shown as such, held and offered to nobody.
 */
export type ServiceCategory = (typeof SERVICE_CATEGORIES)[number];

/** What a visitor said about one category or service; the words are those of Google Consent Mode. */
export type Decision = 'granted' | 'denied';

/** A visitor's own decisions, by category id or service id. What is absent was not decided on. */
export type Choices = Readonly<Record<string, Decision>>;

/** The choice as stored in the visitor's browser. */
export interface ConsentRecord {
  /** UUID v4: joins the receipts of one browser's chain of decisions on one site. */
  readonly id: string;
  /** When the visitor decided, in whole seconds since the Unix epoch. */
  readonly decidedAt: number;
  /** Fingerprints of what was on offer, four base64url characters each, sorted. */
  readonly asked: readonly string[];
  readonly categories: Readonly<Record<OptionalCategory, Decision>>;
  /** Services decided otherwise than their category. */
  readonly services: Choices;
}

import type { Governed } from '../core/config/services.ts';
import type { ConsentRecord } from '../core/consent/types.ts';
import type { Offer } from '../core/consent/offer.ts';
import type { Decisions } from '../core/consent/decide.ts';
import type { Choices, ConsentGate, HeldTag, InspectorContext, Layer, Receipt } from './api.ts';

// What the gate hands to its own other files. Each is a bundle by itself and shares no module with it.

/** Loads another of our files. */
export type Load = <T extends { readonly build: string }>(name: string) => Promise<T>;

/** What `izin-notice.js` is lent. */
export interface Inside {
  readonly gate: ConsentGate;
  /** A page of the same site above this frame has a gate, which shows the banner. */
  readonly isBelow: boolean;
  /** Our own script element, if it can be told. */
  readonly script: HTMLScriptElement | undefined;
  readonly load: Load;
  /** The natives, from before any guard. */
  readonly send: typeof fetch;
  readonly beacon: (url: string, data: BodyInit) => boolean;
  /** What is known of the site now. A new object each time the configuration is another. */
  readonly site: () => Site;
  readonly decisions: () => Decisions;
  /** The record as it was found, also where it no longer stands. */
  readonly record: () => ConsentRecord | undefined;
  /** Reads the cookie again and applies nothing. Returns the record where it may be relied on. */
  readonly renew: () => ConsentRecord | undefined;
  /** Takes a record, which the cookie holds or could not take; applies nothing. */
  readonly keep: (record: ConsentRecord, isStored: boolean) => void;
  /** Applies the decisions that are in force now. */
  readonly apply: () => void;
  /** Whether a category or service is granted; on a sealed page it may still not run before the next. */
  readonly isGranted: (id: string) => boolean;
  /** Says the language of the notice. */
  readonly speak: (language: string) => void;
  readonly tools: Tools;
}

/** The same in order, for the names of its members would be in every visitor's gate. */
export type Lent = readonly [
  Inside['gate'],
  Inside['isBelow'],
  Inside['script'],
  Inside['load'],
  Inside['send'],
  Inside['beacon'],
  Inside['site'],
  Inside['decisions'],
  Inside['record'],
  Inside['renew'],
  Inside['keep'],
  Inside['apply'],
  Inside['isGranted'],
  Inside['speak'],
  Inside['tools'],
];

/** The configuration as it was given, and what follows from it. */
export interface Site {
  readonly given: unknown;
  readonly offer: Offer;
  /** Every service that is known, declared or not, by id. */
  readonly services: ReadonlyMap<string, Governed>;
  /** Hashes of the notices by language, where they were computed before. */
  readonly notices: Readonly<Record<string, string>>;
}

/** What `izin-notice.js` does for the gate. Each takes the event during which it was called. */
export interface Desk {
  readonly acceptAll: (event: unknown) => void;
  readonly rejectAll: (event: unknown) => void;
  readonly withdraw: (event: unknown) => void;
  readonly choose: (event: unknown, choices: Choices) => void;
  readonly show: (event: unknown, layer?: Layer) => void;
  readonly hide: (event: unknown) => void;
  readonly setLanguage: (event: unknown, tag: string) => void;
  /** Loads a tag once, which no longer waits; `isParsed` as it was while it did. */
  readonly loadOnce: (
    event: unknown,
    verdict: ReturnType<InspectorContext['judge']>,
    element: Element,
    isParsed: boolean,
  ) => void;
  /** What a control of the page asks for, by the value of its `data-izin`. */
  readonly act: (event: unknown, name: string) => void;
  readonly receipt: () => Receipt | undefined;
}

/** Reads the attributes of an element as it was meant, or as they are about to be. */
export type Read = (name: string) => string | null;

/** Given to `izin-release.js`. */
export interface Tools {
  /** Elements that wait for their grant, and whether the parser made them. */
  readonly waiting: Map<Element, boolean>;
  /** What was released, and what tells whether it goes on as it was, or with attributes as `read`. */
  readonly released: WeakMap<Element, (read?: Read) => boolean>;
  readonly find: (element: Element, read: Read) => readonly string[];
  readonly judge: InspectorContext['judge'];
  /** Services and elements that pass until the next decision, whatever was decided. */
  readonly lent: Set<unknown>;
  /** Scripts that threw while something was held, perhaps for want of it. */
  readonly failed: Set<Element>;
  /** The nonce of our own script; empty where it has none. */
  nonce: string;
  /** Sets an attribute past every guard; `null` removes it. */
  readonly set: (element: Element, name: string, value: string | null) => void;
  readonly mayRun: (element: Element) => boolean;
  readonly settle: (element: Element, status: HeldTag['status']) => void;
  /** Gives a text the type that it needs where a page requires Trusted Types. */
  readonly trust: (make: 'createHTML' | 'createScript' | 'createScriptURL', text: string) => string;
}

/** The module `izin-release.js`. */
export interface ReleaseModule {
  readonly build: string;
  release(elements: readonly Element[], tools: Tools): void;
  /** Runs one element, whatever is queued and was decided. Tells whether it is still held. */
  start(element: Element, tools: Tools): boolean;
}

/** The module `izin-notice.js`. */
export interface NoticeModule {
  readonly build: string;
  openDesk(...lent: Lent): Desk;
}

/** The module `izin-sealed.js`. */
export interface SealedModule {
  readonly build: string;
  /** Begins to watch what would be lost by loading the page again; says what is wrong with its seal. */
  watch(script: HTMLScriptElement | undefined, hasGrants: boolean, isBelow: boolean): void;
  /** Loads the page again where nothing is lost by it, and tells whether it does. */
  openAgain(): boolean;
  /** Loads the page again, and sends no form anew. */
  askAgain(): void;
}

/** The module `izin-evidence.js`. */
export interface EvidenceModule {
  readonly build: string;
  /** Opens the inspector. */
  inspect(inside: Inside): Promise<void>;
}

/** The module `izin-vendors.js`. */
export interface VendorsModule {
  readonly build: string;
  /** Tells those who lose their grant, before they do. */
  warn(services: Site['services'], before: Decisions, next: Decisions): void;
  /** Tells everyone concerned what is in force. */
  inform(services: Site['services'], before: Decisions, now: Decisions): void;
}

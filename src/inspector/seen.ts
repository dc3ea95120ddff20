import type { Known } from 'virtual:izin/known';
import type { Config } from '../core/config/config.ts';
import type { ConfigProblem } from '../core/errors.ts';
import type { Evidence, HeldTag } from '../gate/api.ts';

// What is seen of a page, as plain data: findings are made of this alone.

/** An element as the page meant it, whatever has been done to it since. */
export interface Markup {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** What stands in it. */
  readonly inside: string;
}

/** One service as it is governed here. */
export interface ServiceSeen {
  readonly id: string;
  readonly category: string;
  readonly isDeclared: boolean;
  readonly isGranted: boolean;
  /** It reads Google Consent Mode, and the configuration lets it load denied. */
  readonly isEarly: boolean;
  /** Host rules of the configuration. */
  readonly ownHosts: readonly string[];
  /** Host rules or their fingerprints, of the catalogue. */
  readonly hosts: readonly string[];
  readonly cookies: readonly string[];
  readonly storage: readonly string[];
}

/** One tag or call that the gate has dealt with. */
export interface TagSeen extends Omit<HeldTag, 'element'> {
  /** By which the element is found again; `undefined` where it is a call. */
  readonly at: number | undefined;
  readonly markup: Markup | undefined;
  /** It stands in the HTML and was not marked. */
  readonly isPasted: boolean;
}

/** One request of this page to somebody else, as the browser tells it. */
export interface RequestSeen {
  readonly url: string;
  readonly host: string;
  /** What asked: `script`, `img`, `css`, `fetch`, … */
  readonly initiator: string;
  /** Since the page began, in ms. */
  readonly start: number;
  readonly service: string | undefined;
  readonly category: string;
  /** The service of the catalogue that it belongs to, where a host rule of the configuration has set it free. */
  readonly tracker: string | undefined;
  /** It was made while its service was not granted. */
  readonly isEarly: boolean;
  /** It never left the browser: a policy refused it, or it was in the cache. */
  readonly isUnsent: boolean;
  /** The element that asks for this address, if there is one. */
  readonly at: number | undefined;
  readonly markup: Markup | undefined;
}

/** From lax to strict: the categories of the catalogue that need consent. */
export const NEEDY: readonly string[] = ['any', 'functional', 'performance', 'marketing'];

/** A service of the catalogue that needs consent, and that the configuration takes for something that does not. */
export interface Freed {
  /** The host rule that does so. */
  readonly rule: string;
  /** The service that counts as necessary and has that rule; `undefined` where the rule counts as the site's own. */
  readonly by: string | undefined;
  readonly tracker: string;
  /** By the catalogue all of the rule is its; else it only lies under the rule. */
  readonly isWhole: boolean;
  /** What of it was seen on this page. */
  readonly urls: readonly string[];
}

/** The name of something that is stored. */
export interface StoredSeen {
  readonly name: string;
  readonly kind: 'cookie' | 'local' | 'session';
  /** The declared service that tells of it. */
  readonly owner: string | undefined;
  /** The service of the catalogue that usually stores it. */
  readonly usual: string | undefined;
}

/** Where the gate's script stands. */
export interface Place {
  /** The script element could be told. */
  readonly isKnown: boolean;
  readonly isInHead: boolean;
  readonly isAsync: boolean;
  readonly isDeferred: boolean;
  /** What stands before it and runs or loads. */
  readonly before: readonly Markup[];
  /** How often the script is there. */
  readonly times: number;
  /** The line as it should be. */
  readonly line: string;
}

/** The seal of the page. */
export interface SealSeen {
  readonly state: Evidence['seal'];
  /** What it asks and names: its questions and its policy; empty where that cannot be read. */
  readonly text: string;
}

/** An address that the browser has refused by a policy. */
export interface Refused {
  readonly url: string;
  readonly service: string | undefined;
  readonly category: string | undefined;
}

/** Everything seen of a page at one time. */
export interface Snapshot {
  readonly config: Config;
  /** The configuration as it was given. */
  readonly given: unknown;
  readonly problems: readonly ConfigProblem[];
  readonly services: ReadonlyMap<string, ServiceSeen>;
  readonly catalogue: Readonly<Record<string, Known>>;
  readonly freed: readonly Freed[];
  readonly place: Place;
  /** Nothing came before the gate, as far as can be told. */
  readonly isFirst: boolean;
  readonly seal: SealSeen;
  readonly tags: readonly TagSeen[];
  readonly requests: readonly RequestSeen[];
  readonly refused: readonly Refused[];
  readonly stored: readonly StoredSeen[];
  /** Scripts of others that stand in the page more than once. */
  readonly twice: readonly string[];
}

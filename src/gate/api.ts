import type { Config } from '../core/config/config.ts';
import type { Governed } from '../core/config/services.ts';
import type { Category, Choices, ConsentRecord, Decision } from '../core/consent/types.ts';
import type { Receipt } from '../core/receipt/receipt.ts';

export type { Category, Choices, Config, Decision, Receipt };

/** What the browser says by itself. */
export interface Signals {
  /** `navigator.globalPrivacyControl` is true and the configuration honours it. */
  readonly gpc: boolean;
}

/** Where a visit stands. A new object each time anything changes. */
export interface ConsentState {
  /** Nothing is left to ask: all is decided, or nothing is on offer. */
  readonly decided: boolean;
  /** What each category may do now, by choice or by default. */
  readonly decisions: Readonly<Record<Category, Decision>>;
  /** The same for each declared service, by id. */
  readonly services: Choices;
  /** When the visitor last decided, in milliseconds since the Unix epoch. */
  readonly decidedAt: number | undefined;
  /** The UUID that joins this browser's receipts; absent until there is a decision. */
  readonly recordId: string | undefined;
  readonly signals: Signals;
  /** In `report` nothing is held, and nothing said here is consent. */
  readonly mode: 'hold' | 'report';
  /** The language of the notice, as a BCP 47 tag. */
  readonly language: string;
}

/**
 * How a tag tried to get out: marked for it, as an element (by its tag name), or by a call (by the name of
 * the function or constructor, with `xhr`, `beacon`, `navigation`, `style`, `cookie` and `storage` for
 * what has more than one).
 */
export type Vector = string;

/** One tag or call that the gate has dealt with. */
export interface HeldTag {
  readonly vector: Vector;
  /** The address, or the name of the cookie; empty for inline code. */
  readonly url: string;
  /** The service that claims it, if one does. */
  readonly service: string | undefined;
  readonly category: string;
  readonly element: Element | undefined;
  /**
   * `held` runs once it is granted; `waiting` runs unless the configuration, still on its way, holds
   * it; `refused` was a call and is not repeated; `released` has run; `reported` would
   * have been held, but only reports are wanted.
   */
  readonly status: 'held' | 'waiting' | 'refused' | 'released' | 'reported';
}

/** The faces of the banner that {@link ConsentGate.show} can show. */
export type Layer = 'notice' | 'preferences';

/** The gate as pages see it: `window.izin`. The banner uses this and nothing else. */
export interface ConsentGate {
  readonly version: string;
  readonly state: ConsentState;
  /** Calls back at once, then on every change. Returns what stops it. */
  subscribe(listener: (state: ConsentState) => void): () => void;
  acceptAll(): void;
  rejectAll(): void;
  /** Adds decisions by category or service id. Those left out keep what they had. */
  choose(choices: Choices): void;
  /** Denies everything optional, deletes what was stored, and offers to reload. */
  withdraw(): void;
  /** Whether a category or service may run now. Unknown ids may not. */
  allows(id: string): boolean;
  /** Settles once a category or service is granted. */
  when(id: string): Promise<void>;
  /** Shows the first layer while there is something to decide, else preferences; or the one named. */
  show(layer?: Layer): void;
  hide(): void;
  /** Changes the language of the notice; unknown languages change nothing. */
  setLanguage(tag: string): void;
  /** Loads one held element on this page only; nothing is stored. Tells whether it was held. */
  loadOnce(element: Element): boolean;
  /** The latest receipt of this browser, if there is one. */
  receipt(): Receipt | undefined;
  /** Everything held, waiting, refused or released so far, in order. */
  held(): readonly HeldTag[];
  /** Opens the inspector, writes {@link held} to the console as a table, and returns it. */
  inspect(): readonly HeldTag[];
  /** Takes a configuration, as the JSON file holds it. Problems go to the console. */
  run(config: unknown): void;
}

/** What the gate hands to the preferences when it opens them. */
export interface PreferencesContext {
  readonly gate: ConsentGate;
  readonly config: Config;
  /** The record as it was found, also where it no longer stands. */
  readonly record: () => ConsentRecord | undefined;
  /** Reads the cookie again, and applies what another tab has decided. */
  readonly renew: () => void;
  /** Where they were closed for another configuration: what they said, and would have said untouched. */
  readonly unsaved: { readonly draft: Choices; readonly base: Choices } | undefined;
  /** The element under which everything of ours stands. */
  readonly root: HTMLElement;
  /** Whether they are still wanted, once all they need is here. */
  readonly isWanted: () => boolean;
  /** Called once the dialog is gone. */
  readonly onClose: () => void;
}

/** What the gate hands to the cookie declaration. */
export type DeclarationContext = Pick<PreferencesContext, 'gate' | 'config' | 'record'>;

/** The module `izin-preferences.js`. */
export interface PreferencesModule {
  /** The build it belongs to; the gate refuses another. */
  readonly build: string;
  /** Opens the dialog while it is wanted, and tells what closes it and hands out what was not saved. */
  openPreferences(context: PreferencesContext): Promise<(() => PreferencesContext['unsaved']) | undefined>;
}

/** The module `izin-declaration.js`. */
export interface DeclarationModule {
  /** The build it belongs to; the gate refuses another. */
  readonly build: string;
  /** Fills every `<div data-izin="declaration">` of the page that is not filled yet. */
  showDeclarations(context: DeclarationContext): Promise<void>;
}

/** What the gate hands to the placeholders. Each member tells what is so now. */
export interface PlaceholderContext {
  readonly gate: ConsentGate;
  readonly site: () => {
    /** Every service that is known, declared or not, by id. */
    readonly services: ReadonlyMap<string, Governed>;
  };
  /** A page of the same site above this frame has a gate, which decides on loading again. */
  readonly isBelow: boolean;
  /** The gate's own script element, if it can be told. */
  readonly script: HTMLScriptElement | undefined;
  readonly tools: {
    readonly judge: InspectorContext['judge'];
    /** Elements that wait for their grant, and whether the parser made them. */
    readonly waiting: ReadonlyMap<Element, boolean>;
    /** Services and elements that pass on this page until the next decision. */
    readonly lent: Set<unknown>;
    /** Every address of an element. */
    find(element: Element, read: (name: string) => string | null): readonly string[];
  };
}

/** The module `izin-placeholder.js`. */
export interface PlaceholderModule {
  /** The build it belongs to; the gate refuses another. */
  readonly build: string;
  /**
   * Puts placeholders in front of what is held, now and from now on.
   *
   * @param press - Does something that a visitor has asked for in a placeholder by an event.
   */
  showPlaceholders(
    context: PlaceholderContext,
    config: () => Config,
    press: (event: Event, act: () => void) => void,
  ): void;
}

/** What is wrong with a seal, see `gate/sealing.ts`. */
export type SealProblem =
  | 'outside-head'
  | 'no-policy'
  | 'no-script'
  | 'not-opened'
  | 'no-end'
  | 'behind'
  | 'order'
  | 'twice';

/** What the gate tells the inspector of the page. Read anew each time. */
export interface Evidence {
  /** The configuration as it was given. */
  readonly given: unknown;
  /** Where that came from: baked in, `#izin-config`, `data-config`, `izin.run()`, or nowhere. */
  readonly source: 'baked' | 'element' | 'address' | 'call' | 'none';
  /** Every service that is known, declared or not, by id. */
  readonly services: ReadonlyMap<string, Governed>;
  /** The gate's own script element, if it can be told. */
  readonly script: HTMLScriptElement | undefined;
  /** Elements that wait for their grant, and whether the parser made them. */
  readonly waiting: ReadonlyMap<Element, boolean>;
  /** A policy in the HTML, or in a header, and whether the page got through it. */
  readonly seal: 'none' | 'header' | 'shut' | 'narrowed' | 'lifted' | SealProblem;
  /** The names of the cookies that scripts can see, and of the keys in both storages; without Izin's own. */
  readonly cookies: readonly string[];
  readonly localKeys: readonly string[];
  readonly sessionKeys: readonly string[];
}

/** What the gate hands to the inspector when it opens it. */
export interface InspectorContext {
  readonly gate: ConsentGate;
  readonly look: () => Evidence;
  /**
   * Whose an address is, and whether it may be asked now: `action` 0. Without a category it is the site's own.
   *
   * @param isBeacon - It only carries data away.
   */
  readonly judge: (
    address: string,
    isBeacon?: boolean,
  ) => {
    readonly action: number;
    readonly service: string | undefined;
    readonly category: string | undefined;
  };
}

/** The module `izin-inspector.js`. */
export interface InspectorModule {
  /** The build it belongs to; the gate refuses another. */
  readonly build: string;
  /** Opens the inspector; one that is open gets the focus. */
  openInspector(context: InspectorContext): Promise<void>;
}

/** The events on `document`, with their `detail`. */
export interface IzinEvents {
  'izin:ready': CustomEvent<ConsentState>;
  'izin:change': CustomEvent<ConsentState>;
  'izin:hold': CustomEvent<HeldTag>;
  'izin:release': CustomEvent<HeldTag>;
  'izin:show': CustomEvent<{ readonly layer: Layer }>;
  'izin:hide': CustomEvent<{ readonly layer: Layer }>;
}

declare global {
  interface Window {
    izin: ConsentGate;
  }
  interface DocumentEventMap extends IzinEvents {}
}

declare module 'virtual:izin/known' {
  /** What the catalogue knows of one service, as far as findings need it. */
  export interface Known {
    readonly name: string;
    readonly category: string;
    /** Names of cookies on a site's own domain, and of storage keys: exact, or a prefix that ends in `*`. */
    readonly cookies: readonly string[];
    readonly storage: readonly string[];
    /** Its hosts that stand under another, if it needs consent: the gate knows them by their fingerprints only. */
    readonly under?: readonly string[];
  }
  /** By service id. */
  export const known: Readonly<Record<string, Known>>;
}

declare module 'virtual:izin/inspector.css' {
  /** The style sheet of the inspector: src/inspector/inspector.css. */
  export const css: string;
}

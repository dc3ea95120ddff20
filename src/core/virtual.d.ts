// Modules that the build makes (src/build/modules.ts).

declare module 'virtual:izin/build' {
  /** The version of the package. */
  export const version: string;
  /** A hash over the sources of the browser scripts: script and chunk of one build belong together. */
  export const build: string;
}

declare module 'virtual:izin/packed' {
  /** The catalogue as the gate needs it; see core/catalogue/table.ts. */
  export const packed: string;
}

declare module 'virtual:izin/ids' {
  /**
   * The ids of the services in the catalogue, sorted, with blanks between. `services/<id>.json` beside the
   * scripts tells more.
   */
  export const ids: string;
}

declare module 'virtual:izin/hosts' {
  /** The host rules of every service of the catalogue in full, by id: for Node, never for visitors. */
  export const hosts: Readonly<Record<string, readonly string[]>>;
}

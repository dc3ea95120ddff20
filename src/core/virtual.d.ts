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

declare module 'virtual:izin/catalogue' {
  import type { CatalogueService } from './catalogue/service.ts';
  /** The whole catalogue, sorted by id. */
  export const catalogue: readonly CatalogueService[];
}

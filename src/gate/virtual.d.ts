declare module 'virtual:izin/notice' {
  import type { Tree } from '../core/tree.ts';
  /** The first layer, rendered from src/banner/Notice.tsx. */
  export const notice: Tree;
  /** The control that opens the banner again, from src/banner/Reopen.tsx. */
  export const reopen: Tree;
  /** The line that follows a withdrawal, from src/banner/Withdrawn.tsx. */
  export const withdrawn: Tree;
  /** The style sheet of all of these: src/banner/notice.css. */
  export const css: string;
  /** The texts that they use, by language and key. Those of other languages are put to them. */
  export const texts: Record<string, Readonly<Record<string, string>>> & {
    readonly en: Readonly<Record<string, string>>;
  };
}

declare module 'virtual:izin/names' {
  /** What a service of the catalogue stores: names, or prefixes ending in `*`. Empty lists are left out. */
  export interface Names {
    /** On a site's own domain. */
    readonly cookies?: readonly string[];
    readonly storage?: readonly string[];
    /** What it keeps of a withdrawal that it was told of. */
    readonly reminders?: readonly string[];
    /** Cookies on domains of its own, each behind its domain and a blank. */
    readonly foreign?: readonly string[];
  }
  /** By service id; services that store nothing are left out. */
  export const names: Readonly<Record<string, Names>>;
}

declare module 'virtual:izin/signs' {
  /** The globals by which vendors with calls for consent are seen on a page. */
  export const vendors: readonly string[];
  /** The same of what sites are made with. */
  export const platforms: readonly string[];
}

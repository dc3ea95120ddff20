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
  /** The texts that they use, by language and key. */
  export const texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

declare module 'virtual:izin/names' {
  /** What services of the catalogue store on a site's own domain, by service id: names, or prefixes ending in `*`. */
  export const names: Readonly<
    Record<string, { readonly cookies: readonly string[]; readonly storage: readonly string[] }>
  >;
}

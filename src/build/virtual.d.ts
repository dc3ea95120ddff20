declare module 'virtual:izin/texts' {
  /** Every text of ours that a visitor may see, by language and key. */
  export const texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

declare module 'virtual:izin/notice' {
  import type { Tree } from '../core/tree.ts';
  /** The first layer, rendered from src/banner/Notice.tsx. */
  export const notice: Tree;
  /** The texts that the first layer, and what comes after it, use, by language and key. */
  export const texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

declare module 'virtual:izin/languages' {
  /** The languages that there is a locale file of ours for, and what each calls itself. */
  export const names: Readonly<Record<string, string>>;
}

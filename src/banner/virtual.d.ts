declare module 'virtual:izin/preferences.css' {
  /** The style sheet of the preferences: src/banner/preferences.css. */
  export const css: string;
}

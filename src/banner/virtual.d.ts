declare module 'virtual:izin/preferences.css' {
  /** The style sheet of the preferences: src/banner/preferences.css. */
  export const css: string;
}

declare module 'virtual:izin/placeholder' {
  /** The style sheet inside of a placeholder: src/banner/placeholder.css. */
  export const css: string;
  /** The texts of placeholders, by language and key. */
  export const texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of the services that placeholders mostly stand for, by id: name, provider and country. */
  export const facts: Readonly<Record<string, readonly [name: string, provider: string, country: string]>>;
}

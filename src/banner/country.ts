/** Names a country in a language; what is no ISO 3166-1 code stays as the owner wrote it. */
export const countryName = (code: string, language: string): string =>
  /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code;

/** Names a provider, with the country it is established in where that is known. */
export const providerText = (provider: string, country: string, language: string): string =>
  provider && country ? `${provider} (${countryName(country, language)})` : provider;

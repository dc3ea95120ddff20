/**
 * Names a country; what is no ISO 3166-1 code stays as the owner wrote it.
 *
 * @param locales - BCP 47 tags, the one preferred first: browsers do not know every language.
 */
export const countryName = (code: string, locales: readonly string[]): string =>
  /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([...locales], { type: 'region' }).of(code) ?? code) : code;

/** Names a provider, with the country it is established in where that is known. */
export const providerText = (provider: string, country: string, locales: readonly string[]): string =>
  provider && country ? `${provider} (${countryName(country, locales)})` : provider;

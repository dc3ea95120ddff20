import { config, isGranted } from './law.ts';

/** Which consent types follow which category. */
const TYPES: Readonly<Record<string, string>> = {
  marketing: 'ad_storage,ad_user_data,ad_personalization',
  performance: 'analytics_storage',
  functional: 'functionality_storage,personalization_storage',
  necessary: 'security_storage',
};

/**
 * Tells Google Consent Mode v2 what is granted: `default` at the start of each page, with the stored
 * choice already in it, and `update` after each decision.
 *
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export function tellGoogle(command: 'default' | 'update'): void {
  const { google, dataLayer } = config.signals;
  if (google === 'off') return;
  const home = window as unknown as Record<string, unknown>;
  const queue: unknown = (home[dataLayer] ??= []);
  // gtag.js tells commands from other entries by their being an `arguments` object.
  function gtag(..._command: unknown[]): void {
    if (Array.isArray(queue)) queue.push(arguments);
  }
  const said = Object.entries(TYPES).flatMap(([category, types]) =>
    types.split(',').map((type) => [type, isGranted(category) ? 'granted' : 'denied']),
  );
  gtag('consent', command, Object.fromEntries(said));
}

import type { Decisions } from '../core/consent/decide.ts';
import type { Category } from '../core/consent/types.ts';

/** Which consent types follow which category. */
const TYPES: readonly (readonly [type: string, category: Category])[] = [
  ['ad_storage', 'marketing'],
  ['ad_user_data', 'marketing'],
  ['ad_personalization', 'marketing'],
  ['analytics_storage', 'performance'],
  ['functionality_storage', 'functional'],
  ['personalization_storage', 'functional'],
  ['security_storage', 'necessary'],
];

/**
 * Tells Google Consent Mode v2 what is granted: `default` at the start of each page, with the stored
 * choice already in it, and `update` after each decision.
 *
 * @param layer - The name of the data layer.
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export function tellGoogle(layer: string, command: 'default' | 'update', { categories }: Decisions): void {
  const home = window as unknown as Record<string, unknown>;
  const queue: unknown = (home[layer] ??= []);
  // gtag.js tells commands from other entries by their being an `arguments` object.
  function gtag(..._command: unknown[]): void {
    if (Array.isArray(queue)) queue.push(arguments);
  }
  gtag('consent', command, Object.fromEntries(TYPES.map(([type, category]) => [type, categories[category]])));
}

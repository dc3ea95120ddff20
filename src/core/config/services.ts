import type { GateService } from '../catalogue/table.ts';
import type { ConfigProblem } from '../errors.ts';
import type { GateConfig, GateEntry } from './config.ts';

/** A service as it is governed on this site. */
export interface Governed extends GateService {
  /** The configuration names it. */
  readonly declared?: boolean;
  /** localStorage and sessionStorage keys that the configuration itself gives. */
  readonly storage?: readonly string[];
  /** Host rules that the configuration itself gives: they win over the site's own hosts. */
  readonly ownHosts?: readonly string[];
}

/**
 * Joins what the configuration declares with what the catalogue knows.
 *
 * A service that is switched off (`false`) stays known, as unclassified: held and offered to nobody.
 */
export function governedServices(
  config: Pick<GateConfig, 'services'>,
  catalogue: readonly GateService[],
): ReadonlyMap<string, Governed> {
  const services = new Map<string, Governed>(catalogue.map((service) => [service.id, service]));
  for (const [id, entry] of Object.entries(config.services)) {
    const known = services.get(id);
    const usual = known ?? {
      category: id === 'site' ? ('necessary' as const) : ('unclassified' as const),
      hosts: [],
      cookies: [],
      consentMode: false,
    };
    const facts: Partial<GateEntry> = !entry ? { category: 'unclassified' } : entry === true ? {} : entry;
    const { category = usual.category, hosts = [], cookies = [], storage = [] } = facts;
    services.set(id, {
      ...usual,
      id,
      category,
      ownHosts: hosts,
      cookies: [...usual.cookies, ...cookies],
      storage,
      declared: true,
    });
  }
  return services;
}

/** Whether a service may run before anybody has said a word. */
export const isEarly = (
  { category, consentMode }: Pick<Governed, 'category' | 'consentMode'>,
  { signals }: Pick<GateConfig, 'signals'>,
): boolean => category === 'necessary' || (signals.google === 'advanced' && consentMode);

/** Services that are switched on and that nothing is known of. */
export const unknownServices = (
  config: { readonly services: Readonly<Record<string, unknown>> },
  services: ReadonlyMap<string, Governed>,
): readonly ConfigProblem[] =>
  Object.entries(config.services)
    .filter(([id, entry]) => entry === true && !services.get(id)?.hosts.length)
    .map(([id]) => ({
      code: 'unknown-service',
      path: `services.${id}`,
      found: 'a service that the catalogue does not have',
      expected: 'its category and hosts',
    }));

import type { GateService } from '../catalogue/table.ts';
import type { ServiceCategory } from '../consent/types.ts';
import type { Config } from './config.ts';
import type { Report } from './field.ts';

/** A service as it is governed on this site. */
export interface Governed extends GateService {
  /** The configuration names it. */
  readonly declared: boolean;
  /** localStorage and sessionStorage keys that the configuration itself gives. */
  readonly storage: readonly string[];
  /** Host rules that the configuration itself gives: they win over the site's own hosts. */
  readonly ownHosts: readonly string[];
}

/**
 * Joins what the configuration declares with what the catalogue knows.
 *
 * A service that is switched off (`false`) stays known, as unclassified: held and offered to nobody.
 */
export function governedServices(
  config: Config,
  catalogue: readonly GateService[],
  report: Report,
): ReadonlyMap<string, Governed> {
  const services = new Map<string, Governed>();
  for (const service of catalogue)
    services.set(service.id, { ...service, declared: false, ownHosts: [], storage: [] });
  for (const [id, entry] of Object.entries(config.services)) {
    const known = services.get(id);
    const facts = typeof entry === 'object' ? entry : undefined;
    if (!known && entry === true) {
      report({
        code: 'unknown-service',
        path: `services.${id}`,
        found: 'a service that the catalogue does not have',
        expected: 'its category and hosts',
      });
    }
    const usual: ServiceCategory = known?.category ?? (id === 'site' ? 'necessary' : 'unclassified');
    services.set(id, {
      id,
      category: entry === false ? 'unclassified' : (facts?.category ?? usual),
      hosts: known?.hosts ?? [],
      ownHosts: facts?.hosts ?? [],
      cookies: [...(known?.cookies ?? []), ...(facts?.cookies.filter((c) => c.name && !c.domain) ?? [])],
      storage: facts?.storage ?? [],
      ...(known?.consentMode && { consentMode: true }),
      declared: true,
    });
  }
  return services;
}

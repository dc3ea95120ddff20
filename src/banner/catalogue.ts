import { ids } from 'virtual:izin/ids';
import type { Service } from '../core/catalogue/service.ts';
import type { Config } from '../gate/api.ts';
import { fetchBeside } from '../i18n/beside.ts';

/** The declared services that the catalogue has. */
export const knownIds = ({ services }: Config): readonly string[] =>
  ids.split(' ').filter((id) => (services[id] ?? false) !== false);

/** Fetches what the catalogue knows of one service that it has. It never rejects. */
export const fetchFact = (id: string): Promise<Service | undefined> =>
  (fetchBeside(`services/${id}.json`) as Promise<Service>).catch(() => undefined);

/**
 * Fetches what the catalogue knows of the services that a configuration declares. It never rejects: what
 * cannot be had is shown by what the configuration says of it.
 */
export async function fetchFacts(config: Config): Promise<readonly Service[]> {
  const facts = await Promise.all(knownIds(config).map(fetchFact));
  return facts.filter((service) => service !== undefined);
}

import { facts } from 'virtual:izin/placeholder';
import type { Governed } from '../core/config/services.ts';
import type { Config } from '../gate/api.ts';
import { fetchFact } from './catalogue.ts';

/** Who a visitor would load something from. */
export interface Provider {
  readonly name: string;
  /** The company; empty where nobody said. */
  readonly provider: string;
  /** ISO 3166-1 alpha-2; empty where nobody said. */
  readonly country: string;
}

/** Finds out who provides a service: by the configuration, else by the catalogue. It never rejects. */
export async function fetchProvider(
  id: string | undefined,
  config: Config,
  services: ReadonlyMap<string, Pick<Governed, 'hosts'>>,
): Promise<Provider> {
  const entry = id === undefined ? undefined : config.services[id];
  const own = typeof entry === 'object' ? entry : { name: '', provider: '', country: '' };
  if (id === undefined || (own.name && own.provider)) return own;
  const [name, provider, country] = Object.hasOwn(facts, id) ? (facts[id] ?? []) : [];
  // The catalogue has a file for what it gives hosts to; a build for one site leaves out those of services not declared.
  const isKnown = name === undefined && entry !== undefined && !!services.get(id)?.hosts.length;
  const known = isKnown ? await fetchFact(id) : undefined;
  return {
    name: own.name || (name ?? known?.name ?? ''),
    provider: own.provider || (provider ?? known?.provider ?? ''),
    country: own.country || (country ?? known?.country ?? ''),
  };
}

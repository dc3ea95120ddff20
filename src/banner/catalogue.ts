import { ids } from 'virtual:izin/ids';
import type { Service } from '../core/catalogue/service.ts';
import type { Config } from '../gate/api.ts';

const PATIENCE = 5_000; // ms; then the services are shown by what the configuration says of them

// Beside this file. Under a name of its own, or Vite would take the addresses below for assets of its own.
const home = import.meta.url;

const fetched = new Map<string, Promise<Service | undefined>>();

/** Fetches what the catalogue knows of the services that a configuration declares. It never rejects. */
export async function fetchFacts({ services }: Config): Promise<readonly Service[]> {
  const known = ids.split(' ').filter((id) => (services[id] ?? false) !== false);
  const facts = await Promise.all(known.map((id) => fetched.get(id) ?? fetchOne(id)));
  return facts.filter((service) => service !== undefined);
}

function fetchOne(id: string): Promise<Service | undefined> {
  const one = fetch(new URL(`services/${id}.json`, home), { signal: AbortSignal.timeout(PATIENCE) })
    .then((response) => (response.ok ? (response.json() as Promise<Service>) : undefined))
    .catch(() => undefined);
  fetched.set(id, one);
  void one.then((service) => service ?? fetched.delete(id));
  return one;
}

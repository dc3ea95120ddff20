import { createMatcher, type Address, type Rule } from '../catalogue/match.ts';
import type { GateService } from '../catalogue/table.ts';
import type { Governed } from './services.ts';

/** The site itself: no service has this id. */
export const OWN = '';

/** From lax to strict, for two services that claim the same. */
const STRICTNESS = 'necessary any functional performance marketing unclassified';

/**
 * Lists whose an address is: the longest rule of the highest rank wins. Hosts that the configuration
 * declares win over the site's own (CNAME cloaking), and those over the catalogue's; but what the
 * catalogue knows to be necessary is not lost to a service that is declared with all of its host.
 *
 * @param homes - The site's own hosts, for themselves alone.
 * @param own - Host rules that count as the site's own.
 */
export function claimRules(
  services: ReadonlyMap<string, Governed>,
  homes: readonly string[],
  own: readonly string[],
): Rule<string>[] {
  const rules: Rule<string>[] = homes.map((host) => [host, 1, OWN, true]);
  for (const rule of own) if (rule) rules.push([rule, 1, OWN]);
  for (const { id, category, declared, hosts, ownHosts } of services.values()) {
    for (const rule of hosts) rules.push([rule, category === 'necessary' && !declared ? 2 : 0, id]);
    for (const rule of ownHosts ?? []) rules.push([rule, 2, id]);
  }
  return rules;
}

/** Makes a look-up from address to service by the catalogue alone. */
export const createCatalogueClaimant = (
  catalogue: readonly Pick<GateService, 'id' | 'hosts'>[],
): ((url: Address) => string | undefined) =>
  createMatcher(catalogue.flatMap(({ id, hosts }) => hosts.map((rule): Rule<string> => [rule, 0, id])));

/**
 * Makes a look-up from address to service.
 *
 * Where two services are declared with the very same rule, the whole of a shared host, the catalogue may
 * tell them apart; else the stricter counts.
 *
 * @returns The id; {@link OWN} for the site's own, `undefined` where nobody claims it.
 */
export function createClaimant(
  rules: readonly Rule<string>[],
  services: ReadonlyMap<string, Governed>,
  catalogue: readonly GateService[],
): (url: Address) => string | undefined {
  let usual: ReturnType<typeof createCatalogueClaimant> | undefined;
  return createMatcher(rules, (one, other, url) => {
    if (one === other || !services.get(other)?.declared) return one;
    if (!services.get(one)?.declared) return other;
    usual ??= createCatalogueClaimant(catalogue);
    const [mine, theirs, known] = [one, other, usual(url) as string].map(
      (id) => services.get(id)?.category as string,
    ) as [string, string, string];
    const isStricter = STRICTNESS.indexOf(theirs) > STRICTNESS.indexOf(mine);
    return theirs === known || (mine !== known && isStricter) ? other : one;
  });
}

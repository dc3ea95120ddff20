import { known } from 'virtual:izin/known';
import { createMatcher } from '../core/catalogue/match.ts';
import { covers, hostOf } from '../core/catalogue/rule.ts';
import { createCatalogueClaimant } from '../core/config/claims.ts';
import type { Config } from '../core/config/config.ts';
import type { Governed } from '../core/config/services.ts';
import { fingerprint } from '../core/consent/fingerprint.ts';
import { NEEDY, type Freed } from './seen.ts';

type Rule = Pick<Freed, 'rule' | 'by'>;

/** What the configuration has set free, as far as the catalogue knows it for something that needs consent. */
export interface Freedom {
  /**
   * Tells what has set an address free that would need consent by the catalogue alone.
   *
   * @param by - The service that claims it here; `undefined` where it counts as the site's own.
   */
  readonly of: (address: string, by: string | undefined) => Freed | undefined;
  /**
   * Lists every service of the catalogue that a rule sets free, or would.
   *
   * @param seen - What {@link Freedom.of} has told of the page.
   */
  readonly list: (seen: readonly Freed[]) => readonly Freed[];
}

/** Looks at the configuration with nothing but the catalogue. */
export function readFreedom(services: ReadonlyMap<string, Governed>, config: Config): Freedom {
  const catalogue = [...services.values()].filter(({ id }) => Object.hasOwn(known, id));
  const match = createCatalogueClaimant(catalogue);
  const needy = catalogue.filter(({ id }) => isNeedy(id));
  const necessary = [...services.values()].filter(
    ({ category, declared }) => declared === true && category === 'necessary',
  );
  const rules: readonly Rule[] = [
    ...[...new Set([...config.allow, config.consent.domain])].map((rule) => ({ rule, by: undefined })),
    ...necessary.flatMap(({ id, ownHosts = [] }) => ownHosts.map((rule) => ({ rule, by: id }))),
  ].filter(({ rule }) => rule);
  const matchRule = new Map(
    [undefined, ...necessary.map(({ id }) => id)].map((by) => [
      by,
      createMatcher(rules.filter((one) => one.by === by).map(({ rule }) => [rule, 0, rule] as const)),
    ]),
  );
  const ownerOf = (address: string): string | undefined =>
    URL.canParse(address) ? match(new URL(address)) : undefined;

  const listed = rules.flatMap(({ rule, by }): Freed[] => {
    const owner = ownerOf(`https://${rule.replaceAll('*', 'x')}`);
    return needy
      .filter(({ id, hosts }) => id === owner || liesUnder(rule, id, hosts))
      .map(({ id }) => ({ rule, by, tracker: id, isWhole: id === owner, urls: [] }));
  });
  // Those of the catalogue that count as necessary themselves need no rule for it.
  for (const { id } of necessary)
    if (isNeedy(id)) listed.push({ rule: '', by: id, tracker: id, isWhole: true, urls: [] });

  return {
    of(address, by) {
      const tracker = ownerOf(address);
      const rule = matchRule.get(by)?.(new URL(address)) ?? (by === tracker ? '' : undefined);
      return tracker !== undefined && rule !== undefined && isNeedy(tracker) && matchRule.has(by)
        ? { rule, by, tracker, isWhole: false, urls: [address] }
        : undefined;
    },
    list(seen) {
      const all = new Map<string, Freed>();
      for (const one of [...listed, ...seen]) {
        const key = JSON.stringify([one.by, one.rule, one.tracker]);
        const { isWhole = one.isWhole, urls = [] } = all.get(key) ?? {};
        all.set(key, { ...one, isWhole, urls: [...new Set([...urls, ...one.urls])] });
      }
      return [...all.values()];
    },
  };
}

const isNeedy = (id: string): boolean => NEEDY.includes(known[id]?.category ?? '');

/** Whether a rule of a service lies under another; its hosts are told by their fingerprints. */
function liesUnder(rule: string, id: string, hosts: readonly string[]): boolean {
  // What is known of a host is known of its www, too.
  const wide = rule.replace(/^www\./, '');
  const host = hostOf(wide);
  const hashed = `=${fingerprint(host)}${wide.slice(host.length)}`;
  return (
    hosts.some((other) => covers(wide, other) || covers(hashed, other)) ||
    (known[id]?.under ?? []).some((other) => covers(wide, other))
  );
}

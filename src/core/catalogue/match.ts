import { fingerprint } from '../consent/fingerprint.ts';

/**
 * A host rule, its rank and what it stands for. Of two that match, the higher rank wins, then the
 * longer rule.
 *
 * The rule is `host[/path][?key=prefix*]`, or has `=` and the host's fingerprint in place of the host.
 * `isExact`: it means the host itself, not what stands under it.
 */
export type Rule<T> = readonly [rule: string, rank: number, target: T, isExact?: boolean];

/** The parts of a URL that rules speak of. */
export interface Address {
  readonly hostname: string;
  readonly pathname: string;
  readonly searchParams: { get(key: string): string | null };
}

/**
 * Makes a look-up from address to target.
 *
 * It costs the number of labels in the host, whatever the number of rules: they stand in one table
 * under the fingerprint of their host suffix. Paths match by whole segments from the left, in linear
 * time.
 *
 * @param settle - Decides where two rules of the same rank and length claim an address; else the first does.
 * @returns `undefined` for an address that no rule claims.
 */
export function createMatcher<T>(
  rules: Iterable<Rule<T>>,
  settle: (one: T, other: T, url: Address) => T = (one) => one,
): (url: Address) => T | undefined {
  const table = new Map<string, Rule<T>[]>();
  for (const [rule, ...rest] of rules) {
    const [host = ''] = rule.split(/[/?]/, 1);
    const key = host.startsWith('=') ? host.slice(1) : fingerprint(withoutDot(host));
    const known = table.get(key) ?? [];
    known.push([rule.slice(host.length), ...rest]);
    table.set(key, known);
  }

  return (url) => {
    let best: T | undefined;
    let most = 0;
    // No name of a host is longer (RFC 1035, section 2.3.4), and the time stays linear.
    const whole = withoutDot(url.hostname).slice(-255);
    for (let host = whole; host; host = host.slice(host.indexOf('.') + 1 || 999)) {
      for (const [rest, rank, target, isExact] of table.get(fingerprint(host)) ?? []) {
        const weight = rank * 1e6 + host.length + rest.length;
        if (weight >= most && !(isExact && host !== whole) && claims(rest, url)) {
          best = weight > most ? target : settle(best as T, target, url);
          most = weight;
        }
      }
    }
    return best;
  };
}

/** A trailing dot names the same host. */
const withoutDot = (host: string): string => host.replace(/\.$/, '');

const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);

/** Whether what stands behind the host in a rule fits an address. */
function claims(rest: string, url: Address): boolean {
  if (!rest) return true;
  const [path = '', query = ''] = rest.split('?');
  const segments = segmentsOf(url.pathname);
  const [key = ''] = query.split('=', 1);
  return (
    segmentsOf(path).every((part, i) => part === segments[i] || (part === '*' && i < segments.length)) &&
    (!query || matchesName(query.slice(key.length + 1), url.searchParams.get(key)))
  );
}

/** Whether a name is the one of a rule: the same, or with what stands before its final `*`. */
export const matchesName = (rule: string, name: string | null): boolean =>
  name !== null && (rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : name === rule);

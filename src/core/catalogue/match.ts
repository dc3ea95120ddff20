/** A host rule and what it stands for. Of two that match, the higher rank wins, then the longer rule. */
export interface Rule<T> {
  readonly rule: string;
  readonly rank: number;
  readonly target: T;
  /** The host itself, not what stands under it. */
  readonly isExact?: boolean;
}

/** The parts of a URL that rules speak of. */
export interface Address {
  readonly hostname: string;
  readonly pathname: string;
  readonly searchParams: { get(key: string): string | null };
}

interface Parsed<T> extends Rule<T> {
  readonly path: readonly string[];
  readonly key: string;
  readonly value: string;
}

/**
 * Makes a look-up from address to target.
 *
 * It costs the number of labels in the host, whatever the number of rules: they stand in one table
 * under their host suffix. Paths match by whole segments from the left, in linear time.
 *
 * @returns `undefined` for an address that no rule claims.
 */
export function createMatcher<T>(rules: Iterable<Rule<T>>): (url: Address) => T | undefined {
  const table = new Map<string, Parsed<T>[]>();
  for (const rule of rules) {
    const [address = '', query = ''] = rule.rule.split('?');
    const [name = '', ...path] = address.split('/');
    const [key = '', ...value] = query.split('=');
    const host = withoutDot(name);
    const known = table.get(host);
    const parsed = { ...rule, path: path.filter(Boolean), key, value: value.join('=') };
    if (known) known.push(parsed);
    else table.set(host, [parsed]);
  }

  return (url) => {
    let best: Parsed<T> | undefined;
    const whole = withoutDot(url.hostname);
    for (let host = whole; host; host = host.slice(host.indexOf('.') + 1 || 999)) {
      for (const rule of table.get(host) ?? []) {
        const isBetter =
          !best || rule.rank > best.rank || (rule.rank === best.rank && rule.rule.length > best.rule.length);
        if (isBetter && claims(rule, url) && !(rule.isExact && host !== whole)) best = rule;
      }
    }
    return best?.target;
  };
}

/** A trailing dot names the same host. */
const withoutDot = (host: string): string => host.replace(/\.$/, '');

function claims({ path, key, value }: Parsed<unknown>, url: Address): boolean {
  const segments = path.length ? url.pathname.split('/').filter(Boolean) : [];
  if (!path.every((p, i) => p === segments[i] || (p === '*' && i < segments.length))) return false;
  return !key || matchesName(value, url.searchParams.get(key) ?? undefined);
}

/** Whether a name is the one of a rule: the same, or with what stands before its final `*`. */
export const matchesName = (rule: string, name: string | undefined): boolean =>
  name !== undefined && (rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : name === rule);

import { hostOf, isUnder } from '../core/catalogue/rule.ts';

/** A host rule of a service, see core/catalogue/match.ts, and whose it is. */
export interface Claim {
  readonly service: string;
  readonly rule: string;
}

/** The whole segments that a rule is about, as far as a policy can say them: up to the first `*`. */
function segmentsOf(rule: string): readonly string[] {
  const [path = ''] = rule.slice(hostOf(rule).length).split('?');
  const segments = path.split('/').filter(Boolean);
  const wild = segments.indexOf('*');
  return wild < 0 ? segments : segments.slice(0, wild);
}

/**
 * Says a host rule as sources of a Content Security Policy.
 *
 * A rule speaks of a host and all under it, whatever the port; a source of one host, or of all under it,
 * at the port that its scheme usually has. Only hosts of a developer's own machine are given every port.
 *
 * A policy knows no query, no `*` in a path, and forgets paths after a redirect (CSP 3, section 6.7.2.8): a
 * source may be wider than its rule, never narrower.
 *
 * @param isShared - Others have addresses on this host: only the path is meant.
 */
export function sourcesOf(rule: string, isShared: boolean): readonly string[] {
  const host = hostOf(rule);
  const isAddress = /^[\d.]+$/.test(host);
  const isLocal = !host.includes('.') || isUnder(host, 'localhost');
  const port = isLocal && !isAddress ? ':*' : '';
  const hosts = isAddress ? [host] : [`${host}${port}`, `*.${host}${port}`];
  const path = isShared ? segmentsOf(rule).map(escape).join('/') : '';
  return hosts.flatMap((each) => (path ? [`${each}/${path}`, `${each}/${path}/`] : [each]));
}

/** What would end a source or a policy (CSP 3, section 2.3.1), and what stands for hosts in ours. */
const escape = (segment: string): string =>
  encodeURI(segment).replace(
    /[;,'"~$&<>]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Leaves out what others in the list cover. */
export function concise(sources: readonly string[]): readonly string[] {
  const unique = [...new Set(sources)];
  const hosts = new Set(unique.filter((source) => !source.includes('/')));
  const isCovered = (source: string): boolean => {
    const host = source.replace(/\/.*/, '');
    const name = host.replace(/^\*\./, '');
    if (source !== host && hosts.has(host)) return true;
    return [...hosts].some((other) => {
      const wide = other.startsWith('*.') ? other.slice(2) : undefined;
      return wide !== undefined && other !== host && name !== wide && isUnder(name, wide);
    });
  };
  return unique.filter((source) => !isCovered(source));
}

/** The same for sockets, too: a source without a scheme means the page's own, which is none of theirs. */
export const withSockets = (sources: readonly string[]): readonly string[] => [
  ...sources,
  ...sources.map((source) => `ws://${source.replace(/^https?:\/\//, '')}`),
];

/** Whether the sources of one rule let pass addresses of another. */
export function overlaps(rule: string, other: string, isShared: boolean): boolean {
  if (!isUnder(hostOf(other), hostOf(rule)) && !isUnder(hostOf(rule), hostOf(other))) return false;
  if (!isShared) return true;
  const [mine, theirs] = [segmentsOf(rule), segmentsOf(other)];
  const length = Math.min(mine.length, theirs.length);
  return mine.slice(0, length).every((part, i) => part === theirs[i]);
}

import { fingerprint } from '../consent/fingerprint.ts';
import { CATEGORIES, type ServiceCategory } from '../consent/types.ts';
import type { Service } from './service.ts';

/** What the gate has to know of a service; the rest is for people. */
export interface GateService {
  readonly id: string;
  readonly category: ServiceCategory;
  /** Host rules; see match.ts. */
  readonly hosts: readonly string[];
  /** Names of cookies, exact or a prefix that ends in `*`. */
  readonly cookies: readonly string[];
  /** It reads Google Consent Mode. */
  readonly consentMode: boolean;
}

const CODES: readonly ServiceCategory[] = [...CATEGORIES, 'any', 'unclassified'];

const hostOf = (rule: string): string => rule.split(/[/?]/, 1).join('');

/**
 * Packs services: a line with the fingerprints of all their hosts, and then a line for each: `id`, the
 * category as a digit with `g` where Google Consent Mode is read, distinctive cookie names, and what
 * stands behind the host in each rule, each ended by a comma.
 *
 * Fingerprints are half as long as hosts, and of the same length for the longest. With n hosts in the
 * table, a host of none of them has a chance of 3n in 2^24 to be taken for one.
 *
 * Cookies that live on a third party's own domain are left out: no script of the site can touch them.
 */
export function packServices(services: readonly Service[]): string {
  let hashes = '';
  const lines = services.map(({ id, category, hosts, cookies, names, consentMode }) => {
    const own = cookies.filter((cookie) => cookie.distinctive && !cookie.domain).map((cookie) => cookie.name);
    const rules = needed(hosts, services);
    hashes += rules.map((rule) => fingerprint(hostOf(rule))).join('');
    const rests = rules.map((rule) => `${rule.slice(hostOf(rule).length)},`).join('');
    return `${id} ${CODES.indexOf(category)}${consentMode ? 'g' : ''} ${(names ?? own).join()} ${rests}`;
  });
  return [hashes, ...lines].join('\n');
}

/** Leaves out rules that make no difference: a shorter one of the same service claims all that they do. */
function needed(rules: readonly string[], services: readonly Service[]): string[] {
  const others = services.flatMap(({ hosts }) => hosts).filter((rule) => !rules.includes(rule));
  return rules.filter((rule) => {
    const covers = rules.filter((other) => other !== rule && isCovered(rule, other));
    const length = Math.max(0, ...covers.map((cover) => cover.length));
    // One of another service may stand between both.
    const isContested = others.some(
      (other) => other.length >= length && other.length <= rule.length && mayMeet(rule, other),
    );
    return !length || isContested;
  });
}

const isUnder = (host: string, other: string): boolean => `.${host}`.endsWith(`.${other}`);

/** Whether all that a rule claims is claimed by another, which is a host or a host and a path. */
const isCovered = (rule: string, other: string): boolean =>
  isUnder(hostOf(rule), hostOf(other)) &&
  (other === hostOf(other) ||
    (hostOf(rule) === hostOf(other) && (rule.startsWith(`${other}/`) || rule.startsWith(`${other}?`))));

/** Whether two rules may claim the same address. */
function mayMeet(a: string, b: string): boolean {
  if (!isUnder(hostOf(a), hostOf(b)) && !isUnder(hostOf(b), hostOf(a))) return false;
  const [one, two] = [a, b].map((rule) => {
    const [path = '', query = ''] = rule.slice(hostOf(rule).length).split('?');
    return { segments: path.split('/').filter(Boolean), query: query.replace(/\*$/, '') };
  });
  if (!one || !two) return true;
  const isOther = one.segments.some((part, i) => {
    const other = two.segments[i];
    return other !== undefined && part !== '*' && other !== '*' && part !== other;
  });
  const isApart =
    one.query.split('=')[0] === two.query.split('=')[0] &&
    !one.query.startsWith(two.query) &&
    !two.query.startsWith(one.query);
  return !isOther && !isApart;
}

/** Undoes {@link packServices}: the hosts come back as their fingerprints. */
export function unpackServices(packed: string): GateService[] {
  const [hashes = '', ...lines] = packed.split('\n');
  let at = 0;
  return lines.map((line) => {
    const [id, code, names, rests] = line.split(' ') as [string, string, string, string];
    return {
      id,
      category: CODES[Number.parseInt(code)] as ServiceCategory,
      hosts: rests
        .split(',')
        .slice(0, -1)
        .map((rest) => `=${hashes.slice(at, (at += 4))}${rest}`),
      cookies: names.split(',').filter(Boolean),
      consentMode: !!code[1],
    };
  });
}

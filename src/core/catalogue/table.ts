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
 * Packs services in five lines, in which each has its place: the fingerprints of all their hosts; for
 * each a digit (base 12), of its category, and 6 more where Google Consent Mode is read; ids; distinctive
 * cookie names; and what stands behind the host in each rule, ended by a comma.
 *
 * Fingerprints are half as long as hosts, and of the same length for the longest. With n hosts in the
 * table, a host of none of them has a chance of 3n in 2^24 to be taken for one.
 *
 * Cookies that live on a third party's own domain are left out: no script of the site can touch them.
 */
export function packServices(services: readonly Service[]): string {
  const rules = services.map(({ hosts }) => needed(hosts, services));
  return [
    rules
      .flat()
      .map((rule) => fingerprint(hostOf(rule)))
      .join(''),
    services
      .map(({ category, consentMode }) => (CODES.indexOf(category) + (consentMode ? 6 : 0)).toString(12))
      .join(''),
    services.map(({ id }) => id).join(' '),
    services
      .map(
        ({ cookies, names }) =>
          names ?? cookies.filter((it) => it.distinctive && !it.domain).map(({ name }) => name),
      )
      .join(' '),
    rules.map((own) => own.map((rule) => `${rule.slice(hostOf(rule).length)},`).join('')).join(' '),
  ].join('\n');
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
  const [hashes = '', codes = '', ...lines] = packed.split('\n');
  const [ids = [], names = [], rests = []] = lines.map((line) => line.split(' '));
  let at = 0;
  return ids.map((id, i) => {
    const code = Number.parseInt(codes[i] as string, 12);
    return {
      id,
      category: CODES[code % 6] as ServiceCategory,
      hosts: (rests[i] as string)
        .split(',')
        .slice(0, -1)
        .map((rest) => `=${hashes.slice(at, (at += 4))}${rest}`),
      cookies: (names[i] as string).split(',').filter(Boolean),
      consentMode: code > 5,
    };
  });
}

import { fingerprint } from '../consent/fingerprint.ts';
import { SERVICE_CATEGORIES, type ServiceCategory } from '../consent/types.ts';
import { covers, hostOf, isUnder } from './rule.ts';
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

/** Names of cookies that give a service away. */
const namesOf = ({ cookies, names }: Service): readonly string[] =>
  names ?? cookies.filter((it) => it.distinctive && !it.domain).map(({ name }) => name);

/** The part of a rule that is written out: a host made of the service's id leaves its id out, others the host. */
const written = (rule: string, id: string): string =>
  rule.slice(hostOf(rule).startsWith(`${id}.`) ? id.length : hostOf(rule).length);

const isMadeOfId = (rest: string): boolean => rest.startsWith('.');

/**
 * Packs services in five lines, in which each has its place: ids; distinctive cookie names; for each a
 * digit (base 12), of its category, and 6 more where Google Consent Mode is read; what is written out of
 * each rule, ended by a comma; and the fingerprints of all hosts.
 *
 * A host that begins with the service's id and a dot, such as `hotjar.com` of `hotjar`, has no
 * fingerprint: what follows the id is written out. Others have one: it is half as long as the host, and of
 * the same length for the longest. With n hosts in the table, a host of none of them has a chance of 3n in
 * 2^24 to be taken for one.
 *
 * Cookies that live on a third party's own domain are left out: no script of the site can touch them.
 */
export function packServices(services: readonly Service[]): string {
  const rules = services.map(({ hosts }) => needed(hosts, services));
  const rests = rules.map((own, i) => own.map((rule) => written(rule, services[i]?.id ?? '')));
  return [
    services.map(({ id }) => id).join(' '),
    services.map(namesOf).join(' '),
    services
      .map(({ category, consentMode }) =>
        (SERVICE_CATEGORIES.indexOf(category) + (consentMode ? 6 : 0)).toString(12),
      )
      .join(''),
    rests.map((own) => own.map((rest) => `${rest},`).join('')).join(' '),
    rules
      .flatMap((own, i) => own.filter((_, k) => !isMadeOfId(rests[i]?.[k] ?? '')))
      .map((rule) => fingerprint(hostOf(rule)))
      .join(''),
  ].join('\n');
}

/**
 * Puts services and their rules next to those that are packed alike, which compresses better. The order
 * says nothing: of two rules that match, rank and length decide.
 */
export function sortForPacking(services: readonly Service[]): Service[] {
  const sorted = services.map((service) => ({
    ...service,
    hosts: [...service.hosts].sort(
      by((rule) => [isMadeOfId(written(rule, service.id)) ? 0 : 1, written(rule, service.id), rule]),
    ),
  }));
  const keys = new Map(
    sorted.map((service) => [
      service.id,
      [
        SERVICE_CATEGORIES.indexOf(service.category),
        service.consentMode ? 1 : 0,
        needed(service.hosts, sorted)
          .map((rule) => written(rule, service.id))
          .join(),
        namesOf(service).join(),
        service.id,
      ],
    ]),
  );
  return sorted.sort(by(({ id }) => keys.get(id) ?? []));
}

type Key = string | number;

/** Compares by the first key that differs. */
const by =
  <T>(keysOf: (it: T) => readonly Key[]) =>
  (a: T, b: T): number => {
    const others = keysOf(b);
    for (const [i, key] of keysOf(a).entries()) {
      const other = others[i] ?? '';
      if (key !== other) return key < other ? -1 : 1;
    }
    return 0;
  };

/** Leaves out rules that make no difference: a shorter one of the same service claims all that they do. */
function needed(rules: readonly string[], services: readonly Service[]): string[] {
  const others = services.flatMap(({ hosts }) => hosts).filter((rule) => !rules.includes(rule));
  return rules.filter((rule) => {
    const wider = rules.filter((other) => other !== rule && covers(other, rule));
    const length = Math.max(0, ...wider.map((other) => other.length));
    // One of another service may stand between both.
    const isContested = others.some(
      (other) => other.length >= length && other.length <= rule.length && mayMeet(rule, other),
    );
    return !length || isContested;
  });
}

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

/** Undoes {@link packServices}: hosts that are not made of the service's id come back as their fingerprints. */
export function unpackServices(packed: string): GateService[] {
  const [ids = [], names = [], [codes = ''] = [], rests = [], [hashes = ''] = []] = packed
    .split('\n')
    .map((line) => line.split(' '));
  let at = 0;
  return ids.map((id, i) => {
    const code = Number.parseInt(codes[i] as string, 12);
    return {
      id,
      category: SERVICE_CATEGORIES[code % 6] as ServiceCategory,
      hosts: (rests[i] as string)
        .split(',')
        .slice(0, -1)
        .map((rest) => (isMadeOfId(rest) ? id + rest : `=${hashes.slice(at, (at += 4))}${rest}`)),
      cookies: (names[i] as string).split(',').filter(Boolean),
      consentMode: code > 5,
    };
  });
}

import { CATEGORIES, type ServiceCategory } from '../consent/types.ts';
import type { CookieFact, Service } from './service.ts';

/** What the gate has to know of a service; the rest is for people. */
export interface GateService extends Pick<Service, 'id' | 'category' | 'hosts' | 'consentMode'> {
  readonly cookies: readonly Pick<CookieFact, 'name' | 'distinctive'>[];
}

const CODES: readonly ServiceCategory[] = [...CATEGORIES, 'any', 'unclassified'];

/**
 * Packs services into one line each: `id`, the category as a digit, host rules, distinctive cookie
 * names, and `g` where Google Consent Mode is read.
 *
 * Cookies that live on a third party's own domain are left out: no script of the site can touch them.
 */
export const packServices = (services: readonly Service[]): string =>
  services
    .map(({ id, category, hosts, cookies, consentMode }) => {
      const names = cookies
        .filter((cookie) => cookie.distinctive && !cookie.domain)
        .map((cookie) => cookie.name);
      return [
        id,
        CODES.indexOf(category),
        needed(hosts, services).join(),
        names.join(),
        consentMode ? 'g' : '',
      ]
        .join(' ')
        .trimEnd();
    })
    .join('\n');

/** Leaves out rules that say no more than a shorter one of the same service, on a host that is its alone. */
function needed(rules: readonly string[], services: readonly Service[]): string[] {
  const hostOf = (rule: string): string => rule.split(/[/?]/, 1).join('');
  const isAlone = (host: string): boolean =>
    services.filter(({ hosts }) => hosts.some((rule) => `.${hostOf(rule)}`.endsWith(`.${host}`))).length ===
    1;
  return rules.filter(
    (rule) =>
      !rules.some((other) => other !== rule && `.${hostOf(rule)}`.endsWith(`.${other}`) && isAlone(other)),
  );
}

const split = (list = ''): string[] => (list ? list.split(',') : []);

/** Undoes {@link packServices}. */
export const unpackServices = (packed: string): GateService[] =>
  packed.split('\n').map((line) => {
    const [id = '', code, hosts, names, mode] = line.split(' ');
    return {
      id,
      category: CODES[Number(code)] ?? 'unclassified',
      hosts: split(hosts),
      cookies: split(names).map((name) => ({ name, distinctive: true })),
      ...(mode && { consentMode: true as const }),
    };
  });

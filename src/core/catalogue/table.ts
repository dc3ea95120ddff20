import { CATEGORIES, type ServiceCategory } from '../consent/types.ts';
import type { CookieFact, Service } from './service.ts';

/** What the gate has to know of a service; the rest is for people. */
export interface GateService extends Pick<Service, 'id' | 'category' | 'hosts' | 'storage' | 'consentMode'> {
  readonly cookies: readonly Pick<CookieFact, 'name' | 'distinctive'>[];
}

const CODES: readonly ServiceCategory[] = [...CATEGORIES, 'any', 'unclassified'];

/**
 * Packs services into one line each: `id`, the category as a digit, host rules, cookie names
 * (`!` before a distinctive one), storage keys, and `g` where Google Consent Mode is read.
 *
 * Cookies that live on a third party's own domain are left out: no script of the site can touch them.
 */
export const packServices = (services: readonly Service[]): string =>
  services
    .map(({ id, category, hosts, cookies, storage, consentMode }) =>
      [
        id,
        CODES.indexOf(category),
        hosts.join(),
        cookies
          .filter((cookie) => !cookie.domain)
          .map((cookie) => (cookie.distinctive ? '!' : '') + cookie.name)
          .join(),
        storage?.join() ?? '',
        consentMode ? 'g' : '',
      ]
        .join(' ')
        .trimEnd(),
    )
    .join('\n');

const split = (list = ''): string[] => (list ? list.split(',') : []);

/** Undoes {@link packServices}. */
export const unpackServices = (packed: string): GateService[] =>
  packed.split('\n').map((line) => {
    const [id = '', code, hosts, cookies, storage, mode] = line.split(' ');
    return {
      id,
      category: CODES[Number(code)] ?? 'unclassified',
      hosts: split(hosts),
      cookies: split(cookies).map((name) => ({
        name: name.replace(/^!/, ''),
        distinctive: name.startsWith('!'),
      })),
      storage: split(storage),
      ...(mode ? { consentMode: true as const } : {}),
    };
  });

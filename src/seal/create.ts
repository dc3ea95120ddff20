import { readConfig } from '../core/config/config.ts';
import type { ConfigProblem } from '../core/errors.ts';
import { readMarkup, type SealedPages, type SealMarkup } from './markup.ts';
import { policyFor, policyOf, type Caller } from './policy.ts';
import { planSeal } from './seal.ts';
import { concise } from './sources.ts';

/** Proxies take headers of some 4 kB without being told to take more, such as nginx by `proxy_buffer_size`. */
const MOST = 3500; // bytes

/** A site's seal, for its server. */
export interface PageSeal {
  /**
   * The policy for one visitor, by what they have decided.
   *
   * @returns `undefined` where everything is granted and nothing is left to refuse.
   */
  policyFor(caller: Caller): string | undefined;
  /**
   * The lines to stand first in `<head>`, for pages that no server of yours sends.
   *
   * @param pages - `trusted` for pages that require Trusted Types.
   */
  markup(pages?: SealedPages): SealMarkup;
  /** What the policy cannot tell apart, and what else there is to know, in sentences for the owner. */
  readonly notes: readonly string[];
  /** What is wrong with the configuration. A wrong setting is taken for the strictest. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * Makes the seal of a site.
 *
 * @param value - The configuration, parsed from JSON.
 * @param dist - The folder of the package's files, as an address; only the markup needs it.
 * @throws {Error} When the configuration holds nothing (`"mode": "report"`).
 */
export function createSeal(value: unknown, dist = new URL('.', import.meta.url)): PageSeal {
  const { config, problems } = readConfig(value);
  const seal = planSeal(config);
  const { length } = policyOf(concise([...seal.base, ...[...seal.grants.values()].flat()]));
  const long = `the policy can get ${length} bytes long: a proxy before this server must take headers of that length (nginx: proxy_buffer_size)`;
  return {
    policyFor: (caller) => policyFor(seal, caller),
    markup: (pages = 'plain') => readMarkup(seal, dist, pages),
    notes: [...seal.notes, ...(length > MOST ? [long] : [])],
    problems,
  };
}

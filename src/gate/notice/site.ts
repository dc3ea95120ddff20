import { readConfig, type Config } from '../../core/config/config.ts';
import { unknownServices } from '../../core/config/services.ts';
import { describe } from '../../core/errors.ts';
import type { Inside, Site } from '../inside.ts';

// What the notice is about. There is one gate a page, so it stands in the module.

/** What the gate lends. */
export let inside: Inside;
/** The configuration, in full. */
export let config: Config;
let read: Site | undefined;

/** Takes what the gate lends. */
export function enter(lent: Inside): void {
  inside = lent;
  readSite();
}

/** Whether two plain values say the same, in the same order. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Reads the configuration again where it is another, and says what is wrong with it. Tells whether it was. */
export function readSite(): boolean {
  const site = inside.site();
  if (site === read) return false;
  read = site;
  const found = readConfig(site.given === undefined ? {} : site.given);
  if (isSame(found.config, config)) return false;
  if (site.given === undefined) {
    report('no configuration: add #izin-config or data-config, or call izin.run(config)');
  }
  config = found.config;
  const problems = [...found.problems, ...unknownServices(config, site.services)];
  if (problems.length) {
    const lines = problems.map(describe);
    report(`${problems.length} wrong in the configuration:\n- ${lines.join('\n- ')}`);
  }
  return true;
}

/** Tells the owner. */
export const report = (message: unknown): void => console.error(`izin: ${String(message)}`);

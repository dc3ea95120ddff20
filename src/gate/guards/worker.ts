import type { Rule } from '../../core/catalogue/match.ts';
import { textBehind } from '../page.ts';
import { trustAs } from '../trust.ts';
import type { On } from './native.ts';

/** What a worker is told of what is held on the page that started it. */
export interface Orders {
  /** Where `izin-worker.js` stands. */
  readonly file: string;
  /** The page's address, against which the worker's own are meant. */
  readonly base: string;
  /** Host rules; the target tells whether what they claim is held. */
  readonly rules: readonly Rule<boolean>[];
  /** What becomes of a third party that no rule claims. */
  readonly isHeld: boolean;
}

/** What a module asks for before it runs. */
export const IMPORTS = /\b(from|import)[\s(]*["'][^"']+/g;

/**
 * Has workers that are made from a text (`blob:`, `data:`) begin with guards of their own. Workers of an
 * address of the site are the site's, and pass untouched.
 *
 * @param ordersNow - Nothing where nothing is held.
 * @param clean - Takes out of a text what may not be asked.
 */
export function guardWorkers(
  on: On,
  ordersNow: () => Orders | undefined,
  clean: (text: string) => string,
): void {
  on('', 'Worker,SharedWorker', (native, [address, options, ...rest]) => {
    const orders = ordersNow();
    const text = orders && textBehind(String(address), orders.base);
    if (text === undefined) return native();
    const file = JSON.stringify(orders?.file);
    const begin =
      (options as WorkerOptions | undefined)?.type === 'module'
        ? `import ${file};`
        : // A worker has a realm and Trusted Types of its own.
          `importScripts(self.trustedTypes?trustedTypes.createPolicy('izin',{createScriptURL:String}).createScriptURL(${file}):${file});`;
    const strict = /^\s*["']use strict/.test(text) ? '"use strict";' : '';
    const whole = `${strict}${begin}izinGuard(${JSON.stringify(orders)});\n${text.replace(IMPORTS, clean)}`;
    // One of `data:` is of no origin.
    const made = /^\s*data/i.test(String(address))
      ? `data:text/javascript,${encodeURIComponent(whole)}`
      : URL.createObjectURL(new Blob([whole], { type: 'text/javascript' }));
    return native([trustAs(address, 'createScriptURL', made), options, ...rest]);
  });
}

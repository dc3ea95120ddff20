import { fromDocument } from './page.ts';

/** Set around the script by `izin build`: the configuration, and the hash of the notice by language. */
declare const __IZIN_CONFIG__: Sources | undefined;

/** Where the configuration comes from, the strongest source first. */
export interface Sources {
  /** At hand already; absent when nothing is. */
  readonly config?: unknown;
  /** Still to be fetched. */
  readonly later?: Promise<unknown> | undefined;
  /** Hashes of the notices, where they were computed before. */
  readonly notices: Readonly<Record<string, string>>;
}

const PATIENCE = 20_000; // ms

/**
 * Looks for the configuration: baked in, in `#izin-config`, or at `data-config`.
 *
 * @param script - Our own script element, if it can be told.
 * @param report - Takes what is wrong, for the owner.
 */
export function findSources(
  script: HTMLScriptElement | undefined,
  report: (message: string) => void,
): Sources {
  if (typeof __IZIN_CONFIG__ === 'object') return __IZIN_CONFIG__;
  let config: unknown;
  let later: Promise<unknown> | undefined;
  const inline = fromDocument('getElementById').call(document, 'izin-config');
  const address = script?.dataset['config'];
  /** Whatever is there and cannot be read stands for a configuration of which nothing can be used. */
  const refuse = (error: unknown): unknown => {
    report(`${address ?? '#izin-config'} cannot be read: ${String(error)}`);
    return {};
  };
  if (inline instanceof HTMLScriptElement && inline.type === 'application/json') {
    try {
      config = JSON.parse(inline.text);
    } catch (error) {
      config = refuse(error);
    }
  } else if (address) {
    later = fetch(address, { signal: AbortSignal.timeout(PATIENCE) })
      .then((response) => response.json() as Promise<unknown>)
      .catch(refuse);
  }
  return { config, later, notices: {} };
}

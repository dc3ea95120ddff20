/** Set around the script by `izin build`: the configuration, and the hash of the notice by language. */
declare const __IZIN_CONFIG__: Baked | undefined;

interface Baked {
  readonly config: unknown;
  readonly notices: Readonly<Record<string, string>>;
}

/** Where the configuration comes from, the strongest source first. */
export interface Sources {
  /** At hand already; `undefined` when nothing is. */
  readonly now: unknown;
  /** Still to be fetched. */
  readonly later: Promise<unknown> | undefined;
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
  if (typeof __IZIN_CONFIG__ === 'object') {
    return { now: __IZIN_CONFIG__.config, later: undefined, notices: __IZIN_CONFIG__.notices };
  }
  const inline = document.getElementById('izin-config');
  if (inline instanceof HTMLScriptElement && inline.type === 'application/json') {
    try {
      // No configuration is `null`, which stands for none here.
      return { now: (JSON.parse(inline.text) as unknown) ?? 'null', later: undefined, notices: {} };
    } catch (error) {
      report(`#izin-config is no JSON: ${String(error)}`);
      return { now: {}, later: undefined, notices: {} };
    }
  }
  const address = script?.dataset['config'];
  if (!address) return { now: undefined, later: undefined, notices: {} };
  const later = fetch(address, { credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE) })
    .then((response) => {
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return response.json() as Promise<unknown>;
    })
    .catch((error: unknown) => {
      report(`data-config="${address}" cannot be read: ${String(error)}`);
      return {};
    });
  return { now: undefined, later, notices: {} };
}

import { judgeAddress, WAIT } from '../law.ts';
import { NOWHERE } from '../nowhere.ts';
import { hold } from '../tags.ts';
import type { On } from './native.ts';

/**
 * Stands before `fetch` (a refused call is a network error), XMLHttpRequest (it ends in its own error
 * event) and `sendBeacon` (it counts as queued, for nobody repeats what was queued).
 *
 * @param ready - Settles when the configuration is in force, or it is too late to wait for it.
 */
export function guardNetwork(on: On, ready: Promise<unknown>): void {
  /** Judges a call, and has it go on, later if it has to wait and is still wanted then, or be refused. */
  function settle(
    vector: string,
    url: string,
    go: () => unknown,
    refuse: () => unknown,
    isWanted: (() => unknown) | false = () => true,
  ): unknown {
    const verdict = judgeAddress(url, vector === 'beacon');
    if (verdict.action === WAIT && isWanted)
      return ready.then(() => isWanted() && settle(vector, url, go, refuse));
    return hold(vector, url, verdict) ? refuse() : go();
  }

  on('', 'fetch', (native, args, _self, key) => {
    const [input, ...rest] = args;
    return settle(key, String((input as Request)?.url ?? input), native, () => native([NOWHERE, ...rest]));
  });

  const calls = new WeakMap<object, unknown[]>();
  on('XMLHttpRequest', 'open', (native, args, self) => {
    calls.set(self as object, args);
    return native();
  });
  const { open } = XMLHttpRequest.prototype;
  on('XMLHttpRequest', 'send', (native, _args, self) => {
    const request = self as XMLHttpRequest;
    const call = calls.get(request) ?? [];
    const [method, address, isAsync = true, ...rest] = call;
    void settle(
      'xhr',
      String(address),
      native,
      () => {
        Reflect.apply(open, request, [method, NOWHERE, isAsync, ...rest]);
        native([]);
      },
      // It may have been aborted by then, or used for something else.
      !!isAsync && (() => request.readyState === 1 && calls.get(request) === call),
    );
  });

  // What waits counts as queued.
  on('Navigator', /^sendB/, (native, [url]) => settle('beacon', String(url), native, () => true) !== false);
}

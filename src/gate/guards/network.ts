import { judgeAddress, WAIT } from '../law.ts';
import type { Vector } from '../api.ts';
import { note } from '../tags.ts';
import { guard } from './native.ts';

/** An address that no network is asked for: what is sent there fails as if the host were down. */
const NOWHERE = 'blob:izin';

/**
 * Stands before `fetch` (a refused call is a network error), XMLHttpRequest (it ends in its own error
 * event) and `sendBeacon` (it counts as queued, for nobody repeats what was queued).
 *
 * @param ready - Settles when the configuration is in force, or it is too late to wait for it.
 */
export function guardNetwork(ready: Promise<unknown>): void {
  /** Judges a call, and has it go on, later if it has to wait and is still wanted then, or be refused. */
  function settle(
    vector: Vector,
    url: string,
    go: () => unknown,
    refuse: () => unknown,
    isWanted: (() => unknown) | false = () => true,
  ): unknown {
    const verdict = judgeAddress(url, vector === 'beacon');
    if (!verdict.action) return go();
    if (verdict.action === WAIT && isWanted)
      return ready.then(() => isWanted() && settle(vector, url, go, refuse));
    note(vector, url, verdict);
    return refuse();
  }

  guard(window, 'fetch', 'value', (native, _self, args) => {
    const [input] = args;
    return settle(
      'fetch',
      input instanceof Request ? input.url : String(input),
      () => native(...args),
      () => Promise.reject(new TypeError('Failed to fetch')),
    );
  });

  const calls = new WeakMap<XMLHttpRequest, unknown[]>();
  const { open } = XMLHttpRequest.prototype;
  guard(XMLHttpRequest.prototype, 'open', 'value', (native, self, args) => {
    calls.set(self as XMLHttpRequest, args);
    return native(...args);
  });
  guard(XMLHttpRequest.prototype, 'send', 'value', (native, self, args) => {
    const request = self as XMLHttpRequest;
    const call = calls.get(request) ?? [];
    const [method, address, isAsync = true, ...rest] = call;
    void settle(
      'xhr',
      String(address),
      () => native(...args),
      () => {
        Reflect.apply(open, request, [method, NOWHERE, isAsync, ...rest]);
        native();
      },
      // It may have been aborted by then, or used for something else.
      !!isAsync && (() => request.readyState === 1 && calls.get(request) === call),
    );
  });

  guard(Navigator.prototype, 'sendBeacon', 'value', (native, _self, args) => {
    const sent = settle(
      'beacon',
      String(args[0]),
      () => native(...args),
      () => true,
    );
    // What waits counts as queued.
    return sent !== false;
  });
}

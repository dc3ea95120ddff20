import { judgeAddress, type Verdict } from '../law.ts';
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
  guard(window, 'fetch', 'value', (native, _self, args) => {
    const [input] = args;
    const url = input instanceof Request ? input.url : String(input);
    const settle = (): unknown => {
      const verdict = judgeAddress(url);
      if (verdict.action === 'pass') return native(...args);
      if (verdict.action === 'wait') return ready.then(settle);
      note('fetch', url, verdict);
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    return settle();
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
    const settle = (): unknown => {
      const verdict: Verdict = judgeAddress(String(address));
      if (verdict.action === 'wait' && isAsync) {
        // It may have been aborted by then, or used for something else.
        return void ready.then(() => request.readyState === 1 && calls.get(request) === call && settle());
      }
      if (verdict.action === 'pass') return native(...args);
      note('xhr', String(address), verdict);
      Reflect.apply(open, request, [method, NOWHERE, isAsync, ...rest]);
      return native();
    };
    return settle();
  });

  guard(Navigator.prototype, 'sendBeacon', 'value', (native, _self, args) => {
    const url = String(args[0]);
    const settle = (): unknown => {
      const verdict = judgeAddress(url, true);
      if (verdict.action === 'pass') return native(...args);
      if (verdict.action === 'wait') void ready.then(settle);
      else note('beacon', url, verdict);
      return true;
    };
    return settle();
  });
}

import type { HeldTag, Vector } from '../api.ts';
import type { Judge, Verdict } from '../judge.ts';
import { guard, type Lift } from './native.ts';

/** What the guards of calls need. */
export interface Calls {
  readonly judge: () => Judge;
  /** Settles when the configuration is in force, or it is too late to wait for it. */
  readonly ready: Promise<unknown>;
  readonly note: (tag: Omit<HeldTag, 'vector'>, vector: Vector) => void;
}

/** An address that no network is asked for: what is sent there fails as if the host were down. */
const NOWHERE = 'blob:izin';

const refuse = ({ note }: Calls, vector: Vector, url: string, { service, category }: Verdict): void =>
  note({ url, service, category, element: undefined, status: 'refused' }, vector);

/** Stands before `fetch`: a refused call is a network error, as if the host were down. */
export function guardFetch(calls: Calls): Lift {
  return guard(window, 'fetch', 'value', (native, _self, args) => {
    const [input] = args;
    const url = input instanceof Request ? input.url : String(input);
    const now = calls.judge().address(url, false);
    if (now.action === 'pass') return native(...args);
    const settle = (verdict: Verdict): unknown => {
      if (verdict.action === 'pass') return native(...args);
      refuse(calls, 'fetch', url, verdict);
      throw new TypeError('Failed to fetch');
    };
    const then = now.action === 'wait' ? calls.ready : Promise.resolve();
    return then.then(() => settle(now.action === 'wait' ? calls.judge().address(url, false) : now));
  });
}

interface Opened {
  readonly args: unknown[];
  readonly verdict: Verdict;
}

/** Stands before XMLHttpRequest: a refused request ends in its own error event. */
export function guardXhr(calls: Calls): Lift[] {
  const opened = new WeakMap<object, Opened>();
  const open = XMLHttpRequest.prototype.open as unknown as (...args: unknown[]) => void;
  const astray = (request: XMLHttpRequest, { args }: Opened, verdict: Verdict): void => {
    const [method, url, ...rest] = args;
    refuse(calls, 'xhr', String(url), verdict);
    Reflect.apply(open, request, [method, NOWHERE, ...rest]);
  };
  return [
    guard(XMLHttpRequest.prototype, 'open', 'value', (native, self, args) => {
      const verdict = calls.judge().address(String(args[1]), false);
      opened.delete(self as object);
      if (verdict.action !== 'pass') opened.set(self as object, { args, verdict });
      return native(...args);
    }),
    guard(XMLHttpRequest.prototype, 'send', 'value', (native, self, args) => {
      const request = self as XMLHttpRequest;
      const call = opened.get(request);
      if (!call) return native(...args);
      const url = String(call.args[1]);
      const again = (): Verdict => calls.judge().address(url, false);
      const isSync = call.args[2] === false;
      const verdict = again();
      if (verdict.action === 'pass') return native(...args);
      if (verdict.action === 'hold' || isSync) {
        astray(request, call, verdict);
        return native();
      }
      void calls.ready.then(() => {
        if (request.readyState !== 1) return; // Aborted, or used for something else since.
        const late = again();
        if (late.action === 'pass') native(...args);
        else {
          astray(request, call, late);
          native();
        }
      });
      return undefined;
    }),
  ];
}

/** Stands before `sendBeacon`: a refused beacon counts as queued, for nobody repeats what was queued. */
export function guardBeacon(calls: Calls): Lift {
  return guard(Navigator.prototype, 'sendBeacon', 'value', (native, _self, args) => {
    const url = String(args[0]);
    const send = (): unknown => {
      const verdict = calls.judge().address(url, true);
      if (verdict.action === 'pass') return native(...args);
      if (verdict.action === 'hold') refuse(calls, 'beacon', url, verdict);
      else void calls.ready.then(send);
      return true;
    };
    return send();
  });
}

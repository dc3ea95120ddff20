import { createMatcher } from '../../core/catalogue/match.ts';
import { guard, guardsIn, type Realm } from '../guards/native.ts';
import { guardWorkers, type Orders } from '../guards/worker.ts';
import { NOBODY, NOWHERE } from '../nowhere.ts';
import { resolve } from '../page.ts';

/**
 * Stands before what a worker can ask the network with. It was made from a text of the page (`blob:`,
 * `data:`), and would have natives of its own.
 */
function guardWorker(orders: Orders): void {
  const claims = createMatcher(orders.rules);
  const isRefused = (address: unknown): boolean => {
    const url = resolve(String(address), orders.base);
    return !!url && /^(http|ws)/.test(url.protocol) && (claims(url) ?? orders.isHeld);
  };
  const scope = self as unknown as Realm;
  for (const [key, nowhere] of Object.entries({
    fetch: NOWHERE,
    EventSource: NOWHERE,
    importScripts: NOWHERE,
    WebSocket: NOBODY,
    WebSocketStream: NOBODY,
    WebTransport: NOBODY,
  }))
    guard(scope, key, (native, args) => {
      const [input] = args;
      const url = input instanceof Request ? input.url : input;
      return isRefused(url) || (key === 'importScripts' && args.some(isRefused))
        ? native([nowhere, ...args.slice(1)])
        : native();
    });
  guard(scope.XMLHttpRequest.prototype, 'open', (native, [method, url, ...rest]) =>
    native([method, isRefused(url) ? NOWHERE : url, ...rest]),
  );
  guardWorkers(
    guardsIn(scope),
    () => orders,
    (part) =>
      part.replace(/["'][^"']+$/, (address) =>
        isRefused(address.slice(1)) ? `${address[0]}${NOWHERE}` : address,
      ),
  );
}

Reflect.set(self, 'izinGuard', guardWorker);

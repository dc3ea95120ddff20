import { judgeName } from '../law.ts';
import { hold } from '../tags.ts';
import { once } from '../trust.ts';
import { behind, real, type On } from './native.ts';

const proxies = new WeakMap<object, object>();

/** Whether a name may be written. */
const may = (vector: 'cookie' | 'storage', name: unknown): boolean =>
  !hold(vector, String(name), judgeName(String(name)));

/** Stands before `document.cookie` and `cookieStore`: names of services that are not granted are not written. */
export function guardCookie(on: On): void {
  on(
    'Document',
    'cookie',
    (native, [value], _self, key) => {
      const given = once(value);
      const text = String(given);
      // Deleting stays free, so what may not be written is deleted: the last of two ages counts.
      const isFree =
        /^[^=;]*=\s*(;|$)/.test(text) || may(key as 'cookie', text.split(/[=;]/, 1).join('').trim());
      return native([isFree ? given : `${text};max-age=0`]);
    },
    'set',
  );
  on('CookieStore', 'set', (native, [given]) =>
    may('cookie', (given as { readonly name?: unknown } | undefined)?.name ?? given)
      ? native()
      : Promise.resolve(),
  );
  // All of them take the storage that stands behind ours.
  on('Storage', /^(?!constr)/, (native, [name], self, key) =>
    key !== 'setItem' || may('storage', name) ? native(undefined, behind(self)) : undefined,
  );
}

/** The same for keys of storages, which are properties, too. The page gets stand-ins, which no realm without guards can use. */
export function guardStorages(on: On): void {
  on('', 'StorageEvent', (native, [type, init]) =>
    native([type, init && { ...init, storageArea: behind((init as StorageEventInit).storageArea) }]),
  );
  on('StorageEvent', /^init/, (native, args) => native(args.map(behind)));
  on('StorageEvent,,Window', 'storageArea,localStorage,sessionStorage', (native) => standIn(native()), 'get');
}

/** The storage as the page gets it: nothing but a proxy sees properties written. */
function standIn(storage: unknown): unknown {
  const area = storage as object | null;
  if (!area || proxies.has(area)) return area && proxies.get(area);
  const proxy = new Proxy(area, {
    get: (target, key) => Reflect.get(target, key, target) as unknown,
    set: (target, key, value) => !may('storage', key) || Reflect.set(target, key, value, target),
    defineProperty: (target, key, descriptor) =>
      !may('storage', key) || Reflect.defineProperty(target, key, descriptor),
  });
  proxies.set(area, proxy);
  real.set(proxy, area);
  return proxy;
}

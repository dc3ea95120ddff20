import type { Calls } from './network.ts';
import { guard, type Lift } from './native.ts';

/** Stands before `document.cookie`: names of services that are not granted are not written. Deleting stays free. */
export function guardCookie({ judge, note }: Pick<Calls, 'judge' | 'note'>): Lift {
  return guard(Document.prototype, 'cookie', 'set', (native, _self, args) => {
    const text = String(args[0]);
    const name = text.split(/[=;]/, 1).join('').trim();
    const { action, service, category } = judge().name(name, 'cookies');
    if (action === 'pass' || isDeletion(text)) return native(text);
    note({ url: name, service, category, element: undefined, status: 'refused' }, 'cookie');
    return undefined;
  });
}

function isDeletion(cookie: string): boolean {
  const age = /;\s*max-age\s*=\s*(-?\d+)/i.exec(cookie);
  if (age) return Number(age[1]) <= 0;
  const expires = /;\s*expires\s*=([^;]+)/i.exec(cookie);
  return !!expires && Date.parse(expires[1] ?? '') < Date.now();
}

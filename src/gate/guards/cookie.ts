import { judgeCookie } from '../law.ts';
import { note } from '../tags.ts';
import { guard } from './native.ts';

/** Stands before `document.cookie`: names of services that are not granted are not written. Deleting stays free. */
export function guardCookie(): void {
  guard(Document.prototype, 'cookie', 'set', (native, _self, [value]) => {
    const text = String(value);
    const name = text.split(/[=;]/, 1).join('').trim();
    const verdict = judgeCookie(name);
    if (verdict.action === 'pass' || isDeletion(text)) return native(value);
    return note('cookie', name, verdict);
  });
}

function isDeletion(cookie: string): boolean {
  const [, age] = /;\s*max-age\s*=\s*(-?\d+)/i.exec(cookie) ?? [];
  const [, expires] = /;\s*expires\s*=([^;]+)/i.exec(cookie) ?? [];
  return age ? Number(age) <= 0 : !!expires && Date.parse(expires) < Date.now();
}

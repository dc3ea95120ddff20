import { judgeCookie } from '../law.ts';
import { note } from '../tags.ts';
import { guard } from './native.ts';

/** Stands before `document.cookie`: names of services that are not granted are not written. Deleting stays free. */
export function guardCookie(): void {
  guard(Document.prototype, 'cookie', 'set', (native, _self, [value]) => {
    const text = String(value);
    const name = text.split(/[=;]/, 1).join('').trim();
    const verdict = judgeCookie(name);
    if (!verdict.action || isDeletion(text)) return native(value);
    return note('cookie', name, verdict);
  });
}

function isDeletion(cookie: string): boolean {
  const valueOf = (name: string): string | undefined =>
    new RegExp(`;\\s*${name}\\s*=([^;]+)`, 'i').exec(cookie)?.[1];
  const age = valueOf('max-age');
  // What is no date is no deletion.
  return age ? Number(age) <= 0 : Date.parse(valueOf('expires') as string) < Date.now();
}

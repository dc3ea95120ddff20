/** Stands before a native: calls it through `native`, or does not. */
export type Around = (native: (...args: unknown[]) => unknown, self: unknown, args: unknown[]) => unknown;

const { apply, getOwnPropertyDescriptor: descriptorOf, defineProperty } = Reflect;

/**
 * Puts a guard before a native method (`value`), setter (`set`) or getter (`get`).
 *
 * The guard is a proxy of the native: it has its name, length and source text, so code that looks
 * whether a function is native finds what it looked for. Where a hardened page froze the native,
 * nothing is done.
 */
export function guard(owner: object, key: string, part: 'value' | 'set' | 'get', around: Around): void {
  const descriptor = descriptorOf(owner, key);
  const native: unknown = descriptor?.[part];
  if (!descriptor?.configurable || typeof native !== 'function') return;
  const handler = {
    apply: (target: never, self: unknown, args: unknown[]) =>
      around((...next) => apply(target, self, next), self, args),
  };
  // Without a prototype: one that a page has spoilt would speak for what is not there.
  defineProperty(owner, key, {
    __proto__: null,
    ...descriptor,
    [part]: new Proxy(native, handler),
  } as PropertyDescriptor);
}

/** Lifts a guard. Calling it again does nothing. */
export type Lift = () => void;

type Callable = (this: unknown, ...args: never[]) => unknown;
/** Stands before a native: calls it through `native`, or does not. */
export type Around = (native: (...args: unknown[]) => unknown, self: unknown, args: unknown[]) => unknown;

const { apply, getOwnPropertyDescriptor: descriptorOf, defineProperty } = Reflect;

/**
 * Puts a guard before a native method, getter or setter.
 *
 * The guard is a proxy of the native: it has its name, length and source text, so code that looks
 * whether a function is native finds what it looked for. Where a hardened page froze the native,
 * nothing is done.
 *
 * @param part - Which of the property's functions.
 */
export function guard(owner: object | undefined, key: string, part: 'value' | 'get' | 'set', around: Around): Lift {
  const descriptor = owner && descriptorOf(owner, key);
  const native: unknown = descriptor?.[part];
  if (!owner || !descriptor?.configurable || typeof native !== 'function') return () => {};
  let on = true;
  const proxy = new Proxy(native as Callable, {
    apply(target, self, args) {
      return on ? around((...next) => apply(target, self, next), self, args) : apply(target, self, args);
    },
  });
  defineProperty(owner, key, { ...descriptor, [part]: proxy });
  return () => {
    on = false;
    // Someone may have put a guard before ours since. Then ours stays in the chain, inert.
    if (descriptorOf(owner, key)?.[part] === proxy) defineProperty(owner, key, descriptor);
  };
}

/**
 * Stands before a native: calls it, or does not.
 *
 * @param native - Calls it as it was called, or with other arguments, or on something else.
 * @param self - What it was called on; nothing for a constructor.
 * @param key - Its name.
 */
export type Around = (
  native: (args?: readonly unknown[], on?: unknown) => unknown,
  args: unknown[],
  self: unknown,
  key: string,
) => unknown;

/**
 * The same for what a page calls all the time, and mostly may: nothing is made for such a call.
 *
 * @returns What is done in place of the call; nothing where it goes on as it is.
 */
export type Before = (
  args: readonly unknown[],
  self: unknown,
  key: string,
) => ((native: () => unknown) => unknown) | undefined;

/** A window with its own natives: that of the page, or of a frame of the same site. */
export type Realm = Window & typeof globalThis;

type Part = 'value' | 'set' | 'get';

const { apply, construct, getOwnPropertyDescriptor: descriptorOf, getPrototypeOf, defineProperty } = Reflect;

/** What stands behind the objects that the page got in place of others. */
export const real = new WeakMap<object, object>();

/**
 * What all proxies have in common; each has its guard beside. Without a prototype: one that a page has
 * spoilt would speak for what is not there.
 */
const traps = {
  __proto__: null,
  apply(this: Handler, native: never, self: unknown, args: unknown[]): unknown {
    return this.around((next = args, on = self) => apply(native, on, next), args, self, this.key);
  },
  construct(this: Handler, native: never, args: unknown[], made: never): unknown {
    return this.around((next = args) => construct(native, next, made), args, undefined, this.key);
  },
};
interface Handler {
  readonly around: Around;
  readonly key: string;
}

/** Constructors that go by two names have one guard. */
const twins = new WeakMap<object, object>();

/** The same, for anything. */
export const behind = (it: unknown): unknown => real.get(it as object) ?? it;

/**
 * Puts a guard before a native method or constructor (`value`), setter (`set`) or getter (`get`).
 *
 * The guard has the native's name, length and source text, so code that looks whether a function is
 * native finds what it looked for. Where there is no such native, or a hardened page froze it, nothing
 * is done.
 */
export function guard(
  owner: object | null | undefined,
  key: string,
  around: Around | undefined,
  part: Part = 'value',
  before?: Before,
): void {
  // What an interface inherits is guarded for itself alone.
  let descriptor: PropertyDescriptor | undefined;
  for (let from = owner; from && !descriptor; from = getPrototypeOf(from))
    descriptor = descriptorOf(from, key);
  const native: unknown = descriptor?.[part];
  if (!descriptor?.configurable || typeof native !== 'function' || !Object.hasOwn(descriptor, part)) return;
  let own: object | undefined = twins.get(native);
  // A page makes elements all the time, and a method is called faster than a proxy.
  if (before) {
    own = {
      method(...args: unknown[]): unknown {
        const go = before(args, this, key);
        return go ? go(() => apply(native as never, this, args)) : apply(native as never, this, args);
      },
    }.method;
    for (const name of ['name', 'length'])
      defineProperty(own, name, { __proto__: null, ...descriptorOf(native, name) } as PropertyDescriptor);
  }
  own ??= new Proxy(native, { __proto__: traps, around, key } as ProxyHandler<typeof native>);
  if (native.prototype) twins.set(native, own);
  // What says of what it is made of what (`toString`) says it of the native.
  real.set(own, behind(native) as object);
  defineProperty(owner as object, key, { __proto__: null, ...descriptor, [part]: own } as PropertyDescriptor);
  // What it makes knows its constructor, too.
  const { prototype } = native as { prototype?: object };
  if (prototype && descriptorOf(prototype, 'constructor')?.value === native)
    defineProperty(prototype, 'constructor', { __proto__: null, value: own } as PropertyDescriptor);
}

/**
 * Puts one guard before many natives: those of a name, in interfaces given by theirs. No name is the
 * window itself, whose thousand names every page view would pay for being read.
 *
 * @param names - A list of names, or a pattern of them.
 */
export type On = (
  interfaces: string,
  names: RegExp | string,
  around: Around | undefined,
  part?: Part,
  before?: Before,
) => void;

/** The guards of one realm. */
export const guardsIn =
  (w: Realm, keys = { __proto__: null } as unknown as Record<string, readonly PropertyKey[]>): On =>
  (interfaces, names, around, part, before) => {
    for (const name of interfaces.split(',')) {
      const owner = name ? (w as unknown as Record<string, typeof Object>)[name]?.prototype : w;
      if (!owner) continue;
      // What is inherited is guarded where it stands.
      const found =
        typeof names === 'string'
          ? names.split(',')
          : (keys[name] ??= Reflect.ownKeys(owner)).filter(
              (key) => typeof key === 'string' && names.test(key),
            );
      for (const key of found) guard(owner, key as string, around, part, before);
    }
  };

import { isOpen, orders } from '../law.ts';
import { cleanValue } from '../styles.ts';
import { prepare, watch } from '../watch.ts';
import { guardAttributes } from './attributes.ts';
import { guardSockets, guardValues } from './calls.ts';
import { guardCookie, guardStorages } from './cookie.ts';
import { guardMarkup } from './markup.ts';
import { type Before, behind, guardsIn, type Realm } from './native.ts';
import { guardNavigation } from './navigation.ts';
import { guardNetwork } from './network.ts';
import { guardWorkers } from './worker.ts';

/** Realms with guards, and what puts there those that are still to come. */
const entered = new WeakMap<object, () => void>();

/**
 * Puts every guard into a realm: the page, and each frame and window of the same site that it makes.
 *
 * Where nothing is left to hold a page gets those alone by which marked tags are found, and those whose
 * natives libraries like to keep for themselves; the others once there is. To be called after each decision.
 *
 * @param ready - Settles when the configuration is in force, or it is too late to wait for it.
 */
export function guardRealm(w: Realm, ready: Promise<unknown>): void {
  const finish = entered.get(w.Element) ?? begin(w, ready);
  const isLater = isOpen && w === window;
  entered.set(w.Element, isLater ? finish : () => {});
  if (!isLater) finish();
}

/** Puts the first guards there, and gives what puts the others there. */
function begin(w: Realm, ready: Promise<unknown>): () => void {
  const on = guardsIn(w);
  const home = w.document;
  const enter = (other: unknown): unknown => {
    try {
      const { defaultView, window: inner = defaultView as Realm } = other as Realm & Document;
      guardRealm(inner, ready);
      watch(inner.document);
    } catch {
      // Another site's, or none.
    }
    return other;
  };
  let known = 0;
  let isWhole = false;
  /** New frames have natives of their own. */
  function enterFrames(): void {
    if (!isWhole || w.length === known) return;
    known = w.length;
    for (let i = 0; i < known; i++) enter(w[i]);
  }
  const followed = (native: () => unknown): unknown => {
    const result = native();
    enterFrames();
    return result;
  };
  const insert: Before = (args, self) => {
    let canLoad = false;
    for (let i = 0; i < args.length;) if (prepare(args[i++], self, home)) canLoad = true;
    return canLoad ? followed : undefined;
  };
  on(
    'Node,Element,DocumentFragment,Document,CharacterData,Range,HTMLSelectElement,HTMLOptionsCollection',
    /^(append|prepend|insert(B|N|.*tE)|replace|before$|after$|import|adopt|surround|move|add$)/,
    undefined,
    'value',
    insert,
  );
  on('Document,HTMLTableElement', 'body,caption,tHead,tFoot', undefined, 'set', insert);
  on('Element', 'attachShadow', (native) => {
    const root = native() as ShadowRoot;
    watch(root);
    return root;
  });
  // Guards say of themselves what natives say.
  on('Function', 'toString', (native, _args, self) => native(undefined, behind(self)));
  guardMarkup(w, on, enterFrames);
  guardCookie(on);
  guardWorkers(on, orders, (part) => String(cleanValue(part, 'Worker')));
  guardNetwork(on, ready);
  guardSockets(on);

  return () => {
    isWhole = true;
    guardAttributes(w, on);
    guardValues(on);
    guardStorages(on);
    on(
      'HTMLIFrameElement,HTMLFrameElement,HTMLObjectElement',
      /^content[DW]/,
      (native) => enter(native()),
      'get',
    );
    guardNavigation(w, on, enter);
    enterFrames();
  };
}

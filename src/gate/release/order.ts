import { marksOf } from '../elements.ts';
import { createElement } from '../page.ts';
import { remember, runBehind, runFailed } from './again.ts';
import { begin, end, repeat } from './late.ts';
import { free as letGo } from './free.ts';
import { tools } from './lent.ts';
import { run } from './run.ts';
import { ahead, copyOf, isAsked, sourceOf, typeOf } from './scripts.ts';
import { turn } from './turn.ts';
import { isWriting, written } from './write.ts';

const SLICE = 12; // ms of our own work before the page gets its turn

type Job = () => unknown;

/** What starts at once, what keeps the order of the page, and what runs after all of that. */
const free: Job[] = [];
const ordered: Element[] = [];
const deferred: Element[] = [];

/** What is in one of these. */
const queued = new Set<Element>();
/** Scripts on their way, and those of them for which others may have to wait. */
const loads: unknown[] = [];
const pending = new Set<unknown>();
/** What is done once those have run, before anything else does. */
let bar: Job | undefined;
let isRunning = false;
let since = 0;

/** A script that keeps the order of the page. */
const isOrdered = (element: Element): element is HTMLScriptElement =>
  element instanceof HTMLScriptElement &&
  element.isConnected &&
  !element.hasAttribute('async') &&
  (marksOf(element) !== null || tools.waiting.get(element) === true);

const isDeferred = (element: Element): boolean =>
  typeOf(element) === 'module' || (element.hasAttribute('defer') && !!sourceOf(element));

const byPlace = (a: Element, b: Element): number =>
  a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

/**
 * Queues elements to run, each once, while they still may.
 *
 * Scripts of the page without `async` run in the order of the page, those with `defer` and modules after
 * the others; all are requested at once. All else starts at once.
 */
export function enqueue(elements: readonly Element[]): void {
  let isMore = false;
  for (const element of elements) {
    if (queued.has(element)) continue;
    queued.add(element);
    if (element instanceof HTMLTemplateElement) {
      attempt(element);
      isMore = true;
    } else if (!isOrdered(element)) free.push(() => attempt(element));
    else (isDeferred(element) ? deferred : ordered).push(element);
  }
  ordered.sort(byPlace);
  deferred.sort(byPlace);
  // What stood in templates comes along.
  if (isMore) void turn().then(go);
  else go();
}

function go(): void {
  if (!isRunning) return void work();
  void drain(free, act);
  void advance().then(ask);
}

const act = (job: Job): unknown => job();

/**
 * Whether an element is still to run, and may. In a frame of the same site the page above may have had it
 * run before: every script that waits is inert by its type.
 */
const isDue = (element: Element): boolean =>
  tools.waiting.has(element) &&
  tools.mayRun(element) &&
  (element.localName !== 'script' || element.getAttribute('type') === 'text/plain');

/** Runs an element if it is due. */
function attempt(element: Element): Promise<unknown> | undefined {
  queued.delete(element);
  if (!isDue(element)) return undefined;
  const load = run(element);
  const hint = hints.get(element);
  if (hint) void Promise.resolve(load).then(() => hint.remove());
  loads.push(load);
  return load;
}

/** The same for a script for which others may have to wait. */
function put(script: Element): Promise<unknown> | undefined {
  const load = attempt(script);
  if (load) pending.add(load);
  void load?.then(() => pending.delete(load));
  return load;
}

/** Runs one element now, whatever is queued and was decided. */
export function hasten(element: Element): void {
  begin();
  const { size } = ahead;
  const load = run(element);
  // Nobody decided on it, so no decision takes it back.
  for (const script of [...ahead.keys()].slice(size)) ahead.delete(script);
  void Promise.resolve(load).then((failed) => {
    // What stands in its place is judged anew: held, it can be asked for again.
    if (failed) failed.replaceWith(copyOf(failed));
    repeat('DOMContentLoaded');
    end();
  });
}

/** Gives the page its turn once we have had ours. */
const pace = (): Promise<void> | undefined =>
  performance.now() - since < SLICE
    ? undefined
    : turn().then(() => {
        since = performance.now();
      });

/** Does something with everything in a queue, in slices. */
async function drain<T>(queue: T[], use: (item: T) => unknown): Promise<void> {
  for (let item; (item = queue.shift());) {
    use(item);
    await pace();
  }
}

/**
 * Puts scripts into the page, up to one that has to wait for those before it.
 *
 * Scripts with an address are put in together: the browser keeps their order, and `recall` keeps it
 * where one of them writes another.
 */
async function advance(): Promise<void> {
  for (let next; !bar && !written.length && (next = ordered[0] as HTMLScriptElement | undefined);) {
    const script = next;
    const isParsed = tools.waiting.get(script) === true;
    if (pending.size && (isWriting || !isParsed || !isAsked(script))) return;
    ordered.shift();
    const isOfPage = isParsed && marksOf(script) === null;
    const load = put(script);
    // The browser would not keep the order of one that a script has put there.
    if (load && !isParsed) bar = () => {};
    if (load && isOfPage && script.nextElementSibling?.matches('script:not([src])'))
      bar = () => runBehind(script);
    await pace();
  }
}

/** Has the browser ask for what still has to wait. */
function ask(): void {
  for (const script of [...ordered, ...deferred]) {
    if (hints.has(script)) continue;
    hints.set(script, undefined);
    free.push(() => preload(script as HTMLScriptElement));
  }
  void drain(free, act);
}

/** Waits for what is on its way, and for what that has written. */
async function arrive(): Promise<void> {
  ask();
  while (pending.size + written.length) {
    // One by one: what others have put in place of `Promise.all` may take no sets (zone.js).
    for (const load of pending) await load;
    for (; written.length; written.shift()) await written[0];
  }
  bar?.();
  bar = undefined;
}

async function work(): Promise<void> {
  isRunning = true;
  remember();
  begin();
  const started = drain(free, act);
  while (ordered.length + deferred.length + pending.size) {
    while (ordered.length + pending.size) {
      await advance();
      await arrive();
    }
    runFailed();
    await drain(deferred, put);
    await arrive();
    // Modules within the page do not tell when they have run.
    await turn();
  }
  isRunning = false;
  repeat('DOMContentLoaded');
  await started;
  await Promise.all(loads);
  end();
}

/** What asks for a script in advance, where anything does. */
const hints = new WeakMap<Element, Element | undefined>();

/** Has the browser ask for a script whose turn is still to come. */
function preload(script: HTMLScriptElement): void {
  const src = sourceOf(script);
  const type = typeOf(script);
  if (!src || !isAsked(script) || !isDue(script)) return;
  const link = createElement('link');
  for (const name of ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority', 'charset'])
    tools.set(link, name, script.getAttribute(name));
  link.nonce = script.nonce;
  link.as = 'script';
  link.rel = type === 'module' ? 'modulepreload' : 'preload';
  // Its script may run; this one is not asked about.
  tools.set(link, 'href', src);
  letGo(link, script);
  script.before(link);
  hints.set(script, link);
}

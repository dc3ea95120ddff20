import { marksOf } from '../elements.ts';
import { createElement } from '../page.ts';
import { remember, runBehind, runFailed } from './again.ts';
import { begin, end, repeat } from './late.ts';
import { tools } from './lent.ts';
import { run } from './run.ts';
import { isAsked, sourceOf, typeOf } from './scripts.ts';
import { turn } from './turn.ts';
import { written } from './write.ts';

const SLICE = 12; // ms of our own work before the page gets its turn

type Job = () => unknown;

/** What starts at once, what runs one after the other, and what runs after all of those. */
const free: Job[] = [];
const ordered: Element[] = [];
const deferred: Element[] = [];

/** What is in one of these. */
const queued = new Set<Element>();
/** Scripts on their way. */
const loads: unknown[] = [];
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
 * Scripts of the page without `async` run in the order of the page, one after the other, those with
 * `defer` and modules after the others; all are requested at once. All else starts at once.
 */
export function enqueue(elements: readonly Element[]): void {
  for (const element of elements) {
    if (queued.has(element)) continue;
    queued.add(element);
    if (element instanceof HTMLTemplateElement) attempt(element);
    else if (!isOrdered(element)) free.push(() => attempt(element));
    else {
      if (isRunning || queued.size > 1) free.push(() => preload(element));
      (isDeferred(element) ? deferred : ordered).push(element);
    }
  }
  ordered.sort(byPlace);
  deferred.sort(byPlace);
  void (isRunning ? drainFree() : work());
}

/** Runs an element if it still may. */
function attempt(element: Element): Promise<unknown> | undefined {
  queued.delete(element);
  if (!tools.waiting.has(element) || !tools.mayRun(element)) return undefined;
  const load = run(element);
  const hint = hints.get(element);
  if (hint) void Promise.resolve(load).then(() => hint.remove());
  loads.push(load);
  return load;
}

/** Runs one element now, whatever is queued and was decided. */
export function hasten(element: Element): void {
  begin();
  void Promise.resolve(run(element)).then(() => {
    repeat('DOMContentLoaded');
    end();
  });
}

/** Does something with everything in a queue, in slices, each after what the one before it waits for. */
async function drain<T>(queue: T[], act: (item: T) => unknown): Promise<void> {
  for (let item; (item = queue.shift());) {
    const wait = act(item);
    if (wait) await wait;
    if (performance.now() - since < SLICE) continue;
    await turn();
    since = performance.now();
  }
}

const drainFree = (): Promise<void> => drain(free, (job) => void job());

async function work(): Promise<void> {
  isRunning = true;
  remember();
  begin();
  // What stood in templates comes along.
  await turn();
  const started = drainFree();
  while (ordered.length + deferred.length) {
    await drain(ordered, async (element) => {
      const isOfPage = tools.waiting.get(element) === true && marksOf(element) === null;
      await attempt(element);
      for (let load; (load = written.shift());) await load;
      if (isOfPage && sourceOf(element)) runBehind(element);
    });
    runFailed();
    const last: unknown[] = [];
    await drain(deferred, (element) => void last.push(attempt(element)));
    await Promise.all(last);
    // Modules within the page do not tell when they have run.
    await turn();
  }
  isRunning = false;
  repeat('DOMContentLoaded');
  await started;
  await Promise.all(loads);
  end();
}

/** What asks for scripts in advance. */
const hints = new Map<Element, Element>();

/** Has the browser ask for a script whose turn is still to come. */
function preload(script: HTMLScriptElement): void {
  const src = sourceOf(script);
  const type = typeOf(script);
  if (!src || !isAsked(script) || !tools.waiting.has(script) || !tools.mayRun(script)) return;
  const link = createElement('link');
  tools.released.add(link);
  for (const name of ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority', 'charset'])
    tools.set(link, name, script.getAttribute(name));
  link.nonce = script.nonce;
  link.as = 'script';
  link.rel = type === 'module' ? 'modulepreload' : 'preload';
  link.href = src;
  script.before(link);
  hints.set(script, link);
}

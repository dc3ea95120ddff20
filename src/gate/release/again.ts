import { free } from './free.ts';
import { tools, trust } from './lent.ts';
import { copyOf } from './scripts.ts';

// Inline code that ran while a script that it needs was held, and failed or did nothing.

/** The globals that were there before anything was released. */
let known: Set<string> | undefined;

/** Remembers what is there. */
export const remember = (): unknown => (known ??= new Set(Object.getOwnPropertyNames(window)));

/** The globals that what was released has made. */
const made = (): string[] => Object.getOwnPropertyNames(window).filter((name) => !known?.has(name));

/** Code that looks first whether something is there. */
const LOOKS = /\btry\b|\bif\b|&&|\?\./;
/** Code that keeps calls in a queue until what it needs is there: run twice, it would call twice. */
const QUEUES = /\barguments\b/;

/** Runs the inline code right behind a released script again that speaks of what that has made. */
export function runBehind(script: Element): void {
  let names: readonly string[] | undefined;
  let next = script.nextElementSibling;
  while (next instanceof HTMLScriptElement && !next.src) {
    const isMeant = tools.failed.has(next) || (LOOKS.test(next.text) && !QUEUES.test(next.text));
    next = (isMeant ? runAnew(next, (names ??= made())) : next).nextElementSibling;
  }
}

/** The same for what failed and stands further away. */
export function runFailed(): void {
  if (!tools.failed.size) return;
  const names = made();
  for (const script of tools.failed) runAnew(script as HTMLScriptElement, names);
}

/** Tells which script stands in the place now. */
function runAnew(script: HTMLScriptElement, names: readonly string[]): HTMLScriptElement {
  const { text, type, src, isConnected } = script;
  const words = new Set(text.match(/[\w$]+/g));
  if (
    src ||
    !isConnected ||
    tools.released.has(script) ||
    !/^\s*$|(java|ecma)script/i.test(type) ||
    !names.some((name) => words.has(name))
  )
    return script;
  const copy = copyOf(script);
  // What it declares by these stands already.
  if (/\b(let|const|class)\b/.test(text)) copy.text = trust('createScript', `{${text}\n}`);
  tools.failed.delete(script);
  free(copy, script);
  script.replaceWith(copy);
  return copy;
}

import type { ConsentGate } from './api.ts';
import { startGate } from './gate.ts';
import { fromDocument } from './page.ts';
import { findSources } from './sources.ts';

// The only file with side effects on import.

// Read at once: later it is null. Anything that is no script (of HTML) is of no use.
const current = fromDocument('currentScript');
const script = current instanceof HTMLScriptElement ? current : undefined;

const report = (message: unknown): void => console.error(`izin: ${String(message)}`);

/** The gate of the page that this frame stands in, if that is the same site's and has one. */
function gateAbove(): ConsentGate | false | undefined {
  try {
    return window.parent !== window && window.parent.izin;
  } catch {
    return undefined; // Another site's page.
  }
}

function start(): void {
  // A page element named izin is no gate: names of elements are not the window's own.
  if (Object.hasOwn(window, 'izin')) return report('the script is there twice');
  startGate({
    sources: findSources(script, report),
    script,
    above: gateAbove(),
    report,
  });
}

try {
  start();
} catch (error) {
  reportError(error);
}

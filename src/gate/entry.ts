import type { ConsentGate } from './api.ts';
import { startGate } from './gate.ts';
import { findSources } from './sources.ts';

// The only file with side effects on import.

// Read at once: later it is null. Anything that is no script was put in its place (DOM clobbering).
const current = document.currentScript;
const script = current instanceof HTMLScriptElement ? current : undefined;

const report = (message: string): void => console.error(`izin: ${message}`);

/** The gate of the page that this frame stands in, if that is the same site's and has one. */
function gateAbove(): ConsentGate | undefined {
  try {
    return window.parent === window ? undefined : window.parent.izin;
  } catch {
    return undefined; // Another site's page.
  }
}

function start(): void {
  // A page element named izin is no gate: names of elements are not the window's own.
  if (Object.hasOwn(window, 'izin'))
    return report('the script stands in the page twice; the second does nothing');
  const isLate =
    script && (script.async || script.defer || [...document.scripts].some((s) => s !== script && s.src));
  if (isLate)
    report(
      'the script is not the first of the page: what came before it is not held. Put it first in <head>, without async or defer',
    );
  const base = script?.dataset['base'] ?? script?.src ?? document.baseURI;
  startGate({
    sources: findSources(script, report),
    base: new URL(base || '.', document.baseURI).href,
    above: gateAbove(),
    report,
    expose: (value) => Object.defineProperty(window, 'izin', { value, enumerable: true }),
  });
}

try {
  start();
} catch (error) {
  reportError(error);
}

import type { Tools } from '../inside.ts';

/** What the gate lends; nothing until there is something to release. */
export let tools: Tools;

/** Takes what the gate lends. */
export function take(given: Tools): void {
  tools = given;
}

/** Gives a text the type that it needs where a page requires Trusted Types. */
export const trust: Tools['trust'] = (make, text) => tools.trust(make, text);

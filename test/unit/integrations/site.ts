import { vi } from 'vitest';
import type { Choices } from '../../../src/gate/api.ts';
import type { Change } from '../../../src/integrations/vendors.ts';

export type Call = readonly [path: string, ...args: unknown[]];

/** Every optional category. */
export const all = (said: 'granted' | 'denied'): Choices => ({
  necessary: 'granted',
  functional: said,
  performance: said,
  marketing: said,
});

/** A page with globals, and what was called on them and reported, in order. */
export interface Site {
  readonly window: Record<string, unknown>;
  readonly calls: Call[];
  readonly problems: unknown[];
  /** Tells the vendors of the page. */
  tell(changes: readonly Change[], decisions: Choices): void;
}

/**
 * Opens a page in which each path is a function that takes note of its calls.
 *
 * @param answers - What the functions return.
 */
export async function openSite(
  paths: readonly string[],
  globals: Record<string, unknown> = {},
  answers: Record<string, unknown> = {},
): Promise<Site> {
  // Some vendors remember what they were told on this page.
  vi.resetModules();
  const { tellVendors } = await import('../../../src/integrations/vendors.ts');
  const calls: Call[] = [];
  const problems: unknown[] = [];
  const window: Record<string, unknown> = { ...globals };
  for (const path of paths) {
    const [owner = '', method] = path.split('.');
    const note = (...args: unknown[]): unknown => {
      calls.push([path, ...args]);
      return answers[path];
    };
    if (method === undefined) window[owner] = note;
    else window[owner] = { ...Object(window[owner]), [method]: note };
  }
  vi.stubGlobal('window', window);
  return {
    window,
    calls,
    problems,
    tell: (changes, decisions) =>
      tellVendors(changes, decisions, (problem) => {
        problems.push(problem);
      }),
  };
}

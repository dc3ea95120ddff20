import type { LaunchOptions } from '@playwright/test';
import { test as base } from './page.ts';
import { startChromium, startFirefox } from './engine-playwright.ts';
import { startWebKit } from './engine-webkit.ts';

/** The engines that vectors are tried in. */
export type EngineId = 'chromium' | 'firefox' | 'webkit';

/** A browser engine, as far as vectors need one. */
export interface Engine {
  /** With its version. */
  readonly name: string;
  /** What stands first in a page, where only the page itself can keep its errors: in `said`. */
  readonly prelude?: string;
  /**
   * Begins with a visitor who was nowhere yet.
   *
   * @param isWhole - In a browser with windows, and a profile that lasts and may predict, where that makes a
   *   difference.
   */
  begin(isWhole: boolean): Promise<Session>;
  close(): Promise<void>;
}

/** The keys that a banner has to do with. */
export type Key = 'Tab' | 'Shift+Tab' | 'Enter' | 'Space' | 'Escape';

/** One visitor's browser, with one page in front. */
export interface Session {
  goto(url: string): Promise<void>;
  /**
   * Runs a text in the page, as the body of an async function.
   *
   * @returns What it returns, as plain data; rejects when the page goes elsewhere meanwhile.
   */
  evaluate(code: string): Promise<unknown>;
  /** Presses keys one after another, as a visitor does. */
  press(...keys: readonly Key[]): Promise<void>;
  /** Uncaught errors, and what the gate told the console, so far. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** What a project sets for all its tests, and what its workers share. */
export interface EngineOptions {
  readonly engineId: EngineId;
  /** How Chromium starts for visitors who need a whole browser, where the project's is none. */
  readonly whole: LaunchOptions | undefined;
}

/** The tests' own `test`, with the engine of its project. */
export const test = base.extend<object, EngineOptions & { engine: Engine }>({
  engineId: ['chromium', { option: true, scope: 'worker' }],
  whole: [undefined, { option: true, scope: 'worker' }],

  engine: [
    async ({ engineId, world, launchOptions, whole }, use) => {
      const start = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit }[engineId];
      const engine = await start(world, launchOptions, whole);
      await use(engine);
      await engine.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

import { existsSync } from 'node:fs';
import { chromium, defineConfig, type LaunchOptions } from '@playwright/test';
import type { EngineOptions } from './browser/engine.ts';
import type { VisitOptions } from './browser/page.ts';

/** The browser to drive: the one named, Playwright's own, or the system's. */
const browser = [
  process.env['CHROMIUM_PATH'],
  chromium.executablePath(),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path && existsSync(path));

/** Chromium without its windows, where there is one: the same engine, and more than twice as fast. */
const shell =
  [process.env['CHROMIUM_SHELL_PATH'], '/usr/bin/chromium-headless-shell'].find(
    (path) => path && existsSync(path),
  ) ?? browser;

/** What needs a whole browser: its cache of pages, its processes, and libraries that do not count robots. */
const needsWhole = /(back|early|libraries|lighthouse)\.spec\.ts$/;

/** The promises that hold on plain http too, where a page is no secure context. */
const main = /(hold|release|withdraw|remember|receipts|baked)\.spec\.ts$/;

/** Every vector, keys, and what engines do with pages that are loaded again: in each engine. */
const vectors = /(vectors|reload|keys)\.spec\.ts$/;

const start = (path: string | undefined): LaunchOptions => ({
  ...(path && { executablePath: path }),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

export default defineConfig<VisitOptions, EngineOptions>({
  testDir: 'browser',
  outputDir: '../.build/playwright',
  fullyParallel: true,
  // They wait more than they work.
  workers: shell === browser ? 3 : 4,
  forbidOnly: !!process.env['CI'],
  retries: process.env['CI'] ? 2 : 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    actionTimeout: 10_000,
    trace: process.env['IZIN_TRACE'] ? 'retain-on-failure' : 'off',
    launchOptions: start(browser),
  },
  projects: [
    {
      name: 'https',
      use: { scheme: 'https', launchOptions: start(shell) },
      testIgnore: [vectors, needsWhole],
    },
    { name: 'whole', use: { scheme: 'https' }, testMatch: needsWhole },
    { name: 'http', use: { scheme: 'http', launchOptions: start(shell) }, testMatch: main },
    {
      name: 'chromium',
      use: { engineId: 'chromium', launchOptions: start(shell), whole: start(browser) },
      testMatch: vectors,
    },
    { name: 'firefox', use: { engineId: 'firefox' }, testMatch: vectors },
    { name: 'webkit', use: { engineId: 'webkit' }, testMatch: vectors },
  ],
});

import { existsSync } from 'node:fs';
import { chromium, defineConfig } from '@playwright/test';
import type { EngineOptions } from './browser/engine.ts';
import type { VisitOptions } from './browser/page.ts';

/** The browser to drive: the one named, Playwright's own, or the system's. */
const browser = [
  process.env['CHROMIUM_PATH'],
  chromium.executablePath(),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path && existsSync(path));

/** The promises that hold on plain http too, where a page is no secure context. */
const main = /(hold|release|inserted|withdraw|remember|receipts|gpc|google|config|chunk|baked)\.spec\.ts$/;

/** Every vector, in each engine. */
const vectors = /vectors\.spec\.ts$/;

export default defineConfig<VisitOptions, EngineOptions>({
  testDir: 'browser',
  outputDir: '../.build/playwright',
  fullyParallel: true,
  workers: 3,
  forbidOnly: !!process.env['CI'],
  retries: process.env['CI'] ? 1 : 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    actionTimeout: 10_000,
    trace: process.env['IZIN_TRACE'] ? 'retain-on-failure' : 'off',
    launchOptions: {
      ...(browser && { executablePath: browser }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'https', use: { scheme: 'https' }, testIgnore: vectors },
    { name: 'http', use: { scheme: 'http' }, testMatch: main },
    { name: 'chromium', use: { engineId: 'chromium' }, testMatch: vectors },
    { name: 'firefox', use: { engineId: 'firefox' }, testMatch: vectors },
    { name: 'webkit', use: { engineId: 'webkit' }, testMatch: vectors },
  ],
});

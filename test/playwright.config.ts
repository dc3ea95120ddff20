import { existsSync } from 'node:fs';
import { chromium, defineConfig } from '@playwright/test';
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

export default defineConfig<VisitOptions>({
  testDir: 'browser',
  outputDir: '../.build/playwright',
  fullyParallel: true,
  workers: 2,
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
    { name: 'https', use: { scheme: 'https' } },
    { name: 'http', use: { scheme: 'http' }, testMatch: main },
  ],
});

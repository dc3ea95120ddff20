// Makes the pictures of the README: first layer and preferences of the demo shop. `npm run screenshots`
//
// It needs what `npm run build` writes. The demo runs on a free port with its receipts in memory.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}demo/screenshots`;
const server = `${root}.build/demo/server.js`;

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
const LANGUAGES = [
  { language: 'id', path: '/' },
  { language: 'en', path: '/en/' },
];
const THEMES = ['light', 'dark'];

/** The browser to drive: the one named, Playwright's own, or the system's. */
const browserPath = [
  process.env.CHROMIUM_PATH,
  chromium.executablePath(),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path && existsSync(path));

if (!existsSync(server) || !existsSync(`${root}dist/izin.js`)) fail('nothing is built: npm run build');
if (!browserPath) fail('no Chromium: npm test installs one, or name one in CHROMIUM_PATH');

const { startDemo } = await import(server);
const demo = await startDemo({ port: 0, db: ':memory:', root });
const args = ['--disable-gpu', '--no-first-run', '--disable-background-networking'];
if (process.getuid?.() === 0) args.push('--no-sandbox');
const browser = await chromium.launch({ executablePath: browserPath, args });
mkdirSync(folder, { recursive: true });
try {
  for (const size of SIZES) {
    for (const place of LANGUAGES) for (const theme of THEMES) await photograph(size, place, theme);
  }
} finally {
  await browser.close();
  await demo.close();
}

/** Takes both faces as a visitor meets them who comes for the first time. */
async function photograph(viewport, { language, path }, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 1, locale: language });
  const page = await context.newPage();
  await page.goto(demo.url + path, { waitUntil: 'networkidle' });
  const notice = page.locator('#izin .izin-notice');
  const name = (face) => `${face}-${viewport.width}x${viewport.height}-${language}-${colorScheme}.png`;

  await notice.waitFor();
  await take(page, name('first-layer'));
  await notice.locator('[data-izin-action=preferences]').click();
  await page.locator('#izin dialog[open] h2').first().waitFor();
  await page.mouse.move(0, 0);
  await take(page, name('preferences'));
  await context.close();
}

async function take(page, file) {
  const path = `${folder}/${file}`;
  // At the end of all transitions, and without a blinking caret.
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  console.log(`${String(readFileSync(path).length).padStart(8)} bytes  demo/screenshots/${file}`);
}

function fail(message) {
  console.error(`test/screenshots.mjs: ${message}`);
  process.exit(1);
}

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, expect, test, type Locator, type Page } from '@playwright/test';
import { merged } from './merged.ts';
import { sealOf } from './sealing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const GATE = '<script src="/izin/izin.js"></script>';

interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

const panel = (page: Page): Locator => page.locator('#izin-inspector').getByRole('region');
const codes = (page: Page): Promise<string[]> =>
  panel(page)
    .locator('.izin-finding:not([data-severity=note])')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['code'] ?? ''));

async function copied(page: Page, code: string | undefined, name: RegExp | string): Promise<string> {
  const within = code === undefined ? panel(page) : panel(page).locator(`[data-code="${code}"]`);
  await within.getByRole('button', { name }).first().click();
  await expect(panel(page).getByRole('status').last()).toHaveText('Copied.');
  return page.evaluate(() => navigator.clipboard.readText());
}

test('the inspector names five mistakes planted in the demo, and what it copies settles them', async ({
  launchOptions,
}) => {
  // The build of the demo has no types.
  const { startDemo } = (await import(`${root}.build/demo/server.js`)) as {
    startDemo(options: { port: number; db: string; root: string }): Promise<Demo>;
  };
  const demo = await startDemo({ port: 0, db: ':memory:', root });
  const browser = await chromium.launch(launchOptions);
  try {
    const context = await browser.newContext({ locale: 'en-US' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    const own = new URL(demo.url).host;
    const strangers = (): string[] => [...new Set(asked)].filter((host) => host !== own);

    const config = JSON.parse(await readFile(`${root}demo/izin.config.json`, 'utf8')) as {
      services: Record<string, object>;
    };
    const wrong = {
      ...config,
      services: {
        ...config.services,
        'google-analytics': { ...config.services['google-analytics'], category: 'necessary' },
      },
    };
    // Node knows no names below localhost; the browser does.
    const untouched = await page.goto(new URL('/en/', demo.url).href);
    const served = ((await untouched?.text()) ?? '').replace(GATE, '<!--gate-->');
    const [marked = ''] =
      /<img data-category="marketing" data-service="mitra-niaga"[^>]*>/.exec(served) ?? [];
    const pixel = marked
      .replace(/ data-category="[^"]*" data-service="[^"]*"/, '')
      .replace('data-src', 'src');
    const promo = '<script src="/js/cart.js"></script><script>document.cookie = "promo=1"</script>';
    /** Serves the demo's page, put together of its parts: with its configuration beside the script, for it differs. */
    const serve = async (head: string, settings: object, image: string): Promise<void> => {
      const json = `<script type="application/json" id="izin-config">${JSON.stringify(settings)}</script>`;
      const body = served.replace('<!--gate-->', `${json}${head}`).replace(marked, image);
      await page.unroute('**/en/?izin=inspect');
      await page.route('**/en/?izin=inspect', (route) => route.fulfill({ contentType: 'text/html', body }));
    };
    await page.route('**/izin/izin.js', async (route) =>
      route.fulfill({ contentType: 'text/javascript', body: await readFile(`${root}dist/izin.js`) }),
    );
    const open = async (): Promise<void> => {
      asked.length = 0;
      await page.goto(new URL('/en/?izin=inspect', demo.url).href);
      await expect(panel(page)).toBeVisible();
      await page.waitForLoadState('networkidle');
    };

    expect(marked).not.toBe('');
    const broken = sealOf(wrong).replace(/<meta http-equiv[^>]*>/, '');
    await serve(broken + promo + GATE, wrong, pixel);
    await open();
    await expect
      .poll(async () => (await codes(page)).toSorted())
      .toEqual(['cookie', 'necessary', 'not-first', 'requested', 'seal-no-policy']);

    const line = await copied(page, 'not-first', /^Copy the first line of head/);
    const markup = await copied(page, 'requested', /^Copy marked markup/);
    const patch: unknown = JSON.parse(await copied(page, undefined, 'Copy all config lines'));
    const mended = merged(wrong, patch) as object;
    await context.clearCookies();
    await serve(sealOf(mended) + line + promo, mended, markup);
    await open();
    await expect(panel(page).getByText('All in order')).toBeVisible();
    expect(await codes(page)).toEqual([]);
    expect(strangers()).toEqual([]);
  } finally {
    await browser.close();
    await demo.close();
  }
});

import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, expect, test } from '@playwright/test';
import lighthouse, { type Flags } from 'lighthouse';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

// Nobody has decided: a visitor of Lighthouse comes without a cookie, and the banner is open.
for (const path of ['/', '/en/'])
  test(`Lighthouse finds nothing wrong with accessibility and practices of the demo at ${path}`, async ({
    launchOptions,
  }) => {
    test.setTimeout(180_000);
    // The build of the demo has no types.
    const { startDemo } = (await import(`${root}.build/demo/server.js`)) as {
      startDemo(options: { port: number; db: string; root: string }): Promise<Demo>;
    };
    const demo = await startDemo({ port: 0, db: ':memory:', root });
    const port = await freePort();
    const browser = await chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    });
    try {
      const flags: Flags = {
        port,
        onlyCategories: ['accessibility', 'best-practices'],
        formFactor: 'mobile',
        output: 'json',
        logLevel: 'error',
      };
      const found = await lighthouse(new URL(path, demo.url).href, flags);
      const { categories = {}, audits = {} } = found?.lhr ?? {};
      const failed = Object.values(audits)
        .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score !== 1)
        .map(({ id }) => id);
      const scores = Object.fromEntries(Object.entries(categories).map(([id, { score }]) => [id, score]));
      // It has seen the first layer.
      expect(JSON.stringify(found?.artifacts.Inputs)).toContain('section.izin-notice');
      expect(scores, failed.join()).toEqual({ accessibility: 1, 'best-practices': 1 });
    } finally {
      await browser.close();
      await demo.close();
    }
  });

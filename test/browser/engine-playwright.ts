import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { chromium, firefox, type Browser, type BrowserContext, type LaunchOptions } from '@playwright/test';
import type { Engine, Session } from './engine.ts';
import type { World } from './world.ts';

const CONTEXT = { ignoreHTTPSErrors: true, locale: 'en-US' } as const;

/**
 * Chromium; who needs a whole one gets a profile on disk.
 *
 * @param whole - What starts a whole browser, where `options` start one without windows.
 */
export async function startChromium(
  world: World,
  options: LaunchOptions,
  whole: LaunchOptions = options,
): Promise<Engine> {
  const resolving = ({ args = [], ...others }: LaunchOptions): LaunchOptions => ({
    ...others,
    args: [...args, ...world.switches],
  });
  const browser = await chromium.launch(resolving(options));

  async function beginWhole(): Promise<Session> {
    const folder = mkdtempSync(`${tmpdir()}/izin-`);
    mkdirSync(`${folder}/Default`);
    // Some builds are shipped with prediction turned off.
    writeFileSync(`${folder}/Default/Preferences`, '{"net":{"network_prediction_options":0}}');
    const context = await chromium.launchPersistentContext(folder, {
      ...resolving(whole),
      ...CONTEXT,
    });
    const whenClosed = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    return createSession(context, { whenClosed });
  }

  return {
    name: `Chromium ${browser.version()}`,
    begin: async (isWhole) => (isWhole ? beginWhole() : createSession(await browser.newContext(CONTEXT))),
    close: () => browser.close(),
  };
}

/** A stock Firefox, by WebDriver BiDi; Playwright's own builds of it are not needed. */
export async function startFirefox({ ports }: World): Promise<Engine> {
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
    firefoxUserPrefs: {
      'network.dns.forceResolve': '127.0.0.1',
      'network.socket.forcePort': `443=${ports.https};80=${ports.http}`,
      'network.proxy.type': 0,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      // Windows opened without a click, and peers on loopback: else some vectors could not be seen.
      'dom.disable_open_during_load': false,
      'media.peerconnection.ice.loopback': true,
      // Off by default, but there; and what is fetched for later need not wait for a page to rest.
      'browser.send_pings': true,
      'network.prefetch-next.aggressive': true,
    },
  });
  adapt(browser);
  return {
    name: `Firefox ${browser.version()}`,
    begin: async () =>
      createSession(await browser.newContext(CONTEXT), { isError: /^(\w+|uncaught exception): / }),
    close: () => browser.close(),
  };
}

/** The connection below Playwright's Firefox; private to it, hence the pinned version. */
interface Inside {
  readonly _connection: {
    toImpl(browser: Browser): {
      _browserSession: { send(method: string, params?: { userActivation?: boolean }): Promise<unknown> };
    };
  };
}

/**
 * Sends Firefox what it can take: it may refuse commands of emulation that it does not know, and what
 * tests run in a page is no visitor's click.
 */
function adapt(browser: Browser): void {
  const session = (browser as unknown as Inside)._connection.toImpl(browser)._browserSession;
  const all = Object.getPrototypeOf(session) as typeof session & { isAdapted?: true };
  if (all.isAdapted) return;
  const { send } = all;
  all.isAdapted = true;
  all.send = async function (method, params) {
    try {
      return await send.call(
        this,
        method,
        params?.userActivation ? { ...params, userActivation: false } : params,
      );
    } catch (error) {
      if (method.startsWith('emulation.') && /unknown command|invalid argument/.test(String(error)))
        return {};
      throw error;
    }
  };
}

/** @param isError - What an uncaught error looks like: Firefox tells of failed requests in the same way. */
async function createSession(
  context: BrowserContext,
  { isError = /^/, whenClosed }: { isError?: RegExp; whenClosed?: () => void } = {},
): Promise<Session> {
  const errors: string[] = [];
  context.on('weberror', (error) => {
    const text = String(error.error());
    if (isError.test(text)) errors.push(text);
  });
  context.on('console', (message) => {
    if (message.text().startsWith('izin:')) errors.push(message.text());
  });
  const page = await context.newPage();
  return {
    errors,
    async goto(url) {
      // A page that is leaving by itself may cut in.
      await page.goto(url).catch((error: unknown) => {
        if (!/interrupted by another navigation/.test(String(error))) throw error;
        return page.goto(url);
      });
    },
    evaluate: (code) => page.evaluate(`(async () => {${code}})()`),
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async close() {
      await context.close();
      whenClosed?.();
    },
  };
}

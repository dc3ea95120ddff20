import {
  test as base,
  expect as unhurried,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test';
import { configSchema } from '../../src/build/schema.ts';
import type { ConsentState, HeldTag, OptionalCategory } from './izin.ts';
import { createWorld, page as pageOf, type World } from './world.ts';

/** A small shop with one service in each optional category. */
export const SHOP = {
  site: {
    name: 'Toko Contoh',
    controller: 'PT Contoh Indonesia',
    contact: 'privasi@contoh.co.id',
    policy: { id: '/privasi', en: '/en/privacy' },
  },
  services: {
    maps: { category: 'functional', name: 'Maps', provider: 'PT Peta', hosts: ['maps.test'] },
    stats: {
      category: 'performance',
      name: 'Stats',
      provider: 'PT Statistik',
      hosts: ['stats.test'],
      cookies: [
        { name: '_st*', lifespan: 'P1Y', purpose: { id: 'Menghitung kunjungan.', en: 'Counts visits.' } },
      ],
      storage: ['st.*'],
    },
    ads: {
      category: 'marketing',
      name: 'Ads',
      provider: 'PT Iklan',
      hosts: ['ads.test'],
      cookies: [
        { name: '_ad', lifespan: 'P90D', purpose: { id: 'Mengukur iklan.', en: 'Measures advertising.' } },
      ],
    },
  },
} as const;

/** Every layout that the first layer may have. */
export const LAYOUTS = (
  configSchema() as { properties: { appearance: { properties: { layout: { enum: readonly string[] } } } } }
).properties.appearance.properties.layout.enum;

/** How a page is opened. */
export interface Opening {
  /** What stands in `#izin-config`; `null` leaves it out. */
  readonly config?: unknown;
  /** The tag of the gate itself. */
  readonly gate?: string;
  /** What stands in the head before the gate, and after it. */
  readonly before?: string;
  readonly head?: string;
  readonly lang?: string;
  readonly host?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a project sets for all its tests. */
export interface VisitOptions {
  readonly scheme: 'https' | 'http';
}

/** The site itself. */
export const HOST = 'toko.test';

export const GATE = '<script src="/izin/izin.js"></script>';

/** What the page says about itself; the gate's own complaints are among it. */
export interface Said {
  readonly kind: 'error' | 'console';
  readonly text: string;
}

/**
 * Writes a page of the site with the gate first in its head.
 *
 * @returns Its address.
 */
export function writePage(
  world: World,
  scheme: VisitOptions['scheme'],
  body: string,
  {
    config = SHOP,
    gate = GATE,
    before = '',
    head = '',
    lang,
    host = HOST,
    path = '/',
    headers,
  }: Opening = {},
): string {
  // `<` would end the element that the JSON stands in.
  const text = typeof config === 'string' ? config : JSON.stringify(config).replaceAll('<', '\\u003c');
  const settings = config === null ? '' : `<script type="application/json" id="izin-config">${text}</script>`;
  world.answer(host + path, pageOf(before + settings + gate + head, body, lang, headers));
  return `${scheme}://${host}${path}`;
}

/** What all tabs of one visitor share. */
interface Shared {
  readonly world: World;
  readonly context: BrowserContext;
  readonly scheme: VisitOptions['scheme'];
  readonly said: Said[];
  readonly forgiven: RegExp[];
}

/** A visitor on a page of the site, in a browser where the rest of the web is ours to answer for. */
export class Visit {
  readonly page: Page;
  host = HOST;
  readonly #shared: Shared;

  constructor(page: Page, shared: Shared) {
    this.page = page;
    this.#shared = shared;
  }

  get world(): World {
    return this.#shared.world;
  }
  get context(): BrowserContext {
    return this.#shared.context;
  }
  get scheme(): VisitOptions['scheme'] {
    return this.#shared.scheme;
  }
  get origin(): string {
    return `${this.scheme}://${this.host}`;
  }

  /** Writes a page with the gate first in its head. */
  write(body: string, opening: Opening = {}): string {
    return writePage(this.world, this.scheme, body, { host: this.host, ...opening });
  }

  /** Writes a page and goes there. */
  async open(body = '', opening: Opening = {}): Promise<void> {
    this.host = opening.host ?? this.host;
    await this.page.goto(this.write(body, opening));
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  /** A second tab of the same visitor. */
  async tab(): Promise<Visit> {
    const visit = new Visit(await this.context.newPage(), this.#shared);
    visit.host = this.host;
    return visit;
  }

  /** Every request that left the site, in order: `host/path`, with the method before it unless that is GET. */
  outside(): string[] {
    return this.world.seen.filter(({ host }) => host !== this.host).map(({ name }) => name);
  }

  /** The scripts of third parties that ran, in order. */
  ran(): Promise<string[]> {
    return this.page.evaluate(() => (self as { ran?: string[] }).ran ?? []);
  }

  get root(): Locator {
    return this.page.locator('#izin');
  }
  get notice(): Locator {
    return this.root.getByRole('region').filter({ has: this.page.locator('input[data-category]') });
  }
  get preferences(): Locator {
    return this.page.getByRole('dialog');
  }
  /** The switch of a category on the first layer. */
  switchOf(category: OptionalCategory): Locator {
    return this.notice.locator(`input[data-category="${category}"]`);
  }

  /** Presses a button of the banner. */
  async press(name: string): Promise<void> {
    await this.root.getByRole('button', { name, exact: true }).click();
  }

  /** Sets switches of the first layer and saves. */
  async choose(choices: Partial<Record<OptionalCategory, boolean>>): Promise<void> {
    for (const [category, isOn] of Object.entries(choices)) {
      await this.switchOf(category as OptionalCategory).setChecked(isOn);
    }
    await this.press('Save choice');
  }

  /** Settles once nothing more has reached any server for a while, though this page had every chance. */
  async quiet(): Promise<void> {
    await this.page.waitForLoadState('load');
    for (let still = 0, known = -1; still < 4;) {
      // The server takes its time over each beat, so a beat is a span of time in which the page could act.
      const beat = this.page.evaluate(() => fetch(`/__beat?${Math.random()}`).then(() => true));
      // A page that leaves is not quiet.
      const isHere = await beat.catch((error: unknown) => {
        if (!/context was destroyed/.test(String(error))) throw error;
        return false;
      });
      still = isHere && this.world.seen.length === known ? still + 1 : 0;
      known = this.world.seen.length;
    }
  }

  state(): Promise<ConsentState> {
    return this.page.evaluate(() => window.izin.state);
  }

  held(): Promise<Omit<HeldTag, 'element'>[]> {
    return this.page.evaluate(() => window.izin.held().map(({ element: _, ...tag }) => tag));
  }

  /** The record in the cookie, as any server would read it; `undefined` when there is none. */
  async record(): Promise<URLSearchParams | undefined> {
    const cookies = await this.context.cookies(this.page.url());
    const found = cookies.find(({ name }) => name === 'izin');
    return found && new URLSearchParams(found.value);
  }

  /** What the console was told that begins so. */
  complaints(pattern = /^izin:/): string[] {
    return this.#shared.said.filter(({ text }) => pattern.test(text)).map(({ text }) => text);
  }

  /** An error that belongs to what this test is about; any other fails it. */
  forgive(...patterns: readonly RegExp[]): void {
    this.#shared.forgiven.push(...patterns);
  }
}

/** Playwright's own `expect`, whose polls come back sooner: most of what is waited for takes a frame or two. */
export const expect = new Proxy(unhurried, {
  get: (target, name) =>
    name === 'poll'
      ? (...[actual, options]: Parameters<typeof unhurried.poll>) =>
          target.poll(actual, {
            intervals: [20, 50, 50, 100, 100, 200],
            ...(typeof options === 'object' && options),
          })
      : Reflect.get(target, name),
});

/** What Chromium itself writes to the console about requests that failed, as they do in these tests. */
const BROWSER_NOISE = /^Failed to load resource|^Access to |net::ERR_|blob:izin/;

/** The tests' own `test`, with a visitor for each. */
export const test = base.extend<VisitOptions & { visit: Visit }, { world: World }>({
  scheme: ['https', { option: true }],

  world: [
    async ({}, use) => {
      const world = await createWorld();
      await use(world);
      await world.stop();
    },
    { scope: 'worker' },
  ],

  browser: [
    async ({ playwright, launchOptions, world }, use) => {
      const args = [...(launchOptions.args ?? []), ...world.switches];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  visit: async ({ context, world, scheme }, use) => {
    world.reset();
    const said: Said[] = [];
    const forgiven: RegExp[] = [];
    context.on('weberror', (error) => said.push({ kind: 'error', text: String(error.error()) }));
    context.on('console', (message) => {
      if (message.type() === 'error' && !BROWSER_NOISE.test(message.text())) {
        said.push({ kind: 'console', text: message.text() });
      }
    });
    const shared: Shared = { world, context, scheme, said, forgiven };
    await use(new Visit(await context.newPage(), shared));
    // Closed here, so that what it sends on leaving is not taken for the next visitor's.
    await context.close();
    await world.settle();
    const unforgiven = said.filter(({ text }) => !forgiven.some((pattern) => pattern.test(text)));
    expect(unforgiven, 'errors that the test did not expect').toEqual([]);
  },
});

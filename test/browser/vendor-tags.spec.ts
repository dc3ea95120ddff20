import { expect, test, type Visit } from './page.ts';
import type { TagCategory, VendorTag } from './vendor-tags-form.ts';
import { look, now, problemsOf, type Terms } from './vendor-tags-sight.ts';
import { answerFor, configOf, htmlOf, PAGES, VENDOR_TAGS } from './vendor-tags.ts';

const NOTHING = (): boolean => false;
const EVERYTHING = (): boolean => true;
/** A container is released by the first category that is granted. */
const PERFORMANCE = (category: TagCategory): boolean => category === 'performance' || category === 'any';

const MOST_LOOKS = 3;

// A visitor of these sees seven pages with some twenty tags each.
test.describe.configure({ timeout: 120_000 });

/** A visitor on a page with vendor tags, and what is found wrong there. */
class Tour {
  readonly problems: string[] = [];
  readonly #visit: Visit;
  readonly #tags: readonly VendorTag[];

  constructor(visit: Visit, tags: readonly VendorTag[]) {
    this.#visit = visit;
    this.#tags = tags;
    // They are looked at one by one.
    visit.forgive(/(?:)/);
    answerFor(visit.world, tags, visit.host);
  }

  /** Opens the page, with the gate or as it would be without. */
  async open(isGated = true): Promise<void> {
    await this.#visit.open(htmlOf(this.#tags, 'body'), {
      head: htmlOf(this.#tags, 'head'),
      ...(isGated ? { config: configOf(this.#tags) } : { config: null, gate: '' }),
    });
  }

  /** Forgets that anyone was here. */
  async leave(): Promise<void> {
    await this.#visit.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await this.#visit.page.goto('about:blank');
    await this.#visit.context.clearCookies();
  }

  /** Does something, and takes down by tag what does not come of it, or ought not to. */
  async step(stage: string, act: () => Promise<unknown>, terms: Terms): Promise<void> {
    await test.step(stage, async () => {
      const since = now(this.#visit);
      await act();
      let found: string[] = [];
      for (let looks = 0; looks < MOST_LOOKS; looks++) {
        await this.#visit.quiet();
        found = problemsOf(this.#tags, await look(this.#visit, this.#tags, since), terms);
        if (!found.length) break;
      }
      this.problems.push(...found.map((problem) => `${stage}: ${problem}`));
    });
  }
}

test('there are at least 64 vendor tags, each once', () => {
  expect(VENDOR_TAGS.length).toBeGreaterThanOrEqual(64);
  expect(new Set(VENDOR_TAGS.map(({ id }) => id)).size).toBe(VENDOR_TAGS.length);
});

for (const [index, tags] of PAGES.entries()) {
  test(`vendor tags work where there is no gate: page ${index + 1}`, async ({ visit }) => {
    const tour = new Tour(visit, tags);
    await tour.step('without the gate', () => tour.open(false), {
      isGranted: EVERYTHING,
      isFresh: true,
      isRunning: true,
    });
    expect(tour.problems).toEqual([]);
  });

  test(`vendor tags as pasted do nothing before a grant and all after it: page ${index + 1}`, async ({
    visit,
  }) => {
    const tour = new Tour(visit, tags);
    const reload = (): Promise<void> => visit.reload();
    const open = (): Promise<void> => tour.open();

    await tour.step('before any decision', open, { isGranted: NOTHING, isFresh: true, isRunning: false });
    await tour.step('after Reject all', () => visit.press('Reject all'), {
      isGranted: NOTHING,
      isFresh: false,
      isRunning: false,
    });
    await tour.step('after Reject all and a reload', reload, {
      isGranted: NOTHING,
      isFresh: true,
      isRunning: false,
    });
    await tour.leave();

    await open();
    await visit.quiet();
    await tour.step('with performance only', () => visit.choose({ performance: true }), {
      isGranted: PERFORMANCE,
      isFresh: false,
      isRunning: true,
    });
    await tour.step('with performance only, after a reload', reload, {
      isGranted: PERFORMANCE,
      isFresh: true,
      isRunning: true,
    });
    await tour.leave();

    await open();
    await visit.quiet();
    await tour.step('after Accept all', () => visit.press('Accept all'), {
      isGranted: EVERYTHING,
      isFresh: false,
      isRunning: true,
    });
    await tour.step('after Accept all and a reload', reload, {
      isGranted: EVERYTHING,
      isFresh: true,
      isRunning: true,
    });
    await tour.step('after a withdrawal', () => visit.page.evaluate(() => window.izin.withdraw()), {
      isGranted: NOTHING,
      isFresh: false,
      isRunning: false,
    });
    await tour.step('after a withdrawal and a reload', reload, {
      isGranted: NOTHING,
      isFresh: true,
      isRunning: false,
    });
    expect(tour.problems).toEqual([]);
  });
}

test('a service refused within a granted category stays silent, and the others work', async ({ visit }) => {
  const [tags = []] = PAGES;
  // Those of which other tags on the page would bring a part are left as they are.
  const brought = new Set(['hotjar', 'meta-pixel', 'reddit-pixel', 'google-ads']);
  const services = [
    ...new Set(tags.flatMap(({ id, service = id, category }) => (category === 'any' ? [] : service))),
  ];
  const refused = services.filter((service, i) => i % 2 === 0 && !brought.has(service));
  const isGranted = (_category: TagCategory, service: string): boolean => !refused.includes(service);
  const tour = new Tour(visit, tags);
  await tour.open();
  await visit.quiet();
  const choose = (choices: Readonly<Record<string, 'granted' | 'denied'>>): Promise<void> =>
    visit.page.evaluate((given) => window.izin.choose(given), choices);

  await tour.step(
    'with services refused',
    () =>
      choose({
        functional: 'granted',
        performance: 'granted',
        marketing: 'granted',
        ...Object.fromEntries(refused.map((service) => [service, 'denied'])),
      }),
    { isGranted, isFresh: false, isRunning: true },
  );
  await tour.step('with services refused, after a reload', () => visit.reload(), {
    isGranted,
    isFresh: true,
    isRunning: true,
  });
  expect(tour.problems).toEqual([]);
});

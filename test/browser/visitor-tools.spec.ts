import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { status } from './answers.ts';
import { itsRules, ownRule, startAutoconsent, type Autoconsent } from './autoconsent.ts';
import { ownRule as ownRuleOfCom, runRule, type Wishes } from './consent-o-matic.ts';
import type { Receipt } from './izin.ts';
import { everyKind } from './marked.ts';
import { expect, LAYOUTS, SHOP, test, type Visit } from './page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LANGUAGES = ['id', 'en'] as const;
const NONE = { functional: '0', performance: '0', marketing: '0' };

const configOf = (layout = 'bar') => ({
  ...SHOP,
  appearance: { layout },
  receipts: { endpoint: '/izin/receipts' },
});

const receipts = (visit: Visit): Receipt[] =>
  visit.world.seen
    .filter(({ path }) => path === '/izin/receipts')
    .map((seen): Receipt => JSON.parse(seen.body));

/** What a record says of the categories; `undefined` without one. */
const choicesIn = (record: URLSearchParams | undefined): object | undefined =>
  record && Object.fromEntries(Object.keys(NONE).map((category) => [category, record.get(category)]));
const chosen = async (visit: Visit): Promise<object | undefined> => choicesIn(await visit.record());

/** The first layer, whatever it stands in. */
const layer = (visit: Visit) => visit.root.locator('fieldset');

const toldOf = ({ told }: Autoconsent): string[] => told.map(({ type }) => type);
const ended = (tool: Autoconsent, times = 1) =>
  expect.poll(() => toldOf(tool).filter((type) => type === 'autoconsentDone')).toHaveLength(times);

/** Goes to the page as somebody who was never there: what stands there now would remember itself. */
async function openAnew(visit: Visit, layout: string, lang: string): Promise<void> {
  await visit.page.goto('about:blank');
  await visit.context.clearCookies();
  await visit.open(everyKind, { config: configOf(layout), lang });
}

/** Asks the tool whether its own test of what it did holds. */
async function expectSelfTest(tool: Autoconsent): Promise<void> {
  await tool.send({ type: 'selfTest' });
  await expect.poll(() => tool.told.at(-1)).toMatchObject({ type: 'selfTestResult', result: true });
}

test.beforeEach(({ visit }) => visit.world.answer('toko.test/izin/receipts', status(204)));

test.describe('autoconsent', () => {
  for (const lang of LANGUAGES) {
    test(`refuses everything by our rule, in every layout, once, in ${lang}`, async ({ visit }) => {
      const tool = await startAutoconsent(visit.page, { rules: [ownRule] });
      for (const layout of LAYOUTS) {
        await test.step(layout, async () => {
          const before = tool.told.length;
          visit.world.reset();
          visit.world.answer('toko.test/izin/receipts', status(204));
          await openAnew(visit, layout, lang);
          await expect.poll(() => toldOf(tool).slice(before)).toContain('autoconsentDone');
          const told = tool.told.slice(before);
          expect(told.map(({ type }) => type)).toEqual([
            'cmpDetected',
            'popupFound',
            'optOutResult',
            'autoconsentDone',
          ]);
          expect(told.at(-2)).toMatchObject({ cmp: 'izin', result: true, scheduleSelfTest: true });
          expect(told.at(-1)).toMatchObject({ cmp: 'izin', isCosmetic: false, totalClicks: 1 });
          await expectSelfTest(tool);
          expect(await chosen(visit)).toEqual(NONE);
          await expect(visit.root.locator('input, dialog')).toHaveCount(0);
          await expect
            .poll(() => receipts(visit).map(({ event, ui, choices }) => ({ event, ...ui, ...choices })))
            .toMatchObject([
              {
                event: 'refused',
                surface: 'notice',
                action: 'reject-all',
                trusted: false,
                functional: false,
                performance: false,
                marketing: false,
              },
            ]);
          await visit.quiet();
          expect(visit.outside()).toEqual([]);
        });
      }
    });
  }

  test('refuses where the preferences are open already, and closes them', async ({ visit }) => {
    const tool = await startAutoconsent(visit.page, { rules: [ownRule], config: { autoAction: null } });
    await visit.open(everyKind, { config: configOf() });
    await expect.poll(() => toldOf(tool)).toContain('popupFound');
    await visit.press('Cookie settings');
    await expect(visit.preferences).toBeVisible();
    await tool.send({ type: 'optOut' });
    await ended(tool);
    await expect(visit.preferences).toHaveCount(0);
    await expect(visit.notice).toHaveCount(0);
    expect(await chosen(visit)).toEqual(NONE);
  });

  test('accepts everything by our rule, for those who have set it to that', async ({ visit }) => {
    const tool = await startAutoconsent(visit.page, { rules: [ownRule], config: { autoAction: 'optIn' } });
    await visit.open(everyKind, { config: configOf() });
    await ended(tool);
    expect(tool.told.at(-2)).toMatchObject({ type: 'optInResult', cmp: 'izin', result: true });
    expect(await chosen(visit)).toEqual({ functional: '1', performance: '1', marketing: '1' });
    await expect.poll(() => visit.ran()).toContain('stats.test/external.js');
    await expect
      .poll(() => receipts(visit).map(({ ui }) => [ui.action, ui.trusted]))
      .toEqual([['accept-all', false]]);
  });

  test('leaves alone what was decided, also when preferences are opened again', async ({ visit }) => {
    await visit.open(everyKind, { config: configOf() });
    await visit.choose({ performance: true });
    const decided = await chosen(visit);
    const tool = await startAutoconsent(visit.page, { rules: [ownRule] });
    await visit.reload();
    await expect.poll(() => toldOf(tool)).toContain('cmpDetected');
    await visit.press('Cookie settings');
    await expect(visit.preferences).toBeVisible();
    await expect.poll(() => tool.written).toContain('no popup found');
    expect(toldOf(tool)).toEqual(['cmpDetected']);
    await expect(visit.preferences).toBeVisible();
    expect(await chosen(visit)).toEqual(decided);
  });

  test('refuses in English without our rule, by what it makes of the texts', async ({ visit }) => {
    const config = { heuristicMode: 'reject', enableHeuristicDetection: true } as const;
    const tool = await startAutoconsent(visit.page, { rules: itsRules, config });
    for (const [i, layout] of LAYOUTS.entries()) {
      await test.step(layout, async () => {
        await openAnew(visit, layout, 'en');
        await ended(tool, i + 1);
        expect(tool.told.at(-2)).toMatchObject({
          type: 'optOutResult',
          cmp: 'HEURISTIC-REJECT',
          result: true,
        });
        await expectSelfTest(tool);
        expect(await chosen(visit)).toEqual(NONE);
      });
    }
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
  });

  test('finds nobody but us among all its rules', async ({ visit }) => {
    const tool = await startAutoconsent(visit.page, { rules: [...itsRules, ownRule] });
    await visit.open(everyKind, { config: configOf() });
    await ended(tool);
    expect(tool.told.flatMap((one) => ('cmp' in one ? one.cmp : []))).toEqual(Array(4).fill('izin'));
  });
});

test.describe('Consent-O-Matic', () => {
  const cases: readonly (readonly [string, Wishes, object, number])[] = [
    ['nothing', {}, NONE, 1],
    ['performance alone', { B: true }, { ...NONE, performance: '1' }, 2],
    ['advertising without what it is matched to', { F: true }, NONE, 3],
    [
      'everything',
      { A: true, B: true, D: true, E: true, F: true, X: true },
      { functional: '1', performance: '1', marketing: '1' },
      4,
    ],
  ];
  for (const lang of LANGUAGES) {
    test(`sets what its visitor wants by our rule, in every layout, in ${lang}`, async ({ visit }) => {
      for (const layout of LAYOUTS) {
        for (const [name, wishes, expected, clicks] of cases) {
          await test.step(`${layout}, ${name}`, async () => {
            await openAnew(visit, layout, lang);
            await expect(layer(visit)).toBeVisible();
            expect(await runRule(visit.page, ownRuleOfCom, wishes)).toEqual({
              isPresent: true,
              isShowing: true,
              clicks,
            });
            expect(await chosen(visit)).toEqual(expected);
            await expect(layer(visit)).toHaveCount(0);
            // The control that stays is no banner.
            expect(await runRule(visit.page, ownRuleOfCom, {})).toMatchObject({
              isShowing: false,
              clicks: 0,
            });
          });
        }
      }
    });
  }

  test('a category that a site does not have is passed over', async ({ visit }) => {
    await visit.open('', { config: { ...configOf(), categories: { marketing: false } } });
    await expect(visit.notice).toBeVisible();
    expect(await runRule(visit.page, ownRuleOfCom, { A: true, F: true, E: true })).toMatchObject({
      clicks: 2,
    });
    expect(await chosen(visit)).toEqual({ ...NONE, functional: '1' });
  });

  test('a word of a rule that nobody knows is no silent success', async ({ visit }) => {
    await visit.open('', { config: configOf() });
    await expect(visit.notice).toBeVisible();
    const odd = { ...ownRuleOfCom, methods: [{ name: 'DO_CONSENT', action: { type: 'slide' } }] };
    await expect(runRule(visit.page, odd, {})).rejects.toThrow('found the action slide');
    expect(await chosen(visit)).toBeUndefined();
  });
});

test('on the demo both tools refuse in both languages, and nobody outside is asked', async ({
  launchOptions,
}) => {
  test.slow();
  // The build of the demo has no types.
  const { startDemo } = (await import(`${root}.build/demo/server.js`)) as {
    startDemo(options: { port: number; db: string; root: string }): Promise<{
      readonly url: string;
      close(): Promise<void>;
    }>;
  };
  const demo = await startDemo({ port: 0, db: ':memory:', root });
  const browser = await chromium.launch(launchOptions);
  const recordOf = async (page: Page): Promise<object | undefined> => {
    const found = (await page.context().cookies()).find(({ name }) => name === 'izin');
    return choicesIn(found && new URLSearchParams(found.value));
  };
  try {
    for (const path of ['/', '/en/']) {
      for (const name of ['autoconsent', 'Consent-O-Matic']) {
        await test.step(`${name} on ${path}`, async () => {
          const page = await browser.newPage();
          const asked = new Set<string>();
          page.on('request', (request) => asked.add(new URL(request.url()).host));
          const isRule = name === 'autoconsent';
          const tool = isRule ? await startAutoconsent(page, { rules: [...itsRules, ownRule] }) : undefined;
          await page.goto(new URL(path, demo.url).href);
          if (tool) {
            await ended(tool);
            expect(tool.told.at(-1)).toMatchObject({ cmp: 'izin' });
            await expectSelfTest(tool);
          } else {
            await expect(page.locator('#izin fieldset')).toBeVisible();
            expect(await runRule(page, ownRuleOfCom, {})).toMatchObject({ isShowing: true, clicks: 1 });
          }
          await expect(page.locator('#izin fieldset')).toHaveCount(0);
          expect(await recordOf(page)).toEqual(NONE);
          await page.reload();
          await page.waitForLoadState('networkidle');
          await expect(page.locator('#izin fieldset')).toHaveCount(0);
          expect([...asked]).toEqual([new URL(demo.url).host]);
          await page.context().close();
        });
      }
    }
  } finally {
    await browser.close();
    await demo.close();
  }
});

import { text } from './answers.ts';
import { FULL_SHOP, LANGUAGES, LAYOUTS, look, PLACES, preferencesOf, speak, unfold } from './faces.ts';
import { expect, test, type Visit } from './page.ts';
import { measure } from './rendered.ts';

// Deceptive design, as measured on the page that is drawn: EDPB Guidelines 03/2022, and the report of the
// cookie banner taskforce (2023), types A to F and K.

const body = `
  <script type="text/plain" data-category="functional" data-src="https://maps.test/a.js"></script>
  <script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>
  <script type="text/plain" data-category="marketing" data-src="https://ads.test/a.js"></script>
  <p style="height: 300vh"><a href="/lain">Lain</a></p>`;
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path d="M0 0h120v40H0z"/></svg>';

/** The least and the most that the first layer says. */
const AMOUNTS = [
  { config: { ...FULL_SHOP, signals: { gpc: false } }, logo: '' },
  {
    config: {
      ...FULL_SHOP,
      site: { ...FULL_SHOP.site, controller: 'PT Perdagangan Elektronik Nusantara Sejahtera Abadi Tbk' },
    },
    logo: '/logo.svg',
  },
];
const SIZES = [
  { width: 360, height: 640 },
  { width: 320, height: 568 },
  { width: 1280, height: 800 },
];

/** Every first layer there is, as configurations. */
const LAYERS = AMOUNTS.flatMap(({ config, logo }) =>
  PLACES.map((place) => ({ ...config, appearance: { ...place, ...(logo && { logo }) } })),
);

/** One of the three answers, as it is drawn. */
interface Answer {
  readonly action: string;
  readonly area: number;
  readonly font: string;
  readonly contrast: number;
  readonly element: string;
  /** Whether a press on it meets it, without scrolling anything. */
  readonly reached: boolean;
  readonly fits: boolean;
}

/** Reads the three answers off the page. */
const readAnswers = (visit: Visit, within: string): Promise<Answer[]> =>
  visit.page.evaluate((within) => {
    const buttons = document.querySelectorAll<HTMLElement>(`#izin ${within} .izin-actions button`);
    return [...buttons].map((button) => {
      const { width, height, top, bottom } = button.getBoundingClientRect();
      const { fontSize, fontWeight, fontFamily, fontStyle, color } = getComputedStyle(button);
      return {
        action: button.dataset['izinAction'] ?? '',
        area: width * height,
        font: [fontSize, fontWeight, fontFamily, fontStyle].join(' '),
        contrast: rendered.contrast(rendered.colour(color), rendered.behind(button)),
        element: `${button.localName} ${button.className}`,
        reached: rendered.isReached(button) && top >= 0 && bottom <= innerHeight,
        fits: button.scrollWidth <= button.clientWidth && button.scrollHeight <= button.clientHeight,
      };
    });
  }, within);

/** What is unfair about three answers, in words. */
function unfairness(answers: readonly Answer[], where: string): string[] {
  const found: string[] = [];
  const same = (what: string, values: readonly unknown[]): unknown =>
    new Set(values).size > 1 && found.push(`${where}: ${what} differ: ${values.join(', ')}`);
  if (answers.map(({ action }) => action).join() !== 'reject-all,accept-all,save')
    found.push(`${where}: found ${answers.map(({ action }) => action).join() || 'nothing'}`);
  const areas = answers.map(({ area }) => Math.round(area));
  if (Math.min(...areas) < 0.95 * Math.max(...areas)) found.push(`${where}: areas ${areas.join(', ')}`);
  same(
    'fonts',
    answers.map(({ font }) => font),
  );
  same(
    'contrasts',
    answers.map(({ contrast }) => contrast.toFixed(2)),
  );
  same(
    'elements',
    answers.map(({ element }) => element),
  );
  for (const { action, reached, fits, contrast } of answers) {
    if (!reached) found.push(`${where}: ${action} is not in view`);
    if (!fits) found.push(`${where}: ${action} is cut off`);
    if (contrast < 4.5) found.push(`${where}: ${action} stands ${contrast.toFixed(2)}:1 apart`);
  }
  return found;
}

/** Opens a page, and waits for its first layer. */
async function openFirst(visit: Visit): Promise<void> {
  await visit.open(body, { config: LAYERS[0] });
  await expect(visit.notice).toBeVisible();
}

/** Shows a first layer in a language; settles when it is drawn. */
const show = (visit: Visit, config: unknown, language: string): Promise<void> =>
  visit.page.evaluate(
    ([config, language]) => {
      window.izin.run(config);
      window.izin.setLanguage(language);
      return rendered.still();
    },
    [config, language] as const,
  );

/** The visitor's own letters, as browsers let them set those. */
async function setLetters(visit: Visit, px: number): Promise<void> {
  const client = await visit.context.newCDPSession(visit.page);
  await client.send('Page.setFontSizes', { fontSizes: { standard: px, fixed: px } });
}

/** Lets the browser of this visitor send Global Privacy Control. */
const sayGpc = (visit: Visit): Promise<unknown> =>
  visit.context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  );

test.beforeEach(async ({ visit }) => {
  await measure(visit);
  visit.world.answer('toko.test/logo.svg', text('image/svg+xml', LOGO));
});

test('on the first layer the answers differ in nothing, and all are in view', async ({ visit }) => {
  test.slow();
  await sayGpc(visit);
  await openFirst(visit);
  const found: string[] = [];
  for (const size of SIZES) {
    await visit.page.setViewportSize(size);
    for (const language of LANGUAGES)
      for (const [index, config] of LAYERS.entries()) {
        await show(visit, config, language);
        const { layout, position } = config.appearance;
        const where = [size.width, language, layout, position, index >= PLACES.length ? 'full' : ''].join(
          ' ',
        );
        found.push(...unfairness(await readAnswers(visit, '.izin-notice'), where));
      }
  }
  expect(found).toEqual([]);
  // The line, and the picture, were there to be measured with.
  await expect(visit.root.locator('img')).toBeVisible();
  await expect(visit.root).toContainText(/opt-out preference signal/i);
});

test('so they are in letters of twice the size', async ({ visit }) => {
  await sayGpc(visit);
  await visit.page.setViewportSize({ width: 360, height: 640 });
  await setLetters(visit, 32);
  await openFirst(visit);
  expect(await visit.root.evaluate((root) => getComputedStyle(root).fontSize)).toBe('32px');
  const found: string[] = [];
  for (const size of [
    { width: 360, height: 640 },
    { width: 1280, height: 800 },
  ]) {
    await visit.page.setViewportSize(size);
    for (const language of LANGUAGES)
      for (const [index, config] of LAYERS.entries()) {
        await show(visit, config, language);
        const { layout, position } = config.appearance;
        const where = [size.width, language, layout, position, index >= PLACES.length ? 'full' : ''].join(
          ' ',
        );
        found.push(...unfairness(await readAnswers(visit, '.izin-notice'), where));
      }
  }
  expect(found).toEqual([]);
});

test('so they are there on the narrowest phone, and no word of a first layer or a title is broken', async ({
  visit,
}) => {
  // German, for the length of its words.
  const de = {
    'notice.title': 'Cookie-Einwilligung',
    'notice.preferences': 'Einstellungen',
    'category.functional.name': 'Funktionalität',
    'category.performance.name': 'Leistung',
    'action.rejectAll': 'Alle ablehnen',
    'action.acceptAll': 'Alle akzeptieren',
    'action.save': 'Auswahl speichern',
  };
  await visit.page.setViewportSize({ width: 320, height: 568 });
  await setLetters(visit, 32);
  visit.forgive(/locales\/de/);
  await openFirst(visit);
  const found: string[] = [];
  /** Words that stand on two lines, and what is wider than its place. */
  const wordsBroken = (within: string): Promise<string[]> =>
    visit.page.evaluate((within) => {
      const top = document.querySelector<HTMLElement>(within);
      if (!top) return ['nothing is shown'];
      const bad = top.scrollWidth > top.clientWidth ? ['wider than its place'] : [];
      const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const { 0: word, index } of (node.nodeValue ?? '').matchAll(/[\p{L}\d]+/gu)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom)));
          if (lines.size > 1) bad.push(word);
        }
      return bad;
    }, within);
  for (const language of [...LANGUAGES, 'de'])
    for (const appearance of LAYOUTS) {
      const languages = [...LANGUAGES, 'de'];
      await show(visit, { ...LAYERS[0], appearance, languages, texts: { de } }, language);
      const where = `${language} ${appearance.layout}`;
      found.push(...unfairness(await readAnswers(visit, '.izin-notice'), where));
      found.push(...(await wordsBroken('#izin .izin-notice')).map((word) => `${where}: ${word}`));
    }
  await visit.page.evaluate(() => window.izin.setLanguage('en'));
  await visit.page.evaluate(() => window.izin.show('preferences'));
  await expect(preferencesOf(visit)).toBeVisible();
  for (const language of LANGUAGES) {
    await speak(visit, language);
    found.push(...(await wordsBroken('#izin .izin-head')).map((word) => `${language} title: ${word}`));
  }
  expect(found).toEqual([]);
});

test('a corner means its edge to a bar, and nothing to a dialog', async ({ visit }) => {
  await openFirst(visit);
  const boxOf = async (layout: string, position: string): Promise<unknown> => {
    await show(visit, { ...FULL_SHOP, appearance: { layout, position } }, 'id');
    return visit.page.locator('#izin .izin-notice').boundingBox();
  };
  for (const edge of ['bottom', 'top']) {
    expect(await boxOf('bar', `${edge}-start`)).toEqual(await boxOf('bar', edge));
    for (const corner of [edge, `${edge}-start`])
      expect(await boxOf('dialog', corner)).toEqual(await boxOf('dialog', 'bottom'));
  }
});

test('in preferences the answers differ in nothing, and all are in view', async ({ visit }) => {
  await visit.open(body, { config: FULL_SHOP });
  const found: string[] = [];
  for (const decision of ['none', 'acceptAll'] as const) {
    await visit.page.evaluate((name) => {
      if (name !== 'none') window.izin[name]();
      window.izin.show('preferences');
    }, decision);
    await expect(preferencesOf(visit)).toBeVisible();
    for (const size of [...SIZES, { width: 640, height: 360 }]) {
      await visit.page.setViewportSize(size);
      for (const language of LANGUAGES) {
        await speak(visit, language);
        const where = [decision, size.width, language].join(' ');
        found.push(...unfairness(await readAnswers(visit, '.izin-preferences'), where));
      }
    }
    await visit.page.keyboard.press('Escape');
    await expect(preferencesOf(visit)).toHaveCount(0);
  }
  expect(found).toEqual([]);
});

test('at whatever place a small layer is scrolled to, its answers are under the finger', async ({
  visit,
}) => {
  await sayGpc(visit);
  await openFirst(visit);
  const found: string[] = [];
  let scrolled = 0;
  for (const size of [
    { width: 320, height: 256 },
    { width: 640, height: 360 },
    { width: 360, height: 640 },
  ]) {
    await visit.page.setViewportSize(size);
    for (const language of LANGUAGES)
      for (const config of LAYERS) {
        await show(visit, config, language);
        const { layout, position } = config.appearance;
        const [offsets, faults] = await visit.page.evaluate(() => {
          const layer = document.querySelector<HTMLElement>('#izin .izin-notice');
          if (!layer) return [0, ['no layer']] as const;
          const faults: string[] = [];
          const { top, bottom, left, right } = layer.getBoundingClientRect();
          if (top < -0.5 || left < -0.5 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5)
            faults.push('the layer leaves the window');
          if (layer.scrollWidth > layer.clientWidth) faults.push('the layer scrolls sideways');
          const most = layer.scrollHeight - layer.clientHeight;
          for (let at = 0; ; at = Math.min(at + 40, most)) {
            layer.scrollTop = at;
            for (const button of layer.querySelectorAll('.izin-actions button'))
              if (!rendered.isReached(button)) faults.push(`${rendered.nameOf(button)} at ${at} of ${most}`);
            if (at >= most) break;
          }
          layer.scrollTop = 0;
          return [most, faults] as const;
        });
        if (offsets) scrolled++;
        found.push(...faults.map((fault) => [size.width, language, layout, position, fault].join(' ')));
      }
  }
  expect(found).toEqual([]);
  expect(scrolled).toBeGreaterThan(10);
});

test('nobody has to read more than 55 words', async ({ visit }) => {
  await sayGpc(visit);
  await visit.open(body, { config: FULL_SHOP, lang: 'id' });
  for (const place of LAYOUTS) {
    await look(visit, place);
    // All there is to read, buttons and links included; the legend is heard only.
    const read = await visit.page.evaluate(() => rendered.texts().map(({ text }) => text.data));
    const words = read.flatMap((text) => text.split(/\s+/)).filter((word) => /\p{L}/u.test(word));
    expect(words.length).toBeGreaterThan(40);
    expect(words.length, words.join(' ')).toBeLessThanOrEqual(55);
  }
});

test('nothing optional is on by default, whatever the configuration becomes', async ({ visit }) => {
  await visit.open(body, { config: FULL_SHOP });
  for (const [index, place] of LAYOUTS.entries()) {
    await look(visit, place, {
      ...FULL_SHOP,
      services: { ...FULL_SHOP.services, [`more${index}`]: { category: 'marketing', hosts: ['more.test'] } },
    });
    const layer = visit.root.locator('.izin-notice');
    const switches = layer.locator('input');
    await expect(switches).toHaveCount(4);
    for (const input of await switches.all()) {
      await expect(input).toHaveAttribute('type', 'checkbox');
      const isNecessary = (await input.getAttribute('data-category')) === 'necessary';
      await expect(input).toBeChecked({ checked: isNecessary });
    }
    await layer.locator('[data-izin-action=preferences]').click();
    await expect(preferencesOf(visit)).toBeVisible();
    await unfold(visit);
    const inputs = preferencesOf(visit).locator('input');
    expect(await inputs.count()).toBeGreaterThan(4);
    for (const input of await inputs.all()) {
      const isNecessary = (await input.getAttribute('data-category')) === 'necessary';
      expect(
        await input.evaluate(({ checked, indeterminate }: HTMLInputElement) => checked || indeterminate),
      ).toBe(isNecessary);
    }
    await visit.page.keyboard.press('Escape');
    await expect(preferencesOf(visit)).toHaveCount(0);
  }
  expect((await visit.state()).decisions).toEqual({
    necessary: 'granted',
    functional: 'denied',
    performance: 'denied',
    marketing: 'denied',
  });
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

/** Presses what is needed, and counts. */
async function clicks(visit: Visit, ...selectors: readonly string[]): Promise<number> {
  await visit.page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset['pressed'] = '';
    addEventListener('click', ({ isTrusted }) => isTrusted && (dataset['pressed'] += '.'), true);
  });
  for (const selector of selectors) await visit.page.locator(`#izin ${selector}`).click();
  return visit.page.evaluate(() => document.documentElement.dataset['pressed']?.length ?? 0);
}

for (const place of LAYOUTS)
  test(`${place.layout}: to refuse takes no more clicks than to accept, to withdraw no more than to grant`, async ({
    visit,
  }) => {
    const all = (said: string): object => ({ functional: said, performance: said, marketing: said });
    const config = { ...FULL_SHOP, appearance: place };
    const layer = (action: string): string => `.izin-notice [data-izin-action=${action}]`;
    const dialog = (action: string): string => `.izin-preferences [data-izin-action=${action}]`;
    const reopen = '.izin-reopen button';

    await visit.open(body, { config });
    expect(await clicks(visit, layer('accept-all'))).toBe(1);
    await expect.poll(visit.state.bind(visit)).toMatchObject({ decided: true, decisions: all('granted') });
    // Back again, both ways.
    await visit.reload();
    expect(await clicks(visit, reopen, dialog('withdraw'))).toBe(2);
    await expect.poll(visit.state.bind(visit)).toMatchObject({ decisions: all('denied') });
    await visit.reload();
    expect(await clicks(visit, reopen, dialog('accept-all'))).toBe(2);
    await expect.poll(visit.state.bind(visit)).toMatchObject({ decisions: all('granted') });
    await visit.reload();
    expect(await clicks(visit, reopen, dialog('reject-all'))).toBe(2);
    await expect.poll(visit.state.bind(visit)).toMatchObject({ decisions: all('denied') });

    await visit.context.clearCookies();
    await visit.reload();
    expect(await clicks(visit, layer('reject-all'))).toBe(1);
    await expect.poll(visit.state.bind(visit)).toMatchObject({ decided: true, decisions: all('denied') });
  });

for (const place of LAYOUTS)
  test(`${place.layout}: who closes it, scrolls, waits or goes away has granted nothing`, async ({
    visit,
  }) => {
    const config = { ...FULL_SHOP, appearance: place };
    const layer = visit.page.locator('#izin .izin-notice');
    const { keyboard, mouse } = visit.page;
    const isNothing = async (): Promise<void> => {
      await visit.quiet();
      expect(await visit.record()).toBeUndefined();
      expect(await visit.state()).toMatchObject({ decided: false, decisions: { marketing: 'denied' } });
      expect(visit.outside()).toEqual([]);
    };
    await visit.open(body, { config });
    await expect(layer).toBeVisible();
    await mouse.move(600, 120);
    await mouse.wheel(0, 900);
    await layer.locator('h2').click();
    await keyboard.press('Enter');
    await keyboard.press('Space');
    await layer.locator('p').first().click();
    await keyboard.press('Enter');
    for (let presses = 0; presses < 3; presses++) await keyboard.press('Tab');
    await isNothing();
    await expect(layer).toBeVisible();

    if (place.layout === 'dialog') {
      const ways = [
        () => keyboard.press('Escape'),
        () => layer.locator('.izin-close').click(),
        () => mouse.click(4, 4),
      ];
      for (const close of ways) {
        await visit.reload();
        await expect(layer).toBeVisible();
        await close();
        await expect(layer).toHaveCount(0);
        await expect(visit.page.locator('#izin .izin-reopen')).toBeVisible();
        await isNothing();
      }
    } else {
      await keyboard.press('Escape');
      await mouse.click(4, 400);
      await expect(layer).toBeVisible();
    }

    await visit.page.goto(visit.write('<p>lain', { config, path: '/lain' }));
    await expect(layer).toBeVisible();
    await isNothing();
    await visit.page.goBack();
    await expect(layer).toBeVisible();
    await isNothing();
  });

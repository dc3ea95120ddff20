import { expect, SHOP, test, type Visit } from './page.ts';

// The preferences fit: small screens either way up, large text, long names, both directions of writing.

const LONG = 'Layanan Pengukuran dan Pengoptimalan Pengalaman Pengunjung Terpadu '.repeat(3);
const UNBROKEN = 'pelanggan_dan_pengunjung_'.repeat(8);
const purpose = { id: 'Membedakan pengunjung untuk statistik situs.', en: 'Tells visitors apart.' };

/** 40 services and 60 cookies, of which some have names without end. */
const config = {
  ...SHOP,
  site: { ...SHOP.site, contact: `${UNBROKEN}@contoh.co.id` },
  services: Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [
      `s${i}`,
      {
        category: (['functional', 'performance', 'marketing', 'unclassified'] as const)[i % 4],
        name: i < 4 ? LONG : i < 8 ? UNBROKEN : `Layanan ${i}`,
        provider: i < 8 ? LONG : 'PT Layanan',
        country: 'ID',
        hosts: [`s${i}.test`],
        beacons: i % 9 ? [] : [`${'panjang.'.repeat(12)}s${i}.test/dengan/jalur`],
        storage: i % 9 ? [] : [`${UNBROKEN}*`, 'pendek'],
        cookies: Array.from({ length: i % 2 ? 2 : 1 }, (_, k) => ({
          name: k ? `_k${i}` : `${UNBROKEN.slice(0, 90)}${i}`,
          domain: k ? `s${i}.test` : undefined,
          lifespan: 'P1Y6M',
          purpose,
        })),
      },
    ]),
  ),
};
const ARABIC = {
  language: 'العربية',
  'notice.preferences': 'إعدادات ملفات تعريف الارتباط',
  'action.acceptAll': 'قبول الكل',
  'action.rejectAll': 'رفض الكل',
  'action.save': 'حفظ الاختيار',
};

async function open(visit: Visit, settings: object, lang: string, accept = true): Promise<void> {
  await visit.open('<h1>Toko</h1>', { config: settings, lang });
  if (accept) await visit.page.evaluate(() => window.izin.acceptAll());
  await visit.page.evaluate(() => window.izin.show('preferences'));
  await expect(visit.preferences).toBeVisible();
}

const unfold = (visit: Visit): Promise<void> =>
  visit.preferences.evaluate((dialog) => {
    for (const details of dialog.querySelectorAll('details')) details.open = true;
  });

/** Sets the size of the window in px, and the visitor's own font size. */
async function resize(visit: Visit, width: number, height: number, font: number): Promise<void> {
  const session = await visit.context.newCDPSession(visit.page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: font } });
  await visit.page.setViewportSize({ width, height });
  await expect
    .poll(() => visit.page.evaluate(() => [innerWidth, parseFloat(getComputedStyle(document.body).fontSize)]))
    .toEqual([width, font]);
}

/** What stands out of the dialog to the side, or is cut off, in words. */
const cutOff = (visit: Visit): Promise<string[]> =>
  visit.preferences.evaluate((dialog) => {
    const { left, right } = dialog.getBoundingClientRect();
    const found: string[] = [];
    if (left < 0 || right > innerWidth) found.push('the dialog');
    for (const element of [dialog, ...dialog.querySelectorAll('*')]) {
      if (element.closest('thead') || !(element instanceof HTMLElement)) continue;
      const box = element.getBoundingClientRect();
      const isOut = box.width > 0 && (box.left < left - 1 || box.right > right + 1);
      const isCut = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      if (isOut || isCut)
        found.push(`${element.localName}.${element.className} ${element.textContent?.slice(0, 40)}`);
    }
    return found;
  });

/** The boxes of the three answers, in whole px, and whether each can be pressed where it stands. */
const answers = (visit: Visit): Promise<{ width: number; height: number; isFree: boolean }[]> =>
  visit.preferences.locator('.izin-actions button').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { left, top, width, height, bottom } = button.getBoundingClientRect();
      const isFree =
        document.elementFromPoint(left + width / 2, top + height / 2) === button && bottom <= innerHeight;
      return { width: Math.round(width), height: Math.round(height), isFree };
    }),
  );

test('nothing is cut off, and the answers stay in reach and of one size', async ({ visit }) => {
  test.slow();
  await open(visit, config, 'id');
  await unfold(visit);
  for (const [width, height, font] of [
    [1280, 800, 16],
    [700, 900, 16],
    [640, 360, 16],
    [360, 740, 16],
    [320, 568, 16],
    [320, 256, 16],
    [360, 740, 32],
    [740, 360, 32],
  ] as const) {
    const where = `${width}x${height} at ${font}px`;
    await resize(visit, width, height, font);
    expect(await cutOff(visit), where).toEqual([]);
    const boxes = await answers(visit);
    expect(new Set(boxes.map(({ width, height }) => `${width}x${height}`)).size, where).toBe(1);
    for (const box of boxes) {
      expect(box, where).toMatchObject({ isFree: true });
      expect(box.height, where).toBeGreaterThanOrEqual(24);
    }
    // Most of the window is left for reading.
    const left = await visit.preferences.evaluate((dialog) => {
      const bar = dialog.querySelector('.izin-actions')?.getBoundingClientRect();
      const head = dialog.querySelector('.izin-head')?.getBoundingClientRect();
      const isFixed = getComputedStyle(dialog).display === 'flex';
      return ((bar?.top ?? 0) - (isFixed ? (head?.bottom ?? 0) : 0)) / innerHeight;
    });
    expect(left, where).toBeGreaterThan(0.6);
  }
});

test('tables become lists on phones, each fact with the head of its column', async ({ visit }) => {
  await open(visit, SHOP, 'en');
  await unfold(visit);
  const row = visit.preferences.getByRole('row').filter({ hasText: '_st*' });
  const tops = (): Promise<number[]> =>
    row.getByRole('cell').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
  expect(new Set(await tops()).size).toBe(1);
  await visit.page.setViewportSize({ width: 320, height: 568 });
  const stacked = await tops();
  expect(new Set(stacked).size).toBe(4);
  expect(stacked).toEqual(stacked.toSorted((a, b) => a - b));
  const heads = await row
    .getByRole('cell')
    .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::before').content));
  expect(heads).toEqual(['"Provider"', '"Domain"', '"Lifespan"', '"Purpose"']);
  const heading = row.locator('xpath=ancestor::table/thead');
  expect((await heading.boundingBox())?.width).toBeLessThanOrEqual(1);
  // They are still a table to whoever hears them.
  await expect(row.getByRole('rowheader')).toHaveText('_st*');
});

test('the title, the languages and the way out share one line on a phone', async ({ visit }) => {
  for (const lang of ['en', 'id']) {
    await visit.page.setViewportSize({ width: 360, height: 740 });
    await open(visit, SHOP, lang);
    const head = visit.preferences.locator('.izin-head');
    const height = await head.evaluate((element) => element.getBoundingClientRect().height);
    expect(height, lang).toBeLessThan(60);
    expect(await cutOff(visit), lang).toEqual([]);
    const middles = await head
      .locator('h2, button')
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map((box) => box.top + box.height / 2),
      );
    expect(Math.max(...middles) - Math.min(...middles), lang).toBeLessThan(4);
    await visit.preferences.locator('.izin-close').click();
  }
});

test('many languages stand below the title, which keeps the way out beside it', async ({ visit }) => {
  const languages = ['id', 'en', 'jv', 'ar', 'su'];
  const texts = { ar: ARABIC, jv: { language: 'Basa Jawa' }, su: { language: 'Basa Sunda' } };
  for (const lang of ['id', 'ar']) {
    await open(visit, { ...SHOP, languages, texts }, lang, false);
    for (const [width, height, font] of [
      [320, 568, 16],
      [360, 640, 16],
      [412, 800, 16],
      [700, 800, 16],
      [360, 740, 32],
    ] as const) {
      const where = `${lang}, ${width}x${height} at ${font}px`;
      await resize(visit, width, height, font);
      expect(await cutOff(visit), where).toEqual([]);
      const head = await visit.preferences.locator('.izin-head').evaluate((head) => {
        const [title, way, ...others] = ['h2', '.izin-close', '.izin-languages button'].flatMap((one) => [
          ...head.querySelectorAll(one),
        ]) as [Element, Element, ...Element[]];
        const { left, width, top, bottom } = title.getBoundingClientRect();
        const close = way.getBoundingClientRect();
        const middle = (close.top + close.bottom) / 2;
        return {
          letters: width / parseFloat(getComputedStyle(title).fontSize),
          isBeside: middle > top && middle < bottom && close.left > left === head.matches(':dir(ltr)'),
          isSeen: document.elementFromPoint((close.left + close.right) / 2, middle) === way,
          below: others.filter((one) => one.getBoundingClientRect().top >= bottom - 1).length,
        };
      });
      expect(head, where).toMatchObject({ isBeside: true, isSeen: true, below: width < 640 ? 4 : 0 });
      expect(head.letters, where).toBeGreaterThanOrEqual(7);
    }
    await visit.preferences.locator('.izin-close').click();
  }
});

test('everything is reached by Tab, seen, not covered, and large enough, on small screens too', async ({
  visit,
}) => {
  test.slow();
  await open(visit, SHOP, 'en');
  await unfold(visit);
  for (const [width, height, font] of [
    [640, 360, 16],
    [320, 256, 16],
    [360, 740, 32],
  ] as const) {
    await resize(visit, width, height, font);
    await visit.preferences.locator('h2').focus();
    const controls = await visit.preferences.locator('a[href], button, input:enabled, summary').count();
    const reached = new Set<number>();
    for (let presses = 0; presses < controls + 2 && reached.size < controls; presses++) {
      await visit.page.keyboard.press('Tab');
      const found = await visit.page.evaluate(() => {
        const { activeElement: element } = document;
        if (!element?.closest('dialog')) return undefined;
        const { left, top, width, height } = element.getBoundingClientRect();
        const over = document.elementFromPoint(left + width / 2, top + height / 2);
        const isFree = !!over && (over === element || element.contains(over));
        const isSeen = getComputedStyle(element).outlineStyle !== 'none';
        return {
          name: element.outerHTML.slice(0, 160),
          place: [...document.querySelectorAll('dialog *')].indexOf(element),
          isFree,
          isSeen,
          isLarge: width >= 24 && height >= 24,
        };
      });
      if (!found) continue;
      expect
        .soft(found, `${width}x${height} at ${font}px: ${found.name}`)
        .toMatchObject({ isFree: true, isSeen: true, isLarge: true });
      reached.add(found.place);
    }
    expect(reached.size).toBe(controls);
  }
});

test('the name of a mixed category stays in one piece on a phone', async ({ visit }) => {
  await visit.page.setViewportSize({ width: 360, height: 740 });
  for (const lang of ['en', 'id']) {
    await open(visit, SHOP, lang, false);
    const label = visit.preferences.locator('label[for=izin-performance]');
    const height = (): Promise<number> => label.evaluate((element) => element.getBoundingClientRect().height);
    const before = await height();
    await unfold(visit);
    await visit.preferences.locator('input[data-service=stats]').setChecked(true);
    await expect(visit.preferences.locator('small', { hasText: '1' })).toBeVisible();
    expect(await height(), lang).toBe(before);
    expect(await cutOff(visit), lang).toEqual([]);
    await visit.preferences.locator('.izin-close').click();
  }
});

test('reads from right to left where the language does', async ({ visit }) => {
  await open(visit, { ...config, languages: ['ar', 'en'], texts: { ar: ARABIC } }, 'ar', false);
  await unfold(visit);
  const side = (selector: string): Promise<number> =>
    visit.preferences.evaluate((dialog, selector) => {
      const box = dialog.querySelector(selector)?.getBoundingClientRect();
      const { left, width } = dialog.getBoundingClientRect();
      return box ? ((box.left + box.right) / 2 - left) / width : NaN;
    }, selector);
  for (const [width, height] of [
    [1280, 800],
    [360, 740],
  ] as const) {
    await visit.page.setViewportSize({ width, height });
    expect(await side('.izin-close')).toBeLessThan(0.2);
    expect(await side('input[data-category]')).toBeLessThan(0.2);
    expect(await side('h3 label')).toBeGreaterThan(0.5);
    expect(await cutOff(visit)).toEqual([]);
  }
});

test('shows switches, remarks and folds without any colour of ours', async ({ visit }) => {
  await visit.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await open(visit, SHOP, 'en', false);
  await unfold(visit);
  const own = visit.preferences.locator('input[data-category="performance"]');
  const thumb = (): Promise<string> =>
    own.evaluate((input) => {
      const { inlineSize, blockSize, borderBlockStartWidth, marginInlineStart } = getComputedStyle(
        input,
        '::before',
      );
      return [inlineSize, blockSize, borderBlockStartWidth, marginInlineStart].join(' ');
    });
  const off = await thumb();
  await visit.preferences.getByRole('switch', { name: 'Stats' }).setChecked(true);
  const mixed = await thumb();
  await own.setChecked(true);
  const on = await thumb();
  expect(new Set([off, mixed, on]).size).toBe(3);
  expect(
    await visit.preferences
      .locator('summary')
      .first()
      .evaluate((summary) => getComputedStyle(summary, '::before').transitionDuration),
  ).toBe('0s');
});

import type { CDPSession } from '@playwright/test';
import {
  FACES,
  FULL_SHOP,
  LANGUAGES,
  LAYOUTS,
  look,
  preferencesOf,
  speak,
  THEMES,
  tint,
  unfold,
  type Face,
} from './faces.ts';
import { expect, test, type Visit } from './page.ts';
import { measure } from './rendered.ts';

// What a machine can check of WCAG 2.2, level AA, of the banner's own parts, by criterion.
// What only people can judge: src/ACCESSIBILITY.md.

const body = '<h1>Toko</h1><p><a href="#a">Depan</a> <a href="#b">Belakang</a></p>';
const layerOf = (visit: Visit) => visit.page.locator('#izin .izin-notice');

const still = (visit: Visit): Promise<void> => visit.page.evaluate(() => rendered.still());

/** What a page is looked at in: in one size or theme, and another. */
type Light = () => Promise<unknown>;

/** Goes round all faces, in both languages and every light, and collects what is wrong with each. */
async function round(
  visit: Visit,
  look: () => Promise<readonly string[]>,
  lights: readonly Light[] = [async () => undefined],
  faces: readonly Face[] = FACES,
): Promise<string[]> {
  const found: string[] = [];
  for (const face of faces) {
    await face.show(visit);
    for (const language of LANGUAGES) {
      await speak(visit, language);
      for (const [index, light] of lights.entries()) {
        await light();
        if (face.isBrief) await face.show(visit);
        await still(visit);
        found.push(...(await look()).map((fault) => `${face.name}, ${language}, ${index}: ${fault}`));
      }
    }
  }
  return found;
}

/** All faces, spread over several tests, for they take their time. */
const PARTS = [0, 1] as const;
const facesOf = (part: number): readonly Face[] => FACES.filter((_, index) => index % PARTS.length === part);
const partName = (part: number): string => `part ${part + 1} of ${PARTS.length}`;

const faults = (visit: Visit) => (): Promise<readonly string[]> =>
  visit.page.evaluate(() => rendered.faults());

test.beforeEach(({ visit }) => measure(visit).then(() => undefined));

test('1.4.4 resize text: in letters of twice the size nothing is lost', async ({ visit }) => {
  test.slow();
  const client = await visit.context.newCDPSession(visit.page);
  await client.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 32 } });
  await visit.page.setViewportSize({ width: 360, height: 740 });
  await visit.open(body);
  expect(await visit.root.evaluate((root) => getComputedStyle(root).fontSize)).toBe('32px');
  expect(await round(visit, faults(visit))).toEqual([]);
});

for (const part of PARTS)
  test(`1.4.10 reflow at 320 by 256, 1.4.12 room between letters, words and lines: nothing scrolls in two directions, and nothing is lost, ${partName(part)}`, async ({
    visit,
  }) => {
    test.slow();
    const room =
      'line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important';
    // A visitor's own sheet comes before ours, as a layer that is named first does.
    const spacing = `<style id="spacing">@layer visitor {
        #izin *, .izin-declaration * { ${room} }
        :is(#izin, .izin-declaration) p { margin-block-end: 2em !important }
      }</style>`;
    await visit.open(body, { before: spacing });
    await expect(layerOf(visit)).toBeVisible();
    const spaced = await layerOf(visit)
      .locator('.izin-button')
      .first()
      .evaluate((button) => {
        const { lineHeight, letterSpacing, wordSpacing } = getComputedStyle(button);
        return [lineHeight, letterSpacing, wordSpacing];
      });
    expect(spaced).toEqual(['22.5px', '1.8px', '2.4px']);
    /** It reaches everywhere, also where a sheet of the page does not. */
    const space = (isSpaced: boolean): Promise<void> =>
      visit.page.evaluate(
        ([isSpaced, room]) => {
          (document.getElementById('spacing') as HTMLStyleElement).disabled = !isSpaced;
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { ${room} } p { margin-block-end: 2em !important }`);
          for (const { shadowRoot } of document.querySelectorAll('.izin-placeholder'))
            if (shadowRoot)
              shadowRoot.adoptedStyleSheets = [
                ...shadowRoot.adoptedStyleSheets.slice(0, 1),
                ...(isSpaced ? [sheet] : []),
              ];
        },
        [isSpaced, room] as const,
      );
    const lights = (
      [
        [320, 256, false],
        [320, 740, true],
        [1280, 740, true],
      ] as const
    ).map(([width, height, isSpaced]) => async () => {
      await visit.page.setViewportSize({ width, height });
      await space(isSpaced);
    });
    expect(await round(visit, faults(visit), lights, facesOf(part))).toEqual([]);
  });

/** A very light and a very dark one, and none. */
const ACCENTS = [undefined, '#fff6b0', '#0b0b12'];

/** What is shown has this accent: a pass in which it has not, or in which nothing is shown, would be one for nothing. */
async function expectAccent(
  visit: Visit,
  element: string,
  accent: string | undefined,
  name = element,
): Promise<void> {
  const read = (): Promise<string[]> =>
    visit.page.evaluate((element) => {
      const faces = [...document.querySelectorAll(element)].filter((face) => face.checkVisibility());
      const accents = faces.map((face) =>
        getComputedStyle(face.shadowRoot?.querySelector('.box') ?? face).getPropertyValue('--_accent'),
      );
      return [...new Set(accents.map((css) => rendered.colour(css.trim()).join()))];
    }, element);
  const hexes = accent ? [accent] : ['#0a7353', '#6fd3ab'];
  const wanted = await visit.page.evaluate((hexes) => hexes.map((hex) => rendered.colour(hex).join()), hexes);
  const message = { message: `${name}, ${accent}` };
  await expect.poll(async () => (await read()).length, message).toBe(1);
  await expect.poll(async () => wanted.includes((await read()).join()), message).toBe(true);
}

/** Texts that stand out too little from what is behind them. */
const low = (visit: Visit) => (): Promise<string[]> =>
  visit.page.evaluate(() =>
    rendered.texts().flatMap(({ text, element }) => {
      const own = rendered.colour(getComputedStyle(element).color);
      const ratio = rendered.contrast(own, rendered.behind(element));
      return ratio < 4.5 ? `${rendered.nameOf(element)} "${text.data}" ${ratio.toFixed(2)}` : [];
    }),
  );

/** Targets that are too small: 24 px, and 44 for answers. */
const small = (visit: Visit) => (): Promise<string[]> =>
  visit.page.evaluate(() =>
    rendered.ours('a, button, input, summary').flatMap((target) => {
      if (!target.checkVisibility()) return [];
      const { width, height } = target.getBoundingClientRect();
      const least = target.matches('.izin-button, .izin-reopen button') ? 44 : 24;
      if (width >= least && height >= least) return [];
      return `${rendered.nameOf(target)} is ${width.toFixed(1)} by ${height.toFixed(1)}`;
    }),
  );

/** What would move. */
const moving = (visit: Visit) => (): Promise<string[]> =>
  visit.page.evaluate(() =>
    rendered.ours('*').flatMap((element) =>
      ([undefined, '::before', '::after', '::backdrop'] as const).flatMap((part) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element, part);
        const isStill =
          /^(0s(, )?)*$/.test(transitionDuration) && animationName === 'none' && scrollBehavior !== 'smooth';
        return isStill ? [] : `${rendered.nameOf(element)}${part ?? ''}`;
      }),
    ),
  );

for (const part of PARTS)
  test(`1.4.3 contrast in both themes, 2.5.8 target size, 2.3.3 no motion: every face, ${partName(part)}`, async ({
    visit,
  }) => {
    test.slow();
    await visit.page.emulateMedia({ reducedMotion: 'reduce' });
    await visit.open(body);
    const [narrow, wide] = [
      { width: 320, height: 568 },
      { width: 1280, height: 800 },
    ] as const;
    const lights = (
      [
        [narrow, 'light'],
        [wide, 'light'],
        [wide, 'dark'],
      ] as const
    ).map(([size, colorScheme]) => async () => {
      await visit.page.setViewportSize(size);
      await visit.page.emulateMedia({ colorScheme });
    });
    const look = async (): Promise<string[]> => [
      ...(await low(visit)()),
      ...(await small(visit)()),
      ...(await moving(visit)()),
      ...(await faults(visit)()),
    ];
    expect(await round(visit, look, lights, facesOf(part))).toEqual([]);
  });

for (const theme of THEMES)
  test(`1.4.3 contrast: every text in ${theme}, with any accent, pointed at or not`, async ({ visit }) => {
    await visit.page.emulateMedia({ colorScheme: theme });
    await visit.open(body);
    const found: string[] = [];
    for (const accent of ACCENTS) {
      await look(visit, { theme, ...(accent && { accent }) });
      await expectAccent(visit, '#izin .izin-notice', accent);
      const buttons = await layerOf(visit).getByRole('button').all();
      expect(buttons.length).toBeGreaterThan(3);
      for (const button of buttons) {
        await button.hover();
        await still(visit);
        found.push(...(await low(visit)()).map((fault) => `${accent}: ${fault}`));
      }
      await layerOf(visit).locator('[data-izin-action=preferences]').click();
      await expect(preferencesOf(visit)).toBeVisible();
      await expectAccent(visit, '#izin .izin-preferences', accent);
      await still(visit);
      found.push(...(await low(visit)()).map((fault) => `${accent}, preferences: ${fault}`));
      await visit.page.keyboard.press('Escape');
    }
    expect(found).toEqual([]);
  });

/** Each state a switch can have, how it is drawn, and how far its parts stand apart. */
const readSwitches = (visit: Visit) =>
  visit.page.evaluate(() =>
    Object.fromEntries(
      [
        ...document.querySelectorAll<HTMLInputElement>('#izin :is(.izin-notice, .izin-preferences) input'),
      ].map((input) => {
        const style = getComputedStyle(input);
        const thumb = getComputedStyle(input, '::before');
        const around = rendered.behind(input.parentElement as Element);
        const track = rendered.behind(input);
        const fill = rendered.colour(thumb.backgroundColor);
        const state = input.disabled
          ? 'disabled'
          : input.indeterminate
            ? 'mixed'
            : input.checked
              ? 'on'
              : 'off';
        const boundary = rendered.contrast(rendered.colour(style.borderTopColor), around);
        return [
          state,
          {
            place: parseFloat(thumb.marginInlineStart) || 0,
            form: `${thumb.inlineSize} by ${thumb.blockSize}`,
            // The outer line, or the track where that is all of one colour.
            boundary: style.borderTopStyle === 'solid' ? boundary : 0,
            thumb: rendered.contrast(fill, track),
          },
        ];
      }),
    ),
  );

for (const theme of THEMES)
  test(`1.4.1, 1.4.11: the states of a switch show by line and place in ${theme}, with any accent`, async ({
    visit,
  }) => {
    await visit.page.emulateMedia({ colorScheme: theme });
    await visit.open(body);
    for (const accent of ACCENTS) {
      await look(visit, { theme, ...(accent && { accent }) });
      await expectAccent(visit, '#izin .izin-notice', accent);
      await visit.switchOf('functional').setChecked(true);
      await still(visit);
      const first = await readSwitches(visit);
      expect(Object.keys(first).toSorted()).toEqual(['disabled', 'off', 'on']);
      await layerOf(visit).locator('[data-izin-action=preferences]').click();
      await expect(preferencesOf(visit)).toBeVisible();
      await unfold(visit);
      // One of two services: the category is mixed.
      await preferencesOf(visit).locator('input[data-service=heat]').setChecked(true);
      await still(visit);
      const all = { ...first, ...(await readSwitches(visit)) };
      expect(Object.keys(all).toSorted()).toEqual(['disabled', 'mixed', 'off', 'on']);
      for (const [state, { boundary, thumb }] of Object.entries(all)) {
        expect.soft(thumb, `${accent}: thumb of ${state}`).toBeGreaterThanOrEqual(3);
        expect.soft(boundary, `${accent}: line of ${state}`).toBeGreaterThanOrEqual(3);
      }
      const { off, on, mixed, disabled } = all;
      expect.soft(on?.place, 'on is not where off is').toBeGreaterThan((off?.place ?? 0) + 8);
      expect.soft(disabled?.place, 'what is always on is where on is').toBe(on?.place);
      expect.soft(mixed?.form, 'mixed has another form').not.toBe(on?.form);
      await visit.page.keyboard.press('Escape');
      await expect(preferencesOf(visit)).toHaveCount(0);
    }
  });

test('2.4.7, 1.4.11: the ring of the focus stands apart from what is around it', async ({ visit }) => {
  test.slow();
  const rings = (where: string): Promise<string[]> =>
    visit.page.evaluate((where) => {
      return rendered.ours('a, button, input, summary').flatMap((control) => {
        control.blur();
        control.focus({ focusVisible: true } as FocusOptions);
        // Disabled, or behind a dialog.
        if (!control.matches(':focus')) return [];
        const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(control);
        const name = `${where}: ${rendered.nameOf(control)}`;
        if (outlineStyle !== 'solid' || parseFloat(outlineWidth) < 2) return `${name} has no ring`;
        // Inside a control the ring lies on it, else on what that stands on.
        const under = parseFloat(outlineOffset) < 0 ? control : control.parentElement;
        const ratio = rendered.contrast(
          rendered.colour(outlineColor),
          rendered.behind(under ?? document.body),
        );
        return ratio < 3 ? `${name}: ${ratio.toFixed(2)}` : [];
      });
    }, where);
  const found: string[] = [];
  // The page is as dark as the theme is light, and the other way round.
  await visit.open(
    `<style>body { background: #111 } @media (prefers-color-scheme: dark) { body { background: #fff } }</style>${body}`,
  );
  // A declaration's are the page's own.
  for (const face of FACES.filter(({ isOfPage }) => !isOfPage)) {
    await face.show(visit);
    for (const accent of ACCENTS) {
      if (accent) {
        await tint(visit, accent);
        await face.show(visit);
      }
      for (const theme of THEMES) {
        await visit.page.emulateMedia({ colorScheme: theme });
        if (face.isBrief) await face.show(visit);
        await still(visit);
        await expectAccent(visit, face.element, accent, face.name);
        found.push(...(await rings(`${theme}, ${accent}, ${face.name}`)));
      }
    }
    await tint(visit);
  }
  expect(found).toEqual([]);
});

/** What has the focus, as a visitor is told. */
const focused = (visit: Visit): Promise<string> =>
  visit.page.evaluate(() => {
    const { activeElement: at } = document;
    if (!at || at === document.body) return 'nothing';
    const label = (at as HTMLInputElement).labels?.[0] ?? at;
    return (at.getAttribute('aria-label') ?? label.textContent ?? '').trim();
  });

async function tabs(visit: Visit, times: number, key = 'Tab'): Promise<string[]> {
  const found: string[] = [];
  for (let presses = 0; presses < times; presses++) {
    await visit.page.keyboard.press(key);
    found.push(await focused(visit));
  }
  return found;
}

const ORDER = [
  'Bahasa Indonesia',
  'Functional extra features',
  'Performance visit statistics',
  'Marketing advertising',
  'Reject all',
  'Accept all',
  'Save choice',
  'Privacy policy',
  'Cookie settings',
];

for (const place of [LAYOUTS[0], LAYOUTS[1]])
  test(`2.4.3, 2.1.2: ${place.layout}: the layer comes first, as it is read, and lets go of the focus`, async ({
    visit,
  }) => {
    await visit.open(body, { config: { ...FULL_SHOP, appearance: place } });
    await expect(layerOf(visit)).toBeVisible();
    expect(await tabs(visit, 11)).toEqual([...ORDER, 'Depan', 'Belakang']);
    expect(await tabs(visit, 10, 'Shift+Tab')).toEqual(['Depan', ...ORDER.toReversed()]);
    // As it is read: from line to line, and in a line towards its end; the answers of a bar stand beside the rest.
    await visit.page.setViewportSize({ width: 360, height: 740 });
    const isInOrder = await layerOf(visit).evaluate((layer) => {
      const rects = [...layer.querySelectorAll('a, button, input:enabled')].map((e) =>
        e.getBoundingClientRect(),
      );
      return rects.every((rect, index) => {
        const before = rects[index - 1];
        return (
          !before ||
          rect.top >= before.bottom - 4 ||
          (rect.left >= before.right - 4 && rect.bottom > before.top)
        );
      });
    });
    expect(isInOrder).toBe(true);
  });

test('2.4.3, 2.1.2: dialog: the focus begins on the title, stays inside, and Escape lets go of it', async ({
  visit,
}) => {
  await visit.open(body, { config: { appearance: LAYOUTS[2] } });
  await expect(layerOf(visit)).toBeVisible();
  expect(await focused(visit)).toBe('Cookie consent');
  const inside = [
    ORDER[0],
    'Close without choosing',
    ...ORDER.slice(1).filter((name) => name !== 'Privacy policy'),
  ];
  const reached = await tabs(visit, 2 * inside.length + 2);
  // Between its end and its beginning stand the browser's own controls.
  expect(reached.filter((name) => name !== 'nothing').slice(0, inside.length)).toEqual(inside);
  expect(reached).not.toContain('Depan');
  await visit.page.keyboard.press('Escape');
  await expect(layerOf(visit)).toHaveCount(0);
  const after = await tabs(visit, 3);
  expect(after).toEqual(expect.arrayContaining(['Depan']));
});

test('2.4.3: preferences begin on their title, and give the focus back to what opened them', async ({
  visit,
}) => {
  for (const place of LAYOUTS) {
    await visit.open(body, { config: { appearance: place } });
    const opener = layerOf(visit).locator('[data-izin-action=preferences]');
    await opener.focus();
    await visit.page.keyboard.press('Enter');
    await expect(preferencesOf(visit)).toBeVisible();
    await expect(preferencesOf(visit).locator('h2')).toBeFocused();
    await visit.page.keyboard.press('Escape');
    await expect(preferencesOf(visit)).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test('2.4.3: after a withdrawal by keyboard the focus is on what has come of it', async ({ visit }) => {
  await visit.open(body);
  await visit.press('Accept all');
  const reopen = visit.page.locator('#izin .izin-reopen button');
  await reopen.focus();
  await visit.page.keyboard.press('Enter');
  await preferencesOf(visit).locator('[data-izin-action=withdraw]').focus();
  await visit.page.keyboard.press('Enter');
  await expect(visit.root.getByRole('status')).toBeVisible();
  await expect.poll(() => visit.page.evaluate(() => !!document.activeElement?.closest('#izin'))).toBe(true);
});

test('2.4.11: nothing of ours covers what of ours has the focus', async ({ visit }) => {
  test.slow();
  await visit.open(body);
  /** What has the focus, where it cannot be seen. */
  const hidden = (): Promise<string> =>
    visit.page.evaluate(() => {
      const at = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      if (!at || at === document.body) return 'nothing has the focus';
      const { left, top, right, bottom } = at.getBoundingClientRect();
      const points = [0.1, 0.5, 0.9].flatMap((x) =>
        [0.1, 0.5, 0.9].map((y) => {
          const place = [left + x * (right - left), top + y * (bottom - top)] as const;
          const over = document.elementFromPoint(...place);
          return over?.shadowRoot?.elementFromPoint(...place) ?? over;
        }),
      );
      const isMet = (over: Element | null): boolean =>
        !!over && (at.contains(over) || over.closest('label')?.control === at);
      // Its corners are round.
      return isMet(points[4] ?? null) && points.filter(isMet).length > 5
        ? ''
        : `${rendered.nameOf(at)}: ${points.filter(isMet).length} of 9 points`;
    });
  const found: string[] = [];
  for (const face of FACES) {
    await face.show(visit);
    for (const size of [
      { width: 320, height: 256 },
      { width: 360, height: 640 },
    ]) {
      await visit.page.setViewportSize(size);
      await still(visit);
      const controls = await visit.page.evaluate((element) => {
        const [root = document.body] = document.querySelectorAll<HTMLElement>(element);
        const start = document.querySelector<HTMLElement>(`${element} h2`) ?? root;
        // One that stands in a placeholder begins with the page's own part.
        (document.getElementById('stage') ?? start).tabIndex = -1;
        (document.getElementById('stage') ?? start).focus();
        return rendered
          .ours('a, button, input:enabled, summary')
          .filter(
            (control) =>
              control.checkVisibility() &&
              [...document.querySelectorAll(element)].some(
                (face) => face.contains(control) || face.shadowRoot?.contains(control),
              ),
          ).length;
      }, face.element);
      for (let presses = 0; presses < controls; presses++) {
        await visit.page.keyboard.press('Tab');
        let fault = await hidden();
        // Scrolling comes with the next frame.
        if (fault) await still(visit);
        if (fault) fault = await hidden();
        if (fault) found.push(`${size.width}, ${face.name}: ${fault}`);
      }
    }
  }
  expect(found).toEqual([]);
});

/** Every control as assistive technology is told of it. */
async function readTree(client: CDPSession): Promise<{ role: string; name: string; states: string[] }[]> {
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties = [] }) => ({
      role: String(role?.value),
      name: String(name?.value ?? ''),
      states: properties.map(({ name, value }) => `${name}=${value.value}`),
    }));
}

test('4.1.2 name, role, value: the first layer, as it is told', async ({ visit }) => {
  await visit.open(body);
  await visit.switchOf('performance').setChecked(true);
  const lines = (layer: string, close = ''): string => `
    - ${layer} "Cookie consent":
      - heading "Cookie consent" [level=2]
      - button "Bahasa Indonesia"${close}
      - paragraph: /On Toko Contoh, run by PT Contoh Indonesia, we use cookies/
      - group "Categories":
        - text: Categories
        - switch "Strictly necessary always active" [checked] [disabled]
        - text: Strictly necessary always active
        - switch "Functional extra features"
        - text: Functional extra features
        - switch "Performance visit statistics"${close ? '' : ' [checked]'}
        - text: Performance visit statistics
        - switch "Marketing advertising"
        - text: Marketing advertising
      - button "Reject all"
      - button "Accept all"
      - button "Save choice"
      - link "Privacy policy":
        - /url: /en/privacy
      - button "Cookie settings"`;
  await expect(layerOf(visit)).toMatchAriaSnapshot(lines('region'));
  await look(visit, LAYOUTS[2]);
  await expect(layerOf(visit)).toMatchAriaSnapshot(
    lines('dialog', '\n      - button "Close without choosing": ×'),
  );
});

test('4.1.2, 2.5.3: every control of every face has a name, and says what is written on it', async ({
  visit,
}) => {
  test.slow();
  await visit.open(body);
  const client = await visit.context.newCDPSession(visit.page);
  const told = async (): Promise<string[]> => {
    const written = await visit.page.evaluate(() => {
      // What a dialog covers is not told.
      const top = rendered.ours('dialog[open]').at(-1);
      return rendered
        .ours('a, button, input, summary')
        .filter((control) => control.checkVisibility() && (!top || top.contains(control)))
        .map((control) => ({
          what: rendered.nameOf(control),
          text: ((control as HTMLInputElement).labels?.[0] ?? control).innerText
            .replaceAll(/\s+/g, ' ')
            .trim(),
        }));
    });
    const tree = await readTree(client);
    const controls = tree.filter(({ role }) =>
      /^(link|button|switch|checkbox|DisclosureTriangle)/.test(role),
    );
    const names = controls.map(({ name }) => name.replaceAll(/\s+/g, ' ').trim());
    return [
      ...controls.filter(({ name }) => !name.trim()).map(({ role }) => `a ${role} has no name`),
      // A cross is a picture; its name says what it does.
      ...written
        .filter(({ text }) => text !== '×' && !names.some((name) => name.includes(text)))
        .map(({ what, text }) => `${what} "${text}" is called otherwise`),
    ];
  };
  const found: string[] = [];
  for (const face of FACES) {
    // Of a page that has shown another dialog Chromium's inspector leaves out what can be folded.
    if (/preferences/.test(face.name)) {
      await visit.reload();
      await expect(visit.root).toBeAttached();
    }
    found.push(...(await round(visit, told, undefined, [face])));
  }
  expect(found).toEqual([]);
});

test('3.1.1, 3.1.2: on a page in another language the banner says which is its own', async ({ visit }) => {
  await visit.open(body, {
    lang: 'de',
    config: { ...FULL_SHOP, languages: ['id', 'en'] },
  });
  // The browser speaks English, the page German, which nobody has written.
  await expect(layerOf(visit)).toContainText('Cookie consent');
  const languageOf = (selector: string): Promise<string> =>
    visit.page
      .locator(`#izin ${selector}`)
      .first()
      .evaluate((element) => element.closest<HTMLElement>('[lang]')?.lang ?? '');
  expect(await languageOf('h2')).toBe('en');
  expect(await languageOf('[data-izin-action=language]')).toBe('id');
  await visit.press('Bahasa Indonesia');
  expect(await languageOf('h2')).toBe('id');
  expect(await languageOf('[data-izin-action=language]')).toBe('en');
  await visit.press('Pengaturan cookie');
  await expect(preferencesOf(visit)).toBeVisible();
  expect(await languageOf('.izin-preferences h2')).toBe('id');
  expect(await languageOf('.izin-preferences [data-izin-action=language]')).toBe('en');
  await preferencesOf(visit).locator('[data-izin-action=save]').click();
  await expect(visit.page.locator('#izin .izin-status')).toHaveText('Pilihan Anda disimpan.');
  expect(await languageOf('.izin-status')).toBe('id');
});

test('3.2.1, 3.2.2: the focus and a switch change nothing but themselves', async ({ visit }) => {
  await visit.open(body);
  await expect(layerOf(visit)).toBeVisible();
  const before = await layerOf(visit).ariaSnapshot();
  for (const category of ['functional', 'performance', 'marketing'] as const)
    await visit.switchOf(category).check();
  await tabs(visit, 12);
  for (const category of ['functional', 'performance', 'marketing'] as const)
    await visit.switchOf(category).uncheck();
  expect(await layerOf(visit).ariaSnapshot()).toBe(before);
  expect(await visit.state()).toMatchObject({ decided: false });
});

test('4.1.3 status messages: what was saved is said in a live region that was there before', async ({
  visit,
}) => {
  await visit.open(body);
  await visit.press('Cookie settings');
  await expect(preferencesOf(visit)).toBeVisible();
  const heard = visit.page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const told: string[] = [];
        const status = document.querySelector('#izin [role=status].izin-status');
        told.push(`there: ${!!status}, says "${status?.textContent}"`);
        new MutationObserver((records) => {
          for (const { addedNodes, removedNodes, target } of records) {
            if ([...removedNodes].some((node) => (node as Element).localName === 'dialog'))
              told.push('dialog gone');
            if (target === status && addedNodes.length) resolve([...told, `says "${status?.textContent}"`]);
          }
        }).observe(document, { childList: true, subtree: true });
      }),
  );
  await preferencesOf(visit).locator('[data-izin-action=save]').click();
  expect(await heard).toEqual(['there: true, says ""', 'dialog gone', 'says "Your choice is saved."']);
});

test('4.1.3 status messages: what follows a withdrawal is told as one', async ({ visit }) => {
  await visit.open(body);
  await visit.press('Accept all');
  const client = await visit.context.newCDPSession(visit.page);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(layerOf(visit)).toBeVisible();
  const told = (await readTree(client)).find(({ role }) => role === 'status');
  expect(told?.states).toEqual(expect.arrayContaining(['live=polite', 'atomic=true']));
});

test('2.2.1: nothing is taken away by time but the line that says it is saved', async ({ visit }) => {
  await visit.page.clock.install();
  await visit.open(body);
  await expect(layerOf(visit)).toBeVisible();
  await visit.page.clock.runFor('01:00:00');
  await expect(layerOf(visit)).toBeVisible();
  await visit.press('Cookie settings');
  await expect(preferencesOf(visit)).toBeVisible();
  await visit.page.clock.runFor('01:00:00');
  await preferencesOf(visit).locator('[data-izin-action=accept-all]').click();
  const line = visit.page.locator('#izin .izin-status');
  await expect(line).not.toBeEmpty();
  // Long enough to be read: two words a second, and a look towards it.
  await visit.page.clock.runFor(5_000);
  await expect(line).not.toBeEmpty();
  await visit.page.clock.runFor(5_000);
  await expect(line).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(layerOf(visit)).toBeVisible();
  await visit.page.clock.runFor('01:00:00');
  await expect(layerOf(visit)).toBeVisible();
});

test('2.3.3: a switch is seen to move where nobody minds', async ({ visit }) => {
  await visit.page.emulateMedia({ reducedMotion: 'no-preference' });
  await visit.open(body);
  await expect(layerOf(visit)).toBeVisible();
  expect(await moving(visit)()).not.toEqual([]);
});

test('in forced colours switches, buttons and edges are drawn by lines', async ({ visit }) => {
  test.slow();
  await visit.page.emulateMedia({ forcedColors: 'active' });
  await visit.open(body);
  const read = () =>
    visit.page.evaluate(() => {
      const canvas = rendered.colour('Canvas');
      const isLined = (element: Element | null, part?: string): boolean => {
        if (!element) return false;
        const style = getComputedStyle(element, part);
        // A bar has a line where it meets the page only.
        return (['top', 'bottom'] as const).some(
          (side) =>
            style.getPropertyValue(`border-${side}-style`) === 'solid' &&
            parseFloat(style.getPropertyValue(`border-${side}-width`)) >= 1 &&
            rendered.contrast(rendered.colour(style.getPropertyValue(`border-${side}-color`)), canvas) >= 3,
        );
      };
      const all = rendered.ours('[type=checkbox]');
      return {
        plain: rendered
          .ours(
            '.izin-button, .izin-reopen button, .izin-notice, [type=checkbox], .box, .actions button, .izin-declaration button',
          )
          .filter((element) => element.checkVisibility() && !isLined(element))
          .map(rendered.nameOf),
        thumbless: all.filter((input) => !isLined(input, '::before')).map(rendered.nameOf),
        places: all.map((input) => parseFloat(getComputedStyle(input, '::before').marginInlineStart) || 0),
      };
    });
  await visit.switchOf('marketing').check();
  await still(visit);
  const layer = await read();
  expect(layer).toMatchObject({ plain: [], thumbless: [] });
  const [necessary = 0, functional = 0, , marketing = 0] = layer.places;
  expect(necessary).toBe(marketing);
  expect(marketing).toBeGreaterThan(functional + 8);
  for (const face of FACES) {
    await face.show(visit);
    expect.soft(await read(), face.name).toMatchObject({ plain: [], thumbless: [] });
  }
  // The focus, too.
  await visit.page.evaluate(() => window.izin.rejectAll());
  const control = visit.root.locator('.izin-notice button').first();
  await control.focus();
  await visit.page.keyboard.press('Tab');
  const ring = await visit.page.evaluate(
    () => getComputedStyle(document.activeElement as Element).outlineStyle,
  );
  expect(ring).toBe('solid');
});

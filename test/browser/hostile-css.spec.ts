import { everyKind } from './marked.ts';
import { expect, SHOP, test, type Visit } from './page.ts';

/** Style sheets of sites that would change ours, if anything of theirs reached in. */
const SHEETS: Readonly<Record<string, string>> = {
  everything: '* { all: unset !important }',
  nothing: 'body *, body *::before, body *::after { all: initial !important; display: none !important }',
  motion:
    'body * { animation: turn 1s infinite !important; transition: all 9s !important } @keyframes turn { to { rotate: 1turn; scale: 3; opacity: 0 } }',
  pseudo:
    '*::before, *::after { content: "theirs" !important; display: block !important; font-size: 40px !important }',
  letters:
    'p::first-letter, h2::first-letter, button::first-letter { font-size: 300% !important; float: left !important; margin: 9px !important } body *::first-line { font-size: 30px !important } body *::marker { font-size: 60px !important }',
  controls: `button, input, label, fieldset, legend, dialog, h2, h3, p, table, th, td, ul, li, dl, dt, dd, summary, section, a, b, span, div, small, code {
      all: unset; display: block; position: static; float: left; min-width: 300px; height: 80px; margin: 20px; padding: 20px; font: 30px/2 fantasy; color: red; background: blue;
      border: 9px solid lime; border-radius: 50%; text-transform: uppercase; letter-spacing: 1em; visibility: hidden; opacity: 0.5; transform: rotate(9deg); pointer-events: none; box-sizing: content-box }`,
  important: `button, input, label, fieldset, dialog, h2, p, section, div, a { font-size: 9px !important; width: 50px !important; color: red !important; position: relative !important; display: none !important; z-index: -1 !important; inset: auto !important }`,
  reset: `html { line-height: 1.15; font-size: 62.5%; -webkit-text-size-adjust: 100% } body { margin: 0; font: 1.6rem/1.15 serif } h1, h2, h3, p, ul, dl, dd { margin: 0; font-size: inherit; font-weight: inherit }
      button, input { margin: 0; padding: 0; font: inherit; line-height: inherit; color: inherit; background: transparent; border-radius: 0; appearance: none } fieldset { min-width: 0; margin: 0; padding: 0; border: 0 }
      legend { float: left; width: 100%; font-size: 1.5rem } *, ::before, ::after { box-sizing: border-box; border: 0 solid } img, svg { display: block } table { border-collapse: collapse; caption-side: bottom } th { text-align: inherit }
      ul { list-style: none; padding: 0 } a { color: inherit; text-decoration: inherit } label { display: inline-block; margin: 0 0 8px } [role=button], button { cursor: pointer } dialog { padding: 0; margin: 0 } summary { display: list-item } [hidden] { display: none !important }`,
  inherited: `html { font-size: 62.5%; color: red; text-align: right; word-spacing: 1em } body { line-height: 0; writing-mode: vertical-rl; direction: rtl; text-transform: uppercase; letter-spacing: 0.5em; visibility: hidden;
      pointer-events: none; user-select: none; white-space: nowrap; font: italic 900 40px fantasy; text-indent: 5em; cursor: wait; -webkit-text-fill-color: red; text-shadow: 0 0 9px red; quotes: none; list-style: square; tab-size: 9 }`,
  names: `[class*=notice], [class*=consent], [class*=cookie], [id*=izin] *, [data-layout], [role=region], [role=status], [aria-labelledby] { display: none !important; opacity: 0 !important }`,
  'by name':
    '#izin#izin#izin, #izin#izin#izin * { display: none !important; position: absolute !important; left: -9999px !important; font-size: 1px !important }',
  layered:
    '@layer base { *, ::before, ::after { margin: 0; padding: 0; font: 9px serif; display: block; color: red } }',
  directions: '* { direction: rtl; unicode-bidi: bidi-override }',
};

/** How everything of ours looks: where it is, and in which colours and letters. */
const look = (visit: Visit): Promise<string[]> =>
  visit.page.evaluate(() => {
    const ours = [...document.querySelectorAll('#izin, #izin *')];
    return ours.flatMap((element) =>
      ['', '::before', '::after'].map((pseudo) => {
        const style = getComputedStyle(element, pseudo || undefined);
        const { x, y, width, height } = element.getBoundingClientRect();
        const box = pseudo
          ? [style.width, style.height]
          : (width && height ? [x, y, width, height] : []).map((n) => n.toFixed(1));
        const said = [
          'content',
          'display',
          'position',
          'z-index',
          'color',
          'background-color',
          'font-size',
          'font-weight',
          'font-family',
          'font-style',
          'line-height',
          'letter-spacing',
          'word-spacing',
          'text-transform',
          'text-indent',
          'text-align',
          'text-shadow',
          'direction',
          'unicode-bidi',
          'writing-mode',
          'visibility',
          'opacity',
          'transform',
          'rotate',
          'pointer-events',
          'user-select',
          'cursor',
          'border-top',
          'border-radius',
          'animation-name',
          'white-space',
          '-webkit-text-fill-color',
        ].map((name) => style.getPropertyValue(name));
        return `${element.localName}.${element.className || element.getAttribute('data-izin-action') || ''}${pseudo} ${box.join()} ${said.join(' | ')}`;
      }),
    );
  });

/** Settles once nothing of ours moves any more. */
const still = (visit: Visit): Promise<unknown> =>
  visit.page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => (effect as KeyframeEffect).target?.closest('#izin'))
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );

/** Compares a face as it is with how it is under each of the sheets. */
async function expectSameLook(visit: Visit, face: string): Promise<void> {
  await still(visit);
  const plain = await look(visit);
  expect(plain.length).toBeGreaterThan(2);
  for (const [name, css] of Object.entries(SHEETS)) {
    await visit.page.evaluate((text) => {
      const style = document.createElement('style');
      style.id = 'theirs';
      style.textContent = text;
      document.head.append(style);
    }, css);
    await still(visit);
    const found = await look(visit);
    const changed = found.filter((line, i) => line !== plain[i]);
    expect
      .soft(changed.map((line) => `${plain[found.indexOf(line)]}\n${line}`).slice(0, 1), `${face}: ${name}`)
      .toEqual([]);
    await visit.page.evaluate(() => document.querySelector('#theirs')?.remove());
  }
}

test('every face looks the same whatever the style sheets of the site say', async ({ visit }) => {
  await visit.page.setViewportSize({ width: 1000, height: 700 });
  await visit.open(`<main>${'<p>text</p>'.repeat(50)}</main>`, {
    config: SHOP,
    head: '<style>body { font: 16px serif }</style>',
  });
  await expect(visit.notice).toBeVisible();
  await expectSameLook(visit, 'first layer');
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  await visit.page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });
  await expectSameLook(visit, 'preferences');
  await visit.preferences.getByRole('button', { name: 'Accept all' }).click();
  await expect(visit.root.locator('.izin-reopen')).toBeVisible();
  await expectSameLook(visit, 'control that stays');
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(visit.root.getByRole('status').filter({ hasText: 'Consent withdrawn' })).toBeVisible();
  await expectSameLook(visit, 'after a withdrawal');
});

test('what a site puts above everything stays below the first layer and the preferences', async ({
  visit,
}) => {
  await visit.open('<div style="position: fixed; inset: 0; z-index: 2147483646; background: #eee"></div>', {
    config: SHOP,
  });
  const covered = (): Promise<string[]> =>
    visit.page.evaluate(() =>
      [...document.querySelectorAll('#izin :is(button, a, input)')].flatMap((control) => {
        const { x, y, width, height } = control.getBoundingClientRect();
        const over = document.elementFromPoint(x + width / 2, y + height / 2);
        return over?.closest('#izin') ? [] : control.outerHTML;
      }),
    );
  for (const layout of ['bar', 'box', 'dialog']) {
    await visit.page.evaluate((config) => window.izin.run(config), { ...SHOP, appearance: { layout } });
    await expect(visit.root.locator('.izin-notice')).toBeVisible();
    expect(await covered(), layout).toEqual([]);
  }
  await visit.press('Cookie settings');
  // The dialog below has such a button, too.
  await visit.page.locator('#izin .izin-preferences [data-izin-action=reject-all]').click();
  expect((await visit.record())?.get('performance')).toBe('0');
});

test('a page that overwrites the list of adopted sheets gets ours back, also behind preferences', async ({
  visit,
}) => {
  await visit.open('<p>text</p>', { config: { ...SHOP, appearance: { reopen: 'none' } } });
  await expect(visit.notice).toBeVisible();
  const overwrite = (): Promise<unknown> =>
    visit.page.evaluate(() => {
      const theirs = new CSSStyleSheet();
      theirs.replaceSync('p { color: rgb(0, 0, 255) }');
      document.adoptedStyleSheets = [theirs];
    });
  const plain = await look(visit);
  await overwrite();
  await expect.poll(() => look(visit)).toEqual(plain);
  expect(
    await visit.page.evaluate(
      () => getComputedStyle(document.querySelector('p:not(#izin *)') ?? document.body).color,
    ),
  ).toBe('rgb(0, 0, 255)');
  await visit.press('Reject all');
  await expect(visit.root).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.show());
  await expect(visit.preferences).toBeVisible();
  await still(visit);
  const open = await look(visit);
  await overwrite();
  await expect.poll(() => look(visit)).toEqual(open);
});

test('without any sheet the banner is plain: at the top of the page, over nothing, and its buttons work', async ({
  visit,
}) => {
  await visit.context.addInitScript(() =>
    Object.defineProperty(Document.prototype, 'adoptedStyleSheets', { get: () => [], set() {} }),
  );
  await visit.open(`<main><button>Buy</button></main>${everyKind}`, { config: SHOP });
  await expect(visit.notice).toBeVisible();
  const [notice, buy] = await visit.page.evaluate(() =>
    ['.izin-notice', 'main button'].map(
      (at) => document.querySelector(at)?.getBoundingClientRect().toJSON() as DOMRect,
    ),
  );
  expect(notice?.y).toBeLessThan(30);
  expect(buy?.y).toBeGreaterThanOrEqual(notice?.bottom ?? Infinity);
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  await visit.page.keyboard.press('Escape');
  await visit.switchOf('functional').check();
  await visit.press('Save choice');
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.record())?.get('functional')).toBe('1');
});

test('printed, the page is the page as it is without us', async ({ visit }) => {
  const page = `<body style="display: grid; gap: 40px"><h1>Title</h1>${'<p>text</p>'.repeat(40)}`;
  await visit.page.emulateMedia({ media: 'print' });
  const printed = (): Promise<unknown> =>
    visit.page.evaluate(() => [
      document.documentElement.scrollHeight,
      [...document.querySelectorAll('h1, p:not(#izin *)')].map(
        (one) => one.getBoundingClientRect().toJSON() as DOMRect,
      ),
    ]);
  await visit.open(page, { gate: '', config: null });
  const plain = await printed();
  await visit.open(page, { config: SHOP });
  await expect(visit.root).toHaveCount(1);
  expect(await printed()).toEqual(plain);
  await visit.page.emulateMedia({ media: 'screen' });
  await visit.page.evaluate(() => window.izin.show('preferences'));
  await expect(visit.preferences).toBeVisible();
  await visit.page.emulateMedia({ media: 'print' });
  expect(await printed()).toEqual(plain);
  await expect(visit.page.locator('.izin-notice, dialog').filter({ visible: true })).toHaveCount(0);
});

test('nothing of ours moves for whoever wants no motion', async ({ visit }) => {
  const moving = (): Promise<string[]> =>
    visit.page.evaluate(() =>
      [...document.querySelectorAll('#izin *')].flatMap((element) =>
        ['', '::before', '::after'].flatMap((pseudo) => {
          const { transitionDuration, transitionProperty, animationName } = getComputedStyle(
            element,
            pseudo || undefined,
          );
          return (transitionProperty !== 'none' && /[1-9]/.test(transitionDuration)) ||
            animationName !== 'none'
            ? `${element.outerHTML.slice(0, 60)}${pseudo} ${transitionProperty} ${transitionDuration} ${animationName}`
            : [];
        }),
      ),
    );
  for (const [wish, isStill] of [
    ['reduce', true],
    ['no-preference', false],
  ] as const) {
    await visit.page.emulateMedia({ reducedMotion: wish });
    await visit.open('', { config: SHOP });
    await visit.press('Cookie settings');
    await expect(visit.preferences).toBeVisible();
    expect((await moving()).length === 0, (await moving()).join()).toBe(isStill);
  }
});

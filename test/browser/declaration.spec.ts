import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from '@playwright/test';
import { status } from './answers.ts';
import { expect, GATE, SHOP, test as base, writePage, type Opening, type Visit } from './page.ts';
import { DIST, distFile } from './world.ts';

const EVIL = '<img src="https://ads.test/evil.gif" onerror="self.pwned = true">';
const config = {
  ...SHOP,
  languages: ['id', 'en'],
  services: {
    ...SHOP.services,
    site: {
      name: 'Toko Contoh',
      cookies: [{ name: 'cart', lifespan: 'P30D', purpose: { id: 'Keranjang.', en: 'The cart.' } }],
    },
    youtube: true,
    'google-analytics': true,
    'google-tag-manager': true,
    odd: { name: 'Odd', hosts: ['odd.test'], cookies: [{ name: '_odd', purpose: { en: EVIL, id: EVIL } }] },
  },
  consent: { revision: '2026-11' },
};
const catalogued = ['youtube', 'google-analytics', 'google-tag-manager'];
const PLACE = '<div data-izin="declaration"></div>';
const page = (place = PLACE): string => `<main><h1>Kebijakan</h1><h2>Cookie</h2>${place}</main>`;

interface Known {
  readonly provider: string;
  readonly cookies: readonly { readonly name: string; readonly purpose: Readonly<Record<string, string>> }[];
}
const factsOf = async (id: string): Promise<Known> =>
  JSON.parse(await readFile(join(DIST, `services/${id}.json`), 'utf8')) as Known;

const declarationOf = ({ page }: Visit): Locator => page.locator('.izin-declaration');
/** The part of one category, or another one. */
const part = (visit: Visit, name: string): Locator =>
  declarationOf(visit).locator(`[data-izin-part=${name}]`);

async function open(visit: Visit, opening: Opening & { body?: string } = {}): Promise<void> {
  await visit.open(opening.body ?? page(), { config, ...opening });
}

/** What `izin build` writes for the same shop, by language. */
const test = base.extend<object, { fragments: Readonly<Record<string, string>> }>({
  fragments: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'izin-'));
      const [file, out] = [join(folder, 'izin.config.json'), join(folder, 'out')];
      await writeFile(file, JSON.stringify(config));
      const args = [join(DIST, 'cli.js'), 'build', '--config', file, '--out', out];
      await promisify(execFile)(process.execPath, args);
      const read = (tag: string): Promise<string> => readFile(join(out, `declaration.${tag}.html`), 'utf8');
      await use({ id: await read('id'), en: await read('en') });
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

test.beforeEach(({ visit }) => {
  for (const id of catalogued) visit.world.answer(`toko.test/izin/services/${id}.json`, distFile);
});

test('tells of every service and cookie, in the language that the visitor picks', async ({ visit }) => {
  await open(visit);
  for (const [language, words] of [
    [
      'en',
      ['Strictly necessary', '1 year', 'Counts visits.', '2 years', 'session', 'United States', '30 days'],
    ],
    [
      'id',
      [
        'Sangat diperlukan',
        '1 tahun',
        'Menghitung kunjungan.',
        '2 tahun',
        'sesi',
        'Amerika Serikat',
        '30 hari',
      ],
    ],
  ] as const) {
    await visit.page.evaluate((tag) => window.izin.setLanguage(tag), language);
    const declaration = declarationOf(visit);
    await expect(declaration).toHaveAttribute('lang', language);
    const same = [
      'PT Contoh Indonesia',
      'privasi@contoh.co.id',
      'PT Peta',
      'PT Statistik',
      'PT Iklan',
      'Odd',
      'st.*',
    ];
    for (const told of [...same, ...words]) await expect(declaration).toContainText(told);
    for (const name of ['izin', 'cart', '_st*', '_ad', '_odd'])
      await expect(declaration.getByRole('rowheader', { name, exact: true })).toBeVisible();
    for (const id of catalogued) {
      const { provider, cookies } = await factsOf(id);
      const service = declaration.locator(`[data-izin-service=${id}]`);
      await expect(service).toContainText(provider);
      const told = await service.getByRole('row').allTextContents();
      for (const { name, purpose } of cookies)
        expect(
          told.filter((row) => row.startsWith(name) && row.endsWith(purpose[language] ?? '?')),
        ).not.toEqual([]);
    }
  }
  // What the configuration says is text.
  await expect(part(visit, 'unclassified')).toContainText(EVIL);
  await expect(declarationOf(visit).locator('img')).toHaveCount(0);
  expect(await visit.page.evaluate(() => 'pwned' in self)).toBe(false);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('shows the choice, and follows it; both buttons work', async ({ visit }) => {
  await open(visit);
  const choice = part(visit, 'choice');
  await expect(choice).toContainText('You have not chosen yet');
  const change = choice.getByRole('button', { name: 'Change your choice' });
  const withdraw = choice.getByRole('button', { name: 'Withdraw all consent' });
  await expect(withdraw).toHaveCount(0);

  await change.click();
  await visit.preferences.locator('input[data-category="performance"]').setChecked(true);
  await visit.preferences.getByRole('button', { name: 'Save choice' }).click();
  await expect(choice.locator('dl > div').filter({ hasText: 'Performance' })).toContainText('accepted');
  await expect(choice.locator('dl > div').filter({ hasText: 'Marketing' })).toContainText('refused');
  await expect(change).toBeFocused();
  await expect(declarationOf(visit).locator('[data-izin-service=stats] dl')).toContainText('accepted');
  const { recordId = 'none' } = await visit.state();
  await expect(choice).toContainText(recordId);

  await withdraw.focus();
  await visit.page.keyboard.press('Enter');
  await expect(choice.locator('dl > div').filter({ hasText: 'Performance' })).toContainText('refused');
  expect((await visit.record())?.get('performance')).toBe('0');
  await expect(withdraw).toHaveCount(0);
  await expect(change).toBeFocused();

  const other = await visit.tab();
  await other.open('', { config });
  await other.page.evaluate(() => window.izin.acceptAll());
  await expect(choice.locator('dl > div').filter({ hasText: 'Marketing' })).toContainText('accepted');
});

test('tells what was answered, and until when, as the preferences do', async ({ visit }) => {
  const choice = part(visit, 'choice');
  const rowsOf = (list: Locator): Promise<string[]> =>
    list.evaluateAll(([dl]) =>
      [...(dl?.querySelectorAll('dt') ?? [])].map(
        (term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`,
      ),
    );
  /** Opens the page, and tells the choice: its rows, which are those of the preferences, and all of its text. */
  const told = async (given: object = {}): Promise<string> => {
    await open(visit, { config: { ...config, ...given } });
    await expect(choice).toBeVisible();
    const rows = await rowsOf(choice.locator('dl'));
    await visit.page.evaluate(() => window.izin.show('preferences'));
    await expect(visit.preferences).toBeVisible();
    const same = await rowsOf(visit.preferences.locator('.izin-chosen'));
    expect(rows).toEqual(same.filter((row) => !row.startsWith('Consent receipt')));
    await visit.page.keyboard.press('Escape');
    return [...rows, await choice.innerText()].join('\n');
  };
  const decide = (act: string, ...more: unknown[]): Promise<void> =>
    visit.page.evaluate(
      ([act, more]) =>
        (window.izin as unknown as Record<string, (...all: unknown[]) => void>)[act]?.(...more),
      [act, more] as const,
    );
  const answerOn = (id: string): Locator =>
    declarationOf(visit).locator(`[data-izin-service=${id}] dl > div`, { hasText: 'Your choice' });

  expect(await told()).toContain('You have not chosen yet');
  await expect(answerOn('stats')).toHaveCount(0);

  await decide('choose', { stats: 'granted' });
  const one = await told();
  expect(one).toContain('Performance: not answered yet\n');
  expect(one).toContain('Stats: accepted\n');
  expect(one).toContain('It is held until you choose.');
  expect(one).not.toContain('refused');
  await expect(answerOn('stats')).toContainText('accepted');
  await expect(answerOn('ads')).toContainText('not answered yet');
  await expect(choice.getByRole('button', { name: 'Withdraw all consent' })).toBeVisible();

  await decide('rejectAll');
  expect(await told()).not.toMatch(/accepted|not answered/);
  await decide('acceptAll');
  expect(await told()).not.toMatch(/refused|not answered|choose again/);

  const video = { category: 'functional', name: 'Video', hosts: ['video.test'] };
  const more = await told({ services: { ...config.services, video } });
  expect(more).toContain('Functional: accepted\n');
  expect(more).toContain('Video: not answered yet\n');
  await expect(answerOn('video')).toContainText('not answered yet');
  const revised = await told({ consent: { revision: '2026-12' } });
  expect(revised).toContain('Until you do, your earlier choice stands.');
  expect(revised).not.toMatch(/refused|not answered/);

  // A choice keeps its end where choices stand longer since, and has an earlier one where they stand shorter.
  const endOf = (text: string): string => /Valid until: (.*)/.exec(text)?.[1] ?? '';
  const dateIn = async (days: number): Promise<string> => {
    const { decidedAt = 0 } = await visit.state();
    return visit.page.evaluate(
      (time) => new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' }).format(time),
      decidedAt + days * 86_400_000,
    );
  };
  expect(endOf(await told({ consent: { ...config.consent, days: 300 } }))).toBe(await dateIn(180));
  expect(endOf(await told({ consent: { ...config.consent, days: 30 } }))).toBe(await dateIn(30));
  // The receipt that is here is that of another choice: a host beside this one has decided since.
  const cookie = (await visit.context.cookies()).find(({ name }) => name === 'izin');
  const put = (value = ''): Promise<void> =>
    visit.context.addCookies([{ name: 'izin', domain: 'toko.test', path: '/', value }]);
  await put(cookie?.value.replace(/id=\w+/, 'id=00000000'));
  expect(endOf(await told({ consent: { ...config.consent, days: 300 } }))).toBe(await dateIn(300));

  const past = Math.floor(Date.now() / 1000) - 181 * 86_400;
  await put(cookie?.value.replace(/t=\d+/, `t=${past}`));
  const expired = await told();
  expect(expired).toContain('Your earlier choice has expired.');
  expect(expired).toContain('Marketing: not answered yet\n');
  expect(expired).not.toMatch(/refused|accepted/);
  await expect(choice.getByRole('button')).toHaveText(['Change your choice']);

  // Where nothing is on offer there is nothing to choose, and no button that says there were.
  await visit.context.clearCookies();
  await open(visit, {
    config: { ...config, categories: { functional: false, performance: false, marketing: false } },
  });
  await expect(part(visit, 'necessary')).toBeVisible();
  await expect(choice).toHaveCount(0);
});

test('tells what the opt-out signal of the browser does to marketing', async ({ visit }) => {
  await visit.context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  );
  const choice = part(visit, 'choice');
  await open(visit);
  await expect(choice).toContainText('Opt-out preference signal honored.');
  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect(choice).toContainText('The marketing that you have accepted stands all the same.');
  await expect(choice).not.toContainText('honored');
  await visit.page.evaluate(() => window.izin.rejectAll());
  await expect(choice).toContainText('Opt-out preference signal honored.');
  await expect(choice).not.toContainText('stands all the same');
  await open(visit, { config: { ...config, categories: { marketing: false } } });
  await expect(choice).toContainText('marketing is switched off on this site');
});

test('moves nothing in view where the page links its style, or has the built fragment', async ({
  visit,
  fragments,
}) => {
  await visit.context.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(self, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const head = '<link rel="stylesheet" href="/izin/declaration.css">';
  const footer = '<footer style="block-size: 300px">Footer</footer>';
  const shifted = async (body: string, head?: string): Promise<number> => {
    await open(visit, { body: body + footer, ...(head && { head }) });
    await expect(part(visit, 'terms')).toBeAttached();
    return visit.page.evaluate(
      () =>
        new Promise<number>((done) =>
          requestAnimationFrame(() =>
            setTimeout(() => done((Reflect.get(self, 'shifts') as number[]).reduce((a, b) => a + b, 0))),
          ),
        ),
    );
  };
  expect(await shifted(page(), head)).toBe(0);
  // To who has decided it comes late.
  await visit.page.evaluate(() => window.izin.rejectAll());
  expect(await shifted(page())).toBeGreaterThan(0.1);
  expect(await shifted(page(), head)).toBe(0);
  expect(await shifted(page(fragments['id']), head)).toBe(0);
});

test('fits the outline of the page, and stands wherever the page puts it', async ({ visit }) => {
  await open(visit, {
    body: `<h1>A</h1><div data-izin="declaration" id="one"></div><h2>B</h2><p>b</p>${PLACE}<h3>C</h3>
      <div data-izin="declaration" data-level="2" id="three"></div>`,
  });
  const levels = (): Promise<(string | undefined)[]> =>
    visit.page
      .locator('[data-izin=declaration]')
      .evaluateAll((places) => places.map((place) => place.querySelector('h1,h2,h3,h4,h5,h6')?.tagName));
  await expect.poll(levels).toEqual(['H2', 'H3', 'H2']);

  // A router goes on to another view: one is gone, one is replaced, one is new.
  await visit.page.evaluate(() => {
    const [one, two] = document.querySelectorAll<HTMLElement>('[data-izin=declaration]');
    one?.remove();
    Object.assign(window, { one });
    const next = document.createElement('div');
    next.dataset['izin'] = 'declaration';
    two?.replaceWith(next);
    history.pushState({}, '', '/cookies');
  });
  await expect.poll(levels).toEqual(['H3', 'H2']);
  await visit.page.evaluate(() => window.izin.setLanguage('id'));
  await expect(declarationOf(visit).first()).toHaveAttribute('lang', 'id');
  expect(
    await visit.page.evaluate(
      () => (window as unknown as { one: Element }).one.querySelector<HTMLElement>('[lang]')?.lang,
    ),
  ).toBe('en');

  // Turbo and the like replace the whole body.
  await visit.page.evaluate((place) => {
    const body = document.createElement('body');
    body.append(document.createElement('main'));
    const next = document.createElement('div');
    next.dataset['izin'] = place;
    body.firstElementChild?.append(next);
    document.body.replaceWith(body);
  }, 'declaration');
  await expect.poll(levels).toEqual(['H2']);
  await expect(declarationOf(visit)).toContainText('PT Statistik');

  // So does what takes only our part of it away.
  await visit.page.evaluate(() => {
    document.querySelector('[data-izin=declaration]')?.replaceChildren('away');
    document.dispatchEvent(new Event('astro:page-load'));
  });
  await expect.poll(levels).toEqual(['H2']);
});

test('a view that a click brings, in its own time, has its declarations, and again when it comes back', async ({
  visit,
}) => {
  await open(visit, { body: '<article></article><nav><button>Cookies</button><button>Home</button></nav>' });
  await visit.page.evaluate((place) => {
    const article = document.querySelector('article');
    const view = document.createElement('div');
    // A template's markup, as frameworks insert it.
    view.append(document.createRange().createContextualFragment(place));
    const [cookies, home] = document.querySelectorAll<HTMLElement>('nav button');
    cookies?.addEventListener('click', () => setTimeout(() => article?.append(view), 100));
    home?.addEventListener('click', () => view.remove());
  }, `<h2>A</h2>${PLACE}<h2>B</h2>${PLACE}`);
  const declarations = declarationOf(visit);
  const go = (name: string): Promise<void> =>
    visit.page.getByRole('button', { name, exact: true }).press('Enter');
  await go('Cookies');
  await expect(declarations).toHaveCount(2);
  for (const one of await declarations.all()) {
    await expect(one.locator('[data-izin-part=choice]')).toContainText('You have not chosen yet');
    await expect(one.getByRole('rowheader', { name: '_st*' })).toBeVisible();
  }
  // What stands there stays, whatever is clicked.
  const first = await declarations.first().elementHandle();
  await declarations.last().getByRole('button', { name: 'Change your choice' }).click();
  await visit.preferences.getByRole('button', { name: 'Accept all' }).click();
  await expect(declarations.last().getByRole('button', { name: 'Change your choice' })).toBeFocused();
  for (const one of await declarations.all()) await expect(one).toContainText('accepted');
  expect(await first?.evaluate((body) => body.isConnected)).toBe(true);

  await go('Home');
  await expect(declarations).toHaveCount(0);
  await visit.page.evaluate(() => {
    window.izin.setLanguage('id');
    window.izin.rejectAll();
  });
  await go('Cookies');
  await expect(declarations).toHaveCount(2);
  for (const one of await declarations.all()) {
    await expect(one).toHaveAttribute('lang', 'id');
    await expect(one.locator('[data-izin-part=choice]')).toContainText('ditolak');
    await expect(one.locator('[data-izin-part=choice]')).not.toContainText('diterima');
  }
});

test('another configuration is another declaration', async ({ visit }) => {
  await open(visit);
  await expect(declarationOf(visit)).toContainText('PT Statistik');
  await visit.page.evaluate(() => window.izin.run({ languages: ['en'], services: { odd: { name: 'Odd' } } }));
  await expect(declarationOf(visit)).not.toContainText('PT Statistik');
  await expect(declarationOf(visit)).toContainText('Odd');
});

test('a form that is called like what the document has takes nothing from it', async ({ visit }) => {
  for (const name of ['querySelectorAll', 'createElement', 'adoptedStyleSheets']) {
    await visit.open(`<form name="${name}"></form><div data-izin="declaration"></div>`, { config: SHOP });
    await expect(declarationOf(visit), name).toContainText('PT Statistik');
  }
});

test('what the owner wrote stays where ours cannot be had, in whole or in part', async ({ visit }) => {
  visit.forgive(/^izin:/);
  const body = page('<div data-izin="declaration"><p>Our own words.</p></div>');
  visit.world.answer('toko.test/izin/izin-declaration.js', status(404));
  await open(visit, { body });
  await expect.poll(() => visit.complaints().length).toBeGreaterThan(0);
  await expect(visit.page.getByText('Our own words.')).toBeVisible();

  visit.world.answer('toko.test/izin/izin-declaration.js', distFile);
  visit.world.answer('toko.test/izin/services/youtube.json', status(503));
  await open(visit, { body });
  await expect.poll(() => visit.world.seen.some(({ path }) => path.includes('youtube.json'))).toBe(true);
  await visit.quiet();
  await expect(visit.page.getByText('Our own words.')).toBeVisible();
  await expect(declarationOf(visit)).toHaveCount(0);

  visit.world.answer('toko.test/izin/services/youtube.json', distFile);
  await visit.page.evaluate(() => dispatchEvent(new Event('popstate')));
  await expect(declarationOf(visit)).toContainText('YouTube');
  await expect(visit.page.getByText('Our own words.')).toHaveCount(0);
});

for (const language of ['id', 'en'] as const) {
  test(`without JavaScript the built fragment stands there, and says the same (${language})`, async ({
    visit,
    fragments,
    browser,
  }) => {
    const opening = { config, lang: language, body: page(fragments[language]) };
    await open(visit, opening);
    await expect(part(visit, 'choice')).toBeVisible();
    const live = await visit.page.evaluate(() => {
      const declaration = document.querySelector('.izin-declaration');
      declaration?.querySelector('[data-izin-part=choice]')?.remove();
      return declaration?.textContent;
    });

    const context = await browser.newContext({ javaScriptEnabled: false, ignoreHTTPSErrors: true });
    const still = await context.newPage();
    await still.goto(writePage(visit.world, visit.scheme, opening.body, { config, lang: language }));
    const fragment = still.locator('.izin-declaration');
    await expect(fragment.getByRole('rowheader', { name: '_st*' })).toBeVisible();
    const inOneLine = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, '');
    // A page that is written beforehand knows no host of its own.
    expect(inOneLine(await fragment.textContent())).toBe(inOneLine(live).replaceAll(`${visit.host},`, ''));
    await context.close();
  });
}

test('reads on paper, without the banner and without buttons, in black on white', async ({ visit }) => {
  // As wide as A4 between its margins.
  await visit.page.setViewportSize({ width: 718, height: 1000 });
  await open(visit, { head: '<style>body { color: #eee; background: #111 }</style>' });
  await expect(declarationOf(visit).getByRole('table').first()).toBeVisible();
  await expect(visit.notice).toBeVisible();
  await visit.page.emulateMedia({ media: 'print' });
  await expect(declarationOf(visit).getByRole('table').first()).toBeVisible();
  await expect(visit.notice).toBeHidden();
  await expect(declarationOf(visit).locator('button')).toBeHidden();
  await expect(declarationOf(visit)).toContainText('You have not chosen yet');
  const facts = declarationOf(visit).locator('th, td, dt, dd');
  const inks = await facts.evaluateAll((all) => all.map((fact) => getComputedStyle(fact).color));
  expect(new Set(inks)).toEqual(new Set(['rgb(0, 0, 0)']));
  await expect(declarationOf(visit)).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  expect(
    await facts.evaluateAll(
      (all) => all.filter((fact) => !fact.checkVisibility() || !fact.clientHeight).length,
    ),
  ).toBe(0);
});

for (const [what, css] of [
  ['plain', ''],
  [
    'rude',
    '*{box-sizing:content-box;letter-spacing:.1em}button{all:unset}table{display:block;white-space:nowrap;overflow:auto}h3{font-size:4rem}section{float:left}dl,dd{margin:3rem}code{white-space:pre}',
  ],
] as const) {
  test(`a page of ${what} styles does not scroll sideways on the smallest phone`, async ({ visit }) => {
    await visit.page.setViewportSize({ width: 320, height: 640 });
    await open(visit, { head: `<meta name="viewport" content="width=device-width"><style>${css}</style>` });
    const cell = declarationOf(visit).getByRole('cell', { name: 'Counts visits.' });
    await expect(cell).toBeVisible();
    expect(await visit.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const button = declarationOf(visit).getByRole('button', { name: 'Change your choice' });
    // WCAG 2.2, 2.5.8, unless the site wants it otherwise.
    if (!css) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24);
    await button.click();
    await expect(visit.preferences).toBeVisible();
  });
}

test('keeps to a policy that allows no style and no text as code', async ({ visit }) => {
  const policy = `default-src 'self'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'none'; require-trusted-types-for 'script'; trusted-types izin`;
  await open(visit, {
    gate: GATE.replace('<script', '<script nonce="abc"'),
    before: `<script nonce="abc">refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.violatedDirective))</script>`,
    headers: { 'content-security-policy': policy },
  });
  await expect(declarationOf(visit).getByRole('table').first()).toHaveCSS('border-collapse', 'collapse');
  expect(await visit.page.evaluate(() => (self as unknown as { refused: string[] }).refused)).toEqual([]);
});

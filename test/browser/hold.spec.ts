import { chunked } from './answers.ts';
import { everyKind } from './marked.ts';
import { expect, GATE, SHOP, test } from './page.ts';

test('asks nothing of a third party before the visitor chooses', async ({ visit }) => {
  await visit.open(everyKind);
  await expect(visit.notice).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect(await visit.ran()).toEqual([]);
  expect(await visit.context.cookies()).toEqual([]);
});

test('asks nothing of a third party after a refusal, nor after a reload', async ({ visit }) => {
  await visit.open(everyKind);
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);

  await visit.reload();
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  expect(visit.outside()).toEqual([]);
  expect(await visit.ran()).toEqual([]);
});

test('holds marked tags that were left with their address in place', async ({ visit }) => {
  await visit.open(`
    <script>
      for (const [tag, name] of [['iframe', 'src'], ['img', 'src'], ['link', 'href'], ['video', 'src'], ['object', 'data']]) {
        const element = document.createElement(tag);
        element.dataset.category = 'marketing';
        if (tag === 'link') element.rel = 'stylesheet';
        element.setAttribute(name, 'https://anyone.test/' + tag + '.html');
        document.body.append(element);
      }
    </script>`);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

const PICTURE = 'background: url(https://ads.test/a.gif)';
const STYLED = `<style>#styled { ${PICTURE} }</style><p id="styled">Batik</p>`;
/** Whoever asks one of these for anything has the page laid out, with the styles that came with it (Chromium). */
const PLAYERS = [
  ['that is empty', `<embed>${STYLED}`],
  ["of the site's own", `<embed src="/own.html">${STYLED}`],
  ['with a style of its own', `<embed style="display: block; ${PICTURE}">`],
  ['around a style', `<object>${STYLED}</object>`],
] as const;
for (const [name, markup] of PLAYERS)
  test(`styles that come with a player ${name} are held`, async ({ visit }) => {
    await visit.open(markup);
    await expect(visit.notice).toBeVisible();
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    await visit.press('Accept all');
    await expect.poll(() => visit.outside()).toEqual(['ads.test/a.gif']);
  });

test("leaves what has an attribute of that name with words of the site's own", async ({ visit }) => {
  const paths = ['shoes', '3', 'marketing shoes'].map((word) => {
    const path = `/${word.replace(' ', '-')}.gif`;
    return [path, `<img alt="" data-category="${word}" src="${path}">`] as const;
  });
  await visit.open(`
    ${paths.map(([, image]) => image).join('')}
    <iframe title="Own" data-category="tutorial" src="/own.html"></iframe>
    <script>
      const image = new Image();
      image.dataset.category = 'batik';
      image.src = '/inserted.gif';
      document.body.append(image);
    </script>`);
  const own = ['/inserted.gif', '/own.html', ...paths.map(([path]) => path)];
  await expect
    .poll(() =>
      visit.world.seen
        .map(({ path }) => path)
        .filter((path) => own.includes(path))
        .toSorted(),
    )
    .toEqual(own.toSorted());
  expect(await visit.page.evaluate(() => window.izin.held())).toEqual([]);
});

test('a tag with several categories waits for all of them', async ({ visit }) => {
  await visit.open(
    '<script type="text/plain" data-category="performance marketing" data-src="https://both.test/a.js"></script>',
  );
  await visit.choose({ performance: true });
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.page.evaluate(() => window.izin.choose({ marketing: 'granted' }));
  await expect.poll(() => visit.outside()).toEqual(['both.test/a.js']);
});

test('a negated category runs only once it is refused', async ({ visit }) => {
  await visit.open(
    '<script type="text/plain" data-category="!marketing" data-src="https://contextual.test/a.js"></script>',
  );
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.choose({ performance: true });
  await expect.poll(() => visit.outside()).toEqual(['contextual.test/a.js']);
});

test('a negated category does not run once it is granted', async ({ visit }) => {
  await visit.open(
    '<script type="text/plain" data-category="!marketing" data-src="https://contextual.test/a.js"></script>',
  );
  await visit.press('Accept all');
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('a category that is switched off is not offered, and its tags never run', async ({ visit }) => {
  await visit.open(everyKind, { config: { site: { name: 'Toko' }, categories: { marketing: false } } });
  await expect(visit.switchOf('performance')).toBeVisible();
  await expect(visit.switchOf('marketing')).toHaveCount(0);
  await visit.press('Accept all');
  await visit.page.evaluate(() => window.izin.choose({ marketing: 'granted' }));
  visit.forgive(/^izin: choose: .*marketing/);
  await visit.quiet();
  expect(visit.outside().filter((name) => name.startsWith('ads.test'))).toEqual([]);
});

test('a category of no such name never runs', async ({ visit }) => {
  await visit.open(
    '<script type="text/plain" data-category="statistics" data-src="https://stats.test/a.js"></script>',
  );
  await visit.press('Accept all');
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('a service that is refused stays held while its category is granted', async ({ visit }) => {
  await visit.open(`
    <script type="text/plain" data-category="performance" data-service="stats" data-src="https://elsewhere.test/a.js"></script>
    <script type="text/plain" data-category="performance" data-src="https://other.test/b.js"></script>`);
  await visit.page.evaluate(() => window.izin.choose({ performance: 'granted', stats: 'denied' }));
  await expect.poll(() => visit.outside()).toEqual(['other.test/b.js']);
  await visit.quiet();
  expect(visit.outside()).toEqual(['other.test/b.js']);
});

test('tells what is held, in the order of the page', async ({ visit }) => {
  await visit.open(`
    <script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>
    <iframe data-category="functional" data-src="https://maps.test/b.html"></iframe>
    <img data-category="marketing" data-src="https://ads.test/c.gif" alt="">`);
  await visit.quiet();
  expect((await visit.held()).map(({ url, status, category }) => [url, status, category])).toEqual([
    ['https://stats.test/a.js', 'held', 'performance'],
    ['https://maps.test/b.html', 'held', 'functional'],
    ['https://ads.test/c.gif', 'held', 'marketing'],
  ]);
});

test('keeps scripts of declared hosts from running even where nobody marked them', async ({ visit }) => {
  // Such a tag may have been *requested* by the browser's preload scanner: nothing here says otherwise.
  await visit.open(`
    <script src="https://stats.test/pasted.js"></script>
    <script async src="https://ads.test/pasted-async.js"></script>
    <script type="module" src="https://stats.test/pasted.mjs"></script>
    <p id="after">after</p>`);
  await visit.quiet();
  expect(await visit.ran()).toEqual([]);
});

for (const [kind, begin, rest] of [
  ['a module', `<script type="module">`, `import 'https://ads.test/a.js';</script>`],
  [
    'speculation rules',
    `<script type="speculationrules">{ "prefetch": [{ "urls": `,
    `["https://ads.test/a.html"], "eagerness": "immediate" }] }</script>`,
  ],
  ['a style sheet', `<style>p { color: red; `, `background: url(https://ads.test/a.gif) }</style>`],
])
  test(`the text of ${kind} that comes in pieces is judged once it is there`, async ({ visit }) => {
    let go = (): void => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    const head = `<!doctype html><html lang="en"><title>Toko</title><script type="application/json" id="izin-config">${JSON.stringify(SHOP)}</script>${GATE}`;
    visit.world.answer('toko.test/', chunked(`${head}<body><p>a</p>${begin}`, gone, `${rest}<p id="end">b`));
    await visit.page.goto(visit.origin, { waitUntil: 'commit' });
    await visit.page.locator('body > :is(script, style)').waitFor({ state: 'attached' });
    await visit.page.evaluate(() => new Promise(requestAnimationFrame));
    go();
    await visit.page.locator('#end').waitFor();
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    await visit.press('Accept all');
    await expect.poll(() => visit.outside().join()).toMatch(/ads\.test\/a\./);
  });

/** Three services that are declared with all of the same host, which the catalogue tells apart. */
const SHARED = {
  ...SHOP,
  services: Object.fromEntries(
    (
      [
        ['counting', 'performance'],
        ['selling', 'marketing'],
        ['map', 'functional'],
      ] as const
    ).map(([id, category]) => [
      id,
      {
        category,
        name: id,
        provider: 'PT',
        hosts: id === 'map' ? ['www.google.com'] : ['www.googletagmanager.com'],
      },
    ]),
  ),
};

test('of services declared with the same host the catalogue tells whose a tag is, else the stricter counts', async ({
  visit,
}) => {
  const tag = (address: string): string =>
    `document.head.append(Object.assign(document.createElement('script'), { src: 'https://www.googletagmanager.com/${address}' }));`;
  const body = `<script>${tag('gtag/js?id=G-1')}${tag('gtag/js?id=AW-1')}${tag('other.js')}</script>`;
  await visit.open(body, { config: SHARED });
  await visit.choose({ performance: true });
  await expect.poll(() => visit.outside()).toEqual(['www.googletagmanager.com/gtag/js?id=G-1']);
  await visit.quiet();
  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect
    .poll(() => visit.outside().toSorted())
    .toEqual([
      'www.googletagmanager.com/gtag/js?id=AW-1',
      'www.googletagmanager.com/gtag/js?id=G-1',
      'www.googletagmanager.com/other.js',
    ]);
});

test('a captcha that the catalogue knows to be necessary is not lost to who is declared with all of its host', async ({
  visit,
}) => {
  const tag = (path: string): string =>
    `document.head.append(Object.assign(document.createElement('script'), { src: 'https://www.google.com/${path}' }));`;
  await visit.open(`<script>${tag('recaptcha/api.js')}${tag('maps/x.js')}</script>`, { config: SHARED });
  await expect.poll(() => visit.outside()).toEqual(['www.google.com/recaptcha/api.js']);
  await visit.quiet();
  expect(visit.outside()).toEqual(['www.google.com/recaptcha/api.js']);
});

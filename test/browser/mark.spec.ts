import { createMarker } from 'izin/mark';
import { expect, SHOP, test, type Opening, type Visit } from './page.ts';
import type { TagCategory, VendorTag } from './vendor-tags-form.ts';
import { look, now, problemsOf, type Terms } from './vendor-tags-sight.ts';
import { answerFor, configOf, htmlOf, PAGES } from './vendor-tags.ts';

const HERE = '<!-- here -->';

/** What a page becomes by `izin mark`: what stands in its head and in its body. */
function markPage(config: object, head: string, body: string): readonly [head: string, body: string] {
  const page = `<!doctype html><html><head><title>Toko</title>${HERE}${head}${HERE}</head><body><main>${HERE}${body}${HERE}</main></body></html>`;
  const { html } = createMarker(config, { origin: 'https://toko.test' }).mark<string>(page);
  const [, inHead = '', , inBody = ''] = html.split(HERE);
  return [inHead, inBody];
}

async function open(visit: Visit, body: string, config: object = SHOP, more: Opening = {}): Promise<void> {
  const [head, marked] = markPage(config, more.head ?? '', body);
  await visit.open(marked, { ...more, config, head });
}

/** A page with a tag of every kind, as it was pasted. */
const everyKind = `
  <script src="https://stats.test/a.js"></script>
  <script>ran.push('inline behind a.js'); stats_test('a')</script>
  <script defer src="https://stats.test/deferred.js"></script>
  <script type="module" src="https://stats.test/module.mjs"></script>
  <script src="https://stats.test/b.js"></script>
  <iframe src="https://maps.test/frame.html" title="Map"></iframe>
  <iframe srcdoc="&lt;img src=https://ads.test/inner.gif&gt;" title="Inner"></iframe>
  <img src="https://ads.test/image.gif" alt="">
  <img srcset="https://ads.test/one.gif 1x" alt="">
  <picture><source srcset="https://ads.test/picture.gif"><img src="/own.gif" alt=""></picture>
  <p><svg width="9" height="9"><image href="https://ads.test/drawn.gif" width="9" height="9"/></svg></p>
  <link rel="stylesheet" href="https://stats.test/sheet.css">
  <p><svg width="9" height="9"><style>@import url(https://stats.test/drawn.css);</style></svg></p>
  <script type="importmap">{ "imports": { "mapped": "https://stats.test/mapped.mjs", "more/": "https://stats.test/more/" } }</script>
  <script type="module">import 'mapped'; import 'more/a.mjs'; ran.push('inline module')</script>
  <script type="speculationrules">{ "prefetch": [{ "urls": ["https://ads.test/next.html"], "eagerness": "conservative" }] }</script>
  <style>@import url(https://stats.test/imported.css); p { margin: 0 }</style>
  <video src="https://maps.test/film.mp4" preload="auto"></video>
  <video preload="auto"><source src="https://maps.test/source.mp4"></video>
  <embed src="https://maps.test/embed.html">
  <object data="https://maps.test/object.html"></object>
  <form><input type="image" src="https://ads.test/button.gif" alt="Buy"></form>
  <div style="width:9px;height:9px;background:url(https://ads.test/styled.gif)"></div>
  <div><template shadowrootmode="open"><img src="https://ads.test/shadow.gif" alt=""></template></div>`;

const REQUESTS = [
  'ads.test/button.gif',
  'ads.test/drawn.gif',
  'ads.test/image.gif',
  'ads.test/inner.gif',
  'ads.test/one.gif',
  'ads.test/picture.gif',
  'ads.test/shadow.gif',
  'ads.test/styled.gif',
  'maps.test/embed.html',
  'maps.test/film.mp4',
  'maps.test/frame.html',
  'maps.test/object.html',
  'maps.test/source.mp4',
  'stats.test/a.js',
  'stats.test/b.js',
  'stats.test/deferred.js',
  'stats.test/drawn.css',
  'stats.test/imported.css',
  'stats.test/mapped.mjs',
  'stats.test/module.mjs',
  'stats.test/more/a.mjs',
  'stats.test/sheet.css',
];

test('a marked page asks nothing of third parties before the visitor chooses, nor after a refusal', async ({
  visit,
}) => {
  await open(visit, everyKind);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.press('Reject all');
  await visit.reload();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('all of it works on the same page once it is granted, in the order of the page', async ({ visit }) => {
  visit.world.answer('stats.test/a.js', (_seen, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript' });
    response.end(`(self.ran ??= []).push('stats.test/a.js'); self.stats_test = () => ran.push('called')`);
  });
  await open(visit, everyKind);
  await visit.press('Accept all');
  await expect
    .poll(() => [...new Set(visit.outside().map((name) => name.replace(/\?.*/, '')))].toSorted())
    .toEqual(REQUESTS);
  await visit.quiet();
  expect(await visit.ran()).toEqual([
    'stats.test/a.js',
    'inline behind a.js',
    'called',
    'stats.test/b.js',
    'stats.test/deferred.js',
    'stats.test/module.mjs',
    'stats.test/mapped.mjs',
    'stats.test/more/a.mjs',
    'inline module',
  ]);
  // Whether a browser then fetches ahead is its own affair.
  await expect(visit.page.locator('script[type=speculationrules]')).toHaveCount(1);
});

test('without JavaScript no pixel of a noscript goes out', async ({ visit, browser }) => {
  const pixels = `
    <noscript><img height="1" width="1" style="display:none" alt="" src="https://ads.test/tr?id=1&amp;noscript=1"></noscript>
    <noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-1" height="0" width="0" style="display:none"></iframe></noscript>
    <noscript><img width="1" height="1" alt="" src="https://anyone.test/p?x=1"><p>Please turn JavaScript on.</p></noscript>`;
  const context = await browser.newContext({ javaScriptEnabled: false, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const [head, body] = markPage(
    SHOP,
    `<noscript><link rel="stylesheet" href="https://stats.test/ns.css"></noscript>`,
    pixels,
  );
  await page.goto(visit.write(body, { head }));
  await page.waitForLoadState('networkidle');
  await expect(page.locator('noscript p')).toBeVisible();
  expect(visit.outside()).toEqual([]);
  // As it was, it would go out: the test can tell.
  await page.goto(visit.write(pixels));
  await expect.poll(() => visit.outside().length).toBeGreaterThan(1);
  await context.close();
});

const NOTHING = (): boolean => false;
const EVERYTHING = (): boolean => true;
const PERFORMANCE = (category: TagCategory): boolean => category === 'performance' || category === 'any';

/** What is wrong with the tags of a page after something was done. */
async function problemsAfter(
  visit: Visit,
  tags: readonly VendorTag[],
  act: () => Promise<unknown>,
  terms: Terms,
): Promise<string[]> {
  const since = now(visit);
  await act();
  let found: string[] = [];
  for (let looks = 0; looks < 3; looks++) {
    // A lazy frame waits for whoever comes near.
    for (const frame of await visit.page.locator('[loading=lazy]').all())
      await frame.evaluate((it) => it.scrollIntoView());
    await visit.quiet();
    found = problemsOf(tags, await look(visit, tags, since), terms);
    if (!found.length) break;
  }
  return found;
}

for (const [index, tags] of PAGES.entries()) {
  test(`vendor tags that were marked do nothing before a grant and all after it: page ${index + 1}`, async ({
    visit,
  }) => {
    test.setTimeout(120_000);
    // Whatever they say is looked at below.
    visit.forgive(/(?:)/);
    answerFor(visit.world, tags, visit.host);
    const go = (): Promise<void> =>
      open(visit, htmlOf(tags, 'body'), configOf(tags), { head: htmlOf(tags, 'head') });
    const leave = async (): Promise<void> => {
      await visit.page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await visit.page.goto('about:blank');
      await visit.context.clearCookies();
    };

    expect(
      await problemsAfter(visit, tags, go, { isGranted: NOTHING, isFresh: true, isRunning: false }),
    ).toEqual([]);
    // Nothing at all, not even what a preload scanner may have.
    expect(visit.outside()).toEqual([]);
    expect(
      await problemsAfter(visit, tags, () => visit.choose({ performance: true }), {
        isGranted: PERFORMANCE,
        isFresh: false,
        isRunning: true,
      }),
    ).toEqual([]);
    await leave();
    await go();
    await visit.quiet();
    expect(
      await problemsAfter(visit, tags, () => visit.press('Accept all'), {
        isGranted: EVERYTHING,
        isFresh: false,
        isRunning: true,
      }),
    ).toEqual([]);
    expect(
      await problemsAfter(visit, tags, () => visit.reload(), {
        isGranted: EVERYTHING,
        isFresh: true,
        isRunning: true,
      }),
    ).toEqual([]);
  });
}

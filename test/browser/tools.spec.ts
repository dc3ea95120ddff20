import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { TOOLS } from '../unit/seal/tools.ts';
import { html, js } from './answers.ts';
import { bundle } from './bundle.ts';
import { expect, SHOP, test as base } from './page.ts';
import { loadSealing, ranBy } from './sealers.ts';

const ALL = ['ads.test/p.gif', 'maps.test/m.gif', 'stats.test/a.js'];

const test = base.extend<object, { head: string }>({
  head: [
    async ({}, use) => {
      const { createSeal } = await loadSealing();
      await use(`<meta charset="utf-8">
${createSeal(SHOP).markup().html}
<script type="application/json" id="izin-config">${JSON.stringify(SHOP)}</script>
<script src="/izin/izin.js"></script>
<script src="https://stats.test/a.js"></script>
<title>Toko Contoh</title>`);
    },
    { scope: 'worker' },
  ],
});

const BODY = '<img src="https://ads.test/p.gif" alt=""><img src="https://maps.test/m.gif" alt="">';

for (const name of [
  'prettier at 80',
  'html-minifier-terser, everything',
  'prettier, then html-minifier-terser',
  'parse5',
  'Eleventy, Nunjucks',
]) {
  test(`a sealed page holds, and opens, after ${name}`, async ({ visit, head }) => {
    // What the browser itself says of all that it refuses.
    visit.forgive(/Content Security Policy/);
    const page = `<!doctype html><html lang="en"><head>${head}</head><body><main>${BODY}</main></body></html>`;
    visit.world.answer('toko.test/', html((await TOOLS[name]?.(page)) ?? ''));
    await visit.page.goto(`${visit.origin}/`);
    await expect(visit.notice).toBeVisible();
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    await visit.choose({ performance: true });
    await expect.poll(() => ranBy(visit)).toEqual(['stats.test/a.js']);
    await visit.quiet();
    expect(visit.outside()).toEqual(['stats.test/a.js']);
    await visit.page.evaluate(() => window.izin.acceptAll());
    await expect.poll(() => [...new Set(visit.outside())].toSorted()).toEqual(ALL);
    expect(visit.complaints()).toEqual([]);
  });
}

test('React renders a sealed head as a text, and takes the page over without a word, opened or not', async ({
  visit,
  head,
}) => {
  visit.forgive(/Content Security Policy/);
  const hydration = await bundle(`
import { createElement as h, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
const { head, body } = JSON.parse(document.getElementById('props').textContent);
const Counter = () => { const [n, set] = useState(0); return h('button', { onClick: () => set(n + 1) }, 'Pressed ' + n); };
// As a layout of Next holds it.
const page = h('html', { lang: 'en' },
  h('head', { dangerouslySetInnerHTML: { __html: head }, suppressHydrationWarning: true }),
  h('body', null, h('main', { dangerouslySetInnerHTML: { __html: body } }), h(Counter)));
hydrateRoot(document, page, { onRecoverableError: (error) => console.error('hydration: ' + error) });
`);
  const rendered = renderToString(
    h(
      'html',
      { lang: 'en' },
      h('head', { dangerouslySetInnerHTML: { __html: head }, suppressHydrationWarning: true }),
      h(
        'body',
        null,
        h('main', { dangerouslySetInnerHTML: { __html: BODY } }),
        h('button', null, 'Pressed 0'),
      ),
    ),
  );
  const props = JSON.stringify({ head, body: BODY }).replaceAll('<', String.raw`\u003c`);
  const script = `<script type="application/json" id="props">${props}</script><script src="/hydrate.js"></script>`;
  visit.world.answer(
    'toko.test/',
    html(`<!doctype html>${rendered.replace('</body>', () => `${script}</body>`)}`),
  );
  visit.world.answer('toko.test/hydrate.js', js(hydration));

  await visit.page.goto(`${visit.origin}/`);
  await expect(visit.notice).toBeVisible();
  await visit.page.getByRole('button', { name: 'Pressed 0' }).click();
  await expect(visit.page.getByRole('button', { name: 'Pressed 1' })).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.choose({ performance: true });
  await expect.poll(() => ranBy(visit)).toEqual(['stats.test/a.js']);
  await visit.page.getByRole('button', { name: 'Pressed 0' }).click();
  await expect(visit.page.getByRole('button', { name: 'Pressed 1' })).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual(['stats.test/a.js']);
  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect.poll(() => [...new Set(visit.outside())].toSorted()).toEqual(ALL);
  await visit.page.getByRole('button', { name: 'Pressed 0' }).click();
  await expect(visit.page.getByRole('button', { name: 'Pressed 1' })).toBeVisible();
  expect(visit.complaints(/^izin|hydrat/i)).toEqual([]);
});

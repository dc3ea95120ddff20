import { createElement as h } from 'react';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { sealMarkup } from '../../../src/seal/markup.ts';
import { effectOf, pageWith, seal } from './effect.ts';
import { script } from './script.ts';
import { TOOLS } from './tools.ts';

// A busy machine takes its time over a whole site.
vi.setConfig({ testTimeout: 30_000 });

const { html } = sealMarkup(seal, script);
const page = pageWith(html);
const effect = effectOf(page);

it('is what it is meant to be before any tool', () => {
  const rest = ['https://toko.test/izin/izin.js', 'https://stats.test/a.js'];
  expect(Object.values(effect).map(({ isSealed }) => isSealed)).toContain(true);
  expect(effect['nothing']?.order).toEqual([expect.stringMatching(/^default-src (?!.*stats)/), ...rest]);
  expect(effect['performance']?.order).toEqual([expect.stringMatching(/^default-src .*stats/), ...rest]);
  expect(effect['everything']).toMatchObject({
    order: rest,
    isSealed: false,
    text: 'Toko Contoh,Selamat datang',
  });
});

it.each(Object.entries(TOOLS))('passes through %s', async (_, tool) => {
  expect(effectOf(await tool(page))).toEqual(effect);
});

describe('what ends an inert script comes through the tools, or does not', () => {
  const NONE = /^$/;
  const EMPTIED = /removeEmptyElements|html-minifier-terser, |then html-minifier-terser/;
  const SEVERAL = /html-minifier-terser, |then html-minifier-terser/;

  /** The end of the seal, and the tools that lose it: those that take away what is empty, or is by then. */
  it.each<[what: string, closer: string, lost: RegExp]>([
    ['a text', '<script id="izin-seal" type="text/plain">Izin: the seal ends here</script>', NONE],
    ['nothing', '<script id="izin-seal" type="text/plain"></script>', EMPTIED],
    ['nothing, not even attributes', '<script></script>', EMPTIED],
    ['a blank', '<script id="izin-seal" type="text/plain"> </script>', SEVERAL],
    ['a comment of HTML', '<script id="izin-seal" type="text/plain"><!-- here --></script>', SEVERAL],
    ['a comment of JavaScript', '<script id="izin-seal">/* here */</script>', SEVERAL],
    ['an end tag by itself, which is no HTML', '</script>', /./],
  ])('%s', async (_, closer, lost) => {
    const before = page.replace(/<script id="izin-seal".*<\/script>/, () => closer);
    const meant = effectOf(before);
    for (const [name, tool] of Object.entries(TOOLS)) {
      // Templates leave a page as it is; some others refuse what is no HTML.
      if (/Eleventy|Metalsmith/.test(name)) continue;
      const is = await tool(before).then(effectOf, () => undefined);
      if (lost.test(name)) expect(is, name).not.toEqual(meant);
      else expect(is, name).toEqual(meant);
    }
  });
});

describe('React', () => {
  /** A page as a layout of Next writes it: React puts the head and what is in it into the HTML. */
  const pageOf = (head: unknown): unknown =>
    h('html', { lang: 'en' }, head, h('body', null, h('p', null, 'Selamat datang')));
  const inside = page.slice(page.indexOf('<head>') + 6, page.indexOf('</head>'));

  it.each(Object.entries({ renderToString, renderToStaticMarkup }))(
    'leaves a head that is given as a text as it is: %s',
    (_, render) => {
      const rendered = render(pageOf(h('head', { dangerouslySetInnerHTML: { __html: inside } })));
      expect(effectOf(`<!doctype html>${rendered}`)).toEqual(effect);
    },
  );

  it('puts the policy before the script where each line is an element of its own: so it never opens', () => {
    const text = (__html: string): object => ({ dangerouslySetInnerHTML: { __html } });
    const rendered = renderToString(
      pageOf(
        h(
          'head',
          null,
          h('script', { 'data-ask': '', ...text('open()') }),
          h('meta', { httpEquiv: 'Content-Security-Policy', content: "default-src 'self'" }),
          h('script', { id: 'izin-seal', type: 'text/plain', ...text('Izin: the seal ends here') }),
        ),
      ),
    );
    expect(rendered).toMatch(/<meta .*<script data-ask/);
  });
});

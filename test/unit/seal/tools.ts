import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Eleventy } from '@11ty/eleventy';
import layouts from '@metalsmith/layouts';
import { minify, type Options } from 'html-minifier-terser';
import Metalsmith from 'metalsmith';
import { parse, serialize } from 'parse5';
import { format } from 'prettier';

/** What is done to a page on its way to a site. */
export type Tool = (html: string) => Promise<string>;

const prettier =
  (printWidth: number, more: object = {}): Tool =>
  (html) =>
    format(html, { parser: 'html', printWidth, ...more });

/** What people switch on, each by itself. */
const SWITCHES: readonly Options[] = [
  { collapseWhitespace: true },
  { collapseWhitespace: true, preserveLineBreaks: true },
  { collapseWhitespace: true, conservativeCollapse: true },
  { collapseInlineTagWhitespace: true, collapseWhitespace: true },
  { collapseBooleanAttributes: true },
  { removeComments: true },
  { removeEmptyElements: true },
  { removeEmptyAttributes: true },
  { removeAttributeQuotes: true },
  { removeOptionalTags: true },
  { removeRedundantAttributes: true },
  { removeScriptTypeAttributes: true },
  { removeStyleLinkTypeAttributes: true },
  { removeTagWhitespace: true },
  { minifyJS: true },
  { minifyCSS: true },
  { minifyURLs: 'https://toko.test/' },
  { sortAttributes: true },
  { sortClassName: true },
  { decodeEntities: true },
  { processScripts: ['text/plain', 'text/html'] },
  { quoteCharacter: "'" },
  { useShortDoctype: true },
  { keepClosingSlash: true },
  { html5: false },
  { maxLineLength: 80 },
  { trimCustomFragments: true },
];
const EVERYTHING: Options = Object.assign(
  {},
  ...SWITCHES.filter(
    (options) =>
      !('html5' in options || 'preserveLineBreaks' in options || 'conservativeCollapse' in options),
  ),
);

/** In a folder for as long as it takes. */
async function inFolder(act: (folder: string) => Promise<string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'izin-tool-'));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The page as a layout, and its text as what goes into it. */
const asLayout = (html: string, content: string): string => html.replace('Selamat datang', content);

const eleventy =
  (extension: 'njk' | 'liquid'): Tool =>
  (html) =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, '_includes'));
      const content = extension === 'njk' ? '{{ content | safe }}' : '{{ content }}';
      writeFileSync(join(folder, '_includes', `layout.${extension}`), asLayout(html, content));
      writeFileSync(
        join(folder, `index.${extension}`),
        `---\nlayout: layout.${extension}\n---\nSelamat datang`,
      );
      const site = new Eleventy(folder, join(folder, 'out'), { quietMode: true, configPath: false });
      return (await site.toJSON())[0]?.content ?? '';
    });

const metalsmith: Tool = (html) =>
  inFolder(async (folder) => {
    for (const name of ['src', 'layouts']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'layouts/page.njk'), asLayout(html, '{{ contents | safe }}'));
    writeFileSync(join(folder, 'src/index.html'), '---\nlayout: page.njk\n---\nSelamat datang');
    const files = await Metalsmith(folder)
      .source('src')
      .use(layouts({ transform: 'nunjucks', pattern: '**' }))
      .process();
    return files['index.html']?.contents.toString() ?? '';
  });

/** Every tool, by name. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  'prettier at 40': prettier(40),
  'prettier at 80': prettier(80),
  'prettier at 120': prettier(120),
  'prettier, whitespace ignored': prettier(80, { htmlWhitespaceSensitivity: 'ignore' }),
  'prettier, an attribute a line': prettier(80, { singleAttributePerLine: true, bracketSameLine: true }),
  'prettier twice': async (html) => prettier(100)(await prettier(60)(html)),
  parse5: async (html) => serialize(parse(html)),
  ...Object.fromEntries(
    SWITCHES.map((options): [string, Tool] => [
      `html-minifier-terser ${JSON.stringify(options)}`,
      (html) => minify(html, options),
    ]),
  ),
  'html-minifier-terser, everything': (html) => minify(html, EVERYTHING),
  'prettier, then html-minifier-terser': async (html) => minify(await prettier(80)(html), EVERYTHING),
  'html-minifier-terser, then parse5': async (html) => serialize(parse(await minify(html, EVERYTHING))),
  'Eleventy, Nunjucks': eleventy('njk'),
  'Eleventy, Liquid': eleventy('liquid'),
  'Metalsmith, Nunjucks': metalsmith,
};

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Answer } from './answers.ts';
import { FACES, FULL_SHOP, LANGUAGES, THEMES, type Language } from './faces.ts';
import { expect, test, type Visit } from './page.ts';
import { measure } from './rendered.ts';

// Where everything of ours stands and what it looks like, held against what was last looked at and found good:
// geometry/*.json, a line an element. `IZIN_UPDATE=1` writes them anew, with pictures to look at in .build/faces.

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
const TOLERANCE = 2; // px; engines of other machines round elsewhere

const isUpdating = !!process.env['IZIN_UPDATE'];
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PICTURES = at('../../.build/faces');

/** Fonts differ between machines: one that comes with the tests, and no hinting. */
const FONT = createRequire(import.meta.url).resolve(
  '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
);
const font: Answer = (_seen, response) =>
  response.writeHead(200, { 'content-type': 'font/woff2' }).end(readFileSync(FONT));
const head = `<style>
  @font-face { font-family: Inter; src: url(/inter.woff2); font-weight: 100 900 }
  :root { --izin-font: Inter }
  @layer fixed {
    body { font-family: Inter }
    :is(#izin, .izin-declaration) * { text-rendering: geometricPrecision !important }
    :is(#izin, .izin-declaration) code { font-family: Inter !important }
  }
</style>`;

/** What is said of a decision is the same each time: its day, and its number. */
const settle = (visit: Visit): Promise<unknown> =>
  visit.context.addInitScript(() => {
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      get: () => () => '23 November 2026, 10.07',
    });
    Crypto.prototype.getRandomValues = <T>(bytes: T): T => (bytes as Uint8Array).fill(7) as T;
  });

/** An element: its font, its colours in both themes, and its box (x, y, width, height in px) in both sizes. */
interface Drawn {
  readonly font: string;
  readonly colours: readonly string[];
  readonly boxes: readonly string[];
}
type Geometry = Record<string, Record<string, Drawn>>;

/** What one element looks like now. */
type Look = Readonly<Record<'font' | 'colours' | 'box', string>>;

const read = (visit: Visit, face: string): Promise<Record<string, Look>> =>
  visit.page.evaluate((face) => {
    const found: Record<string, Look> = {};
    const roots = [...document.querySelectorAll(face)];
    const named = '[class*=izin-], [data-izin-action], input, img, h2, h3, h4, p, b, a, summary, table';
    const more = '.box, .card, .text, .actions, .links, svg, blockquote, button, section, dl';
    const all = roots.flatMap((root) => [
      root,
      ...(root.shadowRoot ?? root).querySelectorAll(root.closest('#izin') ? named : `${named}, ${more}`),
    ]);
    for (const element of all) {
      if (!element.checkVisibility()) continue;
      const name = rendered.nameOf(element);
      let key = name;
      for (let count = 2; found[key]; count++) key = `${name} (${count})`;
      const { fontSize, fontWeight, color, backgroundColor, borderTopColor, borderTopWidth } =
        getComputedStyle(element);
      const hex = (css: string): string => {
        const [red, green, blue, alpha] = rendered.colour(css);
        const digits = [red, green, blue, Math.round(alpha * 255)].map((n) =>
          n.toString(16).padStart(2, '0'),
        );
        return alpha ? `#${digits.slice(0, alpha === 1 ? 3 : 4).join('')}` : '-';
      };
      const { x, y, width, height } = element.getBoundingClientRect();
      const line = parseFloat(borderTopWidth) ? ` ${hex(borderTopColor)}` : '';
      found[key] = {
        font: `${parseFloat(fontSize)}/${fontWeight}`,
        colours: `${hex(color)} ${hex(backgroundColor)}${line}`,
        box: [x, y, width, height].map(Math.round).join(' '),
      };
    }
    return found;
  }, face);

async function survey(visit: Visit, language: Language): Promise<Geometry> {
  const geometry: Geometry = {};
  for (const face of FACES) {
    const looks: Record<string, Look>[] = [];
    await face.show(visit);
    for (const size of SIZES) {
      await visit.page.setViewportSize(size);
      for (const colorScheme of THEMES) {
        await visit.page.emulateMedia({ colorScheme });
        if (face.isBrief) await face.show(visit);
        // Nothing is pointed at.
        await visit.page.mouse.move(0, 0);
        await visit.page.evaluate(() => {
          scrollTo(0, 0);
          return rendered.still();
        });
        looks.push(await read(visit, face.element));
        const file = [face.name.replaceAll(/\W+/g, '-'), size.width, language, colorScheme].join('-');
        if (isUpdating) await visit.page.screenshot({ path: `${PICTURES}/${file}.png`, caret: 'hide' });
      }
    }
    const names = [...new Set(looks.flatMap((look) => Object.keys(look)))];
    geometry[face.name] = Object.fromEntries(
      names.map((name) => {
        const [narrow, narrowDark, wide, wideDark] = looks.map((look) => look[name]);
        for (const [one, other] of [
          [narrow, narrowDark],
          [wide, wideDark],
        ])
          expect.soft(other?.box, `${face.name}: ${name} stands elsewhere in the dark`).toBe(one?.box);
        const { font = '' } = narrow ?? wide ?? {};
        const colours = [narrow ?? wide, narrowDark ?? wideDark].map((look) => look?.colours ?? '');
        return [name, { font, colours, boxes: [narrow?.box ?? 'none', wide?.box ?? 'none'] }];
      }),
    );
  }
  return geometry;
}

/** As a line, and back. */
const write = ({ font, colours, boxes }: Drawn): string => [font, ...colours, ...boxes].join(' | ');
function parse(line: string): Drawn {
  const [font = '', light = '', dark = '', ...boxes] = line.split(' | ');
  return { font, colours: [light, dark], boxes };
}

/** What is not as it was, in words. */
function differences(name: string, was: Drawn, is: Drawn): string[] {
  const found: string[] = [];
  if (was.font !== is.font) found.push(`${name}: font ${was.font} → ${is.font}`);
  for (const [index, theme] of THEMES.entries())
    if (was.colours[index] !== is.colours[index])
      found.push(`${name}, ${theme}: colours ${was.colours[index]} → ${is.colours[index]}`);
  for (const [index, { width, height }] of SIZES.entries()) {
    const [before = '', now = ''] = [was.boxes[index], is.boxes[index]];
    const numbers = now.split(' ').map(Number);
    const moves = before.split(' ').map((number, side) => (numbers[side] ?? Number.NaN) - Number(number));
    if (moves.every((move) => Math.abs(move) <= TOLERANCE) || before === now) continue;
    const sides = ['x', 'y', 'width', 'height'].flatMap((side, at) => {
      const move = moves[at] ?? 0;
      return move ? `${side} ${move > 0 ? '+' : ''}${move}` : [];
    });
    found.push(`${name}, ${width}x${height}: ${before} → ${now} (${sides.join(', ')})`);
  }
  return found;
}

for (const language of LANGUAGES)
  test(`everything stands where it stood, and looks as it did: ${language}`, async ({ visit }) => {
    test.slow();
    const file = at(`geometry/${language}.json`);
    await measure(visit);
    await settle(visit);
    visit.world.answer('toko.test/inter.woff2', font);
    await visit.open('<h1>Toko</h1>', { config: FULL_SHOP, lang: language, head });
    await expect(visit.notice).toBeVisible();
    expect(await visit.page.evaluate(async () => (await document.fonts.load('600 15px Inter')).length)).toBe(
      1,
    );
    const geometry = await survey(visit, language);
    if (isUpdating) {
      mkdirSync(at('geometry'), { recursive: true });
      const lines = Object.entries(geometry).map(([face, drawn]) => [
        face,
        Object.fromEntries(Object.entries(drawn).map(([name, look]) => [name, write(look)])),
      ]);
      writeFileSync(file, `${JSON.stringify(Object.fromEntries(lines), undefined, 2)}\n`);
      return;
    }
    const known: Record<string, Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'));
    const found = [...new Set([...Object.keys(known), ...Object.keys(geometry)])].flatMap((face) => {
      const [was = {}, is = {}] = [known[face], geometry[face]];
      return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
        const [before, now] = [was[name], is[name]];
        if (!before || !now) return `${face}: ${name} is ${now ? 'new' : 'gone'}`;
        return differences(`${face}: ${name}`, parse(before), now);
      });
    });
    expect(found, 'IZIN_UPDATE=1 takes what is as it should be').toEqual([]);
  });

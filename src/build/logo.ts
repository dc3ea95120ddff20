import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contrast, SURFACES } from '../core/colour.ts';
import type { Config } from '../core/config/config.ts';
import type { ConfigProblem } from '../core/errors.ts';

/** What a picture needs against what it stands on (WCAG 2.2, 1.4.11; logos are exempt, and are to be seen). */
const LEAST = 3;
/** Where sites keep what they serve, beside their configuration. */
const PLACES = ['', 'public', 'static'];
/** Colours as drawings write them, save those that need a browser to be known. */
const COLOUR = /(?:fill|stroke|stop-color)\s*[=:]\s*["']?\s*([^"';}>\s]+)/gi;

/**
 * Tells on which background the logo of a site cannot be seen, as far as a file shows that: a drawing (SVG) that is
 * found beside the configuration. The colour of it that stands out most counts. In doubt nothing is told.
 *
 * @param folder - The folder of the configuration.
 */
export async function logoNotes({ appearance }: Config, folder: string): Promise<readonly ConfigProblem[]> {
  const { logo, theme } = appearance;
  const [path = ''] = logo.split(/[?#]/);
  if (!/^\/.*\.svg$/i.test(path)) return [];
  const files = PLACES.map((place) => readFile(join(folder, place, path), 'utf8').catch(() => ''));
  const drawing = (await Promise.all(files)).find(Boolean);
  const colours = drawing && coloursOf(drawing);
  if (!colours) return [];
  return Object.entries(SURFACES).flatMap(([name, surface]) => {
    const most = Math.max(...colours.map((hex) => contrast(hex, surface)));
    if (most >= LEAST || (theme !== 'auto' && theme !== name)) return [];
    return {
      code: 'low-contrast' as const,
      path: 'appearance.logo',
      found: `${logo}, at most ${Math.floor(most * 10) / 10}:1 against the ${name} background`,
      expected: `at least ${LEAST}:1, by an edge or a ground of its own, or @media (prefers-color-scheme) in it`,
    };
  });
}

/** @returns `undefined` where a drawing has other colours than these can be read from. */
function coloursOf(drawing: string): string[] | undefined {
  if (/prefers-color-scheme|<image|<foreignObject|light-dark\(/i.test(drawing)) return undefined;
  const said = [...drawing.matchAll(COLOUR)].map(([, colour = '']) => colour.toLowerCase());
  const seen = said.filter((colour) => !/^(none|transparent|url\()/.test(colour)).map(hexOf);
  // What has no colour is black, and so is `currentColor` in a picture.
  return seen.includes('') ? undefined : seen.length ? seen : ['#000000'];
}

/** @returns `#rrggbb`, or nothing where only a browser knows. */
function hexOf(colour: string): string {
  const name = { white: '#ffffff', black: '#000000', currentcolor: '#000000' }[colour];
  if (name) return name;
  const [, digits = ''] = /^#([\da-f]{3}|[\da-f]{6})$/.exec(colour) ?? [];
  return digits && `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

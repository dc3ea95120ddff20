import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { catalogue } from './sample.ts';

const readme = readFileSync(fileURLToPath(new URL('../../../../README.md', import.meta.url)), 'utf8');

/** The ids in a row of the table, those that read Google Consent Mode with a star. */
const listed = (label: string): string[] =>
  [
    ...(readme.match(new RegExp(`^\\| ${label} \\| (\`.*\`★?) \\|$`, 'm'))?.[1] ?? '').matchAll(
      /`([^`]+)`(★?)/g,
    ),
  ].map(([, id = '', star]) => id + star);

it.each([
  ['necessary', 'necessary'],
  ['functional', 'functional'],
  ['performance', 'performance'],
  ['marketing', 'marketing'],
  ['container', 'any'],
])('is listed whole in the README under %s', (label, category) => {
  const known = catalogue.filter((service) => service.category === category);
  expect(listed(label)).toEqual(known.map(({ id, consentMode }) => id + (consentMode ? '★' : '')));
});

it('is counted right', () => {
  expect(readme).toContain(`Izin knows these ${catalogue.length} services`);
});

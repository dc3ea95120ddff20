import { expect, it } from 'vitest';
import { checkConfig } from '../../../src/build/check.ts';
import { describe as say } from '../../../src/core/errors.ts';

const check = (appearance: object, more: object = {}): string[] =>
  checkConfig({ languages: ['id'], appearance, ...more }).problems.map(say);

it.each<[appearance: object, found: string[]]>([
  [{ accent: '#0a7d57' }, []],
  [
    { accent: '#ffd000' },
    [
      'appearance.accent: found #ffd000, 1.4:1 against the light background, expected at least 3:1, or one colour for each theme: { "light": "#ffd000", "dark": "…" }',
    ],
  ],
  [{ accent: '#ffd000', theme: 'dark' }, []],
  [{ accent: '#102a5c', theme: 'light' }, []],
  [
    { accent: { light: '#102a5c', dark: '#102a5c' } },
    ['appearance.accent.dark: found #102a5c, 1.2:1 against the dark background, expected at least 3:1'],
  ],
  [{ accent: { light: '#102a5c', dark: '#9db8f2' } }, []],
  [{ accent: { light: '#102a5c' } }, []],
])('the accent is seen against what it stands on: %j', (appearance, found) => {
  expect(check(appearance)).toEqual(found);
});

it("the logo is the site's own", () => {
  const own = { allow: ['cdn.toko.example'], consent: { domain: 'toko.example' } };
  for (const logo of ['/logo.svg', 'https://img.toko.example/l.png', 'https://cdn.toko.example/l.png'])
    expect(check({ logo }, own)).toEqual([]);
  // As the gate reads `allow`: with what stands under a host, and by path.
  const shared = { allow: ['cdn.example', 'files.example/toko'] };
  for (const logo of ['https://a.cdn.example/l.png', 'https://files.example/toko/l.png'])
    expect(check({ logo }, shared)).toEqual([]);
  expect(check({ logo: 'https://files.example/lain/l.png' }, shared)).toHaveLength(1);
  expect(check({ logo: 'https://eviltoko.example/l.png' }, own)).toEqual([
    'appearance.logo: found an address on eviltoko.example, expected a path such as /logo.svg, or an address under consent.domain or in allow',
  ]);
});

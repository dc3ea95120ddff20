import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, it } from 'vitest';
import { declarationsOf } from '../../../src/build/declaration.ts';
import type { Service } from '../../../src/core/catalogue/service.ts';
import { readConfig } from '../../../src/core/config/config.ts';
import { createMarker } from '../../../src/scan/marker.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

const tracker: Service = {
  id: 'google-analytics',
  name: 'Google Analytics',
  provider: 'Google LLC',
  country: 'US',
  category: 'performance',
  hosts: ['google-analytics.com'],
  beacons: ['google-analytics.com/collect'],
  storage: ['ga.*'],
  cookies: [
    { name: '_ga', lifespan: 'P2Y', purpose: { id: 'Membedakan pengunjung.', en: 'Tells visitors apart.' } },
    {
      name: '_s',
      domain: 'g.example',
      lifespan: 'session',
      purpose: { id: 'Menjaga sesi.', en: 'Keeps a session.' },
    },
  ],
};
const HOSTILE =
  '</p><script>alert(1)</script><img src="https://ads.test/a.gif" onerror=\'x\'> & "a" | b\n# c';
const value = {
  site: { name: 'Toko Contoh', controller: 'PT Contoh', contact: 'privasi@contoh.example' },
  languages: ['id', 'en'],
  services: {
    site: { cookies: [{ name: 'cart', lifespan: 'P30D', purpose: { id: 'Keranjang.', en: 'The cart.' } }] },
    'google-analytics': true,
    hotjar: false,
    ads: { category: 'marketing', name: HOSTILE, provider: '*_PT_* `x` [a](b)', hosts: ['ads.test'] },
    odd: { name: 'Odd', cookies: [{ name: 'a|b`c', purpose: { en: HOSTILE, id: '1. <b>tebal</b>' } }] },
    manager: { category: 'any', name: 'Manager' },
  },
  consent: { revision: '2026-11' },
};
const { config } = readConfig(value);
const [id, en] = await declarationsOf(config, [tracker], '1.2.3');
if (!id || !en) throw new Error('a declaration for each language');

const elements = (nodes: readonly Node[]): DefaultTreeAdapterTypes.Element[] =>
  nodes.flatMap((node) => ('tagName' in node ? [node, ...elements(node.childNodes)] : []));
const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
const parse = (html: string) => {
  const errors: string[] = [];
  const all = elements(parseFragment(html, { onParseError: ({ code }) => errors.push(code) }).childNodes);
  return {
    all,
    errors,
    texts: (...tags: string[]) => all.filter(({ tagName }) => tags.includes(tagName)).map(textOf),
  };
};

it.each([
  [
    id,
    [
      '2 tahun',
      'Membedakan pengunjung.',
      'cookie sesi',
      'Amerika Serikat',
      'Keranjang.',
      'Belum diklasifikasikan',
      'Pengelola tag',
    ],
  ],
  [
    en,
    [
      '2 years',
      'Tells visitors apart.',
      'session cookie',
      'United States',
      'The cart.',
      'Unclassified',
      'Tag managers',
    ],
  ],
] as const)('tells of every service and cookie in $language, in both forms', ({ html, markdown }, words) => {
  const { texts } = parse(html);
  const text = texts('div').join();
  const same = [
    'PT Contoh',
    'privasi@contoh.example',
    'Google LLC',
    'google-analytics.com/collect',
    'ga.*',
    'g.example',
    'izin.receipt',
  ];
  for (const told of [...same, ...words]) {
    expect(text).toContain(told);
    expect(markdown).toContain(told);
  }
  expect(texts('th').filter((name) => !/^[A-Z]\w+( \w+)?$/.test(name))).toEqual([
    'izin',
    'cart',
    '_ga',
    '_s',
    'a|b`c',
  ]);
  for (const row of ['| `izin` |', '| `cart` |', '| `_ga` |', '| `_s` |'])
    expect(markdown).toContain(`\n${row}`);
  for (const told of [html, markdown]) {
    expect(told).not.toContain('hotjar');
    expect(told).toContain('1.2.3');
    expect(told).toContain('2026-11');
  }
});

it('is made of nothing but text, whatever the configuration says', () => {
  for (const { html } of [id, en]) {
    const { all, errors, texts } = parse(html);
    expect(errors).toEqual([]);
    const known = 'div section h3 h4 p dl dt dd table thead tbody tr th td code small'.split(' ');
    expect([...new Set(all.map(({ tagName }) => tagName))].filter((tag) => !known.includes(tag))).toEqual([]);
    const names = new Set(all.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect([...names].sort()).toEqual(
      [
        'class',
        'data-izin',
        'data-izin-part',
        'data-izin-service',
        'data-label',
        'dir',
        'lang',
        'role',
        'scope',
      ].sort(),
    );
    expect(texts('h4')).toContain(HOSTILE);
  }
  expect(parse(en.html).texts('td')).toContain(HOSTILE);
});

it('keeps the rows of a Markdown table, and its text text', () => {
  for (const { markdown } of [id, en]) {
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    const widths = rows.map((row) => row.replace(/\\\|/g, '').match(/\|/g)?.length);
    expect(new Set(widths).size).toBe(1);
    expect(markdown).not.toMatch(/(?<!\\)<|^# c/m);
  }
  expect(en.markdown).toContain('| ``a\\|b`c`` |');
  expect(en.markdown).toContain('\\*\\_PT\\_\\* \\`x\\` \\[a\\](b)');
});

it('begins with headings of the third level, and leaves none out', () => {
  const levels = parse(en.html).all.flatMap(({ tagName }) => /^h(\d)$/.exec(tagName)?.[1] ?? []);
  expect(new Set(levels)).toEqual(new Set(['3', '4']));
  expect(levels[0]).toBe('3');
});

it('is nothing that has to be marked', () => {
  for (const { html } of [id, en]) {
    const { html: marked, findings } = createMarker(config).mark<string>(html);
    expect(marked).toBe(html);
    expect(findings).toEqual([]);
  }
});

it('names a site without a name by what there is, and knows no language without texts', async () => {
  const { config } = readConfig({ languages: ['fr', 'jv', 'en'] });
  const jv = { 'terms.title': 'Tegese tembung' };
  const written = await declarationsOf(config, [], '1', { jv });
  expect(written.map(({ language }) => language)).toEqual(['jv', 'en']);
  expect(written[0]?.html).toContain('Tegese tembung');
  expect(written[1]?.html).toContain('This site is the controller of personal data for This site.');
});

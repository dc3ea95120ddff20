import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { declaredFacts, ownFacts, strangerFacts } from '../../../src/banner/facts.ts';
import type { Service } from '../../../src/core/catalogue/service.ts';
import { readConfig } from '../../../src/core/config/config.ts';
import type { HeldTag } from '../../../src/gate/api.ts';

const stats: Service = {
  id: 'stats',
  name: 'Stats',
  provider: 'Stats Inc.',
  country: 'US',
  category: 'performance',
  hosts: ['stats.example'],
  beacons: ['stats.example'],
  cookies: [
    { name: '_s', lifespan: 'P2Y', purpose: { en: 'Tells visitors apart.' } },
    { name: '_t', lifespan: 'session', purpose: { en: 'Keeps the visit together.' } },
  ],
};
const facts = (config: object) => {
  const read = readConfig(config);
  expect(read.problems).toEqual([]);
  return declaredFacts(read.config, [stats]);
};

it('takes everything from the catalogue where the configuration says only yes', () => {
  expect(facts({ services: { stats: true } })).toMatchObject([
    {
      name: 'Stats',
      provider: 'Stats Inc.',
      country: 'US',
      category: 'performance',
      beacons: ['stats.example'],
      storage: [],
    },
  ]);
});

it('lets the configuration win, cookie by cookie', () => {
  const own = { name: '_s', lifespan: 'P1Y', purpose: { en: 'Counts visits.' } };
  const [joined] = facts({
    services: { stats: { category: 'marketing', provider: 'PT Stats', cookies: [own] } },
  });
  expect(joined).toMatchObject({ name: 'Stats', provider: 'PT Stats', country: 'US', category: 'marketing' });
  expect(joined?.cookies.map(({ name, lifespan }) => [name, lifespan])).toEqual([
    ['_t', 'session'],
    ['_s', 'P1Y'],
  ]);
});

it('leaves out what never runs: services switched off, and those of a category that is', () => {
  expect(facts({ services: { stats: false } })).toEqual([]);
  expect(facts({ services: { stats: true }, categories: { performance: false } })).toEqual([]);
});

it('shows a service without a category as unclassified, and the own cookies of the site as necessary', () => {
  const shown = facts({ services: { other: { name: 'Other' }, site: { cookies: [{ name: 'cart' }] } } });
  expect(shown).toMatchObject([
    { id: 'other', name: 'Other', category: 'unclassified' },
    { id: 'site', name: '', category: 'necessary' },
  ]);
});

it('lists what Izin itself keeps', () => {
  const { config } = readConfig({ consent: { days: 90 } });
  expect(ownFacts(config, 'en', 'Stores your choice.')).toMatchObject({
    category: 'necessary',
    cookies: [{ name: 'izin', lifespan: 'P90D', purpose: { en: 'Stores your choice.' } }],
  });
});

/** The code of the gate, by file. */
const folder = fileURLToPath(new URL('../../../src/gate/', import.meta.url));
const gate = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file): [file: string, text: string] => [file, readFileSync(folder + file, 'utf8')]);

it('lists every key under which the gate keeps something, and says what for', () => {
  const code = gate.map(([, text]) => text).join('\n');
  // Keys are named `izin.something`, and end in a point where more follows. Files are named so, too.
  const named = [...code.matchAll(/['"`](izin\.[a-z]+\.?)(?:['"`]|\$\{)/g)].map(([, key]) => key ?? '');
  const keys = new Set(named.filter((key) => key !== 'izin.js').map((key) => key.replace(/\.$/, '.*')));
  const { config } = readConfig({});
  expect([...keys].sort()).toEqual([...ownFacts(config, 'en', '').storage].sort());
  for (const language of ['id', 'en']) {
    const texts = JSON.parse(
      readFileSync(new URL(`../../../locales/${language}.json`, import.meta.url), 'utf8'),
    ) as Record<string, string>;
    for (const key of keys) expect(texts[`own.${key.replace('.*', '')}`], `${language}: ${key}`).toBeTruthy();
  }
});

it('knows of every way in which the gate keeps something', () => {
  const ways = /\.setItem\(|indexedDB\.open|caches\.open|\.cookie = |[cC]ookie(s|Store)\.set\(/;
  const writers = gate.filter(([, text]) => ways.test(text)).map(([file]) => file);
  // The last one only ends cookies.
  expect(writers.sort()).toEqual(['notice/jar.ts', 'notice/storage.ts', 'tab.ts', 'withdrawal.ts']);
});

it('names each host that is held without anybody having declared it, once', () => {
  const held = (url: string, category: string, service?: string): HeldTag => ({
    vector: 'img',
    url,
    service,
    category,
    element: undefined,
    status: 'held',
  });
  const shown = strangerFacts([
    held('https://pixel.example/a?b=1', 'unclassified'),
    held('//pixel.example/b', 'unclassified'),
    held('https://stats.example/c', 'unclassified', 'stats'),
    held('https://ads.example/d', 'marketing'),
    held('_cookie', 'unclassified'),
  ]);
  expect(shown).toMatchObject([{ name: 'pixel.example', category: 'unclassified' }]);
});

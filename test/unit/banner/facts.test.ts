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
    storage: ['izin.receipt', 'izin.outbox.*', 'izin.refused.*'],
  });
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

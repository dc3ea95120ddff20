import { describe, expect, it } from 'vitest';
import type { GateService } from '../../../../src/core/catalogue/table.ts';
import { readBriefly } from '../../../../src/core/config/brief.ts';
import { readConfig } from '../../../../src/core/config/config.ts';
import { governedServices, unknownServices, type Governed } from '../../../../src/core/config/services.ts';
import type { ConfigProblem } from '../../../../src/core/errors.ts';

const stats: GateService = {
  id: 'stats',
  category: 'performance',
  hosts: ['stats.example'],
  cookies: ['_s'],
  consentMode: true,
};
const pixel: GateService = {
  id: 'pixel',
  category: 'marketing',
  hosts: ['pixel.example/p'],
  cookies: [],
  consentMode: false,
};

function govern(services: object): { found: Record<string, Governed>; problems: readonly ConfigProblem[] } {
  const { config, problems: wrong } = readConfig({ services });
  expect(wrong).toEqual([]);
  const found = governedServices(readBriefly(config), [stats, pixel]);
  return { found: Object.fromEntries(found), problems: unknownServices(config, found) };
}

it('knows the whole catalogue, declared or not', () => {
  expect(govern({})).toEqual({ found: { stats, pixel }, problems: [] });
});

it('takes what the catalogue says for a service that is only named', () => {
  const { found, problems } = govern({ stats: true });
  expect(found['stats']).toEqual({ ...stats, declared: true, ownHosts: [], storage: [] });
  expect(found['pixel']).toEqual(pixel);
  expect(problems).toEqual([]);
});

it('adds what the configuration says to what the catalogue says', () => {
  const { found } = govern({
    stats: {
      category: 'marketing',
      hosts: ['stats.contoh.co.id'],
      cookies: [{ name: '_own' }, { name: '_third', domain: 'stats.example' }],
      storage: ['stats.*'],
    },
  });
  expect(found['stats']).toMatchObject({
    category: 'marketing',
    hosts: ['stats.example'],
    ownHosts: ['stats.contoh.co.id'],
    storage: ['stats.*'],
    consentMode: true,
    declared: true,
  });
});

it('leaves out cookies that no script of the site can touch', () => {
  const { found } = govern({
    stats: { cookies: [{ name: '_own' }, { name: '_third', domain: 'stats.example' }] },
  });
  expect(found['stats']?.cookies).toEqual(['_s', '_own']);
});

it('leaves out cookies without a name: they would be those of all names, or none', () => {
  const { config } = readConfig({ services: { stats: { cookies: ['_own', { lifespan: 'P1Y' }] } } });
  const found = governedServices(readBriefly(config), [stats]);
  expect(found.get('stats')?.cookies).toEqual(stats.cookies);
});

it("keeps the catalogue's category where the configuration gives none", () => {
  expect(govern({ pixel: { hosts: ['p.example'] } }).found['pixel']).toMatchObject({ category: 'marketing' });
});

describe('a service that is switched off', () => {
  it.each(['stats', 'unheard-of'])('stays known, as unclassified: %s', (id) => {
    const { found, problems } = govern({ [id]: false });
    expect(found[id]).toMatchObject({ id, category: 'unclassified', declared: true, ownHosts: [] });
    expect(problems).toEqual([]);
  });

  it('still claims its hosts, so that they are held', () => {
    expect(govern({ stats: false }).found['stats']?.hosts).toEqual(['stats.example']);
  });

  it('is what a service comes to of which nothing can be used', () => {
    const { config } = readConfig({ services: { stats: 'on' } });
    expect(governedServices(readBriefly(config), [stats]).get('stats')).toMatchObject({
      category: 'unclassified',
    });
  });
});

describe('a service that the catalogue does not have', () => {
  it('is reported when it is only named, and held', () => {
    const { found, problems } = govern({ 'stat-counter': true });
    expect(found['stat-counter']).toMatchObject({ category: 'unclassified', hosts: [], ownHosts: [] });
    expect(problems).toEqual([
      {
        code: 'unknown-service',
        path: 'services.stat-counter',
        found: 'a service that the catalogue does not have',
        expected: 'its category and hosts',
      },
    ]);
  });

  it('is reported for each such service, and for no other', () => {
    const { problems } = govern({ 'a-1': true, stats: true, 'b-2': true, pixel: false });
    expect(problems.map(({ path }) => path)).toEqual(['services.a-1', 'services.b-2']);
  });

  it.each<[what: string, entry: unknown]>([
    ['switched off', false],
    ['declared without a fact', {}],
    ['declared with a category alone', { category: 'functional' }],
  ])('is not reported when it is %s', (_, entry) => {
    expect(govern({ 'stat-counter': entry }).problems).toEqual([]);
  });

  it('is taken by its own facts', () => {
    const { found, problems } = govern({ acme: { category: 'functional', hosts: ['acme.example'] } });
    expect(found['acme']).toEqual({
      id: 'acme',
      category: 'functional',
      hosts: [],
      ownHosts: ['acme.example'],
      cookies: [],
      consentMode: false,
      storage: [],
      declared: true,
    });
    expect(problems).toEqual([]);
  });

  it('is unclassified until it has a category', () => {
    expect(govern({ acme: { hosts: ['acme.example'] } }).found['acme']?.category).toBe('unclassified');
  });

  it("is necessary when it is the site itself, for the site's own cookies", () => {
    const { found } = govern({ site: { cookies: [{ name: 'cart' }] } });
    expect(found['site']).toMatchObject({ category: 'necessary', cookies: ['cart'] });
  });
});

it('leaves the catalogue alone', () => {
  const before = JSON.stringify([stats, pixel]);
  govern({ stats: { cookies: [{ name: '_own' }], hosts: ['a.example'] }, pixel: false });
  expect(JSON.stringify([stats, pixel])).toBe(before);
});

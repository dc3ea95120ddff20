import { expect, it } from 'vitest';
import { allFixes, idOf, joinPatches, listWith, type Finding } from '../../../src/inspector/fix.ts';
import { readConfig } from '../../../src/core/config/config.ts';

it('joins patches: objects by key, lists item by item', () => {
  expect(
    joinPatches(
      { services: { site: { cookies: [{ name: 'a' }] } } },
      { services: { site: { cookies: [{ name: 'a' }, { name: 'b' }] } }, allow: ['x.test'] },
      { services: { site: { cookies: [{ name: 'a' }, { name: 'c' }] }, ads: true }, allow: ['y.test'] },
    ),
  ).toEqual({
    services: { site: { cookies: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }, ads: true },
    allow: ['x.test', 'y.test'],
  });
});

it('takes out of a list what any of them takes out, and adds what any adds', () => {
  const now = { allow: ['a.test', 'b.test', 'own.test'] };
  const patches = [
    { allow: ['b.test', 'own.test'] },
    { allow: ['a.test', 'own.test', 'new.test'] },
    { allow: ['a.test', 'b.test', 'own.test', 'new.test'] },
  ];
  for (const [one, two, three] of [patches, patches.toReversed()])
    expect(joinPatches(now, joinPatches(now, one, two), three)).toEqual({ allow: ['own.test', 'new.test'] });
});

it('lets a change count before what stays as it is', () => {
  const now = { ads: { category: 'necessary' } };
  const change = { ads: { category: 'marketing' } };
  expect(joinPatches(now, change, now)).toEqual(change);
  expect(joinPatches(now, now, change)).toEqual(change);
});

it('keeps what says more of a service', () => {
  expect(joinPatches({}, { ads: { category: 'marketing' } }, { ads: true })).toEqual({
    ads: { category: 'marketing' },
  });
  expect(joinPatches({}, { ads: true }, { ads: { category: 'marketing' } })).toEqual({
    ads: { category: 'marketing' },
  });
});

it('copies the first fix of each finding, the line of the head first, and nothing it is not sure of', () => {
  const findings: Finding[] = [
    { code: 'a', severity: 'wrong', fixes: [{ kind: 'markup', text: '<img>' }] },
    { code: 'b', severity: 'wrong', fixes: [{ kind: 'head', text: '<script></script>' }] },
    {
      code: 'c',
      severity: 'wrong',
      fixes: [
        { kind: 'config', patch: { mode: 'hold' } },
        { kind: 'allow', patch: { allow: ['x'] } },
      ],
    },
    { code: 'd', severity: 'wrong', fixes: [{ kind: 'markup', text: '<b>' }], isUnsure: true },
    { code: 'e', severity: 'wrong', fixes: [{ kind: 'command', text: 'npx izin' }] },
  ];
  expect(allFixes(findings, {})).toEqual({
    config: '{\n  "mode": "hold"\n}',
    markup: '<script></script>\n<img>',
  });
  expect(allFixes([], {})).toEqual({ config: '', markup: '' });
});

it('adds to a list that is there, and begins one that is not', () => {
  expect(listWith({ allow: ['a'] }, ['allow'], 'b', 'a')).toEqual(['a', 'b']);
  expect(listWith(undefined, ['allow'], 'b')).toEqual(['b']);
  expect(listWith({ allow: 'no list' }, ['allow'], 'b')).toEqual(['b']);
});

it.each([
  'cdn.example.test',
  'www.example.co.id',
  '127.0.0.1',
  'xn--caf-dma.example',
  '-.-',
  'any',
  'marketing',
])('gives %s an id that the configuration takes', (host) => {
  const { problems } = readConfig({
    languages: ['id'],
    services: { [idOf(host, new Set())]: { category: 'unclassified', hosts: ['a.test'] } },
  });
  expect(problems).toEqual([]);
});

it('takes no id that is taken', () => {
  expect(idOf('cdn.test', new Set(['cdn-test']))).toBe('host-cdn-test');
});

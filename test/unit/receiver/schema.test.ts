import { describe, expect, it } from 'vitest';
import { readReceipt } from '../../../src/receiver/schema.ts';
import { receiptOf } from './desk.ts';

const good = receiptOf();
const problemsOf = (value: unknown): unknown => {
  const read = readReceipt(value);
  return 'receiptId' in read ? 'a receipt' : read;
};

/** A receipt with one member replaced, by path. */
function changed(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(good));
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((object, key) => object[key], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

it('takes a receipt as the gate makes it, and changes nothing in it', () => {
  expect(readReceipt(JSON.parse(JSON.stringify(good)))).toEqual(good);
});

it.each([
  ['prev', '11111111-1111-4111-8111-111111111111'],
  ['notice.hash', `sha256-${'A'.repeat(43)}=`],
  ['notice.policyUrl', ''],
  ['notice.version', ''],
  ['at', '2026-11-22T03:04:05Z'],
  ['language', 'zh-Hant-TW'],
  ['services', {}],
  ['services', Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`s${i}`, true]))],
  ['shown', ['necessary']],
  ['controller', { name: 'PT “Contoh” & Anak <b>', contact: '' }], // Text is text: whoever shows it escapes it.
  ['site', 'http://localhost:8080'],
  ['agent.version', '1.0.0-rc.1+5'],
])('takes %s as %j', (path, value) => {
  expect(problemsOf(changed(path, value))).toBe('a receipt');
});

it('takes what was loaded only with the event that says so', () => {
  expect(problemsOf({ ...good, event: 'loaded-once', loaded: 'youtube' })).toBe('a receipt');
  expect(problemsOf({ ...good, loaded: 'youtube' })).toEqual([
    { path: 'loaded', found: '"youtube"', expected: 'nothing but with loaded-once' },
  ]);
});

const UUID = 'a UUID v4';
const TIME = 'a time in UTC such as 2026-11-22T03:04:05.678Z';
const HASH = 'nothing, or sha256- and the base64 of 32 bytes';
const POLICY = 'nothing, or an http(s) address';
const ADDRESS = 'an http(s) address';
const ORIGIN = 'an origin such as https://contoh.co.id';
const CLEAN = 'a text without control characters';
const ID = 'an id of lower-case letters, digits and hyphens';

it.each<[path: string, value: unknown, expected: string]>([
  ['schema', 'urn:izin:consent-receipt:2', 'urn:izin:consent-receipt:1'],
  ['receiptId', 'x', UUID],
  ['receiptId', '3F0E9F6A-0C1D-4E2F-8A3B-4C5D6E7F8091', UUID],
  ['receiptId', '3f0e9f6a-0c1d-1e2f-8a3b-4c5d6e7f8091', UUID], // version 1 holds a network address
  ['recordId', 7, UUID],
  ['recordId', '<script>alert(1)</script>', UUID],
  ['prev', '', UUID],
  ['event', 'gpc-optout', 'one of given, partial, refused, withdrawn, changed, renewed, loaded-once'],
  ['at', '2026-02-30T00:00:00Z', TIME],
  ['at', '2026-11-22T03:04:05+07:00', TIME],
  ['validUntil', '22 November 2026', TIME],
  ['validUntil', 1_795_316_645, TIME],
  ['choices.necessary', false, 'true'],
  ['choices.marketing', 1, 'true or false'],
  ['defaults.necessary', false, 'true'],
  ['services', [], 'an object of service ids'],
  ['services', null, 'an object of service ids'],
  ['services.Bad_Id', true, ID],
  ['services.acme', 'yes', 'true or false'],
  [
    'services',
    Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`s${i}`, true])),
    'at most 500 services',
  ],
  ['services.constructor', true, 'an object without __proto__, constructor and prototype'],
  ['shown', ['necessary', 'necessary'], 'each category once'],
  ['shown', ['marketing'], 'necessary among them'],
  ['shown', 'necessary', 'a list of categories'],
  ['notice.hash', 'sha256-abc', HASH],
  ['notice.hash', `sha256-${'A'.repeat(42)}B=`, HASH], // bits beyond 32 bytes
  ['notice.hash', `sha512-${'A'.repeat(43)}=`, HASH],
  ['notice.version', 'x'.repeat(201), 'at most 200 characters'],
  ['notice.policyUrl', 'javascript:alert(1)', POLICY],
  ['notice.policyUrl', 'data:text/html,x', POLICY],
  ['notice.policyUrl', '/privasi', POLICY],
  ['language', '../../etc', 'a language tag such as id or en'],
  ['controller.name', 'a\u0000b', CLEAN],
  ['controller.name', 'a\nb', CLEAN],
  ['controller.name', 'a\u001b[2Jb', CLEAN],
  ['controller.contact', 'moc.olleh\u202e', CLEAN],
  ['controller.contact', '\ud800', CLEAN],
  ['controller.contact', 'a\u2028b', CLEAN],
  ['jurisdiction', 'Indonesia', 'at most 2 characters'],
  ['ui.surface', 'popup', 'one of notice, preferences, placeholder, page, api'],
  ['ui.trusted', 'true', 'true or false'],
  ['signals.gpc', '1', 'true or false'],
  ['site', 'https://toko.contoh.co.id/hiv-test', ORIGIN],
  ['site', 'https://toko.contoh.co.id/', ORIGIN],
  ['site', 'https://TOKO.contoh.co.id', ORIGIN],
  ['site', 'null', ORIGIN],
  ['withdraw', 'javascript:alert(1)', ADDRESS],
  ['withdraw', `${good.site}/${'x'.repeat(2000)}`, 'at most 2000 characters'],
  ['agent.name', 'klaro', 'izin'],
  ['controller', [], 'a text'],
  ['notice', 'x', 'an object'],
])('refuses %s as %j', (path, value, expected) => {
  expect(problemsOf(changed(path, value))).toContainEqual(expect.objectContaining({ expected }));
});

it('tells what is missing and what would have to be there', () => {
  const { at: _, ...rest } = good;
  expect(problemsOf(rest)).toEqual([{ path: 'at', found: 'nothing', expected: TIME }]);
  expect(problemsOf({ ...good, at: 'yesterday' })).toEqual([
    { path: 'at', found: '"yesterday"', expected: TIME },
  ]);
});

it.each(Object.keys(good))('misses %s', (path) => {
  const problem = expect.objectContaining({ path, found: 'nothing' });
  expect(problemsOf(changed(path, undefined))).toEqual([problem]);
});

describe('unknown keys', () => {
  it.each([
    ['ipAddress', '127.0.0.1'],
    ['choices.statistics', true],
    ['notice.html', '<b>'],
    ['ui.elapsedMs', 100],
    ['agent.userAgent', 'Mozilla/5.0'],
    ['toString', 1],
  ])('refuses %s', (path, value) => {
    const problem = expect.objectContaining({ path, found: 'an unknown key' });
    expect(problemsOf(changed(path, value))).toEqual([problem]);
  });

  it.each([
    ['__proto__', (text: string) => text.replace('{', '{"__proto__":{"admin":true},')],
    [
      'choices.__proto__',
      (text: string) => text.replace('"choices":{', '"choices":{"__proto__":{"necessary":true},'),
    ],
    ['services', (text: string) => text.replace('"services":{', '"services":{"__proto__":true,')],
  ])('refuses a __proto__ of its own at %s, and no prototype changes', (path, plant) => {
    expect(problemsOf(JSON.parse(plant(JSON.stringify(good))))).toEqual([expect.objectContaining({ path })]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

it.each([null, undefined, 7, 'text', true, []])('refuses %j as a whole', (value) => {
  expect(problemsOf(value)).toContainEqual(expect.objectContaining({ expected: expect.any(String) }));
});

it('tells at most 20 problems, each of them short, however much is wrong', () => {
  const shown = Array.from({ length: 2_000 }, () => 'x'.repeat(500));
  const services = { ['y'.repeat(5_000)]: 'z'.repeat(5_000) };
  const problems = problemsOf({ ...good, shown, services, ['k'.repeat(5_000)]: 1 });
  expect(problems).toHaveLength(20);
  expect(JSON.stringify(problems).length).toBeLessThan(5_000);
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMS, type Form } from '../../../../src/core/config/field.ts';

const accepts = (form: Form, text: string): boolean => FORMS[form][1].test(text);

/** Texts without white space, for short. */
const words = (text: string): string[] => text.split(' ');

const CASES: [form: Form, good: string[], bad: string[]][] = [
  ['text', ['', 'Halo', '<b>Halo</b>', '\0'], []],
  ['words', ['Halo', ' Halo'], ['', ' ', '\n']],
  [
    'url',
    words('https://contoh.co.id http://contoh.co.id/a?b#c HTTPS://contoh.co.id / /privasi /a//b /#izin'),
    [
      ...words(
        'privasi ./privasi ?a #a contoh.co.id/privasi //contoh.co.id /\\contoh.co.id \\\\contoh.co.id',
      ),
      ...words(
        'javascript:alert(1) JavaScript:alert(1) java\nscript:x \tjavascript:x \u0001javascript:x vbscript:x',
      ),
      ...words('data:text/html,x blob:https://a.example/b file:///etc/passwd ftp://a.example about:blank'),
      ...words(
        'https: https:// https:///a https:/a.example https:a.example https://\\a /\t/a.example \n/a /a\n',
      ),
      '',
      ' /a',
      '/a b',
      'https:// a',
      ' javascript:x',
    ],
  ],
  [
    'host',
    words('contoh.co.id localhost 127.0.0.1 xn--80ak6aa92e.example a-b.example'),
    [
      '',
      ...words(
        '.contoh.id contoh.id. a..b Contoh.co.id *.contoh.id contoh.id:80 contoh.id/ a_b.id contoh.id\n kué.id',
      ),
    ],
  ],
  [
    'rule',
    words(
      'a.example a.example/ a.example/b a.example/*/sdk.js a.example/* a.example/b?id=G-* a.example?id= a.example/?a.b=*',
    ),
    [
      ...words(
        '/b *.example * a.* a.example/b* a.example/*b https://a.example //a.example a.example:443 A.example',
      ),
      ...words('a.example?id a.example?=x a.example?a=1&b=2 a.example?id=*x a.example?id=a?b a.example/b\n'),
      '',
      'a.example/b c',
    ],
  ],
  [
    'name',
    words('_ga _ga_* a.b-c_d PHPSESSID __Host-x'),
    ['', 'a b', ...words('* a*b *a a=b a;b a,b a** a\n')],
  ],
  ['item', ['a', 'a.b*', 'taboola global:*', 'a=b;c,d', ' '], ['', '*', 'a*b', 'a**']],
  [
    'tag',
    words('id en-GB zh-Hant-TW ckb es-419 ms-arab'),
    ['', ...words('ID i indo en_GB en- -en en-a en-toolongtag en-a1 id-abcd-efgh de-1996')],
  ],
  [
    'id',
    words('a google-analytics 4tellus a-1 site marketing-cloud anything'),
    [
      ...words('A a--b -a a- a_b a.b __proto__ a\n'),
      ...words('necessary functional performance marketing any unclassified'),
      '',
      'a b',
    ],
  ],
  ['key', words('notice.title a a_one action.acceptAll'), ['', 'a b', ...words('a/b a:b é a\n')]],
  [
    'lifespan',
    words('session P1Y P13M P2W P90D PT30M PT1S P1Y6M P1DT12H'),
    ['', 'P 1Y', ...words('P PT P1 1Y P1DT P1H PT1D p1y P-1Y P1.5Y Session 365 persistent P1Y\n')],
  ],
  ['country', words('ID US EU'), ['', ...words('id IDN I I1')]],
  ['identifier', words('dataLayer _a $ a1'), ['', 'a b', ...words('1a a-b a.b é a[0]')]],
  [
    'colour',
    words('#0a7d57 #FFFFFF'),
    ['', '#0a7d57 ', ...words('#fff #0a7d5 #0a7d577 0a7d57 red #gggggg rgb(0,0,0) var(--x) #0a7d57\n')],
  ],
];

describe.each(CASES)('the form %s', (form, good, bad) => {
  it.each(good)('takes %j', (text) => expect(accepts(form, text)).toBe(true));
  it.each(bad)('refuses %j', (text) => expect(accepts(form, text)).toBe(false));

  it('takes linear time on hostile texts', () => {
    const pieces = words('a a. a- / /* /a * ?a= 1 1D P1 T1S -aa https:// \\ # = \n');
    const start = performance.now();
    for (const piece of pieces)
      for (const head of ['', 'a', 'a.example/', 'P', 'https://', '/'])
        for (const tail of ['', '!', '\n', '*']) accepts(form, head + piece.repeat(20_000) + tail);
    expect(performance.now() - start).toBeLessThan(2000); // Backtracking would take hours.
  });
});

it('has a case for every form', () => {
  expect(CASES.map(([form]) => form).sort()).toEqual(Object.keys(FORMS).sort());
});

describe('an address that a configuration gives', () => {
  const SHOP = 'https://toko.contoh.co.id';
  const pieces = fc.constantFrom(
    ' ',
    ...words('/ \\ : . @ \t \n ? # a evil.example http https javascript data \0 %2f ..'),
  );
  const addresses = fc
    .array(pieces, { maxLength: 8 })
    .map((parts) => parts.join(''))
    .filter((text) => accepts('url', text) && URL.canParse(text, SHOP));

  it('never runs code', () => {
    fc.assert(
      fc.property(addresses, (text) => {
        expect(new URL(text, SHOP).protocol).toMatch(/^https?:$/);
      }),
    );
  });

  it('stays on the site when it is a path', () => {
    fc.assert(
      fc.property(
        addresses.filter((text) => text.startsWith('/')),
        (text) => {
          expect(new URL(text, SHOP).origin).toBe(SHOP);
        },
      ),
    );
  });
});

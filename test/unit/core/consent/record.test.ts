import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COOKIE, formatRecord, newestRecord, parseRecord } from '../../../../src/core/consent/record.ts';
import type { ConsentRecord } from '../../../../src/core/consent/types.ts';
import { ID, OTHER_ID, all, records, serviceIds } from './sample.ts';

const record: ConsentRecord = {
  id: ID,
  decidedAt: 1_795_316_645,
  asked: ['6wXa', 'bEcw', 'g-_X'],
  categories: { functional: 'denied', performance: 'granted', marketing: 'denied' },
  services: { youtube: 'granted', 'acme-chat': 'denied' },
};
const START = `v=1&t=1795316645&id=${ID}&a=6wXabEcwg-_X`;
const text = `${START}&functional=0&performance=1&marketing=0&s.youtube=1&s.acme-chat=0`;

describe('the text of the cookie', () => {
  it('is what other languages rely on', () => {
    expect(formatRecord(record)).toBe(text);
  });

  it('is read back as what was written', () => {
    expect(parseRecord(text)).toEqual(record);
    fc.assert(
      fc.property(records, (any) => {
        const written = formatRecord(any);
        fc.pre(written.length < 4096);
        expect(parseRecord(written)).toEqual(any);
      }),
    );
  });

  it('is read by URLSearchParams too', () => {
    fc.assert(
      fc.property(records, (any) => {
        const { v, t, id, a, functional, performance, marketing, ...services } = Object.fromEntries(
          new URLSearchParams(formatRecord(any)),
        );
        expect({ v, t, id, a }).toEqual({ v: '1', t: `${any.decidedAt}`, id: any.id, a: any.asked.join('') });
        const bits = { functional, performance, marketing };
        for (const [category, said] of Object.entries(any.categories))
          expect(bits[category as keyof typeof bits]).toBe(said === 'granted' ? '1' : '0');
        const expected = Object.entries(any.services).map(([name, said]) => [
          `s.${name}`,
          said === 'granted' ? '1' : '0',
        ]);
        expect(services).toEqual(Object.fromEntries(expected));
      }),
    );
  });

  it('needs no quoting in a cookie', () => {
    fc.assert(fc.property(records, (any) => /^[\w.&=-]+$/.test(formatRecord(any))));
  });

  it('tells a refusal of marketing by a plain substring', () => {
    expect(formatRecord({ ...record, categories: all('denied') as never })).toContain('&marketing=0');
  });

  it('says of services what is written, whatever their names, and nothing else', () => {
    const parsed = parseRecord(`${text}&s.constructor=1`);
    expect(Object.entries(parsed?.services ?? {})).toContainEqual(['constructor', 'granted']);
    expect(Object.keys(parseRecord(text)?.services ?? {})).toEqual(['youtube', 'acme-chat']);
  });
});

describe('no decision is', () => {
  const bare = `${START}&functional=0&performance=1&marketing=0`;

  it.each<[what: string, odd: string]>([
    ['nothing', ''],
    ['another version', text.replace('v=1', 'v=2')],
    ['no version', text.replace('v=1&', '')],
    ['white space before', ` ${text}`],
    ['white space behind', `${text} `],
    ['a line break behind', `${text}\n`],
    ['something on the line before', `x\n${text}`],
    ['quotes around it', `"${text}"`],
    ['percent-encoding', encodeURIComponent(text)],
    ['plus signs', text.replace('s.acme-chat', 's.acme+chat')],
    ['upper case', text.toUpperCase()],
    ['semicolons', text.replaceAll('&', ';')],
    ['no time', text.replace('1795316645', '')],
    ['a time before 1970', text.replace('t=1', 't=-1')],
    ['a time of another length', text.replace('t=1', 't=11')],
    ['a time with a fraction', text.replace('645', '645.5')],
    ['a time in hexadecimal', text.replace('1795316645', '0x6b')],
    ['a time in scientific notation', text.replace('1795316645', '1e9')],
    ['a time in milliseconds', text.replace('1795316645', '1795316645000')],
    ['a time in other digits', text.replace('1795316645', '١٧٩٥٣١٦٦٤٥')],
    ['no id', text.replace(ID, '')],
    ['an id in upper case', text.replace(ID, ID.toUpperCase())],
    ['an id of another version', text.replace('-4e2f-', '-1e2f-')],
    ['an id of another variant', text.replace('-8a3b-', '-ca3b-')],
    ['an id that is too short', text.replace(ID, ID.slice(1))],
    ['half a fingerprint', text.replace('6wXa', '6wX')],
    ['a fingerprint in plain base64', text.replace('6wXa', '6w+/')],
    ['a list of fingerprints with commas', text.replace('6wXa', '6wXa,')],
    ['no fingerprints at all', text.replace('&a=6wXabEcwg-_X', '')],
    ['no functional', text.replace('&functional=0', '')],
    ['no marketing', text.replace('&marketing=0', '')],
    ['marketing=2', text.replace('marketing=0', 'marketing=2')],
    ['marketing=true', text.replace('marketing=0', 'marketing=true')],
    ['an empty marketing', text.replace('marketing=0', 'marketing=')],
    ['marketing twice', text.replace('marketing=0', 'marketing=0&marketing=1')],
    ['marketing[]', text.replace('marketing=0', 'marketing[]=0')],
    ['another order', text.replace('functional=0&performance=1', 'performance=1&functional=0')],
    ['a category of its own', text.replace('marketing=0', 'marketing=0&necessary=0')],
    ['an unknown pair behind', `${text}&x=1`],
    ['an unknown pair before', `x=1&${text}`],
    ['a service twice', `${text}&s.youtube=1`],
    ['a service twice, otherwise', `${text}&s.youtube=0`],
    ['a service twice, one behind the other', `${bare}&s.x=0&s.x=1`],
    ['a service twice, granted and then denied', `${bare}&s.x=1&s.x=0`],
    ['a service twice, with another between', `${bare}&s.x=1&s.y=1&s.x=1`],
    ['a service twice that is named as a pair of ours', `${bare}&s.t=1&s.t=0`],
    ['a service without a name', `${text}&s.=1`],
    ['a service without a word', `${text}&s.other=`],
    ['a service with another word', `${text}&s.other=granted`],
    ['a service in upper case', `${text}&s.Other=1`],
    ['a service with a dot', `${text}&s.a.b=1`],
    ['a service with an underscore', `${text}&s.__proto__=1`],
    ['a service without its prefix', `${text}&other=1`],
    ['an empty pair', `${text}&`],
    ['two empty pairs', text.replace('&s.', '&&s.')],
    ['an HTML entity', text.replaceAll('&', '&amp;')],
    ['JSON', JSON.stringify(record)],
    ['[object Object]', '[object Object]'],
    ['a letter that only looks alike', text.replace('a=', 'а=')],
    ['a NUL', `${text}\0`],
    ['two records', `${text}&${text}`],
    ['the name of the cookie', `${COOKIE}=${text}`],
    ['more than a cookie holds', `${bare}${Array.from({ length: 500 }, (_, i) => `&s.s-${i}=1`).join('')}`],
  ])('%s', (_, odd) => {
    expect(odd).not.toBe(text);
    expect(parseRecord(text)).toBeDefined();
    expect(parseRecord(odd)).toBeUndefined();
  });

  it('the text cut short anywhere but between two services', () => {
    const whole = new Set([bare, `${bare}&s.youtube=1`, text]);
    for (let length = 0; length < text.length; length++) {
      const cut = text.slice(0, length);
      expect([cut, parseRecord(cut) !== undefined]).toEqual([cut, whole.has(cut)]);
    }
  });

  it('a text with anything foreign in it, wherever that stands', () => {
    const foreign = fc.stringMatching(/^[^\w.&=-]$/su);
    fc.assert(
      fc.property(records, foreign, fc.nat(), (any, character, place) => {
        const written = formatRecord(any);
        const at = place % (written.length + 1);
        expect(parseRecord(written.slice(0, at) + character + written.slice(at))).toBeUndefined();
      }),
    );
  });

  it('whatever else a cookie may hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (any) => parseRecord(any) === undefined));
  });
});

describe('of several cookies', () => {
  const older = { ...record, decidedAt: record.decidedAt - 1 };
  const [young, old] = [`${COOKIE}=${text}`, `${COOKIE}=${formatRecord(older)}`];

  it.each<[what: string, cookies: string, found: ConsentRecord | undefined]>([
    ['there are none', '', undefined],
    ['the only one counts', young, record],
    ['the newest counts, first or last', `${young}; ${old}`, record],
    ['the newest counts, first or last', `${old}; ${young}`, record],
    ['those of others do not', `a=b; ${young}; x${young}; ${old.replace('izin', 'IZIN')}`, record],
    ['a newer one that is odd does not', `${young}; ${COOKIE}=${text.replace('179', '189')}&x=1`, record],
    ['one that only begins alike does not', `izin2=${text}; izin-old=${text}`, undefined],
    ['one inside the value of another does not', `x=izin=${text}`, undefined],
    ['one without a name does not', text, undefined],
    ['missing white space is no matter', `a=b;${young};c=d`, record],
  ])('%s', (_, cookies, found) => {
    expect(newestRecord(cookies)).toEqual(found);
  });

  it('the newest counts whatever the order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(records, { selector: ({ decidedAt }) => decidedAt, minLength: 1, maxLength: 6 }),
        (several) => {
          const jar = several.map((any) => `${COOKIE}=${formatRecord(any)}`).join('; ');
          const newest = Math.max(...several.map(({ decidedAt }) => decidedAt));
          expect(newestRecord(jar)?.decidedAt).toBe(newest);
        },
      ),
    );
  });

  it('the same one counts of two that are as new, whatever their order', () => {
    const twin = { ...record, id: OTHER_ID };
    const other = `${COOKIE}=${formatRecord(twin)}`;
    expect(newestRecord(`${young}; ${other}`)?.id).toBe(OTHER_ID);
    expect(newestRecord(`${other}; ${young}`)?.id).toBe(OTHER_ID);
    expect(newestRecord(`${other}; ${young}; ${old}`)?.id).toBe(OTHER_ID);
  });
});

describe('beside a record that is known already', () => {
  const known = { ...record, id: OTHER_ID };
  const jarOf = (...several: ConsentRecord[]): string =>
    several.map((any) => `${COOKIE}=${formatRecord(any)}`).join('; ');
  const aged = (by: number): ConsentRecord => ({ ...record, decidedAt: record.decidedAt + by });

  it.each<[what: string, cookies: string, found: ConsentRecord]>([
    ['the known one counts where there is no cookie', '', known],
    ['the known one counts where all are of others', `a=b; x${jarOf(record)}`, known],
    ['the known one counts over an older cookie', jarOf(aged(-1)), known],
    ['the known one counts over several older cookies', jarOf(aged(-2), aged(-1), aged(-3)), known],
    ['the known one counts over a newer cookie that is odd', `${jarOf(aged(1))}&x=1`, known],
    ['the known one counts over a cookie that is as new', jarOf(record), known],
    ['a newer cookie counts', jarOf(aged(1)), aged(1)],
    ['a newer cookie counts among older ones', jarOf(aged(-1), aged(1), aged(-2)), aged(1)],
  ])('%s', (_, cookies, found) => {
    expect(newestRecord(cookies, known)).toEqual(found);
  });

  it('it counts unless the cookies have a newer one', () => {
    // Times that often are the same.
    const some = fc
      .tuple(records, fc.nat(4))
      .map(([any, after]): ConsentRecord => ({ ...any, decidedAt: record.decidedAt + after }));
    fc.assert(
      fc.property(some, fc.array(some, { maxLength: 4 }), (one, several) => {
        const newest = several.reduce<ConsentRecord>(
          (best, any) => (any.decidedAt > best.decidedAt ? any : best),
          one,
        );
        const found = newestRecord(jarOf(...several), one);
        expect(found?.decidedAt).toBe(newest.decidedAt);
        if (newest.decidedAt === one.decidedAt) expect(found).toEqual(one);
        else expect(several).toContainEqual(found);
      }),
    );
  });
});

describe('on hostile input', () => {
  const fill = (head: string, piece: string, tail = '!'): string =>
    head + piece.repeat(Math.floor((4095 - head.length - tail.length) / piece.length)) + tail;
  const hostile = [
    fill('v=1&t=', '1'),
    fill(`v=1&t=1&id=${ID}&a=`, 'a'),
    fill(`v=1&t=1&id=${ID}&a=`, 'aaaa', '&functional=0&performance=0&marketing=0&'),
    fill(`${START}&functional=0&performance=0&marketing=0`, '&s.a=1'),
    fill(`${START}&functional=0&performance=0&marketing=0&s.`, 'a'),
    fill(`${START}&functional=0&performance=0&marketing=0&s.`, '-a'),
    fill('', '&'),
    fill('', text),
  ];

  it.each(hostile)('takes linear time: %#', (input) => {
    expect(input.length).toBeGreaterThan(4000);
    const start = performance.now();
    for (let i = 0; i < 100; i++) expect(parseRecord(input)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(2000); // Backtracking would take years.
  });

  it('finds the record among all that a jar may hold, in linear time', () => {
    const jar = [
      ...Array.from({ length: 180 }, (_, i) => `${COOKIE}=${hostile[i % hostile.length]}`),
      `${COOKIE}=${text}`,
    ];
    const start = performance.now();
    expect(newestRecord(jar.join('; '))).toEqual(record);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('takes a cookie that is as full as it may be', () => {
    const names =
      fc.sample(fc.uniqueArray(serviceIds, { minLength: 150, maxLength: 150 }), { numRuns: 1, seed: 1 })[0] ??
      [];
    const full = { ...record, services: Object.fromEntries(names.map((name) => [name, 'granted' as const])) };
    expect(formatRecord(full).length).toBeGreaterThan(1500);
    expect(parseRecord(formatRecord(full))).toEqual(full);
  });
});

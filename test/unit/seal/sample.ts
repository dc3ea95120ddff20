import * as fc from 'fast-check';
import { readConfig } from '../../../src/core/config/config.ts';
import { decisions } from '../core/consent/sample.ts';

const ids = ['chat', 'stats', 'pixel', 'container', 'odd', 'till'] as const;
/** Configurations of every kind. */
export const configs = fc
  .record({
    categories: fc.record({ functional: fc.boolean(), performance: fc.boolean(), marketing: fc.boolean() }),
    kinds: fc.tuple(
      ...ids.map(() =>
        fc.constantFrom(
          'functional',
          'performance',
          'marketing',
          'any',
          'unclassified',
          'necessary',
          undefined,
          false,
        ),
      ),
    ),
    unlisted: fc.constantFrom('hold-known', 'hold-all', 'pass'),
    gpc: fc.boolean(),
    days: fc.constantFrom(1, 180, 395),
  })
  .map(({ categories, kinds, unlisted, gpc, days }) => {
    const services = Object.fromEntries(
      ids.flatMap((id, i) => {
        const category = kinds[i];
        return category === undefined ? [] : [[id, category && { category, hosts: [`${id}.test`] }]];
      }),
    );
    return readConfig({ categories, services, unlisted, signals: { gpc }, consent: { days } }).config;
  });
/** What a visitor may have said. */
export const answers = fc.record(
  Object.fromEntries(['functional', 'performance', 'marketing', ...ids].map((id) => [id, decisions])),
  { requiredKeys: [] },
);

/** A record with something wrong in it, or too much. */
export const spoilt = (good: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('delete', 'insert', 'replace', 'double'),
      fc.nat(good.length),
      fc.constantFrom(...'&=;, 01abzA-_.%+"<>~s/'),
      fc.nat(30),
    )
    .map(([how, at, character, length]) => {
      const [head, tail] = [good.slice(0, at), good.slice(at)];
      if (how === 'delete') return head + tail.slice(1);
      if (how === 'insert') return head + character + tail;
      if (how === 'replace') return head + character + tail.slice(1);
      return head + tail.slice(0, length) + tail;
    });

/** What a policy lets pass; nothing for no policy. */
export const sourcesIn = (policy: string | undefined): readonly string[] | '' | undefined =>
  policy && [...new Set(policy.split(';')[0]?.split(' ').filter(Boolean))].toSorted();

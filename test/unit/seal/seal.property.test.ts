import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readConfig } from '../../../src/core/config/config.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord } from '../../../src/core/consent/record.ts';
import { sealMarkup } from '../../../src/seal/markup.ts';
import { policyFor } from '../../../src/seal/policy.ts';
import { planSeal } from '../../../src/seal/seal.ts';
import { DAY, decisions, ID, NOW } from '../core/consent/sample.ts';
import { attributesOf, elementsOf, script, written } from './script.ts';

const ids = ['chat', 'stats', 'pixel', 'container', 'odd', 'till'] as const;
const configs = fc
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
const answers = fc.record(
  Object.fromEntries(['functional', 'performance', 'marketing', ...ids].map((id) => [id, decisions])),
  { requiredKeys: [] },
);

/** What a page behind a seal may ask: the policy that was opened, or nothing where it was lifted. */
function policyAfter(html: string, markup: unknown): string | undefined {
  if (markup === undefined) return attributesOf(elementsOf(html)[1] as never)['content'];
  // The parser goes on with what was written before what stands there.
  const [meta] = elementsOf(String(markup));
  return meta?.tagName === 'meta' ? attributesOf(meta)['content'] : undefined;
}

const sourcesIn = (policy: string | undefined): readonly string[] | '' | undefined =>
  policy && [...new Set(policy.split(';')[0]?.split(' ').filter(Boolean))].toSorted();

it('opens, by the cookie that the gate writes, exactly what the gate grants by it', () => {
  fc.assert(
    fc.property(
      configs,
      configs,
      answers,
      fc.integer({ min: -1, max: 400 }),
      fc.boolean(),
      fc.boolean(),
      (before, now, said, age, hadSignal, hasSignal) => {
        // Asked under one configuration, and read under it or another.
        const offer = { ...planSeal(before).offer, gpc: before.signals.gpc && hadSignal };
        const cookie = `izin=${formatRecord(choose(undefined, offer, said as never, NOW - age * DAY, ID))}`;
        for (const config of [before, now]) {
          const seal = planSeal(config);
          const { html } = sealMarkup(seal, script);
          const markup = written(html, { cookies: cookie, hasSignal, now: NOW });
          expect(sourcesIn(policyAfter(html, markup))).toEqual(
            sourcesIn(policyFor(seal, { cookies: cookie, hasSignal, now: NOW })),
          );
        }
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

it('opens nothing by a cookie that the gate does not believe, or that is one of several', () => {
  const config = readConfig({
    services: {
      chat: { category: 'functional', hosts: ['chat.test'] },
      stats: { category: 'performance', hosts: ['stats.test'] },
    },
  }).config;
  const seal = planSeal(config);
  const { html } = sealMarkup(seal, script);
  const record = (said: object, ago: number): string =>
    `izin=${formatRecord(choose(undefined, seal.offer, said as never, NOW - ago, ID))}`;
  const good = record(
    { functional: 'granted', performance: 'granted', marketing: 'granted', stats: 'denied' },
    0,
  );
  const spoilt = fc
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
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          spoilt,
          fc.constantFrom(
            good,
            record({ functional: 'denied', performance: 'granted', marketing: 'denied' }, 60_000),
            'other=izin=v=1',
            'x',
          ),
        ),
        { maxLength: 3 },
      ),
      (cookies) => {
        const jar = cookies.join('; ');
        const markup = written(html, { cookies: jar, now: NOW });
        const opened = new Set(sourcesIn(policyAfter(html, markup)) ?? ['everything']);
        const allowed = new Set(
          sourcesIn(policyFor(seal, { cookies: jar, hasSignal: false, now: NOW })) ?? ['everything'],
        );
        if (!allowed.has('everything'))
          expect([...opened].filter((source) => !allowed.has(source))).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
}, 60_000);

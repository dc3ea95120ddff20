import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { readConfig } from '../../../src/core/config/config.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord } from '../../../src/core/consent/record.ts';
import { sealMarkup } from '../../../src/seal/markup.ts';
import { policyFor } from '../../../src/seal/policy.ts';
import { planSeal } from '../../../src/seal/seal.ts';
import { DAY, ID, NOW } from '../core/consent/sample.ts';
import { answers, configs, sourcesIn, spoilt } from './sample.ts';
import { attributesOf, elementsOf, script, written } from './script.ts';

// A busy machine takes its time over all these configurations.
vi.setConfig({ testTimeout: 60_000 });

/** What a page behind a seal may ask: the policy that was opened, or nothing where it was lifted. */
function policyAfter(html: string, markup: unknown): string | undefined {
  if (markup === undefined) return attributesOf(elementsOf(html)[1] as never)['content'];
  // The parser goes on with what was written before what stands there.
  const [meta] = elementsOf(String(markup));
  return meta?.tagName === 'meta' ? attributesOf(meta)['content'] : undefined;
}

it('opens, by the cookie that the gate writes, exactly what the gate grants by it', () => {
  fc.assert(
    fc.property(
      configs,
      configs,
      answers,
      // A server believes in a clock that is ahead by up to a day; a page knows its own.
      fc.integer({ min: -3, max: 400 }).filter((age) => age !== -1),
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
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          spoilt(good),
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

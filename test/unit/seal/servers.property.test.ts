import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../src/core/config/config.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord } from '../../../src/core/consent/record.ts';
import { caddySeal } from '../../../src/seal/caddy.ts';
import { nginxSeal } from '../../../src/seal/nginx.ts';
import { policyFor } from '../../../src/seal/policy.ts';
import { planSeal, type Seal } from '../../../src/seal/seal.ts';
import { ID, NOW } from '../core/consent/sample.ts';
import { createMaps, type Asked } from './maps.ts';
import { answers, configs, sourcesIn, spoilt } from './sample.ts';

// A busy machine takes its time over all these configurations.
vi.setConfig({ testTimeout: 60_000 });

/** What a server sends, by the variables it was given. */
type Send = (asked: Asked) => string | undefined;

const SERVERS: readonly (readonly [name: string, createSend: (seal: Seal) => Send])[] = [
  [
    'nginx',
    (seal) => {
      const valueOf = createMaps(nginxSeal(seal));
      return (asked) => valueOf('izin_policy', asked) || undefined;
    },
  ],
  [
    'caddy',
    (seal) => {
      const text = caddySeal(seal);
      const valueOf = createMaps(`${text}\nmap "" {policy} {\n\tdefault "${policyIn(text)}"\n}`);
      return (asked) => (valueOf('izin_shut', asked) ? valueOf('policy', asked) : undefined);
    },
  ],
];
const policyIn = (text: string): string => /\+Content-Security-Policy "(.*)"/.exec(text)?.[1] ?? '';

describe.each(SERVERS)('by the variables of %s', (_, createSend) => {
  it('opens what is granted, and nothing else', () => {
    fc.assert(
      fc.property(
        configs,
        configs,
        answers,
        fc.boolean(),
        fc.boolean(),
        (before, now, said, hadSignal, hasSignal) => {
          // Asked under one configuration, and read under it or another.
          const offer = { ...planSeal(before).offer, gpc: before.signals.gpc && hadSignal };
          const cookies = `a=b; izin=${formatRecord(choose(undefined, offer, said as never, NOW, ID))}; c=d`;
          for (const config of [before, now]) {
            const seal = planSeal(config);
            const strange = cookies.match(/(?<=&s\.)[a-z]+/g)?.filter((id) => !(id in seal.offer.services));
            const sent = createSend(seal)({ cookies, hasSignal });
            const expected = policyFor(seal, { cookies, hasSignal, now: NOW });
            // Go's patterns cannot tell two services apart that they do not know, and then open nothing.
            if ((strange?.length ?? 0) > 1) expectNoMore(sent, expected);
            else expect(sourcesIn(sent)).toEqual(sourcesIn(expected));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never opens more than the cookie grants, whatever is in it', () => {
    const seal = planSeal(
      readConfig({
        services: {
          chat: { category: 'functional', hosts: ['chat.test'] },
          stats: { category: 'performance', hosts: ['stats.test'] },
          pixel: { category: 'marketing', hosts: ['pixel.test'] },
          container: { category: 'any', hosts: ['container.test'] },
        },
      }).config,
    );
    const send = createSend(seal);
    const record = (said: object, gpc = false): string =>
      `izin=${formatRecord(choose(undefined, { ...seal.offer, gpc }, said as never, NOW, ID))}`;
    const good = record({
      functional: 'granted',
      performance: 'granted',
      marketing: 'granted',
      stats: 'denied',
    });
    const jars = fc.array(
      fc.oneof(
        spoilt(good),
        fc.constantFrom(
          good,
          record({ functional: 'granted', performance: 'granted', marketing: 'granted' }, true),
          record({ functional: 'denied', performance: 'granted', marketing: 'denied' }),
          `${good}&s.odd=1&s.odd=1`,
          `${good}&s.odd=1&s.even=0`,
          `${good}&s.chat=1&s.chat=1`,
          good + '&s.a=1'.repeat(900),
          good + '&s.abcdefghijklmnopqrstuvwxyz=1'.repeat(200),
          ` ${good}`,
          'other=izin=v=1',
          'x',
          '',
        ),
      ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(jars, fc.constantFrom('; ', ';', ', ', ';  '), fc.boolean(), (parts, comma, hasSignal) => {
        const cookies = parts.join(comma);
        // No server looks at dates.
        const allowed = policyFor({ ...seal, days: Infinity }, { cookies, hasSignal, now: 1e13 });
        expectNoMore(send({ cookies, hasSignal }), allowed);
      }),
      { numRuns: 4000 },
    );
  });

  it('opens nothing by two cookies of the name, where a script takes the newer one', () => {
    const seal = planSeal(
      readConfig({ services: { chat: { category: 'functional', hosts: ['chat.test'] } } }).config,
    );
    const cookie = `izin=${formatRecord(choose(undefined, seal.offer, { functional: 'granted' }, NOW, ID))}`;
    const asked = (cookies: string): Asked => ({ cookies, hasSignal: false });
    expect(createSend(seal)(asked(cookie))).toContain('chat.test');
    expect(createSend(seal)(asked(`${cookie}; ${cookie}`))).not.toContain('chat.test');
    expect(createSend(seal)(asked(`izin=; ${cookie}`))).not.toContain('chat.test');
  });

  it('says what no server reads in one word, and what it has no word for', () => {
    const hosts = Array.from({ length: 300 }, (_, i) => `host-number-${i}.test`);
    const seal = planSeal(
      readConfig({
        allow: hosts,
        services: { chat: { category: 'functional', hosts: ['chat.test/{x}"$y'] } },
      }).config,
    );
    const cookies = `izin=${formatRecord(choose(undefined, seal.offer, { functional: 'granted' }, NOW, ID))}`;
    expect(sourcesIn(createSend(seal)({ cookies, hasSignal: false }))).toEqual(
      sourcesIn(policyFor(seal, { cookies, hasSignal: false, now: NOW })),
    );
  });
});

it('gives nginx no word that is too long for it', () => {
  const hosts = Array.from({ length: 300 }, (_, i) => `host-number-${i}.test`);
  const text = nginxSeal(
    planSeal(readConfig({ allow: hosts, services: { chat: { category: 'functional', hosts } } }).config),
  );
  expect(Math.max(...text.split(/\s(?="|')|(?<="|');?\s/).map(({ length }) => length))).toBeLessThan(4096);
});

/** A server may send a policy that is narrower. */
function expectNoMore(sent: string | undefined, allowed: string | undefined): void {
  if (allowed === undefined) return;
  const may = new Set(sourcesIn(allowed));
  expect([...(sourcesIn(sent) ?? ['everything'])].filter((source) => !may.has(source))).toEqual([]);
}

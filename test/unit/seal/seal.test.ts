import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/core/config/config.ts';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord } from '../../../src/core/consent/record.ts';
import type { Choices } from '../../../src/core/consent/types.ts';
import { sealMarkup } from '../../../src/seal/markup.ts';
import { planSeal, type Seal } from '../../../src/seal/seal.ts';
import { all, DAY, ID, NOW } from '../core/consent/sample.ts';
import { attributesOf, elementsOf, script, scriptFor, written } from './script.ts';

const shop = {
  services: {
    chat: { category: 'functional', hosts: ['chat.test'] },
    stats: { category: 'performance', hosts: ['stats.test/s'] },
    pixel: { category: 'marketing', hosts: ['pixel.test'] },
    till: { category: 'necessary', hosts: ['till.test'] },
    off: false,
  },
  allow: ['cdn.toko.test'],
  consent: { domain: 'toko.test' },
  receipts: { endpoint: 'https://receipts.test/r' },
};
const sealOf = (value: unknown): Seal => planSeal(readConfig(value).config);
const policyIn = (html: string): string => attributesOf(elementsOf(html)[1] as never)['content'] ?? '';
const cookieFor = (seal: Seal, choices: Choices, now = NOW): string =>
  `izin=${formatRecord(choose(undefined, seal.offer, choices, now, ID))}`;

describe('the markup', () => {
  const seal = sealOf(shop);
  const { html, hash } = sealMarkup(seal, script);
  const elements = elementsOf(html);

  it('is an inline script, the policy, and what closes an inert script', () => {
    expect(elements.map(({ tagName }) => tagName)).toEqual(['script', 'meta', 'script']);
    expect(elements.slice(1).map(attributesOf)).toEqual([
      { 'http-equiv': 'Content-Security-Policy', content: expect.stringMatching(/^default-src /) },
      { id: 'izin-seal', type: 'text/plain' },
    ]);
    // Minifiers take empty elements away.
    expect(elements[2]?.childNodes).toHaveLength(1);
  });

  it('lets the site, its own hosts, necessary services and receipts pass, for forms too', () => {
    const own =
      "'self' toko.test *.toko.test till.test *.till.test https://receipts.test ws://toko.test ws://*.toko.test ws://till.test ws://*.till.test ws://receipts.test";
    expect(policyIn(html)).toBe(
      `default-src 'unsafe-inline' 'unsafe-eval' data: blob: ${own};form-action javascript: mailto: ${own}`,
    );
  });

  it('has one hash whatever the configuration', () => {
    const other = sealMarkup(sealOf({ services: { youtube: true } }), script);
    expect(other.hash).toBe(hash);
    const [first] = elements;
    const text = first?.childNodes[0];
    const digest = createHash('sha256').update(text && 'value' in text ? text.value : '');
    expect(hash).toBe(`'sha256-${digest.digest('base64')}'`);
  });

  it('does not carry a source map, which would change the hash', () => {
    expect(sealMarkup(seal, `${script}\n//# sourceMappingURL=seal.js.map\n`).hash).toBe(hash);
  });
});

describe('what it opens', () => {
  const seal = sealOf(shop);
  const { html } = sealMarkup(seal, script);
  const open = (choices: Choices): string =>
    String(written(html, { cookies: cookieFor(seal, choices), now: NOW }));

  it('writes nothing where nothing is stored', () => {
    expect(written(html, { now: NOW })).toBeUndefined();
  });

  it('opens a category by its hosts, and swallows the policy behind', () => {
    const markup = open({ ...all('denied'), performance: 'granted' });
    expect(markup).toContain('stats.test *.stats.test ws://stats.test');
    expect(markup).not.toMatch(/chat\.test|pixel\.test/);
    expect(markup).toMatch(
      /^<meta id="izin-seal" http-equiv="Content-Security-Policy" [^>]*><script type="text\/plain">$/,
    );
  });

  it('opens a service that was chosen by itself, and not one that was refused', () => {
    expect(open({ ...all('denied'), chat: 'granted' })).toContain('chat.test');
    expect(open({ ...all('granted'), chat: 'denied' })).not.toContain('chat.test');
  });

  it('never lifts where something stays held whatever is granted', () => {
    expect(seal.lifts).toBe(false);
    expect(open(all('granted'))).toContain('<meta');
    expect(sealOf({ ...shop, services: {}, unlisted: 'hold-all' }).lifts).toBe(false);
    expect(sealOf({ categories: { marketing: false } }).lifts).toBe(false);
  });

  it('lifts where everything is granted and nothing is left to hold', () => {
    const { off: _, ...services } = shop.services;
    const free = sealOf({ ...shop, services });
    const { html } = sealMarkup(free, script);
    const markup = written(html, { cookies: cookieFor(free, all('granted')), now: NOW });
    expect(markup).toBe('<script type="text/plain">');
    const most = cookieFor(free, { ...all('granted'), chat: 'denied' });
    expect(written(html, { cookies: most, now: NOW })).toContain('<meta');
  });

  it.each<[what: string, age: number]>([
    ['of the future', -DAY],
    ['that has expired', 181 * DAY],
  ])('takes a record %s for none', (_, age) => {
    const cookies = cookieFor(seal, all('granted'), NOW - age);
    expect(written(html, { cookies, now: NOW })).toBeUndefined();
  });

  it('never writes once there is a body: that might blank the page', () => {
    const cookies = cookieFor(seal, all('granted'));
    expect(written(html, { cookies, now: NOW, hasBody: true })).toBeUndefined();
  });

  it('writes Trusted HTML, by a policy of its own, where a page wants that', () => {
    const names: string[] = [];
    const trustedTypes = {
      createPolicy: (name: string) => {
        names.push(name);
        return { createHTML: (html: string) => ({ html }) };
      },
    };
    const { html } = sealMarkup(seal, scriptFor(true));
    const cookies = cookieFor(seal, all('granted'));
    expect(written(html, { cookies, now: NOW, trustedTypes })).toEqual({
      html: expect.stringContaining('<meta'),
    });
    expect(names).toEqual(['izin-seal']);
  });
});

describe('what the owner is told', () => {
  it('refuses to seal what holds nothing', () => {
    expect(() => sealOf({ mode: 'report' })).toThrow('mode: found report, which holds nothing');
  });

  it('names services that the browser takes for one another', () => {
    const { notes } = sealOf({
      services: {
        'google-analytics': true,
        'google-ads': true,
        hotjar: true,
        own: { category: 'marketing', hosts: ['metrics.toko.test'] },
      },
      consent: { domain: 'toko.test' },
    });
    expect(notes).toEqual([
      expect.stringMatching(/^services\.google-ads and services\.google-analytics share /),
      "services.own: metrics.toko.test is one of the site's own hosts (toko.test), so the policy lets it pass. Mark its tags in the HTML.",
    ]);
  });

  it('keeps back a host of the site that a service declares, as the gate does', () => {
    const config = { services: { own: { category: 'marketing', hosts: ['cdn.test'] } }, allow: ['cdn.test'] };
    expect(sealOf(config).base).toEqual([]);
  });

  it('lets a captcha pass on such a host, which the catalogue knows to be necessary', () => {
    const maps = { category: 'functional', hosts: ['www.google.com'] };
    const { base } = sealOf({ services: { maps }, allow: ['www.google.com'] });
    expect(base).toContain('*.google.com/recaptcha/');
    expect(base).not.toContain('www.google.com');
  });
});

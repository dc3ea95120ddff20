import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../src/core/config/config.ts';
import { choose } from '../../../../src/core/consent/choose.ts';
import { decide } from '../../../../src/core/consent/decide.ts';
import type { Offer } from '../../../../src/core/consent/offer.ts';
import type { Choices, ConsentRecord } from '../../../../src/core/consent/types.ts';
import {
  createReceipt,
  eventOf,
  type Deed,
  type ReceiptEvent,
  type ReceiptParts,
} from '../../../../src/core/receipt/receipt.ts';

const ID = '3f0e9f6a-0c1d-4e2f-8a3b-4c5d6e7f8091';
const ORIGIN = 'https://toko.contoh.co.id';
const NOW = Date.UTC(2026, 10, 22, 3, 4, 5, 678);
const offer: Offer = {
  categories: ['functional', 'performance', 'marketing'],
  services: { chat: 'functional', stats: 'performance', pixel: 'marketing', container: 'any' },
  revision: '2026-11',
  gpc: false,
};
const all = (decision: 'granted' | 'denied'): Choices => ({
  functional: decision,
  performance: decision,
  marketing: decision,
});
const chosen = (choices: Choices, on = offer): ConsentRecord => choose(undefined, on, choices, NOW, ID);
const record = chosen({
  functional: 'granted',
  performance: 'denied',
  marketing: 'denied',
  stats: 'granted',
});

const parts: ReceiptParts = {
  receiptId: '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
  prev: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
  record,
  event: 'partial',
  decisions: decide(record, offer),
  offer,
  config: readConfig({
    site: {
      name: 'Toko Contoh',
      controller: 'PT Contoh Indonesia',
      contact: 'privasi@contoh.co.id',
      policy: { id: 'https://contoh.co.id/privasi', en: '/en/privacy' },
    },
    consent: { days: 30, revision: '2026-11' },
    receipts: { endpoint: '/izin/receipts' },
  }).config,
  deed: { surface: 'notice', action: 'save', trusted: true },
  language: 'id',
  hash: 'sha256-AAAA',
  now: NOW,
  origin: ORIGIN,
  version: '1.2.3',
};

describe('a receipt', () => {
  it('says everything that proves a decision, and nothing else', () => {
    expect(createReceipt(parts)).toStrictEqual({
      schema: 'urn:izin:consent-receipt:1',
      receiptId: '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
      recordId: ID,
      prev: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
      event: 'partial',
      at: '2026-11-22T03:04:05.678Z',
      validUntil: '2026-12-22T03:04:05.000Z',
      choices: { necessary: true, functional: true, performance: false, marketing: false },
      services: { chat: true, stats: true, pixel: false, container: true },
      shown: ['necessary', 'functional', 'performance', 'marketing'],
      defaults: { necessary: true, functional: false, performance: false, marketing: false },
      notice: { hash: 'sha256-AAAA', version: '2026-11', policyUrl: 'https://contoh.co.id/privasi' },
      language: 'id',
      controller: { name: 'PT Contoh Indonesia', contact: 'privasi@contoh.co.id' },
      jurisdiction: 'ID',
      ui: { surface: 'notice', action: 'save', trusted: true },
      signals: { gpc: false },
      site: ORIGIN,
      withdraw: `${ORIGIN}/#izin`,
      agent: { name: 'izin', version: '1.2.3' },
    });
  });

  it('is the same once it is sent', () => {
    expect(JSON.parse(JSON.stringify(createReceipt(parts)))).toStrictEqual(createReceipt(parts));
  });

  it('says no address of a person, no user agent, path or account', () => {
    const keys: string[] = [];
    JSON.stringify(createReceipt({ ...parts, loaded: 'chat' }), (key, value: unknown) => {
      keys.push(key.toLowerCase());
      return value;
    });
    for (const word of [
      'ip',
      'useragent',
      'user',
      'path',
      'url',
      'referrer',
      'account',
      'email',
      'fingerprint',
      'screen',
    ])
      expect(keys).not.toContain(word);
  });

  it.each<[language: string, policy: unknown, expected: string]>([
    ['id', { id: 'https://contoh.co.id/privasi', en: '/en/privacy' }, 'https://contoh.co.id/privasi'],
    ['en', { id: 'https://contoh.co.id/privasi', en: '/en/privacy' }, `${ORIGIN}/en/privacy`],
    ['fr', { id: 'https://contoh.co.id/privasi', en: '/en/privacy' }, 'https://contoh.co.id/privasi'],
    ['en', '/privasi', `${ORIGIN}/privasi`],
    ['en', '', ''],
  ])('names the policy as it was linked in %s: %j', (language, policy, expected) => {
    const { config } = readConfig({ site: { policy } });
    expect(createReceipt({ ...parts, language, config }).notice.policyUrl).toBe(expected);
  });

  it('names only the categories that were on offer as shown', () => {
    const on: Offer = { ...offer, categories: ['functional', 'marketing'] };
    const receipt = createReceipt({ ...parts, offer: on, decisions: decide(chosen(all('granted'), on), on) });
    expect(receipt.shown).toEqual(['necessary', 'functional', 'marketing']);
    expect(receipt.choices).toEqual({
      necessary: true,
      functional: true,
      performance: false,
      marketing: true,
    });
  });

  it('tells of Global Privacy Control', () => {
    expect(createReceipt({ ...parts, offer: { ...offer, gpc: true } }).signals).toEqual({ gpc: true });
  });

  it('is valid from the choice, not from when it is written', () => {
    const { at, validUntil } = createReceipt({ ...parts, now: NOW + 86_400_000 });
    expect([at, validUntil]).toEqual(['2026-11-23T03:04:05.678Z', '2026-12-22T03:04:05.000Z']);
  });

  it('begins a chain without a receipt before it', () => {
    expect(createReceipt({ ...parts, prev: null }).prev).toBeNull();
  });

  it('leaves the hash empty for who can compute it', () => {
    expect(createReceipt({ ...parts, hash: '' }).notice.hash).toBe('');
  });

  it('names what was loaded once, and only then', () => {
    expect(createReceipt({ ...parts, event: 'loaded-once', loaded: 'youtube' })).toMatchObject({
      loaded: 'youtube',
    });
    expect(createReceipt(parts)).not.toHaveProperty('loaded');
  });
});

describe('a decision is', () => {
  const deed = (action: Deed['action']): Deed => ({ surface: 'notice', action, trusted: true });
  const eventFor = (choices: Choices, action: Deed['action'] = 'save', on = offer): ReceiptEvent =>
    eventOf(deed(action), undefined, false, decide(chosen(choices, on), on), on);

  it.each<[event: ReceiptEvent, choices: Choices]>([
    ['given', all('granted')],
    ['refused', all('denied')],
    ['partial', { ...all('denied'), functional: 'granted' }],
    ['partial', { ...all('granted'), marketing: 'denied' }],
    ['partial', { ...all('denied'), stats: 'granted' }],
    ['partial', { functional: 'granted' }],
    ['refused', { functional: 'denied' }],
    ['refused', { stats: 'denied' }],
  ])('%s when the first choice is %j', (event, choices) => {
    expect(eventFor(choices)).toBe(event);
  });

  it('given when all there is was granted, also where there is little', () => {
    const on: Offer = { ...offer, categories: ['functional'], services: {} };
    expect(eventFor({ functional: 'granted' }, 'save', on)).toBe('given');
    expect(eventFor({ functional: 'denied' }, 'save', on)).toBe('refused');
  });

  it('changed after one that stood, renewed after one that had to be asked again', () => {
    const decisions = decide(record, offer);
    expect(eventOf(deed('accept-all'), record, true, decisions, offer)).toBe('changed');
    expect(eventOf(deed('reject-all'), record, true, decisions, offer)).toBe('changed');
    expect(eventOf(deed('accept-all'), record, false, decisions, offer)).toBe('renewed');
  });

  it.each<[event: ReceiptEvent, action: Deed['action']]>([
    ['withdrawn', 'withdraw'],
    ['loaded-once', 'load-once'],
  ])('%s by the deed, whatever stood before', (event, action) => {
    const decisions = decide(record, offer);
    for (const before of [undefined, record])
      for (const wasDecided of [true, false])
        expect(eventOf(deed(action), before, wasDecided, decisions, offer)).toBe(event);
  });

  // A necessary service is always granted, and says nothing about the choice.
  it('refused also where the site declares necessary services', () => {
    const on: Offer = { ...offer, services: { ...offer.services, site: 'necessary' } };
    expect(eventFor(all('denied'), 'reject-all', on)).toBe('refused');
  });

  it('partial where every category was granted but one service refused', () => {
    expect(eventFor({ ...all('granted'), stats: 'denied' })).toBe('partial');
  });
});

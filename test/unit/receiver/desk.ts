import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { readConfig, type Config } from '../../../src/core/config/config.ts';
import { formatRecord } from '../../../src/core/consent/record.ts';
import { createReceipt, type Receipt } from '../../../src/core/receipt/receipt.ts';
import { createReceiver, type ReceiverOptions } from '../../../src/receiver/receiver.ts';
import { openSqlite } from '../../../src/receiver/sqlite.ts';
import type { ReceiptStore } from '../../../src/receiver/store.ts';

export const SITE = 'https://toko.contoh.co.id';
export const ENDPOINT = `${SITE}/receipts`;
export const VERSION = '1.2.3';
export const DAY = 86_400; // s
/** The time by the receiver's clock, in milliseconds since the Unix epoch. */
export const NOW = Date.UTC(2026, 10, 22, 3, 4, 5, 678);

/** A configuration as a small shop may have it. */
export const config: Config = readConfig({
  site: {
    name: 'Toko Contoh',
    controller: 'PT Contoh Indonesia',
    contact: 'privasi@contoh.co.id',
    policy: { id: 'https://contoh.co.id/privasi', en: '/en/privacy' },
  },
  languages: ['id', 'en'],
  categories: { functional: true, performance: true, marketing: false },
  services: {
    'google-analytics': true,
    'acme-chat': { category: 'functional', hosts: ['chat.acme.example'] },
  },
  consent: { days: 180, revision: '2026-11' },
}).config;

const record = {
  id: '3f0e9f6a-0c1d-4e2f-8a3b-4c5d6e7f8091',
  decidedAt: NOW / 1000 - 0.678,
  asked: [],
  categories: { functional: 'granted', performance: 'denied', marketing: 'denied' },
  services: {},
} as const;

/** A receipt as the gate makes one, each with an id of its own. */
export function receiptOf(changes: Partial<Receipt> = {}): Receipt {
  const receipt = createReceipt({
    receiptId: randomUUID(),
    prev: null,
    record,
    event: 'partial',
    decisions: {
      categories: { necessary: 'granted', ...record.categories },
      services: { 'google-analytics': 'denied', 'acme-chat': 'granted' },
      decided: true,
    },
    offer: { categories: ['functional', 'performance'], services: {}, revision: '2026-11', gpc: false },
    config,
    deed: { surface: 'notice', action: 'save', trusted: true },
    language: 'id',
    hash: '',
    now: NOW - 1_500,
    origin: SITE,
    version: VERSION,
  });
  return { ...receipt, ...changes };
}

/** The text of a consent cookie, decided so many seconds before now. */
export const cookieOf = (age: number, services: Record<string, 'granted' | 'denied'> = {}): string =>
  formatRecord({ ...record, decidedAt: Math.floor(NOW / 1000) - age, services });

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'izin-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A receiver over a real database, and what it said of its own faults. */
export interface Desk {
  readonly app: Hono;
  readonly store: ReceiptStore;
  readonly faults: unknown[];
  /** Posts a body, JSON unless it is a text already. */
  post(body: unknown, headers?: Record<string, string>, url?: string): Promise<Response>;
}

/** Opens a desk; `options` may bring a store of its own. */
export async function openDesk(options: Partial<ReceiverOptions> = {}): Promise<Desk> {
  const store = options.store ?? (await openSqlite(join(folder(), 'receipts.db')));
  onTestFinished(() => store.close());
  const faults: unknown[] = [];
  const app = createReceiver({
    version: VERSION,
    now: () => NOW,
    onFault: (fault) => faults.push(fault),
    ...options,
    store,
  });
  return {
    app,
    store,
    faults,
    async post(body, headers = {}, url = ENDPOINT) {
      return app.request(url, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'text/plain;charset=UTF-8', origin: SITE, ...headers },
      });
    },
  };
}

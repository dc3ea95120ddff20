import type { Receipt } from '../../core/receipt/receipt.ts';
import { LATEST } from '../shelf.ts';
import { config, inside } from './site.ts';
import { readShelf, shelfKeys, writeShelf } from './storage.ts';

const OUTBOX = 'izin.outbox.'; // One key a receipt: tabs that write at once lose nothing.
const ASIDE = 'izin.refused.';
const TYPE = 'text/plain;charset=UTF-8'; // No preflight that could die with the page.

const FIRST_PAUSE = 1_000; // ms
const LONGEST_PAUSE = 300_000; // ms
const PATIENCE = 10_000; // ms: an endpoint that has not answered by then is taken for dead
const MOST = 100; // receipts kept for an endpoint that never answers

let pause = FIRST_PAUSE;
let timer: ReturnType<typeof setTimeout> | undefined;
let isBusy = false;
let controller = new AbortController();

const parse = (key: string): Receipt | undefined => {
  try {
    return (JSON.parse(readShelf(key) ?? '') as Receipt | null) ?? undefined; // Ours alone is written there.
  } catch {
    return undefined;
  }
};

const undelivered = (): Receipt[] =>
  shelfKeys(OUTBOX)
    .map(parse)
    .filter((receipt) => receipt !== undefined)
    .sort((a, b) => (a.at < b.at ? -1 : 1));

const drop = ({ receiptId }: Receipt): void => writeShelf(OUTBOX + receiptId, null);

/** The latest receipt of this browser. */
export const latestReceipt = (): Receipt | undefined => parse(LATEST);

/**
 * Puts a receipt on its way. It is safe once this returns: it stays until it is acknowledged, over
 * page views and restarts, and keeps its id, so that one which arrived unheard is stored once.
 */
export function post(receipt: Receipt): void {
  const text = JSON.stringify(receipt);
  writeShelf(LATEST, text);
  if (!config.receipts.endpoint) return;
  writeShelf(OUTBOX + receipt.receiptId, text);
  undelivered().slice(0, -MOST).forEach(drop);
}

/** What delivery needs of the gate. */
export interface Postage {
  /** The hash of the notice in a language; empty where it cannot be told. */
  readonly hash: (language: string) => Promise<string>;
  /** Called after each answer: the endpoint may have written our cookie anew. */
  readonly onAnswer: () => void;
}

/** @returns How long to wait before the next try, in ms; 0 when this one is settled. */
async function deliverOne(receipt: Receipt, { hash, onAnswer }: Postage): Promise<number> {
  const { notice, language } = receipt;
  controller = new AbortController();
  const stop = setTimeout(() => controller.abort(), PATIENCE);
  try {
    const { ok, status, headers } = await inside.send(config.receipts.endpoint, {
      method: 'POST',
      keepalive: true,
      credentials: 'same-origin',
      headers: { 'content-type': TYPE },
      body: JSON.stringify({
        ...receipt,
        notice: { ...notice, hash: notice.hash || (await hash(language)) },
      }),
      signal: controller.signal,
    });
    onAnswer();
    if (!ok && (status === 408 || status === 429 || status >= 500)) {
      return Math.max(pause, Math.min(Number(headers.get('retry-after')) * 1000 || 0, LONGEST_PAUSE));
    }
    drop(receipt);
    if (ok) return 0;
    // Kept aside: it blocks no other, and is there for whoever mends the endpoint.
    writeShelf(ASIDE + receipt.receiptId, JSON.stringify(receipt));
    console.error(`izin: the endpoint refused a receipt for good (${status})`, receipt);
    return 0;
  } catch {
    return pause; // No network, or no answer.
  } finally {
    clearTimeout(stop);
  }
}

async function deliverAll(postage: Postage): Promise<void> {
  for (let next = undelivered()[0]; next; next = undelivered()[0]) {
    const wait = await deliverOne(next, postage);
    if (wait) {
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      timer = setTimeout(deliver, wait * (0.75 + Math.random() / 2), postage);
      return;
    }
    pause = FIRST_PAUSE;
  }
}

/** Tries to deliver what is left. */
export function deliver(postage: Postage): void {
  clearTimeout(timer);
  if (isBusy || !config.receipts.endpoint || !shelfKeys(OUTBOX).length) return;
  isBusy = true;
  const done = (): void => {
    isBusy = false;
  };
  // One tab at a time where the browser can say so; twice does no harm, the ids are the same.
  const locks = navigator.locks as LockManager | undefined;
  const sent = locks
    ? locks.request('izin', { ifAvailable: true }, async (lock) => {
        if (lock) await deliverAll(postage);
        else timer = setTimeout(deliver, FIRST_PAUSE, postage);
      })
    : deliverAll(postage);
  void sent.then(done, done);
}

/** Delivers when the network comes back, and says a last word when the page goes. */
export function watchPage(postage: Postage): void {
  addEventListener('pagehide', () => {
    clearTimeout(timer);
    // A request under way would keep the lock, and the lock the page out of the back/forward cache.
    controller.abort();
    // A beacon survives the page, and is no acknowledgement: the receipt stays until one comes.
    const { endpoint } = config.receipts;
    if (endpoint)
      for (const receipt of undelivered())
        inside.beacon(endpoint, new Blob([JSON.stringify(receipt)], { type: TYPE }));
  });
  addEventListener('online', () => {
    pause = FIRST_PAUSE;
    deliver(postage);
  });
}

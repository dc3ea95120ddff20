import type { Receipt } from '../core/receipt/receipt.ts';
import type { Shelf } from './storage.ts';

const OUTBOX = 'izin.outbox.'; // One key a receipt: tabs that write at once lose nothing.
const LATEST = 'izin.receipt';
const TYPE = 'text/plain;charset=UTF-8'; // No preflight that could die with the page.

const FIRST_PAUSE = 1_000; // ms
const LONGEST_PAUSE = 300_000; // ms
const PATIENCE = 10_000; // ms: an endpoint that has not answered by then is taken for dead
const MOST = 100; // receipts kept for an endpoint that never answers

/** Keeps receipts until the endpoint has them. */
export interface Outbox {
  /** Puts a receipt on its way. It is safe once this returns. */
  post(receipt: Receipt): void;
  latest(): Receipt | undefined;
  /** Tries to deliver what is left. */
  deliver(): void;
}

/** What the outbox is given. */
export interface Postage {
  readonly shelf: Shelf;
  /** Where receipts go; empty when they stay in the browser. */
  readonly endpoint: () => string;
  /** The hash of the notice in a language, as soon as it can be told. */
  readonly hash: (receipt: Receipt) => Promise<string>;
  /** Called after each answer: the endpoint may have written our cookie anew. */
  readonly onAnswer: () => void;
  /** The natives as they were before any guard. */
  readonly fetch: typeof fetch;
  readonly beacon: (url: string, body: Blob) => boolean;
}

/**
 * Opens the outbox.
 *
 * A receipt stays until it is acknowledged, over page views and restarts, and keeps its id, so that
 * one which arrived without our hearing of it is stored once. One that the endpoint refuses for good
 * is put aside and reported, and blocks no other.
 */
export function openOutbox({ shelf, endpoint, hash, onAnswer, fetch, beacon }: Postage): Outbox {
  let pause = FIRST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let controller: AbortController | undefined;

  const parse = (text: string | undefined): Receipt | undefined => {
    try {
      const receipt = JSON.parse(text ?? 'null') as Receipt | null; // Ours alone is written there.
      return receipt?.receiptId ? receipt : undefined;
    } catch {
      return undefined;
    }
  };
  const read = (): Receipt[] =>
    shelf
      .keys(OUTBOX)
      .map((key) => parse(shelf.get(key)))
      .filter((receipt) => receipt !== undefined)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
  const drop = ({ receiptId }: Receipt): void => shelf.remove(OUTBOX + receiptId);

  async function complete(receipt: Receipt): Promise<Receipt> {
    return receipt.notice.hash
      ? receipt
      : { ...receipt, notice: { ...receipt.notice, hash: await hash(receipt).catch(() => '') } };
  }

  /** @returns How long to wait before the next try, in ms; 0 when this one is settled. */
  async function send(receipt: Receipt): Promise<number> {
    controller = new AbortController();
    const { signal } = controller;
    const stop = setTimeout(() => controller?.abort(), PATIENCE);
    try {
      const { ok, status, headers } = await fetch(endpoint(), {
        method: 'POST',
        keepalive: true,
        credentials: 'same-origin',
        headers: { 'content-type': TYPE },
        body: JSON.stringify(await complete(receipt)),
        signal,
      });
      onAnswer();
      if (!ok && (status === 408 || status === 429 || status >= 500)) {
        const after = Number(headers.get('retry-after')) * 1000;
        return Math.max(pause, Math.min(after || 0, LONGEST_PAUSE));
      }
      drop(receipt);
      if (!ok) console.error(`izin: ${endpoint()} refused a receipt for good (${status})`, receipt);
      return 0;
    } catch {
      return pause; // No network, or no answer.
    } finally {
      clearTimeout(stop);
    }
  }

  async function sendAll(): Promise<void> {
    for (let next = read()[0]; next && endpoint(); next = read()[0]) {
      const wait = await send(next);
      if (wait) {
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        timer = setTimeout(deliver, wait * (0.75 + Math.random() / 2));
        return;
      }
      pause = FIRST_PAUSE;
    }
  }

  function deliver(): void {
    clearTimeout(timer);
    if (isBusy || !endpoint() || !read().length) return;
    isBusy = true;
    const done = (): void => {
      isBusy = false;
    };
    // One tab at a time where the browser can say so; twice does no harm, the ids are the same.
    const locks = navigator.locks as LockManager | undefined;
    const sent = locks
      ? locks.request('izin', { ifAvailable: true }, async (lock) => {
          if (lock) await sendAll();
          else timer = setTimeout(deliver, LONGEST_PAUSE / 30);
        })
      : sendAll();
    void sent.then(done, done);
  }

  // A beacon survives the page, and is no acknowledgement: the receipt stays until one comes.
  addEventListener('pagehide', () => {
    clearTimeout(timer);
    // A request under way would keep the lock, and the lock the page out of the back/forward cache.
    controller?.abort();
    if (!endpoint()) return;
    for (const receipt of read()) beacon(endpoint(), new Blob([JSON.stringify(receipt)], { type: TYPE }));
  });
  addEventListener('online', () => {
    pause = FIRST_PAUSE;
    deliver();
  });

  return {
    post(receipt) {
      shelf.set(LATEST, JSON.stringify(receipt));
      if (!endpoint()) return;
      shelf.set(OUTBOX + receipt.receiptId, JSON.stringify(receipt));
      for (const old of read().slice(0, -MOST)) drop(old);
    },
    latest: () => parse(shelf.get(LATEST)),
    deliver,
  };
}

import { show } from '../core/errors.ts';
import { canonical } from '../core/receipt/canonical.ts';
import type { Receipt } from '../core/receipt/receipt.ts';
import { readJson } from './body.ts';
import type { Caller } from './caller.ts';
import type { Notices } from './notices.ts';
import { Refusal } from './refusal.ts';
import { readReceipt } from './schema.ts';
import type { ReceiptStore, StoredReceipt } from './store.ts';

/** How long a browser should wait before it tries again, in seconds. */
const RETRY_AFTER = 30;

/** What delivering needs from its surroundings. */
export interface Depot {
  readonly store: ReceiptStore;
  readonly notices: Notices;
  /** The current time, in milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * Takes one receipt in: once it returns, the receipt is stored, now or before.
 *
 * @throws {Refusal} When the request is at fault (4xx), or the store is (503).
 */
export async function deliver(request: Request, caller: Caller, depot: Depot): Promise<void> {
  const read = readReceipt(await readJson(request));
  if (!('receiptId' in read)) throw new Refusal(422, 'not a receipt', { problems: read });
  if (caller.origin !== undefined && read.site !== caller.origin) {
    const problem = {
      path: 'site',
      found: show(read.site),
      expected: 'the origin of the page that sends it',
    };
    throw new Refusal(422, 'not a receipt of this site', { problems: [problem] });
  }
  const entry = entryOf(read, depot);
  const earlier = await keep(entry, depot).catch((cause: unknown) => {
    const headers = { 'retry-after': String(RETRY_AFTER) };
    throw new Refusal(503, 'receipts cannot be stored right now', { headers, cause });
  });
  if (earlier && !isRetry(earlier, read)) {
    throw new Refusal(409, 'another receipt has been stored under this receiptId');
  }
}

function entryOf(receipt: Receipt, { notices, now }: Depot): StoredReceipt {
  const receivedAt = new Date(now()).toISOString();
  const hash = receipt.notice.hash ? undefined : notices.hashOf(receipt);
  if (!hash) return { receipt, receivedAt, hashFilled: false };
  return { receipt: withHash(receipt, hash), receivedAt, hashFilled: true };
}

/** @returns What was stored under its id before, if anything was. */
async function keep(entry: StoredReceipt, { store, notices }: Depot): Promise<StoredReceipt | undefined> {
  const { hash } = entry.receipt.notice;
  const document = notices.documents.get(hash);
  // The notice goes first, so that no receipt ever refers to one of ours that is lost: the
  // configuration of tomorrow no longer tells what was shown today.
  if (document !== undefined && (await store.notice(hash)) === undefined)
    await store.keepNotice(hash, document);
  const answer = await store.append(entry);
  return answer === 'known' ? store.get(entry.receipt.receiptId) : undefined;
}

/**
 * Tells a receipt sent again from another one under the same id.
 *
 * A browser may learn the hash of its notice between two attempts, and the receiver may have filled
 * it in meanwhile; two hashes that browsers sent must agree.
 */
function isRetry(earlier: StoredReceipt, receipt: Receipt): boolean {
  const theirs = receipt.notice.hash;
  const ours = earlier.hashFilled ? '' : earlier.receipt.notice.hash;
  const agree = !ours || !theirs || ours === theirs;
  return agree && canonical(withHash(earlier.receipt, '')) === canonical(withHash(receipt, ''));
}

const withHash = (receipt: Receipt, hash: string): Receipt => ({
  ...receipt,
  notice: { ...receipt.notice, hash },
});

import type { Receipt } from '../core/receipt/receipt.ts';

/** A receipt as it is kept, with what only the receiver can say about it. */
export interface StoredReceipt {
  readonly receipt: Receipt;
  /** RFC 3339, UTC, by the receiver's clock: `receipt.at` comes from a clock nobody checks. */
  readonly receivedAt: string;
  /** The receiver computed `notice.hash`, from its own configuration; the browser had none to send. */
  readonly hashFilled: boolean;
}

/** Which part of the receipts to read. */
export interface Page {
  /** How many at most. */
  readonly limit: number;
  /** Start below this receipt, by id; an unknown one gives nothing. */
  readonly before?: string | undefined;
}

/**
 * Keeps receipts and the notices they refer to. It only ever adds.
 *
 * Each method rejects when the storage fails; nothing is acknowledged that a power cut could undo.
 */
export interface ReceiptStore {
  /**
   * Adds a receipt, unless there is one of the same `receiptId`: that one stays as it is.
   *
   * @returns Once it is on disk.
   */
  append(entry: StoredReceipt): Promise<'stored' | 'known'>;
  get(receiptId: string): Promise<StoredReceipt | undefined>;
  /** Newest first, in the order in which they arrived. */
  list(page: Page): Promise<readonly StoredReceipt[]>;
  count(): Promise<number>;
  /** Adds the canonical text of a notice document under its hash; known ones stay as they are. */
  keepNotice(hash: string, document: string): Promise<void>;
  /** The canonical text of a notice document. */
  notice(hash: string): Promise<string | undefined>;
  /** Rejects unless a receipt could be stored right now. */
  healthy(): Promise<void>;
  /** Finishes what was begun. Calling it again does nothing. */
  close(): Promise<void>;
}

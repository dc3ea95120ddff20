/** `izin/receiver`: the endpoint that keeps receipts, for servers of one's own. */
export { createReceiver, type ReceiverOptions } from './receiver.ts';
export { openSqlite } from './sqlite.ts';
export type { ReceiptStore, StoredReceipt } from './store.ts';

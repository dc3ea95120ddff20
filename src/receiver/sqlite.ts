import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type Libsql from 'libsql';
import { canonical } from '../core/receipt/canonical.ts';
import { createBatch } from './batch.ts';
import { migrate } from './migrate.ts';
import type { ReceiptStore, StoredReceipt } from './store.ts';

/** How long to wait for another process that is writing, in milliseconds. Nothing else runs meanwhile. */
const BUSY = 2_000;

const INSERT = `INSERT INTO receipts (receipt_id, received_at, hash_filled, receipt)
  VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`;
const COLUMNS = 'receipt, received_at AS receivedAt, hash_filled AS hashFilled';

/**
 * Opens a database of receipts, and creates it with its folder where there is none.
 *
 * @param path - A file, or `:memory:` for tests.
 * @param load - Brings the package, which sites that keep receipts elsewhere do not install.
 * @throws {Error} When libsql is missing, or the file is no database of ours.
 */
export async function openSqlite(
  path: string,
  load: () => Promise<{ default: typeof Libsql }> = () => import('libsql'),
): Promise<ReceiptStore> {
  const { default: Database } = await load().catch((cause: unknown) => {
    throw new Error('izin receive needs the package libsql: npm install libsql', { cause });
  });
  const file = path === ':memory:' ? undefined : resolve(path);
  try {
    if (file) createPrivately(file);
    const db = new Database(file ?? path, { timeout: BUSY });
    // FULL: a 2xx makes the browser forget its copy, so the receipt must be on disk by then. Under
    // WAL, NORMAL may lose the last commits in a power cut (sqlite.org/pragma.html#pragma_synchronous).
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(db);
    return createStore(db, file);
  } catch (cause) {
    throw new Error(`cannot open ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** Receipts are pseudonymous data about visitors: other accounts of the machine need not read them. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600)); // SQLite gives its -wal and -shm files the mode of this one.
}

function createStore(db: Libsql.Database, file: string | undefined): ReceiptStore {
  const identity = file && identityOf(file);
  let open = true;

  function assertUsable(): void {
    if (!open) throw new Error('the database is closed');
    // SQLite would go on writing to a file that has been deleted or replaced, for nobody to read.
    if (file && identityOf(file) !== identity) throw new Error(`${file} was deleted or replaced`);
  }

  const batch = createBatch((entries: readonly StoredReceipt[]) => {
    assertUsable();
    db.exec('BEGIN IMMEDIATE');
    try {
      const insert = db.prepare(INSERT);
      const answers = entries.map(({ receipt, receivedAt, hashFilled }) => {
        const row = [receipt.receiptId, receivedAt, Number(hashFilled), canonical(receipt)];
        return insert.run(...row).changes ? 'stored' : 'known';
      });
      db.exec('COMMIT');
      return answers;
    } catch (fault) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw fault;
    }
  });

  function rows(sql: string, ...values: readonly (string | number)[]): Record<string, unknown>[] {
    assertUsable();
    return db.prepare(sql).all(...values) as Record<string, unknown>[];
  }

  return {
    append: batch.add,
    async get(receiptId) {
      return rows(`SELECT ${COLUMNS} FROM receipts WHERE receipt_id = ?`, receiptId).map(entryOf)[0];
    },
    async list({ limit, before }) {
      const newest = 'ORDER BY sequence DESC LIMIT ?';
      const found =
        before === undefined
          ? rows(`SELECT ${COLUMNS} FROM receipts ${newest}`, limit)
          : rows(
              `SELECT ${COLUMNS} FROM receipts
              WHERE sequence < (SELECT sequence FROM receipts WHERE receipt_id = ?) ${newest}`,
              before,
              limit,
            );
      return found.map(entryOf);
    },
    async count() {
      return Number(rows('SELECT count(*) AS receipts FROM receipts')[0]?.['receipts']);
    },
    async keepNotice(hash, document) {
      assertUsable();
      db.prepare('INSERT INTO notices (hash, document) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
        hash,
        document,
      );
    },
    async notice(hash) {
      const document = rows('SELECT document FROM notices WHERE hash = ?', hash)[0]?.['document'];
      return typeof document === 'string' ? document : undefined;
    },
    async healthy() {
      assertUsable();
      db.exec('BEGIN IMMEDIATE'); // Takes the lock for writing, which a read-only or stuck database refuses.
      try {
        rows('SELECT 1 FROM receipts LIMIT 1');
      } finally {
        db.exec('ROLLBACK');
      }
    },
    async close() {
      if (!open) return;
      batch.flush();
      open = false;
      // libsql leaves the -wal file behind; this way a copy of the main file alone is whole.
      db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      db.close();
    },
  };
}

/** Tells files apart, not names: another file may have taken the name. */
function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** A parsed boundary: `append` alone writes these rows, from checked receipts. */
const entryOf = (row: Record<string, unknown>): StoredReceipt => ({
  receipt: JSON.parse(String(row['receipt'])) as StoredReceipt['receipt'],
  receivedAt: String(row['receivedAt']),
  hashFilled: row['hashFilled'] === 1,
});

import type Libsql from 'libsql';

/**
 * The steps from an empty file to today's tables; `user_version` counts those taken. Add to the end.
 *
 * No trigger refuses DELETE: receipts must not be kept longer than they are needed (GDPR, article
 * 5(1)(e); UU 27/2022, article 16(2)(g)), so a command that ends their retention will come.
 */
const STEPS = [
  `CREATE TABLE receipts (
    sequence INTEGER PRIMARY KEY,
    receipt_id TEXT NOT NULL UNIQUE,
    received_at TEXT NOT NULL,
    hash_filled INTEGER NOT NULL,
    receipt TEXT NOT NULL
  ) STRICT;
  CREATE TABLE notices (hash TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  CREATE TRIGGER receipts_stand BEFORE UPDATE ON receipts
    BEGIN SELECT RAISE(ABORT, 'receipts are never changed'); END;
  CREATE TRIGGER notices_stand BEFORE UPDATE ON notices
    BEGIN SELECT RAISE(ABORT, 'notices are never changed'); END;`,
];

/**
 * Brings the tables up to date.
 *
 * @throws {Error} When the file belongs to another program, or to a newer Izin.
 */
export function migrate(db: Libsql.Database): void {
  db.exec('BEGIN IMMEDIATE'); // Two receivers may start on one new file.
  try {
    const done = first(db, 'SELECT user_version AS number FROM pragma_user_version');
    const tables = first(db, 'SELECT count(*) AS number FROM sqlite_schema');
    if (done > STEPS.length) {
      throw new Error(
        `found schema version ${done}, expected at most ${STEPS.length}: it belongs to a newer Izin`,
      );
    }
    if (!done && tables)
      throw new Error('found tables of another program, expected receipts or an empty file');
    for (const step of STEPS.slice(done)) db.exec(step);
    db.exec(`PRAGMA user_version = ${STEPS.length}`);
    db.exec('COMMIT');
  } catch (fault) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw fault;
  }
}

function first(db: Libsql.Database, sql: string): number {
  const row = db.prepare(sql).get();
  return row && typeof row === 'object' && 'number' in row ? Number(row.number) : 0;
}

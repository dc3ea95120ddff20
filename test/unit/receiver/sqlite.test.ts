import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/receiver/sqlite.ts';
import type { StoredReceipt } from '../../../src/receiver/store.ts';
import { folder, receiptOf } from './desk.ts';

const entryOf = (hashFilled = false): StoredReceipt => ({
  receipt: receiptOf(),
  receivedAt: '2026-11-22T03:04:05.678Z',
  hashFilled,
});

async function open(path = join(folder(), 'receipts.db')) {
  const store = await openSqlite(path);
  onTestFinished(() => store.close());
  return store;
}

it('gives back exactly what it was given', async () => {
  const store = await open();
  const entry = entryOf(true);
  expect(await store.append(entry)).toBe('stored');
  expect(await store.get(entry.receipt.receiptId)).toEqual(entry);
  expect(await store.get('nobody')).toBeUndefined();
});

it('keeps the first of two receipts with one id, also within one commit', async () => {
  const store = await open();
  const first = entryOf();
  const second = { ...first, receivedAt: '2026-12-01T00:00:00.000Z' };
  expect(await Promise.all([store.append(first), store.append(second)])).toEqual(['stored', 'known']);
  expect(await store.append(second)).toBe('known');
  expect(await store.count()).toBe(1);
  expect(await store.get(first.receipt.receiptId)).toEqual(first);
});

it('lists the newest first, page by page', async () => {
  const store = await open();
  const entries = [entryOf(), entryOf(), entryOf(), entryOf(), entryOf()];
  for (const entry of entries) await store.append(entry);
  const ids = entries.map(({ receipt }) => receipt.receiptId).reverse();
  const page = async (before?: string) =>
    (await store.list({ limit: 2, before })).map(({ receipt }) => receipt.receiptId);
  expect(await page()).toEqual(ids.slice(0, 2));
  expect(await page(ids[1])).toEqual(ids.slice(2, 4));
  expect(await page(ids[3])).toEqual(ids.slice(4));
  expect(await page(ids[4])).toEqual([]);
  expect(await page('nobody')).toEqual([]);
});

it('keeps everything over a restart, in a folder that it makes', async () => {
  const path = join(folder(), 'a', 'b', 'receipts.db');
  const store = await openSqlite(path);
  const entries = Array.from({ length: 450 }, () => entryOf());
  const answers = await Promise.all(entries.map((entry) => store.append(entry)));
  expect(new Set(answers)).toEqual(new Set(['stored']));
  await store.keepNotice('sha256-x', '{}');
  await store.close();
  const again = await open(path);
  expect(await again.count()).toBe(450);
  expect(await again.notice('sha256-x')).toBe('{}');
  expect(await again.notice('sha256-y')).toBeUndefined();
});

it('finishes what was begun when it is closed, and takes nothing afterwards', async () => {
  const path = join(folder(), 'receipts.db');
  const store = await openSqlite(path);
  const begun = store.append(entryOf());
  await store.close();
  await store.close();
  expect(await begun).toBe('stored');
  await expect(store.append(entryOf())).rejects.toThrow('the database is closed');
  await expect(store.healthy()).rejects.toThrow('the database is closed');
  expect(await (await open(path)).count()).toBe(1);
});

it('leaves everything in the one file when it is closed, so that a copy of it is whole', async () => {
  const path = join(folder(), 'receipts.db');
  const store = await openSqlite(path);
  await store.append(entryOf());
  await store.close();
  rmSync(`${path}-wal`, { force: true });
  rmSync(`${path}-shm`, { force: true });
  expect(await (await open(path)).count()).toBe(1);
});

it('has each receipt on disk before it answers: WAL, synchronous FULL', async () => {
  const statements: string[] = [];
  const opened: InstanceType<typeof Database>[] = [];
  class Watched extends Database {
    constructor(...args: ConstructorParameters<typeof Database>) {
      super(...args);
      opened.push(this);
    }
    override exec(sql: string): this {
      statements.push(sql);
      return super.exec(sql);
    }
  }
  const store = await openSqlite(join(folder(), 'receipts.db'), async () => ({
    default: Watched as typeof Database,
  }));
  onTestFinished(() => store.close());
  const [db] = opened;
  expect(db?.pragma('synchronous')).toEqual([{ synchronous: 2 }]);
  expect(db?.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  statements.length = 0;
  await store.append(entryOf());
  expect(statements).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
});

it('writes one commit for what arrives together, and none of it when that fails', async () => {
  const store = await open(':memory:');
  const broken = { ...entryOf(), receivedAt: null } as unknown as StoredReceipt; // NOT NULL refuses it.
  const answers = await Promise.allSettled([store.append(entryOf()), store.append(broken)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await store.count()).toBe(0);
  expect(await store.append(entryOf())).toBe('stored');
});

it.each(['receipts', 'notices'])('never changes a row of %s, whoever asks', async (table) => {
  const path = join(folder(), 'receipts.db');
  const store = await open(path);
  await store.append(entryOf());
  await store.keepNotice('sha256-x', '{}');
  const column = table === 'receipts' ? 'receipt' : 'document';
  const stranger = new Database(path);
  onTestFinished(() => void stranger.close());
  expect(() => stranger.exec(`UPDATE ${table} SET ${column} = 'forged'`)).toThrow(
    `${table} are never changed`,
  );
});

it('is made for the eyes of one account', async () => {
  const path = join(folder(), 'receipts.db');
  await (await open(path)).append(entryOf());
  for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o077).toBe(0);
});

it('takes text as text, whatever it looks like', async () => {
  const store = await open();
  const entry = entryOf();
  const name = `Robert'); DROP TABLE receipts; --`;
  const odd = { ...entry, receipt: { ...entry.receipt, controller: { name, contact: '' } } };
  await store.append(odd);
  expect(await store.get(entry.receipt.receiptId)).toEqual(odd);
  expect(await store.get(`' OR 1=1 --`)).toBeUndefined();
});

it.each([
  ['deleted', (path: string) => rmSync(path)],
  ['replaced', (path: string) => (renameSync(path, `${path}.old`), writeFileSync(path, ''))],
])('says so when its file was %s, and acknowledges nothing', async (_, harm) => {
  const path = join(folder(), 'receipts.db');
  const store = await open(path);
  await store.healthy();
  harm(path);
  await expect(store.append(entryOf())).rejects.toThrow('was deleted or replaced');
  await expect(store.healthy()).rejects.toThrow('was deleted or replaced');
});

it('waits for another writer, but not for ever', async () => {
  const path = join(folder(), 'receipts.db');
  const store = await open(path);
  const other = new Database(path);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  await expect(store.append(entryOf())).rejects.toThrow('database is locked');
  other.exec('ROLLBACK');
  expect(await store.append(entryOf())).toBe('stored');
});

it('lets two receivers share one file', async () => {
  const path = join(folder(), 'receipts.db');
  const [one, two] = [await open(path), await open(path)];
  const entry = entryOf();
  expect((await Promise.all([one.append(entry), two.append(entry)])).sort()).toEqual(['known', 'stored']);
  expect(await one.count()).toBe(1);
});

it('says which package is missing and how to install it', async () => {
  const missing = openSqlite(':memory:', () => Promise.reject(new Error("Cannot find package 'libsql'")));
  await expect(missing).rejects.toThrow('izin receive needs the package libsql: npm install libsql');
});

it('refuses files that are not its own', async () => {
  const home = folder();
  const junk = join(home, 'junk.db');
  writeFileSync(junk, 'no database at all '.repeat(100));
  await expect(openSqlite(junk)).rejects.toThrow(`cannot open ${junk}: file is not a database`);

  const foreign = join(home, 'foreign.db');
  const program = new Database(foreign);
  program.exec('CREATE TABLE orders (id INTEGER)');
  program.close();
  await expect(openSqlite(foreign)).rejects.toThrow('found tables of another program');

  const newer = join(home, 'newer.db');
  const future = new Database(newer);
  future.exec('PRAGMA user_version = 99');
  future.close();
  await expect(openSqlite(newer)).rejects.toThrow('found schema version 99, expected at most 1');

  mkdirSync(join(home, 'dir.db'));
  await expect(openSqlite(join(home, 'dir.db'))).rejects.toThrow('cannot open');
});

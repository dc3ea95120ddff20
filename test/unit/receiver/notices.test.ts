import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../../src/core/config/config.ts';
import { canonical } from '../../../src/core/receipt/canonical.ts';
import { noticeDocument } from '../../../src/core/receipt/notice.ts';
import { openSqlite } from '../../../src/receiver/sqlite.ts';
import { SITE, VERSION, config, folder, openDesk, receiptOf } from './desk.ts';

const documentIn = (language: string) => canonical(noticeDocument(config, language, VERSION));
const digest = (text: string) => createHash('sha256').update(text);
const hashIn = (language: string) => `sha256-${digest(documentIn(language)).digest('base64')}`;
const pathIn = (language: string) => `${SITE}/notices/${digest(documentIn(language)).digest('base64url')}`;

it.each(['id', 'en'])('fills in the hash of the notice that was shown in %s', async (language) => {
  const { post, store } = await openDesk({ config });
  const receipt = receiptOf({ language });
  expect((await post(receipt)).status).toBe(204);
  const stored = await store.get(receipt.receiptId);
  expect(stored?.receipt).toEqual({ ...receipt, notice: { ...receipt.notice, hash: hashIn(language) } });
  expect(stored?.hashFilled).toBe(true);
});

it('takes the same receipt again, whether its page knows the hash by now, another, or none', async () => {
  const { post, store } = await openDesk({ config });
  const receipt = receiptOf();
  const other = `sha256-${digest('other').digest('base64')}`;
  for (const hash of ['', hashIn('id'), other, '']) {
    expect((await post({ ...receipt, notice: { ...receipt.notice, hash } })).status).toBe(204);
  }
  expect((await store.get(receipt.receiptId))?.receipt.notice.hash).toBe(hashIn('id'));
  expect(await store.count()).toBe(1);
});

it('leaves the hash of the browser alone', async () => {
  const { post, store } = await openDesk({ config });
  const receipt = receiptOf();
  const notice = { ...receipt.notice, hash: `sha256-${digest('older').digest('base64')}` };
  await post({ ...receipt, notice });
  const stored = await store.get(receipt.receiptId);
  expect([stored?.receipt.notice, stored?.hashFilled]).toEqual([notice, false]);
});

const { notice } = receiptOf();

it.each([
  ['another revision', { notice: { ...notice, version: '2025-01' } }],
  ['another version of Izin', { agent: { name: 'izin' as const, version: '0.9.0' } }],
  ['other categories', { shown: ['necessary', 'functional', 'marketing'] as const }],
  ['fewer categories', { shown: ['necessary', 'functional'] as const }],
  ['a language that is not offered', { language: 'fr' }],
])('fills in nothing for %s: that notice it cannot know', async (_, changes) => {
  const { post, store } = await openDesk({ config });
  const receipt = receiptOf(changes);
  expect((await post(receipt)).status).toBe(204);
  expect(await store.get(receipt.receiptId)).toMatchObject({ receipt, hashFilled: false });
});

it('serves each notice under its hash: the very bytes that were hashed', async () => {
  const { app } = await openDesk({ config });
  for (const language of ['id', 'en']) {
    const response = await app.request(pathIn(language));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const text = await response.text();
    expect(`sha256-${digest(text).digest('base64')}`).toBe(hashIn(language));
    expect(JSON.parse(text)).toMatchObject({ schema: 'urn:izin:notice:1', language, izin: VERSION });
  }
});

it('goes on serving the notice of a receipt after the configuration has changed', async () => {
  const path = join(folder(), 'receipts.db');
  const before = await openDesk({ config, store: await openSqlite(path) });
  await before.post(receiptOf());
  await before.store.close();

  const changed = readConfig({ site: { name: 'Another name' }, languages: ['en'] }).config;
  const after = await openDesk({ config: changed, store: await openSqlite(path) });
  const response = await after.app.request(pathIn('id'));
  expect([response.status, await response.text()]).toEqual([200, documentIn('id')]);
});

it('keeps the notice too when the browser names it', async () => {
  const { post, store } = await openDesk({ config });
  const receipt = receiptOf({ language: 'en' });
  await post({ ...receipt, notice: { ...receipt.notice, hash: hashIn('en') } });
  expect(await store.notice(hashIn('en'))).toBe(documentIn('en'));
});

it.each(['A'.repeat(43), 'A'.repeat(42), '../receipts.db', '%2e%2e%2fetc', '__proto__', ''])(
  'has no notice at %j',
  async (segment) => {
    const { app } = await openDesk({ config });
    const response = await app.request(`${SITE}/notices/${segment}`);
    expect(response.status).toBe(404);
  },
);

it('lets nobody write a notice', async () => {
  const { app } = await openDesk({ config });
  const response = await app.request(pathIn('id'), { method: 'PUT', body: '{}' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

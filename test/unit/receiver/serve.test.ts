import { once, EventEmitter } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serveReceiver, type Serving } from '../../../src/receiver/serve.ts';
import { openSqlite } from '../../../src/receiver/sqlite.ts';
import { VERSION, folder, receiptOf } from './desk.ts';

interface Served extends Serving {
  readonly db: string;
  readonly signals: EventEmitter;
}

async function serve(): Promise<Served> {
  const db = join(folder(), 'receipts.db');
  const signals = new EventEmitter();
  const serving = await serveReceiver({ db, signals, version: VERSION, host: '127.0.0.1', port: 0 });
  onTestFinished(() => serving.close());
  return { ...serving, db, signals };
}

/** Begins a POST in chunks, so that it can be finished later. */
function begin(url: string): ClientRequest {
  const post = request(`${url}/receipts`, { method: 'POST', headers: { 'content-type': 'text/plain' } });
  post.flushHeaders();
  return post;
}

async function answerTo(post: ClientRequest): Promise<number | undefined> {
  const [response]: IncomingMessage[] = await once(post, 'response');
  response?.resume();
  return response?.statusCode;
}

it('takes receipts over HTTP, and tells where it listens', async () => {
  const { url } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const receipt = receiptOf();
  const response = await fetch(`${url}/receipts`, { method: 'POST', body: JSON.stringify(receipt) });
  expect(response.status).toBe(204);
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });
});

it('cuts off a body in chunks that has no end', async () => {
  const { url } = await serve();
  const post = begin(url);
  post.on('error', () => undefined); // The connection may be gone before all is written.
  const answer = answerTo(post);
  for (let i = 0; i < 64; i++) post.write('x'.repeat(1024));
  expect(await answer).toBe(413);
  post.destroy();
});

it.each(['SIGINT', 'SIGTERM'])(
  'finishes what was begun when %s comes, and closes the database',
  async (signal) => {
    const { url, db, signals, closed } = await serve();
    const receipt = receiptOf();
    const text = JSON.stringify(receipt);
    const idle = await fetch(`${url}/healthz`); // Leaves a connection that is kept alive.
    await idle.text();
    const post = begin(url);
    post.write(text.slice(0, 100));
    await expect.poll(async () => (await fetch(`${url}/healthz`)).status).toBe(200);

    signals.emit(signal);
    await expect
      .poll(() =>
        fetch(`${url}/healthz`).then(
          () => 'open',
          () => 'shut',
        ),
      )
      .toBe('shut');
    const answer = answerTo(post);
    post.end(text.slice(100));
    expect(await answer).toBe(204);
    const answered = performance.now();
    await closed;
    expect(performance.now() - answered).toBeLessThan(3_000); // Not the 5 s that Node keeps connections alive.

    expect(signals.eventNames()).toEqual([]);
    const store = await openSqlite(db);
    expect(await store.get(receipt.receiptId)).toBeDefined();
    await store.close();
  },
);

it('can be closed twice', async () => {
  const { close, closed } = await serve();
  await Promise.all([close(), close()]);
  await closed;
  await close();
});

it('says when the port is taken, and listens to no signal then', async () => {
  const { url } = await serve();
  const port = Number(new URL(url).port);
  const signals = new EventEmitter();
  const second = serveReceiver({ db: ':memory:', signals, version: VERSION, host: '127.0.0.1', port });
  await expect(second).rejects.toThrow(`cannot listen on 127.0.0.1:${port}: listen EADDRINUSE`);
  expect(signals.eventNames()).toEqual([]);
});

it('leaves the globals of its host alone', async () => {
  const before = [globalThis.Request, globalThis.Response];
  await serve();
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/core/config/config.ts';
import { createReceiver } from '../../src/receiver/receiver.ts';
import { openSqlite } from '../../src/receiver/sqlite.ts';
import type { Answer } from './answers.ts';
import type { Receipt } from './izin.ts';

/** The site's own receiver, with a database that nobody else has. */
export interface Receiving {
  /** Hands a request to the receiver, as a proxy on the site's host would. */
  readonly answer: Answer;
  /** Every receipt in the database, the oldest first. */
  receipts(): Promise<readonly Receipt[]>;
  /** The notice document with this hash, if what is served under it has it. */
  notice(hash: string): Promise<unknown>;
  close(): Promise<void>;
}

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Starts a receiver in this process. */
export async function startReceiver(site: unknown): Promise<Receiving> {
  const store = await openSqlite(':memory:');
  const { config } = readConfig(site);
  const app = createReceiver({ store, version, config, onFault: (fault) => console.error(fault) });
  return {
    async answer({ method, scheme, host, path, headers, body }, response) {
      const request = new Request(`${scheme}://${host}${path}`, {
        method,
        headers: Object.entries(headers).filter(
          (header): header is [string, string] => typeof header[1] === 'string',
        ),
        ...(method === 'POST' && { body }),
      });
      const answer = await app.fetch(request);
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    },
    async receipts() {
      const found = await store.list({ limit: 1000 });
      return found.map(({ receipt }) => receipt).toReversed();
    },
    async notice(hash) {
      const segment = hash.replace('sha256-', '').replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
      const answer = await app.fetch(new Request(`https://toko.test/izin/notices/${segment}`));
      const document = await answer.text();
      const digest = createHash('sha256').update(document).digest('base64');
      return answer.ok && hash === `sha256-${digest}` ? JSON.parse(document) : undefined;
    },
    close: () => store.close(),
  };
}

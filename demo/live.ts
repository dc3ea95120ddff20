import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Config } from '../src/core/config/config.ts';
import type { ReceiptStore, StoredReceipt } from '../src/receiver/store.ts';
import type { Hit, Recording } from './record.ts';
import { HOST_OF } from './third-parties.ts';

/** A third party's product, as the live page lists it. */
interface ListedService {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly host: string;
}

/** What the live page is told each time something changes. */
interface LiveState {
  readonly services: readonly ListedService[];
  readonly hits: readonly Hit[];
  readonly stored: number;
  readonly receipts: readonly StoredReceipt[];
}

/** What the live page needs from its surroundings. */
export interface LiveOptions {
  /** The folder of the repository. */
  readonly root: string;
  readonly config: Config;
  readonly recording: Recording;
  readonly store: ReceiptStore;
}

const PAUSE = 150; // ms between two messages at least: an accepted page makes dozens of requests.
const SHOWN_RECEIPTS = 50;

/** The live page's own endpoints, and a way to say that a receipt has come in. */
export interface Live {
  readonly app: Hono;
  receiptsChanged(): void;
}

/** Makes the endpoints behind the live page: `GET /arus`, its event stream, and `DELETE /catatan`. */
export async function createLive({ root, config, recording, store }: LiveOptions): Promise<Live> {
  const services = await listServices(root, config);
  const listeners = new Set<() => void>();
  recording.subscribe(() => listeners.forEach((listener) => listener()));

  const readState = async (): Promise<LiveState> => ({
    services,
    hits: recording.hits(),
    stored: await store.count(),
    receipts: await store.list({ limit: SHOWN_RECEIPTS }),
  });

  const app = new Hono();
  app.get('/arus', (c) =>
    streamSSE(c, async (stream) => {
      let wake: () => void = () => undefined;
      let isStale = true;
      const changed = (): void => {
        isStale = true;
        wake();
      };
      listeners.add(changed);
      stream.onAbort(() => {
        listeners.delete(changed);
        wake();
      });
      while (!stream.aborted) {
        if (isStale) {
          isStale = false;
          await stream.writeSSE({ data: JSON.stringify(await readState()) });
          await stream.sleep(PAUSE);
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    }),
  );
  // A page of another origin cannot send DELETE here without a preflight, which nothing answers.
  app.delete('/catatan', (c) => {
    recording.clear();
    return c.body(null, 204);
  });
  return { app, receiptsChanged: () => listeners.forEach((listener) => listener()) };
}

/** Lists the third parties that the configuration declares; what it leaves out the catalogue knows. */
async function listServices(root: string, config: Config): Promise<ListedService[]> {
  const declared = Object.entries(config.services).flatMap(([id, entry]) => {
    const host = HOST_OF.get(id);
    return host === undefined ? [] : [{ id, host, entry: typeof entry === 'object' ? entry : undefined }];
  });
  return Promise.all(
    declared.map(async ({ id, host, entry }) => {
      const known = await readCatalogued(root, id);
      return {
        id,
        host,
        name: entry?.name || known.name || id,
        category: entry?.category ?? known.category ?? 'unclassified',
      };
    }),
  );
}

async function readCatalogued(root: string, id: string): Promise<{ name?: string; category?: string }> {
  const file = join(root, 'src/core/catalogue/services', `${id}.json`);
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return JSON.parse(text) as { name?: string; category?: string };
}

/**
 * The demo: a small shop, Toko Nusantara, and the third parties of its tags, all on one loopback port.
 *
 * Browsers resolve every `*.localhost` to this machine, so each third party has a host of its own and
 * is as foreign to the shop as on the real web, yet nothing leaves the machine:
 *
 * - `toko.localhost` is the shop: pages from `demo/site`, the gate under `/izin`, as `izin build` writes it, the
 *   receiver at `/izin/receipts`, and a live page at `/langsung` and `/en/live`;
 * - the other hosts are third parties (`third-parties.ts`): each answers for itself, and what reaches
 *   it is recorded for the live page;
 * - `localhost` itself leads to the shop.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { bake } from '../src/build/bake.ts';
import { describe } from '../src/core/errors.ts';
import { createReceiver } from '../src/receiver/receiver.ts';
import { openSqlite } from '../src/receiver/sqlite.ts';
import { WRITTEN_PORT } from './files.ts';
import { createLive } from './live.ts';
import { createRecording } from './record.ts';
import { createShop } from './shop.ts';
import { createThirdParties } from './third-parties.ts';

/** What the demo is started with. */
export interface DemoOptions {
  /** The first port to try; when it is taken, the next free one is used. 0 takes any. */
  readonly port?: number;
  /** The file of receipts, or `:memory:`. */
  readonly db?: string;
  /** The folder of the repository. */
  readonly root?: string;
}

/** The demo, listening. */
export interface Demo {
  /** The shop's address, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

const SHOP = 'toko.localhost';
const RECORDED = 500; // requests
const TRIES = 20; // ports

/**
 * Starts the demo on the loopback interface.
 *
 * @throws {Error} When the database cannot be opened, or no port is free.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port: first = WRITTEN_PORT, root = process.cwd() } = options;
  const value: unknown = JSON.parse(await readFile(join(root, 'demo/izin.config.json'), 'utf8'));
  const gate = join(root, '.demo/izin');
  const { config, problems } = await bake({ value, dist: join(root, 'dist'), out: gate });
  for (const problem of problems) console.error(`demo/izin.config.json: ${describe(problem)}`);
  const store = await openSqlite(options.db ?? join(root, '.demo/receipts.db'));
  let port = first;

  const recording = createRecording(RECORDED);
  const receiver = createReceiver({
    store,
    config,
    version: await readVersion(root),
    onFault: console.error,
  });
  const live = await createLive({ root, config, recording, store });
  const shop = createShop({ root, gate, port: () => port, receiver, live });
  const answerOutside = createThirdParties(root, () => port, recording);

  function answer(request: Request): Response | Promise<Response> {
    const { hostname, pathname } = new URL(request.url);
    if (hostname === SHOP) return shop.fetch(request);
    if (hostname.endsWith('.localhost')) return answerOutside(request);
    return Response.redirect(`http://${SHOP}:${port}${pathname}`, 302);
  }

  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  try {
    port = await listen(server, first);
  } catch (fault) {
    await store.close();
    throw fault;
  }
  return {
    url: `http://${SHOP}:${port}`,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections(); // The live page's streams never end by themselves.
      });
      await store.close();
    },
  };
}

/** @returns The port it found. */
async function listen(server: Server, first: number): Promise<number> {
  for (let port = first; ; port += 1) {
    const fault = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once('error', resolve);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', resolve);
        resolve(undefined);
      });
    });
    if (!fault) break;
    if (fault.code !== 'EADDRINUSE' || port >= first + TRIES) throw fault;
  }
  const address = server.address();
  return address && typeof address === 'object' ? address.port : first;
}

async function readVersion(root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function run(): Promise<void> {
  const demo = await startDemo({ port: Number(process.env['PORT'] ?? WRITTEN_PORT) });
  // Not once: start.mjs passes on signals that a terminal may have sent here already.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void demo.close());
  console.log(`
  Toko        ${demo.url}/
  Shop        ${demo.url}/en/
  Langsung    ${demo.url}/langsung
  Live        ${demo.url}/en/live

  Ctrl-C stops it.`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await run();

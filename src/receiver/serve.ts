import type { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createReceiver, type ReceiverOptions } from './receiver.ts';
import { openSqlite } from './sqlite.ts';

/** What it takes to run a receiver as a process of its own. */
export interface ServeOptions extends Omit<ReceiverOptions, 'store'> {
  /** The file of receipts. */
  readonly db: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where SIGINT and SIGTERM are heard; the process itself, unless told otherwise. */
  readonly signals?: EventEmitter | undefined;
}

/** A receiver that listens. */
export interface Serving {
  readonly url: string;
  /** Stops it: what was begun is finished, then the database is closed. */
  close(): Promise<void>;
  /** Settles once it has stopped, by {@link close} or by a signal. */
  readonly closed: Promise<void>;
}

// A receipt is a few kilobytes; whoever takes longer holds a connection for its own sake.
const LIMITS = { headersTimeout: 10_000, requestTimeout: 20_000 }; // ms
/** How long requests get to finish, in milliseconds; within the 10 s that container hosts allow. */
const GRACE = 8_000;
const SWEEP = 50; // ms

/**
 * Serves a receiver over HTTP.
 *
 * @throws {Error} When the database cannot be opened or the port not be listened on.
 */
export async function serveReceiver(options: ServeOptions): Promise<Serving> {
  const { signals = process } = options;
  const store = await openSqlite(options.db);
  const server = createServer(LIMITS);
  try {
    const app = createReceiver({ ...options, store });
    // Libraries that replace globals surprise whoever embeds them.
    server.on(
      'request',
      getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false }),
    );
    await listen(server, options);
  } catch (fault) {
    await store.close();
    throw fault;
  }

  let stop: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    stop = resolve;
  }).then(async () => {
    // A second signal meets nobody here, and so ends the process at once.
    signals.off('SIGINT', stop);
    signals.off('SIGTERM', stop);
    await finish(server);
    await store.close();
  });
  signals.on('SIGINT', stop);
  signals.on('SIGTERM', stop);
  return {
    url: urlOf(server),
    closed,
    close() {
      stop();
      return closed;
    },
  };
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error(`cannot listen on ${host}:${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

/** Takes no more connections, and waits for the requests under way. */
function finish(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that is kept alive turns idle only once its request is answered.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
    const end = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(end);
      resolve();
    });
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  if (!address || typeof address === 'string')
    throw new TypeError('expected a server that listens on a port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

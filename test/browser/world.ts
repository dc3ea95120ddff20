import { readFile } from 'node:fs/promises';
import {
  createServer,
  get,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer, get as getSecurely } from 'node:https';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { after, html, status, thirdParty, type Answer } from './answers.ts';
import { createCertificate } from './certificate.ts';

/** One request that reached a server, whichever host it was meant for. */
export interface Seen {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** With the query. */
  readonly path: string;
  /** Host and path, with the method before it unless that is GET: what assertions read. */
  readonly name: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty until the whole of it has come. Unpacked. */
  body: string;
  /** When it came, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** The whole web, on loopback: it answers for every host, and keeps a list of what it was asked. */
export interface World {
  /** Everything asked so far, in order. */
  readonly seen: readonly Seen[];
  /** The hosts that a browser began a secure connection with, whether or not a request followed. */
  readonly greeted: ReadonlySet<string>;
  /** Where it listens. */
  readonly ports: Readonly<Record<Seen['scheme'], number>>;
  /** Switches that let Chromium take this for the web. */
  readonly switches: readonly string[];
  /**
   * Says how an address answers. Of several answers each serves one request, and the last the rest.
   *
   * @param address - Host and path, without the query: `toko.test/kasir`.
   */
  answer(address: string, ...answers: readonly Answer[]): void;
  /** Forgets what was asked and what was to be answered. */
  reset(): void;
  /**
   * Takes in what is on its way from a browser that is gone, and hangs up. Else a busy machine would
   * take it for the next visitor's.
   */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** The folder of what is tested. */
export const DIST = process.env['IZIN_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** Takes its time, so that whoever waits for it has waited for a span in which the page could act. */
export const beat: Answer = after(100, status(204)); // ms
/** Asked for by every browser, or by the tests themselves. */
const UNRECORDED = /^\/(favicon\.ico|__beat)/;
/** What Chromium asks for on its own behalf. */
const BROWSERS_OWN =
  /^(accounts|clients\d*|android\.clients|update|safebrowsing|optimizationguide-pa|content-autofill|redirector)\./;

const FILES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript;charset=utf-8',
  '.css': 'text/css',
};

/** Answers with a file of the build, as `/izin/<name>`. */
export const distFile: Answer = async ({ path }, response) => {
  const [, name = ''] = /^\/izin\/([^?]+)/.exec(path) ?? [];
  const body = await readFile(`${DIST}/${name}`).catch(() => undefined);
  response.writeHead(body ? 200 : 404, {
    'content-type': FILES[extname(name)] ?? 'application/json',
    'access-control-allow-origin': '*',
  });
  response.end(body);
};

/** Begins a world of its own, on two free ports. */
export async function createWorld(): Promise<World> {
  const seen: Seen[] = [];
  const greeted = new Set<string>();
  const answers = new Map<string, Answer[]>();
  const certificate = createCertificate();

  function answerTo(asked: Seen): Answer {
    const address = asked.host + asked.path.replace(/[?#].*/s, '');
    const registered = answers.get(address);
    if (registered) return (registered.length > 1 ? registered.shift() : registered[0]) ?? thirdParty;
    if (asked.path.startsWith('/__beat')) return beat;
    if (UNRECORDED.test(asked.path)) return status(204);
    if (/^\/izin\/((services|locales)\/)?[^/]+\.(js|map|css|json)/.test(asked.path)) return distFile;
    return thirdParty;
  }

  const listener = (scheme: Seen['scheme']) => (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: path = '/', headers } = request;
    const host = (headers.host ?? '').replace(/:\d+$/, '');
    const name = `${method === 'GET' ? '' : `${method} `}${host}${path}`;
    const asked: Seen = { method, scheme, host, path, name, headers, body: '', at: Date.now() };
    if (!UNRECORDED.test(path) && !BROWSERS_OWN.test(host)) seen.push(asked);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      asked.body = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      void Promise.resolve(answerTo(asked)(asked, response)).catch(() => response.destroy());
    });
    request.on('error', () => undefined);
    response.on('error', () => undefined);
  };

  /** Told as soon as a browser says which host it means, though it may break off then. */
  const SNICallback = (host: string, done: (error: null) => void): void => {
    greeted.add(host);
    done(null);
  };
  const servers = [
    createServer(listener('http')),
    createSecureServer({ ...certificate, SNICallback }, listener('https')),
  ];
  const [plain = 0, secure = 0] = await Promise.all(servers.map(listen));
  return {
    seen,
    greeted,
    ports: { http: plain, https: secure },
    switches: [
      // Ports too, so that pages have real names without one; on plain http such a page is no secure context.
      `--host-resolver-rules=MAP *:443 127.0.0.1:${secure}, MAP *:80 127.0.0.1:${plain}, MAP * 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${certificate.spki}`,
    ],
    answer(address, ...given) {
      answers.set(address, [...given]);
    },
    reset() {
      seen.length = 0;
      greeted.clear();
      answers.clear();
    },
    async settle() {
      // Connections are taken in order: once these are answered, none that came before is still to be taken.
      await Promise.all([
        answered(get({ port: plain, path: '/favicon.ico', agent: false })),
        answered(
          getSecurely({ port: secure, path: '/favicon.ico', agent: false, rejectUnauthorized: false }),
        ),
      ]);
      for (const server of servers) server.closeAllConnections();
    },
    async stop() {
      await Promise.all(servers.map(close));
    },
  };
}

const answered = (request: ClientRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => response.resume().once('end', resolve));
  });

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    // Long enough that the browser, not the server, decides which connections live.
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** A page of the site. */
export const page = (
  head: string,
  body: string,
  lang = 'en',
  headers?: Readonly<Record<string, string>>,
): Answer =>
  html(
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Toko Contoh</title>${head}</head><body><main>${body}</main></body></html>`,
    headers,
  );

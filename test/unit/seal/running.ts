import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Servers that a seal is written for. */
export type ServerName = 'nginx' | 'caddy';

/** A server that listens on loopback. */
export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

/** What a server is to send. */
export interface Site {
  /** What `izin build --server` has printed. */
  readonly snippet: string;
  /** Files, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** The port of a server behind it, which answers below `/behind/`. */
  readonly behind: number;
  /** Lines of the owner's own. */
  readonly own?: string;
}

/** A program may stand where only the system looks, or where test/run.mjs has put it. */
const PATH = [
  process.env['PATH'],
  '/usr/sbin',
  '/usr/local/sbin',
  '/opt/homebrew/bin',
  ...['sbin', 'bin'].map((folder) =>
    fileURLToPath(new URL(`../../../.build/servers/usr/${folder}`, import.meta.url)),
  ),
].join(':');

const ask = (command: string, ...args: string[]): string | undefined => {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: { PATH } });
  return error ? undefined : `${stdout}${stderr}`;
};

/** Whether a server is on this machine. */
export const isInstalled = (name: ServerName): boolean =>
  ask(name, name === 'nginx' ? '-v' : 'version') !== undefined;

const MIME = 'types { text/html html; text/css css; text/javascript js; image/gif gif; }';
const LINES = [
  'add_header Content-Security-Policy $izin_policy always;',
  'add_header Vary $izin_vary always;',
  'add_header ETag $izin_etag always;',
  'add_header Last-Modified $izin_modified always;',
].join('\n');

/** The folders that nginx would make where only root may: as far as this nginx has parts that want them. */
const foldersOf = (): string =>
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .filter((part) => !ask('nginx', '-V')?.includes(`--without-http_${part}_module`))
    .map((part) => `${part}_temp_path ${part};`)
    .join('\n');

const CONFIGURED: Readonly<Record<ServerName, (site: Site, port: number, folder: string) => string>> = {
  nginx: ({ behind, own = '' }, port, folder) => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${foldersOf()}
  ${MIME}
  include ${folder}/seal;
  server {
    listen 127.0.0.1:${port};
    root ${folder}/site;
    ${LINES}
    ${own}
    location /behind/ { proxy_pass http://127.0.0.1:${behind}; proxy_set_header Host $http_host; }
  }
}`,
  caddy: ({ behind, own = '' }, port, folder) => `
{
  admin off
  auto_https off
}
http://:${port} {
  bind 127.0.0.1
  import ${folder}/seal
  ${own}
  root * ${folder}/site
  handle /behind/* {
    reverse_proxy 127.0.0.1:${behind}
  }
  handle {
    file_server
  }
}`,
};

/** Starts a server with a seal, as an owner would. */
export async function start(name: ServerName, site: Site): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'izin-server-'));
  const port = await freePort();
  mkdirSync(join(folder, 'site'));
  for (const [file, text] of Object.entries(site.files)) writeFileSync(join(folder, 'site', file), text);
  writeFileSync(join(folder, 'seal'), site.snippet);
  const configuration = join(folder, 'configuration');
  writeFileSync(configuration, CONFIGURED[name](site, port, folder));
  const args =
    name === 'nginx'
      ? ['-p', folder, '-c', configuration]
      : ['run', '--config', configuration, '--adapter', 'caddyfile'];
  const home = { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const child = spawn(name, args, { cwd: folder, env: { PATH, ...home }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  let fault: unknown;
  for (let tries = 0; child.exitCode === null && tries < 400; tries++) {
    try {
      await get(port, '/');
      return { port, stop };
    } catch (cause) {
      fault = cause;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  await stop();
  throw new Error(`${name} does not listen: ${said}`, { cause: fault });
}

/** A server of Node's own on a free port of loopback. */
export async function serve(listener: RequestListener): Promise<Running> {
  const server = createServer(listener);
  const port = await listen(server);
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What came back, with each header line by itself. */
export interface Got {
  readonly status: number;
  readonly headers: Readonly<NodeJS.Dict<string[]>>;
  readonly body: string;
}

/** Asks a server of loopback. Nothing is done to the headers, `Cookie` twice among them. */
export const get = (port: number, path: string, headers: IncomingHttpHeaders = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asking = request(
      { host: '127.0.0.1', port, path, headers, agent: false, maxHeaderSize: 65_536 },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part: string) => (body += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headersDistinct, body }),
        );
      },
    );
    asking.on('error', reject).end();
  });

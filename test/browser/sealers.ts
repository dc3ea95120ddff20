import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { get, serve, start, type Running } from '../unit/seal/running.ts';
import type { Answer } from './answers.ts';
import { SHOP, type Visit } from './page.ts';
import { DIST } from './world.ts';

type Sealing = typeof import('../../src/seal/index.ts');

/** `izin/seal`, as built. */
export const loadSealing = async (): Promise<Sealing> =>
  (await import(pathToFileURL(join(DIST, 'sealing.js')).href)) as Sealing;

/** What `izin build` prints with these options. */
export async function printed(config: unknown, ...options: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'izin-'));
  try {
    const file = join(folder, 'izin.config.json');
    await writeFile(file, JSON.stringify(config));
    const args = [join(DIST, 'cli.js'), 'build', '--config', file, '--out', join(folder, 'out'), ...options];
    return (await promisify(execFile)(process.execPath, args)).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What has run, for polls: nothing, while the page is being loaded again. */
export const ranBy = (visit: Visit): Promise<string[]> => visit.ran().catch(() => []);

/** Lets a server of loopback answer for a site, as behind a proxy that speaks TLS. */
export const passOn =
  (port: number): Answer =>
  async ({ path, headers }, response) => {
    const got = await get(port, path, headers);
    response.writeHead(
      got.status,
      Object.entries(got.headers).flatMap(([name, texts = []]) =>
        name === 'transfer-encoding' ? [] : texts.flatMap((text) => [name, text]),
      ),
    );
    response.end(got.body);
  };

/** What a site's own server sends. */
export interface Sent {
  readonly page: string;
  /** The file of a worker, at `/worker.js`. */
  readonly worker: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whatever can seal by a header. */
export const SEALERS = ['hono', 'express', 'nginx', 'caddy'] as const;
export type Sealer = (typeof SEALERS)[number];

/** Starts a server that seals its one page as its recipe says. */
export async function startSealed(sealer: Sealer, { page, worker, headers }: Sent): Promise<Running> {
  const { createSeal, sealExpress, sealHono } = await loadSealing();
  switch (sealer) {
    case 'hono': {
      const app = new Hono();
      app.use(sealHono(createSeal(SHOP)));
      app.use(etag());
      app.get('/', (context) => context.html(page, 200, headers));
      app.get('/worker.js', (context) =>
        context.body(worker, 200, { ...headers, 'Content-Type': 'text/javascript' }),
      );
      const listener = getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
      return serve(listener as RequestListener);
    }
    case 'express': {
      const app = express();
      app.use(sealExpress(createSeal(SHOP)));
      app.get('/', (_, response) => void response.set(headers).send(page));
      app.get('/worker.js', (_, response) => void response.set(headers).type('js').send(worker));
      return serve(app);
    }
    case 'nginx':
    case 'caddy': {
      const own = Object.entries(headers).map(([name, text]) =>
        sealer === 'nginx' ? `add_header ${name} "${text}" always;` : `header +${name} "${text}"`,
      );
      const snippet = await printed(SHOP, '--server', sealer);
      const files = { 'index.html': page, 'worker.js': worker };
      return start(sealer, { snippet, files, behind: 1, own: own.join('\n') });
    }
  }
}

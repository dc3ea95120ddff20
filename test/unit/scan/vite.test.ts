import { mkdtempSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createServer } from 'vite';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { izinMark } from '../../../src/scan/vite.ts';
import { CONFIG } from './html.ts';

const TAG = '<img src="https://stats.test/a.gif">';
const MARKED = '<img data-category="performance" data-service="stats" data-src="https://stats.test/a.gif">';

vi.setConfig({ testTimeout: 60_000 });

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'izin-vite-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  writeFileSync(join(root, 'izin.config.json'), JSON.stringify(CONFIG));
  writeFileSync(
    join(root, 'index.html'),
    `<!doctype html><html><body>${TAG}<body background="//ads.test/b.png"></body></html>`,
  );
});

it('marks the pages of a build', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  await build({ root, logLevel: 'silent', configFile: false, plugins: [izinMark()] });
  expect(await readFile(join(root, 'dist/index.html'), 'utf8')).toContain(MARKED);
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/index\.html:1:\d+: body of ads/));
  warn.mockRestore();
});

it('marks the pages of the server for development, and reads the configuration again when it changes', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  const server = await createServer({
    root,
    logLevel: 'silent',
    configFile: false,
    server: { middlewareMode: true, ws: false },
    plugins: [izinMark()],
  });
  onTestFinished(() => server.close());
  const page = (): Promise<string> => server.transformIndexHtml('/index.html', TAG);
  expect(await page()).toContain(MARKED);
  const send = vi.spyOn(server.ws, 'send');
  writeFileSync(join(root, 'izin.config.json'), '{}');
  server.watcher.emit('change', join(root, 'izin.config.json'));
  expect(send).toHaveBeenCalledWith({ type: 'full-reload' });
  expect(await page()).toContain(TAG);
});

it('takes a configuration as it is, and says which file cannot be read', async () => {
  const made = await createServer({
    root,
    logLevel: 'silent',
    configFile: false,
    server: { middlewareMode: true, ws: false },
    plugins: [izinMark({ config: { services: {} } })],
  });
  onTestFinished(() => made.close());
  expect(await made.transformIndexHtml('/index.html', TAG)).toContain(TAG);
  await expect(
    build({ root, logLevel: 'silent', configFile: false, plugins: [izinMark({ config: 'no.json' })] }),
  ).rejects.toThrow(/no\.json: /);
});

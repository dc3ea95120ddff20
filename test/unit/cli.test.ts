import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { version } from 'virtual:izin/build';
import { main } from '../../src/cli.ts';
import { readConfig } from '../../src/core/config/config.ts';
import { noticesOf, segmentOf } from '../../src/receiver/notices.ts';
import { openSqlite } from '../../src/receiver/sqlite.ts';
import { receiptOf } from './receiver/desk.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'izin-cli-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

interface Run {
  readonly code: Promise<number>;
  readonly out: string[];
  readonly err: string[];
}

function run(...args: string[]): Run {
  const [out, err]: [string[], string[]] = [[], []];
  const code = main(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out, err };
}

describe('help', () => {
  it.each(['--help', '-h'])('lists the commands on %s', async (flag) => {
    const { code, out, err } = run(flag);
    expect(await code).toBe(0);
    expect(out.join('\n')).toContain('Usage: izin <command> [options]');
    expect(out.join('\n')).toMatch(/^ {2}receive +Take receipts over HTTP/m);
    expect(err).toEqual([]);
  });

  it('lists the options of a command with what holds without them', async () => {
    const { code, out } = run('receive', '--help');
    expect(await code).toBe(0);
    expect(out.join('\n')).toContain('Usage: izin receive [options]');
    expect(out.join('\n')).toMatch(/^ {2}--port <number> +.*\[8787\]$/m);
    for (const option of [
      '--host',
      '--db',
      '--allow-origin',
      '--config',
      '--days',
      '--trust-proxy',
      '-h, --help',
    ]) {
      expect(out.join('\n')).toContain(`  ${option}`);
    }
  });

  it('tells the version', async () => {
    const { code, out } = run('--version');
    expect(await code).toBe(0);
    expect(out).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/)]);
  });
});

describe('wrong usage', () => {
  it.each<[args: string[], message: string]>([
    [[], 'Usage: izin <command> [options]'],
    [['bulid'], 'izin: found bulid, expected one of check, build, mark, receive'],
    [['receive', '--prot', '1'], "izin receive: Unknown option '--prot'"],
    [['receive', 'extra'], "izin receive: Unexpected argument 'extra'"],
    [['receive', '--port'], "izin receive: Option '--port <value>' argument missing"],
    [
      ['receive', '--port', 'http'],
      'izin receive: --port: found http, expected a whole number from 0 to 65535',
    ],
    [
      ['receive', '--port', '65536'],
      'izin receive: --port: found 65536, expected a whole number from 0 to 65535',
    ],
    [['receive', '--days', '0'], 'izin receive: --days: found 0, expected a whole number from 1 to 395'],
    [['receive', '--allow-origin', 'https://a.example/'], 'expected an origin such as https://contoh.co.id'],
    [['receive', '--trust-proxy=yes'], "izin receive: Option '--trust-proxy' does not take an argument"],
    [['build', '--server', 'apache'], 'izin build: --server: found apache, expected nginx or caddy'],
    [['build', '--server', 'nginx', '--seal'], 'izin build: --server: expected no --seal beside it'],
    [['build', '--trusted-types'], 'izin build: --trusted-types: expected --seal beside it'],
  ])('ends %j with 2 and says why', async (args, message) => {
    const { code, out, err } = run(...args);
    expect(await code).toBe(2);
    expect(err.join('\n')).toContain(message);
    expect(out).toEqual([]);
  });
});

describe('izin check', () => {
  const jv = { 'notice.title': 'Palilah cookie', 'notice.titel': 'Palilah' };
  const site = {
    controller: 'PT Contoh Indonesia',
    contact: 'privasi@contoh.co.id',
    policy: '/privasi',
  };
  /** A configuration in three languages, and a folder of locale files beside it. */
  function write(name: string, texts: object): string {
    const home = folder();
    writeFileSync(join(home, 'izin.config.json'), JSON.stringify({ site, languages: ['id', 'en', 'jv'] }));
    mkdirSync(join(home, name));
    writeFileSync(join(home, name, 'jv.json'), JSON.stringify(texts));
    return home;
  }

  it('tells mistakes in a locale file, and what it lacks', async () => {
    const config = join(write('locales', jv), 'izin.config.json');
    const { code, out, err } = run('check', '--config', config);
    expect(await code).toBe(1);
    expect(out).toEqual([]);
    expect(err).toEqual([
      `${config}: locales/jv.json: notice.titel: found a key that no text has, expected perhaps notice.title`,
      expect.stringContaining(`${config}: note: locales/jv.json: found no text for `),
    ]);
  });

  it('is content with a language that lacks texts: they fall back', async () => {
    const home = write('translations', { 'notice.title': 'Palilah cookie' });
    const config = join(home, 'izin.config.json');
    const { code, out, err } = run('check', '--config', config, '--locales', join(home, 'translations'));
    expect(await code).toBe(0);
    expect(out).toEqual([`${config}: nothing wrong`]);
    expect(err).toHaveLength(1);
  });

  it('notes who asks and where the policy is, where nobody has said so, and ends well', async () => {
    const config = join(folder(), 'izin.config.json');
    writeFileSync(config, JSON.stringify({ languages: ['id'] }));
    const { code, err } = run('check', '--config', config);
    expect(await code).toBe(0);
    expect(err).toEqual(
      ['controller', 'contact', 'policy'].map((key) =>
        expect.stringContaining(`${config}: note: site.${key}: found nothing, expected `),
      ),
    );
  });

  it.each<[drawing: string, theme: string, found: string[]]>([
    ['<path d="M0 0h9"/>', 'auto', ['1.2:1 against the dark']],
    ['<path fill="#fff"/><path style="fill: #FFD000"/>', 'auto', ['1.4:1 against the light']],
    ['<path fill="white"/>', 'dark', []],
    ['<rect fill="#a8481c"/><path fill="#fff"/>', 'auto', []],
    ['<style>@media (prefers-color-scheme: dark) { path { fill: #fff } }</style><path/>', 'auto', []],
    ['<path fill="rebeccapurple"/>', 'auto', []],
  ])('notes where a logo beside it cannot be seen: %s', async (drawing, theme, found) => {
    const home = folder();
    const appearance = { logo: '/img/logo.svg?2', theme };
    writeFileSync(join(home, 'izin.config.json'), JSON.stringify({ site, appearance }));
    mkdirSync(join(home, 'public/img'), { recursive: true });
    writeFileSync(
      join(home, 'public/img/logo.svg'),
      `<svg xmlns="http://www.w3.org/2000/svg">${drawing}</svg>`,
    );
    const { code, err } = run('check', '--config', join(home, 'izin.config.json'));
    expect(await code).toBe(0);
    expect(err).toEqual(
      found.map((ratio) =>
        expect.stringContaining(`note: appearance.logo: found /img/logo.svg?2, at most ${ratio}`),
      ),
    );
  });

  it('does not take a folder that is not there for an empty one', async () => {
    const config = join(write('locales', jv), 'izin.config.json');
    const { code, err } = run('check', '--config', config, '--locales', 'none-such');
    expect(await code).toBe(1);
    expect(err.join()).toContain('none-such');
  });
});

describe('izin receive', () => {
  async function receive(...args: string[]): Promise<Run & { readonly url: string }> {
    const started = run('receive', '--port', '0', ...args);
    await expect.poll(() => started.out.length).toBe(1);
    const url = /http:\/\/\S+(?=\/receipts)/.exec(started.out.join())?.[0] ?? '';
    return { ...started, url };
  }

  it('takes receipts until it is told to stop', async () => {
    const db = join(folder(), 'new', 'receipts.db');
    const { code, url, out, err } = await receive(
      '--db',
      db,
      '--allow-origin',
      'https://a.example',
      '--trust-proxy',
    );
    expect(out).toEqual([`izin receive: ${url}/receipts (kept in ${db})`]);
    const body = JSON.stringify(receiptOf());
    expect((await fetch(`${url}/receipts`, { method: 'POST', body })).status).toBe(204);
    process.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(err).toEqual([]);
    const store = await openSqlite(db);
    expect(await store.count()).toBe(1);
    await store.close();
  });

  it('tells every problem of the configuration, and starts all the same', async () => {
    const home = folder();
    const config = join(home, 'izin.config.json');
    writeFileSync(config, JSON.stringify({ consent: { days: 900 }, categoreis: {} }));
    const { code, url, err } = await receive('--db', join(home, 'r.db'), '--config', config);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(err.sort()).toEqual([
      expect.stringContaining(`${config}: categoreis: found an unknown key, expected one of site, `),
      `${config}: consent.days: found 900, expected a whole number from 1 to 395`,
    ]);
    process.emit('SIGINT');
    expect(await code).toBe(0);
  });

  it('knows the notice of a third language by the file beside the configuration', async () => {
    const home = folder();
    const config = join(home, 'izin.config.json');
    const value = { languages: ['id', 'jv'] };
    const jv = { 'notice.title': 'Palilah cookie' };
    writeFileSync(config, JSON.stringify(value));
    mkdirSync(join(home, 'locales'));
    writeFileSync(join(home, 'locales/jv.json'), JSON.stringify(jv));
    const { code, url } = await receive('--db', join(home, 'r.db'), '--config', config);
    const [, notice] = noticesOf(readConfig(value).config, version, { jv });
    const response = await fetch(`${url}/notices/${segmentOf(notice?.hash ?? '')}`);
    expect(await response.json()).toMatchObject({ language: 'jv', texts: jv });
    process.emit('SIGTERM');
    expect(await code).toBe(0);
  });

  it('does not start with a configuration it cannot read', async () => {
    const home = folder();
    const broken = join(home, 'broken.json');
    writeFileSync(broken, '{ "site": ');
    for (const [config, message] of [
      [broken, `izin receive: ${broken} is not JSON: `],
      [join(home, 'none.json'), `izin receive: cannot read ${join(home, 'none.json')}: ENOENT`],
    ] as const) {
      const { code, out, err } = run('receive', '--config', config, '--db', join(home, 'r.db'));
      expect(await code).toBe(1);
      expect(err).toEqual([expect.stringContaining(message)]);
      expect(out).toEqual([]);
    }
  });

  it('says when it cannot listen or open its file', async () => {
    const home = folder();
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await expect.poll(() => other.address()).not.toBeNull();
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const taken = run('receive', '--port', port, '--db', join(home, 'r.db'));
    expect(await taken.code).toBe(1);
    expect(taken.err).toEqual([expect.stringContaining(`cannot listen on 127.0.0.1:${port}`)]);

    const junk = join(home, 'junk.db');
    writeFileSync(junk, 'no database at all '.repeat(100));
    const unreadable = run('receive', '--port', '0', '--db', junk);
    expect(await unreadable.code).toBe(1);
    expect(unreadable.err).toEqual([`izin receive: cannot open ${junk}: file is not a database`]);
  });

  it('says on its side why a receipt could not be stored', async () => {
    const db = join(folder(), 'receipts.db');
    const { code, url, err } = await receive('--db', db);
    await rm(db);
    const response = await fetch(`${url}/receipts`, { method: 'POST', body: JSON.stringify(receiptOf()) });
    expect(response.status).toBe(503);
    expect(err).toEqual([`izin receive: ${db} was deleted or replaced`]);
    process.emit('SIGTERM');
    expect(await code).toBe(0);
  });
});

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { main } from '../../../src/cli.ts';
import { CONFIG } from './html.ts';

const TAG = '<script src="https://stats.test/a.js"></script>';
const MARKED =
  '<script type="text/plain" data-category="performance" data-service="stats" data-src="https://stats.test/a.js"></script>';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'izin-mark-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  put('izin.config.json', JSON.stringify(CONFIG));
});

function put(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const read = (path: string): string => readFileSync(path, 'utf8');

async function mark(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const config = args.includes('--config') ? [] : ['--config', join(folder, 'izin.config.json')];
  const code = await main(['mark', ...config, ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('shows a diff, and writes nothing', async () => {
  const file = put('page.html', `<p>one\n${TAG}\n<p>two\n`);
  const { code, out, err } = await mark(file);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(`@@ -1,3 +1,3 @@\n <p>one\n-${TAG}\n+${MARKED}\n <p>two`);
  expect(read(file)).toContain(TAG);
});

it('tells with --check where what would change, and fails then', async () => {
  const file = put('page.html', `<p>é ${TAG}`);
  expect(await mark('--check', file)).toEqual({
    code: 1,
    out: `${file}:1:6: script of stats: waits for performance`,
    err: '',
  });
  expect(read(file)).toBe(`<p>é ${TAG}`);
  put('page.html', `<p>é ${MARKED}`);
  expect(await mark('--check', file)).toEqual({ code: 0, out: '', err: '' });
});

it('writes with --write, and names the files it wrote', async () => {
  const file = put('page.html', TAG);
  const same = put('other.html', '<p>nothing');
  expect(await mark('--write', file, same)).toEqual({ code: 0, out: file, err: '' });
  expect(read(file)).toBe(MARKED);
  expect(await mark('--write', file, same)).toEqual({ code: 0, out: '', err: '' });
});

it('keeps bytes, modes and links, and leaves nothing beside', async () => {
  const bytes = Buffer.concat([Buffer.from(TAG), Buffer.from([0xe9, 0xff, 0x0d, 0x0a])]);
  const file = put('page.html', bytes);
  chmodSync(file, 0o640);
  const link = join(folder, 'link.html');
  symlinkSync(file, link);
  expect((await mark('--write', link)).code).toBe(0);
  expect(readFileSync(file)).toEqual(Buffer.concat([Buffer.from(MARKED), bytes.subarray(TAG.length)]));
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).toSorted()).toEqual(['izin.config.json', 'link.html', 'page.html']);
});

it('walks folders for pages, and takes patterns', async () => {
  const wanted = [put('site/a.html', TAG), put('site/b/c.HTM', TAG)];
  put('site/d.txt', TAG);
  put('site/node_modules/e.html', TAG);
  expect((await mark('--write', join(folder, 'site'))).out.split('\n').toSorted()).toEqual(wanted.toSorted());
  const more = put('site/f.html', TAG);
  expect((await mark('--write', join(folder, 'site/*.html'))).out).toBe(more);
});

it('tells what it leaves, and does not fail for it', async () => {
  const file = put('page.html', '<body background="https://ads.test/b.png">');
  expect(await mark('--check', file)).toEqual({
    code: 0,
    out: '',
    err: `${file}:1:1: body of ads (marketing) stays as it is: <body> cannot be marked`,
  });
});

it('takes the origin of the site, and leaves inline code where it is told to', async () => {
  put('izin.config.json', JSON.stringify({ ...CONFIG, unlisted: 'hold-all' }));
  const file = put(
    'page.html',
    '<img src="https://www.toko.test/a.png"><script>new Image().src = "//ads.test/p"</script>',
  );
  const { code, out, err } = await mark(
    '--check',
    '--origin',
    'https://www.toko.test',
    '--leave-inline',
    file,
  );
  expect([code, out]).toEqual([0, '']);
  expect(err).toBe(`${file}:1:40: script of ads (marketing) stays as it is: so it is wished`);
});

it('says what is wrong with the configuration, and goes on', async () => {
  put('izin.config.json', JSON.stringify({ ...CONFIG, colour: 'red' }));
  const { code, err } = await mark(put('page.html', TAG));
  expect(code).toBe(0);
  expect(err).toMatch(/izin\.config\.json: colour: /);
});

it.each<[what: string, args: () => string[], code: number, message: string | RegExp]>([
  ['no files', () => [], 2, /found no files, expected files, folders or patterns/],
  [
    'two ways at once',
    () => ['--check', '--write', 'x.html'],
    2,
    /found --check and --write, expected one of them/,
  ],
  ['an origin that is none', () => ['--origin', 'toko.test', 'x.html'], 2, /--origin: found toko\.test/],
  [
    'a file that is not there',
    () => [join(folder, 'x.html')],
    1,
    /izin mark: .*x\.html: no such file or folder/,
  ],
  ['a folder without pages', () => [folder], 1, /no page found/],
  ['no configuration', () => ['--config', join(folder, 'x.json'), 'x.html'], 1, /cannot read .*x\.json/],
])('refuses %s', async (_what, args, code, message) => {
  const result = await mark(...args());
  expect(result.code).toBe(code);
  expect(result.err).toMatch(message);
  expect(result.out).toBe('');
});

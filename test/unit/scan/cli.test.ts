import {
  chmodSync,
  chownSync,
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

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const mark = (...args: string[]): Promise<Result> => markPiped(undefined, ...args);

async function markPiped(stdin: Buffer | undefined, ...args: string[]): Promise<Result> {
  const [out, err]: [string[], string[]] = [[], []];
  const config = args.includes('--config') ? [] : ['--config', join(folder, 'izin.config.json')];
  const code = await main(['mark', ...config, ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    ...(stdin && {
      pipe: {
        read: () => Promise.resolve(stdin),
        write: (bytes: Uint8Array) => out.push(Buffer.from(bytes).toString('latin1')),
      },
    }),
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
  // More than a new file is given.
  chmodSync(file, 0o666);
  writeFileSync(file, bytes);
  expect((await mark('--write', link)).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o666);
  expect(readdirSync(folder).toSorted()).toEqual(['izin.config.json', 'link.html', 'page.html']);
});

it('walks folders for pages, and takes patterns', async () => {
  const wanted = [put('site/a.html', TAG), put('site/b/c.HTM', TAG), put('site/b/d.Html', TAG)];
  for (const name of ['d.txt', 'e.xhtml', 'f.php', '.git/g.html', 'node_modules/h.html'])
    put(`site/${name}`, TAG);
  expect((await mark('--write', join(folder, 'site'))).out.split('\n').toSorted()).toEqual(wanted.toSorted());
  const more = put('site/f.html', TAG);
  expect((await mark('--write', join(folder, 'site/*.html'))).out).toBe(more);
  // What is named is taken.
  expect((await mark('--write', join(folder, 'site/f.php'))).out).toBe(join(folder, 'site/f.php'));
});

it('follows no links of a folder, and takes a page once to which two names lead', async () => {
  const outside = put('other/a.html', TAG);
  const inside = put('site/b.html', TAG);
  symlinkSync(join(folder, 'other'), join(folder, 'site/other'));
  symlinkSync(outside, join(folder, 'site/out.html'));
  symlinkSync(inside, join(folder, 'site/c.html'));
  symlinkSync(join(folder, 'no.html'), join(folder, 'site/d.html'));
  symlinkSync(join(folder, 'site'), join(folder, 'here'));
  for (const path of ['site', 'site/**/*.html', 'here'])
    expect((await mark('--check', join(folder, path))).out.split('\n')).toEqual([
      expect.stringMatching(/[\\/]b\.html:1:1: /),
    ]);
  const link = join(folder, 'site/c.html');
  expect((await mark('--check', link, join(folder, 'site'), inside)).out.split('\n')).toHaveLength(1);
  // A link that is named is followed.
  expect((await mark('--write', join(folder, 'site/out.html'))).code).toBe(0);
  expect([read(outside), read(inside)]).toEqual([MARKED, TAG]);
});

it('does not write what is read-only, says so, and goes on', async () => {
  const [first, second] = [put('a.html', TAG), put('b.html', TAG)];
  chmodSync(first, 0o444);
  expect(await mark('--write', first, second)).toEqual({
    code: 1,
    out: second,
    err: `${first}: not written: it is read-only`,
  });
  expect(read(first)).toBe(TAG);
});

it.skipIf(process.getuid?.() !== 0)('keeps the owner of a file', async () => {
  const file = put('a.html', TAG);
  chownSync(file, 1234, 2345);
  chmodSync(file, 0o4640);
  expect((await mark('--write', file)).code).toBe(0);
  const { uid, gid, mode } = statSync(file);
  expect([uid, gid, mode & 0o7777]).toEqual([1234, 2345, 0o4640]);
});

it('passes a page from standard input to standard output', async () => {
  const rest = '\u00e9\r\n<body background="//ads.test/b.png">';
  const page = Buffer.from(TAG + rest, 'latin1');
  expect(await markPiped(page, '-')).toEqual({
    code: 0,
    out: MARKED + rest,
    err: '-:2:1: body of ads (marketing) stays as it is: <body> cannot be marked',
  });
  const { code, out } = await markPiped(page, '--check', '-');
  expect([code, out]).toEqual([1, '-:1:1: script of stats: waits for performance']);
});

it('fails with --check for what needs consent and stays as it is', async () => {
  const file = put('page.html', '<body background="https://ads.test/b.png">');
  const err = `${file}:1:1: body of ads (marketing) stays as it is: <body> cannot be marked`;
  expect(await mark('--check', file)).toEqual({ code: 1, out: '', err });
  // Nothing to write is no failure.
  expect(await mark('--write', file)).toEqual({ code: 0, out: '', err });
});

it.each<[what: string, html: string, config: object, args?: string[]]>([
  ['allowed', '<body background="https://www.youtube.com/b.png">', { allow: ['www.youtube.com'] }],
  [
    'necessary',
    '<body background="https://ads.test/b.png">',
    { services: { ads: { category: 'necessary', hosts: ['ads.test'] } } },
  ],
  [
    'allowed inline code',
    '<script>document.title = "a"; new Image().src = "//www.youtube.com/p"</script>',
    { allow: ['www.youtube.com'] },
  ],
  [
    'inline code that is left by wish',
    '<script>new Image().src = "//ads.test/p"</script>',
    {},
    ['--leave-inline'],
  ],
  [
    'the site’s own, of which is said where it stands',
    '<img src="https://toko.test/a.png">',
    { unlisted: 'hold-all' },
    ['--origin', 'https://toko.test'],
  ],
  ['markup that stays held', '<script type="text/plain" class="optanon-category-C0099">a()</script>', {}],
  ['the script of another product', '<script src="/klaro.js"></script>', {}],
  ['code that needs what is held', `${MARKED}<p onclick="fbq('track')">`, {}],
])(
  'does not fail with --check for what is settled, or only a note: %s',
  async (_what, html, config, args = []) => {
    put('izin.config.json', JSON.stringify({ ...CONFIG, ...config }));
    expect((await mark('--check', ...args, put('page.html', html))).code).toBe(0);
  },
);

it.each<[what: string, html: string | Buffer, config: object]>([
  [
    'inline code that does other work, too',
    '<script>document.querySelector("p").remove(); new Image().src = "//ads.test/p"</script>',
    {},
  ],
  ['what may be the site’s own', '<img src="https://toko.test/a.png">', { unlisted: 'hold-all' }],
  ['a page in UTF-16', Buffer.from('\ufeff<img src="https://ads.test/x.gif">', 'utf16le'), {}],
  ['a noscript that does not end', '<noscript><img src="//ads.test/p></noscript>', {}],
  [
    'what is switched off, and stays',
    '<body background="https://www.youtube.com/b.png">',
    { services: { youtube: false } },
  ],
])('fails with --check for %s', async (_what, html, config) => {
  put('izin.config.json', JSON.stringify({ ...CONFIG, ...config }));
  const { code, out, err } = await mark('--check', put('page.html', html));
  expect([code, out]).toEqual([1, '']);
  expect(err).not.toBe('');
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
  ['standard input beside files', () => ['-', 'x.html'], 2, /found - beside others or --write/],
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

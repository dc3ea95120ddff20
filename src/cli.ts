#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { version } from 'virtual:izin/build';
import { readConfig, type Config } from './core/config/config.ts';
import { describe } from './core/errors.ts';
import type { LocaleFiles } from './core/receipt/notice.ts';
import type { MarkedPage } from './scan/marker.ts';

/** Where a command writes: what was asked for to `out`, what went wrong to `err`. */
export interface Output {
  out(line: string): void;
  err(line: string): void;
  /** Standard input and output, for what goes through a command byte by byte. */
  readonly pipe?: {
    read(): Promise<Uint8Array>;
    write(bytes: Uint8Array): void;
  };
}

const FINE = 0;
const FAILED = 1;
const USAGE = 2;

/** Arguments that make no sense. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly default?: string;
  /** Stands for the value in the help. */
  readonly value?: string;
  readonly doc: string;
}
type Options = Readonly<Record<string, Option>>;
type ValueOf<O extends Option> = O['type'] extends 'boolean'
  ? boolean
  : O extends { multiple: true }
    ? readonly string[]
    : O extends { default: string }
      ? string
      : string | undefined;

type ValuesOf<O extends Options> = { readonly [K in keyof O]: ValueOf<O[K]> };

interface Declaration<O extends Options> {
  readonly name: string;
  readonly summary: string;
  /** What it takes besides options, as the help shows it; without it, nothing. */
  readonly positionals?: string;
  readonly options: O;
  /** @returns The exit code. */
  run(values: ValuesOf<O>, output: Output, positionals: readonly string[]): Promise<number>;
}

interface Command extends Omit<Declaration<Options>, 'run'> {
  start(args: readonly string[], output: Output): Promise<number>;
}

function command<const O extends Options>({ run, ...declaration }: Declaration<O>): Command {
  const { name, options, positionals: takes } = declaration;
  return {
    ...declaration,
    async start(args, output) {
      const known: ParseArgsConfig['options'] = { ...options, help: { type: 'boolean', short: 'h' } };
      const parsed = parsing(() =>
        parseArgs({ args: [...args], options: known, allowPositionals: takes !== undefined }),
      );
      if (parsed.values['help']) {
        output.out(helpOf(this));
        return FINE;
      }
      const left = Object.entries(options).map(([key, option]) => [key, absent(option)]);
      // A parsed boundary: parseArgs has just checked every value against `options`.
      const values = { ...Object.fromEntries(left), ...parsed.values } as ValuesOf<O>;
      try {
        return await run(values, output, parsed.positionals);
      } catch (fault) {
        if (fault instanceof UsageError) throw fault;
        output.err(`izin ${name}: ${fault instanceof Error ? fault.message : fault}`);
        return FAILED;
      }
    },
  };
}

const absent = ({ type, multiple }: Option): unknown =>
  type === 'boolean' ? false : multiple ? [] : undefined;

function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const localesOption = {
  type: 'string',
  value: '<folder>',
  doc: 'Where jv.json and the like are, for languages other than ours; locales beside the configuration.',
} as const;

const receive = command({
  name: 'receive',
  summary: 'Take receipts over HTTP and keep them in an SQLite file.',
  options: {
    port: {
      type: 'string',
      value: '<number>',
      default: '8787',
      doc: 'Port to listen on; 0 takes a free one.',
    },
    host: { type: 'string', value: '<address>', default: '127.0.0.1', doc: 'Address to listen on.' },
    db: { type: 'string', value: '<file>', default: 'izin-receipts.db', doc: 'File of receipts.' },
    'allow-origin': {
      type: 'string',
      value: '<origin>',
      multiple: true,
      doc: 'Another origin whose pages may send receipts, such as https://contoh.co.id. May be repeated.',
    },
    config: {
      type: 'string',
      value: '<file>',
      doc: "The site's izin.config.json: needed to keep and serve notices, and with consent.domain.",
    },
    locales: localesOption,
    days: {
      type: 'string',
      value: '<number>',
      doc: 'How long a choice stands; as the config says, else 180.',
    },
    'trust-proxy': { type: 'boolean', doc: 'Believe X-Forwarded-Host and X-Forwarded-Proto.' },
  },
  async run(values, { out, err }) {
    const port = whole('port', values.port, 0, 65_535);
    const days = values.days === undefined ? undefined : whole('days', values.days, 1, 395);
    const { readOrigins } = await import('./receiver/cors.ts');
    parsing(() => readOrigins(values['allow-origin']));
    const config = values.config === undefined ? undefined : await readConfigFile(values.config, err);
    const locales = config && (await readLocalesFor(config, values));
    const { serveReceiver } = await import('./receiver/serve.ts');
    const { url, closed } = await serveReceiver({
      version,
      config,
      locales,
      port,
      days,
      host: values.host,
      db: values.db,
      allowOrigins: values['allow-origin'],
      trustProxy: values['trust-proxy'],
      onFault: (fault) => err(`izin receive: ${fault instanceof Error ? fault.message : fault}`),
    });
    out(`izin receive: ${url}/receipts (kept in ${values.db})`);
    await closed;
    return FINE;
  },
});

const configOption = {
  type: 'string',
  value: '<file>',
  default: 'izin.config.json',
  doc: "The site's configuration.",
} as const;

const check = command({
  name: 'check',
  summary: 'Tell everything that is wrong with a configuration.',
  options: { config: configOption, locales: localesOption },
  async run(values, { out, err }) {
    const { config: file } = values;
    const { checkConfig } = await import('./build/check.ts');
    const { logoNotes } = await import('./build/logo.ts');
    const value = await readJson(file);
    const { config, problems, notes } = checkConfig(
      value,
      await readLocalesFor(readConfig(value).config, values),
    );
    for (const problem of problems) err(`${file}: ${describe(problem)}`);
    for (const note of [...notes, ...(await logoNotes(config, dirname(file)))])
      err(`${file}: note: ${describe(note)}`);
    if (!problems.length) out(`${file}: nothing wrong`);
    return problems.length ? FAILED : FINE;
  },
});

const build = command({
  name: 'build',
  summary: `Write the site's own izin.js, with its configuration baked in, and what belongs to it.

declaration.<language>.html and .md are the cookie declaration, for a policy page; the script turns the HTML
into the live one, with the visitor's choice.`,
  options: {
    config: configOption,
    locales: localesOption,
    out: { type: 'string', value: '<folder>', default: 'izin', doc: 'The folder to write.' },
    seal: {
      type: 'boolean',
      doc: 'Print the seal, to stand first in <head>; what is written goes to stderr.',
    },
    'trusted-types': { type: 'boolean', doc: 'The seal is for pages that require Trusted Types.' },
    server: {
      type: 'string',
      value: '<name>',
      doc: 'Print the seal as configuration of a server, nginx or caddy; what is written goes to stderr.',
    },
  },
  async run(values, { out, err }) {
    const { config: file, out: folder, seal: isSealed, 'trusted-types': isTrusted, server } = values;
    if (isTrusted && !isSealed) throw new UsageError('--trusted-types: expected --seal beside it');
    if (server !== undefined && isSealed) throw new UsageError('--server: expected no --seal beside it');
    if (server !== undefined && server !== 'nginx' && server !== 'caddy')
      throw new UsageError(`--server: found ${server}, expected nginx or caddy`);
    const { bake } = await import('./build/bake.ts');
    const dist = fileURLToPath(new URL('.', import.meta.url));
    const value = await readJson(file);
    const {
      problems,
      notes,
      files,
      seal,
      server: served,
    } = await bake({
      value,
      locales: await readLocalesFor(readConfig(value).config, values),
      dist,
      out: folder,
      seal: isSealed ? (isTrusted ? 'trusted' : 'plain') : undefined,
      server,
    });
    for (const problem of problems) err(`${file}: ${describe(problem)}`);
    for (const note of notes) err(`${file}: note: ${describe(note)}`);
    for (const name of files) (seal || served ? err : out)(`${folder}/${name}`);
    if (seal) {
      out(seal.html);
      err(`script-src of a policy of your own must allow ${seal.hash}`);
    }
    if (served) out(served.text.trimEnd());
    for (const note of (seal ?? served)?.notes ?? []) err(note);
    return problems.length ? FAILED : FINE;
  },
});

const mark = command({
  name: 'mark',
  summary: `Mark the tags of third parties in HTML files; without --check or --write, show a diff.

Of a folder it takes .html and .htm, but not node_modules, what begins with a dot, or links; a file that is
named it takes whatever it is called; - is standard input, and goes to standard output.`,
  positionals: '<files, folders, patterns or -…>',
  options: {
    config: configOption,
    check: {
      type: 'boolean',
      doc: 'Tell what would change, and fail if anything would, or stays as it is though it needs consent. For CI.',
    },
    write: { type: 'boolean', doc: 'Write the files.' },
    origin: {
      type: 'string',
      value: '<origin>',
      doc: "Where the site stands, such as https://contoh.co.id: this host is the site's own.",
    },
    'leave-inline': { type: 'boolean', doc: 'Leave inline code as it is: the gate holds what it loads.' },
  },
  async run(values, { out, err, pipe }, paths) {
    if (!paths.length) throw new UsageError('found no files, expected files, folders or patterns');
    if (values.check && values.write) throw new UsageError('found --check and --write, expected one of them');
    const isPiped = paths.includes('-');
    if (isPiped && (values.write || paths.length > 1))
      throw new UsageError('found - beside others or --write, expected it alone');
    const origin = values.origin === undefined ? undefined : parsing(() => originOf(values.origin));
    const config = await readJson(values.config);
    for (const problem of readConfig(config).problems) err(`${values.config}: ${describe(problem)}`);
    const { findPages, markFile, writeWhole } = await import('./scan/files.ts');
    const { createMarker } = await import('./scan/marker.ts');
    const { isLive } = await import('./scan/edits.ts');
    const inline = values['leave-inline'] ? 'leave' : 'mark';
    const marker = createMarker(config, { origin, inline });
    let code = FINE;
    const tell = (file: string, { edits, changes, findings }: MarkedPage<Uint8Array>): void => {
      for (const { line, column, message } of findings) err(`${file}:${line}:${column}: ${message}`);
      if (!values.check) return;
      for (const { line, column, message } of changes) out(`${file}:${line}:${column}: ${message}`);
      // Inline code that is left by wish is no finding to anybody.
      const left = findings.filter((it) => isLive(it) && !(it.code === 'code' && inline === 'leave'));
      if (edits.length || left.length) code = FAILED;
    };
    if (isPiped) {
      const marked = marker.mark<Uint8Array>((await pipe?.read()) ?? new Uint8Array());
      tell('-', marked);
      if (!values.check) pipe?.write(marked.html);
      return code;
    }
    for (const file of await findPages(paths)) {
      const marked = await markFile(file, marker);
      tell(file, marked);
      if (!marked.edits.length || values.check) continue;
      if (!values.write) {
        out(marked.diff.replace(/\n$/, ''));
        continue;
      }
      try {
        await writeWhole(file, marked.html);
        out(file);
      } catch (fault) {
        err(`${file}: not written: ${fault instanceof Error ? fault.message : fault}`);
        code = FAILED;
      }
    }
    return code;
  },
});

/** @throws {TypeError} When it is no origin. */
function originOf(text: string | undefined): string {
  const url = /^https?:\/\/[^/?#]+\/?$/.test(text ?? '') ? new URL(text ?? '') : undefined;
  if (url) return url.origin;
  throw new TypeError(`--origin: found ${text}, expected an origin such as https://contoh.co.id`);
}

/** Every command, in the order of the help. */
const COMMANDS: readonly Command[] = [check, build, mark, receive];

function whole(name: string, value: string, from: number, to: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= from && number <= to) return number;
  throw new UsageError(`--${name}: found ${value}, expected a whole number from ${from} to ${to}`);
}

/** Reads a configuration and tells its problems; only one that is no JSON stops a command. */
async function readConfigFile(file: string, err: Output['err']): Promise<Config> {
  const { config, problems } = readConfig(await readJson(file));
  for (const problem of problems) err(`${file}: ${describe(problem)}`);
  return config;
}

/** @throws {Error} When a file cannot be read, or the folder that is named is not there. */
async function readLocalesFor(
  { languages }: Config,
  { config = '', locales }: { readonly config?: string | undefined; readonly locales: string | undefined },
): Promise<LocaleFiles> {
  if (locales !== undefined) await access(locales);
  const { readLocales } = await import('./build/locales.ts');
  return readLocales(locales ?? join(dirname(config), 'locales'), languages);
}

/** @throws {Error} When the file cannot be read, or is no JSON. */
async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`cannot read ${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

const list = (rows: readonly (readonly [left: string, right: string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
};

function helpOf({ name, summary, positionals, options }: Omit<Command, 'start'>): string {
  const rows = Object.entries(options).map(([key, { value, doc, default: usual }]) => {
    const left = value === undefined ? `--${key}` : `--${key} ${value}`;
    return [left, usual === undefined ? doc : `${doc} [${usual}]`] as const;
  });
  const usage = ['izin', name, positionals, '[options]'].filter(Boolean).join(' ');
  return `Usage: ${usage}\n\n${summary}\n\n${list([...rows, ['-h, --help', 'Show this.']])}`;
}

const overview = (): string => {
  const commands = list(COMMANDS.map(({ name, summary }) => [name, summary.replace(/\n.*/s, '')] as const));
  const more = 'izin <command> --help tells its options; izin --version the version.';
  return `Usage: izin <command> [options]\n\n${commands}\n\n${more}`;
};

/**
 * Runs the command that the arguments name.
 *
 * @param args - What follows `izin`.
 * @returns The exit code: 0 fine, 1 findings or a failure, 2 wrong usage.
 */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--version') output.out(version);
  else if (name === '--help' || name === '-h') output.out(overview());
  else return runCommand(name, rest, output);
  return FINE;
}

async function runCommand(name: string, args: readonly string[], output: Output): Promise<number> {
  const found = COMMANDS.find((c) => c.name === name);
  if (!found) {
    output.err(
      name ? `izin: found ${name}, expected one of ${COMMANDS.map((c) => c.name).join(', ')}` : overview(),
    );
    return USAGE;
  }
  try {
    return await found.start(args, output);
  } catch (fault) {
    if (!(fault instanceof UsageError)) throw fault;
    output.err(`izin ${name}: ${fault.message}\nizin ${name} --help tells its options.`);
    return USAGE;
  }
}

// npm links the command, so the path is made real. Tests import this file and run nothing.
const [, started] = process.argv;
if (started && realpathSync(started) === fileURLToPath(import.meta.url)) {
  const pipe = {
    read: () => buffer(process.stdin),
    write: (bytes: Uint8Array) => void process.stdout.write(bytes),
  };
  process.exitCode = await main(process.argv.slice(2), { out: console.log, err: console.error, pipe });
}

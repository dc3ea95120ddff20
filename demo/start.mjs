/**
 * `npm start`: from a fresh clone to a running demo.
 *
 * It installs what is missing, builds what is out of date (`--build` builds in any case), and starts
 * the server. `PORT` says where; the next free port is taken when that one is not.
 *
 * Nothing but Node's own modules here: it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = [20, 19];
// What the build reads. The pages, the stand-ins and the configuration are read by the server itself.
const SOURCES = ['src', 'locales', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
const SERVER = '.build/demo/server.js';
const BUILT = ['dist/izin.js', SERVER];

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  fail(
    `Izin needs Node ${OLDEST.join('.')} or newer, and this is ${process.versions.node}. See https://nodejs.org`,
  );
}

// npm writes its own lock file into node_modules last of all.
if (changedAt('node_modules/.package-lock.json') < changedAt('package-lock.json')) {
  npm('Installing packages, once', 'ci', '--loglevel=error', '--no-audit', '--no-fund');
}

const sources = SOURCES.concat(
  readdirSync('demo')
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `demo/${name}`),
);
const newest = Math.max(...sources.map(newestIn));
if (process.argv.includes('--build') || BUILT.some((file) => changedAt(file) < newest)) {
  npm('Building', 'run', 'build', '--silent');
}

const server = spawn(process.execPath, [SERVER], { stdio: 'inherit' });
// Ctrl-C reaches both processes, `kill` only this one: the server takes a second signal as the first.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  process.exitCode = code ?? 0;
});

/** When a file was last changed, in milliseconds since the Unix epoch; 0 when there is none. */
function changedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The latest change of a file, or of anything in a folder. */
function newestIn(path) {
  if (!existsSync(path) || !statSync(path).isDirectory()) return changedAt(path);
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/** Runs npm, silent unless it fails. */
function npm(what, ...args) {
  console.log(`${what} …`);
  const { npm_execpath: script } = process.env;
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const done =
    script === undefined
      ? spawnSync('npm', args, { ...options, shell: process.platform === 'win32' }) // There it is npm.cmd.
      : spawnSync(process.execPath, [script, ...args], options);
  if (done.status !== 0) fail(`${done.stdout ?? ''}${done.stderr ?? ''}\nnpm ${args.join(' ')} failed.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

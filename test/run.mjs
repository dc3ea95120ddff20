// Installs what is missing and runs every check. `npm test`
//
//   node test/run.mjs                      everything
//   node test/run.mjs unit browser         only these steps
//   node test/run.mjs browser -- -g hold   what follows -- goes to playwright
//
// On a fresh machine it begins with a bare clone, so it leans on nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = `${root}.build/reports`;
const bin = (name) => `${root}node_modules/.bin/${name}`;
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

const split = process.argv.indexOf('--');
const wanted = process.argv.slice(2, split < 0 ? undefined : split);
const forPlaywright = split < 0 ? [] : process.argv.slice(split + 1);

const { FORCE_COLOR: _, ...inherited } = process.env;
const env = { ...inherited, npm_config_loglevel: 'error', NO_COLOR: '1' };

/** Runs a command; what it writes is shown when it fails, or as it comes where `isLive`. */
function run(command, args, { isLive = false, more = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...env, ...more },
      stdio: ['ignore', isLive ? 'inherit' : 'pipe', isLive ? 'inherit' : 'pipe'],
    });
    let written = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (written += part));
    child.on('error', (error) => resolve({ isFine: false, written: String(error) }));
    child.on('close', (code) => resolve({ isFine: code === 0, written }));
  });
}

const isRoot = process.getuid?.() === 0;
const has = (command) => !spawnSync(command, ['--version'], { stdio: 'ignore' }).error;

/** Whether node_modules holds what the lock file says, told by what npm wrote there itself. */
function isInstalled() {
  try {
    const { packages: locked } = readJson(`${root}package-lock.json`);
    const { packages: found } = readJson(`${root}node_modules/.package-lock.json`);
    return Object.entries(locked).every(
      ([path, { version, optional, peer }]) =>
        !path || found[path]?.version === version || (!found[path] && (optional || peer)),
    );
  } catch {
    return false;
  }
}

/** A browser that starts; on Ubuntu what has its name may be a stub of a snap that is not there. */
async function findChromium() {
  const { chromium } = await import('@playwright/test').catch(() => ({ chromium: undefined }));
  const candidates = [
    process.env.CHROMIUM_PATH,
    chromium?.executablePath(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
  ];
  return candidates.find((path) => {
    if (!path || !existsSync(path)) return false;
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
    return /chrom/i.test(stdout ?? '');
  });
}

async function installChromium() {
  if (await findChromium()) return { isFine: true };
  const ways = [];
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  if (process.platform === 'linux' && has('apt-get') && (isRoot || has('sudo'))) {
    const packages = [
      'install',
      '-y',
      '--no-install-recommends',
      '-o',
      'DPkg::Lock::Timeout=600',
      'chromium',
    ];
    const apt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
    ways.push([
      [...apt, 'update'],
      [...apt, ...packages],
    ]);
    ways.push([[bin('playwright'), 'install', '--with-deps', 'chromium']]);
  }
  ways.push([[bin('playwright'), 'install', 'chromium']]);
  let written = '';
  for (const commands of ways) {
    for (const [command, ...args] of commands) ({ written } = await run(command, args));
    if (await findChromium()) return { isFine: true };
  }
  return { isFine: false, written: `${written}\nno Chromium: install one, or name it in CHROMIUM_PATH` };
}

async function unit() {
  const file = `${reports}/unit.json`;
  rmSync(file, { force: true });
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { isFine, written } = await run(bin('vitest'), args);
  if (!existsSync(file)) return { isFine, written };
  const { numPassedTests: passed, numFailedTests, testResults } = readJson(file);
  // A file that cannot be loaded has no tests that could fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  return { isFine, written, passed, failed: numFailedTests + broken.length };
}

async function browser() {
  const file = `${reports}/browser.json`;
  rmSync(file, { force: true });
  const path = await findChromium();
  const args = ['test', '-c', 'test/playwright.config.ts', '--reporter=dot,json', ...forPlaywright];
  const more = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(path && { CHROMIUM_PATH: path }) };
  const { isFine } = await run(bin('playwright'), args, { isLive: true, more });
  if (!existsSync(file)) return { isFine };
  const { stats } = readJson(file);
  // Browsers on a loaded machine: said, so that it is looked into.
  if (stats.flaky) console.log(`${stats.flaky} passed on the second try only`);
  return { isFine, passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

const npmRun = (script) => () => run('npm', ['run', '--silent', script]);

/** Every step, in order; each tells whether it was fine, and how many tests passed and failed. */
const steps = {
  build: npmRun('build'),
  lint: npmRun('lint'),
  types: () => run(bin('tsc'), ['-b']),
  unit,
  browser,
  size: npmRun('size'),
};

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const total = { passed: 0, failed: 0 };

async function perform(name, step) {
  const since = Date.now();
  const { isFine, written = '', passed, failed } = await step();
  // A step that fails without a failed test failed as such.
  const bad = Math.max(failed ?? 0, isFine ? 0 : 1);
  total.passed += passed ?? (isFine ? 1 : 0);
  total.failed += bad;
  if (bad || name === 'size') console.log(written.trim());
  const counts = passed === undefined ? '' : `, ${passed} passed, ${bad} failed`;
  console.log(`${bad ? 'FAILED' : 'ok'}  ${name}  ${seconds(since)}${counts}`);
  return !bad;
}

const unknown = wanted.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length) {
  console.error(
    `test/run.mjs: found ${unknown.join(', ')}, expected steps among ${Object.keys(steps).join(', ')}`,
  );
  process.exit(2);
}

mkdirSync(reports, { recursive: true });
const names = wanted.length ? wanted : Object.keys(steps);
const npmCi = () => run('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund']);
let isReady = isInstalled() || (await perform('install', npmCi));
if (isReady && names.includes('browser') && !(await findChromium()))
  isReady = await perform('chromium', installChromium);
if (isReady && !existsSync(`${root}dist/izin.js`) && !names.includes('build')) names.unshift('build');
if (existsSync(`${root}node_modules`)) for (const name of names) await perform(name, steps[name]);

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;

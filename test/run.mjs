// Installs what is missing and runs every check. `npm test`
//
//   node test/run.mjs                      everything
//   node test/run.mjs unit browser         only these steps
//   node test/run.mjs browser -- -g hold   what follows -- goes to Playwright
//
// On a fresh machine it begins with a bare clone, so it leans on nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = process.env.IZIN_REPORTS ?? `${root}.build/reports`;
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

/** What has this name and starts; on Ubuntu that may be a stub of a snap that is not there. */
const findProgram = (candidates, answer) =>
  candidates.find((path) => {
    if (!path || !existsSync(path)) return false;
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
    return answer.test(stdout ?? '');
  });

async function findChromium() {
  const { chromium } = await import('@playwright/test').catch(() => ({ chromium: undefined }));
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
  return findProgram([process.env.CHROMIUM_PATH, chromium?.executablePath(), ...known], /chrom/i);
}

/** The same without windows. */
const findShell = () =>
  findProgram([process.env.CHROMIUM_SHELL_PATH, '/usr/bin/chromium-headless-shell'], /chrom/i);

const findFirefox = () =>
  findProgram(
    [
      process.env.FIREFOX_PATH,
      '/usr/bin/firefox-esr',
      '/usr/bin/firefox',
      '/Applications/Firefox.app/Contents/MacOS/firefox',
    ],
    /firefox/i,
  );

/** WebKitGTK, its driver, what speaks TLS for it, and a screen. */
function findWebKit() {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const holds = (...paths) =>
    folders.some((folder) => paths.some((path) => existsSync(`/usr/lib/${folder}/${path}`)));
  return (
    has('WebKitWebDriver') &&
    has('Xvfb') &&
    holds('webkit2gtk-4.1/MiniBrowser', 'webkitgtk-6.0/MiniBrowser') &&
    holds('gio/modules/libgiognutls.so', 'gio/modules/libgioopenssl.so')
  );
}

/** The engines, and the packages of Debian that bring them. */
const engines = {
  chromium: { find: findChromium, packages: ['chromium'] },
  shell: { find: findShell, packages: ['chromium-headless-shell'] },
  firefox: { find: findFirefox, packages: ['firefox-esr'] },
  webkit: { find: findWebKit, packages: ['webkit2gtk-driver', 'glib-networking', 'xvfb'] },
};

async function missing(names) {
  const found = await Promise.all(names.map((name) => engines[name].find()));
  return names.filter((_, at) => !found[at]);
}

const mayInstall = process.platform === 'linux' && has('apt-get') && (isRoot || has('sudo'));
const isDebian = mayInstall && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

/** Those in which every vector is tried. */
const vectorEngines = ['chromium', 'firefox', 'webkit'];

/** Chromium has to be there in the end; the others where Debian has them. Without the shell it takes longer. */
const isNeeded = (name) => name === 'chromium' || (isDebian && name !== 'shell');

async function installEngines(names) {
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  const quiet = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=600'];
  const apt = [...asRoot, 'env', ...quiet];
  const install = [...apt, 'install', '-y', '--no-install-recommends'];
  const packagesOf = (name) => engines[name].packages;
  const ways = [];
  // All at once, and one by one: elsewhere than in Debian one may be unknown.
  if (mayInstall)
    ways.push(
      [...apt, 'update'],
      [...install, ...names.flatMap(packagesOf)],
      ...names.map((name) => [...install, ...packagesOf(name)]),
    );
  if (mayInstall) ways.push([bin('playwright'), 'install', '--with-deps', 'chromium']);
  ways.push([bin('playwright'), 'install', 'chromium']);
  let written = '';
  for (const [command, ...args] of ways) {
    const left = await missing(names);
    // Playwright's own Chromium is for where there is no other.
    if (!left.length || (command === bin('playwright') && !left.includes('chromium'))) break;
    ({ written } = await run(command, args));
  }
  const left = (await missing(names)).filter(isNeeded);
  const advice = `no ${left.join(', no ')}: install it, or name it in CHROMIUM_PATH, FIREFOX_PATH`;
  return { isFine: !left.length, written: left.length ? `${written}\n${advice}` : '' };
}

/** Servers that the seal is written for. Where there is none their recipes go untried. */
const servers = ['nginx', 'caddy'];
const serverFolder = `${root}.build/servers`;
/** Where a server may be; the tests look in the same places (test/unit/seal/running.ts). */
const serverPaths = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/sbin',
  '/usr/local/sbin',
  '/opt/homebrew/bin',
  `${serverFolder}/usr/sbin`,
  `${serverFolder}/usr/bin`,
];
const missingServers = () =>
  servers.filter((name) => !serverPaths.some((path) => existsSync(`${path}/${name}`)));

/** Takes servers out of their packages. Installing those would start them, for everybody to reach. */
async function fetchServers() {
  if (!has('apt-get') || !has('dpkg-deb')) return { isFine: true };
  const fetchOne = (name) => {
    const folder = `${serverFolder}/${name}`;
    const script = `mkdir -p '${folder}' && cd '${folder}' && apt-get -qq download ${name} && dpkg-deb -x ${name}_*.deb ..`;
    return run('sh', ['-c', script]);
  };
  let written = '';
  for (const name of missingServers()) ({ written } = await fetchOne(name));
  if (missingServers().length && mayInstall) {
    await run(...(isRoot ? ['apt-get', ['-qq', 'update']] : ['sudo', ['-n', 'apt-get', '-qq', 'update']]));
    for (const name of missingServers()) ({ written } = await fetchOne(name));
  }
  return { isFine: !isDebian || !missingServers().length, written };
}

async function unit() {
  const file = `${reports}/unit.json`;
  const notes = missingServers().map((name) => `skipped  the seal on ${name}: not found`);
  rmSync(file, { force: true });
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { isFine, written } = await run(bin('vitest'), args);
  if (!existsSync(file)) return { isFine, written, notes };
  const { numPassedTests: passed, numFailedTests, testResults } = readJson(file);
  // A file that cannot be loaded has no tests that could fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  return { isFine, written, notes, passed, failed: numFailedTests + broken.length };
}

/** What went wrong in the browser, told again at the very end: in between it is lost among the rest. */
const faults = [];

/** Of a message; an excerpt of the test is no use here. */
const MOST_LINES = 16;
const shorten = (message = '') =>
  stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() && !/^[\s>]*\d* \|/.test(line))
    .slice(0, MOST_LINES)
    .map((line) => `  ${line.slice(0, 200)}`);

function collectFaults({ suites = [], specs = [] }) {
  for (const suite of suites) collectFaults(suite);
  for (const { title, file, line, tests } of specs)
    for (const { projectName, results } of tests)
      for (const { errors, status, retry } of results.filter(({ status }) => /failed|timedOut/.test(status)))
        faults.push(
          `${status} [${projectName}] ${file}:${line} ${title} (try ${retry + 1})`,
          ...errors.flatMap(({ message }) => shorten(message)),
        );
}

/** Runs projects of the browser tests; what these write comes at once. */
async function playwright(name, projects, { args = [], more = {} } = {}) {
  const file = `${reports}/${name}.json`;
  rmSync(file, { force: true });
  const [chromium, firefox] = await Promise.all([findChromium(), findFirefox()]);
  const variables = {
    ...more,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    ...(chromium && { CHROMIUM_PATH: chromium }),
    ...(firefox && { FIREFOX_PATH: firefox }),
  };
  const all = [
    'test',
    '--config=test/playwright.config.ts',
    '--reporter=dot,json',
    // A run empties its folder, and what the run before left there tells of its failures.
    `--output=.build/playwright/${name}`,
    ...projects.map((project) => `--project=${project}`),
    ...args,
    ...forPlaywright,
  ];
  const { isFine } = await run(bin('playwright'), all, { isLive: true, more: variables });
  if (!existsSync(file)) return { isFine };
  const { stats, suites } = readJson(file);
  collectFaults({ suites });
  // Browsers on a loaded machine: said, so that it is looked into.
  const notes = stats.flaky ? [`${stats.flaky} passed on the second try only`] : [];
  return { isFine, notes, passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

const browser = () => playwright('browser', ['https', 'whole', 'http']);

const DAY = 86_400_000; // ms

/** Vectors in every engine that is there: all in Chromium, a tenth in the others, another one each day. */
async function vectors() {
  const part = process.env.IZIN_PART ?? `${1 + (Math.floor(Date.now() / DAY) % 10)}/10`;
  const absent = await missing(vectorEngines);
  const before = absent.map((name) => `skipped  vectors in ${name}: not found`);
  const present = vectorEngines.filter((name) => !absent.includes(name));
  if (!forPlaywright.length)
    for (const name of vectorEngines) rmSync(`${reports}/vectors-${name}.jsonl`, { force: true });
  if (part !== '1/1') before.push(`vectors in firefox and webkit: part ${part}; IZIN_PART=1/1 for all`);
  // They wait more than they work.
  const more = { IZIN_PART: part };
  const found = await playwright('vectors', present, { args: ['--workers=6'], more });
  return {
    ...found,
    isFine: found.isFine && !absent.some(isNeeded),
    notes: [...before, ...(found.notes ?? [])],
  };
}

const npmRun = (script) => () => run('npm', ['run', '--silent', script]);

/** Every step, in order; each tells whether it was fine, and how many tests passed and failed. */
const steps = {
  build: npmRun('build'),
  lint: npmRun('lint'),
  types: () => run(bin('tsc'), ['-b']),
  unit,
  browser,
  vectors,
  size: npmRun('size'),
};

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const total = { passed: 0, failed: 0 };

async function timed(step) {
  const since = Date.now();
  const found = await step();
  return { ...found, took: seconds(since) };
}

/** Tells what became of a step, all at once. */
function tell(name, { isFine, written = '', notes = [], passed, failed, took }) {
  // A step that fails without a failed test failed as such.
  const bad = Math.max(failed ?? 0, isFine ? 0 : 1);
  total.passed += passed ?? (isFine ? 1 : 0);
  total.failed += bad;
  if ((bad || name === 'size') && written) console.log(written.trim());
  for (const note of notes) console.log(note);
  const counts = passed === undefined ? '' : `, ${passed} passed, ${bad} failed`;
  console.log(`${bad ? 'FAILED' : 'ok'}  ${name}  ${took}${counts}`);
  return !bad;
}

const perform = async (name, step) => tell(name, await timed(step));

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
const wantedEngines = names.includes('vectors')
  ? [...vectorEngines]
  : names.includes('browser')
    ? ['chromium']
    : [];
// Elsewhere no package has it.
if (names.includes('browser') && isDebian) wantedEngines.push('shell');
const absent = isReady ? await missing(wantedEngines) : [];
if (absent.length) isReady = await perform('engines', () => installEngines(absent));
if (isReady && names.some((name) => /^(unit|browser)$/.test(name)) && missingServers().length)
  await perform('servers', fetchServers);
if (isReady && !existsSync(`${root}dist/izin.js`) && !names.includes('build')) names.unshift('build');
// One after another: side by side they only keep each other from the processor.
if (existsSync(`${root}node_modules`))
  for (const name of Object.keys(steps).filter((step) => names.includes(step)))
    await perform(name, steps[name]);

if (faults.length) console.log(['', 'what went wrong in the browser:', ...faults, ''].join('\n'));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;

// Prints the size of everything a browser may download, and fails above budget. `npm run size`
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

// Budgets in bytes of brotli 11. `goal` is where we want to be; above `budget` the run fails, so that
// what was won is not lost again: lower it with every saving.
const FILES = [
  { file: 'izin.js', what: 'every page view', budget: 13_360, goal: 9_728 },
  { file: 'izin-notice.js', what: 'somebody is asked', budget: 15_515, goal: 8_192 },
  { file: 'izin-release.js', what: 'something is granted', budget: 4_665, goal: 2_100 },
  { file: 'izin-worker.js', what: 'a worker is made from a text', budget: 1_800, goal: 1_780 },
  { file: 'izin-preferences.js', what: 'preferences opened', budget: 29_090, goal: 28_672 },
  { file: 'izin-declaration.js', what: 'a cookie declaration', budget: 26_000, goal: 26_000 },
  { file: 'izin-placeholder.js', what: 'a held frame is near', budget: 9_880, goal: 8_192 },
  { file: 'declaration.css', what: 'a cookie declaration', budget: 615, goal: 600 },
  { file: 'izin-withdrawal.js', what: 'consent withdrawn', budget: 4_110, goal: 3_584 },
  { file: 'izin-inspector.js', what: 'an owner looks', budget: 40_670, goal: 40_960 },
  { file: 'izin-evidence.js', what: 'an owner looks', budget: 1_400, goal: 1_400 },
  { file: 'izin-vendors.js', what: 'a vendor is told', budget: 2_400, goal: 2_400 },
  { file: 'locales/id.json', what: 'preferences in Indonesian', budget: 2_900, goal: 2_900 },
  { file: 'locales/en.json', what: 'preferences in English', budget: 2_600, goal: 2_600 },
  { file: 'locales/inspector.id.json', what: 'an owner looks', budget: 3_560, goal: 3_560 },
  { file: 'izin-sealed.js', what: 'a sealed page', budget: 1_860, goal: 1_400 },
];

// The build's id is in every file, and packs better or worse by chance: the same id each time.
const [, build] = /izin-\$\{\w+\}\.js\?([\w-]{8})/.exec(
  readFileSync(new URL('../dist/izin.js', import.meta.url), 'utf8'),
);

let failed = 0;
console.log('bytes of     minified     gzip   brotli   budget     goal');
for (const { file, what, budget, goal } of FILES) {
  const text = readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8');
  const code = Buffer.from(text.replaceAll(build, 'iz1n-1Dx'));
  const brotli = brotliCompressSync(code).length;
  const cells = [code.length, gzipSync(code, { level: 9 }).length, brotli, budget, goal];
  console.log(`${cells.map((n) => String(n).padStart(9)).join('')}  ${file} (${what})`.padStart(9));
  if (brotli > budget) {
    console.error(`${file}: found ${brotli} bytes, expected at most ${budget}`);
    failed++;
  }
}
// The seal's inline script is in every page, as it is: its bytes count before anything packs them.
for (const [file, most] of [
  ['seal.js', 400],
  ['seal-trusted.js', 480],
]) {
  const { length } = readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8').trim();
  console.log(`${String(length).padStart(9)}  ${file} (inline in a sealed page; at most ${most})`);
  if (length <= most) continue;
  console.error(`${file}: found ${length} bytes, expected at most ${most}`);
  failed++;
}
process.exitCode = failed ? 1 : 0;

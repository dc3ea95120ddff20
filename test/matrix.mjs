// Tries every vector in every engine and writes what came of it into the README, between its markers.
//
//   npm run matrix                  runs all, then writes
//   node test/matrix.mjs --print    prints what the latest runs found
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = process.env.IZIN_REPORTS ?? `${root}.build/reports`;
const README = `${root}README.md`;
const [START, END] = ['<!-- matrix -->', '<!-- /matrix -->'];
const ENGINES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };
const UNSEEN = '–';

/** The latest line of each vector, by id. */
function readReport(engine) {
  const path = `${reports}/vectors-${engine}.jsonl`;
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return new Map(lines.map((line) => JSON.parse(line)).map((row) => [row.id, row]));
}

/** What came of a vector before consent, in words. */
function inWords(row) {
  if (!row || row.control === '.') return UNSEEN;
  const went = [
    ['X', 'runs'],
    ['R', 'request'],
    ['c', 'connection'],
  ].find(([sign]) => row.held.includes(sign));
  return [went?.[1], row.held.includes('C') && 'written'].filter(Boolean).join(', ') || 'held';
}

const escape = (text) => text.replaceAll(/[|<_*]/g, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`));
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** The README's text, from what all engines reported. */
function write(found) {
  const ids = new Set(found.flatMap((report) => [...report.keys()]));
  const rows = [...ids]
    .map((id) => {
      const inEach = found.map((report) => report.get(id));
      const { place, name, when } = inEach.find(Boolean);
      const words = inEach.map(inWords);
      const stays = (word) => word !== 'held' && word !== UNSEEN;
      const reasons = words.flatMap((word, at) =>
        stays(word) ? [inEach[at].beyond ?? 'Not held yet.'] : [],
      );
      return { place, name, when, words, reasons: [...new Set(reasons)] };
    })
    .toSorted((a, b) => a.place - b.place);
  const names = found.map((report) => [...report.values()][0].engine);
  const counts = names.map((engine, at) => {
    const seen = rows.map(({ words }) => words[at]).filter((word) => word !== UNSEEN);
    return [
      engine,
      seen.length,
      ...['held', 'connection', 'request', 'runs', 'written'].map(
        (sort) => seen.filter((word) => word === sort || word.startsWith(`${sort},`)).length,
      ),
    ];
  });
  const reasons = [...new Set(rows.flatMap((row) => row.reasons))];
  const stopped = reasons.map((reason, at) => {
    const its = rows.filter((row) => row.reasons.includes(reason));
    return [at + 1, escape(reason), its.map(({ name }) => escape(name)).join('; ')];
  });
  const parts = [...new Set(rows.map(({ when }) => when))].map((when) => {
    const its = rows
      .filter((row) => row.when === when)
      .map(({ name, words, reasons: why }) => [
        escape(name),
        ...words,
        why.map((reason) => reasons.indexOf(reason) + 1).join(', '),
      ]);
    return `**${capital(when)}**\n\n${table(['vector', ...Object.values(ENGINES), 'why'], its)}`;
  });
  return [
    table(['engine', 'observable', 'held', 'connection', 'request', 'runs', 'written'], counts),
    table(['', 'why it is not stopped', 'vectors'], stopped),
    `<details>\n<summary>All ${rows.length} vectors, and the number of the reason</summary>\n\nWhat is marked ${UNSEEN} does nothing in that engine without the gate either.\n\n${parts.join('\n\n')}\n\n</details>`,
  ].join('\n\n');
}

const prints = process.argv.includes('--print');
if (!prints) {
  const args = [`${root}test/run.mjs`, 'vectors'];
  spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, IZIN_PART: '1/1' } });
}
const found = Object.keys(ENGINES).map(readReport);
const missing = Object.keys(ENGINES).filter((_, at) => !found[at]);
const readme = readFileSync(README, 'utf8');
const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
if (missing.length) {
  console.error(`${reports}: found no vectors-${missing.join('.jsonl, vectors-')}.jsonl; nothing written`);
  process.exitCode = 1;
} else if (start < 0 || end < start) {
  console.error(`README.md: found no ${START} and ${END} after it`);
  process.exitCode = 1;
} else if (prints) {
  console.log(write(found));
} else {
  writeFileSync(
    README,
    `${readme.slice(0, start + START.length)}\n\n${write(found)}\n\n${readme.slice(end)}`,
  );
}

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

/** What came of a vector before consent, in words: with the script alone (`held`), or behind the seal (`sealed`). */
function inWords(row, level) {
  if (!row || row.control === '.') return UNSEEN;
  const went = [
    ['X', 'runs'],
    ['R', 'request'],
    ['c', 'connection'],
  ].find(([sign]) => row[level].includes(sign));
  return [went?.[1], row[level].includes('C') && 'written'].filter(Boolean).join(', ') || 'held';
}

const escape = (text) => text.replaceAll(/[|<_*]/g, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`));
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** How many could be seen, and what became of them. */
function countOf(words) {
  const seen = words.filter((word) => word !== UNSEEN);
  const sorts = ['held', 'connection', 'request', 'runs', 'written'];
  return [
    seen.length,
    ...sorts.map((sort) => seen.filter((word) => word === sort || word.startsWith(`${sort},`)).length),
  ];
}

/** The README's text, from what all engines reported. */
function write(found) {
  const ids = new Set(found.flatMap((report) => [...report.keys()]));
  const rows = [...ids]
    .map((id) => {
      const inEach = found.map((report) => report.get(id));
      const { place, name, when } = inEach.find(Boolean);
      const [words, sealed] = ['held', 'sealed'].map((level) => inEach.map((row) => inWords(row, level)));
      const stays = (word) => word !== 'held' && word !== UNSEEN;
      const reasons = words.flatMap((word, at) =>
        stays(word) ? [inEach[at].beyond ?? 'Not held yet.'] : [],
      );
      const more = sealed.flatMap((word, at) =>
        stays(word) && inEach[at].beyondSeal ? [inEach[at].beyondSeal] : [],
      );
      return { place, name, when, words, sealed, reasons: [...new Set([...reasons, ...more])] };
    })
    .toSorted((a, b) => a.place - b.place);
  const names = found.map((report) => [...report.values()][0].engine);
  const counts = names.flatMap((engine, at) =>
    [
      ['as pasted', 'words'],
      ['sealed', 'sealed'],
    ].map(([level, column]) => [engine, level, ...countOf(rows.map((row) => row[column][at]))]),
  );
  const reasons = [...new Set(rows.flatMap((row) => row.reasons))];
  const stopped = reasons.map((reason, at) => {
    const its = rows.filter((row) => row.reasons.includes(reason));
    // In bold those that the seal does not stop either, in some engine.
    const named = its.map(({ name, sealed }) =>
      sealed.some((word) => word !== 'held' && word !== UNSEEN) ? `**${escape(name)}**` : escape(name),
    );
    return [at + 1, escape(reason), named.join('; ')];
  });
  const parts = [...new Set(rows.map(({ when }) => when))].map((when) => {
    const its = rows
      .filter((row) => row.when === when)
      .map(({ name, words, sealed, reasons: why }) => [
        escape(name),
        ...words.map((word, at) => (word === sealed[at] ? word : `${word}; sealed: ${sealed[at]}`)),
        why.map((reason) => reasons.indexOf(reason) + 1).join(', '),
      ]);
    return `**${capital(when)}**\n\n${table(['vector', ...Object.values(ENGINES), 'why'], its)}`;
  });
  return [
    table(['engine', 'level', 'observable', 'held', 'connection', 'request', 'runs', 'written'], counts),
    table(['', 'why the script alone does not stop it', 'vectors; **not by the seal either**'], stopped),
    `<details>\n<summary>All ${rows.length} vectors, and the number of the reason</summary>\n\nWhat is marked ${UNSEEN} does nothing in that engine without the gate either.\n\n${parts.join('\n\n')}\n\n</details>`,
  ].join('\n\n');
}

const prints = process.argv.includes('--print');
let isWhole = true;
if (!prints) {
  const args = [`${root}test/run.mjs`, 'vectors'];
  const env = { ...process.env, IZIN_PART: '1/1' };
  isWhole = spawnSync(process.execPath, args, { stdio: 'inherit', env }).status === 0;
}
const found = Object.keys(ENGINES).map(readReport);
const missing = Object.keys(ENGINES).filter((_, at) => !found[at]);
const readme = readFileSync(README, 'utf8');
const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
if (!isWhole) {
  console.error('not every vector was tried to its end; nothing written (--print shows what there is)');
  process.exitCode = 1;
} else if (missing.length) {
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

// Holds the catalogue against public lists of third parties, and says what it misses and where it stands
// alone. `npm run recall -- <list> ...`
//
// A list is a file, or a package that you have installed: `@ghostery/trackerdb` or `third-party-web`,
// Disconnect's services.json, a filter list such as EasyPrivacy, the Open Cookie Database as CSV. Nothing is
// downloaded, and nothing of them goes into Izin: their licences forbid it, but not that we count.
import { readFileSync, readdirSync } from 'node:fs';
import { runnerImport } from 'vite';
import { readList } from './recall/lists.mjs';
import { knownCookies, missing, precisionOf, recallOf, weigh } from './recall/measure.mjs';

const names = process.argv.slice(2).filter((name) => name !== '--misses');
const withMisses = process.argv.includes('--misses');
if (!names.length) {
  console.error('recall: found no list, expected files or packages, as in: npm run recall -- services.json');
  process.exit(2);
}

const root = new URL('../src/core/catalogue/', import.meta.url);
const services = new URL('services/', root);
const catalogue = readdirSync(services).map((file) =>
  JSON.parse(readFileSync(new URL(file, services), 'utf8')),
);
const { createMatcher, matchesName } = (await runnerImport(new URL('match.ts', root).pathname)).module;
const claimant = createMatcher(catalogue.flatMap(({ id, hosts }) => hosts.map((rule) => [rule, 0, id])));

const share = (part, whole) => `${whole ? ((100 * part) / whole).toFixed(1) : '0.0'} %`;
const cells = (...texts) =>
  console.log(texts.map((text, i) => (i ? String(text).padStart(11) : String(text).padEnd(24))).join(''));

const lists = names.map(readList);
const seen = lists.find(({ form }) => form === 'third-party-web')?.entries;
console.log(
  `catalogue: ${catalogue.length} services, ${new Set(catalogue.flatMap(({ hosts }) => hosts)).size} host rules`,
);

for (const { file, hash, form, meanings, entries: own, cookies } of lists) {
  const entries = seen && form !== 'third-party-web' ? weigh(own, seen) : own;
  console.log(`\n${file} (${form}, SHA-256 ${hash})`);
  cells('recall', 'entries', 'known', 'in part', 'share', 'by weight', 'with parts');
  for (const row of recallOf(entries, catalogue, claimant))
    cells(
      row.name,
      row.entries,
      row.known,
      row.partly,
      share(row.known, row.entries),
      row.weight ? share(row.knownWeight, row.weight) : '-',
      row.weight ? share(row.knownWeight + row.partWeight, row.weight) : '-',
    );

  const heaviest = entries.filter(({ weight }) => weight).sort((a, b) => b.weight - a.weight);
  for (const count of [50, 100, 200].filter((n) => n < heaviest.length)) {
    const row = recallOf(heaviest.slice(0, count), catalogue, claimant).at(-1);
    cells(`the ${count} heaviest`, count, row.known, row.partly, share(row.known, count));
  }
  if (cookies.length) {
    const known = knownCookies(cookies, catalogue, matchesName);
    cells('names of own cookies', cookies.length, known.length, 0, share(known.length, cookies.length));
  }

  const { hosts, known, agreed, disputed } = precisionOf(entries, catalogue, meanings);
  console.log(
    `of our ${hosts} hosts it knows ${known} (${share(known, hosts)}), and puts ${agreed} where we do (${share(agreed, known)})`,
  );
  for (const { id, host, category, said } of disputed)
    console.log(`  ${host} (${id}): ${category}, there ${said.join(', ')}`);
  if (withMisses)
    console.log(
      `misses: ${missing(entries, catalogue, claimant)
        .slice(0, 40)
        .map(({ name }) => name)
        .join(', ')}`,
    );
}

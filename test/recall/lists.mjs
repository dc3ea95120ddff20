// Reads public lists of third parties, each in its own form, as one form.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const AD = ['marketing'];
const MEASURING = ['performance', 'marketing']; // Who measures an audience may do it for the ads beside it.
const WIDGET = ['functional'];
const SOCIAL = ['functional', 'marketing'];

/**
 * What the categories of a list are in ours. Those that are missing say nothing about consent (hosting,
 * utilities) or are no third parties of a shop (malware, adult ads): they are left out of every count.
 */
const MEANINGS = {
  ghostery: {
    advertising: AD,
    site_analytics: MEASURING,
    social_media: SOCIAL,
    audio_video_player: WIDGET,
    customer_interaction: [...WIDGET, ...MEASURING],
  },
  disconnect: { Advertising: AD, Analytics: MEASURING, Social: SOCIAL, Email: AD, EmailAggressive: AD },
  'third-party-web': {
    ad: AD,
    analytics: MEASURING,
    marketing: MEASURING,
    social: SOCIAL,
    video: WIDGET,
    'customer-success': WIDGET,
    'tag-manager': ['any', ...MEASURING],
  },
  cookies: { Marketing: AD, Analytics: MEASURING },
  filters: { blocked: MEASURING },
};

/** One owner of hosts on a list. */
const entryOf = (name, category, hosts, weight) => ({
  name,
  category,
  hosts: [...new Set(hosts.map((host) => host.replace(/^\*\./, '').toLowerCase()))].filter((host) =>
    /^[a-z\d-]+(\.[a-z\d-]+)+$/.test(host),
  ),
  weight,
});

const FORMS = {
  ghostery: ({ patterns }) =>
    Object.values(patterns).map(({ name, category, domains }) => entryOf(name, category, domains)),
  disconnect: ({ categories }) =>
    Object.entries(categories).flatMap(([category, owners]) =>
      owners.flatMap((owner) =>
        Object.entries(owner).map(([name, sites]) =>
          entryOf(name, category, Object.values(sites).filter(Array.isArray).flat()),
        ),
      ),
    ),
  'third-party-web': (entities) =>
    entities.map(({ name, category, domains, totalOccurrences = 0 }) =>
      entryOf(name, category, domains, totalOccurrences),
    ),
  // A blocked host of a filter list has no owner: each counts as one.
  filters: (text) =>
    [...text.matchAll(/^\|\|([a-z\d.-]+)\^(?:\$|\s*$)/gm)].map(([, host]) =>
      entryOf(host, 'blocked', [host]),
    ),
  cookies: (rows) =>
    rows.map((row) =>
      entryOf(
        row['Platform'],
        row['Category'],
        row['Domain'].match(/[a-z\d-]+(\.[a-z\d-]+)+/i)?.slice(0, 1) ?? [],
      ),
    ),
};

/** Rows of a CSV file with a heading, by column. A field in quotes may hold commas, lines and `""`. */
function readCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  const [heading = [], ...rest] = rows.filter((row) => row.length > 1);
  return rest.map((row) => Object.fromEntries(heading.map((column, i) => [column, row[i] ?? ''])));
}

function formOf(text, path) {
  if (path.endsWith('.csv')) return ['cookies', readCsv(text.replace(/^\uFEFF/, ''))];
  if (!/^\s*[[{]/.test(text) || text.startsWith('[Adblock')) return ['filters', text];
  const value = JSON.parse(text);
  if (Array.isArray(value)) return ['third-party-web', value];
  return [value.patterns ? 'ghostery' : 'disconnect', value];
}

/**
 * Finds a list: a file, or a package that the reader has installed.
 *
 * @throws {Error} When there is neither.
 */
function fileOf(name) {
  if (existsSync(name)) return name;
  const home = join(createRequire(join(process.cwd(), 'x.js')).resolve(`${name}/package.json`), '..');
  const files = ['dist/trackerdb.json', 'dist/entities.json', 'services.json'].map((file) =>
    join(home, file),
  );
  const file = files.find(existsSync);
  if (!file) throw new Error(`${name}: found none of ${files.join(', ')}`);
  return file;
}

/**
 * Reads a list: `@ghostery/trackerdb`, Disconnect's `services.json`, `third-party-web`, a filter list
 * such as EasyPrivacy, or the Open Cookie Database.
 */
export function readList(name) {
  const path = fileOf(name);
  const text = readFileSync(path, 'utf8');
  const [form, value] = formOf(text, path);
  return {
    file: basename(path),
    hash: createHash('sha256').update(text).digest('hex').slice(0, 12),
    form,
    meanings: MEANINGS[form],
    entries: FORMS[form](value).filter(({ category, hosts }) => MEANINGS[form][category] && hosts.length),
    // Names of cookies on a site's own domain, as far as the list has such.
    cookies:
      form === 'cookies'
        ? value
            .filter((row) => !row['Domain'] && MEANINGS.cookies[row['Category']])
            .map((row) => row['Cookie / Data Key name'] + (row['Wildcard match'] === '1' ? '*' : ''))
        : [],
  };
}

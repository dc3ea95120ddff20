// Holds the catalogue against a list: what it misses, and what it alone says.

const hostOf = (rule) => rule.replace(/[/?].*/, '');
/** A host and those that it stands under, without the last label. */
const suffixesOf = (host) =>
  host
    .split('.')
    .slice(0, -1)
    .map((_, i, labels) =>
      host
        .split('.')
        .slice(i, labels.length + 1)
        .join('.'),
    );

/**
 * Weighs the entries of a list by how often the entities that they share a host with were seen.
 *
 * @param seen - A list with weights. Entries that it has not seen weigh nothing.
 */
export function weigh(entries, seen) {
  const weights = new Map();
  for (const entity of seen)
    for (const host of entity.hosts)
      for (const key of [host, `.${suffixesOf(host).at(-1)}`]) weights.set(key, entity);
  return entries.map((entry) => {
    const met = new Set(
      entry.hosts.flatMap((host) => {
        const above = suffixesOf(host).map((suffix) => weights.get(suffix));
        return [...above, weights.get(`.${host}`)].filter(Boolean);
      }),
    );
    return { ...entry, weight: [...met].reduce((sum, { weight }) => sum + weight, 0) };
  });
}

/**
 * Tells how much of a list the catalogue knows.
 *
 * @param claimant - Whose a URL is.
 * @returns For each category of the list, and for all: entries; those of which a host is claimed whole
 *   (`known`) or in part only, such as one path of it (`partly`); and the weight of each.
 */
export function recallOf(entries, catalogue, claimant) {
  const ours = new Set(catalogue.flatMap(({ hosts }) => hosts.map(hostOf)).flatMap(suffixesOf));
  const rows = new Map();
  for (const { category, hosts, weight } of entries) {
    const isKnown = hosts.some((host) => claimant(new URL(`https://${host}/`)));
    const isPartly = !isKnown && hosts.some((host) => ours.has(host));
    for (const name of [category, 'all']) {
      const row = rows.get(name) ?? {
        name,
        entries: 0,
        known: 0,
        partly: 0,
        weight: 0,
        knownWeight: 0,
        partWeight: 0,
      };
      rows.set(name, row);
      row.entries++;
      row.known += Number(isKnown);
      row.partly += Number(isPartly);
      row.weight += weight ?? 0;
      row.knownWeight += isKnown ? (weight ?? 0) : 0;
      row.partWeight += isPartly ? (weight ?? 0) : 0;
    }
  }
  return [...rows.values()].sort((a, b) => a.entries - b.entries);
}

/** The heaviest entries that the catalogue does not know. */
export const missing = (entries, catalogue, claimant) =>
  entries
    .filter((entry) => {
      const [row] = recallOf([entry], catalogue, claimant);
      return entry.weight && !row.known && !row.partly;
    })
    .sort((a, b) => b.weight - a.weight);

/**
 * Tells what a list says of the catalogue's own hosts.
 *
 * @param meanings - Our categories for each of the list's.
 * @returns The hosts; those that the list knows; those of which both say the same; and the others.
 */
export function precisionOf(entries, catalogue, meanings) {
  const categories = new Map();
  const note = (host, category) => categories.set(host, (categories.get(host) ?? new Set()).add(category));
  for (const { hosts, category } of entries)
    for (const host of hosts) {
      note(host, category);
      // The list may speak of a part of what we claim as a whole.
      for (const suffix of suffixesOf(host)) note(`.${suffix}`, category);
    }
  const rows = catalogue
    .filter(({ category }) => category !== 'necessary')
    .flatMap(({ id, category, hosts }) =>
      [...new Set(hosts.map(hostOf))].map((host) => {
        const said = [...suffixesOf(host).map((suffix) => categories.get(suffix)), categories.get(`.${host}`)]
          .filter(Boolean)
          .flatMap((set) => [...set]);
        const agrees = said.some((theirs) => meanings[theirs].includes(category));
        return { id, category, host, said: [...new Set(said)], agrees };
      }),
    );
  const known = rows.filter(({ said }) => said.length);
  return {
    hosts: rows.length,
    known: known.length,
    agreed: known.filter(({ agrees }) => agrees).length,
    disputed: known.filter(({ agrees }) => !agrees),
  };
}

/** Cookies of a list whose names the catalogue has. */
export const knownCookies = (names, catalogue, matchesName) =>
  names.filter((name) =>
    catalogue
      .flatMap(({ cookies, names: rules = [] }) => [...cookies.map((cookie) => cookie.name), ...rules])
      .some((rule) => matchesName(rule, name) || matchesName(name, rule)),
  );

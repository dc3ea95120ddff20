import { matchesName } from '../../core/catalogue/match.ts';
import { given, type Finding, type Patch } from '../fix.ts';
import { NEEDY, type Freed, type Snapshot } from '../seen.ts';

/** A list of the configuration without some of what is in it. */
function listWithout(config: unknown, path: readonly string[], isOut: (item: unknown) => boolean): unknown[] {
  const list = given(config, ...path);
  return Array.isArray(list) ? list.filter((item) => !isOut(item)) : [];
}

/** A patch that declares a tracker, or leaves it as it is declared. */
const declare = (config: unknown, tracker: string): Patch => ({
  [tracker]: given(config, 'services', tracker) ?? true,
});

const isMet = ({ isWhole, urls }: Freed): boolean => isWhole || urls.length > 0;

/** Whether it counts as the site's own, and not as a service that could be given another category. */
const isOwn = ({ by }: Freed): boolean => by === undefined || by === 'site';

/** Trackers that a host rule takes for something that needs no consent. */
export const checkFreed = (snapshot: Snapshot): readonly Finding[] => [
  ...necessary(snapshot),
  ...allowed(snapshot),
  ...wide(snapshot),
];

const strictnessOf =
  ({ catalogue }: Snapshot) =>
  ({ tracker }: Freed): number =>
    NEEDY.indexOf(catalogue[tracker]?.category ?? '');

/** Services that count as necessary, each once: of the trackers in it the strictest gives the category. */
function necessary(snapshot: Snapshot): readonly Finding[] {
  const { freed, catalogue } = snapshot;
  const strictness = strictnessOf(snapshot);
  const met = freed.filter((one) => isMet(one) && !isOwn(one));
  return [...new Set(met.map(({ by = '' }) => by))].flatMap((by): readonly Finding[] => {
    // What was seen counts before what the rule says.
    const [first, ...rest] = met
      .filter((one) => one.by === by)
      .sort((a, b) => Number(!a.urls.length) - Number(!b.urls.length) || strictness(b) - strictness(a));
    const usual = catalogue[first?.tracker ?? ''];
    if (!first || !usual) return [];
    return [
      {
        code: 'necessary',
        severity: 'wrong',
        values: { service: by, name: usual.name, category: usual.category },
        about: [first, ...rest].flatMap(({ urls }) => urls),
        fixes: [{ kind: 'config', patch: { services: { [by]: { category: usual.category } } } }],
      },
    ];
  });
}

/** Rules that count as the site's own, each with each tracker. */
function allowed({ freed, catalogue, given: value }: Snapshot): readonly Finding[] {
  return freed.flatMap((one): readonly Finding[] => {
    const { rule, by, tracker, urls } = one;
    const usual = catalogue[tracker];
    if (!usual || !isMet(one) || !isOwn(one)) return [];
    const path = by === undefined ? ['allow'] : ['services', by, 'hosts'];
    const list = listWithout(value, path, (item) => item === rule);
    const site = by === undefined ? {} : { [by]: { hosts: list } };
    const patch = { ...(!by && { allow: list }), services: { ...site, ...declare(value, tracker) } };
    // The domain of the consent is no list to take anything out of.
    const isListed = [given(value, ...path)].flat().includes(rule);
    return [
      {
        code: 'allowed',
        severity: 'wrong',
        values: { rule, name: usual.name, category: usual.category },
        about: urls,
        fixes: isListed ? [{ kind: 'config', patch }] : [],
      },
    ];
  });
}

/** Rules that would set more free than was seen, and that nothing above takes out or makes wait. */
function wide(snapshot: Snapshot): readonly Finding[] {
  const { freed, catalogue } = snapshot;
  const strictness = strictnessOf(snapshot);
  return [...new Set(freed.map(({ rule }) => rule))].flatMap((rule): readonly Finding[] => {
    const all = freed.filter((one) => one.rule === rule);
    const met = all.filter(isMet);
    const most = met.some(isOwn) ? Infinity : Math.max(-1, ...met.map(strictness));
    const more = all.filter((one) => strictness(one) > most).sort((a, b) => strictness(b) - strictness(a));
    const about = [...new Set(more.map(({ tracker }) => catalogue[tracker]?.name ?? tracker))];
    return about.length
      ? [{ code: 'allowed-wide', severity: 'note', values: { rule, count: about.length }, about }]
      : [];
  });
}

/** Cookies of trackers that are declared for something that needs no consent. */
export function checkLent({ services, catalogue, given: value }: Snapshot): readonly Finding[] {
  const found: Finding[] = [];
  const trackers = [...services.values()].filter(({ id }) => NEEDY.includes(catalogue[id]?.category ?? ''));
  for (const { id, category, isDeclared } of services.values()) {
    if (!isDeclared || category !== 'necessary') continue;
    const path = ['services', id, 'cookies'];
    const nameOf = (cookie: unknown): string => String(given(cookie, 'name'));
    for (const tracker of trackers) {
      const isIts = (cookie: unknown): boolean =>
        tracker.cookies.some((rule) => matchesName(rule, nameOf(cookie)));
      const rest = listWithout(value, path, isIts);
      const about = listWithout(value, path, (cookie) => !isIts(cookie)).map(nameOf);
      const usual = catalogue[tracker.id];
      if (tracker.id === id || !usual || !about.length) continue;
      found.push({
        code: 'necessary-cookie',
        severity: 'wrong',
        values: { service: id, name: usual.name, category: usual.category },
        about,
        fixes: [
          {
            kind: 'config',
            patch: { services: { [id]: { cookies: rest }, ...declare(value, tracker.id) } },
          },
        ],
      });
    }
  }
  return found;
}

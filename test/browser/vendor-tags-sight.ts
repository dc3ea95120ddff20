import type { Visit } from './page.ts';
import { addressesOf } from './vendor-tags.ts';
import { nameOf, TOLD, type TagCategory, type VendorTag } from './vendor-tags-form.ts';

/** What was seen of a page with vendor tags, from some moment on. */
export interface Sight {
  /** What vendors' scripts told, in the order in which it happened: the tag, and what. */
  readonly told: readonly (readonly [id: string, what: string])[];
  /** Everything asked for outside the site, without the method. */
  readonly asked: readonly string[];
  /** The site's own cookies, and the keys in its storages. */
  readonly written: readonly string[];
  /** Static elements that show what they are to show, and selectors that find something. */
  readonly shown: ReadonlySet<string>;
  /** The documents that stand in frames now. */
  readonly framed: readonly string[];
  readonly complaints: readonly string[];
}

/** A moment, from which on things are looked at. */
export interface Moment {
  readonly seen: number;
  readonly said: number;
}

const ANY = /(?:)/;

export const now = (visit: Visit): Moment => ({
  seen: visit.world.seen.length,
  said: visit.complaints(ANY).length,
});

/** Looks at what has happened since. */
export async function look(visit: Visit, tags: readonly VendorTag[], since: Moment): Promise<Sight> {
  const { page, world, host } = visit;
  const seen = world.seen.slice(since.seen);
  const told = seen
    .filter(({ path }) => path.startsWith(TOLD))
    .map(({ path }) => new URL(path, visit.origin))
    .map(({ pathname, searchParams }) => ({
      id: pathname.slice(TOLD.length),
      what: searchParams.get('what') ?? '',
      n: Number(searchParams.get('n')),
    }))
    // They go over several connections: the page numbers them.
    .toSorted((a, b) => a.n - b.n);
  const cookies = await visit.context.cookies(page.url());
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  const shows = tags.flatMap(({ pieces }) => pieces.flatMap((piece) => (piece.shows ? [piece.shows] : [])));
  const stands = tags.flatMap((tag) => tag.stands ?? []);
  const shown = await page.evaluate(
    ([elements, selectors]) => [
      ...elements
        .filter(([kind, address]) =>
          [...document.querySelectorAll<HTMLElement>('img,link,iframe')].some((element) => {
            const at = element.getAttribute(element instanceof HTMLLinkElement ? 'href' : 'src');
            if (at?.replace(/^(https?:)?\/\//, '') !== address) return false;
            if (kind === 'image') return element instanceof HTMLImageElement && element.naturalWidth > 0;
            return kind !== 'sheet' || (element instanceof HTMLLinkElement && element.sheet !== null);
          }),
        )
        .map(([, address]) => address),
      ...selectors.filter((selector) => document.querySelector(selector)),
    ],
    [shows, stands] as const,
  );
  return {
    told: told.map(({ id, what }) => [id, what]),
    asked: seen.filter((it) => it.host !== host && it.method !== 'OPTIONS').map((it) => it.host + it.path),
    written: [...cookies.map(({ name }) => name), ...keys],
    shown: new Set(shown),
    framed: page.frames().map((frame) => nameOf(frame.url())),
    complaints: visit.complaints(ANY).slice(since.said),
  };
}

/** What stands granted, and how much of the page's life was looked at. */
export interface Terms {
  readonly isGranted: (category: TagCategory, service: string) => boolean;
  /** Whether the page was opened in this time; only then can the preload scanner have fetched. */
  readonly isFresh: boolean;
  /** Whether tags that stand granted were to run in this time. */
  readonly isRunning: boolean;
}

/** Of the site's own: names that Izin itself writes. */
const OWN = /^izin/;

const count = (list: readonly string[], item: string): number => list.filter((it) => it === item).length;

/** Says of each tag what is not as it ought to be; nothing where all is well. */
export function problemsOf(tags: readonly VendorTag[], sight: Sight, terms: Terms): string[] {
  const problems: string[] = [];
  const expected = new Map<string, number>();
  const fetchable = new Set<string>();
  const allowed = new Set<string>();
  /** Addresses of what stands there and may not run. */
  const idle = new Set<string>();

  for (const tag of tags) {
    const { id, category, service = id, pieces, stubs = {}, calls = [], asks = [], stands } = tag;
    const say = (text: string): unknown => problems.push(`${id}: ${text}`);
    const isFree = terms.isGranted(category, service);
    const times = (own: TagCategory = category): number =>
      terms.isRunning && isFree && terms.isGranted(own, own === category ? service : '') ? 1 : 0;
    const told = sight.told.filter(([of]) => of === id).map(([, what]) => what);

    for (const [address, stub] of Object.entries(stubs)) {
      const due = stub.isLeft ? 0 : times(stub.category);
      const ran = count(told, `ran ${address}`);
      if (ran !== due) say(`${address} ran ${ran} times, not ${due}`);
      if (due) fetchable.add(address);
      for (const [, to, own = stub.category ?? category] of stub.sends ?? [])
        expected.set(nameOf(to), Math.min(due, times(own)));
      for (const name of [...(stub.cookies ?? []), ...(stub.local ?? []), ...(stub.session ?? [])]) {
        const mayBe = isFree && terms.isGranted(stub.category ?? category, stub.category ? '' : service);
        if (mayBe) allowed.add(name);
        if (due && !sight.written.includes(name)) say(`has not written ${name}`);
      }
    }
    for (const address of asks) expected.set(nameOf(address), times());
    const heard = told
      .filter((what) => what.startsWith('call '))
      .map((what) => what.slice(5))
      // What the gate tells vendors of consent is no call of the page's.
      .filter((call) => !/consent|^start$/i.test(call));
    const toHear = times() ? calls : [];
    if (heard.join() !== toHear.join()) say(`was called for [${heard.join()}], not [${toHear.join()}]`);

    for (const { scanned, shows: [kind, address] = [] } of pieces) {
      if (scanned !== undefined && (terms.isFresh || times())) fetchable.add(scanned);
      for (const it of [scanned, address]) if (it !== undefined && !times()) idle.add(it);
      if (address === undefined) continue;
      if (kind === 'frame') {
        // The parser begins to load it before any script can act: on a busy machine it may even have
        // run when the gate takes it away again.
        const isRaced = terms.isFresh && !times();
        if (isRaced) fetchable.add(address);
        else expected.set(address, times());
        const ran = count(told, `frame ${address}`);
        if (ran !== times() && !isRaced) say(`the frame ${address} ran ${ran} times, not ${times()}`);
        if (!isFree && sight.framed.includes(address) && terms.isFresh) say(`the frame ${address} stands`);
      } else if (times() && !sight.shown.has(address)) say(`the ${kind} ${address} does not show`);
    }
    if (stands && times() && !sight.shown.has(stands)) say(`${stands} is not where it ought to be`);
  }

  const whoseIs = (name: string): string =>
    tags.find((tag) => addressesOf(tag).includes(name))?.id ?? 'nobody';
  // A script that one asks for is run by it, and is judged above.
  for (const [address, due] of expected) {
    const asked = count(sight.asked, address);
    if (asked !== due)
      problems.push(`${whoseIs(address)}: ${address} was asked for ${asked} times, not ${due}`);
  }
  for (const name of new Set(sight.asked)) {
    if (!expected.has(name) && !fetchable.has(name)) problems.push(`${whoseIs(name)}: ${name} was asked for`);
    // The scanner fetches it, and nobody anything more.
    const asked = count(sight.asked, name);
    if (idle.has(name) && asked > 1) problems.push(`${whoseIs(name)}: ${name} was asked for ${asked} times`);
  }
  // Names that two tags write may stand as long as one of them may write them.
  for (const name of sight.written) {
    if (allowed.has(name) || OWN.test(name)) continue;
    const owner = tags.find(({ stubs = {} }) =>
      Object.values(stubs).some(({ cookies = [], local = [], session = [] }) =>
        [...cookies, ...local, ...session].includes(name),
      ),
    );
    problems.push(`${owner?.id ?? 'nobody'}: ${name} is written`);
  }
  const excused = tags.filter(
    (tag) => terms.isFresh && !terms.isGranted(tag.category, tag.service ?? tag.id),
  );
  for (const complaint of sight.complaints) {
    if (!excused.some(({ throws }) => throws?.test(complaint)))
      problems.push(`${tags.find(({ throws }) => throws?.test(complaint))?.id ?? 'nobody'}: ${complaint}`);
  }
  return [...problems, ...disorder(tags, sight)];
}

/** Scripts whose order the page fixes, and that ran in another. */
function disorder(tags: readonly VendorTag[], sight: Sight): string[] {
  const inPage = (when: 'parser' | 'after'): string[] =>
    tags.flatMap(({ pieces, stubs = {} }) => [
      ...pieces.flatMap(({ ordered }) => (ordered?.[0] === when ? [ordered[1]] : [])),
      ...Object.keys(stubs).filter((address) => when === 'parser' && stubs[address]?.isWritten),
    ]);
  const order = [...inPage('parser'), ...inPage('after')];
  const ran = sight.told
    .filter(([, what]) => what.startsWith('ran '))
    .map(([id, what]) => ({ id, place: order.indexOf(what.slice(4)), address: what.slice(4) }))
    .filter(({ place }) => place >= 0);
  return ran.flatMap(({ id, place, address }, i) => {
    const before = ran[i - 1];
    return before && before.place > place
      ? [`${id}: ${address} ran after ${before.id}: ${before.address}`]
      : [];
  });
}

import type { Browser } from '@playwright/test';
import { createDeed, createPlan, isShared, smaller, type Plan } from './fuzz-deed.ts';
import { play } from './fuzz-play.ts';
import { expect, SHOP, test, Visit, type Opening, type Said } from './page.ts';
import type { World } from './world.ts';

/** Looks for what is not known yet (`npm run fuzz`); else it does the same few hundred deeds each time. */
const IS_SEARCH = !!process.env['IZIN_FUZZ'];
/** Which deeds a run begins with. Given again, it does the same. */
const SEED = Number(process.env['IZIN_FUZZ_SEED'] ?? (IS_SEARCH ? Date.now() % 1e9 : 1));
/** How long it goes on, in ms, and for how many deeds at most. */
const SPAN = Number(process.env['IZIN_FUZZ_MS'] ?? 60_000);
const DEEDS = IS_SEARCH ? Infinity : 400;
/** How long a failure is made smaller, in ms. */
const PATIENCE = Number(process.env['IZIN_FUZZ_SHRINK'] ?? 20_000);
/** How long a page has to come to rest, in ms. */
const REST = 90_000;
/** After how many failures a run ends. */
const MOST = Number(process.env['IZIN_FUZZ_FAILURES'] ?? 3);
/** What is known to get past, and stands in the README's limits. */
const KNOWN = [
  // Styles where the page is laid out in the same task: by a look at it, an edit.
  '"layout"',
  '"style".*"by":"execCommand"',
  // Presentation attributes of SVG.
  '\\["(mask|fill|filter|clip-path|cursor)"',
  // Shadow roots that come with markup, where they are closed or stand in a document of their own.
  'shadowrootmode|"closed"',
  '"shadow".*"by":"parseHTMLUnsafe"',
  // A base that comes in one piece with what it changes.
  '"tag":"base"|<base',
  // Documents of the site's own without a gate: marks in them mean nothing.
  '"srcdoc",[^\\]]*data-category',
  // Markup within a script of SVG is code, too.
  'script@svg',
  '<!--',
];
/** Deeds in which this is found are left out. */
const SKIP = new RegExp(process.env['IZIN_FUZZ_SKIP'] ?? KNOWN.join('|'));
/** Deeds that share a page. */
const BATCH = Number(process.env['IZIN_FUZZ_BATCH'] ?? 40);

const CONFIG = {
  site: SHOP.site,
  services: {
    held: { category: 'marketing', name: 'Held', provider: 'PT Pihak Ketiga', hosts: ['held.test'] },
  },
};

/** What one page of deeds led to, each by the place of the deed in its list. */
interface Result {
  /** What reached third parties. */
  readonly asked: readonly (readonly string[])[];
  /** What the site itself was asked for. */
  readonly own: readonly (readonly string[])[];
  readonly thrown: readonly (string | undefined)[];
  /** What nobody caught, and complaints of the gate. */
  readonly errors: readonly string[];
}

const RUN = `
  const act = (deed, home) => { try { play(deed, home) } catch (error) { (self.thrown ??= {})[deed.id] = String(error) } };
  const begin = (deed) => {
    const home = document.currentScript.previousElementSibling;
    const go = () => act(deed, home);
    switch (deed.when) {
      case 'now': return go();
      case 'microtask': return void Promise.resolve().then(go);
      case 'timeout': return void setTimeout(go, 1);
      case 'observer': {
        const observer = new MutationObserver(() => { observer.disconnect(); go() });
        observer.observe(home, { childList: true });
        return void home.append('o');
      }
      case 'loaded': return addEventListener('load', go);
      case 'reaction': {
        customElements.define('x-' + deed.id, class extends HTMLElement { connectedCallback() { go() } });
        return void home.append(document.createElement('x-' + deed.id));
      }
      case 'event': {
        home.addEventListener('click', go, { once: true });
        return home.click();
      }
    }
  };`;

/** The world that all this takes place in. */
interface Setting {
  readonly browser: Browser;
  readonly world: World;
}

/** Opens a page that does all deeds, and waits until nothing more comes of it. */
async function visitDeeds(
  { browser, world }: Setting,
  plans: readonly Plan[],
  isGated: boolean,
): Promise<Result> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const said: Said[] = [];
  context.on('weberror', (error) => said.push({ kind: 'error', text: String(error.error()) }));
  context.on('console', (message) => {
    if (message.text().startsWith('izin:')) said.push({ kind: 'console', text: message.text() });
  });
  try {
    world.reset();
    const visit = new Visit(await context.newPage(), { world, context, scheme: 'https', said, forgiven: [] });
    // Hosts of this page alone: what another page has learned of them is of no use.
    const ids = plans.map((_, i) => `${isGated ? 'g' : 'u'}${i}`);
    const deeds = plans.map((plan, i) => createDeed(plan, ids[i] ?? '', visit.host));
    const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
    const body = deeds.map((deed) => `<div></div><script>begin(${json(deed)})</script>`).join('\n');
    const opening: Opening = {
      ...(isGated ? { config: CONFIG } : { config: null, gate: '' }),
      head: `<style>div,p{min-width:9px;min-height:9px}</style><script>${`${String(play)};${RUN}`.replaceAll('</', '<\\/')}</script>`,
    };
    await visit.open(body, opening);
    await visit.quiet();
    const thrown = await visit.page.evaluate(
      () => (self as unknown as { thrown?: Record<string, string> }).thrown ?? {},
    );
    const prefix = '/own/';
    return {
      asked: ids.map((id, i) => {
        const host = `${id}.held.test`;
        const isHost = (name: string): boolean => name.replace(/\.$/, '').toLowerCase() === host;
        const asked = world.seen.filter((seen) => isHost(seen.host)).map(({ path }) => path);
        // What has run before it is marked is past holding.
        const isMarkedLate = plans[i]?.by === 'made late';
        const ran = isMarkedLate
          ? []
          : world.seen.flatMap(({ path }) => (path === `${prefix}${id}/ran-marked` ? 'ran' : []));
        return [
          ...asked,
          ...ran,
          ...(!asked.length && [...world.greeted].some(isHost) ? ['a connection'] : []),
        ];
      }),
      own: ids.map((id) => [
        ...new Set(
          world.seen
            .filter(({ path }) => path.startsWith(`${prefix}${id}/`) && !path.endsWith('ran-marked'))
            .map(({ path }) => path.replace(`${prefix}${id}/`, '')),
        ),
      ]),
      thrown: ids.map((id) => thrown[id]?.replaceAll(id, 'ID')),
      errors: said.map(({ text }) => text.replaceAll(/\b[gu]\d+\b/g, 'ID')),
    };
  } finally {
    await context.close();
  }
}

/** The same, in its time: a page that hangs would hang everything. */
async function perform(...given: Parameters<typeof visitDeeds>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the page has not come to rest')), REST);
  });
  return Promise.race([visitDeeds(...given), late]).finally(() => clearTimeout(timer));
}

/**
 * Where the site's own may come to harm beside what is held, which stands in the README's limits: a document in an
 * attribute is held whole; and markup with something held is written anew, which is not read alike in foreign elements,
 * behind a `noscript` that ends in an attribute, and in pieces that leave elements open.
 */
const ODD = /srcdoc|@|<noscript>|write in pieces/;

/** What the gate did wrong in a deed. */
const faultsOf = ({ by, context, trees }: Plan, bare: Result, gated: Result, i: number): string[] => {
  const missing = (bare.own[i] ?? []).filter(
    (path) =>
      !gated.own[i]?.includes(path) &&
      !ODD.test(by + context + JSON.stringify(trees)) &&
      !isShared(trees, path),
  );
  return [
    ...(gated.asked[i] ?? []).map((path) => `leak: ${path}`),
    ...missing.map((path) => `the site's own is missing: ${path}`),
    ...(gated.thrown[i] && gated.thrown[i] !== bare.thrown[i] ? [`threw ${gated.thrown[i]}`] : []),
  ].map((fault) => fault.replaceAll(/\d+/g, '0'));
};

/** Does deeds without the gate and with it. */
async function compare(
  setting: Setting,
  plans: readonly Plan[],
): Promise<[faults: string[][], bare: Result, gated: Result]> {
  const bare = await perform(setting, plans, false);
  const gated = await perform(setting, plans, true);
  return [plans.map((plan, i) => faultsOf(plan, bare, gated, i)), bare, gated];
}

const kindOf = (fault = ''): string => fault.replace(/:.*/s, '');
const NOTHING: Result = { asked: [], own: [], thrown: [], errors: [] };

/** Makes a plan as small as it can be in its time while it fails alike. */
async function shrink(setting: Setting, plan: Plan, fault: string): Promise<Plan> {
  let least = plan;
  for (const until = Date.now() + PATIENCE; ;) {
    if (Date.now() > until) return least;
    const candidates = [...smaller(least)].slice(0, 60);
    // Whether something leaks is told without a page to compare with.
    const found =
      kindOf(fault) === 'leak'
        ? await perform(setting, candidates, true).then((gated) =>
            candidates.map((candidate, i) => faultsOf(candidate, NOTHING, gated, i)),
          )
        : (await compare(setting, candidates))[0];
    const next = candidates[found.findIndex((faults) => faults.includes(fault))];
    if (!next) return least;
    least = next;
  }
}

test.describe.configure({ timeout: SPAN * 20 + 240_000 });

test('whatever a page does, nothing leaks, nothing throws, and the site has what is its own', async ({
  browser,
  world,
}) => {
  const setting = { browser, world };
  const failures: string[] = [];
  let reached = 0;
  let own = 0;
  let seed = SEED;
  const until = Date.now() + SPAN;
  for (; Date.now() < until && seed < SEED + DEEDS && failures.length < MOST; seed += BATCH) {
    const seeds = Array.from({ length: BATCH }, (_, i) => seed + i);
    const plans = seeds
      .map(createPlan)
      .map((plan) => (SKIP.test(JSON.stringify(plan)) ? { ...plan, trees: [] } : plan));
    const [faults, bare, gated] = await compare(setting, plans).catch((error: unknown) => {
      throw new Error(`IZIN_FUZZ_SEED=${seed} IZIN_FUZZ_BATCH=${BATCH}: ${String(error)}`);
    });
    reached += bare.asked.filter((asked) => asked.length).length;
    own += bare.own.filter((paths) => paths.length).length;
    const errors = gated.errors.filter((error) => !bare.errors.includes(error));
    for (const error of new Set(errors)) failures.push(`IZIN_FUZZ_SEED=${seed}: ${error}`);
    for (const [i, [fault]] of faults.entries()) {
      const plan = plans[i];
      if (!fault || !plan || failures.length >= MOST) continue;
      // What is late is not lost: alone it has its time. A leak is one though it does not come again.
      const [[[again] = []]] = await compare(setting, [plan]);
      if (!again && kindOf(fault) !== 'leak') continue;
      const least = again ? await shrink(setting, plan, again) : plan;
      failures.push(
        `IZIN_FUZZ_SEED=${seeds[i]} IZIN_FUZZ_BATCH=1: ${again ?? `${fault} (once)`}\n${JSON.stringify(least)}\n${createDeed(least, 'x', 'toko.test').html}`,
      );
    }
  }
  test.info().annotations.push({
    type: 'deeds',
    description: `${seed - SEED} from seed ${SEED}: ${reached} reached a third party without the gate, ${own} the site`,
  });
  // Deeds of which nothing comes would prove nothing.
  expect(reached).toBeGreaterThan((seed - SEED) / 5);
  expect(own).toBeGreaterThan((seed - SEED) / 20);
  expect(failures, `from seed ${SEED}`).toEqual([]);
});

import { BYS, PUTS, AFTERS, WHENS, type Deed } from './fuzz-play.ts';
import { createRandom, markup, trees, type Branch, type Random, type Twig } from './fuzz-tree.ts';

/** A deed before it is spelled out: what a smaller one is made from. */
export interface Plan extends Omit<Deed, 'id' | 'html' | 'xml'> {
  /** What the spelling of its markup follows from; nothing is plain. */
  readonly spelling: number | undefined;
}

const CONTEXTS = [
  'div',
  'div',
  'div',
  'div',
  'template',
  'table',
  'tr',
  'select',
  'p',
  'my-element',
  'noscript',
  'textarea',
  'button',
  'svg@svg',
  'style@svg',
  'title@svg',
  'foreignObject@svg',
  'script@svg',
  'mtext@math',
  'annotation-xml@math',
] as const;

/** Thinks up what a page might do. The same number always makes the same. */
export function createPlan(seed: number): Plan {
  const random = createRandom(seed);
  const by = random.pick(BYS);
  return {
    trees: trees(random, 3),
    by,
    put: random.pick(PUTS),
    // Written later, it would take the place of the page.
    when: /^write( in|$)/.test(by) ? 'now' : random.pick(WHENS),
    after: Array.from({ length: random.chance(50) ? random(3) : 0 }, () => random.pick(AFTERS)),
    context: random.pick(CONTEXTS),
    cuts: Array.from({ length: 1 + random(4) }, () => random(1e6)),
    spelling: random(1e9),
  };
}

const WIDE = (text: string): string =>
  text.replace(/[a-z]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0));
const PERCENT = (text: string): string => text.replace(/^./, (c) => `%${c.codePointAt(0)?.toString(16)}`);

/** Spells a plan out, for hosts of its own. */
export function createDeed({ spelling, ...plan }: Plan, id: string, home: string): Deed {
  const host = `${id}.held.test`;
  const names: Readonly<Record<string, string>> = {
    HOST: host,
    LOUD: host.toUpperCase(),
    WIDE: WIDE(host),
    PERCENT: PERCENT(host),
    HOME: `${home}/own/${id}`,
  };
  const plain = Object.assign((): number => 0, {
    pick: <T>([first]: readonly [T, ...T[]]): T => first,
    chance: () => false,
  }) satisfies Random;
  const named = JSON.parse(
    JSON.stringify(plan.trees).replace(/HOST|LOUD|WIDE|PERCENT|HOME/g, (name) => names[name] ?? name),
  ) as Twig[];
  const random = spelling === undefined ? plain : createRandom(spelling);
  return { ...plan, id, trees: named, html: markup(random, named), xml: markup(random, named, true) };
}

/** Whether an address of the site's own shares its element with one of a third party: then it waits, too. */
export const isShared = (twigs: readonly Twig[], path: string): boolean =>
  twigs.some((twig) => {
    if (typeof twig === 'string') return false;
    const own = 'raw' in twig ? twig.raw : JSON.stringify(twig.attributes);
    if (own.includes(path) && /HOST|LOUD|WIDE|PERCENT/.test(own)) return true;
    return !('raw' in twig) && isShared([...twig.children, ...(twig.shadow?.children ?? [])], path);
  });

/** Smaller plans, each with one thing less or plainer. */
export function* smaller(plan: Plan): Generator<Plan> {
  for (let i = 0; i < plan.after.length; i++) yield { ...plan, after: plan.after.toSpliced(i, 1) };
  for (const less of without(plan.trees)) yield { ...plan, trees: less };
  if (plan.spelling !== undefined) yield { ...plan, spelling: undefined };
  if (plan.when !== 'now') yield { ...plan, when: 'now' };
  if (plan.put !== 'append') yield { ...plan, put: 'append' };
  if (plan.context !== 'div') yield { ...plan, context: 'div' };
  if (plan.cuts.length > 1) yield { ...plan, cuts: plan.cuts.slice(1) };
  for (const by of ['made', 'innerHTML'] as const) if (plan.by !== by) yield { ...plan, by };
}

function* without(twigs: readonly Twig[]): Generator<Twig[]> {
  for (const [i, twig] of twigs.entries()) {
    if (twigs.length > 1) yield twigs.toSpliced(i, 1);
    if (typeof twig === 'string' || 'raw' in twig) continue;
    const other = (less: Partial<Branch>): Twig[] => twigs.with(i, { ...twig, ...less });
    if (twig.children.length) yield twigs.toSpliced(i, 1, ...twig.children);
    if (twig.children.length) yield other({ children: [] });
    for (const children of without(twig.children)) yield other({ children });
    if (twig.shadow) {
      for (const children of without(twig.shadow.children))
        yield other({ shadow: { ...twig.shadow, children } });
      if (twig.shadow.mode === 'closed') yield other({ shadow: { ...twig.shadow, mode: 'open' } });
    }
    for (const [at, [name, value, way]] of twig.attributes.entries()) {
      // Without its mark it would be another tag, which may run.
      if (name !== 'data-category') yield other({ attributes: twig.attributes.toSpliced(at, 1) });
      if (way !== 'setAttribute')
        yield other({ attributes: twig.attributes.with(at, [name, value, 'setAttribute']) });
      const plainer = value
        .replace(
          /(?:\s*ht\ntps:|\s*https?:|HTTPS:)?[\s/\\]*[/\\](?:me@)?(?:HOST|LOUD|WIDE|PERCENT)(?:\.(?=\/)|:443)?/g,
          'https://HOST',
        )
        .replace(/[?#][ab=1]+/g, '');
      if (plainer !== value) yield other({ attributes: twig.attributes.with(at, [name, plainer, way]) });
    }
  }
}

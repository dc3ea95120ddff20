import { ID } from '../core/config/forms.ts';

/** A JSON object. */
export type Patch = Readonly<Record<string, unknown>>;

/**
 * What settles a finding, to be copied: lines of the configuration, as a JSON Merge Patch in which lists are whole
 * (RFC 7396); markup that takes the place of what is there; the line that goes first in the head; a command.
 */
export type Fix =
  | { readonly kind: 'config' | 'allow'; readonly patch: Patch }
  | { readonly kind: 'markup'; readonly text: string }
  | { readonly kind: 'head'; readonly text: string }
  | { readonly kind: 'command'; readonly text: string };

/** How sure it is that something must be done, the worst first. */
export const SEVERITIES = ['wrong', 'doubtful', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing to say about a page. */
export interface Finding {
  /** Its texts are `inspector.find.<code>` and `inspector.why.<code>`. */
  readonly code: string;
  readonly severity: Severity;
  /** What stands in its texts. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** What it is about, each a line: addresses, names, markup. */
  readonly about?: readonly string[];
  /** The first is the one that is copied with all others. */
  readonly fixes?: readonly Fix[];
  /** Whether it is this that settles it depends on others: it is not copied with them. */
  readonly isUnsure?: boolean;
  /** The element it is about. */
  readonly at?: number | undefined;
}

const isObject = (value: unknown): value is Patch =>
  !!value && typeof value === 'object' && !Array.isArray(value);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Joins two patches of the same configuration. Each counts for what it changes there: of lists, which are whole in a
 * patch, for what it takes out and what it adds.
 *
 * @param now - What both are to be merged into.
 */
export function joinPatches(now: unknown, one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) {
    const has = (list: readonly unknown[], item: unknown): boolean => list.some((it) => isSame(it, item));
    const before: readonly unknown[] = Array.isArray(now) ? now : [];
    const kept = before.filter((item) => has(one, item) && has(other, item));
    const added = [...one, ...other].filter((item) => !has(before, item));
    return [...kept, ...added.filter((item, i) => added.findIndex((it) => isSame(it, item)) === i)];
  }
  if (!isObject(one) || !isObject(other)) {
    // What says more of a service counts before what only switches it on.
    return (isObject(one) && other === true) || isSame(other, now) ? one : other;
  }
  const joined: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other))
    joined[key] = Object.hasOwn(one, key) ? joinPatches(given(now, key), one[key], value) : value;
  return joined;
}

/** Says a fix as text. */
export const textOf = (fix: Fix): string => ('patch' in fix ? JSON.stringify(fix.patch, null, 2) : fix.text);

/**
 * Puts the fixes of all findings together: one piece of JSON, and one of markup.
 *
 * @param now - The configuration that the findings are about, as it was given.
 * @returns A text is empty where there is nothing of its kind.
 */
export function allFixes(
  findings: readonly Finding[],
  now: unknown,
): { readonly config: string; readonly markup: string } {
  const first = findings.flatMap(({ fixes, isUnsure }) => (isUnsure ? [] : (fixes?.slice(0, 1) ?? [])));
  const patch = first.reduce<unknown>(
    (all, fix) => ('patch' in fix ? joinPatches(now, all, fix.patch) : all),
    {},
  );
  // What goes first in the head goes first here.
  const markup = ['head', 'markup'].flatMap((kind) =>
    first.flatMap((fix) => (fix.kind === kind ? textOf(fix) : [])),
  );
  return {
    config: Object.keys(patch as Patch).length ? JSON.stringify(patch, null, 2) : '',
    markup: [...new Set(markup)].join('\n'),
  };
}

/** What the given configuration says under a path, if that is there. */
export const given = (config: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    config,
  );

/** A list in the given configuration, with more in it. */
export function listWith(config: unknown, path: readonly string[], ...more: readonly unknown[]): unknown[] {
  const list = given(config, ...path);
  const before: unknown[] = Array.isArray(list) ? list : [];
  return [...before, ...more.filter((item) => !before.some((it) => isSame(it, item)))];
}

/**
 * An id for a host that nobody has declared.
 *
 * @param taken - Services that there are already, by id.
 */
export function idOf(host: string, taken: { has(id: string): boolean }): string {
  const id = host
    .replace(/^www\./, '')
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');
  return ID.test(id) && !taken.has(id) ? id : `host-${id || 'unknown'}`;
}

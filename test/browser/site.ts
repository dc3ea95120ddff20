import type { Browser } from '@playwright/test';
import { html, js, text, type Answer } from './answers.ts';
import { expect, SHOP, Visit, type Said, type VisitOptions } from './page.ts';
import type { World } from './world.ts';

// Pages of a site that has no third parties: with the gate they do what they do without.

/** What the scripts of such a page have at hand. */
export interface Notebook {
  /** Writes a line of the transcript. */
  note(label: string, value?: unknown): void;
  /** Notes what something returns, what its promise comes to, or what it throws. */
  attempt(label: string, act: () => unknown): Promise<void>;
  /** Settles with the next event of a type; in vain after a while, and says so. */
  next(target: EventTarget, ...types: readonly string[]): Promise<Event>;
}

/** A part of the page, which runs in the browser and nowhere else: it may use nothing from outside. */
export type Part = (notebook: Notebook) => unknown;

/** A page that makes use of something in every way its site could. */
export interface Exercise {
  readonly name: string;
  /** Runs while the page is parsed. */
  readonly part: Part;
  readonly head?: string;
  readonly body?: string;
  /** Other files of the site, by path. */
  readonly files?: Readonly<Record<string, string | Answer>>;
  /** What is no difference: lines of the transcript by their labels. */
  readonly ignores?: RegExp;
}

/** Set up in the page before anything else. Kept apart from natives that a page may be told to break. */
function open(): void {
  const transcript: string[] = [];
  const describe = (value: unknown, depth = 0): string => {
    if (value instanceof Error || value instanceof DOMException) return `${value.name}: ${value.message}`;
    if (typeof value === 'function') return `function ${value.name}/${value.length}`;
    if (value instanceof Element) return value.outerHTML;
    if (value instanceof Node) return `${value.nodeName} ${value.textContent}`;
    if (value instanceof Event) return `${value.constructor.name} ${value.type}`;
    if (Array.isArray(value)) return `[${value.map((one) => describe(one, depth + 1)).join(', ')}]`;
    if (typeof value !== 'object' || !value)
      return typeof value === 'string' ? JSON.stringify(value) : String(value);
    const tag = Object.prototype.toString.call(value);
    if (depth > 2) return tag;
    const inner = Object.entries(value).map(([key, one]) => `${key}: ${describe(one, depth + 1)}`);
    return tag === '[object Object]' ? `{${inner.join(', ')}}` : `${tag}{${inner.join(', ')}}`;
  };
  const note = (label: string, value?: unknown): unknown => transcript.push(`${label}: ${describe(value)}`);
  const attempt = async (label: string, act: () => unknown): Promise<void> => {
    try {
      const value = act();
      const isLater = value instanceof Promise;
      note(isLater ? `${label} (later)` : label, await value);
    } catch (error) {
      note(`${label} threw`, error);
    }
  };
  const next = (target: EventTarget, ...types: readonly string[]): Promise<Event> =>
    new Promise((resolve, reject) => {
      for (const type of types) target.addEventListener(type, resolve, { once: true });
      setTimeout(() => reject(new Error(`no ${types.join()}`)), 8000);
    });
  addEventListener('error', ({ message, error }) => note('uncaught', error ?? message));
  addEventListener('unhandledrejection', ({ reason }) => note('unhandled', reason));
  Object.assign(self, { transcript, notebook: { note, attempt, next } });
}

const inline = (code: string): string => `<script>${code.replaceAll('</script', '<\\/script')}</script>`;

/** What a run of an exercise is given. */
export interface Setting {
  readonly browser: Browser;
  readonly world: World;
  readonly scheme: VisitOptions['scheme'];
}

/** How the page is visited. */
const WAYS = ['without the gate', 'undecided', 'accepted', 'refused'] as const;

/** Visits the page with a browser profile of its own, and returns its transcript with what the console was told. */
async function transcribe(
  { browser, world, scheme }: Setting,
  { part, head = '', body = '', files = {}, ignores }: Exercise,
  way: (typeof WAYS)[number],
): Promise<string[]> {
  world.reset();
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  const said: Said[] = [];
  const told: string[] = [];
  context.on('console', (message) => {
    if (/error|warning/.test(message.type())) told.push(`console: ${message.text()}`);
  });
  const visit = new Visit(await context.newPage(), { world, context, scheme, said, forgiven: [] });
  try {
    if (way === 'accepted' || way === 'refused') {
      await visit.open('');
      await visit.press(way === 'accepted' ? 'Accept all' : 'Reject all');
      await expect(visit.notice).toHaveCount(0);
      // Asked for, the receipt is there: it does not come later.
      await visit.page.evaluate(() => window.izin.receipt() && localStorage.clear());
      world.reset();
      told.length = 0;
    }
    for (const [path, file] of Object.entries(files)) {
      const type = path.endsWith('.js') ? js : path.endsWith('.html') ? html : undefined;
      const answer = typeof file !== 'string' ? file : (type?.(file) ?? text('text/plain', file));
      world.answer(visit.host + path, answer);
    }
    await visit.open(
      `${body}${inline(`(async () => { try { await (${part.toString()})(notebook) } catch (error) { notebook.note('broke off', error) } finally { self.isDone = true } })()`)}`,
      {
        before: inline(`(${open.toString()})()`),
        head,
        ...(way === 'without the gate' && { config: null, gate: '' }),
        ...(way !== 'without the gate' && { config: { ...SHOP } }),
      },
    );
    await visit.page.waitForFunction(() => (self as { isDone?: true }).isDone, undefined, {
      timeout: 60_000,
    });
    const transcript = await visit.page.evaluate(
      () => (self as unknown as { transcript: readonly string[] }).transcript,
    );
    return [...transcript, ...told].filter((line) => !ignores?.test(line));
  } finally {
    await context.close();
  }
}

/** Runs an exercise in all ways; what is noted must be the same. */
export async function expectSame(setting: Setting, exercise: Exercise): Promise<void> {
  const [plain = [], ...gated] = [
    await transcribe(setting, exercise, 'without the gate'),
    await transcribe(setting, exercise, 'undecided'),
    await transcribe(setting, exercise, 'accepted'),
    await transcribe(setting, exercise, 'refused'),
  ];
  expect(
    plain.filter((line) => /^(broke off|uncaught(?!.* reported$))/.test(line)),
    'what an exercise itself gets wrong',
  ).toEqual([]);
  expect(plain.length, 'lines of the transcript').toBeGreaterThan(5);
  gated.forEach((transcript, index) =>
    expect.soft(transcript, `${exercise.name}, ${WAYS[index + 1]}`).toEqual(plain),
  );
}

import type { Answer } from './answers.ts';
import { expect, type Opening, type Visit } from './page.ts';
import { js } from './answers.ts';

/** A page with tags of third parties, as its owner would paste them. */
export interface Tagged {
  /** What stands in the page; `say(what)` is how its code, and that of third parties, tells what it saw. */
  readonly body: string;
  /** The code that third parties answer with, or how they answer, by address; anew for each time. */
  readonly answers?: () => Readonly<Record<string, string | Answer>>;
  readonly opening?: Opening;
  /** What is done on the page in the end. */
  readonly after?: string;
}

/** Answers anybody with code. */
export const code = (text: string): Answer => js(text, { 'access-control-allow-origin': '*' });

/** What a page has told. */
export interface Told {
  readonly said: readonly string[];
  /** What stands in it, with the attributes of each element in the order of their names. */
  readonly html: string;
  /** What third parties were asked. */
  readonly asked: readonly string[];
}

const SAY = `<script data-own>
  self.said = [];
  // What the gate tells vendors of consent is told elsewhere.
  self.say = (...what) => { if (!/consent/i.test(what.join(' '))) said.push(what.join(' ').replaceAll(' data-category="performance"', '')) };
  addEventListener('error', (event) => { if (event.message) say('error', event.message.replace(/^Uncaught |Failed to .*?: /g, '')) });
</script>`;

/** The same tags, marked by the owner; those with \`data-own\` are the page's own code. */
export const marked = (body: string, category = 'performance'): string =>
  body.replace(
    /<(script|iframe|img|link|video|audio|embed|object)\b((?:\s[^>]*)?)>/g,
    (tag, name, attributes) => {
      if (/data-own/.test(attributes)) return tag;
      const kept = attributes.replace(
        /\s(src|srcset|href|poster|data|type)=/g,
        (all: string, attribute: string) =>
          attribute === 'type' && name !== 'script'
            ? all
            : ` data-${attribute === 'data' ? 'src' : attribute}=`,
      );
      return `<${name}${name === 'script' ? ' type="text/plain"' : ''} data-category="${category}"${kept}>`;
    },
  );

/** Reads what the page has told so far. */
export async function told(visit: Visit): Promise<Told> {
  const [said, html] = await visit.page.evaluate(() => {
    // Where nothing loads.
    const inert = document.implementation.createHTMLDocument();
    const copy = inert.importNode(document.querySelector('main') as Element, true);
    for (const element of copy.querySelectorAll('*')) {
      const attributes = [...element.attributes].toSorted((a, b) => (a.name < b.name ? -1 : 1));
      // Marking code in a page changes the texts of scripts in it that write tags.
      if (element.localName === 'script') element.textContent = '';
      for (const { name } of attributes) element.removeAttribute(name);
      for (const { name, value } of attributes)
        if (name !== 'data-category') element.setAttribute(name, value);
    }
    return [(self as unknown as { said: string[] }).said, copy.innerHTML.replace(/\s+/g, ' ')] as const;
  });
  return { said, html, asked: visit.outside().toSorted() };
}

async function open(visit: Visit, page: Tagged, opening: Opening): Promise<void> {
  visit.world.reset();
  for (const [address, answer] of Object.entries(page.answers?.() ?? {}))
    visit.world.answer(address, typeof answer === 'string' ? code(answer) : answer);
  const { head = '', ...rest } = page.opening ?? {};
  await visit.open(page.body, { ...rest, ...opening, head: SAY + head });
}

/** What the page tells where nothing stands in its way. */
export async function plainly(visit: Visit, page: Tagged): Promise<Told> {
  await open(visit, page, { gate: '', config: null });
  await visit.quiet();
  if (page.after) await visit.page.evaluate(page.after);
  await visit.quiet();
  return told(visit);
}

/**
 * Has a page tell the same without the gate, with its tags held and then granted, and once more with the
 * grant in force from the start.
 *
 * @param body - The body where it is another with the gate, as with marked tags.
 * @returns What it told each time.
 */
export async function sameBeside(visit: Visit, page: Tagged, body = page.body): Promise<Told> {
  // A hint that finds nobody is repeated by the browser for the script itself, and so is what it may not
  // keep where a script is taken back. What is pasted is also asked for by the browser, ahead of every script.
  const counted = ({ asked, ...rest }: Told): Told => ({
    ...rest,
    asked: asked.filter(
      (name, i) => (body !== page.body && !/drop|again/.test(name)) || asked.indexOf(name) === i,
    ),
  });
  const said = async (): Promise<readonly string[]> => (await told(visit)).said;
  await open(visit, page, { gate: '', config: null });
  await visit.quiet();
  const first = await said();
  if (page.after) await visit.page.evaluate(page.after);
  await visit.quiet();
  const plain = counted(await told(visit));
  for (const when of ['granted on the page', 'granted from the start']) {
    await open(visit, { ...page, body }, {});
    if (/page/.test(when)) await visit.press('Accept all');
    await expect.poll(said, when).toEqual(first);
    if (page.after) {
      await visit.quiet();
      await visit.page.evaluate(page.after);
      await expect.poll(said, when).toEqual(plain.said);
    }
    await visit.quiet();
    expect(counted(await told(visit)), when).toEqual(plain);
  }
  await visit.context.clearCookies();
  return plain;
}

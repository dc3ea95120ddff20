// The seal's inline script. It stands in the HTML right before the policy by which the browser refuses
// whatever was not granted, and opens an inert script that swallows that policy where consent is stored.
// All it has to know is in its own attributes, written by src/seal/markup.ts: so its text is as short as it
// can be (test/size.mjs holds it to 400 bytes), and its hash, for a site's own policy, is the
// same on every site. Whatever is odd ends it, and then the policy in the HTML holds.

/** The page requires Trusted Types: put in by the build, which makes both. */
declare const __TRUSTED__: boolean;
declare const trustedTypes: {
  createPolicy(name: string, rules: { createHTML: typeof String }): { createHTML(text: string): string };
};

interface Attributes {
  /** What a record looks like, among other cookies. */
  readonly form: string;
  /** How long it stands, in seconds. */
  readonly ttl: number;
  /** For each question: a pattern that finds it asked, what may answer it, and hosts; ended by `;`. */
  readonly ask: string;
  /** What to write where everything is granted, if that lifts the policy; the attribute may be missing. */
  readonly all: string | undefined;
  /** What to write else: `~` stands for the hosts. */
  readonly some: string;
  /** What to say where there is no gate: it was swallowed, too, or is missing. */
  readonly err: string;
}

try {
  // One statement, for it is the shortest. Texts and dates that stand for numbers are reckoned with as such.
  // oxlint-disable-next-line prefer-const
  let page = document,
    { form, ttl, ask, all, some, err } = (page.currentScript as HTMLElement).dataset as unknown as Attributes,
    // Said, too, where there is no choice to read yet: without the rest nobody would be asked for one.
    hosts = (addEventListener('load', () => self.izin || console.error(err)) as undefined) || '',
    // Times are of one length, so the newest record comes last.
    said =
      (page.cookie.match(RegExp(form, 'g')) as string[]).sort().pop() +
      (navigator as unknown as { globalPrivacyControl: string }).globalPrivacyControl,
    age = (new Date() as unknown as number) / 1e3 - (said.slice(11, 21) as unknown as number);
  ask.replace(/(\S+) (\S+)(.*?);/g, (_, question, answer, more) =>
    said.match(`${question}.*(${answer})=1(?!.*(${answer})=0)`) ? (hosts += more) : (all = 0 as never),
  );
  // Once there is a body a policy would not count, and writing might blank the page.
  if (!(((age < 0) as unknown as number) | ((age > ttl) as unknown as number) || page.body)) {
    // Not by a variable: that is three bytes longer.
    page.write(
      __TRUSTED__
        ? trustedTypes
            .createPolicy('izin-seal', { createHTML: String })
            .createHTML(all || some.replace(/~/g, hosts))
        : all || some.replace(/~/g, hosts),
    );
  }
} catch {}

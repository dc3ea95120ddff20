import { sealOf } from './sealing.ts';
import { keep, PLACE, take } from './tab.ts';
import { address, isUnfinished, watchForms } from './unfinished.ts';

// Loads pages again. On a sealed page the browser lets pass what was granted when the page began, and nothing
// can widen that: what is granted since needs the page anew. And what ran before a withdrawal ends with the page.

export { build } from 'virtual:izin/build';

const MEND = 'Put the three lines that "izin build --seal" prints into <head> once, right before izin.js';

/** What is wrong with a seal, and what to do, in words for the owner. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'no-end': `the line with id="izin-seal" is gone from the HTML, so it will take izin.js along once it opens. ${MEND}`,
  behind: `it stands behind izin.js, which has not seen it. ${MEND}`,
  twice: `it is there twice, so only what both let pass is let pass. ${MEND}`,
  order: `its lines are not in the order in which they were printed, so it never opens. ${MEND}`,
  'outside-head': `it counts in <head> only, and something before it has ended that. ${MEND}`,
  'no-policy': `its <meta http-equiv="Content-Security-Policy"> is gone from the HTML, so it keeps nobody back. ${MEND}`,
  'no-script': `its inline script is gone from the HTML, or is none any more, so it never opens. ${MEND}`,
  'not-opened':
    'it did not open although consent is stored. A policy of the site must allow its inline script, by the hash that "izin build --seal" tells; where the site requires Trusted Types, print it with --trusted-types',
};

/**
 * Begins to watch, and looks at the seal.
 *
 * @param script - Our own script element, if it can be told.
 * @param hasGrants - Something was granted when the page began.
 * @param isBelow - This is a frame of a page that watches, too.
 */
export function watch(script: HTMLScriptElement | undefined, hasGrants: boolean, isBelow: boolean): void {
  watchForms(isBelow);
  if (!isBelow) goBack();
  const problem = PROBLEMS[sealOf(script, hasGrants)];
  if (problem) console.error(`izin: the seal is broken: ${problem}`);
}

/** Goes where the visitor was. */
function goBack(): void {
  const [top, href] = take(PLACE)?.split(' ') ?? [];
  if (!href?.startsWith(address())) return;
  const { hash } = new URL(href);
  if (hash && !location.hash) location.replace(hash);
  scrollTo(0, Number(top));
}

/** The same, unless the page answers a form, or one is being filled in. Tells whether it does. */
export function openAgain(): boolean {
  if (isUnfinished()) return false;
  askAgain();
  return true;
}

/**
 * Loads the page again, by asking for it as it was asked for first: never by sending a form anew, as
 * `location.reload()` would. So it goes without its fragment, which is put back: an address that has one is
 * only scrolled to.
 */
export function askAgain(): void {
  keep(PLACE, `${scrollY} ${location.href}`);
  location.replace(address());
}

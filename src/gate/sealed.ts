import { fromDocument } from './page.ts';
import { sealOf } from './sealing.ts';

// On a sealed page the browser lets pass what was granted when the page began, and nothing can widen that.
// What is granted since needs the page anew. This file is loaded on sealed pages only.

export { build } from 'virtual:izin/build';

const POSTED = 'izin.posted';
const SCROLLED = 'izin.scrolled';

/** What a tab keeps until its next page; `null` where that is denied. */
function take(key: string): string | null {
  try {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return text;
  } catch {
    return null;
  }
}

function leave(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Then the next page does not know.
  }
}

const MEND = 'Put the three lines that "izin build --seal" prints into <head> once, right before izin.js';

/** What is wrong with a seal, and what to do, in words for the owner. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'no-end': `the line with id="izin-seal" is gone from the HTML, so it will take izin.js along once it opens. ${MEND}`,
  behind: `it stands behind izin.js, which has not seen it. ${MEND}`,
  twice: `it is there twice, so only what both let pass is let pass. ${MEND}`,
  'outside-head': `it counts in <head> only, and something before it has ended that. ${MEND}`,
  'no-policy': `its <meta http-equiv="Content-Security-Policy"> is gone from the HTML, so it keeps nobody back. ${MEND}`,
  'no-script': `its inline script is gone from the HTML, so it never opens. ${MEND}`,
  'not-opened':
    'it did not open although consent is stored. A policy of the site must allow its inline script, by the hash that "izin build --seal" tells',
};

/** This page is, as far as can be told, what answered a form. */
let isAnswer = false;
/** The visitor has put something in. */
let isTouched = false;

const isOurs = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('#izin,#izin-inspector') !== null;

/**
 * Begins to watch, and looks at the seal.
 *
 * No browser tells a page whether it answers a POST; so the page before says that it sent one.
 *
 * @param script - Our own script element, if it can be told.
 * @param hasGrants - Something was granted when the page began.
 */
export function watch(script: HTMLScriptElement | undefined, hasGrants: boolean): void {
  isAnswer = take(POSTED) !== null;
  const top = take(SCROLLED);
  if (top) scrollTo(0, Number(top));
  // Told of every form that is sent, by `submit()` too, and of those that a script reads for itself:
  // then the next page is taken for an answer, which only costs it a reload.
  addEventListener('formdata', ({ target }) => {
    if (target instanceof HTMLFormElement && target.method === 'post') leave(POSTED, '1');
  });
  for (const type of ['input', 'change', 'paste', 'drop'])
    addEventListener(
      type,
      (event) => {
        if (!isOurs(event.target)) isTouched = true;
      },
      true,
    );
  const problem = PROBLEMS[sealOf(script, hasGrants)];
  if (problem) console.error(`izin: the seal is broken: ${problem}`);
}

/** Whether a control holds something other than what the page gave it: hidden ones are the page's own. */
function isFilled(control: Element): boolean {
  if (isOurs(control)) return false;
  if (control instanceof HTMLSelectElement) {
    const { options } = control;
    const chosen = [...options].filter((option) => option.defaultSelected);
    // Without a word from the page the first one that can be is chosen.
    return chosen.length
      ? [...options].some((option) => option.selected !== option.defaultSelected)
      : !control.multiple && control.selectedIndex > 0 && !options[0]?.disabled;
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (!(control instanceof HTMLInputElement) || /^(hidden|submit|button|reset|image)$/.test(control.type))
    return false;
  return /^(checkbox|radio)$/.test(control.type)
    ? control.checked !== control.defaultChecked
    : control.value !== control.defaultValue;
}

/**
 * Loads the page again, by asking for it as it was asked for first: never by sending a form anew. Not
 * where it answers one, or while one is being filled in: then the next page has what was granted.
 */
export function openAgain(): void {
  const controls = fromDocument('querySelectorAll').call(document, 'input,select,textarea');
  if (isAnswer || isTouched || [...controls].some(isFilled)) return;
  const { href, hash } = location;
  leave(SCROLLED, String(scrollY));
  // An address with a fragment would only be scrolled to.
  if (hash) location.reload();
  else location.replace(href);
}

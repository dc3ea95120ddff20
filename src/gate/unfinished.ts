import { fromDocument } from './page.ts';
import { keep, kept, take } from './tab.ts';

// What would be lost, or done twice, if a page were loaded again.

/** The page before has sent a form by a POST. */
const POSTED = 'izin.posted';
/** The addresses of pages that have answered one, a line each. */
const ANSWERS = 'izin.answers';
/** Whoever sends more forms than these in one tab may lose an answer. */
const MOST = 50;

/** This page is, as far as can be told, what answered a form. */
let isAnswer = false;
/** The visitor has put something in. */
let isTouched = false;

/** The address of this page, without its fragment. */
export const address = (): string => location.href.replace(/#.*/, '');

/** An attribute, whatever the controls of a form are called. */
const attribute = (element: Element, name: string): string | null =>
  Element.prototype.getAttribute.call(element, name);

const isOurs = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('#izin,#izin-inspector') !== null;

/**
 * Begins to watch what the visitor does.
 *
 * No browser tells a page whether it answers a POST; so the page before says that it sent one.
 *
 * @param isBelow - This is a frame of a page that watches, too.
 */
export function watchForms(isBelow: boolean): void {
  if (!isBelow) recall();
  listen(window);
  // Forms in a shadow root tell nobody outside of it, but whoever uses them does.
  const known = new WeakSet<Node>();
  for (const type of ['pointerdown', 'focusin', 'keydown'])
    addEventListener(
      type,
      (event) => {
        const [inner] = event.composedPath();
        const root = inner instanceof Node && inner.getRootNode();
        if (!(root instanceof ShadowRoot) || known.has(root)) return;
        known.add(root);
        listen(root);
      },
      true,
    );
  // Where there is it, it misses none.
  (window as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) => {
    if ((event as { formData?: FormData }).formData) keep(POSTED, '1');
  });
  for (const type of ['input', 'change', 'paste', 'drop'])
    addEventListener(
      type,
      (event) => {
        if (!isOurs(event.target)) isTouched = true;
      },
      true,
    );
  // Nobody outside of a frame is told what is put into it.
  addEventListener('blur', () =>
    setTimeout(() => {
      if (fromDocument('activeElement')?.localName === 'iframe') isTouched = true;
    }),
  );
}

/** Finds out whether this page answers a form: also where it is shown once more. */
function recall(): void {
  const before = kept(ANSWERS)?.split('\n') ?? [];
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isAgain = /^(reload|back_forward)$/.test(entry?.type ?? '') && before.includes(address());
  isAnswer = take(POSTED) !== null || isAgain;
  const others = before.filter((it) => it !== address());
  const now = isAnswer ? [...others, address()] : others;
  if (now.length !== before.length) keep(ANSWERS, now.slice(-MOST).join('\n'));
}

/**
 * Notes forms that are sent by a POST, by `submit()` too, and those that a script reads for itself: then the
 * next page is taken for an answer, which only costs it a reload.
 */
function listen(root: EventTarget): void {
  let method: string | null = null;
  const on = (type: string, hear: (event: Event) => void): void => root.addEventListener(type, hear, true);
  on('submit', (event) => {
    const { submitter } = event as SubmitEvent;
    method = submitter && attribute(submitter, 'formmethod');
  });
  on('formdata', ({ target }) => {
    if ([method, attribute(target as Element, 'method')].some((it) => /^post$/i.test(it ?? '')))
      keep(POSTED, '1');
    method = null;
  });
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
  if (/^(checkbox|radio)$/.test(control.type)) return control.checked !== control.defaultChecked;
  if (control.type === 'file') return control.value !== '';
  // A range has a value though the page gave it none, an address loses its blanks.
  const fresh = control.cloneNode() as HTMLInputElement;
  fresh.value = control.defaultValue;
  return control.value !== fresh.value;
}

/** Whether the page answers a form, or one is being filled in. */
export function isUnfinished(): boolean {
  const controls = fromDocument('querySelectorAll').call(document, 'input,select,textarea');
  return isAnswer || isTouched || [...controls].some(isFilled);
}

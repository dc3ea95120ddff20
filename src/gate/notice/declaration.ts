import type { DeclarationModule } from '../api.ts';
import { fromDocument } from '../page.ts';
import { config, inside, report } from './site.ts';

/** Fills every `<div data-izin="declaration">` there is by now. Where that fails, it stays as the owner wrote it. */
export function declare(): void {
  if (fromDocument('querySelector').call(document, '[data-izin=declaration]'))
    inside
      .load<DeclarationModule>('declaration')
      .then((chunk) => chunk.showDeclarations({ gate: inside.gate, config, record: inside.record }))
      .catch(report);
}

/** Looks soon after something has happened, and again for pages that take their time to show what is new. */
const declareSoon = (): void => [9, 999, 4999].forEach((delay) => setTimeout(declare, delay));

/** Fills them now, in each new body, after a router has gone on to another view, and after clicks. */
export function watchDeclarations(): void {
  declareSoon();
  new MutationObserver(declareSoon).observe(fromDocument('documentElement'), { childList: true });
  // On the way down, for not all of them bubble.
  for (const type of ['DOMContentLoaded', 'pageshow', 'popstate', 'click', 'turbo:load', 'astro:page-load'])
    addEventListener(type, declareSoon, true);
  // Not every browser of the last years has it.
  (window as { navigation?: EventTarget }).navigation?.addEventListener('navigatesuccess', declareSoon);
}

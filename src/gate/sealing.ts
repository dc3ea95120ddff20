import type { Evidence } from './api.ts';
import { fromDocument } from './page.ts';

const find = (selector: string): Element | null =>
  fromDocument('querySelector').call(document, selector) as Element | null;

/**
 * Tells how the seal of this page stands: by what is left of its three lines, and what they have written.
 *
 * @param script - Our own script element, if it can be told.
 * @param hasGrants - Something was granted when the page began.
 */
export function sealOf(script: HTMLScriptElement | undefined, hasGrants: boolean): Evidence['seal'] {
  if (script?.dataset['sealed'] !== undefined) return 'header';
  const follows = (element: Element, other: Element): boolean =>
    (element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
  const mark = find('#izin-seal');
  if (mark && script && follows(script, mark)) return 'behind';
  if (find('script[data-ask] ~ script[data-ask]')) return 'twice';
  // Where it opened for some, it has put a policy of its own there.
  if (find('meta#izin-seal')) return 'narrowed';
  const opener = find('script[data-ask][data-form]');
  const end = find('script#izin-seal');
  const policy = find('meta[http-equiv=Content-Security-Policy i]');
  if (!end) {
    if (!opener) return 'none';
    // Where it opened for all, an inert script has swallowed the policy, and the end with it.
    const after = opener.nextElementSibling as HTMLScriptElement | null;
    return after?.localName === 'script' && after.text?.includes('izin-seal') ? 'lifted' : 'no-end';
  }
  if (!fromDocument('head').contains(end)) return 'outside-head';
  if (!policy || !follows(policy, end)) return 'no-policy';
  if (!opener) return 'no-script';
  return hasGrants ? 'not-opened' : 'shut';
}

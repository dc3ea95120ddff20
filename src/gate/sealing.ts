import type { Evidence } from './api.ts';
import { fromDocument } from './page.ts';

const find = (selector: string): Element | null =>
  fromDocument('querySelector').call(document, selector) as Element | null;

const follows = (element: Element, other: Element): boolean =>
  (element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;

/** The policy of the seal among those of the site, as src/seal/policy.ts writes it. */
const POLICY = `meta[http-equiv=Content-Security-Policy i][content^="default-src 'unsafe-inline' 'unsafe-eval' data: blob:"]:not([id])`;

/**
 * Tells how the seal of this page stands: by what is left of its three lines, and what they have written.
 *
 * @param script - Our own script element, if it can be told.
 * @param hasGrants - Something was granted when the page began.
 */
export function sealOf(script: HTMLScriptElement | undefined, hasGrants: boolean): Evidence['seal'] {
  if (script?.dataset['sealed'] !== undefined) return 'header';
  const mark = find('#izin-seal');
  if (mark && script && follows(script, mark)) return 'behind';
  if (find('script[data-ask] ~ script[data-ask]')) return 'twice';
  const opener = find('script[data-ask][data-form]') as HTMLScriptElement | null;
  const policy = find(POLICY);
  // Where it opened for some, it has put a policy of its own there; either way an inert script has swallowed
  // the policy behind it, and the end with it.
  const isNarrowed = !!find('meta#izin-seal');
  const after = opener?.nextElementSibling as HTMLScriptElement | null | undefined;
  const isOpen = isNarrowed || (after?.localName === 'script' && after.text?.includes('izin-seal'));
  const end = isOpen ? null : find('script#izin-seal');
  if (!opener && !end && !policy && !isOpen) return 'none';
  if (policy && (isOpen || (opener && follows(policy, opener)) || (end && follows(end, policy))))
    return 'order';
  if (isOpen) return isNarrowed ? 'narrowed' : 'lifted';
  if (end && !fromDocument('head').contains(end)) return 'outside-head';
  if (!policy) return 'no-policy';
  if (!opener || !/^(|.*\/javascript)$/i.test(opener.type)) return 'no-script';
  if (!end) return 'no-end';
  return hasGrants ? 'not-opened' : 'shut';
}

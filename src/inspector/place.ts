import type { Evidence } from '../gate/api.ts';
import { markupOf } from './elements.ts';
import { htmlOf } from './markup.ts';
import type { Place } from './seen.ts';

const SEAL = 'script[data-ask][data-form]';

/** Whether a script runs, or ran before it was held. */
const isCode = (script: HTMLScriptElement): boolean => {
  const { attributes } = markupOf(script);
  const type = attributes.find(([name]) => name === 'type')?.[1] ?? '';
  return /^\s*$|javascript|ecmascript|^module$/i.test(type);
};

/** Looks at where the gate's script stands. */
export function lookAtPlace({ script, waiting }: Evidence): Place {
  const scripts = [...document.querySelectorAll('script')];
  if (!script)
    return {
      isKnown: false,
      isInHead: false,
      isAsync: false,
      isDeferred: false,
      before: [],
      times: 1,
      line: '',
    };
  const isBefore = (other: HTMLScriptElement): boolean => {
    const isEarlier = script.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
    // What an extension of the browser has put there is no part of the page.
    if (other.src && !/^(https?|data|blob):/.test(other.src)) return false;
    if (!isEarlier || other.matches(SEAL) || other.dataset['category'] !== undefined || !isCode(other))
      return false;
    // What scripts have put there since is async, and was seen by the gate.
    return waiting.get(other) ?? !other.async;
  };
  const file = (address: string): string => address.replace(/[?#].*/, '');
  const own = file(script.src);
  const { attributes } = markupOf(script);
  return {
    isKnown: true,
    isInHead: document.head.contains(script),
    isAsync: script.hasAttribute('async'),
    isDeferred: script.hasAttribute('defer'),
    before: scripts.filter(isBefore).map(markupOf),
    times: Math.max(
      1,
      scripts.filter(({ src }) => src && (file(src) === own || file(src).endsWith('/izin.js'))).length,
    ),
    line: htmlOf({
      name: 'script',
      attributes: attributes.filter(([name]) => !/^(async|defer)$/.test(name)),
      inside: script.src ? '' : script.text,
    }),
  };
}

/** What the seal asks and names, as far as it stands in the page. */
export function sealText(): string {
  const asked = document.querySelector(SEAL)?.getAttribute('data-ask') ?? '';
  if (!asked) return '';
  const policies = [...document.querySelectorAll('meta[http-equiv=Content-Security-Policy i]')].map((meta) =>
    meta.getAttribute('content'),
  );
  const some = document.querySelector(SEAL)?.getAttribute('data-some') ?? '';
  return [asked, some, ...policies].join('\n');
}

import type { Finding } from '../fix.ts';
import { shortHtml } from '../markup.ts';
import type { Snapshot } from '../seen.ts';

/** Whether the gate stands first: what came before it was not held. */
export function checkPlace({ place }: Snapshot): readonly Finding[] {
  const { isKnown, isInHead, isAsync, isDeferred, before, times, line } = place;
  if (!isKnown) return [{ code: 'place-unknown', severity: 'note' }];
  const fixes = [{ kind: 'head', text: line }] as const;
  const found: Finding[] = [];
  if (isAsync || isDeferred)
    found.push({
      code: 'late',
      severity: 'wrong',
      values: { attribute: [isAsync && 'async', isDeferred && 'defer'].filter(Boolean).join(', ') },
      fixes,
    });
  if (before.length)
    found.push({
      code: 'not-first',
      severity: 'wrong',
      values: { count: before.length },
      about: before.map(shortHtml),
      fixes,
    });
  else if (!isInHead) found.push({ code: 'not-in-head', severity: 'doubtful', fixes });
  if (times > 1) found.push({ code: 'gate-twice', severity: 'doubtful', values: { count: times } });
  return found;
}

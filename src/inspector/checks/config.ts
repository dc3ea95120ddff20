import { describe } from '../../core/errors.ts';
import type { Finding } from '../fix.ts';
import type { Snapshot } from '../seen.ts';

/** What is wrong with the configuration by itself. */
export function checkConfig({ config, given: value, problems }: Snapshot): readonly Finding[] {
  const found: Finding[] = [];
  if (value === undefined) found.push({ code: 'no-config', severity: 'wrong' });
  if (config.mode === 'report')
    found.push({
      code: 'report-mode',
      severity: 'wrong',
      fixes: [{ kind: 'config', patch: { mode: 'hold' } }],
    });
  for (const problem of problems)
    found.push({
      code: 'problem',
      severity: 'doubtful',
      values: { path: problem.path || 'izin.config.json' },
      about: [describe(problem)],
    });
  return found;
}

/** Declared services of which this page has shown nothing. */
export function checkUnused({ services, tags, requests, stored, freed }: Snapshot): readonly Finding[] {
  const seen = new Set([
    ...tags.map(({ service }) => service),
    ...requests.map(({ service }) => service),
    ...stored.map(({ owner }) => owner),
    ...freed.flatMap(({ tracker, urls }) => (urls.length ? tracker : [])),
  ]);
  const about = [...services.values()].flatMap(({ id, isDeclared }) =>
    isDeclared && id !== 'site' && !seen.has(id) ? id : [],
  );
  return about.length ? [{ code: 'unused', severity: 'note', values: { count: about.length }, about }] : [];
}

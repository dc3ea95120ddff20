import { describe } from '../../core/errors.ts';
import { matchesName } from '../../core/catalogue/match.ts';
import type { Finding } from '../fix.ts';
import { given } from '../fix.ts';
import type { Snapshot } from '../seen.ts';

const OPTIONAL = /^(functional|performance|marketing|any)$/;

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

/** Trackers that the configuration takes for something that needs no consent. */
export function checkNecessary(snapshot: Snapshot): readonly Finding[] {
  const { services, catalogue, borrowed, config, given: value } = snapshot;
  const found: Finding[] = [];
  for (const { id, category, isDeclared, original, cookies } of services.values()) {
    if (!isDeclared || category !== 'necessary') continue;
    // A cookie that only a tracker writes gives it away, too.
    const owned = [...services.values()].find(
      (other) =>
        !other.isDeclared && other.cookies.some((rule) => cookies.some((name) => matchesName(rule, name))),
    );
    const usual = catalogue[original ?? owned?.id ?? ''];
    if (!usual || !OPTIONAL.test(usual.category)) continue;
    const tracker = original ?? owned?.id ?? id;
    const isSite = id === 'site';
    const kept = given(value, 'services', id, 'cookies');
    const rest = (Array.isArray(kept) ? kept : []).filter(
      (cookie) => !owned?.cookies.some((rule) => matchesName(rule, String(given(cookie, 'name')))),
    );
    found.push({
      code: 'necessary',
      severity: 'wrong',
      values: { service: id, name: usual.name, category: usual.category },
      fixes: [
        {
          kind: 'config',
          patch: {
            services: isSite
              ? { site: { cookies: rest }, [tracker]: true }
              : { [id]: { category: usual.category } },
          },
        },
      ],
    });
  }
  for (const [rule, service] of borrowed) {
    const usual = catalogue[service];
    if (!usual || !OPTIONAL.test(usual.category)) continue;
    found.push({
      code: 'allowed',
      severity: 'wrong',
      values: { rule, name: usual.name, category: usual.category },
      fixes: [
        {
          kind: 'config',
          patch: {
            allow: config.allow.filter((other) => other !== rule),
            services: { [service]: given(value, 'services', service) ?? true },
          },
        },
      ],
    });
  }
  return found;
}

/** Declared services of which this page has shown nothing. */
export function checkUnused({ services, tags, requests, stored }: Snapshot): readonly Finding[] {
  const seen = new Set([
    ...tags.map(({ service }) => service),
    ...requests.map(({ service }) => service),
    ...stored.map(({ owner }) => owner),
  ]);
  const about = [...services.values()].flatMap(({ id, isDeclared }) =>
    isDeclared && id !== 'site' && !seen.has(id) ? id : [],
  );
  return about.length ? [{ code: 'unused', severity: 'note', values: { count: about.length }, about }] : [];
}

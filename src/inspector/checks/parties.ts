import { idOf, listWith, type Finding } from '../fix.ts';
import type { Snapshot } from '../seen.ts';

/** Third parties that the configuration does not speak of: those of the catalogue, and strangers. */
export function checkParties(snapshot: Snapshot): readonly Finding[] {
  const { services, catalogue, tags, requests, refused, stored, given } = snapshot;
  const isDeclared = (id: string): boolean => services.get(id)?.isDeclared === true;
  const met = [...tags, ...requests, ...refused];
  const found: Finding[] = [];

  const signs = new Map<string, Set<string>>();
  const note = (id: string, sign: string): unknown => signs.set(id, (signs.get(id) ?? new Set()).add(sign));
  for (const { service, url } of met) if (service && !isDeclared(service)) note(service, url);
  for (const { usual, owner, name } of stored) if (usual && !owner && !isDeclared(usual)) note(usual, name);
  for (const [id, about] of signs)
    found.push({
      code: 'undeclared',
      severity: 'wrong',
      values: { name: catalogue[id]?.name ?? id, category: services.get(id)?.category ?? 'unclassified' },
      about: [...about],
      fixes: [{ kind: 'config', patch: { services: { [id]: true } } }],
    });

  const strangers = new Map<string, { urls: Set<string>; isRefused: boolean }>();
  for (const seen of met) {
    const host = URL.canParse(seen.url) ? new URL(seen.url).hostname : '';
    if (seen.service || seen.category !== 'unclassified' || !host) continue;
    const known = strangers.get(host) ?? { urls: new Set(), isRefused: false };
    known.urls.add(seen.url);
    known.isRefused ||= refused.includes(seen as never);
    strangers.set(host, known);
  }
  for (const [host, { urls, isRefused }] of strangers) {
    // Where the seal has no policy in force, it was one of the site's own.
    const isSealing = isRefused && !/^(none|no-policy|outside-head)$/.test(snapshot.seal.state);
    found.push({
      code: isSealing ? 'stranger-refused' : 'stranger',
      severity: isSealing ? 'wrong' : 'doubtful',
      values: { host },
      about: [...urls],
      fixes: [
        {
          kind: 'config',
          patch: { services: { [idOf(host, services)]: { category: 'unclassified', hosts: [host] } } },
        },
        { kind: 'allow', patch: { allow: listWith(given, ['allow'], host) } },
      ],
    });
  }

  const container = [...services.values()].find(
    ({ id, category, isDeclared }) =>
      isDeclared && category === 'any' && met.some(({ service }) => service === id),
  );
  if (container)
    found.push(
      found.length
        ? {
            code: 'container-undeclared',
            severity: 'doubtful',
            values: { service: container.id, count: found.length },
          }
        : container.isGranted
          ? { code: 'container', severity: 'note', values: { service: container.id } }
          : { code: 'container-held', severity: 'note', values: { service: container.id } },
    );
  return found;
}

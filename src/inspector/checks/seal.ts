import { isOnOffer, offeredCategories, questionOf } from '../../core/consent/offer.ts';
import type { Finding } from '../fix.ts';
import type { Snapshot } from '../seen.ts';

const PRINT = { kind: 'command', text: 'npx izin build --config izin.config.json --seal' } as const;

/** Whether the seal in the HTML does what it is there for, and is that of this configuration. */
export function checkSeal(snapshot: Snapshot): readonly Finding[] {
  const { state } = snapshot.seal;
  if (state === 'none' || state === 'header') return [];
  if (state !== 'shut' && state !== 'narrowed' && state !== 'lifted')
    return [{ code: `seal-${state}`, severity: 'wrong', fixes: [PRINT] }];
  const about = staleIn(snapshot);
  return about.length ? [{ code: 'seal-stale', severity: 'wrong', about, fixes: [PRINT] }] : [];
}

/** Whether the browser itself refuses what is not granted, as far as can be told. */
export const isSealed = ({ seal }: Snapshot): boolean => /^(header|shut|narrowed|lifted)$/.test(seal.state);

/** What configuration and seal disagree on: ids of services, and hosts. */
function staleIn({ seal: { text }, services, config }: Snapshot): readonly string[] {
  if (!text) return [];
  const declared = [...services.values()].filter(({ isDeclared }) => isDeclared);
  const offer = {
    categories: offeredCategories(config),
    services: Object.fromEntries(declared.map(({ id, category }) => [id, category])) as never,
    revision: '',
    gpc: false,
  };
  const asked = declared.filter(
    ({ id, hosts, ownHosts, isEarly }) =>
      isOnOffer(offer, id) && !isEarly && hosts.length + ownHosts.length > 0,
  );
  const missing = asked.filter(
    ({ id, category }) => !text.includes(`&s.${id} `) || !text.includes(questionOf(id, category)),
  );
  const named = [...text.matchAll(/&s\.([a-z\d-]+) /g)].map(([, id = '']) => id);
  const extra = named.filter((id) => !asked.some((service) => service.id === id));
  const hosts = [
    ...asked.filter((service) => !missing.includes(service)).flatMap(({ ownHosts }) => ownHosts),
    ...config.allow,
  ].map((rule) => rule.split(/[/?]/, 1).join(''));
  const sources = text.split(/[\s;'"/]+/).map((source) => source.replace(/^\*\.|:[\d*]+$/g, ''));
  const unnamed = hosts.filter((host) => !sources.some((source) => `.${host}`.endsWith(`.${source}`)));
  return [...new Set([...missing.map(({ id }) => id), ...extra, ...unnamed])];
}

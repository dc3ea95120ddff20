import { idOf, type Finding, type Fix } from '../fix.ts';
import { markedHtml } from '../markup.ts';
import type { Markup, Snapshot } from '../seen.ts';
import { isSealed } from './seal.ts';

/** What to copy in place of a tag that is not marked. */
function marked(
  markup: Markup | undefined,
  category: string,
  service: string | undefined,
  host: string,
  services: Snapshot['services'],
): readonly Fix[] {
  if (!markup || markup.name === 'style') return [];
  // Nobody is known by that host: it is declared by another finding, under this id.
  const claim = service ?? (host ? idOf(host, services) : undefined);
  return [{ kind: 'markup', text: markedHtml(markup, category, claim) }];
}

const hostOf = (url: string): string => /^(?:\w+:)?\/\/([^/:?#]+)/.exec(url)?.[1] ?? '';

/**
 * Tags that stand in the HTML as they were pasted. The browser looks ahead of every script: what it has asked for is
 * told by the browser itself, the others it may have asked for.
 */
export function checkPasted(snapshot: Snapshot): readonly Finding[] {
  const { tags, requests, config, services, isFirst } = snapshot;
  const found: Finding[] = [];
  const told = new Set<string>();
  const isReport = config.mode === 'report';
  for (const { url, host, initiator, service, category, tracker, isEarly, at, markup } of requests) {
    // What the configuration has set free is another finding.
    if (!isEarly || tracker || isReport || told.has(url)) continue;
    told.add(url);
    const fixes = marked(markup, category, service, host, services);
    // Ahead of a late gate, scripts may have inserted it as well.
    const isUnsure =
      !isFirst && markup?.name === 'script' && markup.attributes.some(([name]) => name === 'async');
    found.push({
      code: isUnsure ? 'requested-late' : fixes.length ? 'requested' : 'requested-by-script',
      severity: 'wrong',
      values: { host, service: service ?? host, initiator },
      about: [url],
      fixes,
      at,
      isUnsure,
    });
  }
  // Behind a seal, tags may stand as they were pasted.
  if (isSealed(snapshot)) return found;
  for (const { url, service, category, isPasted, at, markup } of tags) {
    const host = hostOf(url);
    if (!isPasted || !markup || told.has(url) || !host) continue;
    const fixes = marked(markup, category, service, host, services);
    if (!fixes.length) continue;
    told.add(url);
    found.push({
      code: 'pasted',
      severity: 'doubtful',
      values: { host, service: service ?? host },
      about: [url],
      fixes,
      at,
    });
  }
  return found;
}

/** Scripts of others that are there more than once: each counts a visit of its own. */
export const checkTwice = ({ twice }: Snapshot): readonly Finding[] =>
  twice.map((url) => ({ code: 'twice', severity: 'doubtful', values: { host: hostOf(url) }, about: [url] }));

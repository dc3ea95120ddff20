import { readConfig } from '../../../src/core/config/config.ts';
import type { Freed, Markup, ServiceSeen, Snapshot } from '../../../src/inspector/seen.ts';

/** One service of a page, as far as a test says. */
export const service = (id: string, more: Partial<ServiceSeen> = {}): readonly [string, ServiceSeen] => [
  id,
  {
    id,
    category: 'performance',
    isDeclared: true,
    isGranted: false,
    isEarly: false,
    ownHosts: [],
    hosts: [],
    cookies: [],
    storage: [],
    ...more,
  },
];

/** A tracker that a rule has set free. */
export const freedBy = (more: Partial<Freed> = {}): Freed => ({
  rule: 'count.test',
  by: undefined,
  tracker: 'counter',
  isWhole: true,
  urls: [],
  ...more,
});

/** An element with attributes. */
export const element = (name: string, attributes: Record<string, string> = {}, inside = ''): Markup => ({
  name,
  attributes: Object.entries(attributes),
  inside,
});

/** A page on which all is in order, but for what a test says. */
export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  const given = more.given ?? {};
  return {
    ...readConfig(given),
    given,
    services: new Map(),
    catalogue: {
      counter: { name: 'Counter', category: 'performance', cookies: ['_count*'], storage: [] },
      pixel: { name: 'Pixel', category: 'marketing', cookies: [], storage: [] },
      login: { name: 'Login', category: 'necessary', cookies: [], storage: [] },
    },
    freed: [],
    place: {
      isKnown: true,
      isInHead: true,
      isAsync: false,
      isDeferred: false,
      before: [],
      times: 1,
      line: '<script src="/izin.js"></script>',
    },
    isFirst: true,
    seal: { state: 'none', text: '' },
    tags: [],
    requests: [],
    refused: [],
    stored: [],
    twice: [],
    ...more,
    problems: more.problems ?? [],
  };
}

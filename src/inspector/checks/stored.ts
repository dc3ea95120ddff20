import { listWith, type Finding } from '../fix.ts';
import type { Snapshot } from '../seen.ts';

/** Cookies and storage keys that nobody has declared and that no service of the catalogue is known by. */
export const checkStored = ({ stored, given }: Snapshot): readonly Finding[] =>
  stored
    .filter(({ owner, usual }) => !owner && !usual)
    .map(({ name, kind }): Finding => {
      const path = ['services', 'site', kind === 'cookie' ? 'cookies' : 'storage'];
      // How long a cookie lives is told to no script; what it is for, only its owner knows.
      const item = kind === 'cookie' ? { name, lifespan: 'session', purpose: { id: '', en: '' } } : name;
      const patch = { services: { site: { [path[2] ?? '']: listWith(given, path, item) } } };
      return {
        code: kind === 'cookie' ? 'cookie' : 'storage',
        severity: 'doubtful',
        values: { name, kind },
        fixes: [{ kind: 'config', patch }],
      };
    });

import { COOKIE } from '../core/consent/record.ts';
import { OPTIONAL } from '../core/consent/types.ts';
import type { Evidence, InspectorModule } from './api.ts';
import type { Inside } from './inside.ts';
import { fromDocument, readCookies } from './page.ts';
import { sealOf } from './sealing.ts';

// What the inspector cannot see for itself, or must not touch. Loaded for owners only.

export { build } from 'virtual:izin/build';

/** What we store ourselves. */
const OURS = /^izin\.(receipt$|outbox\.|refused\.|posted$|answers$|place$)/;

/** Opens the inspector. */
export async function inspect(inside: Inside): Promise<void> {
  const hadGrants = OPTIONAL.some(inside.gate.allows);
  const { openInspector } = await inside.load<InspectorModule>('inspector');
  await openInspector({ gate: inside.gate, look: () => look(inside, hadGrants), judge: inside.tools.judge });
}

function look({ site, script, tools }: Inside, hadGrants: boolean): Evidence {
  const { given, services, notices } = site();
  return {
    given,
    source: sourceOf(given, Object.keys(notices).length > 0, script),
    services,
    script,
    waiting: tools.waiting,
    seal: sealOf(script, hadGrants),
    cookies: readCookies()
      .split(/; ?/)
      .map((pair) => pair.split('=', 1).join(''))
      .filter((name) => name && name !== COOKIE),
    localKeys: keysOf('localStorage'),
    sessionKeys: keysOf('sessionStorage'),
  };
}

function sourceOf(
  given: unknown,
  isBaked: boolean,
  script: HTMLScriptElement | undefined,
): Evidence['source'] {
  if (given === undefined) return 'none';
  if (isBaked) return 'baked';
  if (fromDocument('getElementById').call(document, 'izin-config')) return 'element';
  return script?.dataset['config'] ? 'address' : 'call';
}

function keysOf(area: 'localStorage' | 'sessionStorage'): readonly string[] {
  try {
    return Object.keys(window[area]).filter((key) => !OURS.test(key));
  } catch {
    return []; // Denied: then there is nothing in it.
  }
}

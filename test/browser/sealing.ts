import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const made = new Map<string, string>();

/** The seal of a configuration, as `izin build --seal` prints it. */
export function sealOf(config: unknown, ...more: readonly string[]): string {
  const key = JSON.stringify([config, more]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'izin-seal-'));
  try {
    const file = join(folder, 'izin.config.json');
    writeFileSync(file, JSON.stringify(config));
    const args = [CLI, 'build', '--seal', '--config', file, '--out', join(folder, 'izin'), ...more];
    const seal = execFileSync(process.execPath, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    made.set(key, seal);
    return seal;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The hash of a seal's inline script, as a policy names it. */
export const hashOf = (seal: string): string =>
  `'sha256-${createHash('sha256')
    .update(seal.slice(seal.indexOf('>') + 1, seal.indexOf('</script>')))
    .digest('base64')}'`;

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../recall.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'izin-recall-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a made-up list down. */
function listOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
/** What the script prints, line by line, with single blanks. */
const recall = (...lists: string[]): string[] =>
  execFileSync(process.execPath, [script, ...lists], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.replaceAll(/ {2,}/g, ' '));

const owners = listOf('owners.json', {
  categories: {
    Advertising: [
      { Iklan: { 'https://iklan.example/': ['iklan.example'] } },
      { Criteo: { 'https://www.criteo.com/': ['criteo.com', 'criteo.net'] } },
      { Meta: { 'https://www.facebook.com/': ['facebook.com'] } },
      { Obrolan: { 'https://www.tawk.to/': ['tawk.to'] } },
    ],
    Analytics: [{ Hotjar: { 'https://www.hotjar.com/': ['hotjar.com'] } }],
    Content: [{ Simpanan: { 'https://simpanan.example/': ['simpanan.example'] } }],
  },
});

it('tells owners that are known from those known in part and those unknown', () => {
  const lines = recall(owners);
  expect(lines).toContain('Advertising 4 2 1 50.0 % - -');
  expect(lines).toContain('Analytics 1 1 0 100.0 % - -');
  expect(lines).toContain('all 5 3 1 60.0 % - -');
});

it('names what both know and do not call the same', () => {
  expect(recall(owners)).toContain(' tawk.to (tawk-to): functional, there Advertising');
});

it('weighs owners by how often a list with counts has seen them', () => {
  const counted = listOf('counted.json', [
    { name: 'Criteo', category: 'ad', domains: ['*.criteo.com'], totalOccurrences: 60 },
    { name: 'Iklan', category: 'ad', domains: ['*.iklan.example'], totalOccurrences: 30 },
    { name: 'Facebook', category: 'social', domains: ['*.facebook.com'], totalOccurrences: 10 },
    { name: 'Gudang', category: 'cdn', domains: ['gudang.example'], totalOccurrences: 1000 },
  ]);
  const lines = recall(owners, counted);
  expect(lines).toContain('all 5 3 1 60.0 % 60.0 % 70.0 %');
  expect(lines).toContain('all 3 1 1 33.3 % 60.0 % 70.0 %');
});

it('reads the hosts of a filter list, and only those that are blocked as a whole', () => {
  const filters = listOf(
    'filters.txt',
    '[Adblock Plus 2.0]\n! ||catatan.example^\n||hotjar.com^$third-party\n||iklan.example^\n@@||baik.example^\n||iklan.example/x.js\n',
  );
  expect(recall(filters)).toContain('all 2 1 0 50.0 % - -');
});

it('reads the names of cookies that are the own ones of a site', () => {
  const cookies = listOf(
    'cookies.csv',
    '\uFEFFPlatform,Category,Cookie / Data Key name,Domain,Description,Wildcard match\n' +
      'Hotjar,Analytics,_hjSession_,,"Sesi, dan ""lain""\nlagi",1\n' +
      'Iklan,Marketing,iklan_id,,x,0\n' +
      'Iklan,Functional,masuk,,x,0\n' +
      'Criteo,Marketing,uid,criteo.com (3rd party),x,0\n',
  );
  const lines = recall(cookies);
  expect(lines).toContain('names of own cookies 2 1 0 50.0 %');
  expect(lines).toContain('all 1 1 0 100.0 % - -');
});

it('says what it needs where it is given nothing', () => {
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('found no list');
});

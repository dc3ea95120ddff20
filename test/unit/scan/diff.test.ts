import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { diffOf } from '../../../src/scan/diff.ts';
import { applyEdits } from '../../../src/scan/edits.ts';
import { createMarker } from '../../../src/scan/marker.ts';
import { anyPage, CONFIG } from './html.ts';

const asIs = (piece: string): string => piece;

it('shows what changes with three lines around it', () => {
  const text = ['1', '2', '3', '4', '<i>', '6', '7', '8', '9', '10', '11', '12', '13', '<b>'].join('\n');
  const at = text.indexOf('<b>');
  const edits = [
    { start: 8, end: 11, text: '<em>' },
    { start: at + 2, end: at + 2, text: ' x' },
  ];
  expect(diffOf('a/b.html', text, edits, asIs)).toBe(`--- a/a/b.html
+++ b/a/b.html
@@ -2,7 +2,7 @@
 2
 3
 4
-<i>
+<em>
 6
 7
 8
@@ -11,4 +11,4 @@
 11
 12
 13
-<b>
\\ No newline at end of file
+<b x>
\\ No newline at end of file
`);
});

it('says nothing of what does not change', () => {
  expect(diffOf('a.html', 'text', [], asIs)).toBe('');
});

it('can be applied by git', () => {
  const folder = mkdtempSync(join(tmpdir(), 'izin-diff-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'page.html');
  const marker = createMarker(CONFIG);
  let applied = 0;
  fc.assert(
    fc.property(fc.array(anyPage, { minLength: 3, maxLength: 9 }), (pages) => {
      // A file holds no half of a character.
      const html = Buffer.from(pages.join('\n').replaceAll(/[\r\0]/g, '')).toString();
      const { edits } = marker.mark<string>(html);
      fc.pre(edits.length > 0);
      writeFileSync(file, html);
      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
        cwd: folder,
        input: diffOf('page.html', html, edits, asIs),
        env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
      });
      expect(readFileSync(file, 'utf8')).toBe(applyEdits(html, edits));
      applied++;
    }),
    { numRuns: 25 },
  );
  expect(applied).toBeGreaterThan(10);
}, 60_000);

import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { applyEdits, invertEdits } from '../../../src/scan/edits.ts';
import { createMarker } from '../../../src/scan/marker.ts';
import { anyPage, CONFIG, runs } from './html.ts';

const marker = createMarker(CONFIG);
vi.setConfig({ testTimeout: 120_000 });
const RUNS = runs();

it('changes nothing on a second run', () => {
  fc.assert(
    fc.property(anyPage, (html) => {
      const once = marker.mark<string>(html).html;
      expect(marker.mark<string>(once).html).toBe(once);
    }),
    RUNS,
  );
});

it('leaves every byte outside its edits as it was', () => {
  fc.assert(
    fc.property(anyPage, (html) => {
      const { html: marked, edits } = marker.mark<string>(html);
      let at = 0;
      for (const { start, end } of edits) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThanOrEqual(start);
        at = end;
      }
      expect(applyEdits(html, edits)).toBe(marked);
      expect(applyEdits(marked, invertEdits(html, edits))).toBe(html);
    }),
    RUNS,
  );
});

it('makes the same of a text, of its bytes, and of its bytes in pieces', () => {
  fc.assert(
    fc.property(anyPage, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (html, sizes) => {
      const bytes = Buffer.from(html);
      const whole = marker.mark<Uint8Array>(bytes).html;
      expect(Buffer.from(whole).toString()).toBe(marker.mark<string>(bytes.toString()).html);
      const session = marker.begin();
      const out: Uint8Array[] = [];
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        out.push(session.write(bytes.subarray(at, at + size)));
        at += size;
      }
      out.push(session.end());
      expect(Buffer.concat(out).toString('latin1')).toBe(Buffer.from(whole).toString('latin1'));
    }),
    RUNS,
  );
});

it('takes bytes of any kind', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), anyPage, (noise, html) => {
      const bytes = Buffer.concat([Buffer.from(html, 'latin1'), noise, Buffer.from(html, 'latin1')]);
      const { html: marked, edits } = marker.mark<Uint8Array>(bytes);
      const text = bytes.toString('latin1');
      expect(Buffer.from(marked).toString('latin1')).toBe(applyEdits(text, edits));
    }),
    RUNS,
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterMap } from 'parse5';
import { expect, it, vi } from 'vitest';
import { applyEdits, invertEdits } from '../../../src/scan/edits.ts';
import { createMarker } from '../../../src/scan/marker.ts';
import { configOf, htmlOf, VENDOR_TAGS } from '../../browser/vendor-tags.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Pages that others wrote, and those of the demo. */
const FOLDERS = [
  'demo/site',
  ...[
    'html5-boilerplate',
    'startbootstrap-agency',
    'startbootstrap-creative',
    'startbootstrap-grayscale',
    'startbootstrap-modern-business',
    'startbootstrap-new-age',
    'startbootstrap-resume',
    'startbootstrap-sb-admin',
    'countly-sdk-web',
  ].map((name) => `node_modules/${name}`),
];

const pages = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && !file.includes('node_modules'))
    .map((file) => join(folder, file)),
);

const config = configOf(VENDOR_TAGS) as { readonly services: object };
const marker = createMarker(
  {
    ...config,
    services: {
      ...config.services,
      'google-fonts': true,
      cdn: {
        category: 'functional',
        hosts: ['cdn.jsdelivr.net', 'use.fontawesome.com', 'cdnjs.cloudflare.com'],
      },
      pictures: { category: 'functional', hosts: ['dummyimage.com', 'source.unsplash.com'] },
    },
  },
  { origin: 'https://toko.test' },
);

type Node = DefaultTreeAdapterMap['node'];

/**
 * Writes a tree down. Of elements that are marked only the name, and templates that were put around
 * something not at all.
 *
 * @param marked - Whether the element that comes at this place is marked, in order.
 */
function treeOf(html: string, isScripted: boolean): { readonly lines: string[]; readonly marked: boolean[] } {
  const lines: string[] = [];
  const marked: boolean[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) {
      const attributes = node.attrs.map(({ name, value }) => `${name}=${value}`).toSorted();
      const isMarked = node.attrs.some(({ name }) => name === 'data-category');
      if (node.tagName === 'template' && isMarked) {
        for (const child of defaultTreeAdapter.getTemplateContent(node as never).childNodes) visit(child);
        return;
      }
      lines.push(`<${node.tagName} ${attributes.join(' ')}>`);
      marked.push(isMarked || /^(source|track)$/.test(node.tagName));
      if (node.tagName === 'template')
        for (const child of defaultTreeAdapter.getTemplateContent(node as never).childNodes) visit(child);
      // With scripts this is one text.
      if (isScripted && node.tagName === 'noscript') return;
    } else if ('value' in node) {
      lines.push(`"${node.value}"`);
      marked.push(false);
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
    lines.push('up');
    marked.push(false);
  };
  visit(parse(html, { scriptingEnabled: isScripted }));
  return { lines, marked };
}

function check(html: string): number {
  const { html: after, edits } = marker.mark<string>(html);
  expect(applyEdits(html, edits)).toBe(after);
  expect(applyEdits(after, invertEdits(html, edits))).toBe(html);
  expect(marker.mark<string>(after).html).toBe(after);
  const bytes = Buffer.from(html);
  expect(Buffer.from(marker.mark<Uint8Array>(bytes).html).equals(Buffer.from(after))).toBe(true);
  for (const isScripted of [true, false]) {
    const [one, two] = [treeOf(html, isScripted), treeOf(after, isScripted)];
    expect(two.lines.length).toBe(one.lines.length);
    one.lines.forEach((line, i) => {
      const [then, now] = two.marked[i]
        ? [line, two.lines[i]].map((it) => it?.split(' ')[0])
        : [line, two.lines[i]];
      if (then !== now) expect(now).toBe(then);
    });
  }
  return edits.length;
}

it('there are at least 40 pages, and most ask third parties for something', () => {
  expect(pages.length).toBeGreaterThanOrEqual(40);
  const changed = pages.filter((page) => check(readFileSync(join(root, page), 'utf8')) > 0);
  expect(changed.length).toBeGreaterThan(pages.length / 3);
});

it.each(pages)('%s changes in its tags and in nothing else, once', (page) => {
  check(readFileSync(join(root, page), 'utf8'));
});

it.each(pages)('%s does so, too, with the tags of 64 vendors in it', (page) => {
  const html = readFileSync(join(root, page), 'utf8');
  const at = (pattern: RegExp): number => Math.max(0, html.search(pattern));
  const [head, body] = [at(/<\/head>/i), at(/<\/body>/i)];
  const full =
    html.slice(0, head) +
    htmlOf(VENDOR_TAGS, 'head') +
    html.slice(head, Math.max(head, body)) +
    htmlOf(VENDOR_TAGS, 'body') +
    html.slice(Math.max(head, body));
  expect(check(full)).toBeGreaterThan(100);
});

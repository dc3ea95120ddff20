import { expect, it } from 'vitest';
import { markedHtml, shortHtml } from '../../../src/inspector/markup.ts';
import { lineOf } from '../../../src/inspector/source.ts';
import { element } from './snapshot.ts';

it.each([
  [
    element('script', { async: '', src: 'https://a.test/x.js?a=1&b="2"' }),
    '<script type="text/plain" data-category="marketing" data-service="ads" async data-src="https://a.test/x.js?a=1&amp;b=&quot;2&quot;"></script>',
  ],
  [
    element('script', { type: 'module', src: 'https://a.test/x.js' }),
    '<script type="text/plain" data-category="marketing" data-service="ads" data-type="module" data-src="https://a.test/x.js"></script>',
  ],
  [
    element('script', { type: 'text/javascript' }, 'go()'),
    '<script type="text/plain" data-category="marketing" data-service="ads">go()</script>',
  ],
  [
    element('img', { srcset: 'https://a.test/x.gif 2x', src: 'https://a.test/x.gif', alt: '' }),
    '<img data-category="marketing" data-service="ads" data-srcset="https://a.test/x.gif 2x" data-src="https://a.test/x.gif" alt>',
  ],
  [
    element('object', { data: 'https://a.test/x.svg' }),
    '<object data-category="marketing" data-service="ads" data-src="https://a.test/x.svg"></object>',
  ],
  [
    element('link', { rel: 'preload', as: 'image', imagesrcset: 'https://a.test/x.gif 2x' }),
    '<link data-category="marketing" data-service="ads" rel="preload" as="image" data-imagesrcset="https://a.test/x.gif 2x">',
  ],
  [
    element('input', { type: 'image', src: 'https://a.test/x.gif' }),
    '<template data-category="marketing" data-service="ads"><input type="image" src="https://a.test/x.gif"></template>',
  ],
  [
    element('video', {}, '<source src="https://a.test/x.mp4">'),
    '<template data-category="marketing" data-service="ads"><video><source src="https://a.test/x.mp4"></video></template>',
  ],
])('marks %j', (markup, html) => {
  expect(markedHtml(markup, 'marketing', 'ads')).toBe(html);
});

it('marks for a category alone where no service claims it', () => {
  expect(markedHtml(element('img', { src: 'https://a.test/' }), 'unclassified', undefined)).toBe(
    '<img data-category="unclassified" data-src="https://a.test/">',
  );
});

it('shortens', () => {
  expect(shortHtml(element('script', {}, 'x();\n'.repeat(100)))).toHaveLength(161);
});

const source = `<!doctype html>
<p>text</p>
<script async
  src="https://a.test/x.js?a=1&amp;b=2"></script>
<script>
  go('https://a.test/');
</script>`;

it.each([
  [element('script', { src: 'https://a.test/x.js?a=1&b=2' }), 3],
  [element('script', {}, "\n  go('https://a.test/');\n"), 5],
  [element('script', { src: 'https://a.test/other.js' }), undefined],
  [element('div'), undefined],
])('finds the line of %j', (markup, line) => {
  expect(lineOf(source, markup)).toBe(line);
});

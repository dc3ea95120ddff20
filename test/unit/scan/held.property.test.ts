import * as fc from 'fast-check';
import { defaultTreeAdapter, html as names, parse, type DefaultTreeAdapterMap } from 'parse5';
import { expect, it, vi } from 'vitest';
import { createMarker } from '../../../src/scan/marker.ts';
import { anyPage, CONFIG, runs } from './html.ts';

vi.setConfig({ testTimeout: 120_000 });

const marker = createMarker(CONFIG);

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** The elements that a browser loads something for: not those in templates, but those in shadow roots. */
function* live(node: Node): Generator<Element> {
  if ('tagName' in node) {
    yield node;
    const isShadow = node.attrs.some(({ name }) => name === 'shadowrootmode');
    if (node.tagName === 'template' && node.namespaceURI === names.NS.HTML && isShadow)
      for (const child of defaultTreeAdapter.getTemplateContent(node as never).childNodes) yield* live(child);
  }
  if ('childNodes' in node) for (const child of node.childNodes) yield* live(child);
}

const LOADING: Readonly<Record<string, RegExp>> = {
  script: /^src$/,
  img: /^src(set)?$/,
  iframe: /^src$/,
  video: /^(src|poster)$/,
  audio: /^src$/,
  source: /^src(set)?$/,
  track: /^src$/,
  embed: /^src$/,
  object: /^data$/,
  link: /^href$/,
  input: /^src$/,
};

/** Whether an element asks a service of the configuration for something. */
function asks({ tagName, namespaceURI, attrs }: Element): boolean {
  if (namespaceURI !== names.NS.HTML) return false;
  const get = (wanted: string): string | undefined => attrs.find(({ name }) => name === wanted)?.value;
  if (tagName === 'script' && !/^(|module|text\/javascript)$/i.test(get('type') ?? '')) return false;
  if (tagName === 'link' && !/stylesheet|preconnect/.test(get('rel') ?? '')) return false;
  if (tagName === 'input' && get('type') !== 'image') return false;
  return attrs.some(
    ({ name, value }) =>
      LOADING[tagName]?.test(name) && /^(https?:)?\/\/(stats|ads|chat)\.test([/?]|$)/.test(value),
  );
}

/** Whether an element stands in another of a name. */
function isWithin(element: Element, name: string): boolean {
  let around = element.parentNode;
  while (around && 'tagName' in around && around.tagName !== name) around = around.parentNode;
  return !!around && 'tagName' in around;
}

it('what a marked page still asks third parties for is told of, with scripts and without', () => {
  let asked = 0;
  fc.assert(
    fc.property(anyPage, (page) => {
      for (const element of live(parse(page))) asked += Number(asks(element));
      const { html } = marker.mark<string>(page);
      // What says nothing can be done stays so.
      const { findings } = marker.mark<string>(html);
      // Without scripts such a page is another one: that is told.
      fc.pre(!findings.some(({ code }) => code === 'noscript'));
      const lines = new Set(findings.map(({ start }) => start));
      // What a template holds with scripts, it may not hold without.
      const isEqual = !(page.includes('<template') && page.includes('<noscript'));
      for (const isScripted of isEqual ? [true, false] : [true]) {
        const tree = parse(html, { scriptingEnabled: isScripted, sourceCodeLocationInfo: true });
        for (const element of live(tree)) {
          if (!asks(element) || (!isScripted && element.tagName === 'script')) continue;
          // The rest was looked at with scripts.
          if (!isScripted && !isWithin(element, 'noscript')) continue;
          const { startOffset = -1 } = element.sourceCodeLocation ?? {};
          // A picture is told of as a whole.
          let around: DefaultTreeAdapterMap['parentNode'] | null = element;
          while (around && 'tagName' in around && !lines.has(around.sourceCodeLocation?.startOffset ?? -1))
            around = around.parentNode;
          expect(around && 'tagName' in around, `${startOffset}: ${element.tagName} in ${html}`).toBe(true);
        }
      }
    }),
    runs(),
  );
  // Were there nothing to mark, this would have shown little.
  expect(asked).toBeGreaterThan(50);
});

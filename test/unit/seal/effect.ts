import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { choose } from '../../../src/core/consent/choose.ts';
import { formatRecord } from '../../../src/core/consent/record.ts';
import { planSeal } from '../../../src/seal/seal.ts';
import { readConfig } from '../../../src/core/config/config.ts';
import { all, DAY, ID, NOW } from '../core/consent/sample.ts';
import { attributesOf, written } from './script.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

/** A shop with everything that a policy can be hard to carry for. */
export const shop = {
  services: {
    chat: { category: 'functional', hosts: ['chat.test'] },
    stats: { category: 'performance', hosts: ["stats.test/a'b"] },
    pixel: { category: 'marketing', hosts: ['pixel.test/t?id=G-*', 'ads.test'] },
    container: { category: 'any', hosts: ['container.test'] },
  },
  allow: ['cdn.toko.test'],
} as const;
export const seal = planSeal(readConfig(shop).config);

/** What a visitor comes with. */
const VISITS: Readonly<Record<string, string>> = {
  nothing: '',
  everything: cookie(all('granted')),
  refusal: cookie(all('denied')),
  performance: cookie({ ...all('denied'), performance: 'granted' }),
  'a service': cookie({ ...all('denied'), pixel: 'granted' }),
  'an expired choice': cookie(all('granted'), NOW - 200 * DAY),
  'an odd cookie': `${cookie(all('granted'))}&odd`,
};
function cookie(said: Parameters<typeof choose>[2], now = NOW): string {
  return `a=b; izin=${formatRecord(choose(undefined, seal.offer, said, now, ID))}`;
}

/** A page of a shop: the seal, the gate, then a tag as pasted. */
export const pageWith = (markup: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${markup}
<script src="/izin/izin.js"></script>
<title>Toko Contoh</title>
<script src="https://stats.test/a.js"></script>
</head>
<body><p>Selamat datang</p></body>
</html>`;

function elementsIn(node: Node | DefaultTreeAdapterTypes.Document): readonly Element[] {
  const own = 'tagName' in node ? [node] : [];
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elementsIn)] : own;
}

/** What a page is, once its seal has had its say: as far as visitors and the gate can tell. */
interface Effect {
  /** Policies of the head, each before whatever loads anything, and the gate, and its tags, in order. */
  readonly order: readonly string[];
  /** The gate would find that it is sealed. */
  readonly isSealed: boolean;
  readonly text: string;
}

function read(html: string): Effect {
  const elements = elementsIn(parse(html));
  const head = new Set(elementsIn(elements.find(({ tagName }) => tagName === 'head') as Element));
  return {
    order: elements.flatMap((element) => {
      const { 'http-equiv': kind = '', content, src, type } = attributesOf(element);
      if (element.tagName === 'meta' && kind.toLowerCase() === 'content-security-policy' && head.has(element))
        return [content ?? ''];
      // An address may have been written in another way.
      return element.tagName === 'script' && src && !type ? [new URL(src, 'https://toko.test/').href] : [];
    }),
    isSealed: elements.some((element) => attributesOf(element)['id'] === 'izin-seal'),
    text: elements
      .filter(({ tagName }) => tagName === 'p' || tagName === 'title')
      .map(({ childNodes: [text] }) => (text && 'value' in text ? text.value.trim() : ''))
      .join(),
  };
}

/** Reads a page as a browser does, for visitors of every kind: the parser goes on with what a script writes. */
export function effectOf(html: string): Readonly<Record<string, Effect>> {
  const script = elementsIn(parse(html, { sourceCodeLocationInfo: true })).find(
    (element) => element.tagName === 'script' && attributesOf(element)['data-ask'] !== undefined,
  );
  const end = script?.sourceCodeLocation?.endOffset;
  return Object.fromEntries(
    Object.entries(VISITS).map(([visit, cookies]) => {
      const markup =
        end === undefined
          ? undefined
          : written(html.slice(script?.sourceCodeLocation?.startOffset, end), { cookies, now: NOW });
      return [
        visit,
        read(markup === undefined ? html : html.slice(0, end) + String(markup) + html.slice(end)),
      ];
    }),
  );
}

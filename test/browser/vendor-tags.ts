import { html, js, text, thirdParty, type Answer } from './answers.ts';
import { SHOP } from './page.ts';
import { FUNCTIONAL } from './vendor-tags-functional.ts';
import { codeOf, nameOf, TOLD, type Piece, type VendorTag } from './vendor-tags-form.ts';
import { MARKETING } from './vendor-tags-marketing.ts';
import { PERFORMANCE } from './vendor-tags-performance.ts';
import type { World } from './world.ts';

/** Every vendor tag. */
export const VENDOR_TAGS: readonly VendorTag[] = [...PERFORMANCE, ...MARKETING, ...FUNCTIONAL];

const PAGE_COUNT = 4;

/** The same, dealt to pages, so that each page has tags of every category, in the order of its HTML. */
export const PAGES: readonly (readonly VendorTag[])[] = Array.from({ length: PAGE_COUNT }, (_, page) => {
  const tags = VENDOR_TAGS.filter((_tag, i) => i % PAGE_COUNT === page);
  return (['head', 'body'] as const).flatMap((place) => tags.filter((tag) => tag.place === place));
});

const PURPOSE = { id: 'Uji.', en: 'Tests.' };

/** What the site says of these tags: that they are there, and of those which the catalogue does not know, what they are. */
export const configOf = (tags: readonly VendorTag[]): object => ({
  site: SHOP.site,
  services: Object.fromEntries(
    tags.map(({ id, service = id, category, declared }) => [
      service,
      !declared || {
        category,
        name: id,
        provider: 'PT Pihak Ketiga',
        hosts: declared.hosts,
        cookies: declared.cookies?.map((name) => ({ name, lifespan: 'P1Y', purpose: PURPOSE })) ?? [],
        storage: declared.storage ?? [],
      },
    ]),
  ),
});

const piecesAt = (tags: readonly VendorTag[], place: VendorTag['place']): readonly Piece[] => [
  ...tags.filter((tag) => tag.place === place).flatMap(({ pieces }) => pieces),
  ...(place === 'body' ? tags.flatMap(({ foot = [] }) => foot) : []),
];

/** The HTML of tags, as their vendors have it pasted. */
export const htmlOf = (tags: readonly VendorTag[], place: VendorTag['place']): string =>
  piecesAt(tags, place)
    .map(({ html }) => html)
    .join('\n');

/** What the web answers about these tags. */
export function answerFor(world: World, tags: readonly VendorTag[], host: string): void {
  const scripts = new Map<string, string>();
  const frames = new Map<string, string>();
  const paths = new Set<string>();
  for (const tag of tags) {
    world.answer(`${host}${TOLD}${tag.id}`, text('text/plain', ''));
    for (const [address, stub] of Object.entries(tag.stubs ?? {}))
      scripts.set(address, codeOf(tag, address, stub));
    for (const { shows: [kind, address] = [] } of tag.pieces)
      if (kind === 'frame' && address !== undefined) frames.set(address, tag.id);
    for (const address of addressesOf(tag)) paths.add(address.replace(/\?.*/s, ''));
  }
  const cors = { 'access-control-allow-origin': '*' };
  const answer: Answer = (seen, response) => {
    const code = scripts.get(seen.host + seen.path);
    const { 'sec-fetch-dest': use } = seen.headers;
    const framed = frames.get(seen.host + seen.path);
    if (framed !== undefined && use === 'iframe') {
      const told = `https://${host}${TOLD}${framed}?n=0&what=frame+${encodeURIComponent(seen.host + seen.path)}`;
      return html(`<!doctype html><script>fetch(${JSON.stringify(told)}, { mode: 'no-cors' })</script>`)(
        seen,
        response,
      );
    }
    if (code !== undefined) return js(code, cors)(seen, response);
    if (use === 'style') return text('text/css', 'p{outline:0}', cors)(seen, response);
    return thirdParty(use === 'image' ? { ...seen, path: '/pixel.gif' } : seen, response);
  };
  for (const path of paths) world.answer(path, answer);
}

/** Every address that belongs to a tag, as the server names it. */
export const addressesOf = ({ pieces, stubs = {}, asks = [] }: VendorTag): readonly string[] => [
  ...pieces.flatMap(({ scanned, shows }) => [scanned, shows?.[1]].filter((it) => it !== undefined)),
  ...Object.entries(stubs).flatMap(([address, { sends = [] }]) => [
    address,
    ...sends.map(([, to]) => nameOf(to)),
  ]),
  ...asks.map(nameOf),
];

import { readCode } from './code.ts';
import { isMarkable, markOf } from '../core/markup.ts';
import { addressesIn, addressesOf, isCode } from './kinds.ts';
import { resolve, type Claim } from './law.ts';
import { disarm, isPlain, markAnew } from './marks.ts';
import { oursFor, productAt, wordsOf, type Peer } from './peers.ts';
import type { OpenTag } from './reader.ts';
import type { Work } from './work.ts';

/** Whether an element is marked already; words of other products become ours. */
export function isMarked(work: Work, tag: OpenTag): boolean {
  const given = tag.get('data-category');
  if (given === undefined || !tag.isHtml || !(isMarkable(tag.name) || tag.name === 'template')) return false;
  if (tag.name === 'script' && !isPlain(tag)) return false;
  // Inert scripts and elements of third parties are marks. Whatever else has such a word may be the site's own.
  const claims = tag.name === 'script' ? [] : work.claims.of(tag);
  const isMeant = tag.name === 'script' || claims.length > 0 || keepsForeign(work, tag);
  const { words, unknown } = oursFor(given);
  const isOurs = unknown === undefined && words.join() === wordsOf(given).join();
  const isTaken = !isOurs && unknown === undefined && isMeant;
  // To the gate it is no mark either.
  if (!isOurs && !isTaken && !/^(script|template)$/.test(tag.name)) return false;
  const category = isTaken ? words.join(' ') : given;
  if (isTaken) {
    const old = tag.attributes.find(({ name }) => name === 'data-category');
    if (old) work.edit([{ start: old.start, end: old.end, text: `data-category="${category}"` }]);
    work.change(tag, `${tag.name}: waits for ${category}, not ${given}`);
  } else if (!isOurs && !(tag.name === 'template' && /^\d+$/.test(given))) {
    work.find(
      tag,
      'unknown-category',
      `data-category="${unknown ?? given}" is none of ours: it stays held for ever`,
    );
  }
  if (isOurs || isTaken) translateService(work, tag);
  // Marked by half: the browser would still load it.
  const own = addressesOf(tag.name).find(
    (name) => tag.get(name) !== undefined && tag.get(markOf(name)) !== undefined,
  );
  if (claims.length && own === undefined) {
    work.edit(disarm(tag));
    work.change(tag, `${tag.name}: waits for ${category}, as it is marked`);
  } else work.leave(tag, claims, `it has a ${markOf(own ?? '')}, too`);
  return true;
}

/** Gives a service its id: by another name no visitor could refuse it. */
function translateService(work: Work, tag: OpenTag): void {
  const given = tag.get('data-service') ?? '';
  const id = work.options.law.service(given)?.service;
  if (!given || id === given) return;
  if (id === undefined)
    return work.find(
      tag,
      'unknown-service',
      `data-service="${given}" is none of ours: its category alone decides`,
    );
  const old = tag.attributes.find(({ name }) => name === 'data-service');
  if (old) work.edit([{ start: old.start, end: old.end, text: `data-service="${id}"` }]);
  work.change(tag, `${tag.name}: is of ${id}, as "${given}" is called here`);
}

/** Whether an address is on another host than the page. */
function isForeign(work: Work, address: string): boolean {
  const url = resolve(address, work.claims.base);
  return !!url && url.protocol.startsWith('http') && url.host !== new URL(work.options.base).host;
}

/** Whether an element keeps the address of another host where marks keep theirs. */
const keepsForeign = (work: Work, tag: OpenTag): boolean =>
  addressesOf(tag.name).some((name) =>
    addressesIn(tag.name, name, tag.get(markOf(name)) ?? '').some(
      (address) => address && isForeign(work, address),
    ),
  );

/** Makes the markup of another product ours. Tells whether that is all there is to do. */
export function takeOver(work: Work, tag: OpenTag, peer: Peer): boolean {
  const { product, attribute, kept, service } = peer;
  if (attribute !== 'data-category' && tag.get('data-category') !== undefined) return false;
  const { words, unknown } = peer.said;
  const isLive =
    tag.name === 'script' ? isCode(tag.get('type') ?? '') : work.claims.addresses(tag).length > 0;
  const isKept = kept !== undefined && tag.get('data-src') === undefined;
  const addresses = (isKept ? [kept] : ['src', 'href', 'data-src', 'data-href']).flatMap(
    (name) => tag.get(name) ?? [],
  );
  const finish = (claim: Claim | undefined): boolean => {
    const category = words.length && unknown === undefined ? words.join(' ') : claim?.category;
    if (category === undefined) {
      const what = unknown ?? service;
      const named = what === undefined ? '' : ` ("${what}")`;
      if (!isLive)
        work.find(tag, 'unknown-category', `markup of ${product}${named} has no counterpart: it stays held`);
      return !isLive;
    }
    work.edit(markAnew(tag, { category, service: claim?.service }, attribute, kept));
    work.change(tag, `${tag.name} of ${product}: waits for ${category}${putAside(tag, kept)}`);
    return true;
  };
  const claim =
    (service === undefined ? undefined : work.options.law.service(service)) ??
    addresses.map((address) => work.claims.on(address)).find((it) => it !== undefined);
  // Others have such attributes, too; only style sheets are seldom kept so.
  const isKnown = claim !== undefined || tag.name === 'link';
  if (peer.isVague && !(isKnown && addresses.some((address) => isForeign(work, address)))) return false;
  const isTold = claim ?? (words.length > 0 || addresses.length > 0);
  if (isTold || tag.name !== 'script' || !tag.isOpen || /html/i.test(tag.get('type') ?? ''))
    return finish(claim);
  work.wait(tag, (end) => {
    const code = end && readCode(work.text(tag.end, end.start), false);
    finish(code ? work.claims.inCode(code)[0] : undefined);
  });
  return true;
}

/** Says which live address gives way to one that is kept and is another. */
function putAside(tag: OpenTag, kept: string | undefined): string {
  if (tag.name === 'script') return '';
  const names = addressesOf(tag.name).filter((name) => {
    const given = tag.get(name);
    const to = markOf(name);
    const other = tag.get(to) ?? (kept !== undefined && to === 'data-src' ? tag.get(kept) : undefined);
    return given !== undefined && other !== undefined && given !== other;
  });
  return names.map((name) => `; its ${name} is put aside as data-old-${name}`).join('');
}

/** Names the products whose own scripts stand at some addresses. */
export function nameProducts(work: Work, tag: OpenTag, addresses: readonly string[]): void {
  for (const product of new Set(addresses.map((address) => productAt(work.claims.at(address)))))
    if (product !== undefined) work.find(tag, 'other-product', `remove this: the script of ${product}`);
}

import { readCode } from './code.ts';
import { isMarkable, markOf } from '../core/markup.ts';
import { addressesOf, isCode } from './kinds.ts';
import type { Claim } from './law.ts';
import { disarm, isPlain, markAnew } from './marks.ts';
import { oursFor, type Peer } from './peers.ts';
import type { OpenTag } from './reader.ts';
import type { Work } from './work.ts';

/** Whether an element is marked already; words of other products become ours. */
export function isMarked(work: Work, tag: OpenTag): boolean {
  const given = tag.get('data-category');
  if (given === undefined || !tag.isHtml || !(isMarkable(tag.name) || tag.name === 'template')) return false;
  if (tag.name === 'script' && !isPlain(tag)) return false;
  const { words, unknown } = oursFor(given);
  if (unknown !== undefined)
    work.find(tag, 'unknown-category', `data-category="${unknown}" is none of ours: it stays held for ever`);
  else if (
    words.join() !==
    given
      .split(/[\s,]+/)
      .filter(Boolean)
      .join()
  ) {
    const old = tag.attributes.find(({ name }) => name === 'data-category');
    if (old) work.edit([{ start: old.start, end: old.end, text: `data-category="${words.join(' ')}"` }]);
    work.change(tag, `${tag.name}: waits for ${words.join(' ')}, not ${given}`);
  }
  // Marked by half: the browser would still load it.
  const claims = tag.name === 'script' ? [] : work.claims.of(tag);
  const own = addressesOf(tag.name).find(
    (name) => tag.get(name) !== undefined && tag.get(markOf(name)) !== undefined,
  );
  if (claims.length && own === undefined) {
    work.edit(disarm(tag));
    work.change(tag, `${tag.name}: waits for ${given}, as it is marked`);
  } else work.leave(tag, claims, `it has a ${markOf(own ?? '')}, too`);
  return true;
}

/** Makes the markup of another product ours. Tells whether that is all there is to do. */
export function takeOver(work: Work, tag: OpenTag, peer: Peer): boolean {
  const { product, attribute, kept, service } = peer;
  if (tag.get('data-category') !== undefined) return false;
  const { words, unknown } = oursFor(peer.words ?? '');
  if (words.includes('ignore')) return true;
  const isLive =
    tag.name === 'script' ? isCode(tag.get('type') ?? '') : work.claims.addresses(tag).length > 0;
  const isKept = kept !== undefined && tag.get('data-src') === undefined;
  const address = isKept ? tag.get(kept) : (tag.get('src') ?? tag.get('data-src'));
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
    work.change(tag, `${tag.name} of ${product}: waits for ${category}`);
    return true;
  };
  const claim =
    (service === undefined ? undefined : work.options.law.service(service)) ?? work.claims.on(address);
  // Others have such attributes, too.
  if (peer.isVague && !claim) return false;
  const isTold = claim ?? (words.length > 0 || address !== undefined);
  if (isTold || tag.name !== 'script' || !tag.isOpen || /html/i.test(tag.get('type') ?? ''))
    return finish(claim);
  work.wait(tag, (end) => {
    const code = end && readCode(work.text(tag.end, end.start), false);
    finish(code ? work.claims.inCode(code)[0] : undefined);
  });
  return true;
}

import { markOf } from '../core/markup.ts';
import type { Edit } from './edits.ts';
import { addressesOf } from './kinds.ts';
import type { Claim } from './law.ts';
import type { OpenTag } from './reader.ts';

/** What an element waits for. */
export interface Mark {
  /** The categories, all of which are needed. */
  readonly category: string;
  readonly service: string | undefined;
}

/** What an element waits for on which there are several claims: all of them. */
export function markOfAll(claims: readonly Claim[]): Mark {
  return {
    category: [...new Set(claims.map(({ category }) => category))].join(' '),
    service: claims.find(({ service }) => service !== undefined)?.service,
  };
}

/** Marks, as attributes. */
export const attributesFor = ({ category, service }: Mark): string =>
  `data-category="${category}"${service === undefined ? '' : ` data-service="${service}"`}`;

/** Whether a type keeps browsers from running a script. */
export const isPlain = (tag: OpenTag): boolean => /^\s*text\/plain\s*$/i.test(tag.get('type') ?? '');

/** In which Complianz keeps an address: beside it, our words would be read as its own. */
export const COMPLIANZ = ['data-cmplz-src', 'data-src-cmplz'];

/** An attribute of the page's own that marks would need. */
export const inTheWay = (tag: OpenTag, names: readonly string[]): string | undefined =>
  ['data-category', 'data-service', ...COMPLIANZ, ...names].find((name) => tag.get(name) !== undefined);

/** Gives every attribute of a name another one: a second `src` would count once the first is called otherwise. */
const rename = (tag: OpenTag, from: string, to: string): Edit[] =>
  tag.attributes
    .filter(({ name }) => name === from)
    .map(({ start, nameEnd }) => ({ start, end: nameEnd, text: to }));

/** Puts attributes behind the name of a tag. */
const insert = ({ nameEnd }: OpenTag, text: string): Edit => ({
  start: nameEnd,
  end: nameEnd,
  text: ` ${text}`,
});

/** The edits that mark a script. */
export function markScript(tag: OpenTag, mark: Mark): Edit[] {
  // Whatever is not a classic script has to become again what it is.
  const [, kind] = /^\s*(module|speculationrules)\s*$/i.exec(tag.get('type') ?? '') ?? [];
  const text = `type="text/plain" ${attributesFor(mark)}${kind === undefined ? '' : ` data-type="${kind.toLowerCase()}"`}`;
  const type = tag.attributes.find(({ name }) => name === 'type');
  return [
    type ? { start: type.start, end: type.end, text } : insert(tag, text),
    ...rename(tag, 'src', 'data-src'),
  ];
}

/** The edits that take the addresses of an element out of the browser's reach. */
export const disarm = (tag: OpenTag): Edit[] =>
  addressesOf(tag.name).flatMap((name) => rename(tag, name, markOf(name)));

/** The edits that mark an element other than a script. */
export const markElement = (tag: OpenTag, mark: Mark): Edit[] => [
  insert(tag, attributesFor(mark)),
  ...disarm(tag),
];

/** The edits that put a template around an element. */
export const wrap = (tag: OpenTag, end: number, mark: Mark): Edit[] => [
  { start: tag.start, end: tag.start, text: `<template ${attributesFor(mark)}>` },
  { start: end, end, text: '</template>' },
];

/**
 * The edits that make another product's marks ours.
 *
 * @param attribute - That product's own attribute, in whose place ours stand.
 * @param kept - The attribute in which it keeps the address.
 */
export function markAnew(
  tag: OpenTag,
  mark: Mark,
  attribute: string | undefined,
  kept: string | undefined,
): Edit[] {
  const [first, ...others] = tag.attributes.filter(({ name }) => name === attribute);
  const edits: Edit[] = others.map(({ start, nameEnd }) => ({ start, end: nameEnd, text: 'data-category' }));
  const inserted: string[] = [];
  if (tag.name === 'script' && !isPlain(tag)) {
    const type = tag.attributes.find(({ name }) => name === 'type');
    const isModule = /^\s*module\s*$/i.test(tag.get('type') ?? '');
    const text = `type="text/plain"${isModule ? ' data-type="module"' : ''}`;
    if (type) edits.push({ start: type.start, end: type.end, text });
    else inserted.push(text);
  }
  if (first) edits.push({ start: first.start, end: first.end, text: attributesFor(mark) });
  else inserted.push(attributesFor(mark));
  if (inserted.length) edits.push(insert(tag, inserted.join(' ')));
  // Services have other names there.
  edits.push(...rename(tag, 'data-service', 'data-old-service'));
  const isKept = kept !== undefined && tag.get('data-src') === undefined;
  if (isKept) edits.push(...rename(tag, kept, 'data-src'));
  if (tag.name === 'script' || tag.name === 'template') return edits;
  for (const name of addressesOf(tag.name)) {
    const to = markOf(name);
    // What stands in the place of the kept one is that product's own, or the same again: it must not stay live.
    const isTaken = (isKept && to === 'data-src') || tag.get(to) !== undefined;
    edits.push(...rename(tag, name, isTaken ? `data-old-${name}` : to));
  }
  return edits;
}

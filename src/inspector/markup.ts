import { ADDRESSES, isMarkable, markOf } from '../core/markup.ts';
import type { Markup } from './seen.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;' };

const attributeText = ([name, value]: readonly [name: string, value: string]): string =>
  value ? `${name}="${value.replace(/[&"]/g, (character) => ESCAPES[character] ?? '')}"` : name;

/** Elements without an end tag. */
const VOID = /^(img|link|embed|input|source|track|area|meta)$/;

/** Writes an element as HTML. */
export function htmlOf({ name, attributes, inside }: Markup): string {
  const tag = [name, ...attributes.map(attributeText)].join(' ');
  return VOID.test(name) ? `<${tag}>` : `<${tag}>${inside}</${name}>`;
}

const MOST = 160; // characters

/** The same in one short line. */
export function shortHtml(markup: Markup): string {
  const line = htmlOf(markup).replace(/\s+/g, ' ');
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}

/**
 * Marks a tag, so that nothing of it is asked for before consent.
 *
 * @param category - All that is needed, as in `data-category`.
 * @param service - The service it belongs to, if there is one.
 */
export function markedHtml(markup: Markup, category: string, service: string | undefined): string {
  const { name, attributes, inside } = markup;
  const marks: (readonly [string, string])[] = [['data-category', category]];
  if (service) marks.push(['data-service', service]);
  const loading = ADDRESSES[name]?.split(',') ?? [];
  const isWhole =
    isMarkable(name) && !/<source\b/i.test(inside) && !attributes.some(([key]) => key === 'srcdoc');
  if (!isWhole) return `<template ${marks.map(attributeText).join(' ')}>${htmlOf(markup)}</template>`;
  const rest = attributes.flatMap(([key, value]): (readonly [string, string])[] => {
    if (loading.includes(key)) return [[markOf(key), value]];
    // The type that a marked script will have.
    if (name === 'script' && key === 'type')
      return /^\s*$|javascript/i.test(value) ? [] : [['data-type', value]];
    return [[key, value]];
  });
  return htmlOf({
    name,
    attributes: [...(name === 'script' ? [['type', 'text/plain'] as const] : []), ...marks, ...rest],
    inside,
  });
}

import type { Markup } from './seen.ts';

/** Reads the page again as it came: from this site, out of the browser's cache where it may. Empty where it cannot be had. */
export async function readSource(): Promise<string> {
  try {
    const response = await fetch(location.href.replace(/#.*/, ''), { cache: 'force-cache' });
    return await response.text();
  } catch {
    return '';
  }
}

/**
 * Finds the line in which an element begins.
 *
 * @param source - The HTML of the page.
 * @returns `undefined` where it is not written there: a script has made it.
 */
export function lineOf(source: string, { name, attributes, inside }: Markup): number | undefined {
  const address = attributes.find(
    ([key, value]) => /^(data-)?(src|href|srcset|data)$/.test(key) && value,
  )?.[1];
  const code = inside.split('\n').find((line) => line.trim().length > 3);
  const wanted = address ?? (name === 'script' ? code?.trim() : undefined);
  if (!wanted) return undefined;
  const at = [wanted, wanted.replaceAll('&', '&amp;')]
    .map((text) => source.indexOf(text))
    .find((i) => i >= 0);
  if (at === undefined) return undefined;
  const start = source.lastIndexOf(`<${name}`, at);
  return source.slice(0, start < 0 ? at : start).split('\n').length;
}

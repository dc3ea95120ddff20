import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { transformSync } from '@swc/core';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

const source = readFileSync(fileURLToPath(new URL('../../../src/gate/seal.ts', import.meta.url)), 'utf8');

/** The inline script, as the build makes it, save that it is not minified. */
export const scriptFor = (isTrusted: boolean): string =>
  transformSync(`const __TRUSTED__ = ${isTrusted};\n${source}`, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    isModule: false,
  }).code;

export const script = scriptFor(false);

type Element = DefaultTreeAdapterTypes.Element;

/** The elements of a seal, as a browser reads them. */
export const elementsOf = (html: string): readonly Element[] =>
  parseFragment(html).childNodes.filter((node): node is Element => 'tagName' in node);

export const attributesOf = ({ attrs }: Element): Record<string, string> =>
  Object.fromEntries(attrs.map(({ name, value }) => [name, value]));

/** What a page is like for the inline script. */
export interface PageLike {
  readonly cookies?: string;
  readonly hasSignal?: boolean;
  readonly now: number;
  readonly hasBody?: boolean;
  readonly trustedTypes?: object;
}

/** Runs the inline script of a seal. @returns What it wrote into the page; `undefined` for nothing. */
export function written(
  html: string,
  { cookies = '', hasSignal, now, hasBody = false, trustedTypes }: PageLike,
): unknown {
  const [first] = elementsOf(html);
  const text = first?.childNodes[0];
  const data = Object.entries(first ? attributesOf(first) : {}).map(([name, value]) => [
    name.replace('data-', ''),
    value,
  ]);
  let said: unknown;
  runInNewContext(text && 'value' in text ? text.value : '', {
    document: {
      cookie: cookies,
      body: hasBody ? {} : null,
      currentScript: { dataset: Object.fromEntries(data) as object },
      write: (markup: unknown) => (said = markup),
    },
    navigator: { globalPrivacyControl: hasSignal },
    // The clock of the page.
    Date: class {
      valueOf(): number {
        return now;
      }
    },
    addEventListener: () => undefined,
    trustedTypes,
    self: {},
    console: {},
  });
  return said;
}

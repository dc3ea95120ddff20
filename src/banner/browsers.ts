/** What a browser says of itself. */
export interface Agent {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** Where there is no such thing, the text of old tells. */
  readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] };
}

/**
 * By what they are known, in their brands or in the text of old. Most name Chrome and Safari too, so those
 * come after the others; what is only part of an app (`wv`) is none of them.
 */
const SIGNS: Readonly<Record<string, RegExp>> = {
  Edge: /Edg/,
  Opera: /OP[RTX]\/|Opera/,
  'Samsung Internet': /Samsung ?(Browser|Internet)/,
  Firefox: /Firefox|FxiOS/,
  Chrome: /Google Chrome|CriOS|^(?!.*; wv\)).*Chrome\//,
  'Safari (iPhone, iPad)': /iP(hone|ad|od).*Safari/,
  'Safari (Mac)': /Mac OS X.*Version\/.*Safari/,
};

/** The browsers whose makers tell how to manage cookies in them. */
export const BROWSERS: readonly string[] = Object.keys(SIGNS);

/** The key of the text that says where a browser's maker tells that. */
export const guideKey = (browser: string): string => `browser.${browser.replaceAll(/\W/g, '')}`;

/** Tells which of them the visitor uses; `undefined` where that is none of them. */
export function browserOf({ userAgent, maxTouchPoints, userAgentData }: Agent): string | undefined {
  const brands = userAgentData?.brands.map(({ brand }) => brand).join();
  const found = BROWSERS.find((name) => SIGNS[name]?.test(brands || userAgent));
  // An iPad says that it is a Mac; no Mac has a screen to touch.
  return found === BROWSERS[6] && maxTouchPoints > 1 ? BROWSERS[5] : found;
}

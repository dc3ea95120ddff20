import { fromDocument } from './page.ts';

const sheets = new Map<string, CSSStyleSheet>();

/** Adopts a sheet of ours, again after a page has dropped it. The list is added to, never replaced. */
export function adoptSheet(css: string): void {
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  const adopted = fromDocument('adoptedStyleSheets');
  if (!adopted.includes(sheet)) adopted.push(sheet);
}

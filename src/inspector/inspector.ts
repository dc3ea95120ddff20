import { effect } from '@preact/signals';
import { h, render } from 'preact';
import { css } from 'virtual:izin/inspector.css';
import type { InspectorContext } from '../gate/api.ts';
import { keepClear } from './clear.ts';
import { hideOutline } from './outline.ts';
import { Panel } from './Panel.tsx';
import { createView, loadSpoken } from './view.ts';

export { build } from 'virtual:izin/build';

let sheet: CSSStyleSheet | undefined;
/** The one that is open, or about to be. */
let open: { readonly panel: HTMLElement; close(): void; isShown: boolean } | undefined;

/**
 * Opens the inspector: a panel beside the page, which goes on working. It looks and tells, and changes nothing.
 *
 * Escape in it closes it; the focus goes back to where it came from. One that is open gets the focus.
 *
 * @throws {Error} When its texts cannot be had.
 */
export async function openInspector(context: InspectorContext): Promise<void> {
  const opener = document.activeElement;
  const spoken = await loadSpoken(context.gate.state.language);
  if (open && open.isShown === open.panel.isConnected) return focusOn(open.panel);
  // The page has thrown it away.
  open?.close();
  const panel = document.createElement('div');
  panel.id = 'izin-inspector';
  // Both its languages run that way, whichever the page does.
  panel.dir = 'ltr';
  function close(): void {
    open = undefined;
    stop();
    stopClearing();
    view.stop();
    hideOutline();
    render(null, panel);
    panel.remove();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }
  const view = createView(context, spoken, close);
  const stop = effect(() => {
    panel.lang = view.language.value;
  });
  const stopClearing = keepClear(panel);
  const opened = { panel, close, isShown: false };
  open = opened;
  adoptSheet();
  // Rendered before it is inserted: one mutation for whoever watches the page.
  render(h(Panel, { view }), panel);
  const show = (): void => {
    if (open !== opened) return;
    document.body.append(panel);
    opened.isShown = true;
    focusOn(panel);
  };
  // Opened by the address, it may be there before the page.
  if (document.body as HTMLElement | null) show();
  else addEventListener('DOMContentLoaded', show);
}

const focusOn = (panel: HTMLElement): void =>
  panel.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });

/** Adopts our sheet, again after a page has dropped it. The list is added to, never replaced. */
function adoptSheet(): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
}

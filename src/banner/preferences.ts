import { effect } from '@preact/signals';
import { h, render } from 'preact';
import { css } from 'virtual:izin/preferences.css';
import type { PreferencesContext } from '../gate/api.ts';
import { announce } from './announce.ts';
import { fetchFacts } from './catalogue.ts';
import { PreferencesDialog } from './PreferencesDialog.tsx';
import { openSpeech } from './speech.ts';
import { adoptSheet } from './sheet.ts';
import { createView } from './view.ts';

export { build } from 'virtual:izin/build';

/**
 * Opens the preferences.
 *
 * Escape and the close button leave everything as it was. The focus goes to the heading and, at the
 * end, back to where it came from.
 *
 * @returns What closes them, once they are open, and tells what was not saved; `undefined` where nobody wants
 *   them any more.
 * @throws {Error} When the texts cannot be had.
 */
export async function openPreferences(
  context: PreferencesContext,
): Promise<(() => PreferencesContext['unsaved']) | undefined> {
  const { gate, config, root, isWanted, onClose } = context;
  const opener = document.activeElement;
  const [catalogue, speech] = await Promise.all([fetchFacts(config), openSpeech(gate, config)]);
  if (!isWanted()) return undefined;
  const dialog = document.createElement('dialog');
  let isOpen = true;
  function close(said = ''): void {
    if (!isOpen) return;
    isOpen = false;
    stop();
    // Missing where `showModal` is.
    if (dialog.open) dialog.close?.();
    render(null, dialog);
    dialog.remove();
    say(said);
    onClose();
    // What opened us may have gone with the decision; then the control that stays has the focus.
    const control = root.querySelector<HTMLElement>('[data-izin-action=preferences]');
    const back = opener instanceof HTMLElement && opener.isConnected ? opener : control;
    back?.focus();
  }

  const view = createView(context, catalogue, speech, close);
  const say = announce(root);
  adoptSheet(css);
  const stop = effect(() => {
    dialog.lang = view.state.value.language;
    view.follow(view.state.value);
  });
  dialog.className = 'izin-preferences';
  dialog.setAttribute('aria-labelledby', 'izin-preferences');
  // Rendered before it is inserted: one mutation for whoever watches the page.
  render(h(PreferencesDialog, { view }), dialog);
  root.append(dialog);
  dialog.addEventListener('close', () => close());
  // Modal dialogs close by themselves; one shown by its attribute alone does not.
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !dialog.matches(':modal')) close();
  });
  try {
    dialog.showModal();
  } catch {
    dialog.setAttribute('open', '');
  }
  // A filter list may hide our root. A modal dialog that nobody sees leaves the page inert, in every engine.
  // A page may drop our sheet, and without it the dialog is of another size.
  // On paper it has none, and stays.
  new ResizeObserver(() => {
    if (dialog.getClientRects()[0]) adoptSheet(css);
    else if (!matchMedia('print').matches) close();
  }).observe(dialog);
  dialog.querySelector('h2')?.focus();
  return () => {
    close();
    return view.unsaved();
  };
}

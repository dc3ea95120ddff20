/**
 * Opens a face modally, if it is a dialog: the layout `dialog`. One that was moved with its body is open and
 * no longer modal.
 *
 * Escape and a click beside it close it, which is no consent.
 */
export function openModally(face: HTMLElement | undefined): void {
  if (!isDialog(face) || !face.isConnected || face.matches(':modal')) return;
  const title = face.querySelector('h2');
  face.removeAttribute('open');
  // Preferences that were moved have switches to lose.
  if (face.matches('.izin-notice')) face.setAttribute('closedby', 'any');
  title?.setAttribute('tabindex', '-1');
  try {
    face.showModal();
  } catch {
    face.setAttribute('open', '');
  }
  title?.focus();
  closeUnseen(face);
  // Tools hide what they are about to answer, for a moment: whoever presses something is no such tool.
  addEventListener(
    'pointerdown',
    () =>
      face.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) === false && face.close(),
    true,
  );
}

/**
 * Closes a dialog that takes no room: a filter list has hidden it, and in every engine the page would be dead
 * behind it all the same.
 */
export function closeUnseen(face: HTMLElement | undefined): void {
  if (isDialog(face) && face.open && !face.getClientRects().length && !matchMedia('print').matches)
    face.close();
}

const isDialog = (face: HTMLElement | undefined): face is HTMLDialogElement => face?.localName === 'dialog';

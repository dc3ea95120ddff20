const STAY = 6_000; // ms

/**
 * Puts a status line under our root: assistive technology notices only what changes in one that is
 * there already. One of an earlier time goes.
 *
 * @returns Says a text in it, and takes it away after a while; says nothing where the text is empty.
 */
export function announce(root: HTMLElement): (text: string) => void {
  root.querySelector('.izin-status')?.remove();
  const line = document.createElement('p');
  line.className = 'izin-status';
  line.setAttribute('role', 'status');
  root.append(line);
  return (text) => {
    if (!text) return line.remove();
    // After the dialog has gone: what is inert is not read out.
    requestAnimationFrame(() => {
      line.textContent = text;
      setTimeout(() => line.remove(), STAY);
    });
  };
}

/**
 * Puts a text on the clipboard.
 *
 * @param near - Where a field may stand for a moment, in which the text is selected.
 * @returns Whether it is there now.
 */
export async function copy(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http has no clipboard object, and a visitor may have denied it.
    const field = document.createElement('textarea');
    field.value = text;
    near.after(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    near.focus();
    return isCopied;
  }
}

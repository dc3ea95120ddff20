/**
 * Puts a text on the clipboard.
 *
 * @param near - An element of the open dialog: what stands outside a modal one cannot be selected.
 * @returns Whether it is there now.
 */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http has no clipboard object, and a visitor may have denied it.
    const area = document.createElement('textarea');
    area.value = text;
    near.after(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    near.focus();
    return isCopied;
  }
}

/** Lets the visitor save a JSON text as a file. Nothing is requested: the address is a blob of this page. */
export function saveFile(name: string, json: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  link.download = name;
  link.click();
  // The browser has taken hold of the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}

import type { VNode } from 'preact';
import { copy } from './copy.ts';
import type { View } from './view.ts';

interface Props {
  view: View;
  /** What is copied. */
  text: string;
  /** What the button says. */
  label: string;
  /** What it is about, for whoever hears the button alone. */
  about?: string | undefined;
  isQuiet?: boolean;
}

/** A button that copies a text, and says whether it did. */
export function CopyButton({ view, text, label, about, isQuiet = false }: Props): VNode {
  const { texts, said } = view;
  async function onClick({ currentTarget }: { currentTarget: HTMLButtonElement }): Promise<void> {
    const isCopied = await copy(text, currentTarget);
    // The same words twice would not be read out again.
    said.value = '';
    requestAnimationFrame(() => {
      said.value = texts.value(isCopied ? 'inspector.copied' : 'inspector.uncopied');
    });
  }
  return (
    <button
      type="button"
      class={isQuiet ? 'izin-quiet' : 'izin-button'}
      aria-label={about && `${label}: ${about}`}
      onClick={(event) => void onClick(event)}
    >
      {label}
    </button>
  );
}

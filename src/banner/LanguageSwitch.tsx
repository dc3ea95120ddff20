import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { View } from './view.ts';

/** One button for each other language, named in itself. */
export function LanguageSwitch({ view: { state, texts, languages, nameOf, speak } }: { view: View }): VNode {
  const hasFailed = useSignal(false);
  const press = (tag: string): void => {
    hasFailed.value = false;
    speak(tag).catch(() => {
      hasFailed.value = true;
    });
  };
  return (
    <div class="izin-languages">
      {languages
        .filter((tag) => tag !== state.value.language)
        .map((tag) => (
          // Without a key: the button pressed becomes the next one, and keeps the focus.
          <button
            type="button"
            lang={tag}
            data-izin-action="language"
            data-language={tag}
            onClick={() => press(tag)}
          >
            {nameOf(tag)}
          </button>
        ))}
      <p role="status">{hasFailed.value && texts.value('notice.failed')}</p>
    </div>
  );
}

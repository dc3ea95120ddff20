import type { VNode } from 'preact';
import type { View } from './view.ts';

/** One button for each other language, named in itself. */
export const LanguageSwitch = ({ view: { gate, state, languages, nameOf } }: { view: View }): VNode => (
  <>
    {languages
      .filter((tag) => tag !== state.value.language)
      .map((tag) => (
        // Without a key: the button pressed becomes the next one, and keeps the focus.
        <button
          type="button"
          lang={tag}
          data-izin-action="language"
          data-language={tag}
          onClick={() => gate.setLanguage(tag)}
        >
          {nameOf(tag)}
        </button>
      ))}
  </>
);

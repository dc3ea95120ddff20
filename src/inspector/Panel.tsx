import type { VNode } from 'preact';
import { Requests } from './Requests.tsx';
import { Sash } from './Sash.tsx';
import { StateTab } from './StateTab.tsx';
import { Stored } from './Stored.tsx';
import { Tabs } from './Tabs.tsx';
import { Tags } from './Tags.tsx';
import { Verdict } from './Verdict.tsx';
import type { View } from './view.ts';

const PAGES = { verdict: Verdict, tags: Tags, requests: Requests, stored: Stored, state: StateTab };

/** The inspector: beside the page on wide screens, at its foot on phones, folded into a button. */
export function Panel({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const { isFolded, tab, said, close, language, languages, nameOf, speak } = view;
  const count = view.findings.value.filter(({ severity }) => severity !== 'note').length;
  const summary = count ? t('inspector.summary', { count }) : t('inspector.summary.none');
  const Page = PAGES[tab.value];
  const fold = (isNow: boolean): void => {
    isFolded.value = isNow;
  };
  return (
    <section
      class={isFolded.value ? 'izin-folded' : 'izin-panel'}
      aria-labelledby="izin-inspector-title"
      onKeyDown={(event) => {
        const { target } = event;
        // A search empties itself first.
        if (event.key !== 'Escape' || (target instanceof HTMLInputElement && target.value)) return;
        event.stopPropagation();
        close();
      }}
    >
      {!isFolded.value && <Sash view={view} />}
      <div class="izin-head">
        <div class="izin-name">
          <h2 id="izin-inspector-title" tabIndex={-1}>
            {t('inspector.title')}
          </h2>
          <p class={count ? 'izin-bad' : 'izin-good'}>{summary}</p>
        </div>
        {!isFolded.value &&
          languages
            .filter((tag) => tag !== language.value)
            .map((tag) => (
              // Without a key: the button pressed becomes the next one, and keeps the focus.
              <button
                type="button"
                class="izin-language"
                lang={tag}
                aria-label={nameOf(tag)}
                onClick={() => speak(tag)}
              >
                {tag.toUpperCase()}
              </button>
            ))}
        <button
          type="button"
          class="izin-icon"
          aria-expanded={!isFolded.value}
          aria-label={t(isFolded.value ? 'inspector.unfold' : 'inspector.fold')}
          onClick={() => fold(!isFolded.value)}
        >
          <span aria-hidden="true">{isFolded.value ? '+' : '–'}</span>
        </button>
        <button type="button" class="izin-icon" aria-label={t('inspector.close')} onClick={close}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
      {!isFolded.value && (
        <>
          <Tabs view={view} />
          <div
            key={tab.value}
            class="izin-body"
            role="tabpanel"
            id="izin-inspector-page"
            aria-labelledby={`izin-tab-${tab.value}`}
            tabIndex={0}
          >
            <Page view={view} />
          </div>
        </>
      )}
      <p class="izin-said" role="status">
        {said.value}
      </p>
    </section>
  );
}

import type { VNode } from 'preact';
import { TABS, type Tab, type View } from './view.ts';

/** One tab for each part. Arrow keys go from one to the next (WAI-ARIA APG, tabs with automatic activation). */
export function Tabs({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const { tab, seen, findings } = view;
  const counts: Readonly<Partial<Record<Tab, number>>> = {
    verdict: findings.value.filter(({ severity }) => severity !== 'note').length,
    tags: seen.value.tags.length,
    requests: seen.value.requests.length,
    stored: seen.value.stored.length,
  };
  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -TABS.length, End: TABS.length }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = TABS.indexOf(tab.value) + step;
    const next = Math.abs(step) > 1 ? Math.min(Math.max(at, 0), TABS.length - 1) : at + TABS.length;
    tab.value = TABS[next % TABS.length] ?? 'verdict';
    event.currentTarget.querySelector<HTMLElement>(`#izin-tab-${tab.value}`)?.focus();
  }
  return (
    <div class="izin-tabs" role="tablist" aria-label={t('inspector.title')} onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`izin-tab-${name}`}
          aria-selected={tab.value === name}
          aria-controls="izin-inspector-page"
          tabIndex={tab.value === name ? 0 : -1}
          onClick={() => {
            tab.value = name;
          }}
        >
          {t(`inspector.tab.${name}`)}
          {counts[name] !== undefined && <span> {counts[name]}</span>}
        </button>
      ))}
    </div>
  );
}

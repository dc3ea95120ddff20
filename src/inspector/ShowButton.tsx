import type { VNode } from 'preact';
import { elementAt } from './elements.ts';
import { outline } from './outline.ts';
import type { View } from './view.ts';

/** A button that shows where an element stands in the page. */
export function ShowButton({ view, at, about }: { view: View; at: number; about: string }): VNode {
  const t = view.texts.value;
  const label = t('inspector.show');
  return (
    <button
      type="button"
      class="izin-quiet"
      aria-label={`${label}: ${about}`}
      onClick={({ currentTarget }) => {
        const element = elementAt(at);
        const root = currentTarget.closest('#izin-inspector');
        const isSeen = !!element && !!root && outline(element, root);
        view.said.value = t(isSeen ? 'inspector.shown' : 'inspector.unseen');
      }}
    >
      {label}
    </button>
  );
}

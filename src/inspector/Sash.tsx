import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { View } from './view.ts';

const LEAST = 25; // per cent of the window
const MOST = 80;
const STEP = 5;

const size = signal<number | undefined>(undefined);
const narrow = matchMedia('(width < 48em)');

/** How much of the window the panel has where nobody has said so. */
const usual = (): number => (narrow.matches ? 60 : Math.round(Math.min(45, (44_000 / innerWidth) | 0)));

/** The edge of the panel, which is moved by pointer or arrow keys. */
export function Sash({ view }: { view: View }): VNode {
  const value = size.value ?? usual();
  function set(next: number, sash: HTMLElement): void {
    size.value = Math.round(Math.min(MOST, Math.max(LEAST, next)));
    // By the object model: a policy may forbid style attributes.
    sash.closest<HTMLElement>('#izin-inspector')?.style.setProperty('--_size', String(size.value));
  }
  return (
    <div
      class="izin-sash"
      role="separator"
      tabIndex={0}
      aria-orientation={narrow.matches ? 'horizontal' : 'vertical'}
      aria-label={view.texts.value('inspector.resize')}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={value}
      onKeyDown={(event) => {
        const step = { ArrowLeft: STEP, ArrowUp: STEP, ArrowRight: -STEP, ArrowDown: -STEP }[event.key];
        if (!step) return;
        event.preventDefault();
        set(value + step, event.currentTarget);
      }}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={({ currentTarget, pointerId, clientX, clientY }) => {
        if (!currentTarget.hasPointerCapture(pointerId)) return;
        const share = narrow.matches ? 1 - clientY / innerHeight : 1 - clientX / innerWidth;
        set(share * 100, currentTarget);
      }}
    />
  );
}

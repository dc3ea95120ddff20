import { signal, type ReadonlySignal } from '@preact/signals';
import type { ConsentGate, ConsentState } from '../gate/api.ts';

/**
 * Mirrors the gate's state as a signal, for components to read.
 *
 * It listens to the gate only while something reads it, so a closed banner costs nothing.
 */
export function mirrorState(gate: ConsentGate): ReadonlySignal<ConsentState> {
  let stop: (() => void) | undefined;
  const state = signal(gate.state, {
    watched() {
      stop = gate.subscribe((next) => {
        state.value = next;
      });
    },
    unwatched() {
      stop?.();
    },
  });
  return state;
}

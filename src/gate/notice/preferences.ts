import type { PreferencesContext, PreferencesModule } from '../api.ts';
import { announce } from '../page.ts';
import { fill } from './layer.ts';
import { renew } from './renew.ts';
import { config, inside, report } from './site.ts';
import { adopt, leaveRoot, root, settleRoot } from './stage.ts';

const AGAIN = 700; // ms within which a second press belongs to the first
const NEAR = 40; // px that a finger may be off

type Close = () => PreferencesContext['unsaved'];

let close: Close | undefined;
/** What calls off the preferences that are on their way. */
let callOff: Close | undefined;

const loadPreferences = (): Promise<PreferencesModule> => inside.load('preferences');

/** Fetches the preferences, for they will be wanted. */
export const prepare = (): void => void loadPreferences().catch(() => {});

/** Whether the preferences are on their way. */
export const isLoading = (): boolean => !!close && close === callOff;

/** Closes the preferences. */
export const closePreferences = (): unknown => close?.();

/** Opens them anew, if they are open or on their way: what the visitor has switched stays, where it is still asked. */
export const reopenPreferences = (): unknown => close && openPreferences(undefined, close());

/** Fills the texts in again; the button keeps saying what is going on. */
export function fillAgain(): void {
  fill();
  if (isLoading()) say('loading');
}

/** The button says what is going on. */
function say(what: 'loading' | 'failed'): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-izin-action=preferences]')) {
    if (button.firstChild) button.firstChild.nodeValue = button.dataset[what] ?? '';
  }
}

/**
 * A press that comes again at the same place, as of whoever presses twice, meant the button that was there, not
 * the answer that stands there now. Clicks by tools and keys count at once.
 */
function ignoreAgain({ clientX, clientY }: MouseEvent): void {
  const listener = (next: MouseEvent): void => {
    const isNear = Math.hypot(next.clientX - clientX, next.clientY - clientY) < NEAR;
    // Closed again, they have no answer to be pressed by mistake.
    if (!close || !isNear || !next.isTrusted || !next.detail) return;
    next.stopImmediatePropagation();
    next.preventDefault();
  };
  root.addEventListener('click', listener, true);
  setTimeout(() => root.removeEventListener('click', listener, true), AGAIN);
}

/** Opens the preferences. */
export async function openPreferences(
  event?: unknown,
  unsaved?: PreferencesContext['unsaved'],
): Promise<void> {
  if (close) return;
  let isWanted = true;
  const end: Close = () => {
    isWanted = false;
    close = undefined;
    return unsaved;
  };
  close = callOff = end;
  say('loading');
  try {
    const chunk = await loadPreferences();
    const onClose = (): void => {
      end();
      leaveRoot();
      announce('izin:hide', { layer: 'preferences' });
    };
    const { gate, record } = inside;
    const opened = await chunk.openPreferences({
      gate,
      config,
      record,
      renew,
      unsaved,
      root,
      // Asked right before they are put in: a root with nothing in it may have been taken out while they came.
      isWanted: () => isWanted && (settleRoot(true), true),
      onClose,
    });
    close = opened ?? close;
    fillAgain();
    if (!opened) return;
    if (event instanceof MouseEvent) ignoreAgain(event);
    const dialog = root.querySelector('.izin-preferences');
    if (dialog) new ResizeObserver(adopt).observe(dialog);
    announce('izin:show', { layer: 'preferences' });
  } catch (error) {
    if (isWanted) {
      end();
      say('failed');
    } else fillAgain();
    report(`preferences cannot be loaded: ${String(error)}`);
  }
}

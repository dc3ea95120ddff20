import type { PreferencesContext, PreferencesModule } from '../api.ts';
import { announce } from '../page.ts';
import { fill } from './layer.ts';
import { renew } from './renew.ts';
import { config, inside, report } from './site.ts';
import { adopt, leaveRoot, root, settleRoot } from './stage.ts';

const AGAIN = 700; // ms within which a second press belongs to the first
const NEAR = 40; // px that a finger may be off

let close: (() => PreferencesContext['unsaved']) | undefined;
let isOnItsWay = false;

const loadPreferences = (): Promise<PreferencesModule> => inside.load('preferences');

/** Fetches the preferences, for they will be wanted. */
export const prepare = (): void => void loadPreferences().catch(() => {});

/** Whether the button says that the preferences are on their way. */
export const isLoading = (): boolean => isOnItsWay;

/** Closes the preferences. */
export const closePreferences = (): unknown => close?.();

/** Opens them anew, if they are open or on their way: what the visitor has switched stays, where it is still asked. */
export const reopenPreferences = (): unknown => close && openPreferences(undefined, close());

/** Fills the texts in again; the button keeps saying what is going on. */
export function fillAgain(): void {
  fill();
  if (isOnItsWay) say('loading');
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
    if (close && isNear && next.isTrusted && next.detail) next.stopImmediatePropagation();
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
  const end = (): undefined => {
    isWanted = false;
    close = undefined;
  };
  close = end;
  isOnItsWay = true;
  say('loading');
  try {
    const chunk = await loadPreferences();
    isOnItsWay = false;
    if (!isWanted) return fill();
    const onClose = (): void => {
      end();
      leaveRoot();
      announce('izin:hide', { layer: 'preferences' });
    };
    settleRoot(true);
    const { gate, record } = inside;
    const closeDialog = await chunk.openPreferences({ gate, config, record, renew, unsaved, root, onClose });
    fill();
    if (!isWanted) return void closeDialog();
    close = closeDialog;
    if (event instanceof MouseEvent) ignoreAgain(event);
    const dialog = root.querySelector('.izin-preferences');
    if (dialog) new ResizeObserver(adopt).observe(dialog);
    announce('izin:show', { layer: 'preferences' });
  } catch (error) {
    isOnItsWay = false;
    end();
    say('failed');
    report(`preferences cannot be loaded: ${String(error)}`);
  }
}

import type { PreferencesModule } from '../api.ts';
import { announce } from '../page.ts';
import { fill } from './layer.ts';
import { config, inside, report } from './site.ts';
import { adopt, leaveRoot, root, settleRoot } from './stage.ts';

let close: (() => void) | undefined;
let isOnItsWay = false;

const loadPreferences = (): Promise<PreferencesModule> => inside.load('preferences');

/** Fetches the preferences, for they will be wanted. */
export const prepare = (): void => void loadPreferences().catch(() => {});

/** Whether the button says that the preferences are on their way. */
export const isLoading = (): boolean => isOnItsWay;

/** Closes the preferences. */
export const closePreferences = (): void => close?.();

/** The button says what is going on. */
function say(what: 'loading' | 'failed'): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-izin-action=preferences]')) {
    if (button.firstChild) button.firstChild.nodeValue = button.dataset[what] ?? '';
  }
}

/** Opens the preferences. */
export async function openPreferences(): Promise<void> {
  if (close) return;
  let isWanted = true;
  const end = (): void => {
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
    const closeDialog = await chunk.openPreferences({ gate: inside.gate, config, root, onClose });
    fill();
    if (!isWanted) return closeDialog();
    close = closeDialog;
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

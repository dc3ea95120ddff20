import { fromDocument } from '../page.ts';
import { inside } from './site.ts';

/**
 * Holds what was granted, and has not loaded because nobody has scrolled there yet: the browser would ask for it
 * after the grant is gone. What has loaded stays as it is.
 */
export function holdLazy(): void {
  for (const element of fromDocument('querySelectorAll').call(document, '[loading=lazy]')) {
    const { complete, contentDocument } = element as HTMLImageElement & HTMLIFrameElement;
    if (inside.tools.mayRun(element) || (complete ?? contentDocument?.URL !== 'about:blank')) continue;
    // The guards judge an address that is set again.
    for (const name of ['src', 'srcset']) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value);
    }
  }
}

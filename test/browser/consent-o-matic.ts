import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** The categories of Consent-O-Matic, in its own letters. */
export type Wish = 'A' | 'B' | 'D' | 'E' | 'F' | 'X';

/** What a visitor has set the tool to: everything is off until switched on. */
export type Wishes = Partial<Record<Wish, boolean>>;

interface Selection {
  readonly selector: string;
  readonly displayFilter?: boolean;
}
interface Matcher {
  readonly type: string;
  readonly target: Selection;
}
interface Consent {
  readonly type: Wish;
  readonly description?: string;
  readonly matcher?: Matcher;
  readonly toggleAction?: Action;
  readonly trueAction?: Action;
  readonly falseAction?: Action;
}
interface Action {
  readonly type: string;
  readonly target?: Selection;
  readonly actions?: readonly Action[];
  readonly consents?: readonly Consent[];
}
interface Rule {
  readonly detectors: readonly {
    readonly presentMatcher: readonly Matcher[];
    readonly showingMatcher: readonly Matcher[];
  }[];
  readonly methods: readonly { readonly name: string; readonly action: Action }[];
}

/** Our rule, as it is shipped. */
export const ownRule = (
  JSON.parse(readFileSync(new URL('../../src/rules/consent-o-matic.json', import.meta.url), 'utf8')) as {
    Izin: Rule;
  }
).Izin;

/** What became of it: whether the banner was found, whether it was showing, and how many clicks it took. */
export interface Outcome {
  readonly isPresent: boolean;
  readonly isShowing: boolean;
  readonly clicks: number;
}

/**
 * Does with a rule what Consent-O-Matic would do, as far as our rule goes: the tool itself is an
 * extension only. What this does not know it does not skip.
 *
 * @throws {Error} When the rule holds a word that is not known here, or a target that is not there.
 */
export const runRule = (page: Page, rule: Rule, wishes: Wishes): Promise<Outcome> =>
  page.evaluate(
    ({ rule, wishes }) => {
      let clicks = 0;
      /** Takes the fields of an object; all of them have to be known. */
      function only<T extends object>(value: T, ...known: (keyof T)[]): T {
        const odd = Object.keys(value).filter((key) => !known.includes(key as keyof T));
        if (odd.length) throw new Error(`found ${odd.join()}, expected ${known.join()}`);
        return value;
      }
      function find(selection: Selection): HTMLElement | undefined {
        const { selector, displayFilter } = only(selection, 'selector', 'displayFilter');
        return [...document.querySelectorAll<HTMLElement>(selector)].find(
          (element) => displayFilter === undefined || displayFilter === element.offsetHeight > 0,
        );
      }
      function matches(matcher: Matcher): boolean {
        const { type, target } = only(matcher, 'type', 'target');
        const found = find(target);
        if (type === 'css') return !!found;
        if (type !== 'checkbox') throw new Error(`found the matcher ${type}, expected css or checkbox`);
        if (!(found instanceof HTMLInputElement && found.type === 'checkbox'))
          throw new Error(`found no native checkbox at ${target.selector}`);
        return found.checked;
      }
      function settle(consent: Consent): void {
        const { type, matcher, toggleAction, trueAction, falseAction } = only(
          consent,
          'type',
          'description',
          'matcher',
          'toggleAction',
          'trueAction',
          'falseAction',
        );
        const isWanted = wishes[type] ?? false;
        if (toggleAction && matcher) {
          // A category that a site does not have.
          if (find(matcher.target) && matches(matcher) !== isWanted) run(toggleAction);
        } else if (trueAction && falseAction) run(isWanted ? trueAction : falseAction);
        else throw new Error(`found no way to settle ${type}`);
      }
      const kinds: Record<string, (action: Action) => void> = {
        list: (action) => only(action, 'type', 'actions').actions?.forEach(run),
        consent: (action) => only(action, 'type', 'consents').consents?.forEach(settle),
        hide: (action) => {
          const { target } = only(action, 'type', 'target');
          if (target) find(target)?.style.setProperty('opacity', '0', 'important');
        },
        click: (action) => {
          const { target } = only(action, 'type', 'target');
          const found = target && find(target);
          if (!found) return;
          found.click();
          clicks++;
        },
      };
      function run(action: Action): void {
        const kind = kinds[action.type];
        if (!kind) throw new Error(`found the action ${action.type}, expected ${Object.keys(kinds).join()}`);
        kind(action);
      }

      const ORDER = ['HIDE_CMP', 'OPEN_OPTIONS', 'HIDE_CMP', 'DO_CONSENT', 'SAVE_CONSENT'];
      const { detectors, methods } = only(rule, 'detectors', 'methods');
      const odd = methods.find(({ name }) => !ORDER.includes(name));
      if (odd) throw new Error(`found the method ${odd.name}, expected ${ORDER.join()}`);
      const detector = detectors.find(({ presentMatcher }) => presentMatcher.every(matches));
      const isShowing = !!detector?.showingMatcher.every(matches);
      if (isShowing)
        for (const name of ORDER) {
          const method = methods.find((one) => one.name === name);
          if (method) run(only(method, 'name', 'action').action);
        }
      return { isPresent: !!detector, isShowing, clicks };
    },
    { rule, wishes },
  );

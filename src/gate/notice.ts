import { notice, reopen, texts, withdrawn } from 'virtual:izin/notice';
import { OPTIONAL, type Choices, type OptionalCategory } from '../core/consent/types.ts';
import { inLanguage } from '../core/language.ts';
import type { ConsentGate } from './api.ts';
import { createFace, type Face } from './face.ts';
import type { Session } from './session.ts';
import type { Stage } from './stage.ts';

/** The faces that the gate itself can show. */
export interface NoticeBoard {
  showNotice(): void;
  /** @param left - Names of cookies that no script could delete. */
  showWithdrawn(left: readonly string[]): void;
  /** The reopen button, where the configuration wants one; else nothing. */
  showReopen(): void;
  readonly showing: 'notice' | 'withdrawn' | 'reopen' | undefined;
  /** Fills the texts in again, after a change of language. */
  fill(): void;
  /** What the switches of the first layer say. */
  switches(): Choices;
  /** The languages that the site has and we have texts for. */
  languages(): readonly string[];
}

/**
 * Makes the board.
 *
 * @param language - The language in force.
 */
export function createNoticeBoard(
  session: Session,
  stage: Stage,
  language: () => string,
  gate: () => ConsentGate,
): NoticeBoard {
  let face: Face | undefined;
  let showing: NoticeBoard['showing'];

  const languages = (): readonly string[] => {
    const known = session.config.languages.filter((tag) => tag in texts || tag in session.config.texts);
    return known.length ? known : Object.keys(texts);
  };

  function text(key: string, tag: string): string {
    const { config } = session;
    const found = [tag, ...languages(), 'en']
      .flatMap((t) => [config.texts[t]?.[key], texts[t]?.[key]])
      .find((t) => t !== undefined);
    const site = config.site.name || location.hostname;
    const values: Record<string, string> = { site, controller: config.site.controller || site };
    return (found ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  }

  function put(next: Face, name: NonNullable<NoticeBoard['showing']>): void {
    face = next;
    showing = name;
    fill();
    stage.put(next.element);
  }

  function fill(): void {
    stage.dress(session.config.appearance, language());
    if (!face) return;
    face.fill((key) => text(key, language()));
    const link = face.element.querySelector('[data-href=policy]');
    if (link) link.setAttribute('href', inLanguage(session.config.site.policy, language()));
    fillLanguages(face.element);
  }

  /** One button for each other language, named in itself. */
  function fillLanguages(element: HTMLElement): void {
    const [button, ...more] = element.querySelectorAll<HTMLElement>('[data-izin-action=language]');
    for (const old of more) old.remove();
    if (!button) return;
    const others = languages().filter((tag) => tag !== language());
    const buttons = others.map((tag, i) => {
      const copy = i ? (button.cloneNode() as HTMLElement) : button;
      copy.textContent = text('language', tag) === text('language', language()) ? tag : text('language', tag);
      copy.lang = tag;
      copy.dataset['language'] = tag;
      return copy;
    });
    button.after(...buttons.slice(1));
  }

  return {
    get showing() {
      return showing;
    },
    languages,
    fill,
    showNotice() {
      const { offer, config } = session;
      const next = createFace(notice, (name) =>
        name === 'policy' ? !!inLanguage(config.site.policy, language())
        : name === 'gpc' ? offer.gpc
        : name === 'languages' ? languages().length > 1
        : offer.categories.includes(name as OptionalCategory),
      );
      for (const input of next.element.querySelectorAll<HTMLInputElement>('input[data-category]')) {
        input.checked = gate().allows(input.dataset['category'] ?? '');
      }
      put(next, 'notice');
    },
    showWithdrawn(left) {
      const next = createFace(withdrawn, () => left.length > 0);
      const list = next.element.querySelector('[data-slot=leftovers]');
      if (list) list.textContent = left.join(', ');
      put(next, 'withdrawn');
    },
    showReopen() {
      if (session.config.appearance.reopen === 'button') return put(createFace(reopen, () => true), 'reopen');
      face = showing = undefined;
      stage.put(undefined);
    },
    switches() {
      const choices: Record<string, 'granted' | 'denied'> = {};
      for (const category of OPTIONAL) {
        const input = face?.element.querySelector<HTMLInputElement>(`input[data-category=${category}]`);
        if (input) choices[category] = input.checked ? 'granted' : 'denied';
      }
      return choices;
    },
  };
}

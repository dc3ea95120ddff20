import { effect } from '@preact/signals';
import { h, render } from 'preact';
import { directionOf, fallbackOf } from '../core/language.ts';
import type { Config, DeclarationContext } from '../gate/api.ts';
import { fetchFacts, knownIds } from './catalogue.ts';
import { gpcLine } from './answers.ts';
import { chosenIn } from './chosen.ts';
import { Declaration } from './Declaration.tsx';
import { subjectOf } from './draft.ts';
import { declaredFacts, ownFacts, strangerFacts, type Facts } from './facts.ts';
import { mirrorState } from './mirror.ts';
import { adoptSheet } from './sheet.ts';
import { fromDocument } from './page.ts';
import { openSpeech, type Speech } from './speech.ts';

export { build } from 'virtual:izin/build';

interface Shown {
  readonly config: Config;
  readonly body: Element;
  readonly stop: () => void;
}
/** By the element of the page that it stands in. */
const shown = new Map<Element, Shown>();

// Under a name of its own, or Vite would take the address below for an asset of its own.
const home = import.meta.url;
let style: Promise<string> | undefined;

const PLACE = '[data-izin=declaration]';
const places = (): readonly HTMLElement[] => [
  ...fromDocument('querySelectorAll')<HTMLElement>(`${PLACE}:not(${PLACE} *)`),
];

/**
 * Puts the cookie declaration into every `<div data-izin="declaration">` of the page that has none, and ends
 * those whose element is gone.
 *
 * What the owner wrote there stays until the declaration is complete.
 *
 * @throws {Error} When the texts cannot be had.
 */
export async function showDeclarations(context: DeclarationContext): Promise<void> {
  const { gate, config } = context;
  const isCurrent = (place: Element): boolean => {
    const found = shown.get(place);
    return !!found && found.config === config && found.body.isConnected;
  };
  style ??= fetch(new URL('declaration.css', home)).then((file) => (file.ok ? file.text() : ''));
  // Asked after every click, and mostly for nothing.
  if (shown.size && [...shown.keys(), ...places()].every(isCurrent))
    return adoptSheet(await style.catch(() => ''));
  // Without its style it is plain, and complete.
  const [catalogue, speech, css] = await Promise.all([
    fetchFacts(config),
    openSpeech(gate, config),
    style.catch(() => ''),
  ]);
  const isComplete = catalogue.length === knownIds(config).length;
  const declared = declaredFacts(config, catalogue);
  for (const [place, { stop }] of shown)
    if (!isCurrent(place)) {
      stop();
      shown.delete(place);
    }
  adoptSheet(css);
  for (const place of places())
    // Half of it would be worse than what the owner wrote.
    if (!shown.has(place) && (isComplete || !place.textContent?.trim()))
      shown.set(place, show(place, context, speech, declared));
}

/** Shows one, from now on in the visitor's language and with the visitor's choice. */
function show(
  place: HTMLElement,
  { gate, config, record }: DeclarationContext,
  { spoken }: Speech,
  declared: readonly Facts[],
): Shown {
  const body = fromDocument('createElement')('div');
  body.className = 'izin-declaration';
  const level = Number(place.dataset['level']) || levelAt(place);
  const mirror = mirrorState(gate);
  const subject = subjectOf(config, declared);
  // Asked for once: a choice that is made from here on has its end from this configuration anyway.
  const receipt = gate.receipt();
  const stop = effect(() => {
    const { language, texts } = spoken.value;
    const state = mirror.value;
    const { version } = gate;
    const services = [
      ownFacts(config, language, texts('cookie.own')),
      ...declared,
      ...strangerFacts(gate.held()),
    ];
    // Where nothing is held, or on offer, there is no choice to speak of; one that was made is told of.
    const isAsked = state.mode === 'hold' && (subject.categories[0] || state.decidedAt !== undefined);
    const locales = [language, fallbackOf(config.languages)];
    const chosen = isAsked
      ? chosenIn(config, state, record(), receipt, subject, services, texts, locales)
      : undefined;
    // The one text would lead to switches that are not here.
    const signal = state.signals.gpc
      ? gpcLine(state, subject).replace(/^preferences(?=\.gpc$)/, 'notice')
      : '';
    const hadFocus = body.contains(fromDocument('activeElement'));
    body.lang = language;
    body.dir = directionOf(language);
    render(h(Declaration, { config, language, texts, services, version, level, chosen, signal }), body);
    // The button that withdraws is gone once it has.
    if (hadFocus && !body.contains(fromDocument('activeElement'))) body.querySelector('button')?.focus();
  });
  place.replaceChildren(body);
  return { config, body, stop };
}

/** The level that follows the heading above an element. */
function levelAt(place: Element): number {
  const headings = [...fromDocument('querySelectorAll')(`:is(h1,h2,h3,h4,h5,h6):not(#izin *,${PLACE} *)`)];
  const above = headings.filter(
    (heading) => heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return Number(above.at(-1)?.tagName[1] ?? 1) + 1;
}

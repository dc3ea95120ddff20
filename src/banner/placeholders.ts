import { textOn } from '../core/colour.ts';
import { directionOf, fallbackOf } from '../core/language.ts';
import type { PlaceholderContext, PlaceholderModule } from '../gate/api.ts';
import { drawCard, sayIn, wait, type Button, type Card } from './card.ts';
import { countryName } from './country.ts';
import { kindOf } from './embeds.ts';
import { findHeld, SUBJECTS, type Held } from './held.ts';
import { pageOf } from './opening.ts';
import { createOverlay, putAll, type Overlay } from './overlay.ts';
import { fetchProvider, type Provider } from './provider.ts';
import { giveRoom, isShown } from './room.ts';
import { termsOf } from './terms.ts';
import { fromDocument, of } from './page.ts';
import { fetchWording, wordingIn } from './wording.ts';

export { build } from 'virtual:izin/build';

const PATIENCE = 500; // ms that the page's own code has, once the markup is there
const LEAST = { width: 10, height: 4.5 }; // em: in less stands a button that opens the rest
/** An island of Astro that is still as the server sent it. */
const DRY = 'astro-island[ssr]';

/** A placeholder, drawn or not. */
interface Stand {
  held: Held;
  /** It came near to where it would be seen. */
  isNear?: boolean;
  /** A visitor has answered here. */
  isAnswered?: boolean;
  /** What was asked for here has not come yet. */
  isLoading?: boolean;
  /** It is on its way, and will wait no more unless that fails. */
  hasLeft?: boolean;
  /** The visitor's latest word by then, by its id: with the next it is refused. */
  word?: string | undefined;
  /** It could not be loaded. */
  hasFailed?: boolean;
  /** There is room for a button only; not known where it is still to be drawn. */
  isSmall?: boolean | undefined;
  /** Who provides it; asked for once. */
  provider?: Promise<Provider> | undefined;
  overlay?: Overlay;
  /** Draws it as things are now. */
  draw?: (() => void) | undefined;
  /** The page itself had made the element inert. */
  readonly wasInert: boolean;
}

/**
 * Puts placeholders in front of what is held and would be seen: frames, and elements that scripts of services
 * fill. Draws each as it comes near, and takes it away when what it stands for is released or gone.
 */
export const showPlaceholders: PlaceholderModule['showPlaceholders'] = (context, config, press) => {
  const { gate } = context;
  const { lent, waiting, judge } = context.tools;
  const stands = new Map<Element, Stand>();
  let isDue = false;
  /** What is held may be something else. */
  let isStale = true;
  /** The page's own code has had its turn: what is put into its markup is no difference to what the server sent. */
  let isSettled = false;
  /** The addresses of scripts that were asked for once and are on their way, by service; none once they have come. */
  const underway = new Map<string, readonly string[] | undefined>();

  /** Looks where everything is with the next frame, once. */
  function later(): void {
    if (!isDue) requestAnimationFrame(update);
    isDue = true;
  }
  /** The same where what is held may be something else. */
  function anew(): void {
    isStale = true;
    later();
  }
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const stand = stands.get(target);
        if (stand) stand.isNear ||= isIntersecting;
      }
      later();
    },
    { rootMargin: '50%' },
  );
  const sizes = new ResizeObserver(later);
  /** Of what is put elsewhere nobody else is told. */
  const moves = new MutationObserver(later);
  const marks = new MutationObserver(anew);

  /** Compares what has a placeholder with what should have one. */
  function seek(): void {
    isStale = false;
    const isBack = ({ held, hasLeft }: Stand): boolean =>
      !!hasLeft && waiting.has(held.sources[0] as Element);
    for (const stand of stands.values())
      if (stand.held.isEmbed && isBack(stand)) arrive(stand.held.service, true);
    const leaving = [...stands].flatMap(([element, { hasLeft }]) => (hasLeft ? element : []));
    const found = findHeld(context, isSealed(context), leaving);
    for (const [element, stand] of stands) {
      if (found.has(element) || underway.get(stand.held.service ?? '')?.length) continue;
      stands.delete(element);
      near.unobserve(element);
      sizes.unobserve(element);
      hide(stand);
    }
    for (const [element, held] of found) {
      const known = stands.get(element);
      if (known) {
        const { service, address } = known.held;
        if (service !== held.service) known.provider = known.draw = undefined;
        // Has it drawn again.
        if (address !== held.address) known.isSmall = undefined;
        known.held = held;
        // It was tried, and is held again.
        if (isBack(known)) {
          known.hasLeft = known.isLoading = false;
          known.hasFailed = known.word === gate.state.recordId;
          known.draw?.();
        }
      } else {
        stands.set(element, { held, wasInert: held.element.inert });
        near.observe(element);
        sizes.observe(element);
        marks.observe(element, { attributes: true });
      }
    }
    later();
  }

  /** Looks at everything first and then changes it: in turns the page would be laid out for each of them. */
  function update(): void {
    sweep();
    if (isStale) seek();
    isDue = false;
    const near = [...stands.values()].filter(({ isNear }) => isNear);
    giveRoom(near.flatMap(({ held: { isEmbed, element } }) => (isEmbed ? element : [])));
    const shown = new Set(near.filter(({ held }) => isShown(held.element)));
    for (const stand of near) if (!shown.has(stand)) hide(stand);
    const moved = new Set<Overlay>();
    for (const stand of shown) {
      introduce(stand);
      const { overlay, held } = stand;
      if (overlay?.isDue(isBehind(held.element))) moved.add(overlay);
    }
    putAll([...moved]);
    const around = new Set<Element>();
    const acts = [...shown].map((stand) => show(stand, moved, around));
    follow(around);
    for (const act of acts) act?.();
  }

  const isBehind = (element: Element): boolean => isSettled && !element.closest(DRY);

  /** Has it drawn once it is known who provides it. */
  function introduce(stand: Stand): void {
    const { element, service } = stand.held;
    if (stand.draw || stand.provider) return;
    const asked = (stand.provider = fetchProvider(service, config(), context.site().services));
    void asked.then((provider) => {
      if (stand.provider !== asked) return;
      stand.overlay ??= createOverlay(element);
      stand.draw = () => draw(stand, provider);
      stand.isSmall = undefined;
      later();
    });
  }

  /** Looks where a placeholder belongs. What it returns, shows it there. */
  function show(stand: Stand, moved: ReadonlySet<Overlay>, around: Set<Element>): (() => void) | undefined {
    const {
      overlay,
      isSmall,
      held: { element },
    } = stand;
    if (!overlay) return;
    const isMoved = moved.has(overlay);
    const lay = overlay.follow(isMoved);
    const { width, height } = element.getBoundingClientRect();
    const em = Number.parseFloat(getComputedStyle(overlay.root.firstElementChild ?? overlay.host).fontSize);
    stand.isSmall = width < LEAST.width * em || height < LEAST.height * em;
    if (isMoved) for (let it = of(element, 'parentElement'); it; it = of(it, 'parentElement')) around.add(it);
    return () => {
      lay();
      if (isMoved || isSmall !== stand.isSmall) stand.draw?.();
      if (isMoved) element.inert = isBehind(element) || stand.wasInert;
    };
  }

  /** Has placeholders looked at again when something in what they stand in comes, goes or grows. */
  function follow(around: ReadonlySet<Element>): void {
    for (const it of around) {
      moves.observe(it, { childList: true });
      sizes.observe(it);
      // What scrolls keeps its size, whatever happens in it.
      if (getComputedStyle(it).overflow.startsWith('visible')) continue;
      for (const part of it.children) sizes.observe(part);
    }
  }

  /** Takes note that the script of a service has come, or has failed: then nothing of that service is to pass. */
  function arrive(service = '', hasFailed = false): void {
    underway.set(service, undefined);
    if (hasFailed) lent.delete(service);
    anew();
    redraw();
  }

  function onScript({ target, type }: Event): void {
    if (!(target instanceof HTMLScriptElement)) return;
    const { service } = judge(target.src);
    for (const [id, scripts] of underway)
      if (scripts && (id === service || scripts.includes(target.src))) arrive(id, type === 'error');
  }

  function hide({ overlay, held: { element, isEmbed }, wasInert, isAnswered }: Stand): void {
    if (!overlay?.host.isConnected) return;
    // The selector :focus-within ends where a popover begins.
    const hadFocus = overlay.root.activeElement;
    // A script may have put something else in the place of an embed.
    const heir = element.isConnected ? element : (overlay.host.previousElementSibling as HTMLElement | null);
    overlay.host.remove();
    element.inert = wasInert;
    // Whoever has answered goes on from what they asked for.
    if (!hadFocus || !isAnswered || !heir) return;
    if (isEmbed && heir.tabIndex < 0) heir.tabIndex = -1;
    heir.focus({ preventScroll: true });
  }

  function draw(stand: Stand, provider: Provider): void {
    const { overlay } = stand;
    if (!overlay) return;
    const { host, root } = overlay;
    const { accent } = config().appearance;
    const { light, dark } = typeof accent === 'string' ? { light: accent, dark: '' } : accent;
    for (const [name, hex] of [
      ['izin', light],
      ['_dark', dark],
    ]) {
      if (!hex) continue;
      host.style.setProperty(`--${name}-accent`, hex);
      host.style.setProperty(`--${name}-on-accent`, textOn(hex));
    }
    const answer = (event: Event, act: () => void): void => {
      if (stand.isLoading) return;
      stand.isAnswered = true;
      // A sealed page loads nothing more, and may be loaded again or not.
      stand.isLoading = !isSealed(context);
      if (stand.isLoading) wait(root, card.loading, event.currentTarget);
      press(event, act);
      stand.hasLeft = !waiting.has(stand.held.sources[0] as Element);
      stand.word = gate.state.recordId;
    };
    const card = describe(stand, provider, answer);
    // What says that it loads keeps the focus until then, or until that is taken back.
    if (stand.isLoading && (stand.hasLeft || !card.answers.length)) return;
    stand.isLoading = false;
    drawCard(root, card);
    // What an answer has led to where nothing loads is said, too.
    sayIn(root, card.failed || (stand.isAnswered && !card.answers.length ? card.about : ''));
    // The preferences give the focus back to where it came from, as far as the document tells.
    host.focus = () => root.querySelector<HTMLElement>('[data-izin-action=preferences]')?.focus();
  }

  /** Says what a placeholder says. */
  function describe(
    { held, hasFailed, isSmall = false }: Stand,
    { name: ownName, provider, country }: Provider,
    answer: (event: Event, act: () => void) => void,
  ): Card {
    const { element, service, address, sources, scripts, isUnsent, isEmbed } = held;
    const all = config();
    const isShut = isSealed(context);
    const isReloading = all.consent.grant === 'reload' && !context.isBelow;
    const { language } = gate.state;
    const t = wordingIn(language, all);
    const { grants, reason, category } = termsOf(held, all, context.site().services, gate.state);
    const page = pageOf(address, fromDocument('baseURI'));
    const host = page?.hostname.replace(/^www\./, '') ?? '';
    const name = ownName || service || host;
    const nameOf = (id: string): string => (id === service ? name : t(`category.${id}.name`));
    const company =
      (provider || name) + (country && ` (${countryName(country, [language, fallbackOf(all.languages)])})`);
    const about =
      reason === 'granted'
        ? [t(isShut ? 'placeholder.later' : 'notice.loading')]
        : reason
          ? [t(`placeholder.${reason}`, { names: nameOf(category) })]
          : [
              t(
                `placeholder.${isUnsent && !hasFailed && !(isEmbed && underway.has(service ?? '')) ? 'unsent' : 'unloaded'}`,
              ),
              t(`placeholder.${category}`, { provider: company }),
              isShut ? t(isReloading ? 'placeholder.sealed' : 'placeholder.next') : '',
            ];
    const once: Button = {
      id: 'load-once',
      text: t('placeholder.once'),
      onClick: (event) =>
        answer(event, () => {
          // What the script of an embed brings along is part of it; a frame is one alone.
          if (isEmbed && service !== undefined) {
            lent.add(service);
            underway.set(service, scripts);
          }
          for (const source of sources) gate.loadOnce(source);
        }),
    };
    const always: Button = {
      id: 'always-allow',
      text:
        grants.join() === service
          ? t('placeholder.always')
          : t('placeholder.alwaysNamed', { names: grants.map(nameOf).join(', ') }),
      onClick: (event) =>
        answer(event, () => gate.choose(Object.fromEntries(grants.map((id) => [id, 'granted' as const])))),
    };
    const kind = kindOf(service);
    return {
      kind,
      language,
      isSmall,
      direction: directionOf(language),
      theme: all.appearance.theme,
      title: t(`placeholder.${kind}`, { name }),
      name: element.title || element.ariaLabel || '',
      about: about.join(' ').trim(),
      loading: t('notice.loading'),
      failed: hasFailed ? t('notice.failed') : '',
      quote: isEmbed ? textIn(element) : '',
      answers: reason ? [] : isShut ? [always] : [once, always],
      settings: {
        id: 'preferences',
        text: t('notice.preferences'),
        onClick: (event) => press(event, () => gate.show('preferences')),
      },
      link:
        page && (isShut || reason || isEmbed)
          ? { href: page.href, text: t('placeholder.open', { host }) }
          : undefined,
    };
  }

  function redraw(): void {
    for (const { overlay, draw } of stands.values()) if (overlay?.host.isConnected) draw?.();
  }

  function begin(): void {
    for (const type of ['izin:hold', 'izin:release']) fromDocument('addEventListener')(type, anew);
    for (const type of ['scroll', 'load', 'toggle', 'transitionend', 'animationend', 'astro:hydrate'])
      fromDocument('addEventListener')(type, later, { capture: true, passive: true });
    for (const type of ['load', 'error']) fromDocument('addEventListener')(type, onScript, true);
    addEventListener('resize', later);
    // Posts that were asked for on one view are not asked for on the next; a frame may go on there.
    const endView = (): void => {
      for (const it of lent) if (typeof it === 'string') lent.delete(it);
    };
    for (const type of ['popstate', 'turbo:before-render', 'astro:before-swap'])
      addEventListener(type, endView);
    (window as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) => {
      const { url } = (event as Event & { destination: { url: string } }).destination;
      if (new URL(url).pathname !== location.pathname) endView();
    });
    sizes.observe(fromDocument('documentElement'));
    marks.observe(document, { attributeFilter: ['data-placeholder'], subtree: true });
    gate.subscribe(({ language }) => {
      seek();
      redraw();
      void fetchWording(language).then((isNew) => isNew && redraw());
    });
  }
  // A framework that takes over the server's markup must find it as it was sent.
  const soon = (act: () => void): unknown =>
    'requestIdleCallback' in window
      ? requestIdleCallback(act, { timeout: PATIENCE })
      : setTimeout(act, PATIENCE);
  const settle = (): unknown =>
    soon(() => {
      isSettled = true;
      later();
    });
  if (fromDocument('readyState') === 'loading')
    fromDocument('addEventListener')('DOMContentLoaded', () => soon(begin), { once: true });
  else soon(begin);
  // Scripts of the page that are still on their way may take its markup over.
  if (fromDocument('readyState') === 'complete') settle();
  else addEventListener('load', settle, { once: true });
};

/** Takes away what is left of placeholders in a copy of the page, as frameworks keep one to go back to. */
function sweep(): void {
  for (const host of fromDocument('querySelectorAll')('.izin-placeholder:empty')) {
    const subject = host.previousElementSibling as HTMLElement | null;
    if (host.shadowRoot) continue;
    host.remove();
    if (subject?.matches(SUBJECTS)) subject.inert = false;
  }
}

/** Whether the page stands behind a policy that refuses whatever was not granted when it began. */
const isSealed = ({ script }: PlaceholderContext): boolean =>
  !!fromDocument('getElementById')('izin-seal') || script?.dataset['sealed'] !== undefined;

/** What the page's own markup says there, a blank between its parts. */
const textIn = ({ childNodes }: Element): string =>
  [...childNodes]
    .map(({ textContent }) => textContent)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

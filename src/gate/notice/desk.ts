import { version } from 'virtual:izin/build';
import { matchesName } from '../../core/catalogue/match.ts';
import { choose } from '../../core/consent/choose.ts';
import { OPTIONAL, type Choices } from '../../core/consent/types.ts';
import { createReceipt, eventOf, type Deed } from '../../core/receipt/receipt.ts';
import type { ConsentState, Layer } from '../api.ts';
import type { Desk, EvidenceModule, Lent, ReleaseModule, SealedModule } from '../inside.ts';
import { announce, fromDocument, isSealed, painted, readCookies } from '../page.ts';
import { kept, PLACE } from '../tab.ts';
import { declare, watchDeclarations } from './declaration.ts';
import { deedOf } from './deed.ts';
import { clearHashes, hashOf, knownHash } from './hash.ts';
import { createId } from './ids.ts';
import { writeJar } from './jar.ts';
import { speak, speakFirst } from './language.ts';
import {
  followSwitches,
  readSwitches,
  showing,
  showNothing,
  showNotice,
  showReopen,
  showWithdrawn,
  textOf,
} from './layer.ts';
import { holdLazy } from './lazy.ts';
import { atLeisure } from './leisure.ts';
import { deliver, latestReceipt, post, watchPage, type Postage } from './outbox.ts';
import {
  closePreferences,
  fillAgain,
  isLoading,
  openPreferences,
  prepare,
  reopenPreferences,
} from './preferences.ts';
import { config, enter, inside, isSame, readSite, report } from './site.ts';
import { renew, warn } from './renew.ts';
import { isReporting, sayMode } from './reporting.ts';
import { watchSight } from './sight.ts';
import { root, settleRoot, watchBody } from './stage.ts';
import { watchTabs } from './tabs.ts';
import { tellVendors, watchVendors } from './vendors.ts';

export { build } from 'virtual:izin/build';

/** The receipt of the latest decision made here. */
let decidedLast = '';
/** The first layer was asked for, or closed on this page; else it is there while something is to be decided. */
let wish: boolean | undefined;
/** What is still to be done about a decision. */
let rest: (() => void) | undefined;
let tellTabs = (): void => {};

/** Does the rest: at leisure, or before anybody could miss it. */
function finish(): void {
  const act = rest;
  rest = undefined;
  act?.();
}

const postage: Postage = {
  hash: hashOf,
  // The endpoint sends our cookie back over HTTP, as it was when the request left. Where it differs,
  // the latest decision stands: ours, or another tab's.
  onAnswer() {
    const ours = inside.record();
    if (!ours) return;
    if (latestReceipt()?.receiptId !== decidedLast) return renew();
    inside.renew();
    const found = inside.record();
    if (isSame(found, ours)) return;
    // Another tab has decided, and its receipt is still to be made.
    if (found && found.decidedAt > ours.decidedAt) {
      inside.keep(ours, true);
      renew();
    } else keep(ours);
  },
};

/** @returns Whether the cookie holds it. */
function keep(record: ReturnType<typeof choose>): boolean {
  const isStored = writeJar(record, config.consent.days, config.consent.domain);
  inside.keep(record, isStored);
  return isStored;
}

/**
 * @param say - Asked once what other tabs have decided is known here: what is not touched, stays as that is.
 * @param loaded - The service of a tag that is loaded once: that leaves a receipt, and nothing else.
 */
function decide(say: () => Choices, deed: Deed, loaded?: string): void {
  finish();
  // Nothing of it is applied where this decision is about to take its place.
  if (loaded !== undefined) renew();
  // Whoever has decided meanwhile wants no dialog any more.
  else if (isLoading()) closePreferences();
  const applied = inside.record();
  const standing = inside.renew();
  const old = inside.record();
  const before = inside.decisions();
  const choices = say();
  const { offer } = inside.site();
  const now = Date.now();
  const asked = config;
  const record = choose(standing, offer, choices, now, createId());
  let isStored = false;
  if (loaded === undefined) {
    inside.keep(record, false);
    warn(applied);
    isStored = keep(record);
  }
  const decisions = inside.decisions();
  const { language } = inside.gate.state;
  rest = () => {
    decidedLast = createId();
    post(
      createReceipt({
        receiptId: decidedLast,
        prev: latestReceipt()?.receiptId ?? null,
        record,
        event: eventOf(deed, old, before.decided, decisions, offer),
        decisions,
        offer,
        config: asked,
        deed,
        language,
        hash: knownHash(language),
        now,
        origin: location.origin,
        version,
        ...(loaded !== undefined && { loaded }),
      }),
    );
    deliver(postage);
  };
  if (loaded === undefined) {
    if (decisions.decided) wish = undefined;
    inside.apply();
    tellTabs();
  }
  // The click comes first, then what is granted by it.
  void painted(() => atLeisure(finish));
  if (isStored) unseal();
}

/** Loads pages again, and knows when not to. */
const sealedChunk = (): Promise<SealedModule> => inside.load<SealedModule>('sealed');

/** Whether a sealed page keeps from running what is granted by now. */
const isShut = (): boolean => {
  const { categories, services } = inside.decisions();
  return Object.keys({ ...categories, ...services }).some(
    (id) => inside.isGranted(id) && !inside.gate.allows(id),
  );
};

/** Has a sealed page loaded again, as far as the owner wants that, once it has something to gain. */
function unseal(): void {
  if (!isShut() || config.consent.grant !== 'reload' || inside.isBelow) return;
  void Promise.all([sealedChunk(), painted(() => undefined)])
    .then(([chunk]) => {
      finish();
      // By now it may have been taken back.
      if (isShut()) chunk.openAgain();
    })
    // Then the next page will have it.
    .catch(report);
}

/** Decides on everything that is on offer. */
const decideAll = (said: 'granted' | 'denied', action: Deed['action'], event: unknown): void =>
  decide(
    () => Object.fromEntries(inside.site().offer.categories.map((category) => [category, said])),
    deedOf(action, event),
  );

/** Hears of what other tabs have decided, and delivers what is left. */
function sync(): void {
  renew();
  deliver(postage);
}

/**
 * Deletes what those have left who may not run; shows what cannot be undone.
 *
 * @param before - Who could run until now; some may still, or again.
 */
function cleanUp(before: readonly string[]): void {
  // By the time that the file is here some of it may be granted again.
  const isRefused = (id: string): boolean => !inside.isGranted(id);
  const lost = (): string[] => before.filter(isRefused);
  const refused = () => [...inside.site().services.values()].filter(({ id }) => isRefused(id));
  const written = readCookies().split(/; ?|=/);
  const isLeft = refused().some(({ cookies }) =>
    cookies.some((rule) => written.some((name) => matchesName(rule, name))),
  );
  if (!lost()[0] && !(isLeft && inside.record())) return;
  inside
    .load<typeof import('../withdrawal.ts')>('withdrawal')
    .then((chunk) => chunk.cleanUp(refused(), lost(), config.services))
    .catch((error: unknown) => {
      report(error);
      return [];
    })
    .then((leftovers) => {
      if (inside.isBelow || !lost()[0]) return;
      const offer = (): void => {
        // What has expired nobody has withdrawn.
        if (!lost()[0] || !isDecided()) return;
        // What is asked goes first.
        if (isWanted()) line = offer;
        else showWithdrawn(leftovers);
      };
      if (config.consent.reload !== 'auto') return offer();
      return sealedChunk().then((chunk) => chunk.openAgain() || offer(), offer);
    });
}

/** What is to be said once the first layer has gone. */
let line: (() => void) | undefined;

const isDecided = (): boolean => inside.gate.state.decided;

const isWanted = (): boolean => wish ?? !isDecided();

/** Shows what there is to show: the first layer while something is to be decided. */
function update(): void {
  sayMode();
  if (inside.isBelow || isReporting()) return;
  if (isWanted()) present();
  else if (showing !== 'withdrawn') hide();
}

/** Closes the first layer, which decides nothing, or what else is shown. */
function close(): void {
  if (showing === 'notice') wish = false;
  if (isWanted()) present();
  else hide();
}

function present(): void {
  if (showing === 'notice') return followSwitches();
  showNotice();
  announce('izin:show', { layer: 'notice' });
}

function hide(): void {
  if (showing === 'reopen') return;
  if (!showing) return showReopen();
  const before = showing;
  showNothing();
  // What the visitor clicked away is gone with the next frame; what stands for it comes with the one after.
  void painted(() => atLeisure(() => showing || showReopen()));
  line?.();
  line = undefined;
  if (before === 'notice') announce('izin:hide', { layer: 'notice' });
}

/** @param button - Says so where it fails. */
function changeLanguage(tag: string, button?: HTMLElement): void {
  if (!config.languages.includes(tag)) return;
  speak(tag).catch((error: unknown) => {
    report(error);
    if (!button) return;
    button.textContent = textOf('notice.failed');
    button.lang = inside.gate.state.language;
  });
}

const desk: Desk = {
  acceptAll: (event) => decideAll('granted', 'accept-all', event),
  rejectAll: (event) => decideAll('denied', 'reject-all', event),
  withdraw: (event) => decideAll('denied', 'withdraw', event),
  choose(event, choices) {
    const { offer } = inside.site();
    const known: readonly string[] = [...offer.categories, ...Object.keys(offer.services)];
    const good = Object.entries(choices ?? {}).filter(([id, said]) => {
      const isGood = known.includes(id) && /^(granted|denied)$/.test(String(said));
      if (!isGood)
        report(
          `choose: ${id}: found ${String(said)}, expected granted or denied for one of ${known.join(', ')}`,
        );
      return isGood;
    });
    if (good.length) decide(() => Object.fromEntries(good), deedOf('save', event));
  },
  show(event, layer: Layer = isDecided() ? 'preferences' : 'notice') {
    if (layer === 'preferences') return void openPreferences(event);
    wish = isDecided() || undefined;
    present();
    settleRoot(true);
  },
  hide() {
    closePreferences();
    if (showing) close();
  },
  setLanguage(_event, tag) {
    changeLanguage(tag);
  },
  loadOnce(event, { service, category }, element, isParsed) {
    const deed = deedOf('load-once', event);
    const { load, tools, gate, speak } = inside;
    const addresses = (): string =>
      String(
        element
          .getAttributeNames()
          .map((name) => /izin|src|href|poster/.test(name) && element.getAttribute(name)),
      );
    const meant = addresses();
    tools.lent.add(element);
    load<ReleaseModule>('release')
      .finally(() => tools.waiting.set(element, isParsed))
      .then(
        // It may have been refused since, or be something else.
        (chunk) => !tools.mayRun(element) || addresses() !== meant || chunk.start(element, tools),
        () => true,
      )
      .then((isHeld) => {
        if (!isHeld) return decide(() => ({}), deed, service ?? category);
        tools.lent.delete(element);
        // Whoever waits for it hears that it is held again.
        speak(gate.state.language);
      })
      .catch(report);
  },
  act: (event, name) => actions[name]?.(event, root),
  receipt() {
    finish();
    return latestReceipt();
  },
};

const actions: Readonly<Record<string, (event: unknown, button: HTMLElement) => void>> = {
  'accept-all': desk.acceptAll,
  'reject-all': desk.rejectAll,
  withdraw: desk.withdraw,
  save: (event) => decide(readSwitches, deedOf('save', event)),
  preferences: (event) => void openPreferences(event),
  language: (_event, button) => changeLanguage(button.dataset['language'] ?? '', button),
  reload: () => void sealedChunk().then((chunk) => chunk.askAgain(), report),
  inspect: () =>
    void inside
      .load<EvidenceModule>('evidence')
      .then((chunk) => chunk.inspect(inside))
      .catch(report),
  close,
};

/** The preferences handle their own buttons; once pressed, those may be gone from the page. */
const buttonAt = ({ target }: Event): HTMLElement | null =>
  target instanceof Element && root.contains(target)
    ? target.closest<HTMLElement>('[data-izin-action]:not(.izin-preferences *)')
    : null;

const onClose = ({ target }: Event): unknown =>
  (target as Element).matches('.izin-notice') && showing === 'notice' && close();

/** Does what a button says. */
function onClick(event: Event): void {
  const button = buttonAt(event);
  const act = actions[button?.dataset['izinAction'] ?? ''];
  if (!button || !act) return;
  event.preventDefault();
  act(event, button);
}

let html: Element;

/**
 * Listens in the root; to do so again changes nothing. In another document preferences would be deaf, and
 * nobody would look for declarations.
 */
function listen(): void {
  root.addEventListener('click', onClick);
  root.addEventListener('close', onClose, true);
  if (html === (html = fromDocument('documentElement'))) return;
  closePreferences();
  watchDeclarations();
}

/** Opens the desk: from now on the visitor is asked what there is to ask. */
export function openDesk(...all: Lent): Desk {
  const [
    gate,
    isBelow,
    script,
    load,
    send,
    beacon,
    site,
    decisions,
    record,
    renew,
    keep,
    apply,
    isGranted,
    speak,
    tools,
  ] = all;
  enter({
    gate,
    isBelow,
    script,
    load,
    send,
    beacon,
    site,
    decisions,
    record,
    renew,
    keep,
    apply,
    isGranted,
    speak,
    tools,
  });
  clearHashes();
  // Whoever points at the button will want what is behind it.
  for (const type of ['pointerover', 'keydown'])
    addEventListener(type, (event) => {
      if (buttonAt(event)?.matches('[data-izin-action=preferences]')) prepare();
    });
  addEventListener('pagehide', finish);
  watchPage(postage);
  watchBody(listen);
  tellTabs = watchTabs(sync);
  // Scripts that scripts have put before ours are async.
  const first = [...fromDocument('querySelectorAll').call(document, 'script[src]')].find(
    (other) => other === script || !(other as HTMLScriptElement).async,
  );
  if (script && (script.async || script.defer || script !== first))
    report(
      'the script is not the first of the page: what came before it is not held. Put it first in <head>, without async or defer',
    );
  if (
    isSealed(script) ||
    config.consent.reload === 'auto' ||
    kept(PLACE) ||
    // Of a seal that lacks a line the gate does not know. Where it has opened, an inert script follows.
    fromDocument('querySelector').call(
      document,
      `script[data-ask]+:not([type]),meta[content*="eval' data: blob:"]`,
    )
  )
    sealedChunk()
      .then((chunk) => chunk.watch(script, OPTIONAL.some(inside.gate.allows), inside.isBelow))
      .catch(report);
  speakFirst().catch(report);
  inside.gate.subscribe(follow);
  watchVendors();
  watchSight();
  cleanUp([]);
  // Both reach the window, whose names no element takes.
  for (const type of ['pageshow', 'visibilitychange'])
    addEventListener(type, () => fromDocument('visibilityState') === 'visible' && sync());
  addEventListener('hashchange', openByAddress);
  openByAddress();
  if (/[?&]izin=inspect\b/.test(location.search)) desk.act(0, 'inspect');
  // Another tab may have decided while this file was on its way.
  sync();
  // Whatever is granted will have to run.
  if (!inside.gate.state.decided) inside.load('release').catch(() => {});
  return desk;
}

function openByAddress(): void {
  if (location.hash === '#izin' && !inside.isBelow) void openPreferences();
}

let known: ConsentState | undefined;
/** The language whose notice was hashed last. */
let hashed = '';

const grantedIn = ({ decisions, services }: ConsentState): string[] =>
  Object.entries({ ...decisions, ...services }).flatMap(([id, said]) => (said === 'granted' ? id : []));

/** Follows what is different: what was stored, and what the visitor sees. */
function follow(state: ConsentState): void {
  const before = known;
  known = state;
  const told = painted(tellVendors);
  const { language } = state;
  if (readSite()) {
    // They show what was on offer before.
    reopenPreferences();
    clearHashes();
    declare();
    hashed = '';
    // It asks anew, also whom has closed it.
    wish ||= undefined;
    if (showing === 'notice') showNotice();
    // It is made anew, or not at all, below.
    if (showing === 'reopen') showNothing();
    if (!config.languages.includes(language)) return void speakFirst().catch(report);
  } else if (before && !isSame([before.decisions, before.services], [state.decisions, state.services])) {
    const granted = grantedIn(before);
    // What was withdrawn may be given again, here or in another tab.
    if (showing === 'withdrawn' && grantedIn(state).some((id) => !granted.includes(id))) showNothing();
    holdLazy();
    void told.then(() => cleanUp(granted));
  }
  if (language !== hashed) {
    void hashOf((hashed = language));
    fillAgain();
  }
  update();
}

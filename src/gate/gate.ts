import { version } from 'virtual:izin/build';
import type { Choices } from '../core/consent/types.ts';
import { describe } from '../core/errors.ts';
import { canonical } from '../core/receipt/canonical.ts';
import { noticeDocument } from '../core/receipt/notice.ts';
import { createReceipt, eventOf, type Deed } from '../core/receipt/receipt.ts';
import type { ConsentGate, ConsentState, Layer, PreferencesModule } from './api.ts';
import { loadChunk } from './chunk.ts';
import { deedOf } from './deed.ts';
import { tellGoogle } from './google.ts';
import { guardAttributes } from './guards/attributes.ts';
import { guardCookie } from './guards/cookie.ts';
import { guardLate } from './guards/late.ts';
import { guardMarkup } from './guards/markup.ts';
import { guardNetwork } from './guards/network.ts';
import { createId } from './ids.ts';
import { readJar } from './jar.ts';
import {
  addOwnHost,
  allows,
  config,
  configure,
  decisions,
  isPending,
  judgeCookie,
  keepRecord,
  offer,
  record,
  recordWith,
  refresh,
  services,
  stopWaiting,
} from './law.ts';
import {
  fill,
  language,
  languages,
  pickLanguage,
  readSwitches,
  showing,
  showNotice,
  showReopen,
  showWithdrawn,
} from './notice.ts';
import { announce, fromDocument, readCookies } from './page.ts';
import { deliver, latestReceipt, post, watchPage, type Postage } from './outbox.ts';
import { painted, start } from './release.ts';
import type { Sources } from './sources.ts';
import { leaveRoot, root, settleRoot } from './stage.ts';
import { watchTabs } from './tabs.ts';
import { heldTags, reconsider, verdictOn, waiting, watchDocument } from './tags.ts';

const PATIENCE = 3_000; // ms that others wait for a configuration

/** What a gate starts with. */
export interface Start {
  readonly sources: Sources;
  /** The address beside which the other scripts stand. */
  readonly base: string;
  /** In a frame below a page of the same origin that has a gate: that one's. */
  readonly above: ConsentGate | undefined;
  readonly report: (message: string) => void;
  /** Given the gate before anything happens. */
  readonly expose: (gate: ConsentGate) => void;
}

/** Starts the gate on this page. From here on nothing goes out that was not granted. */
export function startGate({ sources, base, above, report, expose }: Start): void {
  const listeners = new Set<(state: ConsentState) => void>();
  let hopes: (readonly [id: string, resolve: () => void])[] = [];
  let isKnown = false;
  let closePreferences: (() => void) | undefined;
  /** The receipt of the latest decision made here. */
  let decidedLast = '';
  let goOn = (): void => {};
  addOwnHost(new URL(base).hostname);
  guardNetwork(
    new Promise<void>((resolve) => {
      goOn = resolve;
    }),
  );
  if (sources.now !== undefined) stopWaiting(true);
  const problemsAtStart = read(sources.now ?? {});
  guardAttributes();
  guardMarkup();
  guardLate();
  guardCookie();

  const hashes = new Map<string, string>();
  /** The hash of the notice in a language; empty without a secure context, for the receiver to fill in. */
  async function hashOf(tag: string): Promise<string> {
    const subtle = crypto.subtle as SubtleCrypto | undefined;
    if (!hashes.has(tag) && subtle) {
      const text = new TextEncoder().encode(canonical(noticeDocument(config, tag, version)));
      hashes.set(
        tag,
        `sha256-${btoa(String.fromCharCode(...new Uint8Array(await subtle.digest('SHA-256', text))))}`,
      );
    }
    return hashes.get(tag) ?? '';
  }

  const postage: Postage = {
    hash: hashOf,
    // The endpoint sends our cookie back over HTTP, as it was when the request left. Where it differs,
    // the latest decision stands: ours, or another tab's.
    onAnswer() {
      if (!record || JSON.stringify(readJar()) === JSON.stringify(record)) return;
      if (latestReceipt()?.receiptId === decidedLast) keepRecord(record);
      else sync();
    },
  };

  const stateNow = (): ConsentState => ({
    decided: decisions.decided,
    decisions: decisions.categories,
    services: decisions.services,
    decidedAt: record && record.decidedAt * 1000,
    recordId: record?.id,
    signals: { gpc: offer.gpc },
    language,
  });
  let state = stateNow();
  const tell = (listener: (state: ConsentState) => void): void => {
    try {
      listener(state);
    } catch (error) {
      reportError(error);
    }
  };
  /** Tells everyone that something is different. */
  function publish(): void {
    state = stateNow();
    listeners.forEach(tell);
    hopes = hopes.filter(([id, resolve]) => !allows(id) || resolve());
    announce('izin:change', state);
  }

  /** Applies what follows from new decisions: tags, Google, what was stored, and what the visitor sees. */
  function apply({ decisions: before, services: servicesBefore }: ConsentState): void {
    const isLoss = Object.entries({ ...before, ...servicesBefore }).some(
      ([id, said]) => said === 'granted' && !allows(id),
    );
    show();
    tellGoogle('update');
    publish();
    if (isLoss && config.consent.reload === 'auto') location.reload();
    void painted().then(() => {
      reconsider();
      cleanUp(isLoss);
      deliver(postage);
    });
  }

  /** Deletes what those have left who may not run; shows what cannot be undone. */
  function cleanUp(isLoss: boolean): void {
    const names = readCookies().split(/; ?|=/);
    if (!record || !(isLoss || names.some((name) => judgeCookie(name).action === 'hold'))) return;
    loadChunk<typeof import('./withdrawal.ts')>('withdrawal', base)
      .then((chunk) =>
        chunk.cleanUp({
          refused: [...services.values()].filter(({ id }) => !allows(id)),
          isLoss: isLoss && !above,
          language,
          texts: config.texts,
          show: showWithdrawn,
          report,
        }),
      )
      .catch(report);
  }

  function decide(choices: Choices, deed: Deed, loaded?: string): void {
    const before = stateNow();
    const old = record;
    const next = recordWith(choices);
    // A tag loaded once leaves a receipt, and nothing else.
    if (loaded === undefined) keepRecord(next);
    decidedLast = createId();
    post(
      createReceipt({
        receiptId: decidedLast,
        prev: latestReceipt()?.receiptId ?? null,
        record: next,
        event: eventOf(deed, old, before.decided, decisions, offer),
        decisions,
        offer,
        config,
        deed,
        language,
        hash: hashes.get(language) ?? '',
        now: Date.now(),
        origin: location.origin,
        version,
        ...(loaded !== undefined && { loaded }),
      }),
    );
    if (loaded !== undefined) return deliver(postage);
    apply(before);
    tellTabs();
  }

  /** Reads the jar again: another tab may have decided. */
  function sync(): void {
    const before = stateNow();
    if (refresh()) apply(before);
    deliver(postage);
  }
  const tellTabs = watchTabs(sync);

  /** Shows what there is to show: the first layer while something is to be decided. */
  function show(): void {
    if (above || (decisions.decided && showing === 'withdrawn')) return;
    if (decisions.decided) hide();
    else presentNotice();
  }

  function presentNotice(): void {
    if (showing === 'notice') return;
    showNotice();
    announce('izin:show', { layer: 'notice' });
  }

  function hide(): void {
    const before = showing;
    const hadFocus = root.contains(fromDocument('activeElement'));
    showReopen();
    // Whoever came by keyboard goes on from the control that stands for what has gone.
    if (hadFocus) root.querySelector('button')?.focus();
    if (before === 'notice') announce('izin:hide', { layer: 'notice' });
  }

  const loadPreferences = (): Promise<PreferencesModule> => loadChunk('preferences', base);

  async function showPreferences(): Promise<void> {
    if (closePreferences) return;
    let isWanted = true;
    const close = (): void => {
      isWanted = false;
      closePreferences = undefined;
    };
    closePreferences = close;
    /** The button says what is going on. */
    const say = (what: 'loading' | 'failed'): void => {
      for (const button of root.querySelectorAll<HTMLElement>('[data-izin-action=preferences]')) {
        if (button.firstChild) button.firstChild.nodeValue = button.dataset[what] ?? '';
      }
    };
    say('loading');
    try {
      const chunk = await loadPreferences();
      if (!isWanted) return fill();
      const onClose = (): void => {
        close();
        leaveRoot();
        announce('izin:hide', { layer: 'preferences' });
      };
      settleRoot(true);
      const closeDialog = await chunk.openPreferences({ gate, config, root, onClose });
      fill();
      if (!isWanted) return closeDialog();
      closePreferences = closeDialog;
      announce('izin:show', { layer: 'preferences' });
    } catch (error) {
      close();
      say('failed');
      report(`preferences cannot be loaded: ${String(error)}`);
    }
  }

  function setLanguage(tag: string): void {
    if (tag === language || !languages().includes(tag)) return;
    pickLanguage(tag);
    void hashOf(tag);
    publish();
  }

  const decideAll = (said: 'granted' | 'denied', action: Deed['action']): void =>
    decide(Object.fromEntries(offer.categories.map((category) => [category, said])), deedOf(action));

  const gate: ConsentGate = {
    version,
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      tell(listener);
      return () => listeners.delete(listener);
    },
    acceptAll: () => decideAll('granted', 'accept-all'),
    rejectAll: () => decideAll('denied', 'reject-all'),
    withdraw: () => decideAll('denied', 'withdraw'),
    choose(choices) {
      const known: readonly string[] = [...offer.categories, ...Object.keys(offer.services)];
      const good = Object.entries(choices ?? {}).filter(([id, said]) => {
        const isGood = known.includes(id) && /^(granted|denied)$/.test(String(said));
        if (!isGood)
          report(
            `choose: ${id}: found ${String(said)}, expected granted or denied for one of ${known.join(', ')}`,
          );
        return isGood;
      });
      if (good.length) decide(Object.fromEntries(good), deedOf('save'));
    },
    allows,
    when: (id) =>
      new Promise((resolve) => {
        if (allows(id)) resolve();
        else hopes.push([id, resolve]);
      }),
    show(layer: Layer = decisions.decided ? 'preferences' : 'notice') {
      if (layer === 'preferences') void showPreferences();
      else presentNotice();
    },
    hide() {
      closePreferences?.();
      if (showing) hide();
    },
    setLanguage,
    loadOnce(element) {
      const verdict = waiting.has(element) && verdictOn(element);
      if (!verdict) return false;
      start(element, true);
      decide({}, deedOf('load-once'), verdict.service ?? verdict.category);
      return true;
    },
    receipt: latestReceipt,
    held: heldTags,
    inspect() {
      console.table(heldTags().map(({ element: _, ...tag }) => tag));
      return heldTags();
    },
    run: take,
  };

  /** A configuration given by a script may be anything, with getters that throw. */
  function read(value: unknown): ReturnType<typeof configure> {
    try {
      return configure(value);
    } catch (error) {
      report(`the configuration cannot be read: ${String(error)}`);
      return configure({});
    }
  }

  /** Takes a configuration; it is in force once this returns. */
  function take(value: unknown): void {
    stopWaiting(true);
    const problems = (value === sources.now ? problemsAtStart : read(value)).map(describe);
    if (problems.length) report(`${problems.length} wrong in the configuration:\n- ${problems.join('\n- ')}`);
    hashes.clear();
    for (const [tag, hash] of Object.entries(sources.notices)) hashes.set(tag, hash);
    pickLanguage();
    void hashOf(language);
    tellGoogle(isKnown ? 'update' : 'default');
    goOn();
    reconsider();
    state = stateNow();
    if (!isKnown) announce('izin:ready', state);
    isKnown = true;
    publish();
    cleanUp(false);
    if (showing === 'notice' && !decisions.decided) showNotice();
    else show();
    deliver(postage);
    openByAddress();
  }

  function openByAddress(): void {
    if (location.hash === '#izin' && !above) void showPreferences();
  }

  const actions: Readonly<Record<string, (button: HTMLElement) => void>> = {
    'accept-all': gate.acceptAll,
    'reject-all': gate.rejectAll,
    withdraw: gate.withdraw,
    save: () => gate.choose(readSwitches()),
    preferences: showPreferences,
    language: ({ dataset }) => setLanguage(dataset['language'] ?? ''),
    reload: () => location.reload(),
    close: () => (decisions.decided ? hide() : show()),
  };
  const buttonAt = ({ target }: Event): HTMLElement | null | undefined =>
    target instanceof Element
      ? // The dialog handles its own buttons.
        target.closest<HTMLElement>(
          root.contains(target) ? '[data-izin-action]:not(dialog *)' : '[data-izin]',
        )
      : undefined;
  document.addEventListener(
    'click',
    (event) => {
      const button = buttonAt(event);
      const name = button?.dataset[root.contains(button) ? 'izinAction' : 'izin'] ?? '';
      if (!button || !Object.hasOwn(actions, name)) return;
      event.preventDefault();
      actions[name]?.(button);
    },
    true,
  );
  // Whoever points at the button will want what is behind it.
  for (const type of ['pointerover', 'keydown']) {
    document.addEventListener(type, (event) => {
      if (buttonAt(event)?.matches('[data-izin-action=preferences]')) loadPreferences().catch(() => {});
    });
  }
  addEventListener('hashchange', openByAddress);
  watchPage(postage);
  watchDocument(() => settleRoot());

  // Whoever hears of the first event finds the API there.
  expose(gate);
  if (sources.now !== undefined) take(sources.now);
  else {
    void sources.later?.then(take);
    setTimeout(() => {
      if (!isPending) return;
      report(
        sources.later
          ? 'the configuration is late: what is known stays held, the rest goes on'
          : 'no configuration: add #izin-config or data-config, or call izin.run(config)',
      );
      if (!sources.later) return take({});
      stopWaiting(false);
      goOn();
      reconsider();
    }, PATIENCE);
  }
  above?.subscribe(sync);
}

import { css } from 'virtual:izin/notice';
import { version } from 'virtual:izin/build';
import type { Choices } from '../core/consent/types.ts';
import { describe } from '../core/errors.ts';
import { chooseLanguage } from '../core/language.ts';
import { canonical } from '../core/receipt/canonical.ts';
import { noticeDocument } from '../core/receipt/notice.ts';
import { createReceipt, eventOf, type Deed } from '../core/receipt/receipt.ts';
import type { ConsentGate, ConsentState, IzinEvents, Layer } from './api.ts';
import { createChunkLoader } from './chunk.ts';
import { deedOf } from './deed.ts';
import { createElements } from './elements.ts';
import { tellGoogle } from './google.ts';
import { guardAttributes } from './guards/attributes.ts';
import { guardCookie } from './guards/cookie.ts';
import { guardMarkup } from './guards/markup.ts';
import { guardBeacon, guardFetch, guardXhr } from './guards/network.ts';
import { createRegister, verdictOn } from './hold.ts';
import { createId } from './ids.ts';
import { openJar } from './jar.ts';
import { createNoticeBoard } from './notice.ts';
import { openOutbox } from './outbox.ts';
import { purge } from './purge.ts';
import { createReleaser, type TrustedPolicy } from './release.ts';
import { everything, openSession } from './session.ts';
import type { Sources } from './sources.ts';
import { createStage } from './stage.ts';
import { openShelf } from './storage.ts';
import { watchTabs } from './tabs.ts';
import { watchDocument } from './watch.ts';

const PATIENCE = 3_000; // ms that others wait for a configuration

/** What a gate starts with. */
export interface Start {
  readonly sources: Sources;
  /** The address beside which the other scripts stand. */
  readonly base: string;
  /** In a frame below a page of the same origin that has a gate: that one's. */
  readonly above: ConsentGate | undefined;
  readonly report: (message: string) => void;
}

/** Starts the gate on this page. From here on nothing goes out that was not granted. */
export function createGate({ sources, base, above, report }: Start): ConsentGate {
  const natives = { fetch: fetch.bind(window), beacon: navigator.sendBeacon.bind(navigator) };
  const listeners = new Set<(state: ConsentState) => void>();
  const hopes = new Map<string, (() => void)[]>();
  let isPending = true;
  let isKnown = false;
  let language = '';
  let closePreferences: (() => void) | undefined;
  let goOn = (): void => {};
  const ready = new Promise<void>((resolve) => {
    goOn = resolve;
  });

  const session = openSession(openJar, () => isPending);
  const announce = <K extends keyof IzinEvents>(name: K, detail: IzinEvents[K]['detail']): void => {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  };
  const register = createRegister(announce);
  const judge = () => session.judge;

  let policy: TrustedPolicy | undefined;
  const trusted = (): TrustedPolicy | undefined => {
    const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: object): TrustedPolicy } };
    try {
      policy ??= trustedTypes?.createPolicy('izin', {
        createScript: (text: string) => text,
        createScriptURL: (url: string) => url,
      });
    } catch {
      // The page forbids it: those scripts stay held where Trusted Types are required.
    }
    return policy;
  };
  const mayRun = (element: Element): boolean => (verdictOn(element, judge())?.action ?? 'pass') === 'pass';
  const releaser = createReleaser(register, mayRun, trusted);
  const elements = createElements(judge, register, releaser.release);

  const calls = { judge, ready, note: register.note };
  guardAttributes(judge, elements, register);
  guardMarkup(judge);
  guardFetch(calls);
  guardXhr(calls);
  guardBeacon(calls);
  guardCookie(calls);

  const stage = createStage(css);
  const board = createNoticeBoard(session, stage, () => language, () => gate);
  const tellTabs = watchTabs(() => refresh());

  const hashes = new Map<string, string>(Object.entries(sources.notices));
  /** The hash of the notice in a language; empty without a secure context, for the receiver to fill in. */
  async function hashOf(tag: string): Promise<string> {
    const subtle = crypto.subtle as SubtleCrypto | undefined;
    if (!hashes.has(tag) && subtle) {
      const text = new TextEncoder().encode(canonical(noticeDocument(session.config, tag, version)));
      const digest = new Uint8Array(await subtle.digest('SHA-256', text));
      hashes.set(tag, `sha256-${btoa(String.fromCharCode(...digest))}`);
    }
    return hashes.get(tag) ?? '';
  }

  const outbox = openOutbox({
    shelf: openShelf(),
    endpoint: () => session.config.receipts.endpoint,
    hash: (receipt) => hashOf(receipt.language),
    // The endpoint sends our cookie back over HTTP, as it was when the request left: a later choice stands.
    onAnswer: () => {
      const { record } = session;
      if (record && JSON.stringify(session.jar.read()) !== JSON.stringify(record)) session.jar.write(record);
    },
    ...natives,
  });

  function stateNow(): ConsentState {
    const { record, decisions, offer } = session;
    return {
      decided: decisions.decided,
      decisions: decisions.categories,
      services: decisions.services,
      decidedAt: record && record.decidedAt * 1000,
      recordId: record?.id,
      signals: { gpc: offer.gpc },
      language,
    };
  }
  let state = stateNow();

  /** Tells everyone that something is different. */
  function publish(): void {
    state = stateNow();
    for (const listener of [...listeners]) call(() => listener(state));
    for (const [id, resolves] of [...hopes]) {
      if (!session.judge.allows(id)) continue;
      hopes.delete(id);
      for (const resolve of resolves) resolve();
    }
    announce('izin:change', state);
  }

  const call = (listener: () => void): void => {
    try {
      listener();
    } catch (error) {
      reportError(error);
    }
  };

  /** Applies what follows from new decisions: tags, Google, cookies, and what the visitor sees. */
  function apply(before: ReturnType<typeof stateNow>): void {
    const lost = Object.entries({ ...before.decisions, ...before.services }).some(
      ([id, decision]) => decision === 'granted' && !session.judge.allows(id),
    );
    releaser.afterPaint();
    elements.reconsider();
    if (session.config.signals.google !== 'off')
      tellGoogle(session.config.signals.dataLayer, 'update', session.decisions);
    const left = session.record ? purge(session.jar, session.services.values(), session.judge.allows) : [];
    if (left.length) report(`no script can delete: ${left.join(', ')}`);
    publish();
    if (lost && session.config.consent.reload === 'auto') return location.reload();
    if (above) return;
    if (lost) board.showWithdrawn(left);
    else if (!session.decisions.decided) showNotice();
    else if (board.showing !== 'withdrawn') hideNotice();
  }

  function decide(choices: Choices, deed: Deed, loaded?: string): void {
    const before = stateNow();
    const old = session.record;
    const record = loaded === undefined || !old ? session.add(loaded === undefined ? choices : {}) : old;
    const now = Date.now();
    const { config, decisions, offer } = session;
    outbox.post(
      createReceipt({
        receiptId: createId(),
        prev: outbox.latest()?.receiptId ?? null,
        record,
        event: eventOf(deed, old, before.decided, decisions, offer),
        decisions,
        offer,
        config,
        deed,
        language,
        hash: hashes.get(language) ?? '',
        now,
        gpc: offer.gpc,
        origin: location.origin,
        version,
        ...(loaded !== undefined && { loaded }),
      }),
    );
    setTimeout(outbox.deliver);
    if (loaded !== undefined) return;
    apply(before);
    tellTabs();
  }

  /** Reads the jar again: another tab may have decided. */
  function refresh(): void {
    const before = stateNow();
    if (session.refresh()) apply(before);
    outbox.deliver();
  }

  function showNotice(): void {
    if (board.showing === 'notice' || above) return;
    board.showNotice();
    announce('izin:show', { layer: 'notice' });
  }

  function hideNotice(): void {
    const { showing } = board;
    const hadFocus = stage.root.contains(document.activeElement);
    board.showReopen();
    // Whoever came by keyboard goes on from the control that stands for what has gone.
    if (hadFocus) stage.root.querySelector('button')?.focus();
    if (showing === 'notice') announce('izin:hide', { layer: 'notice' });
  }

  const loadChunk = createChunkLoader(base);

  async function showPreferences(): Promise<void> {
    if (closePreferences) return;
    const button = stage.root.querySelector<HTMLElement>('[data-izin-action=preferences]');
    const say = (text: string | undefined): void => {
      if (button && text) button.textContent = text;
      button?.toggleAttribute('aria-busy', false);
    };
    let isWanted = true;
    closePreferences = () => {
      isWanted = false;
      closePreferences = undefined;
    };
    const usual = button?.textContent ?? '';
    try {
      say(button?.dataset['loading']);
      button?.setAttribute('aria-busy', 'true');
      const chunk = await loadChunk();
      say(usual);
      if (!isWanted) return;
      const onClose = (): void => {
        closePreferences = undefined;
        if (!stage.root.firstChild) stage.put(undefined);
        announce('izin:hide', { layer: 'preferences' });
      };
      if (!stage.root.isConnected) (document.body ?? document.documentElement).prepend(stage.root);
      closePreferences = chunk.openPreferences({ gate, config: session.config, root: stage.root, onClose });
      announce('izin:show', { layer: 'preferences' });
    } catch (error) {
      closePreferences = undefined;
      say(button?.dataset['failed']);
      report(`preferences cannot be loaded: ${String(error)}`);
    }
  }

  function setLanguage(tag: string): void {
    if (!board.languages().includes(tag) || tag === language) return;
    language = tag;
    board.fill();
    void hashOf(tag);
    publish();
  }

  const gate: ConsentGate = {
    version,
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      call(() => listener(state));
      return () => listeners.delete(listener);
    },
    acceptAll: () => decide(everything(session.offer, 'granted'), deedOf('accept-all', stage.root)),
    rejectAll: () => decide(everything(session.offer, 'denied'), deedOf('reject-all', stage.root)),
    withdraw: () => decide(everything(session.offer, 'denied'), deedOf('withdraw', stage.root)),
    choose(choices) {
      const { categories, services } = session.offer;
      const isKnownId = (id: string): boolean => (categories as readonly string[]).includes(id) || id in services;
      const good = Object.entries(choices).filter(([id, decision]) => {
        const isGood = isKnownId(id) && (decision === 'granted' || decision === 'denied');
        if (!isGood)
          report(`choose: ${id}: found ${String(decision)}, expected a category or service on offer, granted or denied`);
        return isGood;
      });
      if (good.length) decide(Object.fromEntries(good), deedOf('save', stage.root));
    },
    allows: (id) => session.judge.allows(id),
    when: (id) =>
      new Promise((resolve) => {
        if (session.judge.allows(id)) resolve();
        else hopes.set(id, [...(hopes.get(id) ?? []), resolve]);
      }),
    show(layer: Layer = session.decisions.decided ? 'preferences' : 'notice') {
      if (layer === 'notice') showNotice();
      else void showPreferences();
    },
    hide() {
      closePreferences?.();
      if (board.showing) hideNotice();
    },
    setLanguage,
    loadOnce(element) {
      if (!register.waiting.has(element)) return false;
      const verdict = verdictOn(element, judge());
      releaser.force(element);
      decide({}, deedOf('load-once', stage.root), verdict?.service ?? verdict?.category ?? '');
      return true;
    },
    receipt: () => outbox.latest(),
    held: () => register.list(),
    inspect() {
      const tags = register.list();
      console.table(tags.map(({ element: _, ...tag }) => tag));
      return tags;
    },
    run: (config) => configure(config),
  };

  /** Takes a configuration; it is in force once this returns. */
  function configure(value: unknown): void {
    const before = stateNow();
    isPending = false;
    const problems = session.configure(value);
    if (problems.length) report(`${problems.length} in the configuration:\n${problems.map((p) => `- ${describe(p)}`).join('\n')}`);
    hashes.clear();
    for (const [tag, hash] of Object.entries(sources.notices)) hashes.set(tag, hash);
    language = chooseLanguage(board.languages(), [document.documentElement.lang, ...navigator.languages]);
    void hashOf(language);
    const { google, dataLayer } = session.config.signals;
    if (google !== 'off') tellGoogle(dataLayer, isKnown ? 'update' : 'default', session.decisions);
    goOn();
    elements.reconsider();
    if (session.record) purge(session.jar, session.services.values(), session.judge.allows);
    publish();
    if (!isKnown) announce('izin:ready', state);
    isKnown = true;
    void before;
    if (!above) {
      if (!session.decisions.decided) {
        if (board.showing === 'notice') board.showNotice();
        else showNotice();
      } else hideNotice();
    }
    outbox.deliver();
    openByAddress();
  }

  function openByAddress(): void {
    if (location.hash === '#izin' && !above) void showPreferences();
  }

  const actions: Readonly<Record<string, (button: HTMLElement) => void>> = {
    'accept-all': gate.acceptAll,
    'reject-all': gate.rejectAll,
    withdraw: gate.withdraw,
    save: () => gate.choose(board.switches()),
    preferences: () => void showPreferences(),
    language: (button) => setLanguage(button.dataset['language'] ?? ''),
    reload: () => location.reload(),
    close: () => (session.decisions.decided ? hideNotice() : showNotice()),
  };

  document.addEventListener(
    'click',
    (event) => {
      const { target } = event;
      if (!(target instanceof Element)) return;
      const own = stage.root.contains(target);
      // The dialog handles its own buttons.
      const button = target.closest<HTMLElement>(own ? '[data-izin-action]:not(dialog *)' : '[data-izin]');
      const name = own ? button?.dataset['izinAction'] : button?.dataset['izin'];
      const action = Object.hasOwn(actions, name ?? '') ? actions[name ?? ''] : undefined;
      if (!button || !action) return;
      event.preventDefault();
      action(button);
    },
    true,
  );
  // Whoever points at the button will want what is behind it.
  for (const type of ['pointerover', 'focusin']) {
    document.addEventListener(type, ({ target }) => {
      if (target instanceof Element && stage.root.contains(target) && target.closest('[data-izin-action=preferences]'))
        loadChunk().catch(() => {});
    });
  }
  addEventListener('hashchange', openByAddress);
  watchDocument(elements, stage.settle);

  if (sources.now !== undefined) configure(sources.now);
  else {
    void sources.later?.then(configure);
    setTimeout(() => {
      if (!isPending) return;
      isPending = false;
      goOn();
      elements.reconsider();
      if (sources.later) report('the configuration is late: going on without it, everything known held');
      else {
        report('no configuration: add #izin-config or data-config, or call izin.run(config)');
        configure({});
      }
    }, PATIENCE);
  }
  above?.subscribe(() => refresh());
  return gate;
}

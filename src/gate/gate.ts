import { version } from 'virtual:izin/build';
import type { ConsentGate, ConsentState } from './api.ts';
import { tellGoogle } from './google.ts';
import { guardRealm } from './guards/realm.ts';
import type { Desk, NoticeModule, Site } from './inside.ts';
import {
  addOwnHost,
  allows,
  config,
  configure,
  decisions,
  isGranted,
  isPending,
  keepRecord,
  offer,
  record,
  refresh,
  seal,
  services,
  standing,
  stopWaiting,
} from './law.ts';
import { load, loadFrom } from './load.ts';
import { announce, fromDocument, isSealed, onceLoaded, painted, readCookies } from './page.ts';
import { latestOnShelf } from './shelf.ts';
import type { Sources } from './sources.ts';
import { heldTags, isHeld, reconsider, tools, verdictOn, waiting } from './tags.ts';
import { watch } from './watch.ts';

const PATIENCE = 3_000; // ms that others wait for a configuration

/** What a gate starts with. */
export interface Start {
  readonly sources: Sources;
  /** Our own script element, if it can be told. */
  readonly script: HTMLScriptElement | undefined;
  /** In a frame below a page of the same origin that has a gate: that one's. */
  readonly above: ConsentGate | false | undefined;
  readonly report: (message: unknown) => void;
}

/** Starts the gate on this page. From here on nothing goes out that was not granted. */
export function startGate({ sources, script, above, report }: Start): void {
  const listeners = new Set<(state: ConsentState) => unknown>();
  let isReady = false;
  let language = '';
  let given: unknown;
  let site: Site | undefined;
  let goOn = (): void => {};
  let pause = PATIENCE;
  // The natives, from before any guard: receipts always pass.
  const send = fetch.bind(window);
  const beacon = navigator.sendBeacon.bind(navigator);
  tools.nonce = script?.nonce ?? '';
  if (isSealed(script)) seal();
  addOwnHost(loadFrom(script?.dataset['base'] ?? script?.src));
  // Who has not decided will be asked: what asks is on its way while the rest of this starts.
  if (!above && !/izin=/.test(readCookies())) load('notice').catch(() => {});
  const ready = new Promise<void>((resolve) => {
    goOn = resolve;
  });

  const stateNow = (): ConsentState => ({
    decided: decisions.decided,
    decisions: decisions.categories,
    services: decisions.services,
    decidedAt: record && record.decidedAt * 1000,
    recordId: record?.id,
    signals: { gpc: offer.gpc },
    mode: config.mode,
    language,
  });
  let state: ConsentState;
  const tell = (listener: (state: ConsentState) => unknown): void => {
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
    announce('izin:change', state);
  }

  /** Applies what follows from new decisions: Google, what the visitor sees, tags. */
  function apply(): void {
    guardRealm(window, ready);
    tellGoogle('update');
    publish();
    painted(reconsider);
  }

  let desk: Desk | undefined;
  /** Loads what asks and decides. It shows by itself what there is to show. */
  const openDesk = (): Promise<Desk> =>
    load<NoticeModule>('notice').then(
      (chunk) =>
        (desk ??= chunk.openDesk(
          gate,
          !!above,
          script,
          load,
          send,
          beacon,
          () =>
            (site ??= { given, offer, services, notices: given === sources.config ? sources.notices : {} }),
          () => decisions,
          () => record,
          () => {
            refresh();
            return standing();
          },
          keepRecord,
          apply,
          isGranted,
          (spoken) => {
            language = spoken;
            publish();
          },
          tools,
        )),
    );
  /** Has the desk do something, at once where it is there. */
  const ask =
    (name: keyof Desk) =>
    (...args: unknown[]): void => {
      const { event } = window;
      const act = (there: Desk): unknown => (there[name] as (...all: unknown[]) => unknown)(event, ...args);
      if (desk) act(desk);
      else openDesk().then(act).catch(report);
    };
  /** Opens the desk, for somebody may want it; where it cannot be had again, ever more rarely. */
  function wake(): void {
    if (above) return;
    openDesk().catch((error: unknown) => {
      report(error);
      setTimeout(wake, (pause *= 2));
    });
  }

  const gate = {
    version,
    get state() {
      return state;
    },
    subscribe(listener: (state: ConsentState) => unknown) {
      listeners.add(listener);
      tell(listener);
      return () => listeners.delete(listener);
    },
    allows,
    when: (id: string) =>
      new Promise((resolve) => {
        const listener = (): unknown => allows(id) && resolve(void listeners.delete(listener));
        listeners.add(listener);
        listener();
      }),
    loadOnce(element: Element) {
      const isParsed = waiting.get(element);
      const verdict = waiting.delete(element) && verdictOn(element);
      if (!verdict) return false;
      ask('loadOnce')(verdict, element, isParsed);
      return true;
    },
    receipt: () => (desk ? desk.receipt() : latestOnShelf()),
    held: heldTags,
    inspect() {
      console.table(heldTags());
      ask('act')('inspect');
      return heldTags();
    },
    run: take,
  } as unknown as ConsentGate;
  for (const name of ['acceptAll', 'rejectAll', 'withdraw', 'choose', 'show', 'hide', 'setLanguage'] as const)
    Reflect.set(gate, name, ask(name));

  /** A configuration given by a script may be anything, with getters that throw. */
  function read(): void {
    try {
      configure(given);
    } catch (error) {
      report(error);
      configure((given = {}));
    }
    guardRealm(window, ready);
  }

  /** Takes a configuration; it is in force once this returns. */
  function take(value: unknown): void {
    stopWaiting(true);
    given = value;
    read();
    site = undefined;
    tellGoogle(isReady ? 'update' : 'default');
    goOn();
    reconsider();
    state = stateNow();
    if (!isReady) announce('izin:ready', state);
    isReady = true;
    publish();
    // Whoever has decided may want the controls, and has receipts under way, but no hurry.
    if (decisions.decided) onceLoaded(wake);
    else wake();
  }

  addEventListener(
    'click',
    (event) => {
      // A control may stand in a shadow root, or have one in it.
      event.composedPath().some((node) => {
        const name = (node as HTMLElement).dataset?.['izin'] as string;
        if (!/-all$|^(preferences|withdraw)$/.test(name)) return false;
        event.preventDefault();
        ask('act')(name);
        return true;
      });
    },
    true,
  );
  // What is held tells nobody that it has loaded.
  for (const type of ['load', 'error'])
    fromDocument('addEventListener').call(
      document,
      type,
      (event) => isHeld(event.target as Element) && event.stopImmediatePropagation(),
      true,
    );
  addEventListener('error', () => {
    const script = fromDocument('currentScript');
    if (script && waiting.size) tools.failed.add(script);
  });
  // Whoever hears of the first event finds the API there.
  Object.defineProperty(window, 'izin', { __proto__: null, value: gate } as PropertyDescriptor);
  if (sources.config !== undefined) take(sources.config);
  else {
    read();
    state = stateNow();
    void sources.later?.then(take);
    setTimeout(() => {
      if (!isPending) return;
      if (!sources.later) return take(undefined);
      report('the configuration is late');
      stopWaiting(false);
      goOn();
      reconsider();
    }, PATIENCE);
  }
  watch(document);
  if (above)
    above.subscribe(() => {
      refresh();
      apply();
    });
}

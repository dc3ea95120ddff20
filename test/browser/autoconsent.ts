import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
  AutoConsentCMPRule,
  BackgroundMessage,
  Config,
  ContentScriptMessage,
} from '@duckduckgo/autoconsent';
import type { CDPSession, Page } from '@playwright/test';

const home = new URL('../../node_modules/@duckduckgo/autoconsent/', import.meta.url);
const script = readFileSync(fileURLToPath(new URL('dist/autoconsent.playwright.js', home)), 'utf8');

/** Our rule, as it is shipped. */
export const ownRule = JSON.parse(
  readFileSync(new URL('../../src/rules/autoconsent.json', import.meta.url), 'utf8'),
) as AutoConsentCMPRule;

/** Every rule that comes with the tool. */
export const itsRules = (
  JSON.parse(readFileSync(fileURLToPath(new URL('rules/rules.json', home)), 'utf8')) as {
    autoconsent: readonly AutoConsentCMPRule[];
  }
).autoconsent;

/** What a visitor has set the tool to. */
export interface Wishes {
  readonly rules?: readonly AutoConsentCMPRule[];
  readonly config?: Partial<Config>;
}

/** The tool at work in one tab. */
export interface Autoconsent {
  /** What it told its background script, in order: what it found, what it did, and how that went. */
  readonly told: readonly ContentScriptMessage[];
  /** What it wrote to the console. */
  readonly written: readonly string[];
  /** Says something to the page that is open now, as the background script does. */
  send(message: BackgroundMessage): Promise<void>;
}

/** An extension's world of its own: it shares the page's elements, and none of its variables. */
const WORLD = 'autoconsent';
/** The tool waits in half seconds; its clock, and nobody else's, goes faster by this. */
const HASTE = 10;

/**
 * Lets DuckDuckGo's autoconsent act on every page of a tab, as the content script of an extension. The
 * test is its background script.
 */
export async function startAutoconsent(page: Page, { rules = [], config }: Wishes): Promise<Autoconsent> {
  const told: ContentScriptMessage[] = [];
  const written: string[] = [];
  const session = await page.context().newCDPSession(page);
  let here: number | undefined;

  session.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
    const message = JSON.parse(payload) as ContentScriptMessage;
    // A page that leaves meanwhile begins anew.
    const reply = (answer: BackgroundMessage) => tell(session, executionContextId, answer).catch(() => {});
    if (message.type === 'init') {
      here = executionContextId;
      const settings = { autoAction: 'optOut', logs: { lifecycle: true }, ...config } as Config;
      void reply({ type: 'initResp', config: settings, rules: { autoconsent: [...rules] } });
    } else if (message.type === 'eval') {
      // What it looks up among the page's own variables, for products that it knows by their code.
      const { id, code } = message;
      page.evaluate(code).then(
        (result) => reply({ type: 'evalResp', id, result }),
        () => {},
      );
    } else if (message.type !== 'report') told.push(message);
  });
  session.on('Runtime.consoleAPICalled', ({ args }) => {
    written.push(args.map(({ value }) => String(value)).join(' '));
  });
  await session.send('Runtime.enable');
  await session.send('Page.enable');
  await session.send('Runtime.addBinding', { name: 'tellTest', executionContextName: WORLD });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: WORLD,
    source: `if (self === top) {
      const later = setTimeout;
      self.setTimeout = (f, ms, ...args) => later(f, ms / ${HASTE}, ...args);
      self.autoconsentSendMessage = async (message) => tellTest(JSON.stringify(message));
      ${script}
    }`,
  });

  return {
    told,
    written,
    async send(message) {
      if (here === undefined) throw new Error('found no page that the tool is in, expected one');
      await tell(session, here, message);
    },
  };
}

async function tell(session: CDPSession, contextId: number, message: BackgroundMessage): Promise<void> {
  const expression = `void autoconsentReceiveMessage(${JSON.stringify(message)})`;
  await session.send('Runtime.evaluate', { expression, contextId });
}

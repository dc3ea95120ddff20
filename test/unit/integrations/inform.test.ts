import { beforeEach, expect, it, vi } from 'vitest';
import type { Governed } from '../../../src/core/config/services.ts';
import type { Decisions } from '../../../src/core/consent/decide.ts';
import type { Choices } from '../../../src/gate/api.ts';
import { all, openSite, type Call, type Site } from './site.ts';

const known = (id: string, category: Governed['category'], declared?: boolean): [string, Governed] => [
  id,
  { id, category, hosts: [], cookies: [], consentMode: false, ...(declared && { declared }) },
];

/** Two that are declared, and two of the catalogue that nobody declared. */
const SERVICES = new Map([
  known('meta-pixel', 'marketing', true),
  known('clarity', 'performance', true),
  known('matomo-cloud', 'performance'),
  known('mixpanel', 'performance'),
  known('hotjar', 'performance', true),
]);
const PATHS = ['fbq', 'clarity', '_paq.push', 'mixpanel.opt_in_tracking', 'mixpanel.opt_out_tracking'];

/** Decisions by category, and those of declared services where they differ. */
const decided = (given: Choices, own: Choices = {}): Decisions => {
  const { performance = 'denied', marketing = 'denied', functional = 'denied' } = given;
  return {
    categories: { necessary: 'granted', functional, performance, marketing },
    services: { 'meta-pixel': marketing, clarity: performance, ...own },
    decided: true,
  };
};
const NONE = decided(all('denied'));
const ALL = decided(all('granted'));
const PERFORMANCE = decided({ performance: 'granted', marketing: 'denied' });

const listeners = new Map<string, (event: unknown) => void>();
class FakeScript extends EventTarget {}

/** A page, its vendors, and the file that tells them. */
async function open(paths: readonly string[], globals: Record<string, unknown> = {}) {
  const site: Site = await openSite(paths, globals);
  const { inform, warn } = await import('../../../src/integrations/vendors.ts');
  const taken = (): Call[] => site.calls.splice(0);
  return { site, inform, warn, taken, names: () => taken().map(([path]) => path) };
}

beforeEach(() => {
  listeners.clear();
  vi.stubGlobal('HTMLScriptElement', FakeScript);
  vi.stubGlobal('document', {
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
  });
});

const REVOKED: readonly Call[] = [
  ['fbq', 'consent', 'revoke'],
  ['clarity', 'consentv2', { ad_Storage: 'denied', analytics_Storage: 'denied' }],
  ['clarity', 'stop'],
  ['_paq.push', ['forgetConsentGiven']],
  ['_paq.push', ['forgetCookieConsentGiven']],
  ['mixpanel.opt_out_tracking'],
];

const sorted = (calls: readonly Call[]): string[] => calls.map((call) => JSON.stringify(call)).sort();

it('warns those who lose their grant, and only them', async () => {
  const { warn, taken } = await open(PATHS);
  warn(SERVICES, NONE, ALL);
  expect(taken()).toEqual([]);
  warn(SERVICES, ALL, PERFORMANCE);
  expect(taken()).toEqual([['fbq', 'consent', 'revoke']]);
  warn(SERVICES, ALL, NONE);
  expect(sorted(taken())).toEqual(sorted(REVOKED.slice(1)));
});

it('tells nobody twice of the same loss, but of the next', async () => {
  const { warn, inform, taken } = await open(PATHS);
  inform(SERVICES, ALL, ALL);
  taken();
  warn(SERVICES, ALL, NONE);
  expect(sorted(taken())).toEqual(sorted(REVOKED));
  inform(SERVICES, ALL, NONE);
  expect(taken()).toEqual([]);
  inform(SERVICES, NONE, ALL);
  taken();
  warn(SERVICES, ALL, NONE);
  expect(sorted(taken())).toEqual(sorted(REVOKED));
});

it('takes a warning back where the grant came again before anybody was informed', async () => {
  const { warn, inform, taken } = await open(PATHS);
  inform(SERVICES, ALL, ALL);
  taken();
  warn(SERVICES, ALL, PERFORMANCE);
  taken();
  inform(SERVICES, ALL, ALL);
  expect(taken()).toEqual([['fbq', 'consent', 'grant']]);
});

it('tells of a loss after it where there was no warning', async () => {
  const { inform, taken } = await open(PATHS);
  inform(SERVICES, ALL, NONE);
  expect(sorted(taken())).toEqual(sorted(REVOKED));
});

it('tells of a grant that stands, the first time, save those who keep what they were told', async () => {
  const { inform, names } = await open(PATHS);
  inform(SERVICES, ALL, ALL);
  expect(names().sort()).toEqual(['_paq.push', '_paq.push', 'clarity', 'fbq']);
  inform(SERVICES, ALL, ALL);
  expect(names()).toEqual([]);
});

it('tells those who keep what they were told, too, where the grant is new', async () => {
  const { inform, names } = await open(PATHS);
  inform(SERVICES, NONE, PERFORMANCE);
  expect(names()).toContain('mixpanel.opt_in_tracking');
});

it('tells readers of categories again, and nobody else', async () => {
  const { inform, taken } = await open(PATHS);
  inform(SERVICES, PERFORMANCE, PERFORMANCE);
  taken();
  inform(SERVICES, PERFORMANCE, ALL);
  expect(taken()).toEqual([
    ['clarity', 'consentv2', { ad_Storage: 'granted', analytics_Storage: 'granted' }],
    ['fbq', 'consent', 'grant'],
  ]);
});

it('follows decisions on a service, and for those that nobody declared those on the category', async () => {
  const { inform, taken } = await open(PATHS);
  inform(SERVICES, NONE, NONE);
  inform(SERVICES, NONE, decided(all('denied'), { 'meta-pixel': 'granted', 'matomo-cloud': 'granted' }));
  expect(taken()).toEqual([['fbq', 'consent', 'grant']]);
});

it('knows no service that the gate does not know', async () => {
  const { inform, taken } = await open(PATHS);
  inform(new Map(), ALL, NONE);
  inform(new Map(), NONE, ALL);
  expect(taken()).toEqual([]);
});

it.each([
  ['a script has loaded', () => listeners.get('load')?.({ target: new FakeScript() })],
  ['a held tag has run', () => listeners.get('izin:release')?.({})],
])('tells those who were not there of their grant once %s', async (_what, happen) => {
  vi.useFakeTimers();
  const { site, inform, taken } = await open([]);
  inform(SERVICES, NONE, ALL);
  expect(taken()).toEqual([]);
  const fbq = vi.fn<(...args: unknown[]) => void>();
  site.window['fbq'] = fbq;
  listeners.get('load')?.({ target: {} });
  vi.runAllTimers();
  expect(fbq, 'an image tells nothing').not.toHaveBeenCalled();
  happen();
  vi.runAllTimers();
  expect(fbq.mock.calls).toEqual([['consent', 'grant']]);
  happen();
  vi.runAllTimers();
  expect(fbq).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});

it('tells those who come after they have lost their grant of the loss alone', async () => {
  const { site, inform, warn } = await open([]);
  inform(SERVICES, NONE, ALL);
  warn(SERVICES, ALL, PERFORMANCE);
  inform(SERVICES, ALL, PERFORMANCE);
  const fbq = vi.fn<(...args: unknown[]) => void>();
  site.window['fbq'] = fbq;
  for (const _ of [1, 2]) listeners.get('load')?.({ target: new FakeScript() });
  expect(fbq.mock.calls).toEqual([['consent', 'revoke']]);
});

it('tells what the site is made with of each decision, and after the services', async () => {
  const undecided = { ...NONE, decided: false };
  const { inform, names, taken } = await open(['fbq', 'wp_set_consent']);
  inform(SERVICES, undecided, undecided);
  expect(taken()).toEqual([]);
  inform(SERVICES, undecided, NONE);
  expect(taken().map((call) => call[2])).toEqual(Array(4).fill('deny'));
  inform(SERVICES, NONE, NONE);
  expect(taken()).toEqual([]);
  inform(SERVICES, NONE, ALL);
  expect(names()).toEqual(['fbq', ...Array<string>(4).fill('wp_set_consent')]);
});

it('tells WordPress of a choice that stands on each page, and the shop, which keeps it, not', async () => {
  const setTrackingConsent = vi.fn<() => void>();
  const { inform, names } = await open(['wp_set_consent'], {
    Shopify: { customerPrivacy: { setTrackingConsent } },
  });
  inform(SERVICES, NONE, NONE);
  expect(names()).toHaveLength(4);
  expect(setTrackingConsent).not.toHaveBeenCalled();
  inform(SERVICES, NONE, PERFORMANCE);
  expect(setTrackingConsent).toHaveBeenCalledTimes(1);
});

it('never throws, even where the page has broken what errors are reported to', async () => {
  vi.stubGlobal('reportError', () => {
    throw new Error('reportError');
  });
  const { site, warn, inform } = await open([]);
  site.window['fbq'] = () => {
    throw new Error('fbq');
  };
  expect(() => warn(SERVICES, ALL, NONE)).not.toThrow();
  expect(() => inform(SERVICES, NONE, ALL)).not.toThrow();
});

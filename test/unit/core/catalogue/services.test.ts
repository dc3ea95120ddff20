import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMatcher, matchesName } from '../../../../src/core/catalogue/match.ts';
import type { CatalogueService, LocalText } from '../../../../src/core/catalogue/service.ts';
import { FORMS, type Form } from '../../../../src/core/config/field.ts';
import { CATEGORIES } from '../../../../src/core/consent/types.ts';
import { FOLDER, addressOf, catalogue } from './sample.ts';

const files = readdirSync(FOLDER).sort();
const ofForm = (form: Form): ReturnType<typeof expect.stringMatching> =>
  expect.stringMatching(FORMS[form][1]);
const sentence = expect.stringMatching(/^\p{Lu}[^<>]*\.$/u);
const withOptional = (facts: object, optional: object): object =>
  Object.fromEntries([
    ...Object.entries(facts),
    ...Object.entries(optional).filter(([, fact]) => fact !== undefined),
  ]);
const claimant = createMatcher(
  catalogue.flatMap(({ id, hosts }) => hosts.map((rule) => [rule, 0, id] as const)),
);
const ownCookies = catalogue.flatMap(({ id, cookies }) =>
  cookies.filter(({ domain }) => !domain).map((cookie) => ({ id, ...cookie })),
);

/** Whether two names, exact or prefixes, may be of the same cookie. */
const meets = (a: string, b: string): boolean => matchesName(a, b) || matchesName(b, a);

it('knows at least 150 services, sorted by id, each once', () => {
  const ids = catalogue.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(150);
  expect(ids).toEqual([...new Set(ids)].sort());
});

it('knows a service of every kind', () => {
  const kinds = new Set(catalogue.map(({ category }) => category));
  for (const kind of ['necessary', 'functional', 'performance', 'marketing', 'any'] as const)
    expect(kinds).toContain(kind);
});

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const service = JSON.parse(text) as CatalogueService;
  const { id, hosts, beacons, cookies, names, storage, country, consentMode } = service;

  it('is named as its id', () => {
    expect(file).toBe(`${id}.json`);
    expect(id).toMatch(FORMS.id[1]);
  });

  it('has every fact in its form, and no other', () => {
    const facts = {
      id,
      name: expect.stringMatching(/\S/),
      provider: expect.stringMatching(/\S/),
      category: expect.stringMatching(new RegExp(`^(${[...CATEGORIES, 'any'].join('|')})$`)),
      hosts: hosts.map(() => ofForm('rule')),
      cookies: cookies.map(({ domain, distinctive }) =>
        withOptional(
          { name: ofForm('name'), lifespan: ofForm('lifespan'), purpose: { id: sentence, en: sentence } },
          { domain: domain && ofForm('host'), distinctive: distinctive && true },
        ),
      ),
      source: expect.arrayContaining([expect.stringMatching(/^https:\/\//)]),
      checked: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    };
    const optional = {
      country: country && ofForm('country'),
      beacons: beacons?.map(() => ofForm('rule')),
      names: names?.map(() => ofForm('name')),
      storage: storage?.map(() => expect.stringMatching(/^[^*]+\*?$/)), // Unlike cookies, keys may hold anything.
      consentMode: consentMode && true,
    };
    expect(service).toEqual(withOptional(facts, optional));
  });

  it('names where and when its facts were looked up', () => {
    expect(service.source.every((address) => URL.canParse(address) && address.startsWith('https://'))).toBe(
      true,
    );
    expect(new Date(service.checked).toISOString()).toBe(`${service.checked}T00:00:00.000Z`);
  });

  it('has a host, and nothing twice', () => {
    expect(hosts.length).toBeGreaterThan(0);
    for (const list of [
      hosts,
      beacons ?? [],
      names ?? [],
      storage ?? [],
      cookies.map(({ name, domain = '' }) => `${name} ${domain}`),
    ])
      expect(list).toEqual([...new Set(list)]);
  });

  it('says what its cookies are for in two languages, each in its own words', () => {
    for (const { purpose } of cookies as readonly { purpose: LocalText }[])
      expect(purpose['id']).not.toBe(purpose['en']);
  });

  it.each(hosts)('is what %s leads to', (rule) => {
    expect(claimant(addressOf(rule))).toBe(id);
  });

  it('has all its distinctive cookies among its names, where it has such, and no name for nothing', () => {
    if (!names) return;
    const distinctive = ownCookies.filter((cookie) => cookie.id === id && cookie.distinctive);
    const isCovered = (name: string): boolean => names.some((rule) => matchesName(rule, name));
    expect(distinctive.filter(({ name }) => !isCovered(name))).toEqual([]);
    expect(names.filter((rule) => !distinctive.some(({ name }) => matchesName(rule, name)))).toEqual([]);
  });

  it('has no name within another', () => {
    const within = names?.filter((name) => names.some((rule) => rule !== name && matchesName(rule, name)));
    expect(within ?? []).toEqual([]);
  });

  it.each(names ?? [])('is the only one to write %s', (rule) => {
    // What it writes itself beside them is its own affair.
    const others = ownCookies.filter((cookie) => cookie.id !== id && meets(rule, cookie.name));
    expect(others.map((cookie) => `${cookie.id}: ${cookie.name}`)).toEqual([]);
    const more = catalogue.filter(
      (other) => other.id !== id && other.names?.some((name) => meets(rule, name)),
    );
    expect(more.map((other) => other.id)).toEqual([]);
    // Long enough to be nobody else's by chance.
    expect(rule.replace('*', '').length).toBeGreaterThanOrEqual(3);
  });

  it.each(beacons ?? [])('has the beacon %s among its hosts', (rule) => {
    expect(claimant(addressOf(rule))).toBe(id);
  });

  it('has nothing in it that its packed line uses to part fields', () => {
    for (const name of [id, ...hosts, ...(names ?? []), ...cookies.map(({ name }) => name)])
      expect(name).not.toMatch(/[\s,]/);
  });

  it('is written as the others are', () => {
    expect(text).toBe(`${JSON.stringify(service, null, 2)}\n`);
  });
});

it('has no rule that two services claim', () => {
  const claims = catalogue.flatMap(({ hosts }) => hosts.map((rule) => rule.replace(/\/$/, '')));
  expect(claims.filter((rule, i) => claims.indexOf(rule) !== i)).toEqual([]);
});

it('calls no cookie distinctive that another service writes too', () => {
  const shared = ownCookies.filter(({ id, name, distinctive }) =>
    ownCookies.some((other) => distinctive && other.id !== id && meets(name, other.name)),
  );
  expect(shared.map(({ id, name }) => `${id}: ${name}`)).toEqual([]);
});

it("never takes Izin's own cookie or storage for those of a service", () => {
  for (const rule of catalogue.flatMap(({ cookies, names = [], storage = [] }) => [
    ...cookies.map(({ name }) => name),
    ...names,
    ...storage,
  ]))
    for (const own of ['izin', 'izin.receipt', 'izin.outbox.1'])
      expect([rule, matchesName(rule, own)]).toEqual([rule, false]);
});

it.each([
  ['https://www.googletagmanager.com/gtag/js?id=G-123', 'google-analytics'],
  ['https://www.googletagmanager.com/gtag/js?id=AW-123', 'google-ads'],
  ['https://www.googletagmanager.com/gtm.js?id=GTM-123', 'google-tag-manager'],
  ['https://region1.google-analytics.com/g/collect', 'google-analytics'],
  ['https://connect.facebook.net/en_US/fbevents.js', 'meta-pixel'],
  ['https://connect.facebook.net/id_ID/sdk.js', 'meta-social-plugins'],
  ['https://www.youtube.com/embed/x', 'youtube'],
  ['https://www.youtube.com/', 'youtube'],
  ['https://www.youtube.com/watch?v=x', 'youtube'],
  ['https://www.youtube-nocookie.com/embed/x', 'youtube'],
  ['https://i.ytimg.com/vi/x/hqdefault.jpg', 'youtube'],
  ['https://www.instagram.com/', 'instagram-embed'],
  ['https://www.instagram.com/embed.js', 'instagram-embed'],
  ['https://www.instagram.com/p/x/embed', 'instagram-embed'],
  ['https://www.tiktok.com/', 'tiktok-embed'],
  ['https://www.tiktok.com/embed.js', 'tiktok-embed'],
  ['https://vimeo.com/', 'vimeo'],
  ['https://player.vimeo.com/video/1', 'vimeo'],
  ['https://open.spotify.com/embed/track/x', 'spotify-embed'],
  ['https://plausible.io/js/script.outbound-links.js', 'plausible'],
  ['https://plausible.io/api/event', 'plausible'],
  ['https://analytics.tiktok.com/i18n/pixel/events.js', 'tiktok-pixel'],
  ['https://snap.licdn.com/li.lms-analytics/insight.min.js', 'linkedin-insight'],
  ['https://www.clarity.ms/tag/x', 'clarity'],
  ['https://static.hotjar.com/c/hotjar-1.js', 'hotjar'],
  ['https://www.google.com/recaptcha/enterprise.js?render=x', 'google-recaptcha'],
  ['https://www.google.com/maps/embed?pb=x', 'google-maps'],
  ['https://accounts.google.com/gsi/client', 'google-identity'],
  ['https://docs.google.com/forms/d/e/x/viewform', 'google-docs'],
  ['https://pay.google.com/gp/p/js/pay.js', 'google-pay'],
  ['https://translate.googleapis.com/translate_static/js/element/main.js', 'google-translate'],
  ['https://assets.pinterest.com/js/pinit.js', 'pinterest-widgets'],
  ['https://s.pinimg.com/ct/core.js', 'pinterest-tag'],
  ['https://js.driftt.com/include/1/x.js', 'drift'],
  ['https://webchat.qontak.com/js/app.js', 'qontak'],
  ['https://click.accesstrade.co.id/adv.php?rk=1', 'accesstrade'],
  ['https://platform-api.sharethis.com/js/sharethis.js', 'sharethis'],
  ['https://widget.trustpilot.com/bootstrap/v5/tp.widget.bootstrap.min.js', 'trustpilot'],
  ['https://d.line-scdn.net/n/line_tag/public/release/v1/lt.js', 'line-tag'],
  ['https://hm.baidu.com/hm.js?x', 'baidu-tongji'],
  ['https://stats.wp.com/e-202647.js', 'jetpack-stats'],
  ['https://js.stripe.com/v3/', 'stripe'],
  ['https://js.xendit.co/v1/xendit.min.js', 'xendit'],
])('tells whose %s is: %s', (address, id) => {
  expect(claimant(new URL(address))).toBe(id);
});

it.each([
  'https://www.google.com/',
  'https://www.spotify.com/',
  'https://contoh.co.id/',
  'https://cdn.jsdelivr.net/npm/x',
  'https://fonts.example/',
])('claims nothing of %s', (address) => {
  expect(claimant(new URL(address))).toBeUndefined();
});

import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { html, status } from './answers.ts';
import { expect, SHOP, test, type Opening, type Visit } from './page.ts';
import { sealOf } from './sealing.ts';

// What the preferences tell: facts of each cookie, what the words mean, what was chosen, and the proof of it.

const purpose = { id: 'Menguji.', en: 'Tests.' };
const config = {
  ...SHOP,
  services: {
    ...SHOP.services,
    site: {
      provider: 'PT Contoh Indonesia',
      country: 'ID',
      cookies: [{ name: 'cart', lifespan: 'session', purpose }],
    },
    heat: {
      category: 'performance',
      name: 'Heat',
      provider: 'Heat Inc.',
      country: 'US',
      hosts: ['heat.test'],
      beacons: ['heat.test/pixel'],
      storage: ['heat.session', 'heat.user.*'],
      cookies: [{ name: '_heat', domain: 'heat.test', lifespan: 'P730D', purpose }],
    },
    odd: {
      category: 'unclassified',
      name: 'Odd',
      hosts: ['odd.test'],
      cookies: [{ name: '_odd', domain: 'odd.test' }],
    },
  },
  unlisted: 'hold-all',
  receipts: { endpoint: '/izin/receipts' },
};

const LANGUAGES = [
  ['en', 'Cookie settings'],
  ['id', 'Pengaturan cookie'],
] as const;

async function open(visit: Visit, opening: Opening = {}, body = ''): Promise<void> {
  await visit.open(body, { config, ...opening });
  await visit.press(opening.lang === 'id' ? 'Pengaturan cookie' : 'Cookie settings');
  await expect(visit.preferences).toBeVisible();
}

/** Opens everything that is folded. */
async function unfold(visit: Visit): Promise<void> {
  const folded = visit.preferences.locator('details:not([open]) > summary');
  while (await folded.count()) await folded.first().click();
}

const part = (visit: Visit, heading: string): Locator =>
  visit.preferences
    .locator('section')
    .filter({ has: visit.page.getByRole('heading', { name: heading, exact: true, level: 3 }) });

/** The facts in the row of a cookie. */
const facts = (visit: Visit, cookie: string): Promise<string[]> =>
  visit.preferences
    .getByRole('row')
    .filter({ has: visit.page.getByRole('rowheader', { name: cookie, exact: true }) })
    .getByRole('cell')
    .allTextContents();

test.beforeEach(({ visit }) => visit.world.answer('toko.test/izin/receipts', status(204)));

test('tells of each cookie who provides it, where it is kept, how long and what for', async ({ visit }) => {
  await open(visit);
  await unfold(visit);
  expect(await visit.preferences.getByRole('columnheader').allTextContents()).toEqual(
    expect.arrayContaining(['Cookie', 'Provider', 'Domain', 'Lifespan', 'Purpose']),
  );
  expect(await facts(visit, '_heat')).toEqual([
    'Heat Inc. (United States)',
    'heat.test, third party',
    '730 days',
    'Tests.',
  ]);
  expect(await facts(visit, '_st*')).toEqual([
    'PT Statistik',
    'toko.test, first party',
    '1 year',
    'Counts visits.',
  ]);
  expect(await facts(visit, 'cart')).toEqual([
    'PT Contoh Indonesia (Indonesia)',
    'toko.test, first party',
    'session cookie, until the browser is closed',
    'Tests.',
  ]);
  expect(await facts(visit, 'izin')).toEqual([
    'PT Contoh Indonesia',
    'toko.test, first party',
    '180 days',
    'Stores your choice.',
  ]);
  // Nobody has said who that is, nor what for.
  expect(await facts(visit, '_odd')).toEqual([
    'not stated',
    'odd.test, third party',
    'session cookie, until the browser is closed',
    'not stated',
  ]);

  await visit.page.evaluate(() => window.izin.setLanguage('id'));
  await expect
    .poll(() => facts(visit, '_heat'))
    .toEqual(['Heat Inc. (Amerika Serikat)', 'heat.test, pihak ketiga', '730 hari', 'Menguji.']);
  expect((await facts(visit, 'cart'))[2]).toBe('cookie sesi, sampai peramban ditutup');
  expect(await facts(visit, '_odd')).toContain('belum dinyatakan');
});

test('a choice that is shared with a domain says so', async ({ visit }) => {
  await open(visit, { config: { ...config, consent: { domain: 'toko.test' } }, host: 'www.toko.test' });
  await unfold(visit);
  expect((await facts(visit, 'izin'))[1]).toBe('toko.test, first party');
  expect((await facts(visit, '_st*'))[1]).toBe('www.toko.test, first party');
});

test('lists the storage and the web beacons of a service', async ({ visit }) => {
  await open(visit);
  await unfold(visit);
  const heat = visit.preferences.getByRole('listitem').filter({ hasText: 'Heat Inc.' });
  await expect(heat.getByRole('definition')).toHaveText(['heat.session', 'heat.user.*', 'heat.test/pixel']);
  await expect(heat.getByRole('term')).toHaveText(['Browser storage', 'Web beacons']);
});

test('what Izin itself has stored by then is among the necessary, each with what it is for', async ({
  visit,
}) => {
  visit.forgive(/^izin: the endpoint refused/);
  let code = 400;
  visit.world.answer('toko.test/izin/receipts', (_seen, response) => response.writeHead(code).end());
  visit.world.answer('toko.test/answer', html(''));
  await visit.open('<form method="post" action="/frame" target="frame"><button>Send</button></form>', {
    config,
    before: sealOf(config),
  });
  visit.forgive(/Content Security Policy|Refused to/);
  await visit.press('Reject all');
  const keys = (): Promise<string[]> =>
    visit.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  await expect.poll(async () => (await keys()).some((key) => key.startsWith('izin.refused.'))).toBe(true);
  code = 503;
  // A form that goes to another window leaves its note behind.
  await visit.page.getByRole('button', { name: 'Send' }).click();
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  await unfold(visit);
  await visit.preferences.locator('input[data-category="performance"]').setChecked(true);
  const told = await part(visit, 'Strictly necessary').getByRole('definition').allTextContents();
  const names = told.map((text) => /^izin\.[a-z]+/.exec(text)?.[0]);
  await visit.preferences.getByRole('button', { name: 'Save choice' }).click();
  await expect.poll(async () => (await keys()).some((key) => key.startsWith('izin.outbox.'))).toBe(true);
  const kept = await keys();
  expect(kept).toContain('izin.posted');
  expect(kept).toContain('izin.receipt');
  for (const key of kept) expect(names).toContain(/^[a-z]+\.[a-z]+/.exec(key)?.[0]);
  // Each says what it is for, not only its name.
  for (const text of told) expect(text).toMatch(/^izin\.[a-z]+(\.\*)? .{20}/);
});

test('what nobody has classified is shown as such, without a switch', async ({ visit }) => {
  await open(visit, {}, '<script src="https://stranger.test/x.js"></script>');
  const unclassified = part(visit, 'Unclassified');
  await unfold(visit);
  await expect(unclassified).toContainText('They are held and cannot be accepted.');
  await expect(unclassified.getByRole('heading', { level: 4 })).toHaveText(['Odd', 'stranger.test']);
  await expect(unclassified.getByRole('rowheader', { name: '_odd' })).toBeVisible();
  await expect(unclassified.locator('input')).toHaveCount(0);
});

for (const [lang, settings] of LANGUAGES) {
  const words = {
    en: {
      lawful: 'Withdrawal does not affect the lawfulness of processing that took place before it.',
      mail: 'web beacons in e-mail are outside the reach of this tool',
      terms: ['Cookie', 'Browser storage', 'Web beacons', 'IP address', 'Provider'],
      meaning: 'What the words mean',
      controller: 'PT Contoh Indonesia is the controller of personal data for Toko Contoh.',
      lasts: 'Your choice lasts 180 days',
      accepting: ['If you accept', 'If you refuse'],
      policy: 'Privacy policy',
    },
    id: {
      lawful:
        'Penarikan kembali tidak memengaruhi keabsahan pemrosesan data pribadi yang dilakukan sebelumnya.',
      mail: 'suar web di dalam surel berada di luar jangkauan alat ini',
      terms: ['Cookie', 'Penyimpanan peramban', 'Suar web (web beacon)', 'Alamat IP', 'Penyedia'],
      meaning: 'Arti istilah',
      controller: 'PT Contoh Indonesia adalah pengendali data pribadi untuk Toko Contoh.',
      lasts: 'Pilihan Anda berlaku selama 180 hari',
      accepting: ['Jika diterima', 'Jika ditolak'],
      policy: 'Kebijakan privasi',
    },
  }[lang];

  test(`says in plain words what a visitor has to know before choosing: ${settings}`, async ({ visit }) => {
    await open(visit, { lang });
    const { preferences } = visit;
    for (const text of [words.lawful, words.mail, words.controller, words.lasts, 'privasi@contoh.co.id'])
      await expect(preferences.getByText(text)).toBeVisible();
    await expect(preferences.getByRole('link', { name: words.policy })).toBeVisible();
    await expect(part(visit, words.meaning).getByRole('term')).toHaveText(words.terms);
    // Of each category, what either answer means.
    for (const category of ['functional', 'performance', 'marketing']) {
      const own = preferences.locator('section').filter({
        has: visit.page.locator(`input[data-category="${category}"]`),
      });
      await expect(own.getByRole('term')).toHaveText(words.accepting);
      for (const text of await own.getByRole('definition').allTextContents())
        expect(text.length).toBeGreaterThan(20);
    }
    expect(await preferences.innerText()).not.toMatch(/\{\{|undefined|\b(terms|own|receipt|browser)\.\w/);
  });
}

test('leads to the guide for the browser at hand, and asks nobody before that', async ({ visit }) => {
  visit.forgive(/Content Security Policy|Refused to/);
  await visit.page.addInitScript(() =>
    Object.defineProperty(navigator, 'userAgentData', {
      value: { brands: [{ brand: 'Chromium' }, { brand: 'Google Chrome' }] },
    }),
  );
  // Links pass the seal, too.
  await open(visit, { before: sealOf(config) });
  const help = part(visit, 'Cookies in your browser');
  const guides = help.getByRole('link');
  await expect(guides).toHaveText(['Chrome guide']);
  await help.getByText('Other browsers').click();
  await expect(guides).toHaveCount(7);
  for (const link of await guides.all()) {
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  }
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  visit.world.answer('support.google.com/chrome/answer/95647', html('help'));
  const opened = visit.context.waitForEvent('page');
  await guides.first().click();
  const guide = await opened;
  await expect(guide).toHaveURL('https://support.google.com/chrome/answer/95647?hl=en');
  await expect.poll(() => visit.outside()).toHaveLength(1);
  expect(await guide.evaluate(() => [opener, document.referrer])).toEqual([null, '']);
});

test('a switch of which some services differ is mixed, to see and to hear', async ({ visit }) => {
  await open(visit);
  await unfold(visit);
  const own = visit.preferences.getByRole('checkbox', { name: 'Performance' });
  await expect(own).not.toBeChecked();
  await visit.preferences.getByRole('switch', { name: 'Heat' }).setChecked(true);
  await expect(own).toBeChecked({ indeterminate: true });
  await expect(visit.preferences.getByText('some services: 1 of 2')).toBeVisible();
  await expect(own).toHaveAccessibleDescription(/^some services: 1 of 2 Measures/);
  // The thumb stands in the middle, as a bar.
  const drawn = (): Promise<string[]> =>
    own.evaluate((input) => {
      const { inlineSize, blockSize } = getComputedStyle(input, '::before');
      return [getComputedStyle(input).justifyContent, inlineSize, blockSize];
    });
  const mixed = await drawn();
  await own.setChecked(true);
  await expect(visit.preferences.getByText('some services')).toHaveCount(0);
  await expect(own).toHaveAccessibleDescription(/^Measures/);
  expect(await drawn()).not.toEqual(mixed);
  expect(mixed[0]).toBe('center');
});

test('says what was chosen, service by service where they differ, when and until when', async ({ visit }) => {
  await open(visit);
  await expect(part(visit, 'Your choice')).toContainText('You have not chosen yet.');
  await expect(part(visit, 'Your choice').getByRole('button')).toHaveCount(0);
  await unfold(visit);
  await visit.preferences.getByRole('switch', { name: 'Heat' }).setChecked(true);
  await visit.preferences.getByRole('button', { name: 'Save choice' }).click();
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  const { decidedAt, recordId } = await visit.state();
  const receipt = await visit.page.evaluate(() => window.izin.receipt());
  const told = async (): Promise<Record<string, string>> => {
    const panel = part(
      visit,
      /choice|Pilihan/.exec(await visit.preferences.innerText()) ? 'Your choice' : '',
    );
    const terms = await panel.getByRole('term').allTextContents();
    const definitions = await panel.getByRole('definition').allTextContents();
    return Object.fromEntries(terms.map((term, i) => [term, definitions[i] ?? '']));
  };
  const say = (time = 0, language = 'en'): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(time);
  const timeZone = await visit.page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(await told()).toEqual({
    Functional: 'refused',
    Performance: 'refused',
    Marketing: 'refused',
    Heat: 'accepted',
    'Chosen on': say(decidedAt),
    'Valid until': say((decidedAt ?? 0) + 180 * 86_400_000),
    'Choice number': recordId,
    'Consent receipt': receipt?.receiptId,
  });
  // Whoever has chosen sees that first.
  await expect(visit.preferences.getByRole('heading', { level: 3 }).first()).toHaveText('Your choice');
  await visit.page.evaluate(() => window.izin.setLanguage('id'));
  await expect(part(visit, 'Pilihan Anda')).toContainText(say(decidedAt, 'id'));
});

test('a choice stands when something new is asked, and says that it is new', async ({ visit }) => {
  await visit.open('', { config });
  await visit.press('Accept all');
  const video = { category: 'functional', name: 'Video', hosts: ['video.test'] };
  await open(visit, { config: { ...config, services: { ...config.services, video } } });
  const panel = part(visit, 'Your choice');
  await expect(panel).toContainText('Some of what this site asks for is not answered yet.');
  const terms = await panel.getByRole('term').allTextContents();
  expect(terms).toContain('Video');
  await expect(panel.getByRole('definition').nth(terms.indexOf('Video'))).toHaveText('not answered yet');
  await expect(panel.getByRole('button', { name: 'Withdraw all consent' })).toBeVisible();
});

test('says that a choice holds on this page only where the browser keeps nothing', async ({ visit }) => {
  await visit.context.addInitScript(() => {
    const denied = {
      get(): never {
        throw new DOMException('denied', 'SecurityError');
      },
      configurable: true,
    };
    for (const area of ['localStorage', 'sessionStorage']) Object.defineProperty(window, area, denied);
    Object.defineProperty(Document.prototype, 'cookie', { ...denied, set: denied.get });
  });
  await visit.open('', { config });
  await visit.press('Accept all');
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  const panel = part(visit, 'Your choice');
  const terms = await panel.getByRole('term').allTextContents();
  await expect(panel.getByRole('definition').nth(terms.indexOf('Valid until'))).toHaveText(
    'on this page only: the browser does not keep it',
  );
  await visit.preferences.getByRole('button', { name: 'Save choice' }).click();
  await expect(visit.root.getByRole('status').filter({ hasText: 'on this page only' })).toHaveCount(1);
});

test('what was not answered is not told as refused, and why it is asked is true', async ({ visit }) => {
  const told = async (given: object, lang = 'en'): Promise<string> => {
    await open(visit, { config: { ...config, ...given }, lang });
    return part(visit, lang === 'en' ? 'Your choice' : 'Pilihan Anda').innerText();
  };
  await visit.open('', { config });
  await visit.page.evaluate(() => window.izin.choose({ heat: 'granted' }));
  await expect.poll(async () => (await visit.state()).services['heat']).toBe('granted');
  const one = await told({});
  expect(one).toContain('not answered yet');
  expect(one).toContain('It is held until you choose.');
  expect(one).not.toContain('refused');

  await visit.preferences.getByRole('button', { name: 'Accept all' }).click();
  const revised = await told({ consent: { revision: '2' } });
  expect(revised).toContain('Until you do, your earlier choice stands.');
  expect(revised).not.toMatch(/refused|not answered|is held/);

  const cookie = (await visit.context.cookies()).find(({ name }) => name === 'izin');
  const past = Math.floor(Date.now() / 1000) - 181 * 86_400;
  const value = (cookie?.value ?? '').replace(/t=\d+/, `t=${past}`);
  await visit.context.addCookies([{ name: 'izin', domain: 'toko.test', path: '/', value }]);
  const expired = await told({});
  expect(expired).toContain('Your earlier choice has expired.');
  expect(expired).toContain('not answered yet');
  expect(expired).not.toMatch(/refused|accepted/);
  expect(await told({}, 'id')).toContain('belum dijawab');
});

test('a choice keeps its end where choices stand longer since', async ({ visit }) => {
  await visit.open('', { config: { ...config, consent: { days: 30 } } });
  await visit.press('Accept all');
  await open(visit);
  const { decidedAt = 0 } = await visit.state();
  const end = await visit.page.evaluate(
    (time) => new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' }).format(time),
    decidedAt + 30 * 86_400_000,
  );
  await expect(part(visit, 'Your choice')).toContainText(end);
});

test('a receipt of another choice than that in force is neither shown nor handed out', async ({ visit }) => {
  const shared = { ...config, consent: { domain: 'toko.test' } };
  const hand = visit.preferences.getByRole('button', { name: /receipt$/ });
  await visit.open('', { config: shared });
  await visit.press('Accept all');
  await open(visit, { config: shared });
  await expect(hand).toHaveCount(2);
  // Another host decides; what this one keeps is the proof of what was before.
  await open(visit, { config: shared, host: 'www.toko.test' });
  await expect(hand).toHaveCount(0);
  await visit.preferences.getByRole('button', { name: 'Reject all' }).click();
  await open(visit, { config: shared, host: 'toko.test' });
  await expect(part(visit, 'Your choice')).toContainText('refused');
  await expect(part(visit, 'Your choice').getByText('Consent receipt', { exact: true })).toHaveCount(0);
  await expect(hand).toHaveCount(0);
});

test('a cookie on the domain of the site itself is first party', async ({ visit }) => {
  const cookies = ['toko.test', 'www.toko.test', 'oko.test', 'x.www.toko.test'].map((domain) => ({
    name: domain,
    domain,
  }));
  await open(visit, { config: { ...config, services: { site: { cookies } } }, host: 'www.toko.test' });
  await unfold(visit);
  for (const { name } of cookies)
    expect((await facts(visit, name))[1]).toBe(
      `${name}, ${/^(www\.)?toko/.test(name) ? 'first' : 'third'} party`,
    );
});

test('says in report mode that nothing is held and nothing here is consent', async ({ visit }) => {
  visit.forgive(/^izin: report/);
  await visit.open('', { config: { ...config, mode: 'report' } });
  await visit.page.evaluate(() => window.izin.show('preferences'));
  await expect(visit.preferences).toContainText('Trial mode: nothing is held');
  await expect(part(visit, 'Your choice')).toContainText('You have not chosen yet.');
  await expect(visit.preferences).not.toContainText('Only what is strictly necessary runs');
});

test('the receipt is copied, and saved as a file', async ({ visit }) => {
  await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit.open('', { config });
  await visit.press('Accept all');
  await visit.press('Cookie settings');
  const receipt = await visit.page.evaluate(() => window.izin.receipt());
  expect(receipt).toBeDefined();
  await visit.preferences.getByRole('button', { name: 'Copy receipt' }).click();
  const said = visit.preferences.getByRole('status').filter({ hasText: 'copied' });
  await expect(said).toBeVisible();
  // Pressed again it is said again: the same words in their own place would not be read out.
  await said.evaluate((status) => {
    const texts: (string | null)[] = [];
    const seen = { characterData: true, childList: true, subtree: true };
    new MutationObserver(() => texts.push(status.textContent)).observe(status, seen);
    Object.assign(self, { texts });
  });
  await visit.preferences.getByRole('button', { name: 'Copy receipt' }).click();
  const texts = (): Promise<unknown> => visit.page.evaluate(() => Reflect.get(self, 'texts'));
  await expect.poll(texts).toEqual(['', 'Consent receipt copied.']);
  const text = await visit.page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toEqual(receipt);
  const coming = visit.page.waitForEvent('download');
  await visit.preferences.getByRole('button', { name: 'Download receipt' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`izin-${receipt?.receiptId}.json`);
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(receipt);
});

test('withdrawal says what follows, before and after', async ({ visit }) => {
  await visit.open('', { config, lang: 'id' });
  await visit.press('Terima semua');
  await visit.press('Pengaturan cookie');
  const panel = part(visit, 'Pilihan Anda');
  await expect(panel).toContainText('Setelah ditarik kembali, layanan ditahan lagi');
  await panel.getByRole('button', { name: 'Tarik kembali semua persetujuan' }).click();
  await expect(visit.preferences).toHaveCount(0);
  await expect(visit.root.getByRole('status')).toContainText('Persetujuan ditarik kembali');
  await visit.press('Nanti saja');
  await visit.press('Pengaturan cookie');
  await expect(part(visit, 'Pilihan Anda')).toContainText('ditolak');
  await expect(visit.preferences.getByRole('button', { name: /Tarik kembali/ })).toHaveCount(0);
  await expect(visit.preferences).toContainText('Penarikan kembali tidak memengaruhi keabsahan');
});

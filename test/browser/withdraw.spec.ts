import { after } from './answers.ts';
import { everyKind } from './marked.ts';
import { expect, SHOP, test, type Visit } from './page.ts';
import { distFile } from './world.ts';

/** A tag of the statistics service, with everything that such a tag leaves behind. */
const leaves = (domain = ''): string => `
  <script type="text/plain" data-category="performance">
    (self.ran ??= []).push('stats');
    document.cookie = '_st=1; path=/; max-age=9999';
    document.cookie = '_st_path=1; path=/produk; max-age=9999';
    document.cookie = '_st_deep=1; path=/produk/batik; max-age=9999';
    ${domain && `document.cookie = '_st_shared=1; path=/; max-age=9999; domain=${domain}';`}
    ${domain && `document.cookie = '_st_both=1; path=/produk; max-age=9999; domain=${domain}';`}
    localStorage.setItem('st.visitor', '1');
    sessionStorage.setItem('st.session', '1');
  </script>`;

const names = async (visit: Visit): Promise<string[]> =>
  (await visit.context.cookies()).map(({ name }) => name).toSorted();

test('asks nothing of a third party after a withdrawal and a reload', async ({ visit }) => {
  await visit.open(everyKind);
  await visit.press('Accept all');
  await visit.quiet();
  await visit.page.evaluate(() => window.izin.withdraw());
  expect(Object.values((await visit.state()).decisions)).toEqual(['granted', 'denied', 'denied', 'denied']);
  visit.world.reset();
  await visit.open(everyKind);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect(await visit.ran()).toEqual([]);
  await expect(visit.notice).toHaveCount(0);
});

test('what was granted asks nobody after a withdrawal: by scrolling there, by another address, by being put into the page', async ({
  visit,
}) => {
  await visit.open(
    `<img id="seen" alt="" data-category="functional" data-src="https://unlisted.test/a.gif">
     <div style="height:9000px"></div>
     <iframe loading="lazy" data-category="marketing" data-src="https://ads.test/lazy.html"></iframe>
     <img alt="" loading="lazy" data-category="functional" data-src="https://unlisted.test/lazy.gif">`,
  );
  await visit.press('Reject all');
  // Inserted only once it is not granted any more.
  const script = await visit.page.evaluateHandle(() =>
    Object.assign(document.createElement('script'), { src: 'https://stats.test/a.js' }),
  );
  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect.poll(() => visit.outside()).toEqual(['unlisted.test/a.gif']);
  await expect(visit.page.locator('[loading=lazy][src]')).toHaveCount(2);
  expect(await script.evaluate(({ type }) => type)).toBe('');
  await visit.page.evaluate(() => window.izin.withdraw());
  await visit.quiet();
  await script.evaluate((it) => document.head.append(it));
  await visit.page.evaluate(() => {
    document.getElementById('seen')?.setAttribute('src', 'https://unlisted.test/b.gif');
    scrollTo(0, 9999);
  });
  await visit.quiet();
  expect(visit.outside()).toEqual(['unlisted.test/a.gif']);
});

test('deletes the declared cookies and storage, and nothing else', async ({ visit }) => {
  await visit.open(leaves(), { path: '/produk/batik' });
  await visit.page.evaluate(() => {
    document.cookie = 'cart=1; path=/; max-age=9999';
    localStorage.setItem('cart', '1');
  });
  await visit.press('Accept all');
  await expect.poll(() => names(visit)).toEqual(['_st', '_st_deep', '_st_path', 'cart', 'izin']);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(() => names(visit)).toEqual(['cart', 'izin']);
  expect(
    await visit.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]),
  ).toEqual(expect.not.arrayContaining(['st.visitor', 'st.session']));
  expect(await visit.page.evaluate(() => localStorage.getItem('cart'))).toBe('1');
  await visit.reload();
  await visit.quiet();
  expect(await names(visit)).toEqual(['cart', 'izin']);
});

test('deletes cookies that a page of a subdomain shares with the whole domain, on every path', async ({
  visit,
}) => {
  await visit.open(leaves('.contoh.co.id'), { host: 'shop.contoh.co.id', path: '/produk/batik' });
  await visit.press('Accept all');
  await expect
    .poll(() => names(visit))
    .toEqual(['_st', '_st_both', '_st_deep', '_st_path', '_st_shared', 'izin']);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(() => names(visit)).toEqual(['izin']);
  await visit.reload();
  await visit.quiet();
  expect(await names(visit)).toEqual(['izin']);
  expect(await visit.ran()).toEqual([]);
});

test('deletes a cookie of another path once the visitor comes there', async ({ visit }) => {
  await visit.open(leaves());
  await visit.press('Accept all');
  await expect.poll(() => names(visit)).toEqual(['_st', '_st_deep', '_st_path', 'izin']);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(() => names(visit)).toEqual(['_st_deep', '_st_path', 'izin']);
  await visit.open('', { path: '/produk/batik' });
  await expect.poll(() => names(visit)).toEqual(['izin']);
});

test('withdrawn without a network, it takes effect at once; cookies are gone on the next page at the latest', async ({
  visit,
}) => {
  visit.forgive(/^izin: .*Failed to fetch/);
  await visit.open(leaves());
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats']);
  await visit.context.setOffline(true);
  await visit.page.evaluate(() => window.izin.withdraw());
  expect((await visit.state()).decisions.performance).toBe('denied');
  expect(
    await visit.page.evaluate(() =>
      fetch('https://stats.test/collect').then(
        () => 'sent',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  await visit.context.setOffline(false);
  await visit.open('', { path: '/produk/batik' });
  await expect.poll(() => names(visit)).toEqual(['izin']);
  expect(await visit.page.evaluate(() => localStorage.getItem('st.visitor'))).toBeNull();
});

test('deletes cookies that can only be written with more attributes', async ({ visit, scheme }) => {
  test.skip(scheme === 'http', 'such cookies need https');
  await visit.open(
    `<script type="text/plain" data-category="performance">
      document.cookie = '__Secure-st=1; Secure; path=/; max-age=9999';
      document.cookie = '__Host-st=1; Secure; path=/; max-age=9999';
      document.cookie = '_st_apart=1; Secure; SameSite=None; Partitioned; path=/; max-age=9999';
    </script>`,
    {
      config: {
        ...SHOP,
        services: {
          stats: {
            category: 'performance',
            cookies: ['__Secure-st', '__Host-st', '_st*'].map((name) => ({
              name,
              lifespan: 'P1D',
              purpose: { en: 'x', id: 'x' },
            })),
          },
        },
      },
    },
  );
  await visit.press('Accept all');
  await expect.poll(() => names(visit)).toEqual(['__Host-st', '__Secure-st', '_st_apart', 'izin']);
  visit.forgive(/^izin: no script can delete/);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(() => names(visit)).toEqual(['izin']);
});

test('deletes what a service of the catalogue left, where its name is unmistakable', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance">
      document.cookie = '_ga=GA1.1.1.1; path=/; max-age=9999';
      document.cookie = 'generic=1; path=/; max-age=9999';
    </script>`,
  );
  await visit.press('Accept all');
  await expect.poll(() => names(visit)).toEqual(['_ga', 'generic', 'izin']);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(() => names(visit)).toEqual(['generic', 'izin']);
});

test('names what no script can delete', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance">document.cookie = '_st_stuck=1; path=/; max-age=9999'</script>`,
    {
      // Stands for whatever keeps a cookie in place: deleting this one has no effect.
      before: `<script>
        const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
        Object.defineProperty(Document.prototype, 'cookie', { configurable: true, get, set(text) {
          if (!/^_st_stuck=;/.test(text)) set.call(this, text);
        } });
      </script>`,
    },
  );
  visit.forgive(/^izin: .*_st_stuck/);
  await visit.press('Accept all');
  await expect.poll(() => names(visit)).toEqual(['_st_stuck', 'izin']);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(visit.root).toContainText('_st_stuck');
});

test('names the cookies that are on domains of others, of whoever could run until now', async ({ visit }) => {
  const cookie = (name: string, domain?: string) => ({
    name,
    lifespan: 'P1D',
    purpose: { en: 'x', id: 'x' },
    ...(domain && { domain }),
  });
  await visit.open('', {
    config: {
      ...SHOP,
      services: {
        'meta-pixel': true,
        'bing-uet': true,
        youtube: true,
        chat: { category: 'marketing', cookies: [cookie('_chat'), cookie('visitor', 'chat.test')] },
      },
    },
  });
  await visit.choose({ marketing: true });
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(() => window.izin.choose({ 'bing-uet': 'denied' }));
  // The line that was there stays until the next has its text.
  const line = visit.root.getByRole('status').filter({ hasText: /./ });
  await expect(line).toContainText('bing.com (MUID, MR, MSPTC)');
  await expect(line).not.toContainText('facebook.com');
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(line).toContainText('facebook.com (fr)');
  await expect(line).toContainText('chat.test (visitor)');
  for (const other of ['bing.com', 'youtube.com', '_chat']) await expect(line).not.toContainText(other);
});

test('offers a reload, for what already ran', async ({ visit }) => {
  await visit.open(leaves());
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats']);
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  await visit.press('Reload page');
  await expect.poll(() => visit.ran().catch(() => 'on its way')).toEqual([]);
});

test('the line is read out: its region is there, empty, before its text comes, once', async ({ visit }) => {
  await visit.open('<button data-izin="withdraw">Withdraw</button>', {
    config: { ...SHOP, appearance: { reopen: 'none' } },
  });
  await visit.press('Accept all');
  await expect(visit.root).toHaveCount(0);
  await visit.page.evaluate(() => {
    /** What the region says, and whether in a later frame than that in which it came. */
    const told: [text: string, isLater: boolean][] = [];
    let frame = 0;
    const count = (): void => {
      frame++;
      requestAnimationFrame(count);
    };
    const regions = new Map<Element, number>();
    count();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('#izin [role=status]')) {
        const text = region.textContent;
        if (!regions.has(region)) regions.set(region, frame);
        if (text === told.at(-1)?.[0]) continue;
        told.push([text, frame > (regions.get(region) ?? frame)]);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
    Object.assign(self, { told });
  });
  await visit.page.getByRole('button', { name: 'Withdraw' }).press('Enter');
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  const told = await visit.page.evaluate(() => Reflect.get(self, 'told') as [string, boolean][]);
  expect(told).toEqual([
    ['', false],
    [expect.stringMatching(/^Consent withdrawn.*Not now$/), true],
  ]);
});

test('whoever came by keyboard goes on from the line', async ({ visit }) => {
  await visit.open();
  await visit.press('Accept all');
  const control = visit.root.getByRole('button', { name: 'Cookie settings' });
  await control.focus();
  await visit.page.evaluate(() => {
    const lost: unknown[] = [];
    const look = (): void => {
      if (document.activeElement === document.body) lost.push(1);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(self, { lost });
    window.izin.withdraw();
  });
  await expect(visit.root.getByRole('button', { name: 'Reload page' })).toBeFocused();
  expect(await visit.page.evaluate(() => Reflect.get(self, 'lost'))).toEqual([]);
  await visit.press('Not now');
  await expect(control).toBeFocused();
});

test('a line that is not wanted any more when its turn comes is not shown', async ({ visit }) => {
  await visit.open();
  await visit.press('Accept all');
  await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();
  await visit.page.evaluate(
    () =>
      new Promise<void>((done) => {
        new MutationObserver(() => {
          if (!document.querySelector('#izin [role=status]')) return;
          window.izin.acceptAll();
          done();
        }).observe(document, { subtree: true, childList: true });
        window.izin.withdraw();
      }),
  );
  await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();
  await expect(visit.root.getByRole('status')).toHaveCount(0);
  await expect(visit.root.getByText('Consent withdrawn')).toHaveCount(0);
});

test('consent that is given again while the clean-up is on its way keeps what is stored, and no line says otherwise', async ({
  visit,
}) => {
  for (const reload of ['offer', 'auto']) {
    let go = (): void => {};
    const waits = new Promise<void>((resolve) => (go = resolve));
    visit.world.answer('toko.test/izin/izin-withdrawal.js', after(waits, distFile));
    await visit.open(leaves(), { config: { ...SHOP, consent: { reload } } });
    await visit.page.evaluate(() => window.izin.acceptAll());
    await expect.poll(() => visit.ran()).toEqual(['stats']);
    await visit.page.evaluate(() => {
      document.cookie = '_ad=1;path=/';
      document.cookie = '_st1=1;path=/';
      window.izin.withdraw();
    });
    await expect
      .poll(() => visit.world.seen.filter(({ name }) => name.includes('izin-withdrawal')).length)
      .toBeGreaterThan(0);
    await visit.page.evaluate(() => window.izin.choose({ performance: 'granted' }));
    await visit.page.evaluate(() => window.izin.choose({ functional: 'granted', marketing: 'granted' }));
    const pages = visit.world.seen.filter(({ name }) => name === 'toko.test/').length;
    go();
    await visit.quiet();
    await expect(visit.root.getByText('Consent withdrawn')).toHaveCount(0);
    expect(await visit.page.evaluate(() => document.cookie)).toMatch(/_ad=1.*_st1=1|_st1=1.*_ad=1/);
    expect(visit.world.seen.filter(({ name }) => name === 'toko.test/').length).toBe(pages);
    visit.world.reset();
  }
});

test('reloads by itself where the owner wants that', async ({ visit }) => {
  await visit.open(leaves(), { config: { ...SHOP, consent: { reload: 'auto' } } });
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats']);
  const pages = visit.world.seen.filter(({ name }) => name === 'toko.test/').length;
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect
    .poll(() => visit.world.seen.filter(({ name }) => name === 'toko.test/').length)
    .toBe(pages + 1);
  await visit.page.waitForFunction(() => window.izin?.state.decided);
  expect(await visit.ran()).toEqual([]);
});

test('closes the guards again before the page is reloaded', async ({ visit }) => {
  await visit.open(
    '<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>',
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);
  const refused = await visit.page.evaluate(async () => {
    window.izin.withdraw();
    const script = document.createElement('script');
    script.src = 'https://stats.test/again.js';
    document.head.append(script);
    new Image().src = 'https://stats.test/pixel.gif?x';
    document.cookie = '_st=1; path=/';
    navigator.sendBeacon('https://stats.test/beacon', 'x');
    return fetch('https://stats.test/collect').then(
      () => 'sent',
      () => 'refused',
    );
  });
  expect(refused).toBe('refused');
  await visit.quiet();
  expect(visit.outside()).toEqual(['stats.test/a.js']);
  expect(await names(visit)).not.toContain('_st');
});

test('a control of the site withdraws', async ({ visit }) => {
  await visit.open(`${leaves()}<a href="/elsewhere" data-izin="withdraw">Withdraw consent</a>`, {
    path: '/produk/batik',
  });
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats']);
  await visit.page.getByRole('link', { name: 'Withdraw consent' }).click();
  await expect.poll(() => names(visit)).toEqual(['izin']);
  expect((await visit.record())?.get('performance')).toBe('0');
  expect(visit.page.url()).toBe(`${visit.origin}/produk/batik`);
});

test('another tab follows: it stops, deletes, and offers a reload', async ({ visit }) => {
  await visit.open(leaves());
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats']);
  const other = await visit.tab();
  await other.open(leaves());
  await expect.poll(() => other.ran()).toEqual(['stats']);

  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(async () => (await other.state()).decisions.performance).toBe('denied');
  await expect(other.root.getByRole('status')).toContainText('Consent withdrawn');
  expect(await other.page.evaluate(() => document.cookie)).not.toContain('_st');
  expect(await other.page.evaluate(() => sessionStorage.getItem('st.session'))).toBeNull();
});

test('a choice that expires in an open tab is asked for again, and nobody is said to have withdrawn', async ({
  visit,
}) => {
  await visit.open(leaves());
  await visit.press('Accept all');
  await expect.poll(() => names(visit)).toContain('_st');
  await visit.page.evaluate(() => {
    const said: string[] = [];
    new MutationObserver(() => said.push(document.getElementById('izin')?.textContent ?? '')).observe(
      document,
      {
        childList: true,
        subtree: true,
      },
    );
    Object.assign(self, { said });
    const later = Date.now() + 181 * 86_400_000;
    Date.now = () => later;
    dispatchEvent(new Event('pageshow'));
  });
  await expect(visit.notice).toBeVisible();
  await expect.poll(() => names(visit)).not.toContain('_st');
  await visit.quiet();
  await expect(visit.notice).toBeVisible();
  expect(await visit.page.evaluate(() => Reflect.get(self, 'said').join())).not.toContain('withdrawn');
});

test('a withdrawal in another tab leaves the first layer as it stands, and its line follows that', async ({
  visit,
}) => {
  await visit.open(leaves());
  await visit.press('Accept all');
  const other = await visit.tab();
  await other.open(leaves());
  await expect.poll(() => other.ran()).toEqual(['stats']);
  await other.page.evaluate(() => window.izin.show('notice'));
  await other.switchOf('marketing').setChecked(false);
  await visit.page.evaluate(() => window.izin.choose({ performance: 'denied' }));
  await expect.poll(() => names(other)).not.toContain('_st');
  await other.quiet();
  await expect(other.switchOf('marketing')).not.toBeChecked();
  await expect(other.switchOf('functional')).toBeChecked();
  await other.press('Save choice');
  expect((await other.record())?.toString()).toMatch(/functional=1&performance=0&marketing=0/);
  await expect(other.root.getByRole('status')).toContainText('Consent withdrawn');
});

test('refusing one category later counts as withdrawing it', async ({ visit }) => {
  await visit.open(leaves(), { path: '/produk/batik' });
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats']);
  await visit.page.evaluate(() => window.izin.choose({ performance: 'denied' }));
  await expect.poll(() => names(visit)).toEqual(['izin']);
  expect((await visit.record())?.get('functional')).toBe('1');
});

test('withdrawing leaves a refusal, not a question', async ({ visit }) => {
  await visit.open();
  await visit.press('Accept all');
  await visit.page.evaluate(() => window.izin.withdraw());
  await visit.reload();
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  expect((await visit.state()).decided).toBe(true);
});

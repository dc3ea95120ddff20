import { js } from './answers.ts';
import { CALLS, ELEMENTS, inserting, RARE } from './inserted.ts';
import { expect, SHOP, test, type Visit } from './page.ts';

const script = (code: string): string => `<script>${code}</script>`;
const at = (host: string, ways: Readonly<Record<string, string>>): string[] =>
  Object.keys(ways)
    .map((name) => `${host}/${name}`)
    .toSorted();
/** What was asked of a host, without methods; a preflight is a request like any other. */
const asked = (visit: Visit, host: string): string[] =>
  visit.world.seen
    .filter((seen) => seen.host === host)
    .map(({ path }) => host + path)
    .toSorted();
const outcomes = (visit: Visit): Promise<Record<string, string>> =>
  visit.page.evaluate(() => (self as unknown as { outcomes: Record<string, string> }).outcomes);
const sentAll = Object.fromEntries(
  Object.keys(CALLS).map((name) => [name, name === 'beacon' ? 'queued' : 'sent']),
);
const refusedAll = Object.fromEntries(
  Object.keys(CALLS).map((name) => [name, name === 'beacon' ? 'queued' : 'refused']),
);

test('nothing that a script inserts goes out before consent; all of it does after, once', async ({
  visit,
}) => {
  await visit.open(script(inserting(ELEMENTS, 'stats.test')));
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect(await visit.ran()).toEqual([]);
  expect((await visit.context.cookies()).map(({ name }) => name)).toEqual([]);

  await visit.choose({ performance: true });
  await expect.poll(() => asked(visit, 'stats.test')).toEqual(at('stats.test', ELEMENTS));
  await visit.quiet();
  expect(asked(visit, 'stats.test')).toEqual(at('stats.test', ELEMENTS));
});

test('nothing goes out after a refusal, however the page inserts it', async ({ visit }) => {
  await visit.open();
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(inserting({ ...ELEMENTS, ...CALLS }, 'stats.test'));
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect(await outcomes(visit)).toMatchObject(refusedAll);
});

test('calls are refused before consent and never repeated; the same call after it goes out', async ({
  visit,
}) => {
  await visit.open(script(inserting(CALLS, 'stats.test')));
  await expect.poll(() => outcomes(visit)).toEqual(refusedAll);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);

  await visit.choose({ performance: true });
  await visit.quiet();
  expect(visit.outside()).toEqual([]);

  await visit.page.evaluate(inserting(CALLS, 'stats.test'));
  await expect.poll(() => asked(visit, 'stats.test')).toEqual(at('stats.test', CALLS));
  await expect.poll(() => outcomes(visit)).toEqual(sentAll);
});

test('what is inserted after consent goes out at once', async ({ visit }) => {
  await visit.open();
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(inserting(ELEMENTS, 'stats.test'));
  await expect.poll(() => asked(visit, 'stats.test')).toEqual(at('stats.test', ELEMENTS));
});

test("the site's own elements and calls are never touched", async ({ visit }) => {
  const own = ['toko.test', 'cdn.toko.test', 'friend.test'];
  const all = { ...ELEMENTS, ...CALLS };
  await visit.open(own.map((host) => script(inserting(all, host))).join(''), {
    config: { ...SHOP, unlisted: 'hold-all', consent: { domain: 'toko.test' }, allow: ['friend.test'] },
  });
  for (const host of own) {
    await expect
      .poll(() => asked(visit, host).filter((name) => name !== 'toko.test/' && !name.includes('/izin')))
      .toEqual(at(host, all));
  }
  await expect.poll(() => outcomes(visit)).toEqual(expect.objectContaining(sentAll));
  expect(await visit.held()).toEqual([]);
});

test('relative, data: and blob: addresses are never touched', async ({ visit }) => {
  visit.world.answer('toko.test/own.js', js(`ran.push('own')`));
  await visit.open(
    script(`
      self.ran = [];
      const add = (tag, name, value) => { const it = document.createElement(tag); it[name] = value; document.body.append(it) };
      add('script', 'src', 'own.js');
      add('script', 'src', URL.createObjectURL(new Blob(["ran.push('blob')"])));
      add('script', 'src', "data:text/javascript,ran.push('data')");
      add('script', 'text', "ran.push('inline')");
      add('iframe', 'srcdoc', '<p>own');
      const image = new Image();
      image.onload = () => ran.push('image');
      image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
      fetch('own.json').then((r) => ran.push('fetch ' + r.url));
      fetch('data:,hi').then((r) => r.text()).then((text) => ran.push(text));
    `),
    { config: { ...SHOP, unlisted: 'hold-all' } },
  );
  await expect
    .poll(async () => (await visit.ran()).toSorted())
    .toEqual(['blob', 'data', `fetch ${visit.origin}/own.json`, 'hi', 'image', 'inline', 'own']);
  await expect(visit.page.frameLocator('iframe').getByText('own')).toBeVisible();
  expect(await visit.held()).toEqual([]);
});

test('an own host that a service declares is held like any other', async ({ visit }) => {
  const services = { ...SHOP.services, cloaked: { category: 'performance', hosts: ['metrics.toko.test'] } };
  await visit.open(script(inserting({ ...ELEMENTS, ...CALLS }, 'metrics.toko.test')), {
    config: { ...SHOP, services, consent: { domain: 'toko.test' } },
  });
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test.describe('third parties that no service claims', () => {
  const pixels = {
    'pixel.gif?id=1': `const p = new Image(1, 1); p.src = url`,
    'pixel-late-size.gif?id=1': `inner('<img alt="" width="1" height="1" src="' + url + '">')`,
    beacon: `navigator.sendBeacon(url, 'x') ? 'queued' : 'failed'`,
  };
  const rest = {
    'library.js': `make('script').src = url; put()`,
    'picture.gif': `new Image().src = url`,
    'icon.gif?v=2': `inner('<img alt="" width="16" height="16" src="' + url + '">')`,
    'frame.html': `make('iframe').src = url; put()`,
    'fetch.json': `fetch(url).then(() => 'sent', () => 'refused')`,
  };
  const page = script(inserting({ ...pixels, ...rest }, 'unknown.test'));

  test('pass, save what only carries data away', async ({ visit }) => {
    await visit.open(page);
    await expect.poll(() => asked(visit, 'unknown.test')).toEqual(at('unknown.test', rest));
    await visit.quiet();
    expect(asked(visit, 'unknown.test')).toEqual(at('unknown.test', rest));
    await visit.press('Accept all');
    await visit.quiet();
    expect(asked(visit, 'unknown.test')).toEqual(at('unknown.test', rest));
  });

  test('are all held with hold-all, and released by nothing', async ({ visit }) => {
    await visit.open(page, { config: { ...SHOP, unlisted: 'hold-all' } });
    await visit.quiet();
    await visit.press('Accept all');
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    expect((await visit.held()).every(({ category }) => category === 'unclassified')).toBe(true);
  });

  test('all pass with pass', async ({ visit }) => {
    await visit.open(page, { config: { ...SHOP, unlisted: 'pass' } });
    await expect.poll(() => asked(visit, 'unknown.test')).toEqual(at('unknown.test', { ...pixels, ...rest }));
  });
});

test.describe('services of the catalogue that nobody declared', () => {
  const tags = [
    'https://www.googletagmanager.com/gtag/js?id=G-1',
    'https://www.googletagmanager.com/gtag/js?id=AW-1',
    'https://www.googletagmanager.com/gtm.js?id=GTM-1',
    'https://connect.facebook.net/en_US/fbevents.js',
    'https://connect.facebook.net/id_ID/sdk.js',
    'https://static.hotjar.com/c/hotjar-1.js',
  ];
  const page = script(`
    for (const url of ${JSON.stringify(tags)}) { const s = document.createElement('script'); s.src = url; document.head.append(s) }
    new Image().src = 'https://www.facebook.com/tr?id=1&ev=PageView';
    const frame = document.createElement('iframe'); frame.src = 'https://www.youtube.com/embed/x'; document.body.append(frame);
    navigator.sendBeacon('https://www.google-analytics.com/g/collect?v=2', '');`);
  const site = { site: SHOP.site };

  test('are held', async ({ visit }) => {
    await visit.open(page, { config: site });
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
  });

  test('run once their category is granted, each by its own host and path', async ({ visit }) => {
    await visit.open(page, { config: site });
    await visit.choose({ performance: true });
    await visit.quiet();
    expect(visit.outside().toSorted()).toEqual([
      'static.hotjar.com/c/hotjar-1.js',
      'www.googletagmanager.com/gtag/js?id=G-1',
      // A container: the first optional grant releases it.
      'www.googletagmanager.com/gtm.js?id=GTM-1',
    ]);
    await visit.page.evaluate(() => window.izin.choose({ marketing: 'granted' }));
    await expect.poll(() => visit.outside()).toContain('connect.facebook.net/en_US/fbevents.js');
    await expect.poll(() => visit.outside()).toContain('www.facebook.com/tr?id=1&ev=PageView');
    await expect.poll(() => visit.outside()).toContain('www.googletagmanager.com/gtag/js?id=AW-1');
    await visit.quiet();
    expect(visit.outside()).not.toContain('www.youtube.com/embed/x');
  });

  test('pass where the owner lets everything unlisted pass', async ({ visit }) => {
    await visit.open(page, { config: { ...site, unlisted: 'pass' } });
    await expect.poll(() => visit.outside()).toContain('static.hotjar.com/c/hotjar-1.js');
    await expect.poll(() => visit.outside()).toContain('POST www.google-analytics.com/g/collect?v=2');
  });
});

test.describe('cookies that a script writes', () => {
  const write = `
    document.cookie = '_st_visit=1; path=/; max-age=9999';
    document.cookie = ' _ad = 1 ; path=/';
    document.cookie = '_ga=GA1.1; path=/';
    document.cookie = '_fbp=fb.1; path=/';
    document.cookie = 'cart=1; path=/';
    document.cookie = '_stone_free; path=/';`;

  test('are refused by name until the service is granted; others are written', async ({ visit }) => {
    await visit.open(script(write));
    const names = (): Promise<string> => visit.page.evaluate(() => document.cookie);
    expect(await names()).toBe('cart=1');
    await visit.choose({ performance: true });
    await expect(visit.notice).toHaveCount(0);
    expect((await visit.context.cookies()).map(({ name }) => name).toSorted()).toEqual(['cart', 'izin']);
    await visit.page.evaluate(write);
    expect(
      (await names())
        .split('; ')
        .filter((pair) => !pair.startsWith('izin='))
        .toSorted(),
    ).toEqual(['_ga=GA1.1', '_st_visit=1', '_stone_free', 'cart=1']);
  });

  test('may always be deleted', async ({ visit }) => {
    await visit.context.addCookies([{ name: '_st_old', value: '1', domain: 'toko.test', path: '/' }]);
    await visit.open(script(`document.cookie = '_st_old=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT'`));
    expect(await visit.page.evaluate(() => document.cookie)).toBe('');
  });
});

test.describe('the page notices nothing', () => {
  test('natives look like natives', async ({ visit }) => {
    await visit.open();
    const looks = await visit.page.evaluate(() =>
      [
        fetch,
        navigator.sendBeacon,
        XMLHttpRequest.prototype.open,
        XMLHttpRequest.prototype.send,
        Element.prototype.setAttribute,
      ].map(
        (native) =>
          `${native.name}/${native.length} ${/\[native code\]/.test(Function.prototype.toString.call(native))}`,
      ),
    );
    expect(looks).toEqual([
      'fetch/1 true',
      'sendBeacon/1 true',
      'open/2 true',
      'send/0 true',
      'setAttribute/2 true',
    ]);
  });

  test('a held element reads as the page set it, and calls its handlers once it runs', async ({ visit }) => {
    await visit.open(
      script(`
        self.events = [];
        self.tag = document.createElement('script');
        tag.onload = () => events.push('script');
        tag.src = 'https://stats.test/a.js';
        document.head.append(tag);
        self.image = new Image();
        image.onload = () => events.push('image');
        image.src = 'https://stats.test/b.gif';
        self.frame = document.createElement('iframe');
        frame.src = 'https://stats.test/c.html';
        document.body.append(frame);`),
    );
    const looks = (): Promise<string[]> =>
      visit.page.evaluate(() => {
        const { tag, image, frame } = self as unknown as Record<'tag' | 'image' | 'frame', HTMLImageElement>;
        return [tag.src, image.src, frame.src, String(tag.isConnected)];
      });
    const meant = [
      'https://stats.test/a.js',
      'https://stats.test/b.gif',
      'https://stats.test/c.html',
      'true',
    ];
    expect(await looks()).toEqual(meant);
    await visit.choose({ performance: true });
    await expect
      .poll(() => visit.page.evaluate(() => (self as unknown as { events: string[] }).events.toSorted()))
      .toEqual(['image', 'script']);
    expect(await looks()).toEqual(meant);
  });

  test('what the page takes out again before consent never runs', async ({ visit }) => {
    await visit.open(
      script(`
        const tag = document.createElement('script');
        tag.src = 'https://stats.test/gone.js';
        document.head.append(tag);
        tag.remove();
        const frame = document.createElement('iframe');
        frame.src = 'https://stats.test/gone.html';
        document.body.append(frame);
        frame.remove();`),
    );
    await visit.press('Accept all');
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
  });

  test('scripts that the page put in order run in that order', async ({ visit }) => {
    await visit.open(
      script(`
        for (const name of ['1.js', '2.js', '3.js']) {
          const tag = document.createElement('script');
          tag.async = false;
          tag.src = 'https://stats.test/' + name;
          document.head.append(tag);
        }`),
    );
    visit.world.answer('stats.test/1.js', async (seen, response) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return js(`(self.ran ??= []).push('stats.test/1.js')`)(seen, response);
    });
    await visit.press('Accept all');
    await expect.poll(() => visit.ran()).toEqual(['stats.test/1.js', 'stats.test/2.js', 'stats.test/3.js']);
  });
});

test('nothing goes out by the rarer ways either', async ({ visit }) => {
  await visit.open(script(inserting(RARE, 'stats.test')));
  await visit.quiet();
  expect(await visit.ran()).toEqual([]);
  expect(visit.outside()).toEqual([]);
  await visit.press('Accept all');
  await expect.poll(() => asked(visit, 'stats.test')).toEqual(at('stats.test', RARE));
});

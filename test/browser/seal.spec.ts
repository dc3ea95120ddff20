import { html, js, status } from './answers.ts';
import { expect, SHOP, test, type Opening, type Visit } from './page.ts';
import { hashOf, sealOf } from './sealing.ts';

/** A shop in which everything else is a stranger. */
const SEALED = {
  ...SHOP,
  services: {
    ...SHOP.services,
    till: { category: 'necessary', name: 'Till', provider: 'PT Kasir', hosts: ['till.test'] },
  },
  unlisted: 'hold-all',
} as const;

const sealed = (config: unknown = SEALED, opening: Opening = {}): Opening => ({
  ...opening,
  config,
  before: sealOf(config),
});

/** Vendors' tags as they are pasted: whatever the preload scanner finds in the HTML. */
const PASTED = `
  <link rel="preload" as="script" href="https://ads.test/preloaded.js">
  <link rel="stylesheet" href="https://maps.test/map.css">
  <link rel="icon" href="https://ads.test/icon.png">
  <style>@import url(https://maps.test/more.css); body { background: url(https://ads.test/body.gif) }</style>
  <script async src="https://stats.test/async.js"></script>
  <script src="https://stats.test/plain.js"></script>
  <script type="module" src="https://ads.test/module.js"></script>
  <script>import('https://ads.test/imported.js').catch(() => {})</script>`;
const IN_BODY = `
  <img alt="" width="1" height="1" src="https://ads.test/pixel.gif?a=1">
  <img alt="" srcset="https://ads.test/large.gif 2x">
  <video poster="https://maps.test/poster.png"></video>
  <svg width="9" height="9"><image href="https://ads.test/svg.gif" width="9" height="9"/></svg>
  <script src="https://ads.test/late.js"></script>
  <noscript><img alt="" src="https://ads.test/noscript.gif"></noscript>
  <script>new WebSocket('wss://stats.test/socket'); navigator.sendBeacon('https://ads.test/beacon', 'x')</script>`;

const strangers = (visit: Visit): string[] => visit.outside().filter((name) => !name.startsWith('till.test'));

/** Chromium's word on each thing that a policy refuses, and on sockets that nobody answers. */
const REFUSED = /Content Security Policy|Refused to|violates the following|WebSocket connection/;

test.beforeEach(({ visit }) => visit.forgive(REFUSED));

test('asks nothing of anybody before the visitor chooses, the preload scanner included', async ({
  visit,
}) => {
  await visit.open(IN_BODY, sealed(SEALED, { head: PASTED }));
  await expect(visit.notice).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect((await visit.context.cookies()).map(({ name }) => name)).toEqual([]);
});

test('asks nothing after a refusal either, here and on the next page', async ({ visit }) => {
  await visit.open(IN_BODY, sealed(SEALED, { head: PASTED }));
  await visit.press('Reject all');
  await visit.quiet();
  await visit.reload();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('loads the page again by itself once everything is granted, and all of it works', async ({ visit }) => {
  await visit.open(IN_BODY, sealed(SEALED, { head: PASTED }));
  await visit.press('Accept all');
  await expect
    .poll(() => new Set(visit.outside()))
    .toEqual(
      new Set(
        [
          'ads.test/preloaded.js',
          'maps.test/map.css',
          'maps.test/more.css',
          'ads.test/icon.png',
          'ads.test/body.gif',
          'stats.test/async.js',
          'stats.test/plain.js',
          'ads.test/module.js',
          'ads.test/imported.js',
          'ads.test/pixel.gif?a=1',
          'ads.test/large.gif',
          'maps.test/poster.png',
          'ads.test/svg.gif',
          'ads.test/late.js',
          'stats.test/socket',
          'POST ads.test/beacon',
        ].filter((name) => name !== 'ads.test/icon.png' || visit.outside().includes(name)),
      ),
    );
  const pages = visit.world.seen.filter(({ name }) => name === 'toko.test/');
  expect(pages.map(({ method }) => method)).toEqual(['GET', 'GET']);
  await expect.poll(async () => (await visit.ran()).length).toBeGreaterThanOrEqual(4);
});

test('lets exactly one category pass where that is what was chosen', async ({ visit }) => {
  await visit.open(IN_BODY, sealed(SEALED, { head: PASTED }));
  await visit.choose({ performance: true });
  await expect.poll(() => visit.outside().length).toBe(3);
  await visit.quiet();
  expect(visit.outside().toSorted()).toEqual([
    'stats.test/async.js',
    'stats.test/plain.js',
    'stats.test/socket',
  ]);
});

test('is shut again on the next page after a withdrawal', async ({ visit }) => {
  await visit.open(IN_BODY, sealed(SEALED, { head: PASTED }));
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('ads.test/late.js');
  await visit.quiet();
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(async () => (await visit.record())?.get('marketing')).toBe('0');
  await visit.quiet();
  visit.world.reset();
  visit.write(IN_BODY, sealed(SEALED, { head: PASTED }));
  await visit.reload();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('lifts altogether where nothing is left to hold, and third parties that nobody declared pass', async ({
  visit,
}) => {
  const { unlisted: _, ...config } = SEALED;
  const stranger = '<img alt="" src="https://stranger.test/a.gif">';
  await visit.open(stranger, sealed(config));
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toEqual(['stranger.test/a.gif']);
});

test('leaves what was granted to the next page where the owner wants that', async ({ visit }) => {
  const config = { ...SEALED, consent: { grant: 'next-page' } };
  await visit.open(IN_BODY, sealed(config, { head: PASTED }));
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  // What the visitor said and what may run here are two things until then.
  expect((await visit.state()).decisions.marketing).toBe('granted');
  expect(
    await visit.page.evaluate(() => [window.izin.allows('marketing'), window.izin.allows('necessary')]),
  ).toEqual([false, true]);
  await visit.reload();
  await expect.poll(() => visit.outside()).toContain('ads.test/late.js');
  expect(await visit.page.evaluate(() => window.izin.allows('marketing'))).toBe(true);
});

test('takes marked tags, too: held while shut, running once open', async ({ visit }) => {
  const marked =
    '<script type="text/plain" data-category="performance" data-service="stats" data-src="https://stats.test/marked.js"></script><iframe title="m" data-category="functional" data-service="maps" data-src="https://maps.test/frame.html"></iframe>';
  await visit.open(marked, sealed());
  await visit.quiet();
  expect([...visit.world.greeted].filter((host) => /maps|stats/.test(host))).toEqual([]);
  await visit.press('Accept all');
  await expect
    .poll(() => visit.outside().toSorted())
    .toEqual(['maps.test/frame.html', 'stats.test/marked.js']);
});

/** Begins at a form; whatever it is sent to answers with a page that is sealed, and thanks. */
async function openForm(visit: Visit, form: string, config: unknown = SEALED): Promise<void> {
  visit.write('');
  visit.write(form, { ...sealed(config), path: '/form' });
  visit.write('<h1>Thank you</h1><a href="/other">On</a>' + IN_BODY, { ...sealed(config), path: '/order' });
  visit.write('', { ...sealed(config), path: '/other' });
  await visit.page.goto(`${visit.origin}/form`);
  await expect(visit.notice).toBeVisible();
}
/** By what `/order` was asked for. */
const orders = (visit: Visit): (string | undefined)[] =>
  visit.world.seen.filter(({ path }) => path === '/order').map(({ method }) => method);
const thanks = (visit: Visit) => visit.page.getByRole('heading', { name: 'Thank you' });
async function order(visit: Visit): Promise<void> {
  // No query sees into a closed shadow root.
  const host = visit.page.locator('#host');
  if (await host.count()) await host.click({ position: { x: 190, y: 10 } });
  else await visit.page.getByRole('button', { name: 'Order' }).click();
  await expect(thanks(visit)).toBeVisible();
}

const ORDER = '<form method="post" action="/order"><input name="a" value="1"><button>Order</button></form>';
for (const [what, form] of [
  ['a form', ORDER],
  [
    'one with a control that is called like what forms have',
    '<form method="post" action="/order#done"><input type="hidden" name="method" value="1"><button>Order</button></form>',
  ],
  [
    'one that its button sends otherwise',
    '<form action="/order#done"><button formmethod="post">Order</button></form>',
  ],
  [
    'one that keeps its events to itself',
    `${ORDER}<script>for (const type of ['submit', 'formdata']) document.querySelector('form').addEventListener(type, (event) => event.stopImmediatePropagation(), true)</script>`,
  ],
  [
    'one in a shadow root',
    `<div id="host"></div><script>document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '${ORDER}'</script>`,
  ],
  [
    'one in a closed shadow root',
    `<div id="host"></div><script>document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '${ORDER}'</script>`,
  ],
  [
    'one that a script sends',
    '<button onclick="const form = document.createElement(`form`); form.method = `post`; form.action = `/order#x`; document.body.append(form); form.submit()">Order</button>',
  ],
] as const)
  test(`never repeats what was sent, nor shows another page in place of its answer: ${what}`, async ({
    visit,
  }) => {
    await openForm(visit, form);
    await order(visit);
    await visit.press('Accept all');
    await expect(visit.notice).toHaveCount(0);
    await visit.quiet();
    await expect(thanks(visit)).toBeVisible();
    expect(orders(visit)).toEqual(['POST']);
    expect(strangers(visit)).toEqual([]);
  });

test('knows an answer again that is reloaded, or gone back to', async ({ visit }) => {
  await openForm(visit, ORDER);
  await order(visit);
  await visit.page.reload();
  await expect(thanks(visit)).toBeVisible();
  await visit.page.getByRole('link', { name: 'On' }).click();
  await expect(visit.page).toHaveURL(/other$/);
  await visit.page.goBack();
  await expect(thanks(visit)).toBeVisible();
  await expect(visit.notice).toBeVisible();
  const before = orders(visit);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.quiet();
  await expect(thanks(visit)).toBeVisible();
  expect(orders(visit)).toEqual(before);
});

test('loads a page again that was asked for by its address, though it has answered a form before', async ({
  visit,
}) => {
  await openForm(visit, ORDER);
  await order(visit);
  await visit.quiet();
  await visit.page.goto(`${visit.origin}/other`);
  await visit.quiet();
  await visit.page.goto(`${visit.origin}/order`);
  await visit.press('Accept all');
  await expect.poll(() => orders(visit)).toEqual(['POST', 'GET', 'GET']);
});

test('where nobody can tell that a page answers a form, it is not sent again all the same', async ({
  visit,
}) => {
  await openForm(visit, ORDER.replace('"/order"', '"/order#x" target="_blank"'));
  const [popup] = await Promise.all([
    visit.context.waitForEvent('page'),
    visit.page.getByRole('button', { name: 'Order' }).click(),
  ]);
  await popup.getByRole('button', { name: 'Accept all' }).click();
  await expect.poll(() => orders(visit).length).toBe(2);
  expect(orders(visit)).toEqual(['POST', 'GET']);
  await expect(popup).toHaveURL(/order#x$/);
});

for (const [how, config] of [
  ['by itself', { ...SEALED, consent: { reload: 'auto' } }],
  ['by the button', SEALED],
] as const)
  test(`sends no form again where a page is loaded after a withdrawal, ${how}`, async ({ visit }) => {
    await openForm(visit, ORDER.replace('"/order"', '"/order#x"'), config);
    await visit.press('Accept all');
    await expect(visit.notice).toHaveCount(0);
    await expect.poll(() => visit.world.seen.filter(({ path }) => path === '/form').length).toBe(2);
    await visit.quiet();
    await order(visit);
    await visit.quiet();
    await visit.page.evaluate(() => window.izin.withdraw());
    // By itself that would lose the answer, so it is offered.
    await visit.page.getByRole('button', { name: 'Reload page' }).click();
    await expect.poll(() => orders(visit)).toEqual(['POST', 'GET']);
    await expect(visit.page).toHaveURL(/order#x$/);
  });

test('after a withdrawal, too, what is being filled in is not lost by itself', async ({ visit }) => {
  const config = { ...SHOP, consent: { reload: 'auto' } };
  await visit.open('<label>Name <input></label>', { config });
  await visit.press('Accept all');
  await expect.poll(() => visit.record().then((record) => record?.get('marketing'))).toBe('1');
  await visit.page.getByLabel('Name').fill('Sri');
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(visit.page.getByRole('button', { name: 'Reload page' })).toBeVisible();
  await expect(visit.page.getByLabel('Name')).toHaveValue('Sri');
});

test('what is put into a frame counts as well', async ({ visit }) => {
  visit.world.answer('till.test/frame', html('<!doctype html><label>Card <input></label>'));
  await visit.open('<iframe title="Payment" src="https://till.test/frame"></iframe>' + IN_BODY, sealed());
  const card = visit.page.frameLocator('[title=Payment]').getByLabel('Card');
  await card.click();
  await card.pressSequentially('4111');
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.quiet();
  await expect(card).toHaveValue('4111');
  expect(strangers(visit)).toEqual([]);
});

test('controls whose value the browser has put right are not taken for filled in', async ({ visit }) => {
  const controls = `<input type="range"><input type="color"><input type="email" value=" a@b.test "><input type="number" value="1e1x"><input type="date" value="today"><input type="file">`;
  await visit.open(`<form>${controls}</form>${IN_BODY}`, sealed());
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('ads.test/late.js');
});

test('forms of scripts and of mail are let be', async ({ visit }) => {
  await visit.open(
    '<form action="javascript:self.done = 1; void 0"><button>Count</button></form><output></output>',
    sealed(),
  );
  await visit.page.getByRole('button', { name: 'Count' }).click();
  await expect.poll(() => visit.page.evaluate(() => (self as { done?: number }).done)).toBe(1);
});

for (const [what, control, fill] of [
  ['a field', '<label>Name <input></label>', (visit: Visit) => visit.page.getByLabel('Name').fill('Sri')],
  [
    'a box',
    '<label>News <input type="checkbox"></label>',
    (visit: Visit) => visit.page.getByLabel('News').check(),
  ],
  [
    'a choice',
    '<label>Size <select><option>S<option>L</select></label>',
    (visit: Visit) => visit.page.getByLabel('Size').selectOption('L'),
  ],
  [
    'a text',
    '<label>Words <textarea></textarea></label>',
    (visit: Visit) => visit.page.getByLabel('Words').fill('x'),
  ],
  [
    'what is no form',
    '<div role="textbox" aria-label="Note" contenteditable>.</div>',
    (visit: Visit) => visit.page.getByRole('textbox').fill('x'),
  ],
  [
    'what a script filled in',
    '<label>Name <input></label>',
    (visit: Visit) =>
      visit.page.evaluate(() => {
        (document.querySelector('main input') as HTMLInputElement).value = 'Sri';
      }),
  ],
  [
    'a box that a script checked',
    '<input type="checkbox">',
    (visit: Visit) =>
      visit.page.evaluate(() => {
        (document.querySelector('main input') as HTMLInputElement).checked = true;
      }),
  ],
  [
    'a choice that a script made',
    '<select><option>S<option>L</select>',
    (visit: Visit) =>
      visit.page.evaluate(() => {
        (document.querySelector('main select') as HTMLSelectElement).value = 'L';
      }),
  ],
] as const)
  test(`never loses what is being put into a form: ${what}`, async ({ visit }) => {
    await visit.open(`<form>${control}</form>${IN_BODY}`, sealed());
    await fill(visit);
    await visit.press('Accept all');
    await expect(visit.notice).toHaveCount(0);
    await visit.quiet();
    expect(visit.world.seen.filter(({ name }) => name === 'toko.test/')).toHaveLength(1);
    expect(visit.outside()).toEqual([]);
  });

test('keeps the place where the visitor was, and the fragment', async ({ visit }) => {
  const long = '<p style="height:4000px">long</p><h2 id="end">End</h2>';
  await visit.open(long, sealed());
  await visit.page.evaluate(() => scrollTo(0, 1500));
  await visit.press('Accept all');
  await expect.poll(() => visit.world.seen.filter(({ name }) => name === 'toko.test/').length).toBe(2);
  await expect.poll(() => visit.page.evaluate(() => Math.round(scrollY))).toBe(1500);
});

test('a fragment in the address does not keep the page from being loaded again', async ({ visit }) => {
  await visit.page.goto(`${visit.write(IN_BODY, sealed())}#part`);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('ads.test/late.js');
  await expect(visit.page).toHaveURL(`${visit.origin}/#part`);
});

test('sends the receipt of the choice, once', async ({ visit }) => {
  const config = { ...SEALED, receipts: { endpoint: '/receipts' } };
  visit.world.answer('toko.test/receipts', status(204));
  await visit.open('', sealed(config));
  await visit.press('Accept all');
  await expect.poll(() => visit.world.seen.filter(({ name }) => name === 'toko.test/').length).toBe(2);
  await visit.quiet();
  const receipts = visit.world.seen
    .filter(({ path }) => path === '/receipts')
    .map(({ body }) => JSON.parse(body));
  expect(new Set(receipts.map(({ receiptId }) => receiptId)).size).toBe(1);
  expect(receipts[0]).toMatchObject({ event: 'given', choices: { marketing: true } });
});

test('another tab is not loaded again by what was decided here, and has it on its next page', async ({
  visit,
}) => {
  await visit.open(IN_BODY, sealed());
  const other = await visit.tab();
  await other.page.goto(visit.write(IN_BODY, { ...sealed(), path: '/other' }));
  await expect(other.notice).toBeVisible();
  await visit.page.bringToFront();
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('ads.test/late.js');
  await other.page.bringToFront();
  await expect(other.notice).toHaveCount(0);
  expect(visit.world.seen.filter(({ path }) => path === '/other')).toHaveLength(1);
});

test("a checkout with a third party's payment frame and form works before any choice", async ({ visit }) => {
  const frame = '<form method="post" action="https://till.test/charge"><button>Pay now</button></form>';
  visit.world.answer('till.test/frame', html(`<!doctype html><html lang="en"><body>${frame}</body></html>`));
  visit.world.answer('till.test/charge', html('<!doctype html><html lang="en"><body>Paid</body></html>'));
  visit.world.answer('till.test/till.js', js('self.till = true'));
  await visit.open(
    `<script src="https://till.test/till.js"></script>
     <iframe title="Payment" src="https://till.test/frame"></iframe>
     <form method="post" action="https://till.test/charge" target="paid"><button>Pay by form</button></form>
     <iframe title="Paid" name="paid"></iframe>
     <script>fetch('https://till.test/api', { method: 'POST', mode: 'no-cors', body: 'x' }); new WebSocket('wss://till.test/live')</script>`,
    sealed(),
  );
  await visit.page.frameLocator('[title=Payment]').getByRole('button', { name: 'Pay now' }).click();
  await expect(visit.page.frameLocator('[title=Payment]').getByText('Paid')).toBeVisible();
  await visit.page.getByRole('button', { name: 'Pay by form' }).click();
  await expect(visit.page.frameLocator('[title=Paid]').getByText('Paid')).toBeVisible();
  expect(await visit.page.evaluate(() => (self as { till?: boolean }).till)).toBe(true);
  await expect
    .poll(() => visit.outside())
    .toEqual(expect.arrayContaining(['POST till.test/api', 'till.test/live']));
});

test("the site's own workers, sockets, storage, frames and texts work", async ({ visit }) => {
  visit.world.answer('toko.test/work.js', js('postMessage("own worker")'));
  visit.world.answer('toko.test/frame', html('<!doctype html><script>parent.heard("own frame")</script>'));
  visit.world.answer('toko.test/own.js', js('heard("own script")'));
  await visit.open(
    `<script>
       self.all = []; self.heard = (what) => all.push(what);
       new Worker('/work.js').onmessage = ({ data }) => heard(data);
       new Worker(URL.createObjectURL(new Blob(['postMessage("blob worker")']))).onmessage = ({ data }) => heard(data);
       eval('heard("eval")');
       localStorage.setItem('cart', '1'); heard(localStorage.getItem('cart') === '1' ? 'storage' : '');
       indexedDB.open('db').onsuccess = () => heard('database');
       const picture = new Image(); picture.onload = () => heard('picture');
       picture.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
       fetch('/own').then(() => heard('fetch'));
       WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => heard('wasm'));
       new WebSocket('wss://toko.test/live').onerror = () => heard('socket');
     </script>
     <script src="/own.js"></script>
     <iframe title="own" src="/frame"></iframe>
     <iframe title="text" srcdoc="<script>parent.heard('srcdoc')</script>"></iframe>
     <p onclick="heard('handler')">Press</p>`,
    sealed(),
  );
  await visit.page.getByText('Press').click();
  await expect
    .poll(async () =>
      (await visit.page.evaluate(() => (self as unknown as { all: string[] }).all)).toSorted(),
    )
    .toEqual(
      [
        'own worker',
        'blob worker',
        'eval',
        'storage',
        'database',
        'picture',
        'fetch',
        'wasm',
        'socket',
        'own script',
        'own frame',
        'srcdoc',
        'handler',
      ].toSorted(),
    );
  expect(visit.world.seen.some(({ path }) => path === '/live')).toBe(true);
  expect(visit.outside()).toEqual([]);
});

test("a site's own policy holds beside it, and has to allow the inline script by its hash", async ({
  visit,
}) => {
  const opening = sealed();
  const policy = (script: string): Record<string, string> => ({
    'content-security-policy': `script-src 'self' ${script} https://stats.test; img-src 'self'`,
  });
  visit.write(IN_BODY, { ...opening, head: PASTED, headers: policy(hashOf(sealOf(SEALED))) });
  await visit.page.goto(`${visit.origin}/`);
  await visit.press('Accept all');
  await expect.poll(() => visit.world.seen.filter(({ name }) => name === 'toko.test/').length).toBe(2);
  await visit.quiet();
  // It opened, and what the site forbids itself stays forbidden.
  expect(visit.outside().filter((name) => /gif|late/.test(name))).toEqual([]);
  expect(visit.outside()).toContain('maps.test/map.css');
});

test('a page that requires Trusted Types is opened by a seal made for that', async ({ visit }) => {
  const seal = sealOf(SEALED, '--trusted-types');
  await visit.open(IN_BODY, {
    ...sealed(),
    before: seal,
    headers: {
      'content-security-policy': "require-trusted-types-for 'script'; trusted-types izin izin-seal",
    },
  });
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('ads.test/late.js');
});

test('a cookie that is odd opens nothing, and a slow page holds as well', async ({ visit }) => {
  await visit.context.addCookies([
    {
      name: 'izin',
      value: 'v=1&t=1795316645&id=x&a=6wXaFVYx&functional=1&performance=1&marketing=1',
      domain: 'toko.test',
      path: '/',
    },
  ]);
  await visit.open(IN_BODY, sealed(SEALED, { head: PASTED }));
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('where cookies cannot be kept a grant does not load the page over and over', async ({ visit }) => {
  const denied =
    "<script>Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {}, configurable: true })</script>";
  const opening = sealed();
  await visit.open(IN_BODY, { ...opening, before: `${opening.before}${denied}` });
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.quiet();
  expect(visit.world.seen.filter(({ name }) => name === 'toko.test/')).toHaveLength(1);
  expect(visit.outside()).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('no pixel for visitors without it goes out of a sealed page', async ({ visit }) => {
    await visit.page.goto(visit.write(IN_BODY, sealed(SEALED, { head: PASTED })));
    await expect(visit.page.locator('main')).toBeVisible();
    // Nothing can beat here; a second page has had every chance to see what the first asked for.
    await visit.page.goto(visit.write('', { path: '/second' }));
    expect(visit.outside()).toEqual([]);
  });
});

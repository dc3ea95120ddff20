import { expect, test, type Visit } from './page.ts';

// While nothing is left to hold the guards step aside, or do not come before there is; for a withdrawal they are there.

/** Whether functions look like those that a bare page has. */
const look = (): unknown[] =>
  [
    Node.prototype.appendChild,
    fetch,
    Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')?.set,
    Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')?.set,
  ].map((it) => [it?.name, it?.length, `${it}`, it && 'prototype' in it]);

const WAYS = ['attribute', 'beacon', 'fetch', 'markup', 'script', 'src', 'xhr'];
const use = ({ page }: Visit, name: string): Promise<void> =>
  page.evaluate((it) => (self as unknown as { use(name: string): void }).use(it), name);
const keep = ({ page }: Visit): Promise<void> =>
  page.evaluate(() => (self as unknown as { keep(): void }).keep());
const reached = ({ world }: Visit, name: string): string[] => [
  ...new Set(
    world.seen
      .filter(({ path }) => path.includes(name))
      .map(({ host }) => host.replace('.ads.test', ''))
      .toSorted(),
  ),
];

/** Keeps natives, and uses what was kept. */
const KEEPER = `<script>
    self.keep = () => { self.kept = {
      fetch, beacon: navigator.sendBeacon, open: XMLHttpRequest.prototype.open, send: XMLHttpRequest.prototype.send,
      append: Node.prototype.appendChild, attribute: Element.prototype.setAttribute, storage: localStorage,
      src: Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src').set,
      cookie: Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set,
      markup: Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML').set,
    } };
    self.use = (name) => {
      const url = (way) => 'https://' + way + '.ads.test/' + name;
      kept.fetch.call(self, url('fetch'), { mode: 'no-cors' }).catch(() => 0);
      kept.beacon.call(navigator, url('beacon'), 'x');
      const request = new XMLHttpRequest(); request.onerror = () => 0;
      kept.open.call(request, 'GET', url('xhr')); kept.send.call(request);
      kept.src.call(new Image(), url('src') + '.gif');
      kept.attribute.call(new Image(), 'src', url('attribute') + '.gif');
      const script = document.createElement('script'); script.src = url('script') + '.js'; kept.append.call(document.body, script);
      kept.markup.call(document.createElement('p'), '<img alt="" src="' + url('markup') + '.gif">');
      kept.cookie.call(document, '_fbp=' + name); kept.storage.setItem('_sp_' + name, '1');
    };
  </script>`;

test('a granted page sends and stores as it likes, and keeps nothing by which it could go on', async ({
  visit,
}) => {
  await visit.open(KEEPER);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await keep(visit);
  await use(visit, 'granted');
  await expect.poll(() => reached(visit, 'granted')).toEqual(WAYS);
  expect(await visit.page.evaluate(() => document.cookie)).toContain('_fbp=granted');

  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(() => visit.page.evaluate(() => document.cookie)).not.toContain('_fbp');
  await use(visit, 'withdrawn');
  await visit.quiet();
  expect(reached(visit, 'withdrawn')).toEqual([]);
  expect(await visit.page.evaluate(() => document.cookie)).not.toContain('_fbp');
});

test('a page that begins with everything granted is guarded from its withdrawal on, its frames and kept calls too', async ({
  visit,
}) => {
  await visit.open(KEEPER);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.reload();
  await keep(visit);
  await visit.page.evaluate(() => {
    // From before anything was guarded here.
    const frame = document.body.appendChild(document.createElement('iframe'));
    document.body.append(document.createElement('main'));
    Object.assign(self, { inner: frame.contentWindow });
  });
  await use(visit, 'granted');
  await expect.poll(() => reached(visit, 'granted')).toEqual(WAYS);
  // What is marked runs, however late a script has put it there.
  await visit.page.evaluate(() => {
    const marked = document.createElement('script');
    Object.assign(marked, { type: 'text/plain' }).dataset['category'] = 'performance';
    marked.dataset['src'] = 'https://stats.test/late.js';
    document.body.append(marked);
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img alt="" data-category="performance" data-src="https://stats.test/late.gif">',
    );
  });
  await expect.poll(() => visit.outside()).toContain('stats.test/late.js');
  await expect.poll(() => visit.outside()).toContain('stats.test/late.gif');

  await visit.page.evaluate(() => window.izin.withdraw());
  await use(visit, 'kept');
  await keep(visit);
  await use(visit, 'withdrawn');
  await visit.page.evaluate(() => {
    const { inner } = self as unknown as { inner: typeof window };
    inner.fetch('https://fetch.ads.test/inner').catch(() => 0);
    inner.document.body.append(Object.assign(new inner.Image(), { src: 'https://src.ads.test/inner.gif' }));
    inner.document.body.innerHTML = '<img alt="" src="https://markup.ads.test/inner.gif">';
  });
  await visit.quiet();
  expect(reached(visit, 'withdrawn')).toEqual([]);
  expect(reached(visit, 'inner')).toEqual([]);
  // What libraries like to keep: calls. Setters and the like are not held again before the page is reloaded.
  expect(reached(visit, 'kept').filter((way) => /beacon|fetch|xhr/.test(way))).toEqual([]);
  expect(await visit.page.evaluate(() => document.cookie)).not.toContain('_fbp');
});

test('what the page finds looks native in every state', async ({ visit }) => {
  visit.forgive(/not the first/);
  const note = `<script>self.before = (${look})()</script>`;
  await visit.open('', { before: note });
  const before = await visit.page.evaluate(() => (self as unknown as { before: unknown[] }).before);
  expect(before.length).toBe(4);
  expect(await visit.page.evaluate(look)).toEqual(before);
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  expect(await visit.page.evaluate(look)).toEqual(before);
  await visit.page.evaluate(() => window.izin.withdraw());
  expect(await visit.page.evaluate(look)).toEqual(before);
});

test('what other code has put before a guard stays', async ({ visit }) => {
  await visit.open(
    `<script>const guarded = self.fetch; self.calls = 0; self.fetch = (...args) => { calls++; return guarded(...args) }</script>`,
  );
  const calls = (): Promise<number> =>
    visit.page.evaluate(async () => {
      await fetch('/here').catch(() => 0);
      return (self as unknown as { calls: number }).calls;
    });
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  expect(await calls()).toBe(1);
  await visit.page.evaluate(() => window.izin.withdraw());
  expect(await calls()).toBe(2);
});

import { after, js } from './answers.ts';
import { code, marked, sameBeside } from './beside.ts';
import { expect, test } from './page.ts';

// Tags that were held for a while, on pages that went on in the meantime.

/** Snippets of vendors as to how they queue: the call that queues, and how their loader takes what was queued. */
const QUEUES: Readonly<Record<string, readonly [snippet: string, loader: string]>> = {
  dataLayer: [
    `window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) } gtag('js', 1); gtag('config', 'G-1'); dataLayer.push({ event: 'own' });`,
    `const take = (item) => say('dataLayer', JSON.stringify([...Object.values(item)])); dataLayer.filter((item) => !/^(consent|set)$/.test(item[0])).forEach(take); dataLayer.push = take`,
  ],
  fbq: [
    `!function (f) { if (f.fbq) return; const n = f.fbq = function () { n.callMethod ? n.callMethod.apply(n, arguments) : n.queue.push(arguments) }; n.push = n; n.loaded = !0; n.queue = [] }(window); fbq('init', '1'); fbq('track', 'PageView');`,
    `fbq.callMethod = (...all) => say('fbq', ...all); fbq.queue.splice(0).forEach((all) => fbq.callMethod(...all))`,
  ],
  paq: [
    `var _paq = window._paq = window._paq || []; _paq.push(['trackPageView']); _paq.push(['enableLinkTracking']);`,
    `const take = (item) => say('_paq', ...item); _paq.forEach(take); _paq = { push: take }`,
  ],
  ttq: [
    `window.ttq = window.ttq || []; for (const m of ['page', 'track']) ttq[m] = (...all) => ttq.push([m, ...all]); ttq.page(); ttq.track('View');`,
    `ttq.splice(0).forEach((item) => say('ttq', ...item)); for (const m of ['page', 'track']) ttq[m] = (...all) => say('ttq', m, ...all)`,
  ],
  clarity: [
    `window.clarity = window.clarity || function () { (clarity.q = clarity.q || []).push(arguments) }; clarity('set', 'a', 'b'); clarity('event', 'c');`,
    `const { q } = clarity; clarity = (...all) => say('clarity', ...all); q.forEach((all) => clarity(...all))`,
  ],
  hj: [
    `window.hj = window.hj || function () { (hj.q = hj.q || []).push(arguments) }; window._hjSettings = { hjid: 1 }; hj('event', 'a');`,
    `const { q } = hj; hj = (...all) => say('hj', _hjSettings.hjid, ...all); q.forEach((all) => hj(...all))`,
  ],
  snowplow: [
    `(window.GlobalSnowplowNamespace = window.GlobalSnowplowNamespace || []).push('snow'); window.snow = function () { (snow.q = snow.q || []).push(arguments) }; snow.q = []; snow('newTracker', 'sp'); snow('trackPageView');`,
    `const name = GlobalSnowplowNamespace.shift(); const { q } = self[name]; self[name] = (...all) => say(name, ...all); q.forEach((all) => self[name](...all))`,
  ],
};
const CALLS = `fbq('track', 'Later'); dataLayer.push({ event: 'later' }); _paq.push(['later']); ttq.track('later'); clarity('later'); hj('later'); snow('later')`;

test('what was queued for a held tag reaches it, in order, once, and what comes later as well', async ({
  visit,
}) => {
  const body = Object.entries(QUEUES)
    .map(
      ([name, [snippet]]) => `<script>${snippet}
        { const it = document.createElement('script'), first = document.getElementsByTagName('script')[0];
          it.async = true; it.src = 'https://stats.test/${name}.js'; it.onload = () => say('${name} loaded'); first.parentNode.insertBefore(it, first); }</script>`,
    )
    .join('\n');
  // One after the other, so that what is said has an order.
  const answers = () =>
    Object.fromEntries(
      Object.entries(QUEUES).map(([name, [, loader]], i) => [
        `stats.test/${name}.js`,
        after(i * 400, code(`{ ${loader} }`)),
      ]),
    );
  const { said } = await sameBeside(visit, {
    body,
    answers,
    after: CALLS,
  });
  expect(said).toContain('fbq track Later');
});

test('code behind a held library runs again, unless it has queued its calls', async ({ visit }) => {
  visit.world.answer('stats.test/library.js', js('self.library = (call) => (self.calls ??= []).push(call)'));
  await visit.open(`<script src="https://stats.test/library.js"></script>
    <script>if (self.library) library('seen')</script>
    <script>if (!self.queue) { self.queue = function () { (queue.all ??= []).push([...arguments]) } } queue('start', self.library && 'with it')</script>`);
  const found = (): Promise<unknown> =>
    visit.page.evaluate(() => {
      const { calls, queue } = self as unknown as { calls?: string[]; queue: { all: unknown[] } };
      return { calls, queued: queue.all };
    });
  expect(await found()).toEqual({ calls: undefined, queued: [['start', undefined]] });
  await visit.press('Accept all');
  await expect.poll(found).toMatchObject({ calls: ['seen'] });
  await visit.quiet();
  expect(await found()).toEqual({ calls: ['seen'], queued: [['start', undefined]] });
});

test('an element that is gone does not run, until it is put back', async ({ visit }) => {
  await visit.open(
    `<script src="https://stats.test/a.js" id="a"></script><script type="text/plain" data-category="performance" id="b">(self.ran ??= []).push('b')</script><script src="https://stats.test/c.js" id="c"></script>`,
  );
  await visit.page.evaluate(() => {
    const gone = ['a', 'b'].map((id) => document.getElementById(id) as Element);
    gone.forEach((it) => it.remove());
    Object.assign(self, { gone });
  });
  visit.world.reset();
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/c.js']);
  await visit.quiet();
  expect(await visit.ran()).toEqual(['stats.test/c.js']);
  await visit.page.evaluate(() => document.body.append(...(self as unknown as { gone: Element[] }).gone));
  await expect
    .poll(async () => (await visit.ran()).toSorted())
    .toEqual(['b', 'stats.test/a.js', 'stats.test/c.js']);
  await visit.quiet();
  expect(await visit.ran()).toHaveLength(3);
});

test('elements that were moved or cloned while they were held run once each', async ({ visit }) => {
  await visit.open(
    `<div id="from"><script src="https://stats.test/a.js" id="a"></script><script type="text/plain" data-category="performance" id="b">(self.ran ??= []).push('b')</script></div><div id="to"></div>`,
  );
  await visit.page.evaluate(() => {
    const [a, b, to] = ['a', 'b', 'to'].map((id) => document.getElementById(id) as Element);
    to?.append(b as Element, a as Element);
    to?.append((a as Element).cloneNode(true), (b as Element).cloneNode(true));
  });
  visit.world.reset();
  await visit.press('Accept all');
  await expect
    .poll(async () => (await visit.ran()).toSorted())
    .toEqual(['b', 'b', 'stats.test/a.js', 'stats.test/a.js']);
  await visit.quiet();
  expect(await visit.ran()).toHaveLength(4);
  expect(await visit.page.evaluate(() => document.querySelector('main')?.innerHTML.includes('izin'))).toBe(
    false,
  );
});

test('code that keeps a tag goes on with it: another address, a look at it, the promise of a load', async ({
  visit,
}) => {
  const script = `<script data-own>{
    const it = (self.it = document.createElement('script'));
    it.onload = (event) => say('loaded', event.target === it, it.src);
    it.src = 'https://stats.test/one.js';
    say(it.src, it.getAttribute('src'), it.type);
    document.body.append(it);
  }</script>`;
  const answers = () => ({ 'stats.test/one.js': `say('one', document.currentScript === it)` });
  await sameBeside(visit, { body: script, answers });
  const image = `<script data-own>{
    const image = new Image();
    image.onload = () => {
      say('image', image.naturalWidth, image.src, image.complete);
      if (/one/.test(image.src)) image.src = 'https://stats.test/two.gif';
    };
    image.src = 'https://stats.test/one.gif';
    say(image.src);
  }</script>`;
  await sameBeside(visit, { body: image });
});

test('two quick decisions, and a third, run nothing twice', async ({ visit }) => {
  visit.world.answer('stats.test/slow.js', after(600, js(`(self.ran ??= []).push('slow')`)));
  await visit.open(
    marked(`<script src="https://stats.test/slow.js"></script><script>(self.ran ??= []).push('inline')</script>
      <script async src="https://stats.test/async.js"></script><img src="https://stats.test/x.gif" alt="">`),
  );
  await visit.page.evaluate(async () => {
    window.izin.acceptAll();
    window.izin.withdraw();
    window.izin.acceptAll();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    window.izin.rejectAll();
    window.izin.acceptAll();
  });
  await expect
    .poll(async () => (await visit.ran()).toSorted())
    .toEqual(['inline', 'slow', 'stats.test/async.js']);
  await visit.quiet();
  expect(await visit.ran()).toHaveLength(3);
  expect(
    visit
      .outside()
      .filter((name) => name.startsWith('stats'))
      .toSorted(),
  ).toEqual(['stats.test/async.js', 'stats.test/slow.js', 'stats.test/x.gif']);
});

import { js, json } from './answers.ts';
import { bundle, packageFile } from './bundle.ts';
import { expect, test, type Visit } from './page.ts';

// Other code that stands before the same natives, loaded before the gate or after it.

/** What the page does to third parties, by every way that such code patches. It is a script of the site. */
const REACHES = `self.reach = async (mark) => {
  const at = 'https://stats.test/' + mark;
  const errors = [];
  const attempt = (act) => { try { return act(); } catch (error) { errors.push(String(error)); } };
  const outcomes = await Promise.all([
    fetch(at + '/fetch.json').then(() => 'fetched', (error) => error.name + ' of fetch'),
    new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.onload = () => resolve('loaded');
      xhr.addEventListener('error', () => resolve('error of xhr'));
      xhr.open('GET', at + '/xhr.json');
      xhr.send();
    }),
    new Promise((resolve) => {
      setTimeout(() => {
        attempt(() => document.body.appendChild(Object.assign(document.createElement('script'), { src: at + '/inserted.js' })));
        attempt(() => document.body.insertAdjacentHTML('beforeend', '<img src="' + at + '/markup.gif?1" width=1 height=1>'));
        attempt(() => { new Image().src = at + '/image.gif?1'; });
        attempt(() => { new EventSource(at + '/events').onerror = ({ target }) => target.close(); });
        attempt(() => navigator.sendBeacon(at + '/beacon', 'x'));
        attempt(() => { document.cookie = '_st=' + mark + '; path=/'; });
        attempt(() => localStorage.setItem('st.x', mark));
        const frame = document.body.appendChild(document.createElement('iframe'));
        attempt(() => frame.contentWindow.fetch(at + '/frame.json').catch(() => undefined));
        resolve('inserted');
      });
    }),
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        document.head.append(Object.assign(document.createElement('script'), { src: at + '/observed.js' }));
        resolve('observed');
      });
      observer.observe(document.head, { childList: true });
      document.head.append(document.createElement('meta'));
    }),
  ]);
  return [...outcomes, ...errors];
};`;

const WAYS = [
  'fetch.json',
  'xhr.json',
  'inserted.js',
  'markup.gif?1',
  'image.gif?1',
  'events',
  'frame.json',
  'observed.js',
];

type Order = 'before' | 'after';
const ORDERS: readonly Order[] = ['before', 'after'];

/** Opens a page where some code stands before the gate or after it. */
async function open(visit: Visit, order: Order, code: string): Promise<void> {
  visit.world.answer('toko.test/other.js', js(code));
  visit.world.answer('toko.test/reach.js', js(REACHES));
  visit.world.answer('toko.test/own.json', json({ own: 1 }));
  visit.world.answer('toko.test/own.js', js(''));
  visit.forgive(/^EventSource's response/);
  if (order === 'before') visit.forgive(/^izin: the script is not the first of the page/);
  const tag = '<script src="/other.js"></script>';
  await visit.open('<script src="https://stats.test/pasted.js"></script><button id="buy">Buy</button>', {
    ...(order === 'before' && { before: tag }),
    head: `${order === 'after' ? tag : ''}<script src="/reach.js"></script>`,
  });
}

const reach = (visit: Visit, mark: string): Promise<string[]> =>
  visit.page.evaluate(
    (mark) => (self as unknown as { reach(mark: string): Promise<string[]> }).reach(mark),
    mark,
  );

/** Nothing goes out before the choice, and all of it after. */
async function expectHeldAndReleased(visit: Visit): Promise<void> {
  const held = await reach(visit, 'held');
  expect(held).toEqual(['TypeError of fetch', 'error of xhr', 'inserted', 'observed']);
  await visit.quiet();
  // The browser may fetch what stands in the page ahead of every script.
  expect(visit.outside().filter((name) => name !== 'stats.test/pasted.js')).toEqual([]);
  expect(await visit.ran()).toEqual([]);
  expect(
    await visit.page.evaluate(() => [document.cookie.includes('_st'), localStorage.getItem('st.x')]),
  ).toEqual([false, null]);

  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toContain('stats.test/pasted.js');
  await expect
    .poll(async () => (await visit.ran()).toSorted())
    .toEqual(['stats.test/held/inserted.js', 'stats.test/held/observed.js', 'stats.test/pasted.js']);
  const granted = await reach(visit, 'granted');
  expect(granted).toEqual(['fetched', 'loaded', 'inserted', 'observed']);
  for (const way of WAYS) await expect.poll(() => visit.outside()).toContain(`stats.test/granted/${way}`);
  await expect.poll(() => visit.outside()).toContain('POST stats.test/granted/beacon');
  expect(
    await visit.page.evaluate(() => [document.cookie.includes('_st=granted'), localStorage.getItem('st.x')]),
  ).toEqual([true, 'granted']);
}

/** Where callbacks run that were given to natives in a zone named `own`. */
const zones = (visit: Visit): Promise<Record<string, string>> =>
  visit.page.evaluate(async () => {
    interface Zoned {
      readonly name: string;
      fork(spec: { name: string }): Zoned;
      run<T>(act: () => T): T;
    }
    const { Zone } = self as unknown as { Zone: { readonly current: Zoned } };
    const found: Record<string, string> = {};
    const here = (name: string): unknown => (found[name] = Zone.current.name);
    await Zone.current.fork({ name: 'own' }).run(() =>
      Promise.all([
        fetch('/own.json').then(() => here('fetch')),
        fetch('https://ads.test/refused').catch(() => here('refused fetch')),
        new Promise((resolve) => setTimeout(() => resolve(here('setTimeout')))),
        new Promise((resolve) => requestAnimationFrame(() => resolve(here('requestAnimationFrame')))),
        new Promise<void>((resolve) => queueMicrotask(() => resolve(void here('queueMicrotask')))),
        new Promise((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.addEventListener('load', () => resolve(here('xhr listener')));
          xhr.onreadystatechange = () => here('xhr handler');
          xhr.open('GET', '/own.json');
          xhr.send();
        }),
        new Promise((resolve) => {
          const button = document.getElementById('buy') as HTMLElement;
          button.addEventListener('click', () => resolve(here('listener')), { once: true });
          button.onclick = () => here('handler');
          button.click();
        }),
        new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve(here('image'));
          image.src = '/own.gif';
        }),
        new Promise((resolve) => {
          const script = document.createElement('script');
          script.addEventListener('load', () => resolve(here('script')));
          script.src = '/own.js';
          document.head.append(script);
        }),
        new Promise((resolve) => {
          const observer = new MutationObserver(() => resolve(here('MutationObserver')));
          observer.observe(document.body, { attributes: true });
          document.body.title = 'x';
        }),
        new Promise((resolve) => {
          const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
          worker.onmessage = () => resolve(here('worker'));
        }),
      ]),
    );
    found['outside'] = Zone.current.name;
    return found;
  });

for (const order of ORDERS) {
  test(`zone.js loaded ${order} the gate: holds and releases the same, and zones are kept`, async ({
    visit,
  }) => {
    await open(visit, order, packageFile('zone.js/bundles/zone.umd.js'));
    const names = await zones(visit);
    expect(names).toEqual({
      ...Object.fromEntries(Object.keys(names).map((name) => [name, 'own'])),
      outside: '<root>',
    });
    expect(Object.keys(names).length).toBe(14);
    await expectHeldAndReleased(visit);
    expect(await zones(visit)).toEqual({
      ...Object.fromEntries(
        Object.keys(names)
          .filter((name) => name !== 'refused fetch')
          .map((name) => [name, 'own']),
      ),
      outside: '<root>',
    });
  });
}

/** Sentry of a site, which brings what it knows to the site itself. */
const SENTRY = `import * as Sentry from '@sentry/browser';
self.crumbs = [];
Sentry.init({
  dsn: 'https://0123456789abcdef@toko.test/1', tunnel: '/tunnel',
  integrations: [Sentry.browserTracingIntegration()], tracesSampleRate: 1,
  beforeBreadcrumb: (crumb) => (crumbs.push([crumb.category, crumb.data?.method ?? '', crumb.data?.url ?? crumb.message ?? '', crumb.data?.status_code ?? '', crumb.level ?? ''].join(' ')), crumb),
});
self.Sentry = Sentry;`;

const crumbs = (visit: Visit): Promise<string[]> =>
  visit.page.evaluate(() => (self as unknown as { crumbs: string[] }).crumbs.splice(0));

for (const order of ORDERS) {
  test(`Sentry loaded ${order} the gate: holds and releases the same, and sees what it saw`, async ({
    visit,
  }) => {
    visit.forgive(/a mistake of the site/, /Failed to fetch/);
    await open(visit, order, await bundle(SENTRY));
    await visit.page.evaluate(async () => {
      await fetch('/own.json');
      await fetch('https://ads.test/refused').catch(() => undefined);
      await new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.onloadend = resolve;
        xhr.open('POST', '/own.json');
        xhr.send('x');
      });
      history.pushState(null, '', '/next');
    });
    await visit.page.locator('#buy').click();
    const seen = await crumbs(visit);
    for (const crumb of [
      'fetch GET /own.json 200 ',
      // Code that the gate stands before is not told what was asked.
      order === 'before' ? 'fetch GET blob:izin  error' : 'fetch GET https://ads.test/refused  error',
      'xhr POST /own.json 200 ',
    ])
      expect(
        seen.some((line) => line.startsWith(crumb.trim())),
        `${crumb} among ${seen.join()}`,
      ).toBe(true);
    expect(seen.some((line) => /^ui\.click .*button#buy/.test(line))).toBe(true);
    expect(seen.some((line) => line.startsWith('navigation'))).toBe(true);

    await visit.page.evaluate(() =>
      setTimeout(() => {
        throw new RangeError('a mistake of the site');
      }),
    );
    await expect
      .poll(() =>
        visit.world.seen
          .filter(({ name }) => name === 'POST toko.test/tunnel')
          .map(({ body }) => body)
          .join(),
      )
      .toContain('a mistake of the site');

    await expectHeldAndReleased(visit);
    await expect.poll(() => crumbs(visit)).toContain('fetch GET https://stats.test/granted/fetch.json 200 ');
  });
}

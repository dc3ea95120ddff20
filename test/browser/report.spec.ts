import { expect, SHOP, test } from './page.ts';

// Report mode: nothing is held, and everybody is told that this is no consent.

const CONFIG = {
  ...SHOP,
  mode: 'report',
  services: {
    ads: {
      category: 'marketing',
      name: 'Ads',
      provider: 'PT Iklan',
      hosts: ['ads.test'],
      cookies: [{ name: '_ads*', lifespan: 'P1Y', purpose: { id: 'Uji.', en: 'Tests.' } }],
    },
  },
};

const BODY = `
  <img alt="" src="https://ads.test/static.gif">
  <script type="text/plain" data-category="marketing" data-src="https://ads.test/marked.js"></script>
  <script>
    new Image().src = 'https://ads.test/made.gif';
    fetch('https://ads.test/asked.json', { mode: 'no-cors' }).catch(() => 0);
    navigator.sendBeacon('https://ads.test/beacon.json', 'x');
    document.cookie = '_ads=1; path=/';
    document.body.appendChild(document.createElement('p')).style.background = 'url(https://ads.test/style.gif)';
  </script>`;

test('holds nothing, and tells of each thing that would be held', async ({ visit }) => {
  visit.forgive(/^izin: report/);
  const told: string[] = [];
  visit.page.on('console', (message) => told.push(message.text()));
  await visit.open(BODY, { config: CONFIG });
  const names = ['static.gif', 'marked.js', 'made.gif', 'asked.json', 'style.gif'].map(
    (name) => `ads.test/${name}`,
  );
  await expect
    .poll(() => visit.outside().toSorted())
    .toEqual(['POST ads.test/beacon.json', ...names].toSorted());
  await expect.poll(() => visit.ran()).toEqual(['ads.test/marked.js']);
  expect((await visit.context.cookies(visit.origin)).map(({ name }) => name)).toEqual(['_ads']);

  const held = await visit.page.evaluate(() =>
    window.izin.held().map(({ vector, url, service, status }) => `${vector} ${url} ${service} ${status}`),
  );
  for (const known of [
    'img https://ads.test/static.gif ads reported',
    'img https://ads.test/made.gif ads reported',
    'fetch https://ads.test/asked.json ads reported',
    'beacon https://ads.test/beacon.json ads reported',
    'cookie _ads ads reported',
    'style https://ads.test/style.gif ads reported',
  ])
    expect(held).toContain(known);
  expect(held.filter((line) => line.startsWith('marked https://ads.test/marked.js'))).toHaveLength(1);

  await expect.poll(() => told.filter((text) => text.includes('THIS IS NO CONSENT'))).toHaveLength(1);
  await expect
    .poll(() => told.join('\n'))
    .toContain('fetch https://ads.test/asked.json would be held (ads, marketing)');
});

test('asks nobody, and says in the API that it is no consent', async ({ visit }) => {
  visit.forgive(/^izin: report/);
  await visit.open(BODY, { config: CONFIG });
  await expect.poll(() => visit.page.evaluate(() => window.izin.held().length)).toBeGreaterThan(5);
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  const { mode, decided, decisions } = await visit.state();
  expect([mode, decided, decisions.marketing]).toEqual(['report', false, 'denied']);
  expect(await visit.record()).toBeUndefined();
});

test('says nothing of the kind where the gate holds', async ({ visit }) => {
  await visit.open(BODY, { config: { ...CONFIG, mode: 'hold' } });
  await expect(visit.notice).toBeVisible();
  expect((await visit.state()).mode).toBe('hold');
  expect(
    await visit.page.evaluate(() => window.izin.held().some(({ status }) => status === 'reported')),
  ).toBe(false);
});

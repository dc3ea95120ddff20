import { after, chunked, drop, js, status } from './answers.ts';
import { everyKind, REQUESTS } from './marked.ts';
import { expect, GATE, SHOP, test } from './page.ts';

const ALL = Object.values(REQUESTS).flat().toSorted();

test('runs exactly the tags of the category that is granted, each once', async ({ visit }) => {
  await visit.open(everyKind);
  await visit.choose({ performance: true });
  await expect.poll(() => visit.outside().toSorted()).toEqual(REQUESTS.performance);
  await visit.quiet();
  expect(visit.outside().toSorted()).toEqual(REQUESTS.performance);
  expect(await visit.ran()).toEqual([
    'stats.test/external.js',
    'stats.test/plain-src.js',
    'inline',
    'stats.test/module.mjs',
    'stats.test/imported.mjs',
  ]);
});

test('runs them again on the next page, without asking', async ({ visit }) => {
  await visit.open(everyKind);
  await visit.choose({ performance: true });
  await visit.quiet();
  visit.world.reset();
  await visit.open(everyKind);
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  expect(visit.outside().toSorted()).toEqual(REQUESTS.performance);
  expect((await visit.ran()).filter((name) => !name.endsWith('.mjs'))).toEqual([
    'stats.test/external.js',
    'stats.test/plain-src.js',
    'inline',
  ]);
});

test('runs everything once all is accepted, and on the next page', async ({ visit }) => {
  await visit.open(everyKind);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside().toSorted()).toEqual(ALL);
  await visit.quiet();
  expect(visit.outside().toSorted()).toEqual(ALL);
  visit.world.reset();
  await visit.open(everyKind);
  await visit.quiet();
  expect(visit.outside().toSorted()).toEqual(ALL);
});

test('runs scripts in the order of the page, whichever answers first', async ({ visit }) => {
  const body = `
    <script type="text/plain" data-category="performance" data-src="https://stats.test/slow.js"></script>
    <script type="text/plain" data-category="performance">ran.push('after slow')</script>
    <p><script type="text/plain" data-category="performance" data-src="https://stats.test/quick.js"></script></p>
    <script type="text/plain" data-category="performance">ran.push('after quick')</script>
    <script type="text/plain" data-category="performance" data-src="https://stats.test/last.js"></script>`;
  const order = [
    'stats.test/slow.js',
    'after slow',
    'stats.test/quick.js',
    'after quick',
    'stats.test/last.js',
  ];
  visit.world.answer('stats.test/slow.js', after(400, js(`(self.ran ??= []).push('stats.test/slow.js')`)));
  await visit.open(body);
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(order);
  await visit.reload();
  await expect.poll(() => visit.ran()).toEqual(order);
});

test('does not let an async script wait for those before it', async ({ visit }) => {
  visit.world.answer('stats.test/slow.js', after(1_500, js(`(self.ran ??= []).push('slow')`)));
  await visit.open(`
    <script type="text/plain" data-category="performance" data-src="https://stats.test/slow.js"></script>
    <script type="text/plain" data-category="performance" async data-src="https://stats.test/async.js"></script>`);
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/async.js', 'slow']);
});

test('does not let a tag that fails stop the others', async ({ visit }) => {
  visit.forgive(/boom|Unexpected identifier/);
  visit.world.answer('stats.test/missing.js', status(404));
  visit.world.answer('stats.test/dropped.js', drop);
  await visit.open(`
    <script type="text/plain" data-category="performance" data-src="https://stats.test/missing.js"></script>
    <script type="text/plain" data-category="performance" data-src="https://stats.test/dropped.js"></script>
    <script type="text/plain" data-category="performance">throw new Error('boom')</script>
    <script type="text/plain" data-category="performance">this is no script, boom</script>
    <script type="text/plain" data-category="performance">(self.ran ??= []).push('inline')</script>
    <script type="text/plain" data-category="performance" data-src="https://stats.test/last.js"></script>`);
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['inline', 'stats.test/last.js']);
});

test('runs no tag twice, however often the visitor decides or the page moves it', async ({ visit }) => {
  await visit.open(`
    <div id="here"><script type="text/plain" data-category="performance">(self.ran ??= []).push('inline')</script>
    <script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script></div><div id="there"></div>`);
  await visit.choose({ performance: true });
  await expect.poll(() => visit.ran()).toEqual(['inline', 'stats.test/a.js']);
  await visit.page.evaluate(() => {
    window.izin.choose({ functional: 'granted' });
    const [here, there] = [document.getElementById('here'), document.getElementById('there')];
    if (here) there?.append(here);
    window.izin.acceptAll();
    window.izin.choose({ performance: 'denied' });
    window.izin.acceptAll();
  });
  await visit.quiet();
  expect(await visit.ran()).toEqual(['inline', 'stats.test/a.js']);
  expect(visit.outside()).toEqual(['stats.test/a.js']);
});

test('runs a tag that the page adds after the grant', async ({ visit }) => {
  await visit.open();
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  await visit.page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<script type="text/plain" data-category="performance" data-src="https://stats.test/late.js"></script>',
    );
  });
  await expect.poll(() => visit.ran()).toEqual(['stats.test/late.js']);
});

test('does not run what was withdrawn before its turn came', async ({ visit }) => {
  visit.world.answer('stats.test/slow.js', after(500, js(`(self.ran ??= []).push('slow')`)));
  await visit.open(`
    <script type="text/plain" data-category="performance" data-src="https://stats.test/slow.js"></script>
    <script type="text/plain" data-category="marketing">(self.ran ??= []).push('marketing')</script>`);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toEqual(['stats.test/slow.js']);
  await visit.page.evaluate(() => window.izin.choose({ marketing: 'denied' }));
  await expect.poll(() => visit.ran()).toEqual(['slow']);
  await visit.quiet();
  expect(await visit.ran()).toEqual(['slow']);
});

test('nor scripts that the browser has by then, until they are granted again', async ({ visit }) => {
  const tags = ['slow', 'one', 'two'].map(
    (name, i) =>
      `<script type="text/plain" data-category="${i ? 'marketing' : 'performance'}" data-src="https://stats.test/${name}.js" id="${name}" onload="ran.push('loaded ' + this.id)" onerror="ran.push('failed ' + this.id)"></script>`,
  );
  let go = (): void => {};
  const gone = new Promise<void>((resolve) => (go = resolve));
  visit.world.answer('stats.test/slow.js', after(gone, js(`ran.push('slow')`)));
  await visit.open(`<script>self.ran = []</script>${tags.join('\n')}`);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toHaveLength(3);
  await visit.page.evaluate(() => window.izin.choose({ marketing: 'denied' }));
  go();
  await expect.poll(() => visit.ran()).toEqual(['slow', 'loaded slow']);
  await visit.quiet();
  expect(await visit.ran()).toEqual(['slow', 'loaded slow']);
  expect((await visit.held()).map(({ status }) => status)).toEqual(['released', 'held', 'held']);
  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect
    .poll(() => visit.ran())
    .toEqual(['slow', 'loaded slow', 'stats.test/one.js', 'loaded one', 'stats.test/two.js', 'loaded two']);
  expect((await visit.held()).map(({ status }) => status)).toEqual(['released', 'released', 'released']);
});

test('lets the click paint before any tag runs', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance">(self.ran ??= []).push('painted: ' + self.painted)</script>`,
    {
      head: `<script>addEventListener('click', () => requestAnimationFrame(() => { self.painted = true }), true)</script>`,
    },
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['painted: true']);
});

test('keeps the attributes of a tag', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance" id="tag" data-site="7" crossorigin="anonymous" referrerpolicy="no-referrer" class="x" data-src="https://stats.test/a.js"></script>`,
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  const tag = visit.page.locator('#tag');
  await expect(tag).toHaveAttribute('data-site', '7');
  await expect(tag).toHaveAttribute('crossorigin', 'anonymous');
  await expect(tag).toHaveClass('x');
  expect(visit.world.seen.find(({ host }) => host === 'stats.test')?.headers.referer).toBeUndefined();
});

test('a released script finds itself in document.currentScript', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance" id="tag">(self.ran ??= []).push(document.currentScript?.id)</script>`,
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['tag']);
});

test('a service granted by itself runs while the rest of its category is refused', async ({ visit }) => {
  await visit.open(`
    <script type="text/plain" data-category="performance" data-service="stats" data-src="https://stats.test/a.js"></script>
    <script type="text/plain" data-category="performance" data-src="https://other.test/b.js"></script>`);
  await visit.page.evaluate(() => window.izin.choose({ performance: 'denied', stats: 'granted' }));
  await expect.poll(() => visit.outside()).toEqual(['stats.test/a.js']);
  await visit.quiet();
  expect(visit.outside()).toEqual(['stats.test/a.js']);
});

test('tells who asked to be told', async ({ visit }) => {
  await visit.open(
    `<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>
     <script>
       self.told = [];
       for (const name of ['izin:change', 'izin:release', 'izin:hide']) document.addEventListener(name, (event) => told.push(name));
       izin.when('performance').then(() => told.push('when performance'));
       izin.when('stats').then(() => told.push('when stats'));
       izin.when('marketing').then(() => told.push('when marketing'));
       izin.subscribe((state) => told.push('subscribed: ' + state.decisions.performance));
     </script>`,
  );
  await visit.choose({ performance: true });
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  const told = await visit.page.evaluate(() => (self as unknown as { told: string[] }).told);
  expect(told).toEqual(
    expect.arrayContaining([
      'subscribed: denied',
      'subscribed: granted',
      'when performance',
      'when stats',
      'izin:change',
      'izin:hide',
      'izin:release',
    ]),
  );
  expect(told).not.toContain('when marketing');
});

test.describe('while the page is still on its way', () => {
  const head = `<!doctype html><html lang="en"><title>Toko</title><script type="application/json" id="izin-config">${JSON.stringify(SHOP)}</script>${GATE}`;
  const first = `<body><script type="text/plain" data-category="performance" data-src="https://stats.test/1.js"></script>`;
  const second = `
    <script type="text/plain" data-category="performance">(self.ran ??= []).push('2')</script>
    <script type="text/plain" data-category="performance" data-src="https://stats.test/3.js"></script>
    <script>const tag = document.createElement('script'); tag.src = 'https://ads.test/inserted.js'; document.body.append(tag)</script>`;
  const order = ['stats.test/1.js', '2', 'stats.test/3.js'];

  test('the visitor may choose, and tags that come later follow', async ({ visit }) => {
    let go = (): void => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    visit.world.answer('toko.test/', chunked(head, first, gone, second));
    await visit.page.goto(visit.origin, { waitUntil: 'commit' });
    await visit.choose({ performance: true });
    await expect.poll(() => visit.ran()).toEqual(['stats.test/1.js']);
    go();
    await expect.poll(() => visit.ran()).toEqual(order);
    await visit.quiet();
    expect(visit.outside()).toEqual(['stats.test/1.js', 'stats.test/3.js']);
  });

  test('what comes later is asked for though it has to wait', async ({ visit }) => {
    await visit.open();
    await visit.choose({ performance: true });
    await expect(visit.notice).toHaveCount(0);
    let go = (): void => {};
    let answer = (): void => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    const answered = new Promise<void>((resolve) => (answer = resolve));
    visit.world.answer('toko.test/', chunked(head, first, gone, second));
    visit.world.answer('stats.test/1.js', after(answered, js(`(self.ran ??= []).push('stats.test/1.js')`)));
    await visit.page.goto(visit.origin, { waitUntil: 'commit' });
    await expect.poll(() => visit.outside()).toEqual(['stats.test/1.js']);
    go();
    await expect.poll(() => visit.outside()).toEqual(['stats.test/1.js', 'stats.test/3.js']);
    expect(await visit.ran()).toEqual([]);
    answer();
    await expect.poll(() => visit.ran()).toEqual(order);
  });

  test('an earlier choice holds from the first piece on, in the order of the page', async ({ visit }) => {
    await visit.open();
    await visit.choose({ performance: true });
    await expect(visit.notice).toHaveCount(0);
    let go = (): void => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    visit.world.answer('toko.test/', chunked(head, first, gone, second));
    visit.world.answer('stats.test/1.js', after(500, js(`(self.ran ??= []).push('stats.test/1.js')`)));
    await visit.page.goto(visit.origin, { waitUntil: 'commit' });
    await expect.poll(() => visit.outside()).toEqual(['stats.test/1.js']);
    go();
    await expect.poll(() => visit.ran()).toEqual(order);
    await visit.quiet();
    expect(visit.outside()).toEqual(['stats.test/1.js', 'stats.test/3.js']);
  });
});

test('a tag that the network cuts in two runs whole', async ({ visit }) => {
  await visit.open();
  await visit.press('Accept all');
  await expect(visit.notice).toHaveCount(0);
  const head = `<!doctype html><html lang="en"><title>Toko</title><script type="application/json" id="izin-config">${JSON.stringify(SHOP)}</script>${GATE}`;
  const cut = {
    script: [
      `<script type="text/plain" data-category="performance">(self.ran ??= []).push('in`,
      `line')</script>`,
    ],
    template: [
      `<template data-category="performance"><script>ran.push('first')</script>`,
      `<script>ran.push('second')</script><img alt="" src="https://stats.test/in-template.gif"></template>`,
    ],
  };
  for (const [name, [begin = '', end = '']] of Object.entries(cut)) {
    let go = (): void => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    const reached = `<p>${name}</p>`;
    visit.world.answer(
      'toko.test/',
      chunked(`${head}<body><script>self.ran = []</script>${reached}${begin}`, gone, end),
    );
    await visit.page.goto(visit.origin, { waitUntil: 'commit' });
    await expect(visit.page.getByText(name, { exact: true })).toBeVisible();
    // The part that is there was parsed long before the rest is sent.
    await visit.page.evaluate(() =>
      fetch('/__beat')
        .then(() => fetch('/__beat'))
        .then(() => undefined),
    );
    go();
    const whole = name === 'script' ? ['inline'] : ['first', 'second'];
    await expect.poll(() => visit.ran()).toEqual(whole);
  }
  await expect.poll(() => visit.outside()).toEqual(['stats.test/in-template.gif']);
});

test.describe('under a strict policy', () => {
  const body = `
    <script type="text/plain" data-category="performance" nonce="abc" data-src="https://stats.test/a.js"></script>
    <script type="text/plain" data-category="performance" nonce="abc">(self.ran ??= []).push('inline')</script>
    <script type="text/plain" data-category="performance" nonce="abc" data-type="module" data-src="https://stats.test/b.mjs"></script>
    <template data-category="performance"><script nonce="abc">ran.push('template')</script></template>`;
  const gate = GATE.replace('<script', '<script nonce="abc"');
  // A module runs once the page is parsed.
  const order = ['stats.test/a.js', 'inline', 'template', 'stats.test/b.mjs'];

  for (const [name, policy] of [
    [
      'nonces and strict-dynamic',
      `script-src 'nonce-abc' 'strict-dynamic'; object-src 'none'; base-uri 'none'; style-src 'self'`,
    ],
    [
      'enforced Trusted Types',
      `script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types izin`,
    ],
  ] as const) {
    test(`shows the banner and runs tags with their nonce, with ${name}`, async ({ visit }) => {
      await visit.open(body, { gate, headers: { 'content-security-policy': policy } });
      await visit.press('Accept all');
      await expect.poll(() => visit.ran()).toEqual(order);
    });
  }

  test('tags without the nonce of the page stay out, and are named', async ({ visit }) => {
    visit.forgive(/Content Security Policy|inline code stays held: it has not the nonce that ours has/);
    await visit.open(
      `<script type="text/plain" data-category="performance">(self.ran ??= []).push('inline')</script>
       <script type="text/plain" data-category="performance" nonce="abc">(self.ran ??= []).push('with nonce')</script>`,
      { gate, headers: { 'content-security-policy': `script-src 'nonce-abc'` } },
    );
    await visit.page.evaluate(() => {
      const [script] = document.querySelectorAll('script[data-category]');
      if (script) window.izin.loadOnce(script);
    });
    await expect.poll(() => visit.complaints(/has not the nonce/)).toHaveLength(1);
    await visit.press('Accept all');
    await expect.poll(() => visit.ran()).toEqual(['with nonce']);
  });

  test('where the page forbids our policy, its scripts stay held and are named; the rest goes on', async ({
    visit,
  }) => {
    visit.forgive(/trusted|policy|izin:/i);
    await visit.open(
      `<script type="text/plain" data-category="performance" nonce="abc" data-src="https://stats.test/a.js"></script>
       <img data-category="marketing" data-src="https://ads.test/b.gif" alt="">`,
      {
        gate,
        config: SHOP,
        headers: {
          'content-security-policy': `script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
      },
    );
    await visit.press('Accept all');
    await expect.poll(() => visit.outside()).toEqual(['ads.test/b.gif']);
    await visit.quiet();
    expect(await visit.ran()).toEqual([]);
    await expect(visit.notice).toHaveCount(0);
    expect(await visit.held()).toContainEqual(
      expect.objectContaining({ url: 'https://stats.test/a.js', status: 'held' }),
    );
  });
});

test.describe('as if it had been there from the start', () => {
  test('document.write goes where the tag stands', async ({ visit }) => {
    await visit.open(`
      <p id="before">before</p>
      <script type="text/plain" data-category="performance">document.write('<b id="written">written</b>')</script>
      <p id="after">after</p>`);
    await visit.press('Accept all');
    await expect(visit.page.locator('#written')).toBeVisible();
    await expect(visit.page.locator('#before ~ #written ~ #after')).toHaveCount(1);
  });

  test('listeners for DOMContentLoaded and load are called', async ({ visit }) => {
    await visit.open(`
      <script type="text/plain" data-category="performance">
        document.addEventListener('DOMContentLoaded', () => (self.ran ??= []).push('ready'));
        addEventListener('load', () => (self.ran ??= []).push('load'));
      </script>`);
    await visit.press('Accept all');
    await expect.poll(() => visit.ran()).toEqual(['ready', 'load']);
  });
});

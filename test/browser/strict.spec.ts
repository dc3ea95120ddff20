import { js } from './answers.ts';
import { expect, GATE, test, type Opening, type Visit } from './page.ts';

/** What a careful site allows itself. `page` is the policy of its own code. */
const policy = (names: string): string =>
  `script-src 'nonce-abc' 'strict-dynamic'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types ${names}`;
const NONCED = GATE.replace('<script', '<script nonce="abc"');

/** A page under a policy; it notes whatever the policy refuses, and everything its own code asks of it. */
const under = (names: string, opening: Opening = {}): Opening => ({
  gate: NONCED,
  ...opening,
  before: `<script nonce="abc">
    self.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective + ' ' + event.sample));
  </script>${opening.before ?? ''}`,
  headers: { 'content-security-policy': policy(names) },
});

const refused = (visit: Visit): Promise<string[]> =>
  visit.page.evaluate(() =>
    // Inline handlers of the page's own are none of ours.
    (self as unknown as { refused: string[] }).refused.filter((what) => !what.startsWith('script-src-attr')),
  );

/** Code of the site: it has a policy of its own, and goes through ways to use it. */
const using = (ways: Readonly<Record<string, string>>): string => `<script nonce="abc">
  self.outcomes = {};
  const rules = { createHTML: String, createScriptURL: String, createScript: String };
  const own = trustedTypes.createPolicy('page', rules);
  const put = (tag) => document.body.appendChild(document.createElement(tag));
  for (const [name, act] of Object.entries({
    ${Object.entries(ways)
      .map(([name, way]) => `${JSON.stringify(name)}: (host, url, mark) => { ${way} }`)
      .join(',\n')}
  })) {
    const host = name.replace(/\\W+/g, '-').toLowerCase() + '.ads.test';
    const mark = '<b class="' + host + '">b</b>';
    try { act(host, 'https://' + host + '/a', own.createHTML('<img alt="" src="https://' + host + '/a.gif">' + mark)); outcomes[name] = 'done' }
    catch (error) { outcomes[name] = String(error) }
  }
</script>`;

const outcomes = (visit: Visit): Promise<Record<string, string>> =>
  visit.page.evaluate(() => (self as unknown as { outcomes: Record<string, string> }).outcomes);

/** Ways to turn text into elements; `mark` is Trusted HTML with an image of a third party before a word. */
const MARKUP = {
  innerHTML: `put('div').innerHTML = mark`,
  outerHTML: `put('div').outerHTML = mark`,
  insertAdjacentHTML: `put('div').insertAdjacentHTML('beforeend', mark)`,
  'insertAdjacentHTML beside': `put('div').insertAdjacentHTML('afterend', mark)`,
  setHTMLUnsafe: `put('div').setHTMLUnsafe(mark)`,
  'shadow innerHTML': `put('div').attachShadow({ mode: 'open' }).innerHTML = mark`,
  'shadow setHTMLUnsafe': `put('div').attachShadow({ mode: 'open' }).setHTMLUnsafe(mark)`,
  template: `const it = put('template'); it.innerHTML = mark; document.body.append(it.content)`,
  createContextualFragment: `document.body.append(document.createRange().createContextualFragment(mark))`,
  DOMParser: `document.body.append(...new DOMParser().parseFromString(mark, 'text/html').body.childNodes)`,
  parseHTMLUnsafe: `document.body.append(...Document.parseHTMLUnsafe(mark).body.childNodes)`,
  'inert document': `const it = document.implementation.createHTMLDocument(); it.body.innerHTML = mark; document.body.append(...it.body.childNodes)`,
  write: `document.write(mark)`,
  'write in pieces': `document.write(own.createHTML('<img alt="" '), own.createHTML('src="' + url + '.gif">'), own.createHTML('<b class="' + host + '">b</b>'))`,
  'write half a tag': `document.write(own.createHTML('<img alt="" ')); document.write(own.createHTML('src="' + url + '.gif"><b class="' + host + '">b</b>'))`,
  writeln: `document.writeln(mark)`,
  execCommand: `const it = put('div'); it.contentEditable = 'true'; it.focus(); getSelection().selectAllChildren(it); document.execCommand('insertHTML', false, mark)`,
} as const;

/** The same for frames, whose words stand in them. */
const FRAMES = {
  srcdoc: `put('iframe').srcdoc = mark`,
  'srcdoc attribute': `put('iframe').setAttribute('srcdoc', mark)`,
  'srcdoc written': `put('div').innerHTML = own.createHTML('<iframe srcdoc="' + String(mark).replaceAll('"', '&quot;') + '"></iframe>')`,
  'write into a frame': `const it = put('iframe').contentDocument; it.open(); it.write(mark); it.close()`,
  'innerHTML of a frame': `put('iframe').contentDocument.body.innerHTML = mark`,
} as const;

/** Ways to give a script its address; it runs once it may. */
const SCRIPTS = {
  src: `const it = document.createElement('script'); it.src = own.createScriptURL(url + '.js'); document.head.append(it)`,
  'src attribute': `const it = document.createElement('script'); it.setAttribute('src', own.createScriptURL(url + '.js')); document.head.append(it)`,
  'src attribute, ns': `const it = document.createElement('script'); it.setAttributeNS(null, 'src', own.createScriptURL(url + '.js')); document.head.append(it)`,
  'src later': `const it = document.createElement('script'); document.head.append(it); it.src = own.createScriptURL(url + '.js')`,
  'src, module': `const it = document.createElement('script'); it.type = 'module'; it.src = own.createScriptURL(url + '.mjs'); document.head.append(it)`,
  'fragment script': `document.body.append(document.createRange().createContextualFragment(own.createHTML('<script src="' + url + '.js"></' + 'script>')))`,
  'written script': `document.write(own.createHTML('<script nonce="abc" src="' + url + '.js"></' + 'script>'))`,
  'with handlers': `const it = document.createElement('script'); it.setAttribute('onload', own.createScript('0')); it.src = own.createScriptURL(url + '.js'); document.head.append(it)`,
} as const;

/** Ways that the page's policy does not allow: they fail with the gate as they fail without it. */
const STRINGS = {
  innerHTML: `put('div').innerHTML = String(mark)`,
  insertAdjacentHTML: `put('div').insertAdjacentHTML('beforeend', String(mark))`,
  setHTMLUnsafe: `put('div').setHTMLUnsafe(String(mark))`,
  createContextualFragment: `document.createRange().createContextualFragment(String(mark))`,
  DOMParser: `new DOMParser().parseFromString(String(mark), 'text/html')`,
  write: `document.write(String(mark))`,
  src: `document.createElement('script').src = url`,
  'src attribute': `document.createElement('script').setAttribute('src', url)`,
  Worker: `new Worker(url)`,
} as const;

const hostOf = (name: string): string => `${name.replace(/\W+/g, '-').toLowerCase()}.ads.test`;

for (const [name, ways] of [
  ['markup', MARKUP],
  ['frames', FRAMES],
] as const)
  test(`takes Trusted HTML as the page gives it, and holds what is in it: ${name}`, async ({ visit }) => {
    await visit.open(using(ways), under('izin page'));
    await visit.quiet();
    expect
      .soft(await outcomes(visit))
      .toEqual(Object.fromEntries(Object.keys(ways).map((key) => [key, 'done'])));
    expect.soft(visit.outside()).toEqual([]);
    expect.soft(await refused(visit)).toEqual([]);
    const words = await Promise.all(
      visit.page
        .frames()
        .map((frame) => frame.locator('b[class]').evaluateAll((all) => all.map((b) => b.className))),
    );
    // Frames of a text are held with all that is in it.
    const shown = Object.keys(ways).filter((key) => !key.startsWith('srcdoc'));
    expect.soft(words.flat().toSorted()).toEqual(shown.map(hostOf).toSorted());
    await visit.press('Accept all');
    await expect
      .poll(() => [...new Set(visit.outside())].toSorted())
      .toEqual(
        Object.keys(ways)
          .map((key) => `${hostOf(key)}/a.gif`)
          .toSorted(),
      );
    expect(await refused(visit)).toEqual([]);
  });

test('takes Trusted Script URLs as the page gives them, and runs the scripts once they may', async ({
  visit,
}) => {
  visit.forgive(INLINE);
  await visit.open(using(SCRIPTS), under('izin page'));
  await visit.quiet();
  expect
    .soft(await outcomes(visit))
    .toEqual(Object.fromEntries(Object.keys(SCRIPTS).map((key) => [key, 'done'])));
  expect.soft(visit.outside()).toEqual([]);
  expect.soft(await refused(visit)).toEqual([]);
  await visit.press('Accept all');
  const wanted = Object.keys(SCRIPTS).map(
    (key) => `${hostOf(key)}/a.${key.endsWith('module') ? 'mjs' : 'js'}`,
  );
  await expect.poll(async () => (await visit.ran()).toSorted()).toEqual(wanted.toSorted());
});

test('what the page forbids itself fails as it would without the gate', async ({ visit }) => {
  visit.forgive(/Trusted|trusted/);
  await visit.open(using(STRINGS), under('page', { gate: '', config: null }));
  const without = await outcomes(visit);
  expect(Object.values(without).filter((outcome) => !/TypeError/.test(outcome))).toEqual([]);
  await visit.open(using(STRINGS), under('izin page'));
  expect(await outcomes(visit)).toEqual(without);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

/** The browser's word on handlers in the markup of such a page. */
const INLINE = /Executing inline event handler/;

/** What the parser makes; the page's own code has no part in it. */
const PARSED = `
  <script nonce="abc" src="https://stats.test/plain.js"></script>
  <script nonce="abc" async src="https://stats.test/late.js"></script>
  <script type="text/plain" data-category="performance" nonce="abc" data-src="https://stats.test/marked.js" onload="0"></script>
  <iframe title="a" srcdoc="<p>words</p><img alt='' src='https://ads.test/in-frame.gif'>"></iframe>
  <iframe title="b" src="https://maps.test/frame.html"></iframe>
  <p style="background:url(https://ads.test/style.gif)">p</p>
  <style>p { border-image: url(https://ads.test/sheet.gif) }</style>
  <template data-category="marketing"><iframe title="c" src="https://ads.test/template.html"></iframe></template>
  <video data-category="functional" preload="auto" data-src="https://maps.test/film.mp4"></video>
  <svg width="9" height="9"><script nonce="abc" href="https://stats.test/svg.js"></script></svg>`;

test('holds what the parser makes, shows, decides, runs and withdraws, and is never refused anything', async ({
  visit,
}) => {
  visit.forgive(INLINE);
  await visit.open(PARSED, under('izin'));
  await expect(visit.notice).toBeVisible();
  await visit.quiet();
  expect(await visit.ran()).toEqual([]);
  expect.soft(await refused(visit)).toEqual([]);
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  await visit.preferences.getByRole('button', { name: 'Accept all' }).click();
  await expect
    .poll(async () => (await visit.ran()).toSorted())
    .toEqual(['stats.test/late.js', 'stats.test/marked.js', 'stats.test/plain.js', 'stats.test/svg.js']);
  await expect
    .poll(() => [...new Set(visit.outside())])
    .toEqual(
      expect.arrayContaining([
        'ads.test/in-frame.gif',
        'ads.test/sheet.gif',
        'ads.test/style.gif',
        'ads.test/template.html',
        'maps.test/film.mp4',
        'maps.test/frame.html',
      ]),
    );
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect.poll(async () => (await visit.record())?.get('performance')).toBe('0');
  expect((await visit.state()).decisions.performance).toBe('denied');
  expect(await refused(visit)).toEqual([]);
});

test('where the page forbids our policy, nothing throws, what cannot be released stays held and is named', async ({
  visit,
}) => {
  visit.forgive(/izin:.*stays held/, /^This document requires/, /trusted-types|TrustedTypes|policy/i, INLINE);
  // What is written needs a text that is trusted, and nobody may make one.
  const apart = Object.entries({ ...MARKUP, ...SCRIPTS }).filter(([name]) => !name.startsWith('writ'));
  await visit.open(PARSED + using(Object.fromEntries(apart)), under('page'));
  await expect(visit.notice).toBeVisible();
  await visit.quiet();
  const ways = apart.map(([name]) => name);
  expect.soft(await outcomes(visit)).toEqual(Object.fromEntries(ways.map((key) => [key, 'done'])));
  expect.soft(await visit.ran()).toEqual([]);
  expect.soft(visit.outside().filter((name) => !/^(stats|ads|maps)\.test/.test(name))).toEqual([]);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('maps.test/frame.html');
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  expect(await visit.held()).toContainEqual(
    expect.objectContaining({ url: 'https://stats.test/marked.js', status: 'held' }),
  );
  expect(visit.complaints(/stays held/).join()).toContain('https://stats.test/marked.js');
});

test('a worker made from text does not get past the gate where Trusted Types are enforced', async ({
  visit,
}) => {
  visit.forgive(/Worker|Content Security/);
  const text = `fetch('https://ads.test/from-worker.json', { mode: 'no-cors' }).catch(() => 0).then(() => postMessage('done'))`;
  await visit.open(
    `<script nonce="abc">
      const own = trustedTypes.createPolicy('page', { createScriptURL: String });
      const url = URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: 'text/javascript' }));
      const worker = new Worker(own.createScriptURL(url));
      worker.onmessage = ({ data }) => { self.said = data };
    </script>`,
    under('izin page'),
  );
  await expect.poll(() => visit.page.evaluate(() => (self as { said?: string }).said)).toBe('done');
  expect(visit.outside()).toEqual([]);
  expect(await refused(visit)).toEqual([]);
});

test('a released tag may write Trusted HTML', async ({ visit }) => {
  visit.world.answer(
    'stats.test/writes.js',
    js(
      `document.write(trustedTypes.createPolicy('vendor', { createHTML: String }).createHTML('<b id="written">b</b>'))`,
    ),
  );
  await visit.open(
    `<p id="before">p</p><script type="text/plain" data-category="performance" nonce="abc" data-src="https://stats.test/writes.js"></script><p id="after">p</p>`,
    under('izin vendor'),
  );
  await visit.press('Accept all');
  await expect(visit.page.locator('#before ~ #written ~ #after')).toHaveCount(1);
});

test('works beside a default policy of the site', async ({ visit }) => {
  await visit.open(
    `<script nonce="abc">document.body.insertAdjacentHTML('beforeend', '<img alt="" src="https://ads.test/a.gif"><b id="there">b</b>')</script>`,
    under('izin default', {
      head: `<script nonce="abc">trustedTypes.createPolicy('default', { createHTML: (text) => text + '<i class="sanitised"></i>', createScriptURL: () => null })</script>`,
    }),
  );
  await visit.quiet();
  await expect(visit.page.locator('#there + .sanitised')).toHaveCount(1);
  expect(visit.outside()).toEqual([]);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toEqual(['ads.test/a.gif']);
});

import { js, status } from './answers.ts';
import { code, marked, sameBeside } from './beside.ts';
import { expect, GATE, SHOP, test } from './page.ts';

// A released tag is, to the page and to whoever it asks, what it would be had it been pasted plainly.

/** Says what a script can find out about an element. */
const LOOK = `self.look = (it) => say([...it.attributes].map((own) => own.name + '=' + own.value).toSorted().join().replace('data-category=performance,', ''), it.src, it.type, it.async, it.defer, it.noModule, it.crossOrigin, it.referrerPolicy, it.fetchPriority, it.charset, it.integrity, it.nonce, JSON.stringify(it.dataset).replace('{"category":"performance"}', '{}').replace('"category":"performance",', ''), it.getAttribute('src'), it.hasAttribute('type'), it.hasAttribute('async'), it.attributes.length - it.hasAttribute('data-category'), [...document.scripts].filter((other) => other.closest('main')).indexOf(it), it.isConnected, document.currentScript === it);`;

const ATTRIBUTES = `id="one" class="x" src="https://stats.test/one.js?a=1&amp;b=2" data-site="7" data-Own-Name="y" crossorigin="anonymous" referrerpolicy="no-referrer" fetchpriority="low" charset="utf-8" onload="say('loaded', event.target.id, event.type, this === event.target)"`;

const body = `<script data-own>${LOOK}</script>
  <script ${ATTRIBUTES}></script>
  <script defer type="text/javascript" language="javascript" src="https://stats.test/two.js" id="two"></script>
  <script src="https://stats.test/three.js" async="async" id="three" type="text/javascript"></script>
  <script type="module" src="https://stats.test/four.mjs" id="four" crossorigin="use-credentials"></script>`;

const answers = () => ({
  'stats.test/one.js': `look(document.currentScript)`,
  'stats.test/two.js': `look(document.currentScript)`,
  'stats.test/three.js': `self.third = 3`,
  'stats.test/four.mjs': js(`look(document.getElementById('four')); say(document.currentScript)`, {
    'access-control-allow-origin': 'https://toko.test',
    'access-control-allow-credentials': 'true',
  }),
});

test('a released script looks like one that was never held', async ({ visit }) => {
  const asked = (): unknown =>
    Object.fromEntries(
      visit.world.seen
        .filter(({ host }) => host === 'stats.test')
        .map(({ path, headers }) => [
          path,
          [
            headers.origin,
            headers.referer,
            headers['sec-fetch-mode'],
            headers['sec-fetch-dest'],
            !!headers.cookie,
          ],
        ]),
    );
  const page = { body, answers };
  await sameBeside(visit, page);
  const pasted = asked();
  await sameBeside(visit, page, marked(body));
  expect(asked()).toEqual(pasted);
  expect(asked()).toMatchObject({
    '/one.js?a=1&b=2': ['https://toko.test', undefined, 'cors', 'script', false],
  });
});

test('what the page knows of a tag holds: listeners, properties, references', async ({ visit }) => {
  const tags = `
    <script defer id="a" src="https://stats.test/a.js"></script>
    <script defer id="b" src="https://stats.test/missing.js" onerror="say('attribute', event.type, event.target.id)"></script>
    <iframe id="c" src="https://stats.test/frame.html" title="c" onload="say('attribute', event.type, event.target.id)"></iframe>
    <img id="d" src="https://stats.test/d.gif" alt="">`;
  const watching = `<script data-own>
    self.kept = {};
    for (const id of ['a', 'b', 'd']) {
      const it = (kept[id] = document.getElementById(id));
      it.own = 'own ' + id;
      for (const type of ['load', 'error']) {
        it.addEventListener(type, function (event) { say('listener', event.type, event.target.id, this === it, it.own, it === document.getElementById(id)) });
        it['on' + type] ??= (event) => say('property', event.type, event.target.id);
      }
    }
  </script>`;
  const page = {
    body: tags.replace(/.*iframe.*\n/, '').replace(/.*<img.*/, '') + watching.replace(", 'd'", ''),
    answers: () => ({
      'stats.test/missing.js': status(404),
      'stats.test/a.js': `say('a', document.currentScript.own)`,
    }),
  };
  await sameBeside(visit, page);
  await sameBeside(visit, page, marked(page.body));
  const others = {
    body:
      tags.replace(/.*<script.*\n/g, '').replace(/.*<iframe.*\n/, '') + watching.replace("'a', 'b', ", ''),
  };
  await sameBeside(visit, others);
  await sameBeside(visit, others, marked(others.body));
});

test('integrity is checked', async ({ visit }) => {
  visit.forgive(/integrity/);
  const text = `say('whole')`;
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString(
    'base64',
  );
  const tags = ['a', 'b']
    .map(
      (name, i) =>
        `<script src="https://stats.test/${name}.js" crossorigin integrity="sha256-${i ? digest.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) : digest}" onload="say('load')" onerror="say('error')"></script>`,
    )
    .join('');
  const page = { body: tags, answers: () => ({ 'stats.test/a.js': text, 'stats.test/b.js': text }) };
  await sameBeside(visit, page);
  await sameBeside(visit, page, marked(tags));
});

test.describe('under a strict policy', () => {
  const gate = GATE.replace('<script', '<script nonce="abc"');
  const pasted = `
    <script nonce="abc" data-own>self.said = []; self.say = (...what) => said.push(what.join(' '))</script>
    <script nonce="abc" id="a" src="https://stats.test/a.js"></script>
    <script nonce="abc" id="b" src="https://stats.test/b.js" defer></script>
    <script nonce="abc" type="module" src="https://stats.test/c.mjs"></script>`;
  const inline = `<script nonce="abc">say('inline', document.currentScript.nonce, document.currentScript.getAttribute('nonce'))</script><script nonce="abc">document.addEventListener('DOMContentLoaded', () => say('ready'))</script><script type="module" nonce="abc">say('inline module')</script>`;
  const tells = (name: string) => code(`say('${name}', document.currentScript?.nonce)`);

  for (const [name, policy, isForbidden] of [
    ['a nonce', `script-src 'nonce-abc'`, false],
    ['a nonce and strict-dynamic', `script-src 'nonce-abc' 'strict-dynamic'`, false],
    [
      'Trusted Types',
      `script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types izin`,
      false,
    ],
    [
      'Trusted Types that forbid ours',
      `script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types 'none'`,
      true,
    ],
  ] as const) {
    test(`tags run that may, with ${name}`, async ({ visit }) => {
      visit.forgive(/Content Security Policy|TrustedTypePolicy/i);
      const said = (): Promise<string[]> =>
        visit.page.evaluate(() => (self as unknown as { said: string[] }).said);
      const open = async (what: string, config: unknown = SHOP): Promise<void> => {
        for (const file of ['a.js', 'b.js', 'c.mjs']) visit.world.answer(`stats.test/${file}`, tells(file));
        await visit.open(what, {
          gate: config ? gate : '',
          config,
          headers: { 'content-security-policy': policy },
        });
      };
      for (const [plain, held] of [
        [pasted, pasted],
        [pasted + inline, isForbidden ? pasted + inline : marked(pasted + inline)],
      ] as const) {
        await visit.context.clearCookies();
        await open(plain, null);
        await visit.quiet();
        const expected = await said();
        expect(expected).toContain('a.js abc');
        await open(held);
        await visit.press('Accept all');
        const sorted = (all: string[]): string[] => (isForbidden ? all.toSorted() : all);
        await expect.poll(async () => sorted(await said())).toEqual(sorted(expected));
        await open(held);
        await expect.poll(async () => sorted(await said())).toEqual(sorted(expected));
        await visit.quiet();
        expect(sorted(await said())).toEqual(sorted(expected));
      }
    });
  }
});

test('where the page speaks for its own policy of Trusted Types, its objects are taken', async ({
  visit,
}) => {
  const inserted = `<script nonce="abc" data-own>
    self.said = []; self.say = (...what) => said.push(what.join(' '));
    const policy = trustedTypes.createPolicy('own', { createScriptURL: String, createHTML: String });
    const script = document.createElement('script');
    script.src = policy.createScriptURL('https://stats.test/a.js');
    document.body.append(script);
    self.write = (html) => document.write(policy.createHTML(html));
  </script>`;
  const headers = {
    'content-security-policy': `script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types own izin`,
  };
  visit.world.answer('stats.test/a.js', code(`say('a')`));
  const tag = `<script nonce="abc">write('<i>trusted</i>'); try { document.write('<b>raw</b>') } catch (error) { say(error.name) }</script>`;
  await visit.open(inserted + marked(tag), { gate: GATE.replace('<script', '<script nonce="abc"'), headers });
  visit.forgive(/TrustedHTML/);
  await visit.press('Accept all');
  const said = (): Promise<string[]> =>
    visit.page.evaluate(() => (self as unknown as { said: string[] }).said.toSorted());
  await expect.poll(said).toEqual(['TypeError', 'a']);
  await expect(visit.page.locator('main i')).toHaveText('trusted');
  await expect(visit.page.locator('main b')).toHaveCount(0);
});

import { after } from './answers.ts';
import { code, marked, sameBeside, told } from './beside.ts';
import { expect, test } from './page.ts';

// A tag that runs late hears what it would have heard on a plain page, once.

/** Says of an event what its listener can see. */
const SEEN = `const seen = (name) => function (event) {
  say(name, event.type, event.target === document, event.currentTarget === window ? 'window' : event.currentTarget === document ? 'document' : 'other', this === event.currentTarget, event instanceof Event);
};`;

test('listeners for what is over are called once, in order, with an event that looks right', async ({
  visit,
}) => {
  const body = `<script>{
    ${SEEN}
    addEventListener('load', seen('load'));
    addEventListener('pageshow', seen('pageshow'));
    document.addEventListener('DOMContentLoaded', seen('ready'));
    addEventListener('DOMContentLoaded', seen('ready, on the window'));
    addEventListener('DOMContentLoaded', seen('ready, captured'), true);
    addEventListener('DOMContentLoaded', seen('ready, captured, too'), { capture: true });
    const twice = seen('twice');
    addEventListener('load', twice);
    addEventListener('load', twice);
    addEventListener('load', seen('once'), { once: true });
    addEventListener('load', { handleEvent(event) { say('object', event.type, this.own) }, own: 'own' });
    const never = seen('never');
    addEventListener('load', never);
    removeEventListener('load', never);
    const stopped = new AbortController();
    addEventListener('load', never, { signal: stopped.signal });
    stopped.abort();
    addEventListener('load', () => removeEventListener('load', third));
    const third = seen('removed by another');
    addEventListener('load', third);
    document.addEventListener('load', seen('never on the document'));
    document.body.addEventListener('load', seen('never on the body'));
    addEventListener('load', null);
  }</script>
  <script>addEventListener('load', () => { throw new Error('boom') }); addEventListener('load', () => say('after boom'))</script>`;
  visit.forgive(/boom/);
  const { said } = await sameBeside(visit, { body }, marked(body));
  expect(said).toContain('after boom');
});

test('a tag that asks how far the page is begins at once, and once', async ({ visit }) => {
  const body = `<script>
    const begin = () => say('begun');
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin); else begin();
  </script>`;
  await sameBeside(visit, { body }, marked(body));
});

test('handlers are called once, with whatever stands there by then', async ({ visit }) => {
  const body = `
    <script>{
      ${SEEN}
      window.onload = seen('replaced');
      window.onload = seen('onload');
      window.onpageshow = seen('onpageshow');
    }</script>
    <script>{
      const before = onload;
      onload = function (event) { before.call(this, event); say('after it', event.type) };
    }</script>`;
  await sameBeside(visit, { body }, marked(body));
  const inBody = `<script>document.body.onload = (event) => say('body', event.type); say(window.onload === document.body.onload)</script>`;
  await sameBeside(visit, { body: inBody }, marked(inBody));
  const removed = `<script>onload = () => say('never'); onload = null; document.onreadystatechange = () => say('never'); document.onreadystatechange = null; say('end')</script>`;
  await sameBeside(visit, { body: removed }, marked(removed));
});

test('changes of the state of the page are heard once, and the page is complete by then', async ({
  visit,
}) => {
  await visit.open(
    marked(`<script>
      self.heard = [];
      document.onreadystatechange = (event) => heard.push('handler ' + document.readyState + ' ' + event.type + (event.target === document));
      document.addEventListener('readystatechange', (event) => heard.push('listener ' + document.readyState + ' ' + event.type + (event.currentTarget === document)));
      addEventListener('load', () => heard.push('load'));
    </script>`),
  );
  await visit.press('Accept all');
  const heard = (): Promise<string[]> =>
    visit.page.evaluate(() => (self as unknown as { heard: string[] }).heard);
  await expect
    .poll(heard)
    .toEqual(['handler complete readystatechangetrue', 'listener complete readystatechangetrue', 'load']);
  await visit.quiet();
  expect(await heard()).toHaveLength(3);
});

test('the document is ready once ordered tags and modules have run, the page has loaded once async ones have', async ({
  visit,
}) => {
  const body = `
    <script async src="https://stats.test/async.js"></script>
    <script src="https://stats.test/one.js"></script>
    <script>document.addEventListener('DOMContentLoaded', () => say('inline, ready'))</script>
    <script defer src="https://stats.test/defer.js"></script>
    <script type="module" src="https://stats.test/module.mjs"></script>
    <script src="https://stats.test/two.js"></script>`;
  const tells = (name: string): string =>
    `say('${name}'); document.addEventListener('DOMContentLoaded', () => say('${name}, ready')); addEventListener('load', () => say('${name}, load'))`;
  const answers = () => ({
    'stats.test/one.js': after(300, code(tells('one'))),
    'stats.test/two.js': tells('two'),
    'stats.test/defer.js': tells('defer'),
    'stats.test/module.mjs': after(600, code(tells('module'))),
    'stats.test/async.js': after(2_000, code(tells('async'))),
  });
  await sameBeside(visit, { body, answers }, marked(body));
  await sameBeside(visit, { body: body.replace(/ *<script>.*\n/, ''), answers });
});

test('what a tag does in a promise counts, what it does long after does not', async ({ visit }) => {
  const body = `<script>
    Promise.resolve().then(() => addEventListener('load', () => say('promised')));
    self.later = () => { addEventListener('load', () => say('never')); document.addEventListener('DOMContentLoaded', () => say('never')); onload = () => say('never') };
  </script>`;
  await sameBeside(visit, { body, after: `later()` }, marked(body));
});

test("the page's own listeners are not called again", async ({ visit }) => {
  const body = `
    <script data-own>
      addEventListener('load', () => say('own load'));
      onload = () => say('own onload');
      document.addEventListener('DOMContentLoaded', () => say('own ready'));
      addEventListener('pageshow', () => say('own pageshow'));
    </script>
    <script>say('tag')</script>`;
  await visit.open(marked(body), {
    head: `<script>self.said = []; self.say = (what) => said.push(what)</script>`,
  });
  await visit.press('Accept all');
  await expect.poll(() => told(visit).then(({ said }) => said.at(-1))).toBe('tag');
  await visit.quiet();
  expect((await told(visit)).said).toEqual(['own ready', 'own load', 'own onload', 'own pageshow', 'tag']);
});

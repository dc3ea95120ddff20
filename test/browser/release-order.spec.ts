import { after, drop, status, type Answer } from './answers.ts';
import { code, marked, sameBeside } from './beside.ts';
import { expect, test } from './page.ts';

// A page tells what its tags saw: plainly, held and then granted, and with the grant in force from the start.

/** Answers everybody once all have asked; one by one nobody is answered. */
function together(texts: Readonly<Record<string, string>>): Record<string, Answer> {
  const missing = new Set(Object.keys(texts));
  let go = (): void => {};
  const gone = new Promise<void>((resolve) => (go = resolve));
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      (seen, response) => {
        missing.delete(name);
        if (!missing.size) go();
        return after(gone, code(text))(seen, response);
      },
    ]),
  );
}

const kinds = `
  <script src="https://stats.test/first.js"></script>
  <script>say('inline', document.currentScript.id || 'no id')</script>
  <script defer src="https://stats.test/deferred.js"></script>
  <script type="module" src="https://stats.test/module.mjs"></script>
  <script type="module">say('inline module', document.currentScript)</script>
  <p><script src="https://stats.test/second.js"></script></p>
  <script id="it">say('inline', document.currentScript.id)</script>
  <script type="module" src="https://stats.test/last.mjs"></script>
  <script src="https://stats.test/third.js"></script>`;

test('classic, deferred, inline and module scripts run in the order of a plain page, and are asked for together', async ({
  visit,
}) => {
  const answers = () =>
    together({
      'stats.test/first.js': `say('first', document.currentScript.src)`,
      'stats.test/second.js': `say('second', document.currentScript.parentNode.localName)`,
      'stats.test/third.js': `say('third')`,
      'stats.test/deferred.js': `say('deferred', document.currentScript.src)`,
      'stats.test/module.mjs': `say('module', document.currentScript, import.meta.url)`,
      'stats.test/last.mjs': `say('last')`,
    });
  const { said } = await sameBeside(visit, { body: kinds, answers }, marked(kinds));
  expect(said.map((what) => what.split(' ')[0])).toEqual([
    'first',
    'inline',
    'second',
    'inline',
    'third',
    'deferred',
    'module',
    'inline',
    'last',
  ]);
});

test('tags as they were pasted do, too', async ({ visit }) => {
  const body = kinds.replace(/ *<script( id="it"| type="module")?>.*\n/g, '');
  const answers = () =>
    together(
      Object.fromEntries(
        ['first.js', 'second.js', 'third.js', 'deferred.js', 'module.mjs', 'last.mjs'].map((name) => [
          `stats.test/${name}`,
          `say('${name}', document.currentScript?.outerHTML)`,
        ]),
      ),
    );
  await sameBeside(visit, { body, answers });
});

test('an async script waits for nobody', async ({ visit }) => {
  const body = `
    <script async src="https://stats.test/async.js"></script>
    <script async="async" type="module" src="https://stats.test/async.mjs"></script>
    <script src="https://stats.test/slow.js"></script>
    <script>say('inline')</script>`;
  const answers = () => ({
    'stats.test/slow.js': after(1_000, code(`say('slow')`)),
    'stats.test/async.js': `say('async', document.currentScript.outerHTML, document.currentScript.async)`,
    'stats.test/async.mjs': after(500, code(`say('async module')`)),
  });
  await sameBeside(visit, { body, answers }, marked(body));
  await sameBeside(visit, { body: body.replace(/.*inline.*/, ''), answers });
});

test('a tag that fails stops no other, nor breaks the order', async ({ visit }) => {
  visit.forgive(/boom|Unexpected identifier/);
  const body = `
    <script src="https://stats.test/missing.js" onerror="say('missing', event.type, event.target.src)"></script>
    <script>say('after missing')</script>
    <script src="https://stats.test/dropped.js" onerror="say('dropped', event.type)"></script>
    <script>throw new Error('boom')</script>
    <script src="https://stats.test/throws.js" onload="say('throws', event.type)"></script>
    <script>this is no script, boom</script>
    <script nomodule src="https://stats.test/never.js"></script>
    <script type="text/x-never" src="https://stats.test/never-either.js"></script>
    <script src="https://stats.test/last.js" onload="say('last', event.type)"></script>
    <script type="module" src="https://stats.test/missing-again.mjs" onerror="say('missing module', event.type)"></script>
    <script type="module">import 'https://stats.test/missing-again.mjs'</script>
    <script type="module">throw new Error('boom in a module')</script>
    <script type="module" src="https://stats.test/last.mjs"></script>`;
  const answers = () => ({
    'stats.test/missing.js': after(200, status(404)),
    'stats.test/dropped.js': drop,
    'stats.test/throws.js': `say('throws'); throw new Error('boom')`,
    'stats.test/missing-again.mjs': status(404),
    'stats.test/last.js': `say('last')`,
    'stats.test/last.mjs': `say('last module')`,
  });
  await sameBeside(visit, { body, answers }, marked(body));
});

test('a tag without an address fails alone', async ({ visit }) => {
  const body = `<script src="" onerror="say('no address', event.type)"></script><script>self.next = 1</script>`;
  await sameBeside(visit, { body }, marked(body));
});

test('data is never touched', async ({ visit }) => {
  const body = `
    <script type="application/json" data-category="performance" id="json">{"a": 1}</script>
    <script type="application/ld+json" data-category="marketing" src="https://stats.test/data.json">{"b": 1}</script>
    <script type="application/ld+json">{"c": 1}</script>
    <script type="text/x-template" data-category="x"><p>{{ d }}</p></script>
    <script data-own>say([...document.querySelectorAll('main [type]')].map((it) => it.outerHTML).join())</script>`;
  await sameBeside(visit, { body });
});

test('import maps come before the modules that need them, rules of speculation as they are', async ({
  visit,
}) => {
  const body = `
    <script type="importmap">{"imports": {"lib": "https://stats.test/lib.mjs"}}</script>
    <script type="module">import { name } from 'lib'; say('imported', name)</script>
    <script type="speculationrules">{"prefetch": [{"urls": ["/nowhere"], "eagerness": "conservative"}]}</script>
    <script>say(document.querySelectorAll('script[type=speculationrules]').length)</script>`;
  await sameBeside(
    visit,
    { body, answers: () => ({ 'stats.test/lib.mjs': `export const name = 'lib'` }) },
    marked(body),
  );
});

test('scripts that a script inserted while they were held run as it left them', async ({ visit }) => {
  const body = `<script data-own>
    const put = (name, more) => {
      const script = Object.assign(document.createElement('script'), { src: 'https://stats.test/' + name, ...more });
      script.onload = (event) => say('loaded', name, event.target === script, script.async);
      document.body.prepend(script);
      return script;
    };
    put('one.js', { async: false });
    put('two.js', { async: false });
    put('any.js', { id: 'any' });
    const late = put('late.js', { defer: true });
    late.setAttribute('data-x', '1');
  </script>`;
  const answers = () =>
    Object.fromEntries(
      (
        [
          ['one', 1_000],
          ['two', 100],
          ['any', 500],
          ['late', 1_500],
        ] as const
      ).map(([name, delay]) => [
        `stats.test/${name}.js`,
        after(delay, code(`say('${name}', document.currentScript.outerHTML)`)),
      ]),
    );
  await sameBeside(visit, { body, answers });
});

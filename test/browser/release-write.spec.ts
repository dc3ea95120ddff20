import { after, status } from './answers.ts';
import { code, marked, sameBeside } from './beside.ts';
import { expect, test } from './page.ts';

// What a tag writes stands where it would stand on a plain page, and never in place of the page.

test('what inline code writes lands where it stands, also in pieces', async ({ visit }) => {
  const body = `
    <p id="before">before</p>
    <script>document.write('<b id="written">', 'written', '</b>'); say(document.getElementById('written').outerHTML)</script>
    <script>
      document.write('<div id="box"><p class="a');
      say('half a tag', document.querySelector('#box p'));
      document.write(' b">one');
      say(document.querySelector('#box p').className);
      document.writeln('</p>');
      document.write('<ul><li>x<li>y</ul>');
      document.getElementById('box').append('appended');
      document.write('z</div>');
      document.write('after the box');
      say(document.getElementById('box').innerHTML.replace(/\\s+/g, '|'));
    </script>
    <script>document.write('<noscript><img data-own src="https://stats.test/never.gif"> &amp; <b>x</b></noscript>'); say(document.querySelector('noscript').textContent)</script>
    <table><tr><td><script>document.write('<i>in a cell</i>')</script></td></tr></table>
    <p id="after">after</p>`;
  const { asked } = await sameBeside(visit, { body }, marked(body));
  expect(asked).toEqual([]);
});

test('what scripts of third parties write does, too', async ({ visit }) => {
  const body = `<p>before</p><script src="https://stats.test/a.js"></script><p>between</p><script src="https://stats.test/b.js"></script><p>after</p>`;
  const answers = () => ({
    'stats.test/a.js': `document.write('<i id="a">a</i>'); say(!!document.getElementById('a'))`,
    'stats.test/b.js': `document.write('<iframe id="b" src="https://stats.test/frame.html" title="x" width="5"></iframe>'); say(document.getElementById('b').width)`,
  });
  await sameBeside(visit, { body, answers }, marked(body));
  await sameBeside(visit, { body, answers });
});

test('scripts that are written run where and when a parser would run them', async ({ visit }) => {
  const tag = (src: string, more = ''): string =>
    `<script${more} src="https://stats.test/${src}"><\\/script>`;
  const body = `
    <script>
      say('begin');
      document.write('<script>say("written", document.currentScript.id); document.write("<u>by a written one</u>"); say("written, still")<\\/script><i id="i">i</i>');
      say('after the first', !!document.getElementById('i'));
      document.write('${tag('one.js')}<script>say("after one", self.one)<\\/script><i id="j">j</i>');
      say('after one was written', self.one, document.getElementById('j'));
      document.write('<i id="k">k</i>');
      say('end', document.getElementById('k'));
    </script>
    <script>say('next', document.getElementById('k').id)</script>
    <script src="https://stats.test/writes.js"></script>
    <script>say('last', self.deep)</script>
    <p>after</p>`;
  const answers = () => ({
    'stats.test/one.js': after(
      300,
      code(
        `self.one = 1; say('one'); document.write('<em>by one</em>'); say(document.querySelector('em').textContent)`,
      ),
    ),
    'stats.test/writes.js': `document.write('${tag('deep.js')}${tag('missing.js')}${tag('quick.js')}<script>say("in the end")<\\/script>'); say('wrote')`,
    'stats.test/deep.js': after(
      200,
      code(
        `self.deep = 1; say('deep'); document.write('${tag('deeper.js')}<s>deep</s>'); document.write('<s>still deep</s>'); say('deep wrote', document.querySelectorAll('s').length)`,
      ),
    ),
    'stats.test/deeper.js': `say('deeper', document.querySelectorAll('s').length)`,
    'stats.test/missing.js': status(404),
    'stats.test/quick.js': `say('quick', document.querySelectorAll('s').length)`,
  });
  await sameBeside(visit, { body, answers }, marked(body));
  const pasted = '<p>before</p><script src="https://stats.test/writes.js"></script><p>after</p>';
  await sameBeside(visit, { body: pasted, answers });
});

test('a script is fetched where the page has none, as it is often written', async ({ visit }) => {
  const body = `
    <script src="https://stats.test/missing.js"></script>
    <script>self.lib || document.write('<script src="https://stats.test/lib.js">\\x3C/script>')</script>
    <script>say('with', self.lib)</script>`;
  const answers = () => ({ 'stats.test/missing.js': status(404), 'stats.test/lib.js': `self.lib = 'lib'` });
  await sameBeside(visit, { body, answers }, marked(body));
});

test('scripts behind one that writes others wait for those', async ({ visit }) => {
  const tag = (src: string): string => `<script src="https://stats.test/${src}">\\x3C/script>`;
  const body = `
    <script src="https://stats.test/writes.js"></script>
    <script src="https://stats.test/again-next.js" id="next" data-x="1" onload="say('loaded', this.id, this.async)"></script>
    <script src="https://stats.test/again-missing.js" onerror="say('missing', event.type)"></script>
    <script src="https://stats.test/again-nests.js"></script>
    <script src="https://stats.test/again-last.js"></script>
    <script defer src="https://stats.test/deferred.js"></script>`;
  const answers = () => ({
    'stats.test/writes.js': `document.write('${tag('written.js')}<b>written</b>'); say('wrote', document.querySelector('b'))`,
    'stats.test/written.js': after(
      500,
      code(`self.written = 1; say('written'); document.write('${tag('deep.js')}')`),
    ),
    'stats.test/deep.js': after(300, code(`say('deep')`)),
    'stats.test/again-next.js': `say('next', self.written, document.currentScript.id)`,
    'stats.test/again-missing.js': status(404),
    'stats.test/again-nests.js': `document.write('<script>document.write("<i>i</i>")\\x3C/script>${tag('nested.js')}'); say('nests')`,
    'stats.test/nested.js': after(300, code(`say('nested')`)),
    'stats.test/again-last.js': `say('last')`,
    'stats.test/deferred.js': `say('deferred')`,
  });
  const { said } = await sameBeside(visit, { body, answers }, marked(body));
  expect(said.map((what) => what.split(' ')[0])).toEqual(
    'wrote,written,deep,next,loaded,missing,nests,nested,last,deferred'.split(','),
  );
  await sameBeside(visit, { body, answers });
});

test('a script that is written in place of one that is missing runs before those behind it', async ({
  visit,
}) => {
  visit.world.answer('stats.test/missing.js', status(404));
  visit.world.answer('stats.test/instead.js', after(500, code(`self.ran = ['instead']`)));
  visit.world.answer('stats.test/next.js', code(`ran.push('next')`));
  await visit.open(
    marked(`
    <script src="https://stats.test/missing.js" onerror="document.write('<scr' + 'ipt\\x20src=https://stats.test/instead.js>\\x3C/script>')"></script>
    <script src="https://stats.test/next.js"></script>`),
  );
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['instead', 'next']);
});

test('opening and closing the document changes nothing', async ({ visit }) => {
  const body = `
    <p>before</p>
    <script>say(document.open() === document); document.write('<i>a</i>'); document.close(); document.write('<i>b</i>'); document.close()</script>
    <p>after</p>`;
  await sameBeside(visit, { body }, marked(body));
});

test('scripts that no parser waits for write nothing, as anywhere', async ({ visit }) => {
  const body = `
    <p>before</p>
    <script async src="https://stats.test/a.js"></script>
    <script defer src="https://stats.test/b.js"></script>
    <script type="module">document.write('<i>module</i>'); say('module')</script>
    <p>after</p>`;
  const answers = () => ({
    'stats.test/a.js': `document.write('<i>a</i>'); say('a')`,
    'stats.test/b.js': after(500, code(`document.write('<i>b</i>'); say('b')`)),
  });
  await sameBeside(visit, { body, answers }, marked(body));
});

test('what a tag writes into other documents goes there', async ({ visit }) => {
  const body = `
    <iframe data-own id="own" title="own"></iframe>
    <script>
      const inner = document.getElementById('own').contentDocument;
      inner.open(); inner.write('<b>inside</b>'); inner.close();
      say(inner.body.innerHTML);
      const apart = document.implementation.createHTMLDocument('');
      apart.open(); apart.write('<b>apart</b>'); apart.close();
      say(apart.body.innerHTML);
    </script>`;
  await sameBeside(visit, { body }, marked(body));
});

test('code that a late tag makes, and what it does later, never wipes the page', async ({ visit }) => {
  await visit.open(
    marked(`<p id="before">before</p>
    <script>
      const made = document.createElement('script');
      made.id = 'made';
      made.text = 'document.write("<i>made</i>")';
      document.body.append(made);
      Promise.resolve().then(() => document.write('<i>promised</i>'));
    </script><p id="after">after</p>`),
  );
  await visit.press('Accept all');
  await expect(visit.page.getByText('promised')).toBeVisible();
  await expect(visit.page.locator('#made + i')).toHaveText('made');
  await expect(visit.page.locator('#before ~ #after')).toHaveCount(1);
});

test('what a granted tag writes is held by itself', async ({ visit }) => {
  await visit.open(
    marked(
      `<script>document.write('<div>a<img alt="" src="https://ads.test/x.gif">'); document.write('<script src="https://ads.test/y.js">\\x3C/script><b id="b">b</b></div>')</script>`,
    ),
  );
  await visit.choose({ performance: true });
  await expect(visit.page.locator('#b')).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect.poll(() => visit.outside().toSorted()).toEqual(['ads.test/x.gif', 'ads.test/y.js']);
  await expect.poll(() => visit.ran()).toEqual(['ads.test/y.js']);
});

import { GATE, expect, test, type Visit } from './page.ts';

/** Names of elements that come before what a form or a document has of its own. */
const OF_FORMS = [
  'action',
  'after',
  'append',
  'appendChild',
  'attributes',
  'baseURI',
  'childNodes',
  'children',
  'classList',
  'cloneNode',
  'closest',
  'content',
  'contentWindow',
  'dataset',
  'dispatchEvent',
  'firstChild',
  'firstElementChild',
  'getAttribute',
  'hasAttribute',
  'href',
  'id',
  'innerHTML',
  'insertBefore',
  'isConnected',
  'localName',
  'matches',
  'namespaceURI',
  'nextSibling',
  'nodeName',
  'nodeType',
  'ownerDocument',
  'parentElement',
  'parentNode',
  'querySelector',
  'querySelectorAll',
  'remove',
  'removeAttribute',
  'replaceWith',
  'setAttribute',
  'shadowRoot',
  'src',
  'style',
  'submit',
  'tagName',
  'target',
  'textContent',
  'type',
] as const;

const OF_DOCUMENTS = [
  'activeElement',
  'addEventListener',
  'adoptNode',
  'attributes',
  'baseURI',
  'body',
  'childNodes',
  'cookie',
  'createElement',
  'createRange',
  'createTreeWalker',
  'currentScript',
  'defaultView',
  'dispatchEvent',
  'documentElement',
  'firstElementChild',
  'fonts',
  'getElementById',
  'head',
  'hidden',
  'implementation',
  'importNode',
  'izin',
  'nodeType',
  'ownerDocument',
  'querySelector',
  'querySelectorAll',
  'readyState',
  'removeEventListener',
  'scripts',
  'visibilityState',
] as const;

/** Tags of third parties, marked and not, each with a path that tells where it stood: each host is greeted once. */
const tags = (at: string): string => `
  <script src="https://stats.test/${at}/plain.js"></script>
  <script type="text/plain" data-category="performance" data-src="https://stats.test/${at}/marked.js"></script>
  <script data-category="performance">(self.ran ??= []).push('${at}')</script>
  <div style="width:9px;height:9px;background:url(https://ads.test/${at}/style.gif)"></div>
  <style>.${at} { background: url(https://ads.test/${at}/sheet.gif) }</style><p class="${at}">p</p>
  <iframe title="a" srcdoc="<img alt='' src='https://ads.test/${at}/in-frame.gif'>"></iframe>
  <iframe title="b" data-category="functional" data-src="https://maps.test/${at}/frame.html"></iframe>`;
/** The same for markup that a script brings: images and scripts by it, too, which the parser asks for early. */
const late = (at: string): string => `${tags(at)}<img alt="" src="https://ads.test/${at}/image.gif">`;

const form = (name: string, inner: string): string =>
  `<form class="f"><input name="${name}"><input name="${name}">${inner}</form>`;

/** What the scanner asks for ahead of the parser does not run. */
const scanned = /\/plain\.js$/;
const reached = (visit: Visit): string[] => visit.outside().filter((name) => !scanned.test(name));

/** Whether the notice is in view. Locators would ask the very properties that are taken here. */
const isShown = (visit: Visit): Promise<boolean> =>
  visit.page.evaluate(
    () =>
      !!Document.prototype.querySelector
        .call(document, '#izin input[data-category]')
        ?.closest('section,[role=region]')
        ?.checkVisibility(),
  );
const acceptAll = (visit: Visit): Promise<void> => visit.page.evaluate(() => window.izin.acceptAll());

const errorsIn = (visit: Visit): Promise<string[]> =>
  visit.page.evaluate(() => (self as unknown as { thrown: string[] }).thrown);
const CATCH =
  '<script>self.thrown = []; const attempt = (name, act) => { try { act() } catch (error) { thrown.push(name + ": " + error) } }</script>';

test('inputs with names of what a form has let nothing through in the markup, and it is released', async ({
  visit,
}) => {
  // Inline tags wait for those before them: as many times as there are forms.
  test.slow();
  await visit.open(OF_FORMS.map((name) => form(name, tags(name))).join(''), { head: CATCH });
  await expect.poll(() => isShown(visit)).toBe(true);
  await visit.quiet();
  expect.soft(reached(visit)).toEqual([]);
  expect.soft(await visit.ran()).toEqual([]);
  await acceptAll(visit);
  const wanted = OF_FORMS.flatMap((name) => [
    name,
    `stats.test/${name}/marked.js`,
    `stats.test/${name}/plain.js`,
  ]);
  await expect
    .poll(async () => [...new Set(await visit.ran())].toSorted(), { timeout: 60_000 })
    .toEqual(wanted.toSorted());
  await expect
    .poll(() => visit.outside().filter((name) => name.startsWith('maps.test/')).length)
    .toBe(OF_FORMS.length);
});

/** Ways in which a script brings such a form into the page. */
const BRINGS: Readonly<Record<string, string>> = {
  'all at once': `const it = new DOMParser().parseFromString(html, 'text/html').body.firstChild; const made = document.importNode(it, true); document.body.appendChild(made)`,
  innerHTML: `const it = document.body.appendChild(document.createElement('div')); it.innerHTML = html`,
  insertAdjacentHTML: `document.body.insertAdjacentHTML('beforeend', html)`,
  adopted: `document.body.append(new DOMParser().parseFromString(html, 'text/html').body.firstChild)`,
  'from a template': `const it = document.createElement('template'); it.innerHTML = html; document.body.append(it.content)`,
  'in itself': `const it = document.createElement('form'); it.className = 'f'; document.body.append(it); const field = document.createElement('input'); field.name = name; HTMLFormElement.prototype.append.call(it, field); Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML').set.call(it, '<input name="' + name + '">' + inner)`,
};

for (const [way, code] of Object.entries(BRINGS))
  test(`a script brings a form with such names into the page: ${way}`, async ({ visit }) => {
    test.slow();
    await visit.open(
      `<script>for (const name of ${JSON.stringify(OF_FORMS)}) {
        const inner = ${JSON.stringify(late('HERE')).replaceAll('</', '<\\/')}.replaceAll('HERE', name);
        const html = '<form class="f"><input name="' + name + '">' + inner + '</form>';
        attempt(name, () => { ${code} });
      }</script>`,
      { head: CATCH },
    );
    await expect.poll(() => isShown(visit)).toBe(true);
    await visit.quiet();
    expect.soft(visit.outside()).toEqual([]);
    expect.soft(await visit.ran()).toEqual([]);
    expect.soft(await errorsIn(visit)).toEqual([]);
    await acceptAll(visit);
    await expect
      .poll(() => new Set(visit.outside().filter((name) => /^ads\.test\/\w+\/image/.test(name))).size, {
        timeout: 60_000,
      })
      .toBe(OF_FORMS.length);
  });

test('a form whose inputs have names of what it has sends nothing into a frame', async ({ visit }) => {
  const fields = [
    'action',
    'href',
    'target',
    'submit',
    'closest',
    'matches',
    'method',
    'getAttribute',
    'attributes',
  ];
  await visit.open(
    `${fields
      .map(
        (name) =>
          `<iframe title="f" name="in-${name}"></iframe><form id="f-${name}" target="in-${name}" action="https://${name.toLowerCase()}.ads.test/sent.html"><input name="${name}"><button id="b-${name}">b</button></form>`,
      )
      .join('')}
    <script>for (const name of ${JSON.stringify(fields)}) {
      const it = document.getElementById('f-' + name);
      attempt(name, () => HTMLFormElement.prototype.submit.call(it));
      attempt(name, () => HTMLFormElement.prototype.requestSubmit.call(it));
      attempt(name, () => document.getElementById('b-' + name).click());
    }</script>`,
    { head: CATCH },
  );
  await visit.quiet();
  expect.soft(await errorsIn(visit)).toEqual([]);
  expect(visit.outside()).toEqual([]);
});

/** Elements that a document, or its window, gives by their names. */
const named = (name: string): string =>
  `<img name="${name}" id="${name}" alt=""><form name="${name}"><input name="${name}"></form><embed name="${name}"><object id="${name}"></object><a id="${name}" name="${name}" href="#x"></a>`;

/** Names that share a visitor, each on a page of its own, so that one does not hide another. */
const SHARE = 8;

for (let from = 0; from < OF_DOCUMENTS.length; from += SHARE) {
  const share = OF_DOCUMENTS.slice(from, from + SHARE);
  test(`elements before the gate that are called ${share.join(', ')}`, async ({ visit }) => {
    test.slow();
    const tabs = await Promise.all(
      share.map(async (name) => {
        const tab = await visit.tab();
        await tab.page.goto(visit.write(tags(name), { before: named(name), gate: GATE, path: `/${name}` }));
        return { name, tab };
      }),
    );
    // Each page by itself is quiet before it is read.
    await Promise.all(
      tabs.map(async ({ name, tab }) => {
        await expect.poll(() => isShown(tab), name).toBe(true);
        await tab.quiet();
        expect.soft(await tab.ran(), name).toEqual([]);
      }),
    );
    expect(reached(visit)).toEqual([]);
  });
}

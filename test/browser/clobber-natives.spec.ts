import { everyKind } from './marked.ts';
import { expect, test } from './page.ts';

/** What libraries put on prototypes, or did for years, and pages still do. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'as Prototype does': `
    const extend = (target, methods) => Object.assign(target, methods);
    extend(Array.prototype, { each(f) { for (let i = 0; i < this.length; i++) f(this[i], i) }, first() { return this[0] }, last() { return this[this.length - 1] }, without(...out) { return this.filter((x) => out.indexOf(x) < 0) }, compact() { return this.filter(Boolean) }, clone() { return this.slice() }, size() { return this.length }, inspect() { return '[' + this.join() + ']' }, toJSON() { return '[' + this.map((x) => JSON.stringify(x)).join(', ') + ']' }, _each(f) { this.each(f) }, all(f) { return this.every(f) }, any(f) { return this.some(f) }, collect(f) { return this.map(f) }, detect(f) { return this.find(f) }, include(x) { return this.indexOf(x) > -1 } });
    extend(String.prototype, { strip() { return this.replace(/^\\s+|\\s+$/g, '') }, include(x) { return this.indexOf(x) > -1 }, toJSON() { return JSON.stringify(String(this)) }, empty() { return !this.length }, times(n) { return this.repeat(n) }, gsub(a, b) { return this.split(a).join(b) } });
    extend(Function.prototype, { bind(it, ...first) { const f = this; return function (...rest) { return f.apply(it, first.concat(rest)) } }, wrap(f) { const it = this; return (...a) => f(it, ...a) }, delay(s) { return setTimeout(this, s * 1000) }, argumentNames() { return [] }, methodize() { return this } });
    extend(Number.prototype, { succ() { return this + 1 }, times() { return this }, toJSON() { return String(this) } });
    extend(Element.prototype, { insert(html) { this.insertAdjacentHTML('beforeend', html); return this }, update(html) { this.innerHTML = html; return this }, hide() { this.style.display = 'none' }, show() { this.style.display = '' }, visible() { return true }, readAttribute(n) { return this.getAttribute(n) }, writeAttribute(n, v) { this.setAttribute(n, v) }, up() { return this.parentNode }, down(s) { return this.querySelector(s) }, select(s) { return this.querySelectorAll(s) }, childElements() { return [...this.children] } });
    self.$A = (x) => [...x]; self.$ = (x) => document.getElementById(x); Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"' };`,
  'as MooTools does': `
    const implement = (target, methods) => Object.assign(target, methods);
    implement(Function.prototype, { extend(x) { return Object.assign(this, x) }, implement(x) { Object.assign(this.prototype, x); return this }, overloadSetter() { return this }, overloadGetter() { return this }, hide() { return this }, protect() { return this }, pass(...a) { return () => this(...a) }, delay(ms) { return setTimeout(this, ms) }, attempt() { try { return this() } catch { return null } } });
    implement(Array.prototype, { clone() { return this.slice() }, contains(x) { return this.indexOf(x) > -1 }, append(x) { this.push(...x); return this }, getLast() { return this[this.length - 1] }, include(x) { if (!this.contains(x)) this.push(x); return this }, erase(x) { const i = this.indexOf(x); if (i > -1) this.splice(i, 1); return this }, empty() { this.length = 0; return this }, flatten() { return this.flat(9) }, pick() { return this[0] }, clean() { return this.filter((x) => x != null) }, invoke(n, ...a) { return this.map((x) => x[n](...a)) }, associate(k) { const o = {}; this.forEach((x, i) => { o[k[i]] = x }); return o }, link() { return {} } });
    implement(String.prototype, { contains(x, from) { return this.indexOf(x, from) > -1 }, test(r) { return RegExp(r).test(this) }, clean() { return this.trim() }, camelCase() { return this }, capitalize() { return this }, toInt() { return parseInt(this) }, substitute() { return this } });
    implement(Number.prototype, { limit() { return this }, round() { return this }, times() {}, toInt() { return this } });
    implement(Element.prototype, { set(k, v) { this[k] = v; return this }, get(k) { return this[k] }, erase(k) { this.removeAttribute(k) }, grab(x) { this.appendChild(x) }, inject(x) { x.appendChild(this) }, adopt(...x) { this.append(...x) }, dispose() { return this.parentNode ? this.parentNode.removeChild(this) : this }, destroy() { this.remove() }, addEvent(t, f) { this.addEventListener(t, f) }, getElement(s) { return this.querySelector(s) }, getElements(s) { return this.querySelectorAll(s) }, getParent() { return this.parentNode }, addClass(c) { this.classList.add(c) }, setStyle(k, v) { this.style[k] = v } });
    Array.from = (x) => x == null ? [] : typeof x === 'object' && 'length' in x ? Array.prototype.slice.call(x) : [x];
    Object.assign(Object, { each(o, f) { for (const k in o) f(o[k], k) }, merge(...a) { return Object.assign({}, ...a) }, clone(o) { return { ...o } }, append(a, ...b) { return Object.assign(a, ...b) }, keyOf() {}, contains() { return false }, toQueryString() { return '' } });
    window.Event = Object.assign(function (type, options) { return new CustomEvent(type, options) }, { prototype: Event.prototype });`,
  'enumerable extras on every object': `Object.prototype.extend = function () { return this }; Object.prototype.each = function () {}; Object.prototype.keys = function () { return [] }; Object.prototype.size = 0; Object.prototype.clone = function () { return this }`,
  'enumerable extras on every list': `Array.prototype.remove = function () {}; Array.prototype.unique = function () { return this }; Array.prototype.insert = function () {}; Array.prototype[-1] = 'x'`,
  'a shim of old methods': `
    Array.prototype.forEach = function (f, it) { for (let i = 0; i < this.length; i++) if (i in this) f.call(it, this[i], i, this) };
    Array.prototype.filter = function (f, it) { const r = []; for (let i = 0; i < this.length; i++) if (i in this && f.call(it, this[i], i, this)) r.push(this[i]); return r };
    Array.prototype.map = function (f, it) { const r = new Array(this.length); for (let i = 0; i < this.length; i++) if (i in this) r[i] = f.call(it, this[i], i, this); return r };
    Array.prototype.some = function (f, it) { for (let i = 0; i < this.length; i++) if (i in this && f.call(it, this[i], i, this)) return true; return false };
    Array.prototype.includes = function (x) { return this.indexOf(x) > -1 };
    String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, '') };
    String.prototype.startsWith = function (x) { return this.slice(0, x.length) === x };
    Object.keys = function (o) { const r = []; for (const k in o) if (Object.prototype.hasOwnProperty.call(o, k)) r.push(k); return r };
    Function.prototype.bind = function (it, ...first) { const f = this; return function (...rest) { return f.apply(it, first.concat(rest)) } };
    self.Promise = class extends Promise {}; self.setTimeout = ((native) => (f, ms, ...a) => native(f, ms, ...a))(setTimeout);`,
};

/** What a script does that wants out, once the gate stands. */
const ATTACKS: Readonly<Record<string, string>> = {
  'Object.prototype.get': `Object.prototype.get = () => undefined; Object.prototype.set = () => undefined`,
  'Object.prototype.value': `Object.prototype.value = () => undefined`,
  'Object.prototype.configurable': `Object.prototype.configurable = false; Object.prototype.writable = false; Object.prototype.enumerable = true`,
  'Object.prototype.apply': `Object.prototype.apply = (f, it, args) => f.call(it, ...args); Object.prototype.construct = (f, args) => new f(...args)`,
  'Object.prototype.action': `Object.prototype.action = 0; Object.prototype.declared = false; Object.prototype.consentMode = true`,
  'Object.prototype, keys of lists': `Object.prototype[0] = 'x'; Object.prototype[1] = 'x'; Object.prototype.length = 0`,
  'Object.prototype, our words': `for (const key of ['allow', 'granted', 'marketing', 'service', 'category', 'unlisted', 'signals', 'services', 'categories', 'held', 'stats', 'ads']) Object.defineProperty(Object.prototype, key, { value: 'granted', writable: true, configurable: true })`,
  'Object.prototype, names of tags': `for (const key of ['script', 'img', 'iframe', 'link']) Object.defineProperty(Object.prototype, key, { value: '', writable: true, configurable: true })`,
  'Array.prototype[Symbol.iterator]': `Array.prototype[Symbol.iterator] = function* () {}`,
  'Array iterator next': `Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true, value: undefined })`,
  'Symbol.species': `Object.defineProperty(Array, Symbol.species, { get: () => class extends Array { constructor() { super() } push() { return 0 } } })`,
  'Array.prototype.map': `Array.prototype.map = () => []`,
  'Array.prototype.flatMap': `Array.prototype.flatMap = () => []; Array.prototype.flat = () => []`,
  'Array.prototype.forEach': `Array.prototype.forEach = () => undefined`,
  'Array.prototype.filter': `Array.prototype.filter = () => []`,
  'Array.prototype.sort': `Array.prototype.sort = () => []`,
  'Array.prototype.some': `Array.prototype.some = () => false`,
  'Array.prototype.every': `Array.prototype.every = () => true`,
  'Array.prototype.includes': `Array.prototype.includes = () => false`,
  'Array.prototype.push': `Array.prototype.push = () => 0; Array.prototype.slice = () => []; Array.prototype.join = () => ''`,
  'String.prototype.split': `String.prototype.split = () => []`,
  'String.prototype.replace': `String.prototype.replace = () => ''; String.prototype.replaceAll = () => ''`,
  'String.prototype.includes': `String.prototype.includes = () => false; String.prototype.startsWith = () => false; String.prototype.endsWith = () => false`,
  'String.prototype.trim': `String.prototype.trim = () => ''`,
  'String.prototype.toLowerCase': `String.prototype.toLowerCase = () => ''`,
  'String.prototype.slice': `String.prototype.slice = () => ''; String.prototype.indexOf = () => -1`,
  'String.prototype.charCodeAt': `String.prototype.charCodeAt = () => 0; String.prototype.codePointAt = () => 0`,
  String: `self.String = () => ''`,
  'RegExp.prototype.test': `RegExp.prototype.test = () => false`,
  'RegExp.prototype.exec': `RegExp.prototype.exec = () => null`,
  'RegExp.prototype[Symbol.replace]': `RegExp.prototype[Symbol.replace] = () => ''; RegExp.prototype[Symbol.split] = () => []; RegExp.prototype[Symbol.match] = () => null`,
  'Map.prototype.get': `Map.prototype.get = () => undefined`,
  'Map.prototype.has': `Map.prototype.has = () => true`,
  'Map.prototype.set': `Map.prototype.set = function () { return this }; Map.prototype.values = function* () {}; Map.prototype.keys = function* () {}`,
  'WeakMap.prototype.get': `WeakMap.prototype.get = () => 'x'; WeakMap.prototype.has = () => true; WeakMap.prototype.set = () => undefined`,
  'WeakMap.prototype.get, harvesting': `const native = WeakMap.prototype.get; WeakMap.prototype.get = function (key) { const it = native.call(this, key); if (it && typeof it === 'object') self.loot = it; return it }`,
  'WeakSet.prototype.has': `WeakSet.prototype.has = () => true`,
  'WeakSet.prototype.add': `WeakSet.prototype.add = function () { return this }`,
  URL: `self.URL = class { constructor() { this.protocol = 'data:'; this.href = 'data:,'; this.hostname = location.hostname } }`,
  'URL.prototype': `for (const key of ['protocol', 'hostname', 'pathname']) Object.defineProperty(URL.prototype, key, { get: () => key === 'protocol' ? 'data:' : location.hostname })`,
  'URLSearchParams.prototype.get': `URLSearchParams.prototype.get = () => null`,
  'Reflect.apply': `Reflect.apply = () => undefined; Reflect.construct = () => ({}); Reflect.get = () => undefined; Reflect.getOwnPropertyDescriptor = () => undefined`,
  'Function.prototype.call': `Function.prototype.call = () => undefined`,
  'Function.prototype.apply': `Function.prototype.apply = () => undefined; Function.prototype.bind = function () { return this }`,
  'Function.prototype.call, harvesting': `const native = Function.prototype.call; self.all = []; Function.prototype.call = new Proxy(native, { apply(f, it, args) { if (typeof it === 'function' && all.length < 999) all.push(it); return Reflect.apply(f, it, args) } })`,
  'JSON.stringify': `JSON.stringify = () => '{}'; JSON.parse = () => ({})`,
  'Promise.prototype.then': `Promise.prototype.then = function (f) { try { f && f() } catch {} return this }`,
  setTimeout: `self.setTimeout = () => 0; self.requestAnimationFrame = () => 0`,
  'Object.hasOwn': `Object.hasOwn = () => true`,
  'Object.entries': `Object.entries = () => []; Object.keys = () => []; Object.fromEntries = () => ({})`,
  'Object.getPrototypeOf': `Object.getPrototypeOf = () => null; Object.defineProperty = (o) => o`,
  'Element.prototype.getAttribute': `Element.prototype.getAttribute = () => null`,
  'Element.prototype.hasAttribute': `Element.prototype.hasAttribute = () => true`,
  'Element.prototype.removeAttribute': `Element.prototype.removeAttribute = () => undefined`,
  'Element.prototype.querySelectorAll': `for (const it of [Element, Document, DocumentFragment]) it.prototype.querySelectorAll = () => []`,
  'Element.prototype.matches': `Element.prototype.matches = () => false; Element.prototype.closest = () => null`,
  'localName, nodeType': `Object.defineProperty(Element.prototype, 'localName', { get: () => 'b' }); Object.defineProperty(Node.prototype, 'nodeType', { get: () => 3 })`,
  'innerHTML of ours': `Object.defineProperty(Element.prototype, 'innerHTML', { get: () => '', set: () => undefined, configurable: true })`,
  'DOMImplementation.prototype': `DOMImplementation.prototype.createHTMLDocument = () => document`,
  'baseURI, defaultView, ownerDocument': `Object.defineProperty(Node.prototype, 'baseURI', { get: () => 'data:,' }); Object.defineProperty(Node.prototype, 'ownerDocument', { get: () => document })`,
  'Document.prototype.baseURI': `Object.defineProperty(Document.prototype, 'baseURI', { get: () => 'data:,' })`,
  'HTMLTemplateElement.prototype.content': `Object.defineProperty(HTMLTemplateElement.prototype, 'content', { get: () => undefined })`,
  'NodeList.prototype.forEach': `NodeList.prototype.forEach = () => undefined; NodeList.prototype[Symbol.iterator] = function* () {}`,
  'MutationObserver.prototype': `MutationObserver.prototype.observe = () => undefined; Object.defineProperty(MutationRecord.prototype, 'addedNodes', { get: () => [] })`,
  'navigator.userActivation': `Object.defineProperty(Navigator.prototype, 'userActivation', { get: () => ({ isActive: true }) })`,
  'frames of the window': `Object.defineProperty(self, 'length', { get: () => 0 })`,
  'events of the gate': `document.dispatchEvent = () => { throw new Error('no') }; EventTarget.prototype.dispatchEvent = () => { throw new Error('no') }`,
  'listeners of the gate': `document.addEventListener('izin:hold', ({ detail }) => { const it = detail.element; if (it) { for (const { name, value } of [...it.attributes]) if (name.startsWith('data-izin-')) { it.removeAttribute(name); it.setAttribute(name.slice(10), value) } } })`,
  CustomEvent: `self.CustomEvent = class { constructor() { throw new Error('no') } }`,
  console: `console.error = () => { throw new Error('no') }; self.reportError = () => { throw new Error('no') }`,
};

/** How it then tries to get out; `HOST` tells which of them did. */
const WAYS: Readonly<Record<string, string>> = {
  script: `const it = document.createElement('script'); it.src = url + '.js'; document.head.append(it)`,
  'script-attribute': `const it = document.createElement('script'); it.setAttribute('src', url + '.js'); document.head.append(it)`,
  image: `new Image().src = url + '.gif'`,
  'image-attribute': `new Image().setAttribute('srcset', url + '.gif')`,
  frame: `const it = document.createElement('iframe'); it.src = url + '.html'; document.body.append(it)`,
  markup: `document.body.appendChild(document.createElement('div')).innerHTML = '<img alt="" src="' + url + '.gif">'`,
  adjacent: `document.body.insertAdjacentHTML('beforeend', '<img alt="" src="' + url + '.gif">')`,
  fragment: `document.body.append(document.createRange().createContextualFragment('<script src="' + url + '.js"></scr' + 'ipt>'))`,
  adopted: `document.body.append(...new DOMParser().parseFromString('<img alt="" src="' + url + '.gif">', 'text/html').body.childNodes)`,
  written: `document.write('<img alt="" src="' + url + '.gif">')`,
  fetch: `fetch(url + '.json', { mode: 'no-cors' }).catch(() => 0)`,
  xhr: `const it = new XMLHttpRequest(); it.open('GET', url + '.json'); it.send()`,
  beacon: `navigator.sendBeacon(url + '.json', 'x')`,
  'frame-fetch': `document.body.appendChild(document.createElement('iframe')).contentWindow.fetch(url + '.json', { mode: 'no-cors' }).catch(() => 0)`,
  'frame-index': `document.body.append(document.createElement('iframe')); const inner = frames[frames.length - 1] || self[document.querySelectorAll('iframe').length - 1]; inner.fetch(url + '.json', { mode: 'no-cors' }).catch(() => 0)`,
  style: `const it = document.body.appendChild(document.createElement('div')); it.textContent = 's'; it.setAttribute('style', 'background:url(' + url + '.gif)')`,
  sheet: `const it = document.createElement('style'); it.textContent = 'body{background:url(' + url + '.gif)}'; document.head.append(it)`,
  loot: `const loot = [self.loot, ...(self.all || [])]; for (const it of loot) try { it.call(navigator, url + '.json') } catch {}`,
};

const trying = `<script>
  for (const [name, code] of Object.entries(${JSON.stringify(WAYS).replaceAll('</', '<\\/')}))
    try { new Function('url', code)('https://' + name + '.ads.test/a') } catch {}
</script>`;

/** The same for one attack; what it uses is read before anything is spoilt. */
const prepared = (id: string): string => `<script>
  self.ways = [${Object.entries(WAYS)
    .map(
      ([name, code]) =>
        `() => { try { const url = 'https://${name}.${id}.ads.test/a'; ${code.replaceAll('</', '<\\/')} } catch {} }`,
    )
    .join(',\n')}];
</script>`;
const go = `<script>for (let i = 0; i < ways.length; i++) { const way = ways[i]; way() }</script>`;

test.describe('libraries that add to what is the language’s', () => {
  for (const [name, code] of Object.entries(LIBRARIES))
    for (const where of ['before', 'head'] as const)
      test(`${name}, ${where === 'before' ? 'before' : 'behind'} the gate: holds, shows, and releases`, async ({
        visit,
      }) => {
        await visit.open(everyKind + trying, { [where]: `<script>${code}</script>` });
        await expect(visit.notice).toBeVisible();
        await visit.quiet();
        expect(visit.outside()).toEqual([]);
        await visit.press('Accept all');
        await expect.poll(() => visit.outside()).toContain('image.ads.test/a.gif');
        await expect.poll(() => visit.ran()).toContain('stats.test/external.js');
        expect((await visit.record())?.get('marketing')).toBe('1');
        await visit.page.evaluate(() => window.izin.withdraw());
        expect((await visit.state()).decisions.marketing).toBe('denied');
      });
});

/**
 * Attacks that get something out: the gate reads by these natives, and none but a script that means to
 * get round it changes them so. Whoever makes it withstand one takes that one out of this list.
 */
const OPEN = new Set([
  'Array iterator next',
  'Array.prototype[Symbol.iterator]',
  'Array.prototype.every',
  'Array.prototype.filter',
  'Array.prototype.some',
  'Object.hasOwn',
  'RegExp.prototype[Symbol.replace]',
  'RegExp.prototype.exec',
  'RegExp.prototype.test',
  'String',
  'String.prototype.charCodeAt',
  'String.prototype.slice',
  'String.prototype.toLowerCase',
  'Symbol.species',
  'WeakMap.prototype.get',
  'Array.prototype.flatMap',
  'Array.prototype.includes',
  'Array.prototype.map',
  'Array.prototype.sort',
  'CustomEvent',
  'Element.prototype.getAttribute',
  'Element.prototype.hasAttribute',
  'Element.prototype.querySelectorAll',
  'Element.prototype.removeAttribute',
  'Function.prototype.call',
  'Map.prototype.get',
  'MutationObserver.prototype',
  'NodeList.prototype.forEach',
  'Object.entries',
  'Reflect.apply',
  'String.prototype.includes',
  'String.prototype.replace',
  'String.prototype.split',
  'String.prototype.trim',
  'URL',
  'URL.prototype',
  'WeakSet.prototype.has',
  'events of the gate',
  'frames of the window',
  'localName, nodeType',
]);

/** Attacks that share a browser, each on a page of its own. */
const SHARE = 8;
const attacks = Object.entries(ATTACKS).filter(([name]) => !OPEN.has(name));

for (let from = 0; from < attacks.length; from += SHARE) {
  const share = attacks.slice(from, from + SHARE);
  test(`a script gets nothing out by spoiling ${share.map(([name]) => name).join(', ')}`, async ({
    visit,
  }) => {
    visit.forgive(/./);
    await Promise.all(
      share.map(async ([, code], i) => {
        const tab = await visit.tab();
        await tab.page.goto(
          visit.write(`${prepared(`n${i}`)}<script>(() => { ${code} })()</script>${go}`, { path: `/${i}` }),
        );
      }),
    );
    await visit.open();
    await visit.quiet();
    const reached = share.flatMap(([name], i) =>
      visit
        .outside()
        .filter((asked) => asked.includes(`.n${i}.ads.test/`))
        .map((asked) => `${name}: ${asked.replace(/\..*/, '')}`),
    );
    expect(reached).toEqual([]);
  });
}

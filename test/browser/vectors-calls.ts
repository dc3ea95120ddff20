import { BEYOND, byScript, type Rest, type Vector } from './vectors-form.ts';

/** Engines without the navigation API tell nobody of what the page does. */
const leaving: Rest = { beyondIn: { webkit: BEYOND.leaving }, mayRun: true };
const syntax: Rest = { beyond: BEYOND.syntax, mayRun: true };
const call = `fetch('https://HOST/v.json').catch(() => 0)`;

/** Calls to the network. */
const NETWORK: readonly Vector[] = [
  byScript('fetch', 'fetch', call),
  byScript('fetch-url', 'fetch of a URL', `fetch(new URL('https://HOST/v.json')).catch(() => 0)`),
  byScript(
    'fetch-request',
    'fetch of a Request',
    `fetch(new Request('https://HOST/v.json', { method: 'POST', body: 'x' })).catch(() => 0)`,
  ),
  byScript(
    'fetch-keepalive',
    'fetch, keepalive',
    `fetch('https://HOST/v.json', { method: 'POST', mode: 'no-cors', keepalive: true, body: 'x' }).catch(() => 0)`,
  ),
  byScript('fetch-later', 'fetchLater', `fetchLater('https://HOST/v.json', { activateAfter: 0 })`),
  byScript('fetch-later-leaving', 'fetchLater, on leaving the page', `fetchLater('https://HOST/v.json')`),
  byScript(
    'xhr',
    'XMLHttpRequest',
    `const it = new XMLHttpRequest(); it.open('GET', 'https://HOST/v.json'); it.send()`,
  ),
  byScript(
    'xhr-sync',
    'XMLHttpRequest, synchronous',
    `const it = new XMLHttpRequest(); it.open('GET', 'https://HOST/v.json', false); it.send()`,
  ),
  byScript('beacon', 'sendBeacon', `navigator.sendBeacon('https://HOST/v.json', 'x')`),
  byScript(
    'beacon-leaving',
    'sendBeacon, on leaving the page',
    `addEventListener('pagehide', () => navigator.sendBeacon('https://HOST/v.json', 'x'))`,
  ),
  byScript('event-source', 'EventSource', `self.source = new EventSource('https://HOST/v.json')`),
  byScript('web-socket', 'WebSocket', `self.socket = new WebSocket('wss://HOST/v.json')`),
  byScript(
    'web-socket-https',
    'WebSocket, https: address',
    `self.socketToo = new WebSocket('https://HOST/v.json')`,
  ),
  byScript('web-socket-stream', 'WebSocketStream', `await new WebSocketStream('wss://HOST/v.json').opened`),
  byScript('web-transport', 'WebTransport', `await new WebTransport('https://HOST:' + ports['HOST']).ready`, {
    sees: 'connection',
    sendsDatagrams: true,
  }),
  byScript(
    'peer',
    'RTCPeerConnection',
    `const it = (self.peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:HOST:' + ports['HOST'] }] })); it.createDataChannel('x'); await it.setLocalDescription()`,
    { sendsDatagrams: true },
  ),
  byScript(
    'peer-later',
    'RTCPeerConnection, setConfiguration',
    `const it = (self.peerToo = new RTCPeerConnection()); it.setConfiguration({ iceServers: [{ urls: 'stun:HOST:' + ports['HOST'] }] }); it.createDataChannel('x'); await it.setLocalDescription()`,
    { sendsDatagrams: true },
  ),
  byScript('cache-add', 'Cache.add', `await (await caches.open('cache-add')).add('https://HOST/v.json')`),
  byScript('image-worklet', 'paint worklet', `await CSS.paintWorklet.addModule('https://HOST/v.js')`),
  byScript(
    'audio-worklet',
    'audio worklet',
    `await new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule('https://HOST/v.js')`,
  ),
  byScript(
    'payment',
    'PaymentRequest',
    `await new PaymentRequest([{ supportedMethods: 'https://HOST/v.json' }], { total: { label: 'x', amount: { currency: 'IDR', value: '1' } } }).canMakePayment()`,
    { needsWhole: true },
  ),
  byScript(
    'credential',
    'credentials.get, of an identity provider',
    `await navigator.credentials.get({ identity: { providers: [{ configURL: 'https://HOST/v.json', clientId: 'x' }] } })`,
  ),
  byScript(
    'interest-group',
    'joinAdInterestGroup',
    `await navigator.joinAdInterestGroup({ owner: 'https://HOST', name: 'x', lifetimeMs: 1e6 }, 1)`,
  ),
  byScript('import', 'import()', `await import('https://HOST/v.js')`, syntax),
  byScript(
    'import-eval',
    'import() in a text that is run',
    `await (0, eval)("import('https://HOST/v.js')")`,
    syntax,
  ),
  byScript(
    'import-function',
    'import() in new Function',
    `await new Function("return import('https://HOST/v.js')")()`,
    syntax,
  ),
  byScript(
    'import-blob',
    'import() of a blob: module that imports',
    `await import(blob('import "https://HOST/v.js"', 'text/javascript'))`,
    syntax,
  ),
];

/** Workers; those at blob: and data: addresses carry their code along. */
const WORKERS: readonly Vector[] = [
  byScript('worker-foreign', 'worker of a third party', `new Worker('https://HOST/v.js')`),
  byScript(
    'worker-blob',
    'worker, blob:',
    `new Worker(blob("${call.replaceAll("'", '`')}", 'text/javascript'))`,
  ),
  byScript(
    'worker-blob-import',
    'worker, blob:, importScripts',
    `new Worker(blob("importScripts('https://HOST/v.js')", 'text/javascript'))`,
  ),
  byScript(
    'worker-blob-module',
    'module worker, blob:, import',
    `new Worker(blob('import "https://HOST/v.js"', 'text/javascript'), { type: 'module' })`,
  ),
  byScript(
    'worker-blob-nested',
    'worker, blob:, in a worker',
    `new Worker(blob('new Worker(URL.createObjectURL(new Blob(["fetch(\`https://HOST/v.json\`).catch(() => 0)"])))', 'text/javascript'))`,
  ),
  byScript(
    'worker-blob-socket',
    'worker, blob:, WebSocket',
    `new Worker(blob("self.it = new WebSocket('wss://HOST/v.json')", 'text/javascript'))`,
  ),
  byScript(
    'worker-data',
    'worker, data:',
    `new Worker('data:text/javascript,' + encodeURIComponent("fetch('https://HOST/v.json', { mode: 'no-cors' }).catch(() => 0)"))`,
  ),
  byScript('worker-own', "worker from the site's own address", `new Worker('/worker-own.js')`, {
    beyond: BEYOND.ownWorker,
    mayRun: true,
    files: (host) => ({ '/worker-own.js': `importScripts('https://${host}/v.js')` }),
  }),
  byScript('shared-foreign', 'shared worker of a third party', `new SharedWorker('https://HOST/v.js')`),
  byScript(
    'shared-blob',
    'shared worker, blob:',
    `new SharedWorker(blob("${call.replaceAll("'", '`')}", 'text/javascript'))`,
  ),
  byScript('shared-own', "shared worker from the site's own address", `new SharedWorker('/shared-own.js')`, {
    beyond: BEYOND.ownWorker,
    mayRun: true,
    files: (host) => ({ '/shared-own.js': `importScripts('https://${host}/v.js')` }),
  }),
  byScript(
    'service-foreign',
    'service worker of a third party',
    `await navigator.serviceWorker.register('https://HOST/v.js')`,
  ),
  byScript(
    'service-own',
    "service worker from the site's own address",
    `await navigator.serviceWorker.register('/service-own/it.js', { scope: '/service-own/' })`,
    {
      beyond: BEYOND.ownWorker,
      mayRun: true,
      files: (host) => ({ '/service-own/it.js': `importScripts('https://${host}/v.js')` }),
    },
  ),
];

/** Navigations: of frames, and of windows. */
const NAVIGATIONS: readonly Vector[] = [
  byScript('location', 'location of the page', `location = 'https://HOST/v.html'`, {
    ...leaving,
    isAlone: true,
  }),
  byScript(
    'meta-refresh',
    'meta refresh of the page, inserted',
    `document.head.append(make('meta', { httpEquiv: 'refresh', content: '0;url=https://HOST/v.html' }))`,
    { ...leaving, isAlone: true },
  ),
  byScript(
    'frame-location',
    'location of a frame',
    `room('').contentWindow.location = 'https://HOST/v.html'`,
    { beyond: BEYOND.blank, mayRun: true },
  ),
  byScript(
    'frame-href',
    'location.href of a frame',
    `room('').contentWindow.location.href = 'https://HOST/v.html'`,
    { beyond: BEYOND.blank, mayRun: true },
  ),
  byScript(
    'frame-assign',
    'location.assign of a frame',
    `room('').contentWindow.location.assign('https://HOST/v.html')`,
    { beyond: BEYOND.blank, mayRun: true },
  ),
  byScript(
    'frame-replace',
    'location.replace of a frame',
    `room('').contentWindow.location.replace('https://HOST/v.html')`,
    { beyond: BEYOND.blank, mayRun: true },
  ),
  byScript(
    'frame-document-location',
    "location of a frame's document",
    `room('').contentDocument.location = 'https://HOST/v.html'`,
    { beyond: BEYOND.blank, mayRun: true },
  ),
  byScript(
    'frame-navigate',
    'navigation.navigate of a frame',
    `const it = make('iframe', { srcdoc: 'x' }); put(it); await loaded(it); await it.contentWindow.navigation.navigate('https://HOST/v.html').committed`,
  ),
  byScript(
    'frame-open',
    'window.open into a frame',
    `room('frame-open'); window.open('https://HOST/v.html', 'frame-open')`,
  ),
  byScript(
    'frame-refresh',
    'meta refresh, written into a frame',
    `const it = room('').contentDocument; it.write('<meta http-equiv="refresh" content="0;url=https://HOST/v.html">'); it.close()`,
  ),
  byScript(
    'frame-refresh-made',
    'meta refresh, inserted into a frame',
    `const it = room('').contentDocument; const meta = it.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0;url=https://HOST/v.html'; it.head.append(meta)`,
  ),
  byScript(
    'frame-srcdoc-location',
    'location of a srcdoc frame, by itself',
    `put(make('iframe', { srcdoc: '<script>location = "https://HOST/v.html"</script>' }))`,
  ),
  byScript(
    'form-submit',
    'form, submit, into a frame',
    `room('form-submit'); put(make('form', { action: 'https://HOST/v.html', target: 'form-submit' })).submit()`,
  ),
  byScript(
    'form-post',
    'form, POST, into a frame',
    `room('form-post'); const it = make('form', { action: 'https://HOST/v.html', target: 'form-post', method: 'post' }); it.append(make('input', { name: 'x', value: 'y' })); put(it).submit()`,
  ),
  byScript(
    'form-request',
    'form, requestSubmit, into a frame',
    `room('form-request'); put(make('form', { action: 'https://HOST/v.html', target: 'form-request' })).requestSubmit()`,
  ),
  byScript(
    'form-button',
    'form, button with formAction clicked by script',
    `room('form-button'); const it = put(make('form', { target: 'form-button' })); const button = make('button', { formAction: 'https://HOST/v.html' }); it.append(button); button.click()`,
  ),
  byScript(
    'form-button-attribute',
    'form, formaction by setAttribute',
    `room('form-formaction'); const it = put(make('form', { target: 'form-formaction' })); const button = make('button'); button.setAttribute('formaction', 'https://HOST/v.html'); it.append(button); button.click()`,
  ),
  byScript(
    'form-window',
    'form, submitted into a new window',
    `put(make('form', { action: 'https://HOST/v.html', target: '_blank' })).submit()`,
    { opensWindow: true },
  ),
  byScript(
    'click',
    'link, click, into a frame',
    `room('click'); put(make('a', { href: 'https://HOST/v.html', target: 'click' })).click()`,
  ),
  byScript(
    'click-detached',
    'link, click outside the page',
    `room('click-detached'); make('a', { href: 'https://HOST/v.html', target: 'click-detached' }).click()`,
  ),
  byScript(
    'click-event',
    'link, dispatched click, into a frame',
    `room('click-event'); put(make('a', { href: 'https://HOST/v.html', target: 'click-event' })).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`,
  ),
  byScript(
    'click-area',
    'area, click, into a frame',
    `room('click-area'); put(make('area', { href: 'https://HOST/v.html', target: 'click-area' })).click()`,
  ),
  byScript(
    'click-svg',
    'SVG link, click, into a frame',
    `room('click-svg'); const it = putSvg(svg('a')); it.setAttribute('href', 'https://HOST/v.html'); it.setAttribute('target', 'click-svg'); it.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`,
  ),
  byScript(
    'ping',
    'ping of a link, click',
    `put(make('a', { href: '#x', ping: 'https://HOST/v.json' })).click()`,
  ),
  byScript(
    'ping-attribute',
    'ping of a link by setAttribute, click',
    `const it = put(make('a', { href: '#x' })); it.setAttribute('ping', 'https://HOST/v.json'); it.click()`,
  ),
  byScript(
    'ping-area',
    'ping of an area, click',
    `put(make('area', { href: '#x', ping: 'https://HOST/v.json' })).click()`,
  ),
  byScript('window-open', 'window.open', `window.open('https://HOST/v.html')`, { opensWindow: true }),
  byScript(
    'window-location',
    'location of a new window',
    `window.open('').location = 'https://HOST/v.html'`,
    { opensWindow: true, beyond: BEYOND.blank, mayRun: true },
  ),
];

const cookie = (id: string, name: string, code: string, rest: Rest = {}): Vector =>
  byScript(id, name, code.replaceAll('NAME', `_v${id}`), { sees: 'cookie', ...rest });
const storage = (id: string, name: string, code: string): Vector =>
  byScript(id, name, code.replaceAll('NAME', `v.${id}`), { sees: 'storage' });

/** What is written into the browser, under names that a declared service claims. */
const WRITTEN: readonly Vector[] = [
  cookie('cookie', 'document.cookie', `document.cookie = 'NAME=1; Path=/'`),
  cookie('cookie-odd', 'document.cookie, with white space', `document.cookie = '  NAME = 1; Max-Age=999'`),
  cookie('cookie-frame', 'document.cookie of a blank frame', `blank().document.cookie = 'NAME=1; Path=/'`),
  cookie(
    'cookie-stolen',
    "setter of a blank frame's document.cookie",
    `const it = blank(); it.Object.getOwnPropertyDescriptor(it.Document.prototype, 'cookie').set.call(document, 'NAME=1; Path=/')`,
  ),
  cookie(
    'cookie-srcdoc',
    'document.cookie in srcdoc',
    `put(make('iframe', { srcdoc: '<script>document.cookie = "NAME=1; Path=/"</script>' }))`,
    { beyondIn: { webkit: BEYOND.apart } },
  ),
  cookie(
    'cookie-window',
    'document.cookie of a new window',
    `window.open('').document.cookie = 'NAME=1; Path=/'`,
    { opensWindow: true },
  ),
  cookie(
    'cookie-parsed',
    'document.cookie of a document from XMLHttpRequest',
    `const it = new XMLHttpRequest(); it.responseType = 'document'; it.open('GET', '/own.html'); it.onload = () => { it.response.cookie = 'NAME=1; Path=/' }; it.send()`,
  ),
  cookie('cookie-store', 'cookieStore.set', `await cookieStore.set('NAME', '1')`),
  cookie(
    'cookie-store-object',
    'cookieStore.set of an object',
    `await cookieStore.set({ name: 'NAME', value: '1', expires: Date.now() + 1e6 })`,
  ),
  cookie('cookie-store-frame', 'cookieStore of a blank frame', `await blank().cookieStore.set('NAME', '1')`),
  storage('local-set', 'localStorage.setItem', `localStorage.setItem('NAME', '1')`),
  storage('local-property', 'localStorage, property', `localStorage['NAME'] = '1'`),
  storage(
    'local-define',
    'localStorage, defineProperty',
    `Object.defineProperty(localStorage, 'NAME', { value: '1' })`,
  ),
  storage('local-reflect', 'localStorage, Reflect.set', `Reflect.set(localStorage, 'NAME', '1')`),
  storage(
    'local-prototype',
    'Storage.prototype.setItem on localStorage',
    `Storage.prototype.setItem.call(localStorage, 'NAME', '1')`,
  ),
  storage('local-frame', 'localStorage of a blank frame', `blank().localStorage.setItem('NAME', '1')`),
  storage(
    'local-frame-property',
    'localStorage of a blank frame, property',
    `blank().localStorage['NAME'] = '1'`,
  ),
  storage(
    'local-stolen',
    "setItem of a blank frame's Storage",
    `blank().Storage.prototype.setItem.call(localStorage, 'NAME', '1')`,
  ),
  storage('session-set', 'sessionStorage.setItem', `sessionStorage.setItem('NAME', '1')`),
  storage('session-property', 'sessionStorage, property', `sessionStorage['NAME'] = '1'`),
  storage('session-frame', 'sessionStorage of a blank frame', `blank().sessionStorage.setItem('NAME', '1')`),
];

/** What a script calls. */
export const CALLED: readonly Vector[] = [...NETWORK, ...WORKERS, ...NAVIGATIONS, ...WRITTEN];

import { BEYOND, byScript, type Vector } from './vectors-form.ts';

const fetchIn = (realm: string): string => `${realm}.fetch('https://HOST/v.json').catch(() => 0)`;
const scriptOf = (realm: string): string =>
  `const w = ${realm}; const it = w.document.createElement('script'); it.src = 'https://HOST/v.js';`;

/** Ways to another realm of the same origin, each with `fetch` as a new one has it. */
const REALMS: readonly Vector[] = [
  byScript('realm-window', 'fetch of a blank frame', fetchIn('blank()')),
  byScript(
    'realm-document',
    'fetch of a blank frame, by contentDocument',
    fetchIn(`room('').contentDocument.defaultView`),
  ),
  byScript(
    'realm-frames',
    'fetch of a blank frame, by frames',
    `put(make('iframe')); ${fetchIn('frames[frames.length - 1]')}`,
  ),
  byScript(
    'realm-index',
    'fetch of a blank frame, by index of the window',
    `put(make('iframe')); ${fetchIn('window[window.length - 1]')}`,
  ),
  byScript(
    'realm-name',
    'fetch of a blank frame, by name',
    `put(make('iframe', { name: 'realmName' })); ${fetchIn('window.realmName')}`,
  ),
  byScript(
    'realm-getter',
    'fetch of a blank frame, by the getter itself',
    `const it = put(make('iframe')); ${fetchIn(`Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get.call(it)`)}`,
  ),
  byScript(
    'realm-load',
    'fetch of a blank frame, on load',
    `const it = make('iframe'); it.onload = ({ target }) => ${fetchIn('target.contentWindow')}; put(it)`,
  ),
  byScript(
    'realm-inner',
    'fetch of a blank frame from innerHTML',
    `inner('<iframe></iframe>'); ${fetchIn('frames[frames.length - 1]')}`,
  ),
  byScript(
    'realm-adjacent',
    'fetch of a blank frame from insertAdjacentHTML',
    `box().insertAdjacentHTML('beforeend', '<p><iframe></iframe>'); ${fetchIn('frames[frames.length - 1]')}`,
  ),
  byScript(
    'realm-written',
    'fetch of a blank frame that was written',
    `document.write('<iframe name="realmWritten"></iframe>'); ${fetchIn('window.realmWritten')}`,
  ),
  byScript(
    'realm-fragment',
    'fetch of a blank frame from a fragment',
    `put(new Range().createContextualFragment('<p><iframe></iframe>')); ${fetchIn('frames[frames.length - 1]')}`,
  ),
  byScript(
    'realm-clone',
    'fetch of a blank frame, cloned',
    `const it = make('div'); it.append(make('iframe')); put(it.cloneNode(true)); ${fetchIn('frames[frames.length - 1]')}`,
  ),
  byScript(
    'realm-shadow',
    'fetch of a blank frame in a shadow root',
    `const it = make('iframe'); box().attachShadow({ mode: 'closed' }).append(it); ${fetchIn('it.contentWindow')}`,
  ),
  byScript(
    'realm-shadow-inner',
    'fetch of a blank frame from innerHTML of a shadow root',
    `const root = box().attachShadow({ mode: 'closed' }); root.innerHTML = '<iframe></iframe>'; ${fetchIn('root.firstChild.contentWindow')}`,
  ),
  byScript(
    'realm-nested',
    'fetch of a blank frame in a blank frame',
    `const it = blank(); it.document.body.append(it.document.createElement('iframe')); ${fetchIn('it.frames[0]')}`,
  ),
  byScript(
    'realm-nested-inner',
    'fetch of a blank frame from innerHTML in a blank frame',
    `const it = blank(); it.document.body.innerHTML = '<iframe></iframe>'; ${fetchIn('it[0]')}`,
  ),
  byScript(
    'realm-object',
    'fetch of a blank object',
    `const it = put(make('object', { data: 'about:blank', type: 'text/html' })); while (!it.offsetWidth || !it.contentWindow) await new Promise(requestAnimationFrame); ${fetchIn('it.contentWindow')}`,
  ),
  byScript(
    'realm-embed',
    'fetch of a blank embed',
    `const at = frames.length; const it = put(make('embed', { type: 'text/html', src: 'about:blank' })); while (!it.offsetWidth || !frames[at]) await new Promise(requestAnimationFrame); ${fetchIn('frames[at]')}`,
    { beyond: BEYOND.embedded },
  ),
  byScript(
    'realm-srcdoc',
    'fetch of a srcdoc frame',
    `const it = make('iframe', { srcdoc: 'x' }); put(it); await loaded(it); ${fetchIn('it.contentWindow')}`,
  ),
  byScript(
    'srcdoc-references',
    'image in srcdoc, its address in character references',
    `put(make('iframe', { srcdoc: '<img src="http&#115;&colon;/&sol;HOST/v.gif">' }))`,
  ),
  byScript(
    'srcdoc-style',
    'style in srcdoc, its address in character references and an escape of CSS',
    String.raw`put(make('iframe', { srcdoc: '<p style="background:url(https&colon;&sol;\\2f HOST/v.gif)">a</p>' }))`,
  ),
  byScript(
    'realm-source',
    'fetch of a srcdoc frame, by a message of its',
    `addEventListener('message', ({ data, source }) => data === 'realm-source' && ${fetchIn('source')}); put(make('iframe', { srcdoc: '<script>parent.postMessage("realm-source", "*")</script>' }))`,
    { beyondIn: { webkit: BEYOND.apart } },
  ),
  byScript(
    'realm-given',
    'fetch that a srcdoc frame hands up',
    `self.take = (it) => it('https://HOST/v.json').catch(() => 0); put(make('iframe', { srcdoc: '<script>parent.take(fetch)</script>' }))`,
    { beyondIn: { webkit: BEYOND.apart } },
  ),
  byScript(
    'realm-blob',
    'fetch of a blob: frame',
    `const it = make('iframe', { src: blob('<p>x', 'text/html') }); put(it); await loaded(it); ${fetchIn('it.contentWindow')}`,
  ),
  byScript(
    'realm-reload',
    'fetch of a blank frame that went elsewhere and back',
    `const it = make('iframe', { srcdoc: 'x' }); put(it); await loaded(it); while (it.contentWindow.location.href !== 'about:blank') { it.contentWindow.location = 'about:blank'; await new Promise((done) => setTimeout(done, 300)) } ${fetchIn('it.contentWindow')}`,
  ),
  byScript(
    'realm-own',
    "fetch of a page of the site's own",
    `const it = make('iframe', { src: '/own.html' }); put(it); await loaded(it); ${fetchIn('it.contentWindow')}`,
    {
      files: () => ({ '/own.html': '<!doctype html><p>x' }),
    },
  ),
  byScript('realm-open', 'fetch of a new blank window', `${fetchIn(`window.open('')`)}`, {
    opensWindow: true,
  }),
  byScript(
    'realm-open-about',
    'fetch of a new window, about:blank',
    `${fetchIn(`window.open('about:blank')`)}`,
    { opensWindow: true },
  ),
  byScript(
    'realm-open-frame',
    'fetch of a frame in a new window',
    `const it = window.open('').document; const frame = it.createElement('iframe'); it.body.append(frame); ${fetchIn('frame.contentWindow')}`,
    { opensWindow: true },
  ),
];

/** What else is taken from a blank frame, or done in one. */
const TAKEN: readonly Vector[] = [
  byScript('taken-image', 'Image of a blank frame', `new (blank().Image)().src = 'https://HOST/v.gif'`),
  byScript(
    'taken-xhr',
    'XMLHttpRequest of a blank frame',
    `const it = new (blank().XMLHttpRequest)(); it.open('GET', 'https://HOST/v.json'); it.send()`,
  ),
  byScript(
    'taken-beacon',
    'sendBeacon of a blank frame',
    `blank().navigator.sendBeacon('https://HOST/v.json')`,
  ),
  byScript(
    'taken-beacon-own',
    "sendBeacon of a blank frame, on the page's navigator",
    `blank().Navigator.prototype.sendBeacon.call(navigator, 'https://HOST/v.json')`,
  ),
  byScript(
    'taken-fetch-own',
    "fetch of a blank frame, on the page's window",
    `blank().fetch.call(window, 'https://HOST/v.json').catch(() => 0)`,
  ),
  byScript(
    'taken-socket',
    'WebSocket of a blank frame',
    `self.kept1 = new (blank().WebSocket)('wss://HOST/v.json')`,
  ),
  byScript(
    'taken-source',
    'EventSource of a blank frame',
    `self.kept2 = new (blank().EventSource)('https://HOST/v.json')`,
  ),
  byScript(
    'taken-peer',
    'RTCPeerConnection of a blank frame',
    `const it = (self.kept3 = new (blank().RTCPeerConnection)({ iceServers: [{ urls: 'stun:HOST:' + ports['HOST'] }] })); it.createDataChannel('x'); await it.setLocalDescription()`,
    { sendsDatagrams: true },
  ),
  byScript(
    'taken-worker',
    'Worker of a blank frame',
    `const w = blank(); new w.Worker(w.URL.createObjectURL(new Blob(["importScripts('https://HOST/v.js')"])))`,
  ),
  byScript('taken-open', 'open of a blank frame', `blank().open('https://HOST/v.html')`, {
    opensWindow: true,
  }),
  byScript(
    'taken-font',
    'FontFace of a blank frame',
    `new (blank().FontFace)('it', 'url(https://HOST/v.woff2)').load().catch(() => 0)`,
  ),
  byScript('taken-script', 'script in a blank frame', `${scriptOf('blank()')} w.document.body.append(it)`),
  byScript(
    'taken-script-head',
    'script in the head of a blank frame',
    `${scriptOf('blank()')} w.document.head.insertBefore(it, null)`,
  ),
  byScript(
    'taken-script-own',
    'script made by a blank frame, in the page',
    `${scriptOf('blank()')} document.body.append(it)`,
  ),
  byScript(
    'taken-append',
    "script, appendChild of a blank frame's",
    `const it = make('script', { src: 'https://HOST/v.js' }); blank().Node.prototype.appendChild.call(document.body, it)`,
  ),
  byScript(
    'taken-append-src',
    "script, setter and appendChild of a blank frame's",
    `const w = blank(); const it = make('script'); w.Object.getOwnPropertyDescriptor(w.HTMLScriptElement.prototype, 'src').set.call(it, 'https://HOST/v.js'); w.Node.prototype.appendChild.call(document.body, it)`,
  ),
  byScript(
    'taken-src',
    "image, setter of a blank frame's",
    `const w = blank(); w.Object.getOwnPropertyDescriptor(w.HTMLImageElement.prototype, 'src').set.call(new Image(), 'https://HOST/v.gif')`,
  ),
  byScript(
    'taken-attribute',
    "image, setAttribute of a blank frame's",
    `blank().Element.prototype.setAttribute.call(new Image(), 'src', 'https://HOST/v.gif')`,
  ),
  byScript(
    'taken-inner',
    "image, innerHTML of a blank frame's",
    `const w = blank(); w.Object.getOwnPropertyDescriptor(w.Element.prototype, 'innerHTML').set.call(box(), '<img alt="" src="https://HOST/v.gif">')`,
  ),
  byScript(
    'taken-inner-frame',
    'image, innerHTML in a blank frame',
    `blank().document.body.innerHTML = '<img alt="" src="https://HOST/v.gif">'`,
  ),
  byScript(
    'taken-style',
    'style in a blank frame',
    `blank().document.body.style.backgroundImage = 'url(https://HOST/v.gif)'`,
  ),
  byScript(
    'taken-write',
    'script written into a blank frame',
    `const it = blank().document; it.write('<script src="https://HOST/v.js"></script>'); it.close()`,
  ),
  byScript(
    'taken-write-img',
    'image written into a blank frame',
    `const it = blank().document; it.open(); it.write('<img alt="" src="https://HOST/v.gif">'); it.close()`,
  ),
  byScript(
    'taken-write-inline',
    'inline script written into a blank frame',
    `const it = blank().document; it.write('<script>fetch("https://HOST/v.json").catch(() => 0)</script>'); it.close()`,
  ),
  byScript(
    'taken-write-own',
    "document.write of a blank frame's, on the page",
    `blank().Document.prototype.write.call(document, '<img alt="" src="https://HOST/v.gif">')`,
  ),
  byScript(
    'taken-eval',
    'eval of a blank frame',
    `blank().eval("fetch('https://HOST/v.json').catch(() => 0)")`,
  ),
  byScript(
    'taken-function',
    'Function of a blank frame',
    `blank().Function("return fetch('https://HOST/v.json').catch(() => 0)")()`,
  ),
  byScript(
    'taken-timeout',
    'text given to setTimeout of a blank frame',
    `blank().setTimeout("new Image().src = 'https://HOST/v.gif'")`,
  ),
  byScript(
    'taken-parser',
    'DOMParser of a blank frame',
    `put(new (blank().DOMParser)().parseFromString('<img alt="" src="https://HOST/v.gif">', 'text/html').body.firstChild)`,
  ),
  byScript(
    'taken-adopted',
    'frame moved out of a blank frame',
    `const w = blank(); const it = w.document.createElement('iframe'); it.src = 'https://HOST/v.html'; put(w.document.adoptNode(it))`,
  ),
  byScript(
    'window-write',
    'image written into a new window',
    `const it = window.open('').document; it.write('<img alt="" src="https://HOST/v.gif">'); it.close()`,
    { opensWindow: true },
  ),
  byScript(
    'window-script',
    'script in a new window',
    `${scriptOf(`window.open('')`)} w.document.body.append(it)`,
    { opensWindow: true },
  ),
];

/** Frames that bring their content along. */
const CARRIED: readonly Vector[] = [
  byScript(
    'srcdoc-script',
    'script in srcdoc',
    `put(make('iframe', { srcdoc: '<script src="https://HOST/v.js"></script>' }))`,
  ),
  byScript(
    'srcdoc-img',
    'image in srcdoc, setAttribute',
    `put(make('iframe')).setAttribute('srcdoc', '<img src="https://HOST/v.gif">')`,
  ),
  byScript(
    'srcdoc-node',
    'image in srcdoc, setAttributeNode',
    `const a = document.createAttribute('srcdoc'); a.value = '<img src="https://HOST/v.gif">'; put(make('iframe')).setAttributeNode(a)`,
  ),
  byScript(
    'srcdoc-inline',
    'inline script in srcdoc',
    `put(make('iframe', { srcdoc: '<script>new Image().src = atob("' + btoa('https://HOST/v.gif') + '")</script>' }))`,
    { beyondIn: { webkit: BEYOND.apart } },
  ),
  byScript(
    'srcdoc-inner',
    'script in srcdoc, innerHTML',
    `inner('<iframe srcdoc="<script src=https://HOST/v.js></script>"></iframe>')`,
  ),
  byScript(
    'srcdoc-sandbox',
    'inline script in a sandboxed srcdoc',
    `const it = make('iframe', { srcdoc: '<script>fetch("https://HOST/v.json", { mode: "no-cors" }).catch(() => 0)</script>' }); it.sandbox.add('allow-scripts'); put(it)`,
  ),
  byScript(
    'blob-frame',
    'script in a blob: frame',
    `put(make('iframe', { src: blob('<script src="https://HOST/v.js"></script>', 'text/html') }))`,
  ),
  byScript(
    'blob-frame-inline',
    'inline script in a blob: frame',
    `put(make('iframe', { src: blob('<script>fetch("https://HOST/v.json").catch(() => 0)</script>', 'text/html') }))`,
  ),
  byScript(
    'data-frame',
    'script in a data: frame',
    `put(make('iframe', { src: 'data:text/html,<script src="https://HOST/v.js"></script>' }))`,
  ),
  byScript(
    'data-frame-img',
    'image in a data: frame',
    `put(make('iframe', { src: 'data:text/html,<img src="https://HOST/v.gif">' }))`,
  ),
  byScript(
    'data-object',
    'image in a data: object',
    `put(make('object', { data: 'data:text/html,<img src="https://HOST/v.gif">' }))`,
  ),
  byScript(
    'blob-window',
    'image in a blob: window',
    `window.open(blob('<img src="https://HOST/v.gif">', 'text/html'))`,
    { opensWindow: true },
  ),
  byScript(
    'script-frame',
    'javascript: frame',
    `put(make('iframe', { src: "javascript:void fetch('https://HOST/v.json').catch(() => 0)" }))`,
  ),
  byScript(
    'script-frame-markup',
    'markup of a javascript: frame',
    `put(make('iframe', { src: "javascript:'<img src=https://HOST/v.gif>'" }))`,
  ),
  byScript(
    'script-frame-location',
    'javascript: location of a frame',
    `blank().location = "javascript:void fetch('https://HOST/v.json').catch(() => 0)"`,
  ),
  byScript(
    'script-location',
    'javascript: location of the page',
    `location.href = "javascript:void (new Image().src = 'https://HOST/v.gif')"`,
  ),
  byScript(
    'script-click',
    'javascript: link, click',
    `put(make('a', { href: "javascript:void (new Image().src = 'https://HOST/v.gif')" })).click()`,
  ),
  byScript('script-open', 'javascript: window', `window.open("javascript:'<img src=https://HOST/v.gif>'")`, {
    opensWindow: true,
  }),
];

/** Frames and windows of the page's own origin, which have natives of their own. */
export const FRAMED: readonly Vector[] = [...REALMS, ...TAKEN, ...CARRIED];

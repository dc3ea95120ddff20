/** Ways in which a script puts an element into the page that loads something; `HOST` stands for the third party. */
export const ELEMENTS: Readonly<Record<string, string>> = {
  'create-src.js': `make('script').src = url; put()`,
  'append-then-src.js': `make('script'); put(); it.src = url`,
  'set-attribute.js': `make('script').setAttribute('src', url); put()`,
  'set-attribute-ns.js': `make('script').setAttributeNS(null, 'src', url); put()`,
  'odd-case.js': `make('script').setAttribute('SrC', url); put()`,
  'insert-before.js': `make('script').src = url; document.head.insertBefore(it, document.head.firstChild)`,
  'replace-child.js': `make('script').src = url; const old = document.body.appendChild(document.createElement('i')); document.body.replaceChild(it, old)`,
  'in-fragment.js': `make('script').src = url; const all = new DocumentFragment(); all.append(it); document.body.append(all)`,
  'module.mjs': `make('script').type = 'module'; it.src = url; put()`,
  'type-later.js': `make('script').type = 'text/x-later'; it.src = url; put(); it.remove(); const copy = document.createElement('script'); copy.src = it.src; document.body.append(copy)`,
  'new-image.gif': `new Image().src = url`,
  'image-attribute.gif': `new Image().setAttribute('src', url)`,
  'image-srcset.gif': `make('img').srcset = url + ' 1x'; put()`,
  'image-relative-scheme.gif': `new Image().src = url.replace('https:', '')`,
  'picture.gif': `const picture = document.createElement('picture'); make('source').srcset = url; picture.append(it, new Image()); document.body.append(picture)`,
  'inner-html.gif': `inner('<img alt="" src="' + url + '">')`,
  'inner-html.html': `inner('<iframe title="x" src="' + url + '"></iframe>')`,
  'inner-html-detached.gif': `const box = document.createElement('div'); box.innerHTML = '<img alt="" src="' + url + '">'; setTimeout(() => document.body.append(box))`,
  'adjacent.html': `document.body.insertAdjacentHTML('beforeend', '<iframe title="x" src="' + url + '"></iframe>')`,
  'adjacent.gif': `document.body.insertAdjacentHTML('beforeend', '<p><img alt="" src="' + url + '"></p>')`,
  'outer-html.gif': `document.body.appendChild(document.createElement('p')).outerHTML = '<img alt="" src="' + url + '">'`,
  'inner-html.css': `inner('<link rel="stylesheet" href="' + url + '">')`,
  'frame-src.html': `make('iframe').src = url; put()`,
  'frame-late-src.html': `make('iframe'); put(); it.src = url`,
  'frame-attribute.html': `make('iframe').setAttribute('src', url); put()`,
  'stylesheet.css': `make('link').rel = 'stylesheet'; it.href = url; put()`,
  'stylesheet-rel-last.css': `make('link').href = url; it.rel = 'stylesheet'; put()`,
  'stylesheet-attributes.css': `make('link').setAttribute('href', url); it.setAttribute('rel', 'stylesheet'); put()`,
  'preload.js': `make('link').rel = 'preload'; it.setAttribute('as', 'script'); it.href = url; put()`,
  'video.mp4': `make('video').preload = 'auto'; it.src = url; put()`,
  'audio.mp3': `const audio = new Audio(); audio.preload = 'auto'; audio.src = url`,
  'poster.gif': `make('video').poster = url; put()`,
  'embed.html': `make('embed').src = url; put()`,
  'object.html': `make('object').data = url; put()`,
  'clone.gif': `inner('<img alt="" src="' + url + '">').cloneNode(true)`,
  'parsed-apart.gif': `document.body.append(document.importNode(new DOMParser().parseFromString('<img alt="" src="' + url + '">', 'text/html').body.firstChild, true))`,
  'template-content.gif': `make('template').innerHTML = '<img alt="" src="' + url + '">'; document.body.append(it.content.cloneNode(true))`,
};

/** Ways that are rarer, and need guards of their own. */
export const RARE: Readonly<Record<string, string>> = {
  'contextual.js': `document.body.append(document.createRange().createContextualFragment('<script src="' + url + '"></scr' + 'ipt>'))`,
  'new-audio.mp3': `new Audio(url)`,
  'shadow.gif': `const host = document.body.appendChild(document.createElement('div')); host.attachShadow({ mode: 'open' }).innerHTML = '<img alt="" src="' + url + '">'`,
  'written.js': `document.write('<scr' + 'ipt src="' + url + '"></scr' + 'ipt>')`,
  'written.gif': `document.write('<img alt="" src="' + url + '">')`,
  'written.html': `document.write('<iframe title="x" src="' + url + '"></iframe>')`,
};

/** Ways in which a script calls out. Each settles with `sent` or `refused`. */
export const CALLS: Readonly<Record<string, string>> = {
  'fetch.json': `fetch(url).then(() => 'sent', () => 'refused')`,
  'fetch-url.json': `fetch(new URL(url)).then(() => 'sent', () => 'refused')`,
  'fetch-request.json': `fetch(new Request(url, { method: 'POST', body: 'x' })).then(() => 'sent', () => 'refused')`,
  'fetch-no-cors.json': `fetch(url, { method: 'POST', mode: 'no-cors', keepalive: true, body: 'x' }).then(() => 'sent', () => 'refused')`,
  'xhr.json': `new Promise((done) => {
    const request = new XMLHttpRequest();
    request.onload = () => done('sent');
    request.onerror = () => done('refused');
    request.open('POST', url);
    request.send('x');
  })`,
  'xhr-url.json': `new Promise((done) => {
    const request = new XMLHttpRequest();
    request.addEventListener('loadend', () => done(request.status ? 'sent' : 'refused'));
    request.open('GET', new URL(url));
    request.setRequestHeader('accept', 'text/plain');
    request.send();
  })`,
  'xhr-sync.json': `(() => {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    try { request.send(); return 'sent' } catch (error) { return error.name === 'NetworkError' ? 'refused' : String(error) }
  })()`,
  // A refused beacon counts as queued, for nobody repeats what was queued.
  beacon: `navigator.sendBeacon(url, 'x') ? 'queued' : 'failed'`,
};

/** Code that goes through all of these; calls leave their outcomes in `self.outcomes`. */
export const inserting = (ways: Readonly<Record<string, string>>, host: string): string => `
  (() => {
    const outcomes = (self.outcomes ??= {});
    for (const [name, way] of Object.entries(${JSON.stringify(ways).replaceAll('<', '\\u003c')})) {
      const code = 'let it; const make = (tag) => (it = document.createElement(tag)); const put = () => document.body.append(it);'
        + 'const inner = (html) => { const p = document.body.appendChild(document.createElement("p")); p.innerHTML = html; return p };';
      const run = new Function('url', code + (way.startsWith('fetch') || /^(new Promise|\\(\\(\\)|navigator)/.test(way) ? 'return ' : '') + way);
      Promise.resolve(run('https://${host}/' + name)).then((outcome) => { outcomes[name] = outcome });
    }
  })();`;
